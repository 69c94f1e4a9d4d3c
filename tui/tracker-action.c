// SPDX-License-Identifier: MIT
// One action on a page: its SMART fields, how it stands, its history, and everything that can be done to it.
#include <stdio.h>
#include <stdlib.h>

#include "core/right.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/inadequate.h"
#include "tui/pager.h"
#include "tui/screens.h"
#include "tui/tracker-private.h"
#include "tui/words.h"

enum { TERMS = 18, TERMS_NARROW = 13, WIDE = 76 };

struct page {
	struct action_row row;
	struct action_note *notes;
	size_t note_count;
	struct pager pager;
	int indent;
};

// A line of the page; one that says nothing is left out.
static void add_line(
	struct page *page, const char *label, enum theme_role role, const char *text)
{
	if (*text)
		pager_term(&page->pager, label, page->indent, role, text);
}

static void add_day(struct page *page, const char *label, date day)
{
	char text[DATE_TEXT];

	if (day != DATE_NONE)
		add_line(page, label, THEME_TEXT, date_show(day, text));
}

static void add_smart(struct page *page)
{
	const struct action *action = &page->row.action;
	const char *lacks = action_lacks(action);
	char *who = xasprintf("%s%s%s", action->owner_name,
		*action->owner_name && *action->owner_post ? ", " : "", action->owner_post);

	add_line(page, "What exactly", THEME_TITLE, action->what);
	add_line(page, "How we know", THEME_TEXT, action->measure);
	add_line(page, "Who", THEME_TEXT, *who ? who : "nobody yet");
	add_line(page, "Why", THEME_TEXT, action->reason);
	if (lacks != NULL)
		pager_format(&page->pager, THEME_DUE, page->indent,
			"It does not say %s yet: e changes its words, o its owner", lacks);
	free(who);
}

// "2 Nov 2026, 3 working days overdue; first 12 Oct 2026, put off twice"
static void add_due(struct page *page, const struct session *session)
{
	const struct action *action = &page->row.action;
	char day[DATE_TEXT], first[DATE_TEXT], when[64] = "", times[24], *text;
	enum theme_role role = THEME_TEXT;
	bool open = action->progress < PROGRESS_SAID_DONE;

	if (open)
		role = words_due(session, action->due_on, when, sizeof(when));
	text = action->slips > 0 ? xasprintf("%s%s%s; first %s, put off %s",
					   date_show(action->due_on, day), open ? ", " : "",
					   when, date_show(action->first_due_on, first),
					   words_times(action->slips, times, sizeof(times)))
				 : xasprintf("%s%s%s", date_show(action->due_on, day),
					   open ? ", " : "", when);
	add_line(page, "By when", role, text);
	free(text);
	add_day(page, "Starts on", action->start_on);
}

static void add_state(struct page *page, const struct session *session)
{
	const struct action *action = &page->row.action;
	enum colour colour = action_colour(action, session->today);
	char *text = xasprintf("%s: %s%s%s", colour_name(colour),
		progress_name(action->progress), action->priority ? ", PRIORITY" : "",
		action->escalated ? ", ESCALATED" : "");

	add_line(page, "It stands", theme_status(colour), text);
	free(text);
	add_day(page, "Plan until", action->plan_on);
	add_day(page, "Done on", action->completed_on);
	add_line(page, "Evidence", THEME_TEXT, action->evidence);
	add_day(page, "Verified on", action->verified_on);
	add_line(page, "Impact", THEME_TEXT, action->impact);
}

static void add_audit(struct page *page)
{
	const struct action_row *row = &page->row;
	const char *grade = row->audit_grade == GRADE_NONE ? "" : grade_name(row->audit_grade);
	char *text = xasprintf("%s, case %s%s%s, %s", row->audit_ref, row->case_ref,
		*grade ? ", " : "", grade, row->team);

	add_line(page, "Audit", THEME_TEXT, text);
	add_line(page, "For", THEME_TEXT,
		row->action.scope == SCOPE_SERVICE ? "how the service works" : "this child");
	if (row->action.challenge_id)
		add_line(page, "Agreed at", THEME_TEXT, "Confirm and Challenge");
	free(text);
}

static void add_note(
	struct page *page, const struct session *session, const struct action_note *note)
{
	char moment[32], before[DATE_TEXT];

	pager_format(&page->pager, THEME_HEADING, 0, "%s  %s%s%s",
		session_show_moment(session, note->at, moment), action_note_head(note),
		*note->by ? ", by " : "", note->by);
	if (note->due_on != DATE_NONE)
		pager_format(&page->pager, THEME_TEXT, 2, "The date before: %s",
			date_show(note->due_on, before));
	if (*note->text)
		pager_add(&page->pager, THEME_TEXT, 2, note->text);
}

static void fill(struct screen *screen)
{
	struct page *page = screen->state;

	page->indent = screen->body.cols >= WIDE ? TERMS : TERMS_NARROW;
	pager_clear(&page->pager);
	add_state(page, screen->session);
	add_smart(page);
	add_due(page, screen->session);
	add_audit(page);
	pager_add(&page->pager, THEME_TEXT, 0, "");
	if (page->note_count == 0)
		pager_add(&page->pager, THEME_MUTED, 0, "Nothing has been reported yet.");
	for (size_t i = page->note_count; i-- > 0;)
		add_note(page, screen->session, &page->notes[i]);
	view_stale(screen);
}

