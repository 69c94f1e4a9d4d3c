// SPDX-License-Identifier: MIT
// The list of audits: narrowed, ordered, searched, a page at a time over an index.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/right.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/allocate.h"
#include "tui/audit-rows.h"
#include "tui/audits-private.h"
#include "tui/inadequate.h"
#include "tui/prompt.h"
#include "tui/screens.h"
#include "tui/words.h"

static const struct list_column columns[] = {
	{"Reference", 13, 0, 0, false},
	{"State", 10, 0, 0, false},
	{"Grade", 12, 2, 1, false},
	{"Due or completed", 24, 0, 0, false},
	{"Case", 10, 1, 2, false},
	{"Team", 14, 2, 3, false, .last_word = true},
	{"Lead", 14, 2, 4, false},
	{"Worker", 14, 1, 6, false},
};

// A letter for audits that are not of the month's draw.
static const char *mark_of(enum audit_kind kind)
{
	static const char *const marks[] = {[AUDIT_THEMATIC] = " T",
		[AUDIT_DIP] = " D",
		[AUDIT_MULTI_AGENCY] = " M",
		[AUDIT_REVIEW] = " R"};

	return kind < LENGTH(marks) && marks[kind] != NULL ? marks[kind] : "";
}

// Colour is kept for what asks for attention: it costs the terminal as many bytes as the words.
static void add_row(struct list *list, const struct audit_row *row)
{
	char due[64], ref[120];
	enum theme_role role = words_audit_due(list->screen->session, row, due, sizeof(due));

	snprintf(ref, sizeof(ref), "%s%s", row->ref, mark_of(row->kind));
	const struct list_cell cells[LENGTH(columns)] = {
		{ref, THEME_TEXT},
		{words_audit_state(row), row->at_risk ? THEME_SAFETY : THEME_TEXT},
		{row->final_overall == GRADE_NONE ? "" : grade_name(row->final_overall),
			row->final_overall == GRADE_INADEQUATE ? theme_grade(GRADE_INADEQUATE)
							       : THEME_TEXT},
		{due, role},
		{row->case_ref, THEME_TEXT},
		{row->team, THEME_TEXT},
		{row->lead, THEME_TEXT},
		{row->worker, THEME_TEXT},
	};

	list_add(list, row->id, 0, row->key, cells);
}

static int fetch(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	const struct audits *audits = context;

	return audit_rows_fetch(list, &audits->filter, from, forward, count, add_row);
}

static const char *empty(void *context)
{
	const struct audits *audits = context;
	char narrowed[200];

	wish_describe(&audits->wish, narrowed, sizeof(narrowed));
	if (narrowed[0] != '\0')
		return "No audit that you may see fits the filter. f changes it, F takes it "
		       "away.";
	return "There is no audit yet that you may see. The QA team imports the cases (import "
	       "cases FILE) and "
	       "begins audits here with +; those in your hands stand on Home too.";
}

static const struct list_source source = {columns, LENGTH(columns), fetch, empty};

int audits_apply(struct screen *screen)
{
	struct audits *audits = screen->state;
	int result = wish_resolve(screen->session, audits);

	if (list_restart(&audits->list, false) != 0)
		return -1;
	return result;
}

static int open_screen(struct screen *screen, const void *argument)
{
	struct audits *audits = screen->state;

	wish_parse(&audits->wish, ""); // where nothing was remembered
	if (argument != NULL) {
		audits->kept = wish_write(&audits->wish);
		wish_finish(&audits->wish);
		wish_parse(&audits->wish, argument);
	}
	list_init(&audits->list, screen, &source, audits);
	view_focus(screen, &audits->list, list_keys);
	if (audits_apply(screen) != 0)
		view_error();
	return 0;
}

static void close_screen(struct screen *screen)
{
	struct audits *audits = screen->state;

	list_finish(&audits->list);
	wish_finish(&audits->wish);
	free(audits->kept);
}

static void paint(struct screen *screen)
{
	list_paint(&((struct audits *)screen->state)->list, screen->body);
}

static void idle(struct screen *screen)
{
	list_idle(&((struct audits *)screen->state)->list);
}

static void shown(struct screen *screen)
{
	list_reload(&((struct audits *)screen->state)->list);
}

static int open_row(struct screen *screen)
{
	const struct list_row *row = list_focus(&((struct audits *)screen->state)->list);

	if (row == NULL)
		return fail(ERROR_MISSING, "There is no audit here to open");
	return screens_open_audit(screen->session, row->id);
}

// Searches by filtering: what is left has the words, whether in a reference or in a narrative.
static int search(struct screen *screen)
{
	struct audits *audits = screen->state;
	char *text = prompt_search(
		"Words in the texts, or the beginning of a reference", audits->wish.text);

	if (text == NULL)
		return 0;
	xreplace(&audits->wish.text, text);
	free(text);
	return audits_apply(screen);
}

// The list holds what was found and nothing else: the next hit is the next row.
static int step_found(struct screen *screen, int step)
{
	struct audits *audits = screen->state;

	if (audits->wish.text[0] == '\0')
		return fail(ERROR_NONE, "Nothing to search for yet: / asks");
	return list_move(&audits->list, step);
}

static int next_found(struct screen *screen)
{
	return step_found(screen, 1);
}

static int previous_found(struct screen *screen)
{
	return step_found(screen, -1);
}

