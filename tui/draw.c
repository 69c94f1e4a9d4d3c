// SPDX-License-Identifier: MIT
// The list of draws, newest month first.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/right.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/allocation.h"
#include "tui/draw-private.h"
#include "tui/import-cases.h"
#include "tui/list.h"
#include "tui/prompt.h"
#include "tui/words.h"

struct draws {
	struct list list;
	struct sample **samples;
	size_t count;
};

static const struct list_column columns[] = {
	{"Draw", 20, 2, 0, false},
	{"Kind", 12, 1, 4, false},
	{"Month", 14, 0, 6, false},
	{"When", 11, 0, 2, false},
	{"By", 14, 2, 5, false},
	{"Drawn", 5, 0, 0, true},
	{"Asked", 5, 0, 1, true},
	{"Short", 8, 0, 0, false},
};

static void add_row(struct list *list, int index)
{
	const struct draws *draws = list->screen->state;
	const struct sample *sample = draws->samples[index];
	bool cases = sample->purpose == SAMPLE_AUDIT;
	char month[DATE_TEXT], day[DATE_TEXT], drawn[24], asked[24] = "", few[32] = "";
	struct date_range range = {0};

	date_parse_month(sample->month, &range);
	snprintf(drawn, sizeof(drawn), "%" PRId64, sample->taken);
	if (cases) // what is taken without a draw was not asked for
		snprintf(asked, sizeof(asked), "%" PRId64, sample->taken + sample->missing);
	if (sample->short_count)
		words_count(sample->short_count, cases ? "team" : "service", few, sizeof(few));
	const struct list_cell cells[LENGTH(columns)] = {{sample->name, THEME_TEXT},
		{sample_kind_name(sample), THEME_TEXT},
		{date_show_month(range.first, month), THEME_TEXT},
		{date_show(sample->drawn_on, day), THEME_TEXT}, {sample->drawn_by, THEME_TEXT},
		{drawn, THEME_TEXT}, {asked, THEME_TEXT}, {few, THEME_OVERDUE}};
	list_add(list, sample->id, index, NULL, cells);
}

static int fetch(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	const struct draws *draws = context;

	return list_fetch_indexed(list, from, forward, count, (int)draws->count, add_row);
}

static const char *empty(void *context)
{
	return "No draw yet. + draws a month's cases at random from those that are open, with "
	       "a "
	       "receipt from which anybody can draw again.";
}

static const struct list_source source = {columns, LENGTH(columns), fetch, empty};

static void forget(struct draws *draws)
{
	for (size_t i = 0; i < draws->count; i++)
		sample_destroy(draws->samples[i]);
	free(draws->samples);
	draws->samples = NULL;
	draws->count = 0;
}

static int read_all(struct screen *screen)
{
	struct draws *draws = screen->state;

	forget(draws);
	return sample_list(screen->session, NULL, &draws->samples, &draws->count);
}

static int open_draws(struct screen *screen, const void *argument)
{
	struct draws *draws = screen->state;

	if (read_all(screen)) {
		forget(draws);
		return -1;
	}
	list_init(&draws->list, screen, &source, draws);
	view_focus(screen, &draws->list, list_keys);
	return list_reload(&draws->list) ? (view_error(), 0) : 0;
}

static void close_draws(struct screen *screen)
{
	struct draws *draws = screen->state;

	list_finish(&draws->list);
	forget(draws);
}

static void shown(struct screen *screen)
{
	struct draws *draws = screen->state;

	if (read_all(screen))
		view_error();
	list_reload(&draws->list);
}

static void paint(struct screen *screen)
{
	list_paint(&((struct draws *)screen->state)->list, screen->body);
}

// The message line has what a narrow screen leaves out.
static void status(struct screen *screen, char *text, size_t size)
{
	const struct draws *draws = screen->state;
	const struct list_row *row = list_focus(&draws->list);
	const struct sample *sample = row ? draws->samples[row->number] : NULL;

	char *rule;

	if (!sample)
		return;
	rule = sample_rule_shown(sample);
	snprintf(text, size, "%s, of %s; by %s", rule, sample->frame_rule, sample->drawn_by);
	free(rule);
}

static const struct sample *focus(struct screen *screen)
{
	const struct draws *draws = screen->state;
	const struct list_row *row = list_focus(&draws->list);

	if (row)
		return draws->samples[row->number];
	fail(ERROR_MISSING, "There is no draw here: + makes one");
	return NULL;
}

static int open_receipt(struct screen *screen)
{
	const struct sample *sample = focus(screen);

	return sample ? draw_receipt_open(screen->session, sample->name) : -1;
}

// This month, or the next where this one has its draw.
static int draw(struct screen *screen)
{
	const struct draws *draws = screen->state;
	date day = screen->session->today;
	char month[DATE_TEXT];

	date_month(day, month);
	for (size_t i = 0; i < draws->count; i++)
		if (draws->samples[i]->purpose == SAMPLE_AUDIT &&
			draws->samples[i]->kind == AUDIT_MONTHLY &&
			strcmp(draws->samples[i]->month, month) == 0) {
			date_month(date_month_of(day).last + 1, month);
			break;
		}
	return draw_form_open(screen->session, month, NULL);
}

static int verify(struct screen *screen)
{
	const struct sample *sample = focus(screen);

	return sample ? draw_verify(screen->session, sample->name) : -1;
}

static int allocate(struct screen *screen)
{
	const struct sample *sample = focus(screen);

	return sample ? allocation_open(screen->session, sample->month) : -1;
}

static int import(struct screen *screen)
{
	char *path = prompt_line("File of cases (CSV)", NULL);
	int result = path && *path ? import_cases_open(screen->session, path, false) : 0;

	free(path);
	return result;
}

static const struct key keys[] = {
	{{K_ENTER}, "receipt",
		"Shows the receipt: seed, hashes, the drawn order, who was left out",
		open_receipt},
	{{'+'}, "draw", "A form to draw; what it would draw from is shown first", draw,
		NEEDS(RIGHT_SAMPLE)},
	{{'i'}, "import", "The month's cases from a file: what is new, changed and gone",
		import, NEEDS(RIGHT_IMPORT)},
	{{'v'}, "verify", "Runs the draw again from its receipt, and says whether it holds",
		verify, NEEDS(RIGHT_SAMPLE)},
	{{'e', 'R'}, "allocate", "To the allocation of its month", allocate,
		NEEDS(RIGHT_SAMPLE)},
	{{0}},
};

int draw_screen(struct session *session)
{
	static const struct view view = {
		.name = "draws",
		.title = "Draws",
		.help = "Each draw with its receipt: cases to audit, and audits to moderate. "
			"How many "
			"were drawn, how many were asked for, and how many teams fell short.",
		.size = sizeof(struct draws),
		.keys = keys,
		.open = open_draws,
		.close = close_draws,
		.shown = shown,
		.paint = paint,
		.status = status,
	};

	return view_open(session, &view, NULL);
}
