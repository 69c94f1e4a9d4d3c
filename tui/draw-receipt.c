// SPDX-License-Identifier: MIT
// The receipt of a draw: all that anybody needs to see that it was fair, and to run it again.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "db/mem.h"
#include "tui/allocation.h"
#include "tui/draw-private.h"
#include "tui/pager.h"
#include "tui/words.h"

enum { INDENT = 10, REF_INDENT = 14 };

struct receipt {
	char *name;
	struct sample *sample;
	struct pager pager;
};

// A review looks at the same hand-picked cases again, on purpose. Yours.
static char *left_out_rule(const struct sample *sample)
{
	bool again = sample->kind == AUDIT_REVIEW && strstr(sample->frame_rule, "hand-picked");

	if (!sample->exclude_months || again)
		return xstrdup("being audited");
	return xasprintf(
		"audited in the last %ld months, or being audited", sample->exclude_months);
}

static void add_head(
	struct pager *pager, const struct session *session, const struct sample *sample)
{
	char when[32], *rule = sample_rule_shown(sample);

	pager_format(pager, THEME_HEADING, 0, "%s, %s: %" PRId64 " of %zu %s", sample->name,
		sample_kind_name(sample), sample->taken, sample->entry_count,
		sample->purpose == SAMPLE_AUDIT ? "open cases" : "audits");
	pager_format(pager, THEME_TEXT, 0, "Drawn by %s, %s.", sample->drawn_by,
		session_show_stamp(session, sample->drawn_at, when));
	pager_add(pager, THEME_TEXT, 0, "");
	pager_term(pager, "Frame", INDENT, THEME_TEXT, sample->frame_rule);
	pager_term(pager, "Rule", INDENT, THEME_TEXT, rule);
	free(rule);
	if (sample->purpose == SAMPLE_AUDIT) {
		char *words = left_out_rule(sample);

		pager_term(pager, "Left out", INDENT, THEME_TEXT, words);
		free(words);
	}
	pager_term(pager, "Method", INDENT, THEME_TEXT,
		sample->seed_given ? "draw-1, with a seed given by hand"
				   : "draw-1, with the computer's random numbers as seed");
	pager_term(pager, "Seed", INDENT, THEME_TEXT, sample->seed);
	pager_add(pager, THEME_TEXT, 0, "SHA-256 of the frame");
	pager_add(pager, THEME_TEXT, INDENT, sample->frame_hash);
	pager_add(pager, THEME_TEXT, 0, "SHA-256 of this receipt, as the trail has it");
	pager_add(pager, THEME_TEXT, INDENT, sample->digest);
	if (!may_everywhere(session, RIGHT_SAMPLE))
		pager_add(pager, THEME_MUTED, 0,
			"The counts and cases are those of your services; the hashes are of "
			"the "
			"whole draw.");
}

static void add_shortfalls(struct pager *pager, const struct sample *sample)
{
	if (!sample->shortfall_count)
		return;
	pager_add(pager, THEME_TEXT, 0, "");
	pager_add(pager, THEME_HEADING, 0, "Fell short");
	for (size_t i = 0; i < sample->shortfall_count; i++) {
		const struct sample_shortfall *shortfall = &sample->shortfalls[i];

		pager_format(pager, THEME_OVERDUE, 2, "%s: %" PRId64 " of %" PRId64 " (%s)",
			*shortfall->team ? shortfall->team : shortfall->service, shortfall->got,
			shortfall->wanted, shortfall->why);
	}
}

static void add_replacements(
	struct pager *pager, const struct session *session, const struct sample *sample)
{
	if (!sample->replacement_count)
		return;
	pager_add(pager, THEME_TEXT, 0, "");
	pager_add(pager, THEME_HEADING, 0, "Replaced");
	for (size_t i = 0; i < sample->replacement_count; i++) {
		const struct sample_replacement *replacement = &sample->replacements[i];
		char when[32];

		pager_format(pager, THEME_TEXT, 2,
			"%s by %s: %s. Approved by %s; done by %s, %s.", replacement->out_ref,
			replacement->in_ref, replacement->reason, replacement->approved_by,
			replacement->by, session_show_stamp(session, replacement->at, when));
		for (size_t j = 0; j < replacement->passed_count; j++)
			pager_format(pager, THEME_TEXT, 4, "%s was passed over: %s",
				replacement->passed[j].ref, replacement->passed[j].why);
	}
}

