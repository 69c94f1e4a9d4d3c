// SPDX-License-Identifier: MIT
// Text on a terminal: clusters, cells, cutting and wrapping.
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "core/text.h"
#include "db/mem.h"

// Text further back than this cannot change where a cluster begins, in any text that people
// write.
#define LOOK_BACK 4096

// Cells of one code point as the C library and so curses counts them, which is what the
// terminal's cursor follows; utf8proc differs from it in these ranges only.
static int code_width(int32_t code)
{
	if (code < 0)
		return 1;
	if ((code >= 0x1160 && code <= 0x11ff) || (code >= 0xd7b0 && code <= 0xd7fb))
		return 0;
	if ((code >= 0x3248 && code <= 0x324f) || (code >= 0x4dc0 && code <= 0x4dff))
		return 2;
	switch (utf8proc_category(code)) {
	case UTF8PROC_CATEGORY_CN: // painted as U+FFFD
	case UTF8PROC_CATEGORY_CO:
	case UTF8PROC_CATEGORY_MC: return 1;
	case UTF8PROC_CATEGORY_CF: return code < 0x900 || code == 0x110bd || code == 0x110cd;
	default: return utf8proc_charwidth(code);
	}
}

static bool plain(unsigned char byte)
{
	return byte >= 0x20 && byte < 0x7f;
}

// The first code point decides for the special ones: an invalid byte, newline, tab, control.
static int first_width(int32_t code)
{
	if (code == '\n')
		return 0;
	if (code == '\t')
		return TEXT_TAB;
	if (code == 0xad)
		return 0;
	if (code < 0 || text_refused(code, TEXT_LINES))
		return 1; // painted as U+FFFD
	return code_width(code);
}

size_t text_step(const char *text, size_t length, int *width)
{
	utf8proc_int32_t state = 0;
	int32_t code, next;
	size_t at, size;
	int cells;

	if (length == 0)
		return 0;
	if (plain(text[0]) && (length == 1 || (unsigned char)text[1] < 0x80)) {
		if (width)
			*width = 1;
		return 1;
	}
	at = text_decode(text, length, &code);
	cells = first_width(code);
	while (at < length && code >= 0) {
		size = text_decode(text + at, length - at, &next);
		if (next < 0 || utf8proc_grapheme_break_stateful(code, next, &state))
			break;
		if (next != '\n')
			cells += code_width(next);
		at += size;
		code = next;
	}
	if (width)
		*width = cells;
	return at;
}

// An offset at or before at that is surely a boundary: between two plain bytes, after a
// newline, or LOOK_BACK bytes back at the start of a code point.
static size_t sure_boundary(const char *text, size_t at)
{
	size_t stop = at > LOOK_BACK ? at - LOOK_BACK : 0;

	while (at > stop) {
		at--;
		if (at == 0 || text[at - 1] == '\n')
			return at;
		if (plain(text[at]) && plain(text[at - 1]))
			return at;
	}
	while (at && ((unsigned char)text[at] & 0xc0) == 0x80)
		at--;
	return at;
}

size_t text_step_back(const char *text, size_t at)
{
	size_t boundary, next;

	if (at == 0)
		return 0;
	boundary = sure_boundary(text, at);
	for (;;) {
		next = boundary + text_step(text + boundary, at - boundary, NULL);
		if (next >= at)
			return boundary;
		boundary = next;
	}
}

size_t text_cut(const char *text, size_t length, int width, int *used)
{
	size_t at = 0;
	int total = 0, cells;

	while (at < length) {
		size_t size = text_step(text + at, length - at, &cells);

		if (total + cells > width)
			break;
		total += cells;
		at += size;
	}
	if (used)
		*used = total;
	return at;
}

int text_width_of(const char *text, size_t length)
{
	int total = 0, cells;

	for (size_t at = 0; at < length; total += cells)
		at += text_step(text + at, length - at, &cells);
	return total;
}

int text_width(const char *text)
{
	return text_width_of(text, strlen(text));
}

int text_longest_word(const char *text)
{
	int longest = 0;

	while (*text) {
		size_t length = strcspn(text, " ");
		int width = text_width_of(text, length);

		longest = width > longest ? width : longest;
		text += length + strspn(text + length, " ");
	}
	return longest;
}

