// SPDX-License-Identifier: MIT
// The monthly, quarterly and yearly report: sections made from what is counted, written as text, CSV, HTML or a screen.
#pragma once

#include <stdbool.h>
#include <stdio.h>

#include "core/audit.h"
#include "core/trail.h"
#include "core/writer.h"

struct chart;

// A cell of a table. Numbers know of how many they are, and which audits are behind them.
struct report_cell {
	enum { CELL_EMPTY, CELL_TEXT, CELL_COUNT, CELL_SHARE, CELL_MEAN } kind;
	char *text; // CELL_TEXT; "" otherwise
	int64_t count,
		of; // CELL_COUNT: count alone; CELL_SHARE: count of `of`, "4 (33%)"; CELL_MEAN: count / of
	char *wish; // the audits behind it, as "key=value" split by tabs; NULL: none can be opened
	const char *
		why; // then why not, where people take it for a number; NULL: it is none. Borrowed
};
// Keys of a wish, which tui/audits-private.h reads: service, team, kind, grade and auditor as list audits has them;
// completed, due: FROM..TO, the days; state, one of enum audit_state or of enum audit_standing; post, or none; theme and
// aspect (strength, development); grades, of several at once; own=yes: they are the lead's; pair, and mode (sealed, open,
// imported); domain: grade, grades and pair are of this domain; moderated=yes; feedback: "child yes", "carer no", "parent
// not said"; challenge: FROM..TO and outcome, of Confirm and Challenge; review=yes: of an earlier audit; sealed=yes: to be
// graded blind by who asks; reported=yes: those on which who asks reports. core/audit-list.h says what they stand for.
// With audit=ID it is that one audit. With list=actions or
// list=steps it is of these (core/behind.h).

// How many are behind a number: of a mean those that it is the mean of. 0 of text.
int64_t report_cell_counts(const struct report_cell *cell);

// The audit that a cell's wish, which it has, is; 0: it is a list.
int64_t report_cell_audit(const struct report_cell *cell);

// Whether a cell's wish, which it has, is of actions or steps.
bool report_cell_behind(const struct report_cell *cell);
bool report_wish_behind(const char *wish); // the same of a wish

struct report_column {
	const char *name; // borrowed
	bool number;      // stands at the right end
};

struct report_table {
	char *title;
	struct report_column *columns;
	size_t column_count;
	struct report_cell *cells; // row by row
	size_t rows, cells_used, room;
};

// A number within words.
struct report_number {
	size_t at, length; // bytes of the words
	struct report_cell cell;
};

// What a section is made of, in order.
struct report_part {
	enum { REPORT_WORDS, REPORT_NOTE, REPORT_TABLE, REPORT_CHART } kind;
	char *words; // REPORT_WORDS: a sentence or more; REPORT_NOTE: a caution
	struct report_number *numbers; // of the words, in their order
	size_t number_count, number_room;
	struct report_table
		table; // REPORT_TABLE; of some charts their figures, which lead somewhere, in no file
	struct chart *chart; // REPORT_CHART
};

struct report_section {
	const char *code, *title; // borrowed
	char *heading; // the title, with the day as at which it counts: "Actions, as at 31 Oct 2026"
	struct report_part *parts;
	size_t count, room;
};

struct report {
	char *title;  // "Case file audits: October 2026"
	char *period; // period_name()
	char *place; // "Assessment", "MASH 1"; "the whole council", or "Assessment and MASH" of a senior manager
	enum audit_kind kind;
	struct report_section *sections;
	size_t count;
	char *made_at, *made_by; // a moment as people read it; a name
	char *templates;         // versions that its audits were made with, "Case file 2024 v1"
	char head[TRAIL_HASH_TEXT];
	bool practice, narratives; // narratives: it holds what people wrote
};

// What is asked for.
struct report_wish {
	struct date_range range;
	const char *service, *team; // names; NULL: all
	enum audit_kind kind;       // 0: monthly
	bool narratives;            // good practice in the words of auditors, too
	// Called now and then with how much of it is done, of 100. NULL: nobody asks. Not 0, with the error set: stop.
	int (*progress)(int percent, void *context);
	void *context;
};

// Makes it (RIGHT_REPORT: a senior manager's own services) from one snapshot, and tells the trail. -1: 66 no such
// service or team; 77; what progress said.
int report_make(struct session *session, const struct report_wish *wish, struct report *report);
void report_finish(struct report *report);

// The cell as people read it: "4", "4 (33%)", "9.3", "3 (25%)*" where the share or mean is of fewer than REPORT_FEW. Yours.
#define REPORT_FEW 12
char *report_cell_words(const struct report_cell *cell);

// Writes it: as text of 80 columns, safe for terminals; as one HTML document; as CSV, a row for each number:
// period,place,section,table,row,column,text,count,of,percent,database. Of a mean text is the mean, count the sum and
// of how many it is of.
void report_text(const struct report *report, FILE *to);
void report_html(const struct report *report, FILE *to);
void report_csv(const struct report *report, struct writer *writer);

enum report_format { REPORT_AS_TEXT, REPORT_AS_CSV, REPORT_AS_HTML };

// "text", "csv", "html", in any case. 0, or -1 with a message (2).
int report_format_read(const char *name, enum report_format *format);

// Writes it to a file, whole or not at all; path NULL or "-": to out (CSV: to standard output), which is not used
// otherwise. 0, or -1 (73, 74).
int report_write(
	const struct report *report, enum report_format format, FILE *out, const char *path);
