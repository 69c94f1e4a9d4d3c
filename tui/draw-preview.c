// SPDX-License-Identifier: MIT
// What a draw would be made from, team by team, before anything is drawn.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/remember.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/draw-private.h"
#include "tui/form.h"
#include "tui/list.h"
#include "tui/pager.h"
#include "tui/prompt.h"
#include "tui/words.h"

struct preview {
	struct draw_wish wish;
	struct sample *frame;
	struct sample_stratum *strata;
	size_t count;
	struct sample_stratum all;
	int64_t short_count;
	bool drawn;
	struct list list;
};

static const struct list_column columns[] = {
	{"Team", 18, 2, 0, false, .last_word = true},
	{"Service", 16, 2, 4, false},
	{"Open", 5, 0, 0, true},
	{"Left out", 8, 0, 1, true},
	{"Asked", 5, 0, 0, true},
	{"Gives", 5, 0, 0, true},
	{"Falls short because", 19, 3, 3, false},
};

static void add_row(struct list *list, int index)
{
	const struct preview *preview = list->screen->state;
	const struct sample_stratum *stratum = &preview->strata[index];
	enum theme_role role = stratum->why ? THEME_OVERDUE : THEME_TEXT;
	char open[24], left_out[24], wanted[24], got[24];

	snprintf(open, sizeof(open), "%" PRId64, stratum->open);
	snprintf(left_out, sizeof(left_out), "%" PRId64, stratum->left_out);
	snprintf(wanted, sizeof(wanted), "%" PRId64, stratum->wanted);
	snprintf(got, sizeof(got), "%" PRId64, stratum->got);
	const struct list_cell cells[LENGTH(columns)] = {{stratum->team, role},
		{stratum->service, role}, {open, THEME_TEXT}, {left_out, THEME_TEXT},
		{wanted, THEME_TEXT}, {got, role}, {stratum->why, role}};
	list_add(list, index, index, NULL, cells);
}

static int fetch(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	const struct preview *preview = context;

	return list_fetch_indexed(list, from, forward, count, (int)preview->count, add_row);
}

static const char *empty(void *context)
{
	return "There is no open case to draw from: import the cases first.";
}

static const struct list_source source = {columns, LENGTH(columns), fetch, empty};

char *draw_left_out_words(const struct sample_stratum *stratum, long months)
{
	int64_t others = stratum->left_out - stratum->audited - stratum->under_way;
	char *audited, *under_way, *other, *words;

	if (!stratum->left_out)
		return xstrdup("none left out");
	audited = stratum->audited ? xasprintf(", %" PRId64 " audited in the last %ld months",
					     stratum->audited, months)
				   : xstrdup("");
	under_way = stratum->under_way ? xasprintf(", %" PRId64 " with an audit under way",
						 stratum->under_way)
				       : xstrdup("");
	other = others ? xasprintf(", %" PRId64 " selected already", others) : xstrdup("");
	words = xasprintf(
		"%" PRId64 " left out%s%s%s", stratum->left_out, audited, under_way, other);
	words[strcspn(words, ",")] = *words && strchr(words, ',') ? ':' : '\0';
	free(audited);
	free(under_way);
	free(other);
	return words;
}

static void sum_up(struct preview *preview)
{
	for (size_t i = 0; i < preview->count; i++) {
		const struct sample_stratum *stratum = &preview->strata[i];

		preview->all.open += stratum->open;
		preview->all.left_out += stratum->left_out;
		preview->all.audited += stratum->audited;
		preview->all.under_way += stratum->under_way;
		preview->all.wanted += stratum->wanted;
		preview->all.got += stratum->got;
		preview->short_count += stratum->why != NULL;
	}
}

// Teams that fall short stand first, where nobody overlooks them; else they keep their order.
static void short_first(struct preview *preview)
{
	size_t to = 0;

	for (size_t i = 0; i < preview->count; i++) {
		struct sample_stratum stratum = preview->strata[i];

		if (!stratum.why)
			continue;
		memmove(&preview->strata[to + 1], &preview->strata[to],
			(i - to) * sizeof(stratum));
		preview->strata[to++] = stratum;
	}
}

// The month's own draw is made once: said before anybody looks at what it would be.
static int made_already(struct session *session, const struct sample_request *request)
{
	struct sample **samples;
	bool made = false;
	size_t count;

	if (request->kind != AUDIT_MONTHLY)
		return 0;
	if (sample_list(session, request->month, &samples, &count))
		return -1;
	for (size_t i = 0; i < count; i++) {
		made |= samples[i]->purpose == SAMPLE_AUDIT &&
			samples[i]->kind == AUDIT_MONTHLY;
		sample_destroy(samples[i]);
	}
	free(samples);
	if (made)
		return fail(ERROR_CREATE,
			"The draw of %s was made already: open its receipt and replace single "
			"cases there",
			request->month);
	return 0;
}

