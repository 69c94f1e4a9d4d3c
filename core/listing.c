// SPDX-License-Identifier: MIT
// Rows for people as a table, or for programs as JSON: one description gives both.
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/json.h"
#include "core/listing.h"
#include "core/text.h"
#include "db/mem.h"

#define GAP 2 // blanks between columns

// Rows of a table that are held to find out how wide its columns are. Later ones follow those widths, and
// widen what they do not fit, so that a million rows need no more memory than these.
#define HELD 500

struct listing {
	FILE *to;
	const char *const *names;
	size_t columns, at; // at: the column of the next cell
	bool as_json;
	struct json json;
	// Of a table: every cell, row by row, and what each column needs.
	char **cells;
	size_t count, room;
	int *widths;
	bool *right;
};

static void keep(struct listing *listing, char *cell)
{
	int width = text_width(cell);

	listing->cells =
		xgrow(listing->cells, listing->count, &listing->room, sizeof(*listing->cells));
	listing->cells[listing->count++] = cell;
	if (width > listing->widths[listing->at])
		listing->widths[listing->at] = width;
}

static char *head_of(const char *name)
{
	char *head = xstrdup(name);

	for (char *c = head; (c = strchr(c, '_'));)
		*c = ' ';
	return head;
}

struct listing *listing_begin(FILE *to, bool json, const char *const *names, size_t count)
{
	struct listing *listing = xcalloc(1, sizeof(*listing));

	listing->to = to;
	listing->names = names;
	listing->columns = count;
	listing->as_json = json;
	listing->widths = xcalloc(count, sizeof(*listing->widths));
	listing->right = xcalloc(count, sizeof(*listing->right));
	json_init(&listing->json, to);
	if (json)
		json_array(&listing->json, NULL);
	for (; !json && listing->at < count; listing->at++)
		keep(listing, head_of(names[listing->at]));
	listing->at = 0;
	return listing;
}

static const char *key_next(struct listing *listing)
{
	if (listing->at == 0)
		json_object(&listing->json, NULL);
	return listing->names[listing->at];
}

static void print_cell(const struct listing *listing, size_t column, const char *cell)
{
	bool last = column + 1 == listing->columns;
	int blanks = listing->widths[column] - text_width(cell);

	if (listing->right[column])
		fprintf(listing->to, "%*s%s%s", blanks, "", cell, last ? "\n" : "  ");
	else if (last)
		fprintf(listing->to, "%s\n", cell);
	else
		fprintf(listing->to, "%s%*s", cell, blanks + GAP, "");
}

// Prints what is held.
static void flush(struct listing *listing)
{
	for (size_t i = 0; i < listing->count; i++) {
		print_cell(listing, i % listing->columns, listing->cells[i]);
		free(listing->cells[i]);
	}
	listing->count = 0;
}

static void cell_done(struct listing *listing)
{
	if (++listing->at < listing->columns)
		return;
	listing->at = 0;
	if (listing->as_json)
		json_end(&listing->json);
	else if (listing->count >= HELD * listing->columns)
		flush(listing);
}

void listing_text(struct listing *listing, const char *text)
{
	if (listing->as_json)
		json_text(&listing->json, key_next(listing), text);
	else
		keep(listing, text_clean_line(text ? text : ""));
	cell_done(listing);
}

void listing_day(struct listing *listing, date day)
{
	char text[DATE_TEXT];

	listing_text(listing, day == DATE_NONE ? NULL : date_iso(day, text));
}

void listing_number(struct listing *listing, int64_t number)
{
	if (listing->as_json) {
		json_integer(&listing->json, key_next(listing), number);
	} else {
		listing->right[listing->at] = true;
		keep(listing, xasprintf("%" PRId64, number));
	}
	cell_done(listing);
}

void listing_bool(struct listing *listing, bool value)
{
	if (listing->as_json)
		json_bool(&listing->json, key_next(listing), value);
	else
		keep(listing, xstrdup(value ? "yes" : "no"));
	cell_done(listing);
}

void listing_end(struct listing *listing)
{
	if (listing->as_json)
		json_end(&listing->json);
	flush(listing);
	free(listing->cells);
	free(listing->widths);
	free(listing->right);
	free(listing);
}
