// SPDX-License-Identifier: MIT
// The report on the screen: its state, shared by its files.
#pragma once

#include "core/report.h"
#include "tui/paint.h"
#include "tui/view.h"

// A piece of a line: words, a number within them, or the cell of a table.
struct report_piece {
	int col, cols; // cells of the screen
	enum theme_role role;
	char *text;
	const struct report_cell *cell;   // NULL: words
	const struct report_table *table; // that the cell is of; NULL: of none
	const struct chart
		*chart; // whose title it is, of those that core/charts.h has; NULL: of none
};

struct report_line {
	size_t first, count; // pieces
	size_t section;
};

// A report laid out at a width. Borrows the report.
struct report_lines {
	struct report_piece *pieces;
	struct report_line *lines;
	size_t piece_count, piece_room, count, line_room;
	int width; // 0: not laid out
};

// Lays it out anew. Tables whose columns do not fit side by side become a list of their rows.
void report_lines_lay(struct report_lines *lines, const struct report *report, int width);
void report_lines_finish(struct report_lines *lines);

// The cell of a piece, where it is a number or leads somewhere; NULL where it is none.
const struct report_cell *report_piece_number(const struct report_piece *piece);

// Whether the focus goes to it: a number, or a chart.
bool report_piece_leads(const struct report_piece *piece);

enum report_span { REPORT_MONTH, REPORT_QUARTER, REPORT_YEAR, REPORT_DAYS, REPORT_SPANS };

// What is asked for, in the names that people use; never NULL, "" is any. It is remembered.
struct report_choice {
	char *span, *from, *to, *service, *team, *kind; // from, to: of REPORT_DAYS
};

struct report_page {
	struct report_choice choice;
	date day; // in the month, quarter or year shown
	struct report report;
	struct report_lines lines;
	size_t at, top; // the line in focus, the first that is seen
	int want;       // the column near which a number of the line is in focus
	char *search;
};

#define REPORT_HEAD_ROWS 2 // the period and the place; an empty row

// Rows of the screen that the lines have.
int report_rows(const struct screen *screen);

const struct report_line *report_line_at(const struct report_page *page, size_t at);

// The number of a line that is nearest to the column wanted: in focus where the line is. NULL: the line has none.
const struct report_piece *report_number_of(const struct report_page *page, size_t at);

// From now on a number's column is the one wanted.
void report_want(struct report_page *page, const struct report_piece *piece);

// Brings the line in focus in sight; and asks for painting besides.
void report_in_sight(struct screen *screen);
void report_scroll(struct screen *screen);

// Puts the focus on the title of a section, at the top.
void report_show_section(struct screen *screen, size_t section);

extern const struct key report_move_keys[];

// The choice from one line of text and back: "span=month" and so on, split by tabs.
void report_choice_parse(struct report_choice *choice, const char *text);
char *report_choice_write(const struct report_choice *choice);
void report_choice_finish(struct report_choice *choice);

// The days asked for. The day of the page is set to the last period that is over where it is DATE_NONE.
struct date_range report_range(struct report_page *page, date today);

// The keys of the period and of what is chosen.
int report_earlier(struct screen *screen);
int report_later(struct screen *screen);
int report_choose(struct screen *screen);
int report_choose_all(struct screen *screen);

// Makes the report by the choice as it stands; the focus stays where it was, as far as there is such a place. On -1 the
// old one stays.
int report_apply(struct screen *screen);

// Asks for a file and writes the report to it.
int report_to_file(struct screen *screen);
