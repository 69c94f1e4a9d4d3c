// SPDX-License-Identifier: MIT
// The screen of charts: its state, shared by its files.
#pragma once

#include "core/charts.h"
#include "tui/view.h"

// What is shown, in the names that people use; never NULL, "" is any. Remembered, but for kind and until, which who opens
// the screen may ask for: of which audits, and the last day (core/charts.h).
struct charts_asked {
	char *code, *service, *team, *months, *kind, *until;
};

struct charts {
	struct charts_asked asked;
	char *kept; // what is remembered, where a chart was asked for just once; NULL
	const struct charts_info *info;
	struct charts_wish wish;
	struct chart *chart;
	size_t row, column; // in focus
};

// One line of text, "code=in_time\tmonths=36", into what is asked and back.
void charts_asked_parse(struct charts_asked *asked, const char *text);
char *charts_asked_write(const struct charts_asked *asked);
void charts_asked_finish(struct charts_asked *asked);

// Makes the chart that is asked for, with the last column in focus; on -1 what was shown stays.
int charts_show(struct screen *screen);
// The same with the place in it kept, after something in it was changed.
int charts_again(struct screen *screen);

// The keys that ask for something else, or mark something.
int charts_choose(struct screen *screen);
int charts_filter(struct screen *screen);
int charts_clear_filter(struct screen *screen);
int charts_mark(struct screen *screen);
int charts_unmark(struct screen *screen);
int charts_words(struct screen *screen);
int charts_behind_it(struct screen *screen);

// Paints the whole, and places the cursor.
void charts_paint(struct screen *screen);
