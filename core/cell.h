// SPDX-License-Identifier: MIT
// What the text of a CSV cell may hold, and how a formula in it is defused.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "core/text.h"

// The longest cell that is read, in bytes.
#define CELL_MAX TEXT_LIMIT

enum cell_fault {
	CELL_FINE,
	CELL_NUL,
	CELL_CONTROL, // a character that no stored text may hold: text_refused()
	CELL_ENCODING,
	CELL_LENGTH,
};

struct cell_check {
	enum cell_fault fault;
	unsigned found; // the byte (CELL_ENCODING) or character (CELL_CONTROL) that is at fault
	size_t breaks;  // line ends within the text: LF, CR LF or CR
};

// Eight bytes of plain ASCII, control characters and DEL excluded: the well-known test for a byte below n in
// a word, exact for "none".
static inline bool cell_word_is_plain(const char *text)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t word, del;

	memcpy(&word, text, sizeof(word));
	del = word ^ (ones * 0x7f);
	return ((((word - ones * 0x20) & ~word) | ((del - ones) & ~del) | word) &
		       (ones * 0x80)) == 0;
}

// Whether all of it is plain ASCII on one line, as most cells are: then cell_check() has nothing to say.
static inline bool cell_is_plain(const char *text, size_t length)
{
	size_t at = 0;

	for (; at + 8 <= length; at += 8) {
		if (!cell_word_is_plain(text + at))
			return false;
	}
	if (length >= 8)
		return cell_word_is_plain(text + length - 8);
	while (at < length && (unsigned char)text[at] - 0x20u < 0x5f)
		at++;
	return at == length;
}

// Looks at every byte once, eight at a time where they are plain ASCII.
struct cell_check cell_check(const char *text, size_t length);

// The line ends in a text, counted as in struct cell_check.
size_t cell_breaks(const char *text, size_t length);

// Whether a spreadsheet may run the text as a formula: it begins with = + - @ TAB or CR and is no
// negative number like -5 or -1.5, which the guard must not damage; also behind apostrophes, so that one
// apostrophe put before it can be taken off again without doubt.
bool cell_is_formula(const char *text, size_t length);

// False for most texts, at a look: whether it begins as a formula may.
static inline bool cell_may_be_formula(const char *text)
{
	return (unsigned char)text[0] <= '@' && memchr("=+-@\t\r'", text[0], 7) != NULL;
}

// Whether the text is one that was defused: an apostrophe before what is a formula without it.
static inline bool cell_is_defused(const char *text, size_t length)
{
	return length > 1 && text[0] == '\'' && cell_is_formula(text + 1, length - 1);
}