char *text_truncate(const char *text, int width)
{
	char *clean = text_clean_line(text), *cut;
	size_t length = strlen(clean), fits = text_cut(clean, length, width, NULL);

	if (fits == length)
		return clean;
	fits = text_cut(clean, length, width - 1, NULL);
	cut = xasprintf("%.*s%s", (int)fits, clean, width > 0 ? "…" : "");
	free(clean);
	return cut;
}

char *text_abridge(const char *text, int width)
{
	char *clean = text_clean_line(text), *cut;
	const char *last = strrchr(clean, ' ');
	int tail = last ? text_width(last + 1) : 0;
	size_t fits;

	if (text_width(clean) <= width || !tail || tail > width / 2) {
		free(clean);
		return text_truncate(text, width);
	}
	fits = text_cut(clean, (size_t)(last - clean), width - tail - 1, NULL);
	while (fits && clean[fits - 1] == ' ')
		fits--;
	cut = xasprintf("%.*s…%s", (int)fits, clean, last + 1);
	free(clean);
	return cut;
}

char *text_pad(const char *text, int width, bool right)
{
	char *cut = text_truncate(text, width), *padded;
	int space = width - text_width(cut);

	space = space < 0 ? 0 : space;
	padded =
		right ? xasprintf("%*s%s", space, "", cut) : xasprintf("%s%*s", cut, space, "");
	free(cut);
	return padded;
}

static bool is_alnum(unsigned char byte)
{
	return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
	       (byte >= 'A' && byte <= 'Z') || byte >= 0x80;
}

static bool has_category(
	const char *text, size_t length, utf8proc_category_t a, utf8proc_category_t b)
{
	int32_t code;

	text_decode(text, length, &code);
	return code >= 0 && (utf8proc_category(code) == a || utf8proc_category(code) == b);
}

// What the wrapping knows about two clusters that stand side by side.
struct pair {
	const char *text;
	size_t before, at, length; // offsets of the two; the text ends at length
	bool wide_before, wide;
};

// May a line break between the two? After a space; after a hyphen inside a word; around wide
// characters, which are written without spaces, but not before their closing punctuation.
static bool breaks(const struct pair *p)
{
	char left = p->text[p->before];

	if (p->text[p->at] == ' ')
		return false; // spaces hang at the end of the line before
	if (left == ' ' || left == '\t')
		return true;
	if (left == '-')
		return p->before && is_alnum(p->text[p->before - 1]) &&
		       is_alnum(p->text[p->at]);
	if (!p->wide_before && !p->wide)
		return false;
	return !has_category(p->text + p->at, p->length - p->at, UTF8PROC_CATEGORY_PE,
		       UTF8PROC_CATEGORY_PO) &&
	       !has_category(p->text + p->before, p->at - p->before, UTF8PROC_CATEGORY_PS,
		       UTF8PROC_CATEGORY_PI);
}

static size_t without_spaces(const char *text, size_t end)
{
	while (end && text[end - 1] == ' ')
		end--;
	return end;
}

// Where a line ends that breaks at `at`: behind the spaces, and the newline, that hang over the
// edge.
static size_t hang(const char *text, size_t length, size_t at)
{
	while (at < length && text[at] == ' ' && text_step(text + at, length - at, NULL) == 1)
		at++;
	return at < length && text[at] == '\n' ? at + 1 : at;
}

size_t text_wrap(const char *text, size_t length, int width, size_t *shown)
{
	struct pair pair = {.text = text, .length = length};
	size_t last = 0, size;
	int total = 0, cells = 0;

	for (; pair.at < length && text[pair.at] != '\n'; pair.at += size) {
		size = text_step(text + pair.at, length - pair.at, &cells);
		pair.wide = cells >= 2;
		if (pair.at && breaks(&pair))
			last = pair.at;
		if (total + cells > width && pair.at)
			break;
		total += cells;
		pair.before = pair.at;
		pair.wide_before = pair.wide;
	}
	if (pair.at < length && text[pair.at] != '\n' && text[pair.at] != ' ')
		pair.at = last ? last : pair.at;
	if (shown)
		*shown = pair.at < length && text[pair.at] != '\n'
				 ? without_spaces(text, pair.at)
				 : pair.at;
	return hang(text, length, pair.at);
}

size_t text_lines(const char *text, size_t length, int width)
{
	size_t lines = 0, at = 0;

	do {
		at += text_wrap(text + at, length - at, width, NULL);
		lines++;
	} while (at < length);
	return length && text[length - 1] == '\n' ? lines + 1 : lines;
}