static const struct sample_replacement *replaced(const struct sample *sample, int64_t place)
{
	for (size_t i = 0; i < sample->replacement_count; i++)
		if (sample->replacements[i].out_place == place)
			return &sample->replacements[i];
	return NULL;
}

// What became of an entry of the drawn order. Yours.
static char *fate(const struct sample *sample, const struct sample_entry *entry)
{
	const struct sample_replacement *replacement = replaced(sample, entry->place);
	const char *how = entry->chosen == 2  ? "taken without a draw"
			  : entry->chosen     ? "drawn"
			  : *entry->audit_ref ? "took a place"
					      : "not taken";

	if (replacement)
		return xasprintf("%s, replaced by %s", how, replacement->in_ref);
	if (sample->purpose != SAMPLE_AUDIT)
		return xasprintf("%s (%s)", how, entry->team);
	return *entry->audit_ref ? xasprintf("%s: audit %s", how, entry->audit_ref)
				 : xstrdup(how);
}

static int by_rank(const void *a, const void *b)
{
	const struct sample_entry *const *one = a, *const *other = b;

	return (*one)->rank < (*other)->rank ? -1 : (*one)->rank > (*other)->rank;
}

// Those who follow the last one taken, side by side: a wrapped text would break references at their hyphens.
static void add_rest(struct pager *pager, const struct sample_entry **order, size_t count)
{
	int cols = pager->screen->body.cols - 2, cell = 0, at = 0;
	char *text = NULL;
	size_t size;
	FILE *out = xmemstream(&text, &size);

	for (size_t i = 0; i < count; i++) {
		int width = paint_width(order[i]->ref) + 2;

		cell = width > cell ? width : cell;
	}
	for (size_t i = 0; i < count; i++) {
		if (!i || at + cell > cols) {
			fprintf(out, "%s%-*s", i ? "\n" : "", REF_INDENT, i ? "" : "Next");
			at = REF_INDENT;
		}
		fprintf(out, "%s%*s", order[i]->ref, cell - paint_width(order[i]->ref), "");
		at += cell;
	}
	xmemstream_end(out);
	if (count)
		pager_add_plain(pager, text);
	free(text);
}

// Those of the drawn order in their order.
static void add_order(struct pager *pager, const struct sample *sample,
	const struct sample_entry **order, size_t count)
{
	size_t last = 0;

	for (size_t i = 0; i < count; i++)
		if (order[i]->chosen || *order[i]->audit_ref)
			last = i + 1;
	for (size_t i = 0; i < last; i++) {
		char *words = fate(sample, order[i]);
		char *line = xasprintf("%" PRId64 ". %s", order[i]->rank, words);

		pager_term(pager, order[i]->ref, REF_INDENT, THEME_TEXT, line);
		free(line);
		free(words);
	}
	add_rest(pager, order + last, count - last);
}

static void add_stratum(
	struct pager *pager, const struct sample *sample, const struct sample_stratum *stratum)
{
	const struct sample_entry **order =
		xcalloc(stratum->open + 1, sizeof(struct sample_entry *));
	char *words = draw_left_out_words(stratum, sample->exclude_months);
	size_t count = 0;

	pager_add(pager, THEME_TEXT, 0, "");
	pager_format(pager, THEME_HEADING, 0, "%s%s%s", stratum->team,
		*stratum->team ? ", " : "", stratum->service);
	pager_format(
		pager, THEME_TEXT, 0, "%" PRId64 " in the frame, %s.", stratum->open, words);
	free(words);
	for (size_t i = stratum->first; i < stratum->end; i++)
		if (sample->entries[i].rank)
			order[count++] = &sample->entries[i];
	if (count)
		qsort(order, count, sizeof(struct sample_entry *), by_rank);
	add_order(pager, sample, order, count);
	free(order);
	for (size_t i = stratum->first; i < stratum->end; i++)
		if (!sample->entries[i].rank)
			pager_term(pager, sample->entries[i].ref, REF_INDENT, THEME_MUTED,
				sample->entries[i].excluded);
}

