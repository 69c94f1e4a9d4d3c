// SPDX-License-Identifier: MIT
// Text as people type it: decoding, what is accepted, and a form that is safe to paint.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "core/text.h"
#include "db/error.h"
#include "db/mem.h"

#define REPLACEMENT "\xef\xbf\xbd" // U+FFFD

size_t text_decode(const char *text, size_t length, int32_t *code)
{
	utf8proc_ssize_t size;

	if ((unsigned char)*text < 0x80) {
		*code = *text;
		return 1;
	}
	size = utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, code);
	if (size > 0)
		return (size_t)size;
	*code = -1;
	return 1;
}

// Format controls (category Cf) that a text cannot be spelt without, or that show a sign.
static bool needed_format(int32_t code)
{
	return code == 0xad || code == 0x200c || code == 0x200d || // soft hyphen, ZWNJ, ZWJ
	       (code >= 0x600 && code <= 0x605) || code == 0x6dd || code == 0x70f ||
	       (code >= 0x890 && code <= 0x891) || code == 0x8e2 || code == 0x110bd ||
	       code == 0x110cd ||                    // number signs of Arabic and others
	       (code >= 0xe0020 && code <= 0xe007f); // tags: the flags of Wales and Scotland
}

static bool is_noncharacter(int32_t code)
{
	return (code & 0xfffe) == 0xfffe || (code >= 0xfdd0 && code <= 0xfdef);
}

// Letters that show nothing at all: the Hangul fillers.
static bool is_blank_letter(int32_t code)
{
	return code == 0x115f || code == 0x1160 || code == 0x3164 || code == 0xffa0;
}

bool text_refused(int32_t code, enum text_kind kind)
{
	if (code == '\n' || code == '\t')
		return kind == TEXT_LINE;
	if (code < 0x7f)
		return code < 0x20;
	if (code < 0xa0)
		return true;
	if (is_noncharacter(code) || is_blank_letter(code))
		return true;
	switch (utf8proc_category(code)) {
	case UTF8PROC_CATEGORY_CF: return !needed_format(code);
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
	case UTF8PROC_CATEGORY_CS: return true;
	default: return false;
	}
}

// Bytes at the start that are printable ASCII, eight at a time: most text is nothing else.
static size_t plain_prefix(const char *text, size_t length)
{
	const uint64_t high = 0x8080808080808080, one = 0x0101010101010101;
	size_t at = 0;
	uint64_t word;

	for (; at + 8 <= length; at += 8) {
		memcpy(&word, text + at, 8);
		if ((word | (word - one * 0x20) | (word + one)) & high)
			break;
	}
	while (at < length && text[at] >= 0x20 && text[at] < 0x7f)
		at++;
	return at;
}

static const char *refusal(int32_t code)
{
	if (code < 0)
		return "is not valid UTF-8: save the file as UTF-8, or type the character "
		       "again";
	if (code == 0)
		return "is a NUL byte: remove it";
	if (code == '\n' || code == '\t' || code == '\r')
		return "is a line break or tab, which has no place here: remove it";
	if (code < 0xa0)
		return "is a control character: remove it";
	return "is an invisible control that changes how text is read: remove it";
}

static int refuse(const char *text, size_t at, int32_t code, const char *what)
{
	size_t line = 1, character = 1, size;
	int32_t other;
	char where[32] = "";

	for (size_t i = 0; i < at; i += size) {
		size = text_decode(text + i, at - i, &other);
		character++;
		if (other == '\n') {
			line++;
			character = 1;
		}
	}
	if (code >= 0)
		snprintf(where, sizeof(where), " (U+%04X)", (unsigned)code);
	if (line > 1)
		return fail(ERROR_DATA, "%s: line %zu, character %zu%s %s", what, line,
			character, where, refusal(code));
	return fail(
		ERROR_DATA, "%s: character %zu%s %s", what, character, where, refusal(code));
}

int text_check(const char *text, size_t length, enum text_kind kind, const char *what)
{
	size_t at = 0;
	int32_t code;

	if (length > TEXT_LIMIT)
		return fail(ERROR_DATA,
			"%s: the text has %zu bytes, the limit is %zu: shorten it", what,
			length, TEXT_LIMIT);
	for (;;) {
		size_t size;

		at += plain_prefix(text + at, length - at);
		if (at == length)
			return 0;
		size = text_decode(text + at, length - at, &code);
		if (code < 0 || text_refused(code, kind))
			return refuse(text, at, code, what);
		at += size;
	}
}

// A text under construction.
struct build {
	char *text;
	size_t length, room;
};

static void put(struct build *build, const char *bytes, size_t size)
{
	while (build->length + size + 1 > build->room)
		build->text = xreallocarray(
			build->text, build->room = build->room ? build->room * 2 : 64, 1);
	memcpy(build->text + build->length, bytes, size);
	build->length += size;
}

static char *built(struct build *build)
{
	put(build, "", 1);
	return build->text;
}