static int read_history(struct screen *screen)
{
	struct page *page = screen->state;
	struct action_note *notes;
	size_t count;

	if (tracker_history(screen->session, page->row.action.id, &notes, &count) != 0)
		return -1;
	action_notes_free(page->notes, page->note_count);
	page->notes = notes;
	page->note_count = count;
	fill(screen);
	return 0;
}

static int refresh(struct screen *screen)
{
	struct page *page = screen->state;

	if (tracker_reload(screen->session, page->row.action.id, &page->row) != 0)
		return -1;
	return read_history(screen);
}

static void shown(struct screen *screen)
{
	if (refresh(screen) != 0)
		view_error();
}

static int open_screen(struct screen *screen, const void *argument)
{
	struct page *page = screen->state;

	if (tracker_open(screen->session, *(const int64_t *)argument, &page->row) != 0)
		return -1;
	pager_init(&page->pager, screen);
	view_focus(screen, &page->pager, pager_keys);
	if (read_history(screen) == 0)
		return 0;
	pager_finish(&page->pager);
	action_row_finish(&page->row);
	return -1;
}

static void close_screen(struct screen *screen)
{
	struct page *page = screen->state;

	pager_finish(&page->pager);
	action_notes_free(page->notes, page->note_count);
	action_row_finish(&page->row);
}

static void paint(struct screen *screen)
{
	pager_paint(&((struct page *)screen->state)->pager, screen->body);
}

static void describe(struct screen *screen, char *text, size_t size)
{
	char *name = action_row_name(&((struct page *)screen->state)->row);

	snprintf(text, size, "Action %s", name);
	free(name);
}

static int act(struct screen *screen, enum tracker_act wanted)
{
	return tracker_form(screen->session, wanted, &((struct page *)screen->state)->row);
}

static int progress(struct screen *screen)
{
	return act(screen, TRACKER_PROGRESS);
}

static int note(struct screen *screen)
{
	return act(screen, TRACKER_NOTE);
}

static int said_done(struct screen *screen)
{
	return act(screen, TRACKER_DONE);
}

static int verify(struct screen *screen)
{
	return act(screen, TRACKER_VERIFY);
}

static int send_back(struct screen *screen)
{
	return act(screen, TRACKER_RETURN);
}

static int postpone(struct screen *screen)
{
	return act(screen, TRACKER_POSTPONE);
}

static int hand_over(struct screen *screen)
{
	return act(screen, TRACKER_HAND);
}

static int priority(struct screen *screen)
{
	return act(screen, TRACKER_PRIORITY);
}

static int escalate(struct screen *screen)
{
	return act(screen, TRACKER_ESCALATE);
}

static int change(struct screen *screen)
{
	return act(screen, TRACKER_CHANGE);
}

static int open_audit(struct screen *screen)
{
	return screens_open_audit(
		screen->session, ((struct page *)screen->state)->row.action.audit_id);
}

static int open_loop(struct screen *screen)
{
	return inadequate_screen(
		screen->session, ((struct page *)screen->state)->row.action.audit_id);
}

static const struct key keys[] = {
	{{'p'}, "progress", "How it stands: not started, progressing, off track with a plan",
		progress},
	{{'d'}, "said done", "It is done: when, and what shows it; QA verifies it", said_done},
	{{'v'}, "verify", "QA has seen the evidence: closes it with its impact for the child",
		verify},
	{{'s'}, "send back", "QA is not satisfied: why", send_back},
	{{'w'}, "note", "A note in its history", note},
	{{'t'}, "date", "Another date, with the reason: a later one counts as put off",
		postpone},
	{{'o'}, "hand over", "Another owner, with the reason", hand_over},
	{{'a'}, "audit", "Open its audit; q comes back here", open_audit},
	{{'L'}, "loop", "All steps, actions and clocks of its audit, on a time line", open_loop,
		.quiet = true},
	{{'P'}, "priority", "Make it a priority, or none any more", priority, .quiet = true},
	{{'E'}, "escalate", "Take it up to the service's heads and directors, or back",
		escalate, .quiet = true},
	{{'e'}, "words", "Change its words, with the reason; old ones stay on record", change,
		.quiet = true},
	{{'r'}, "refresh", "Read it again", refresh, .quiet = true},
	{{0}},
};

// Those that can be done to it as it stands, by this person.
static bool offers(const struct screen *screen, const struct key *row)
{
	static const struct {
		int (*run)(struct screen *screen);
		enum tracker_act act;
	} acts[] = {{progress, TRACKER_PROGRESS}, {note, TRACKER_NOTE},
		{said_done, TRACKER_DONE}, {verify, TRACKER_VERIFY},
		{send_back, TRACKER_RETURN}, {postpone, TRACKER_POSTPONE},
		{hand_over, TRACKER_HAND}};
	const struct page *page = screen->state;

	for (size_t i = 0; i < LENGTH(acts); i++)
		if (row->run == acts[i].run)
			return tracker_may(screen->session, acts[i].act, &page->row);
	return true;
}

int tracker_action(struct session *session, int64_t id)
{
	static const struct view view = {
		.name = "action",
		.title = "Action",
		.help = "An action of an audit: what exactly, how it will be known, who does "
			"it, "
			"why it matters to the child, by when; and its history, newest first. "
			"Its team and its owner report progress and say when it is done, with "
			"evidence; QA verifies it with its impact for the child, or sends it "
			"back. Nobody verifies an action that they own or said to be done.",
		.size = sizeof(struct page),
		.keys = keys,
		.open = open_screen,
		.close = close_screen,
		.shown = shown,
		.paint = paint,
		.resize = fill,
		.describe = describe,
		.offers = offers,
	};

	return view_open(session, &view, &id);
}