static void fill(struct screen *screen)
{
	struct receipt *receipt = screen->state;
	struct sample *sample = receipt->sample;
	struct sample_stratum *strata;
	size_t count;

	sample->taken = 0;
	for (size_t i = 0; i < sample->entry_count; i++)
		sample->taken += sample->entries[i].chosen != 0;
	pager_clear(&receipt->pager);
	add_head(&receipt->pager, screen->session, sample);
	add_shortfalls(&receipt->pager, sample);
	add_replacements(&receipt->pager, screen->session, sample);
	strata = sample_strata(sample, true, &count);
	for (size_t i = 0; i < count; i++)
		if (strata[i].first < strata[i].end)
			add_stratum(&receipt->pager, sample, &strata[i]);
	free(strata);
}

static int read_again(struct screen *screen)
{
	struct receipt *receipt = screen->state;
	struct sample *sample;

	if (sample_get(screen->session, receipt->name, &sample))
		return -1;
	sample_destroy(receipt->sample);
	receipt->sample = sample;
	fill(screen);
	return 0;
}

static int open_receipt(struct screen *screen, const void *argument)
{
	struct receipt *receipt = screen->state;

	receipt->name = xstrdup(argument);
	pager_init(&receipt->pager, screen);
	view_focus(screen, &receipt->pager, pager_keys);
	if (!read_again(screen))
		return 0;
	free(receipt->name);
	return -1;
}

static void close_receipt(struct screen *screen)
{
	struct receipt *receipt = screen->state;

	pager_finish(&receipt->pager);
	sample_destroy(receipt->sample);
	free(receipt->name);
}

static void shown(struct screen *screen)
{
	if (read_again(screen))
		view_error();
}

static void resize(struct screen *screen)
{
	fill(screen);
}

static void paint(struct screen *screen)
{
	struct receipt *receipt = screen->state;

	pager_paint(&receipt->pager, screen->body);
}

static void describe(struct screen *screen, char *text, size_t size)
{
	snprintf(text, size, "Draw %s", ((struct receipt *)screen->state)->name);
}

static int verify(struct screen *screen)
{
	return draw_verify(screen->session, ((struct receipt *)screen->state)->name);
}

static int replace(struct screen *screen)
{
	const struct sample *sample = ((struct receipt *)screen->state)->sample;

	if (sample->purpose != SAMPLE_AUDIT)
		return fail(ERROR_DATA, "A moderation is assigned to another, not replaced");
	return draw_replace(screen, sample);
}

static int allocate(struct screen *screen)
{
	return allocation_open(
		screen->session, ((struct receipt *)screen->state)->sample->month);
}

static const struct key keys[] = {
	{{'v'}, "verify", "Runs the draw again from its receipt, and says whether it holds",
		verify, NEEDS(RIGHT_SAMPLE)},
	{{'r'}, "replace", "Puts the next case of the drawn order in the place of one", replace,
		NEEDS(RIGHT_SAMPLE)},
	{{'e', 'R'}, "allocate", "To the allocation of the month", allocate,
		NEEDS(RIGHT_SAMPLE)},
	{{0}},
};

int draw_receipt_open(struct session *session, const char *name)
{
	static const struct view view = {
		.name = "receipt",
		.title = "Draw",
		.help = "The receipt of a draw: its seed and hashes, who fell short and why, "
			"each "
			"team's cases in the drawn order, and who was left out for which "
			"reason. The "
			"manual page has the method: anybody can draw again from the file that "
			"sample show --csv writes.",
		.size = sizeof(struct receipt),
		.keys = keys,
		.open = open_receipt,
		.close = close_receipt,
		.shown = shown,
		.resize = resize,
		.paint = paint,
		.describe = describe,
	};

	return view_open(session, &view, name);
}