char *text_accept(const char *text, size_t length, enum text_kind kind, size_t *dropped)
{
	struct build build = {0};
	size_t gone = 0, size;

	for (size_t at = 0; at < length; at += size) {
		int32_t code;

		size = text_decode(text + at, length - at, &code);
		if (code == '\r' && at + 1 < length && text[at + 1] == '\n')
			continue;
		if (code == '\r' || code == 0x2028 || code == 0x2029 || code == 0x85)
			put(&build, kind == TEXT_LINE ? " " : "\n", 1);
		else if ((code == '\n' || code == '\t') && kind == TEXT_LINE)
			put(&build, " ", 1);
		else if (code < 0)
			put(&build, REPLACEMENT, 3);
		else if (text_refused(code, kind))
			gone++;
		else
			put(&build, text + at, size);
	}
	if (dropped)
		*dropped = gone;
	return built(&build);
}

// Spelt with, but not shown: terminals disagree about what they do, so they are not sent.
static bool unshown(int32_t code)
{
	return code == 0xad || code == 0x200c || code == 0x200d || code == 0x34f ||
	       (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0020 && code <= 0xe01ef) ||
	       (code >= 0x180b && code <= 0x180f);
}

static bool unknown(int32_t code)
{
	utf8proc_category_t category = utf8proc_category(code);

	return category == UTF8PROC_CATEGORY_CN || category == UTF8PROC_CATEGORY_CO;
}

static void clean_one(
	struct build *build, const char *at, size_t size, int32_t code, int *marks)
{
	utf8proc_category_t category = code < 0 ? 0 : utf8proc_category(code);
	bool mark = category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME;

	if (code >= 0 && unshown(code))
		return;
	*marks = mark ? *marks + 1 : 0;
	if (code < 0 || text_refused(code, TEXT_LINES) || unknown(code)) {
		put(build, REPLACEMENT, 3);
		return;
	}
	if (*marks > 4)
		return;
	if (mark && (build->length == 0 || build->text[build->length - 1] == '\n'))
		put(build, " ", 1); // a mark needs something to stand on
	put(build, at, size);
}

char *text_clean(const char *text, size_t length, enum text_kind kind)
{
	struct build build = {0};
	size_t size;
	int marks = 0;

	for (size_t at = 0; at < length; at += size) {
		int32_t code;

		size = plain_prefix(text + at, length - at);
		if (size) {
			put(&build, text + at, size);
			marks = 0;
			continue;
		}
		size = text_decode(text + at, length - at, &code);
		if (code == '\n')
			put(&build, kind == TEXT_LINE ? " " : "\n", 1);
		else if (code == '\t')
			put(&build, "    ", kind == TEXT_LINE ? 1 : TEXT_TAB);
		else
			clean_one(&build, text + at, size, code, &marks);
	}
	return built(&build);
}

char *text_clean_line(const char *text)
{
	return text_clean(text, strlen(text), TEXT_LINE);
}

// Most text is clean as it stands.
void text_put_line(FILE *to, const char *text)
{
	size_t length = strlen(text);
	char *clean;

	if (plain_prefix(text, length) == length) {
		fwrite(text, 1, length, to);
		return;
	}
	clean = text_clean(text, length, TEXT_LINE);
	fputs(clean, to);
	free(clean);
}

// Letters that have no decomposition, with what English sorting takes them for.
static const struct {
	const char *letter, *plain;
} letters[] = {
	{"ł", "l"},
	{"ø", "o"},
	{"đ", "d"},
	{"ð", "d"},
	{"þ", "th"},
	{"æ", "ae"},
	{"œ", "oe"},
	{"ı", "i"},
	{"’", "'"},
	{"‘", "'"},
	{"ʼ", "'"},
	{"‐", "-"},
	{"‑", "-"},
	{"–", "-"},
	{"\u00a0", " "},
};

static char *plain_letters(const char *folded)
{
	struct build build = {0};
	size_t size;

	for (const char *at = folded; *at; at += size) {
		int32_t code;

		size = text_decode(at, strlen(at) < 4 ? strlen(at) : 4, &code);
		for (size_t i = 0; code >= 0x80 && i < LENGTH(letters); i++) {
			if (strncmp(at, letters[i].letter, size) == 0) {
				put(&build, letters[i].plain, strlen(letters[i].plain));
				goto next;
			}
		}
		put(&build, at, size);
	next:;
	}
	return built(&build);
}

char *text_key(const char *text)
{
	const utf8proc_option_t options = UTF8PROC_NULLTERM | UTF8PROC_STABLE |
					  UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK |
					  UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
	utf8proc_uint8_t *folded = NULL;
	char *key;

	if (utf8proc_map((const utf8proc_uint8_t *)text, 0, &folded, options) < 0)
		return xstrdup(text);
	key = plain_letters((const char *)folded);
	free(folded);
	return key;
}

int text_compare(const char *a, const char *b)
{
	char *first = text_key(a), *second = text_key(b);
	int order = strcmp(first, second);

	free(first);
	free(second);
	return order ? order : strcmp(a, b);
}
