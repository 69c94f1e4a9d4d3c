// SPDX-License-Identifier: MIT
// The agreement of auditors and moderators on the screen: its state, shared by its files.
#pragma once

#include "core/agreement.h"
#include "tui/list.h"
#include "tui/paper.h"

enum span { SPAN_MONTH, SPAN_QUARTER, SPAN_YEAR, SPAN_ALL, SPAN_COUNT };

// What is asked for, in the names that people use; never NULL, "" is any. Remembered but for the day.
struct agreement_wish {
	char *span, *service, *team, *auditor, *moderator, *kind;
};

// How the moderator graded: the tabs.
#define AGREEMENT_MODES 3

struct board {
	struct agreement_wish wish;
	date day; // in the period shown
	struct agreements found;
	int tab;      // index of agreement_modes
	size_t *rows; // of the tab: indexes into found.lines
	size_t row_count;
	struct list list;
};

extern const int agreement_modes[AGREEMENT_MODES];

// The wish from one line of text and back: "span=month" and so on, split by tabs.
void agreement_wish_parse(struct agreement_wish *wish, const char *text);
char *agreement_wish_write(const struct agreement_wish *wish);
void agreement_wish_finish(struct agreement_wish *wish);

// In words: "service Assessment, auditor ann"; "" where nothing is narrowed.
void agreement_wish_describe(const struct agreement_wish *wish, char *text, size_t size);

// For core: borrows from the board.
struct agreement_filter agreement_wish_filter(const struct board *board);

enum span agreement_span(const struct board *board);
struct date_range agreement_range(const struct board *board); // not of SPAN_ALL
// "October 2026", "quarter 2026-27-Q3", "year 2026-27", "all days".
void agreement_period(const struct board *board, char *text, size_t size);

// The keys of the period and the filter.
int agreement_earlier(struct screen *screen);
int agreement_later(struct screen *screen);
int agreement_choose_span(struct screen *screen);
int agreement_choose_filter(struct screen *screen);
int agreement_clear_filter(struct screen *screen);

// Counts anew by the wish as it stands.
int agreement_apply(struct screen *screen);

// A bar of so many cells, # for the share, . for the rest; and one from the middle: how often the auditor graded
// higher to the left, lower to the right, with both numbers. Yours.
char *agreement_bar(long count, long n, int cells);
char *agreement_balance(const struct agreement *agreement, int cells);

// Opens all that is known of a line: the matrix, the services.
int agreement_open_line(
	struct session *session, const struct board *board, const struct agreement_line *line);