static int change_sort(struct screen *screen)
{
	struct audits *audits = screen->state;
	static const struct choice choices[] = {
		{"due, latest first", NULL, 'd'},
		{"due, earliest first", NULL, 'D'},
		{"completed, latest first", "those completed only", 'c'},
		{"completed, earliest first", "those completed only", 'C'},
		{"reference", NULL, 'r'},
		{"reference, last first", NULL, 'R'},
	};
	int now = 0;

	for (int i = 0; i < (int)LENGTH(choices); i++)
		if (strcmp(choices[i].name, audits->wish.sort) == 0)
			now = i;
	now = prompt_choice("Order by", choices, LENGTH(choices), now);
	if (now < 0)
		return 0;
	xreplace(&audits->wish.sort, choices[now].name);
	return audits_apply(screen);
}

static int clear(struct screen *screen)
{
	struct audits *audits = screen->state;
	char *sort = xstrdup(audits->wish.sort);

	wish_finish(&audits->wish);
	wish_parse(&audits->wish, "");
	xreplace(&audits->wish.sort, sort);
	free(sort);
	return audits_apply(screen);
}

static int refresh(struct screen *screen)
{
	return list_reload(&((struct audits *)screen->state)->list);
}

static int add(struct screen *screen)
{
	return allocate_new(screen->session);
}

// Runs one of the QA team's forms on the audit in focus.
static int with_focus(
	struct screen *screen, int (*open)(struct session *session, int64_t audit_id))
{
	const struct list_row *row = list_focus(&((struct audits *)screen->state)->list);

	return row == NULL ? fail(ERROR_MISSING, "There is no audit here")
			   : open(screen->session, row->id);
}

static int change(struct screen *screen)
{
	return with_focus(screen, allocate_change);
}

static int withdraw(struct screen *screen)
{
	return with_focus(screen, allocate_withdraw);
}

static int families(struct screen *screen)
{
	return with_focus(screen, contacts_of_audit);
}

static int loop(struct screen *screen)
{
	return with_focus(screen, inadequate_screen);
}

static const struct key keys[] = {
	{{K_ENTER}, "open", "Open the audit in focus: to write it, or to read it", open_row,
		NEEDS(RIGHT_SEE)},
	{{'f'}, "filter", "Narrow the list: service, team, month, state, grade, auditor, kind",
		wish_open},
	{{'/'}, "search", "Audits with these words in their texts, or this reference", search},
	{{'n'}, "next found", "The next of the audits found", next_found, .quiet = true},
	{{'N'}, "previous found", "The one before of the audits found", previous_found,
		.quiet = true},
	{{'s'}, "sort", "Order by due date, completion or reference", change_sort},
	{{'c'}, "families", "What was written to child and family, and their answers", families,
		.quiet = true},
	{{'L'}, "loop", "Its steps, actions and clocks on a time line, once it is submitted",
		loop, NEEDS(RIGHT_SEE)},
	{{'+'}, "new", "Begin an audit of a case and give it to an auditor", add,
		NEEDS(RIGHT_SAMPLE)},
	{{'e'}, "allocate", "Change who does the audit, or when it is due", change,
		NEEDS(RIGHT_SAMPLE)},
	{{'W'}, "withdraw", "Take the audit out of the count, with the reason", withdraw,
		NEEDS(RIGHT_SAMPLE), .quiet = true},
	{{'F'}, "clear filter", "Show all audits again", clear, .quiet = true},
	{{'r'}, "refresh", "Read the list again", refresh, .quiet = true},
	{{0}},
};

static const char *order_of(const struct choice_of_audits *wish)
{
	if (wish->text[0] != '\0')
		return "order of allocation"; // as core's search finds them
	if (wish->sort[0] == '\0' && wish->completed[0] != '\0')
		return "completed, latest first";
	return wish->sort[0] == '\0' ? "due, latest first" : wish->sort;
}

static void status(struct screen *screen, char *text, size_t size)
{
	const struct audits *audits = screen->state;
	char narrowed[200];

	wish_describe(&audits->wish, narrowed, sizeof(narrowed));
	if (narrowed[0] != '\0')
		snprintf(text, size, "Only %s (F: all). By %s", narrowed,
			order_of(&audits->wish));
	else
		snprintf(text, size, "By %s", order_of(&audits->wish));
}

static char *save(struct screen *screen)
{
	const struct audits *audits = screen->state;

	return audits->kept != NULL ? xstrdup(audits->kept) : wish_write(&audits->wish);
}

static void restore(struct screen *screen, const char *text)
{
	wish_parse(&((struct audits *)screen->state)->wish, text);
}

int audits_open(struct session *session)
{
	return audits_open_at(session, NULL);
}

int audits_open_at(struct session *session, const char *wish)
{
	static const struct view view = {
		.name = "audits",
		.title = "Audits",
		.help = "The audits that you may see. The filter and the order are remembered "
			"for the next time. "
			"A search finds words in everything written in an audit, accents and "
			"capitals aside; the "
			"last word may be a beginning. A letter behind the reference marks "
			"audits that are "
			"not of the month's draw: T thematic, D dip sample, M multi-agency, R "
			"review.",
		.size = sizeof(struct audits),
		.keys = keys,
		.open = open_screen,
		.close = close_screen,
		.shown = shown,
		.paint = paint,
		.idle = idle,
		.status = status,
		.save = save,
		.restore = restore,
	};

	if (require(session, RIGHT_SEE, NULL) != 0)
		return -1;
	return view_open(session, &view, wish);
}