static int open_preview(struct screen *screen, const void *argument)
{
	struct preview *preview = screen->state;
	enum draw_field field;

	if (draw_wish_make(&preview->wish, argument, &field) ||
		made_already(screen->session, &preview->wish.request) ||
		sample_frame(screen->session, &preview->wish.request, &preview->frame)) {
		draw_wish_finish(&preview->wish);
		return -1;
	}
	preview->strata = sample_strata(preview->frame, false, &preview->count);
	short_first(preview);
	sum_up(preview);
	list_init(&preview->list, screen, &source, preview);
	view_focus(screen, &preview->list, list_keys);
	return list_reload(&preview->list) ? (view_error(), 0) : 0;
}

// Who leaves without drawing finds the form as it was filled in.
static void keep_typed(struct screen *screen)
{
	struct preview *preview = screen->state;
	char *text = NULL;
	size_t size;
	FILE *out = xmemstream(&text, &size);

	for (int i = 0; i < DRAW_FIELDS; i++)
		fprintf(out, "%s%c", preview->wish.values[i], FORM_BETWEEN);
	xmemstream_end(out);
	if (remember_put(screen->session, DRAW_DRAFT, text))
		view_error();
	free(text);
}

static void close_preview(struct screen *screen)
{
	struct preview *preview = screen->state;

	if (!preview->drawn)
		keep_typed(screen);
	list_finish(&preview->list);
	free(preview->strata);
	sample_destroy(preview->frame);
	draw_wish_finish(&preview->wish);
}

// What is asked for, in a sentence. Yours.
static char *asked_words(const struct preview *preview)
{
	const struct sample *frame = preview->frame;
	struct date_range month = {0};
	char shown[DATE_TEXT], *rule = sample_rule_shown(frame), *words;

	date_parse_month(frame->month, &month);
	words = xasprintf("%s, %s: %s, of %s%s", date_show_month(month.first, shown),
		audit_kind_name(frame->kind), rule, frame->frame_rule,
		preview->wish.request.seed ? "; with the seed that you gave" : "");
	free(rule);
	return words;
}

static char *sum_words(const struct preview *preview)
{
	char *left_out = draw_left_out_words(&preview->all, preview->frame->exclude_months);
	char teams[40], *fall_short, *words;

	words_count(preview->short_count, "team", teams, sizeof(teams));
	fall_short = preview->short_count ? xasprintf("%s fall%s short", teams,
						    preview->short_count == 1 ? "s" : "")
					  : xstrdup("no team falls short");
	words = xasprintf("%" PRId64 " open, %s. %" PRId64 " asked for, %" PRId64
			  " can be given: %s.",
		preview->all.open, left_out, preview->all.wanted, preview->all.got, fall_short);
	free(left_out);
	free(fall_short);
	return words;
}

static void paint(struct screen *screen)
{
	struct preview *preview = screen->state;
	struct rect place = screen->body;
	char *asked = asked_words(preview), *sum = sum_words(preview);
	const struct {
		enum theme_role role;
		const char *text;
	} lines[] = {
		{THEME_HEADING, "Nothing is drawn yet: this is what it would be drawn from."},
		{THEME_TEXT, asked}, {preview->short_count ? THEME_OVERDUE : THEME_TEXT, sum}};

	for (size_t i = 0; i < LENGTH(lines); i++) {
		int rows = paint_wrapped(
			(struct rect){place.row, place.col + 1, 4, place.cols - 2},
			lines[i].role, lines[i].text);

		place.row += rows;
		place.rows -= rows;
	}
	free(asked);
	free(sum);
	list_paint(&preview->list,
		(struct rect){place.row + 1, place.col, place.rows - 1, place.cols});
}

// The message line says whole what a narrow column cuts.
static void status(struct screen *screen, char *text, size_t size)
{
	const struct preview *preview = screen->state;
	const struct list_row *row = list_focus(&preview->list);

	if (row && preview->strata[row->number].why)
		snprintf(text, size, "%s falls short: %s", preview->strata[row->number].team,
			preview->strata[row->number].why);
}

struct stretch {
	const struct sample *frame;
	const struct sample_stratum *stratum;
};

