// SPDX-License-Identifier: MIT
// Text as people type it: what is accepted, how wide it is on a terminal, where it may be cut.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

// A text is UTF-8. Three units, never mixed up: bytes (offsets and lengths), clusters (what a
// person calls a character: a letter with its marks, a family emoji) and cells (columns of a
// terminal).

// The longest text of one field, in bytes. A longer one is refused whole, never cut.
#define TEXT_LIMIT ((size_t)4 << 20)

// Cells a tab takes, wherever it stands.
#define TEXT_TAB 4

enum text_kind {
	TEXT_LINE,  // one line: a name, a reference; no newline, no tab
	TEXT_LINES, // a narrative: newlines and tabs are part of it
};

// Takes the code point at the start of text (length bytes, at least 1) into *code and returns
// its bytes; where they are not valid UTF-8 (overlong forms, surrogates and cut sequences
// included) *code is -1 and 1 is returned, so that a reader steps over the bad byte.
size_t text_decode(const char *text, size_t length, int32_t *code);

// Is this a code point that a stored text may not hold? Control characters (C0, DEL, C1;
// newline and tab too for TEXT_LINE), line and paragraph separators, noncharacters, and format
// controls that show nothing but change how the rest is read: bidi overrides and marks,
// zero-width space, byte order mark. Joiners, variation selectors and tags stay allowed:
// scripts and emoji are spelt with them.
bool text_refused(int32_t code, enum text_kind kind);

// Tests a text of length bytes (they may hold NUL) before it is stored. Returns 0, or -1 with a
// message that opens with what ("team name") and says which character of which line is refused
// and why, or that the text is over TEXT_LIMIT. Characters and lines count from 1.
int text_check(const char *text, size_t length, enum text_kind kind, const char *what);

// Removes what text_check would refuse, for text that comes from a terminal's paste: CRLF and
// CR and the Unicode separators become newlines (a space for TEXT_LINE), invalid bytes become
// U+FFFD, the rest of what is refused goes. *dropped (may be NULL) counts the characters that
// went. Yours to free.
char *text_accept(const char *text, size_t length, enum text_kind kind, size_t *dropped);

// A form that is safe on any terminal and on which all terminals agree about the width: what is
// refused, unassigned or private becomes U+FFFD; joiners, selectors and tags (which only some
// terminals honour) and marks beyond the fourth on a letter are left out; tabs become spaces;
// for TEXT_LINE newlines become spaces. Its width is text_width() of it. Yours to free.
char *text_clean(const char *text, size_t length, enum text_kind kind);

// The same as "s" of a NUL-terminated text, for one line.
char *text_clean_line(const char *text);

// Writes what text_clean_line() would give.
void text_put_line(FILE *to, const char *text);

// Bytes of the cluster at the start of text (length bytes; 0 only where length is 0). *width
// (may be NULL) gets its cells: 0 for a newline, TEXT_TAB for a tab. Text must start at a
// cluster's boundary.
size_t text_step(const char *text, size_t length, int *width);

// The boundary before the byte offset at (0 where at is 0): where a cursor that moves left
// goes. It looks back no further than a few kilobytes, so that it is fast in any text.
size_t text_step_back(const char *text, size_t at);

// Cells that the text takes on one line.
int text_width(const char *text);
int text_width_of(const char *text, size_t length);

// Cells of its longest word, words being split by blanks: the least width on which it can stand.
int text_longest_word(const char *text);

// Bytes of the longest prefix of whole clusters that fits into width cells. *used (may be NULL)
// gets the cells it takes.
size_t text_cut(const char *text, size_t length, int width, int *used);

// The text cleaned as one line and cut to at most width cells, the last one an ellipsis where
// something was cut. Yours to free.
char *text_truncate(const char *text, int width);

// The same, but the last word stays where it takes no more than half of the width, the ellipsis before it: names of
// teams and the like are told apart by it. "Children Lo…East". Yours to free.
char *text_abridge(const char *text, int width);

// As text_truncate(), padded with spaces to exactly width cells: for columns. With right true the text
// stands at the right end.
char *text_pad(const char *text, int width, bool right);

// Bytes of the first line of text wrapped to width cells (at least 2), counting the spaces and
// the newline that end it: so the lines of a text are found by stepping on by what is returned,
// until 0. It breaks after spaces and hyphens and between wide characters, and inside a word
// only where the word is wider than the line. *shown (may be NULL) gets the bytes without the
// newline and the spaces at which it broke (they hang over the edge).
size_t text_wrap(const char *text, size_t length, int width, size_t *shown);

// How many lines text takes at a width; an empty text takes 1, and one that ends in a newline
// has an empty line behind it.
size_t text_lines(const char *text, size_t length, int width);

// A key for sorting and searching names: without accents, case and typographic apostrophes, so
// that Ŵyn stands beside Wyn, and O’Neill beside O'Neill. Plain strcmp of two keys gives the
// order. Invalid bytes stay as they are. Yours to free.
char *text_key(const char *text);

// Compares by key, then by the bytes so that the order is total: for qsort of short lists. Long
// lists keep their keys.
int text_compare(const char *a, const char *b);
