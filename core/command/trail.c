// SPDX-License-Identifier: MIT
// trail [RECORD]: who looked and changed, newest first.
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/command.h"
#include "core/command/all.h"
#include "core/listing.h"
#include "core/text.h"
#include "core/trail.h"
#include "db/mem.h"

#define PAGE 200       // rows read at a time
#define VALUE_CELLS 60 // of an old or new value on its line

struct show {
	struct run *run;
	const char *record;      // NULL: all
	struct listing *listing; // NULL: text
	long left;               // rows still to be shown
};

// "user jones", or only its name.
static bool fits(const char *record, const char *wanted)
{
	const char *name = strchr(record, ' ');

	return !wanted || strcasecmp(record, wanted) == 0 ||
	       (name && strcasecmp(name + 1, wanted) == 0);
}

static void show_json(struct listing *listing, const struct trail_row *row)
{
	listing_number(listing, row->seq);
	listing_text(listing, row->at);
	listing_text(listing, row->actor);
	listing_text(listing, row->act);
	listing_text(listing, row->record);
	listing_text(listing, row->field);
	listing_text(listing, row->old);
	listing_text(listing, row->new);
	listing_bool(listing, row->erased);
}

static void show_value(FILE *out, const char *before, const char *value)
{
	char *shown = text_truncate(value ? value : "(nothing)", VALUE_CELLS);

	fprintf(out, "%s%s", before, shown);
	free(shown);
}

// What an intruder put there must not reach the terminal as it is either.
static char *safe_line(const struct trail_row *row)
{
	char *line = xasprintf("%s  %s  %s %s%s%s", row->at, row->actor, row->act, row->record,
		*row->field ? " " : "", row->field);
	char *safe = text_clean_line(line);

	free(line);
	return safe;
}

static void show_text(struct run *run, const struct trail_row *row)
{
	char *line = safe_line(row);

	fprintf(run->out, "%" PRId64 "  %s", row->seq, line);
	free(line);
	if (row->erased)
		fputs(": erased", run->out);
	else if (row->old || row->new)
		show_value(run->out, ": ", row->old ? row->old : row->new);
	if (row->old && !row->erased)
		show_value(run->out, " -> ", row->new);
	fputc('\n', run->out);
}

static void show_row(struct show *show, const struct trail_row *row)
{
	if (!show->left || !fits(row->record, show->record))
		return;
	show->left--;
	if (show->listing)
		show_json(show->listing, row);
	else
		show_text(show->run, row);
}

static int show_all(struct show *show)
{
	struct trail_row *rows = xcalloc(PAGE, sizeof(*rows));
	int64_t from = INT64_MAX;
	int got = PAGE;

	while (got == PAGE && show->left) {
		got = trail_page(show->run->session, 0, from, false, rows, PAGE);
		for (int i = 0; i < got; i++) {
			show_row(show, &rows[i]);
			from = rows[i].seq;
			trail_row_finish(&rows[i]);
		}
	}
	free(rows);
	return got < 0 ? -1 : 0;
}

int command_trail(struct run *run)
{
	static const char *const names[] = {
		"seq", "at", "actor", "act", "record", "field", "old", "new", "erased"};
	struct show show = {.run = run, .left = LONG_MAX};
	bool json = false;
	const struct option_spec options[] = {
		{"--json", OPTION_FLAG, &json}, {"--last", OPTION_NUMBER, &show.left}, {0}};
	int result;

	if (options_read(run, options) || arguments_count(run, "trail", 0, 1))
		return -1;
	show.record = run->argc ? run->argv[0] : NULL;
	if (json)
		show.listing = listing_begin(run->out, true, names, LENGTH(names));
	result = show_all(&show);
	if (show.listing)
		listing_end(show.listing);
	return result;
}