static int fill_team(struct pager *pager, const void *context)
{
	const struct stretch *stretch = context;
	const struct sample_stratum *stratum = stretch->stratum;
	char *words = draw_left_out_words(stratum, stretch->frame->exclude_months);

	pager_format(pager, THEME_HEADING, 0, "%s, %s", stratum->team, stratum->service);
	pager_format(pager, THEME_TEXT, 0, "%" PRId64 " open, %s.", stratum->open, words);
	free(words);
	if (stratum->why)
		pager_format(pager, THEME_OVERDUE, 0,
			"Falls short: %" PRId64 " asked for, %" PRId64 " can be given (%s).",
			stratum->wanted, stratum->got, stratum->why);
	pager_add(pager, THEME_TEXT, 0, "");
	for (size_t i = stratum->first; i < stratum->end; i++) {
		const struct sample_entry *entry = &stretch->frame->entries[i];

		pager_term(pager, entry->ref, 14, *entry->excluded ? THEME_MUTED : THEME_TEXT,
			*entry->excluded ? entry->excluded : "can be drawn");
	}
	return 0;
}

static int open_team(struct screen *screen)
{
	const struct preview *preview = screen->state;
	const struct list_row *row = list_focus(&preview->list);
	struct stretch stretch;

	if (!row)
		return fail(ERROR_MISSING, "There is no team here");
	stretch = (struct stretch){preview->frame, &preview->strata[row->number]};
	return pager_open(
		screen->session, &(struct pager_content){.title = stretch.stratum->team,
					 .fill = fill_team,
					 .context = &stretch});
}

static int fill_left_out(struct pager *pager, const void *context)
{
	const struct preview *preview = context;

	for (size_t i = 0; i < preview->count; i++) {
		const struct sample_stratum *stratum = &preview->strata[i];

		if (!stratum->left_out)
			continue;
		pager_format(
			pager, THEME_HEADING, 0, "%s, %s", stratum->team, stratum->service);
		for (size_t j = stratum->first; j < stratum->end; j++)
			if (*preview->frame->entries[j].excluded)
				pager_term(pager, preview->frame->entries[j].ref, 14,
					THEME_TEXT, preview->frame->entries[j].excluded);
	}
	return 0;
}

static int open_left_out(struct screen *screen)
{
	const struct preview *preview = screen->state;

	if (!preview->all.left_out)
		return fail(ERROR_MISSING, "No case is left out");
	return pager_open(screen->session,
		&(struct pager_content){
			.title = "Left out", .fill = fill_left_out, .context = preview});
}

static int change(struct screen *screen)
{
	const struct preview *preview = screen->state;

	if (draw_form_open(screen->session, NULL, (const char *const *)preview->wish.values))
		return -1;
	view_close(screen);
	return 0;
}

static int draw(struct screen *screen)
{
	struct preview *preview = screen->state;
	struct session *session = screen->session;
	char *question, *name, audits[40];
	struct sample *sample;
	int64_t made = 0;
	bool yes;

	if (!preview->all.got)
		return fail(ERROR_DATA, "No case can be drawn: e changes what is asked for");
	question = xasprintf("Draws %" PRId64 " cases and makes an audit of each%s.",
		preview->all.got,
		preview->wish.request.kind == AUDIT_MONTHLY ? "; a month is drawn once" : "");
	yes = prompt_word(question, "draw");
	free(question);
	if (!yes)
		return fail(ERROR_NONE, "Nothing was drawn");
	if (sample_draw(session, &preview->wish.request, &sample))
		return -1;
	for (size_t i = 0; i < sample->entry_count; i++)
		made += sample->entries[i].chosen != 0;
	preview->drawn = true;
	name = xstrdup(sample->name);
	sample_destroy(sample);
	if (!draw_receipt_open(session, name))
		view_say("%s drawn, nobody's yet: e allocates them",
			words_count(made, "audit", audits, sizeof(audits)));
	free(name);
	view_close(screen);
	return 0;
}

static const struct key keys[] = {
	{{'d'}, "draw", "Draws, having asked for a typed word", draw, NEEDS(RIGHT_SAMPLE)},
	{{'e'}, "change", "Back to the form, with what was typed", change, NEEDS(RIGHT_SAMPLE)},
	{{K_ENTER}, "cases", "The cases of the team, and why some are left out", open_team},
	{{'x'}, "left out", "All cases that are left out, each with its reason", open_left_out},
	{{0}},
};

int draw_preview_open(struct session *session, const char *const values[DRAW_FIELDS])
{
	static const struct view view = {
		.name = "draw-preview",
		.title = "What would be drawn from",
		.help = "The frame of the draw, counted by team: how many cases are open "
			"today, how "
			"many are left out, how many are asked for and can be given. Nothing "
			"is "
			"drawn before d.",
		.size = sizeof(struct preview),
		.keys = keys,
		.open = open_preview,
		.close = close_preview,
		.paint = paint,
		.status = status,
	};

	return view_open(session, &view, values);
}
