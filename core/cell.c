// SPDX-License-Identifier: MIT
// What the text of a CSV cell may hold, and how a formula in it is defused.
#include <stdint.h>
#include <string.h>

#include <utf8proc.h>

#include "core/cell.h"

static size_t skip_plain(const char *text, size_t at, size_t length)
{
	while (at + 8 <= length && cell_word_is_plain(text + at))
		at += 8;
	while (at < length && (unsigned char)text[at] - 0x20u < 0x5f)
		at++;
	return at;
}

static bool is_break(const char *text, size_t at)
{
	return text[at] == '\r' || (text[at] == '\n' && (at == 0 || text[at - 1] != '\r'));
}

size_t cell_breaks(const char *text, size_t length)
{
	size_t breaks = 0;

	for (size_t at = 0; at < length; at++)
		breaks += is_break(text, at);
	return breaks;
}

static bool is_refused(utf8proc_int32_t rune)
{
	return rune != '\r' && text_refused(rune, TEXT_LINES);
}

struct cell_check cell_check(const char *text, size_t length)
{
	const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)text;
	struct cell_check check = {length > CELL_MAX ? CELL_LENGTH : CELL_FINE};

	for (size_t at = skip_plain(text, 0, length); at < length;) {
		utf8proc_int32_t rune = bytes[at];
		utf8proc_ssize_t size = 1;

		if (rune >= 0x80)
			size = utf8proc_iterate(
				bytes + at, (utf8proc_ssize_t)(length - at), &rune);
		if (check.fault == CELL_FINE && (size <= 0 || is_refused(rune))) {
			check.fault = size <= 0   ? CELL_ENCODING
				      : rune == 0 ? CELL_NUL
						  : CELL_CONTROL;
			check.found = size <= 0 ? bytes[at] : (unsigned)rune;
		}
		check.breaks += is_break(text, at);
		at = skip_plain(text, at + (size > 0 ? (size_t)size : 1), length);
	}
	return check;
}

// A minus, digits, and at most one point or comma between them: a spreadsheet reads it and runs nothing.
static bool is_negative_number(const char *text, size_t length)
{
	size_t digits = 0, points = 0;

	if (length < 2 || text[0] != '-' || text[length - 1] == '.' || text[length - 1] == ',')
		return false;
	for (size_t i = 1; i < length; i++) {
		if (text[i] >= '0' && text[i] <= '9')
			digits++;
		else if ((text[i] == '.' || text[i] == ',') && digits > 0)
			points++;
		else
			return false;
	}
	return digits > 0 && points <= 1;
}

bool cell_is_formula(const char *text, size_t length)
{
	size_t at = 0;

	while (at < length && text[at] == '\'')
		at++;
	return at < length && memchr("=+-@\t\r", text[at], 6) != NULL &&
	       !is_negative_number(text + at, length - at);
}
