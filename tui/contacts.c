// SPDX-License-Identifier: MIT
// Families: to whom is still to be written, who has answered; those due first.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/right.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/contacts.h"
#include "tui/list.h"
#include "tui/prompt.h"
#include "tui/screens.h"
#include "tui/words.h"

enum { AT_ONCE = 64, WHO_BITS = 2 };

struct contacts {
	int64_t audit_id; // only of this audit; 0: of all
	bool restored;    // the filter of the last time stands
	struct contact_filter filter;
	char month[DATE_TEXT]; // "": any
	struct list list;
};

static const struct list_column columns[] = {
	{"Due", 16, 0, 0, false},
	{"Audit", 12, 0, 0, false},
	{"Who", 6, 0, 0, false},
	{"State", 16, 0, 0, false},
	{"Written", 11, 0, 1, false},
	{"Answered", 11, 0, 2, false},
	{"Means", 9, 1, 3, false},
	{"Case", 10, 0, 4, false},
	{"Lead", 10, 2, 5, false},
};

// A row of the list says which contact it is, and as of which change.
static int64_t row_id(const struct contact *contact)
{
	return contact->audit_id << WHO_BITS | contact->who;
}

static void add_row(struct list *list, const struct contact *contact)
{
	const struct session *session = list->screen->session;
	char due[32], day[DATE_TEXT], key[DATE_TEXT], written[DATE_TEXT], replied[DATE_TEXT];
	date by = contact_by(session, contact);
	bool late = contact_is_open(contact) && by < session->today;

	snprintf(due, sizeof(due), "%s%s", late ? "late " : "", date_show(by, day));
	const struct list_cell cells[LENGTH(columns)] = {
		{due, late ? THEME_OVERDUE : THEME_TEXT},
		{contact->ref, THEME_TEXT},
		{contact_who_name(contact->who), THEME_TEXT},
		{contact_state_words(contact), THEME_TEXT},
		{date_show(contact->written_on, written), THEME_TEXT},
		{date_show(contact->replied_on, replied), THEME_TEXT},
		{contact->means, THEME_TEXT},
		{contact->case_ref, THEME_TEXT},
		{*contact->lead ? contact->lead : "nobody yet", THEME_TEXT},
	};

	list_add(list, row_id(contact), contact->revision, date_iso(contact->due_on, key),
		cells);
}

static struct contact place_of(const struct list_row *row)
{
	struct contact place = {.audit_id = row->id >> WHO_BITS,
		.who = (enum contact_who)(row->id & ((1 << WHO_BITS) - 1)),
		.revision = (int)row->number,
		.due_on = DATE_NONE};

	date_parse(row->key, DATE_ISO, &place.due_on);
	return place;
}

static int fetch(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	const struct contacts *contacts = context;
	struct contact rows[AT_ONCE], place;
	int got, ask;

	do {
		ask = count < AT_ONCE ? count : AT_ONCE;
		if (from != NULL)
			place = place_of(from);
		got = contact_page(list->screen->session, &contacts->filter,
			from == NULL ? NULL : &place, !forward, rows, ask);
		for (int i = 0; i < got; i++) {
			add_row(list, &rows[i]);
			contact_finish(&rows[i]);
		}
		count -= ask;
		from = list->count == 0 ? NULL : list->rows[forward ? list->count - 1 : 0];
	} while (got == ask && count > 0);
	return got < 0 ? -1 : 0;
}

// The two of one audit.
static int fetch_audit(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	const struct contacts *contacts = context;
	struct contact rows[2];
	int got = contact_of(list->screen->session, contacts->audit_id, rows);

	for (int i = 0; i < got; i++) {
		const struct contact *row = &rows[forward ? i : got - 1 - i];
		bool beyond = from == NULL ||
			      (forward ? row_id(row) > from->id : row_id(row) < from->id);

		if (beyond && count-- > 0)
			add_row(list, row);
	}
	for (int i = 0; i < got; i++)
		contact_finish(&rows[i]);
	return got < 0 ? -1 : 0;
}

static const char *empty(void *context)
{
	const struct contacts *contacts = context;

	if (contacts->filter.open)
		return "Nobody waits for a letter, and no answer is waited for. Each audit "
		       "that begins brings its child and family here; o shows those done too.";
	return "No contact fits: f changes the month, m shows those of all audits.";
}

static const char *empty_audit(void *context)
{
	return "No contact with child or family is kept for this audit: it began before they "
	       "were.";
}

static const struct list_source source = {columns, LENGTH(columns), fetch, empty};
static const struct list_source source_audit = {
	columns, LENGTH(columns), fetch_audit, empty_audit};

static int show(struct screen *screen, const struct list_source *of)
{
	struct contacts *contacts = screen->state;

	list_init(&contacts->list, screen, of, contacts);
	view_focus(screen, &contacts->list, list_keys);
	if (list_restart(&contacts->list, false) == 0)
		return 0;
	list_finish(&contacts->list);
	return -1;
}

// At first an auditor sees their own, QA all.
static int open_screen(struct screen *screen, const void *argument)
{
	struct contacts *contacts = screen->state;
	const struct session *session = screen->session;

	if (!contacts->restored) {
		contacts->filter.open = true;
		contacts->filter.mine =
			session->me.roles & ROLE_AUDITOR && !may(session, RIGHT_SAMPLE, NULL);
	}
	contacts->filter.month = *contacts->month ? contacts->month : NULL;
	return show(screen, &source);
}

static int open_audit_screen(struct screen *screen, const void *argument)
{
	struct contacts *contacts = screen->state;

	contacts->audit_id = *(const int64_t *)argument;
	return show(screen, &source_audit);
}

static void close_screen(struct screen *screen)
{
	list_finish(&((struct contacts *)screen->state)->list);
}

static void paint(struct screen *screen)
{
	list_paint(&((struct contacts *)screen->state)->list, screen->body);
}

static void idle(struct screen *screen)
{
	list_idle(&((struct contacts *)screen->state)->list);
}

static int reload(struct screen *screen)
{
	return list_reload(&((struct contacts *)screen->state)->list);
}

static void shown(struct screen *screen)
{
	reload(screen);
}

// The row in focus as it stands. Yours.
static int focus_load(struct screen *screen, struct contact *contact)
{
	const struct list_row *row = list_focus(&((struct contacts *)screen->state)->list);
	struct contact list[2], place;
	int count, found = -1;

	if (row == NULL)
		return fail(ERROR_MISSING, "There is nobody here");
	place = place_of(row);
	count = contact_of(screen->session, place.audit_id, list);
	for (int i = 0; i < count; i++) {
		if (list[i].who == place.who)
			found = i;
		else
			contact_finish(&list[i]);
	}
	if (count < 0 || found < 0)
		return count < 0 ? -1 : fail(ERROR_MISSING, "That contact is gone");
	*contact = list[found];
	return 0;
}

static int change(struct screen *screen)
{
	struct contact contact;

	return focus_load(screen, &contact) == 0 ? contacts_form(screen->session, &contact)
						 : -1;
}

// An act of one key on the row in focus, as of the change that is shown: whoever changed it since is named. The list is
// read again whatever came of it.
static int quick(struct screen *screen,
	int (*act)(struct session *session, const struct contact *contact))
{
	const struct list_row *row = list_focus(&((struct contacts *)screen->state)->list);
	int revision = row == NULL ? 0 : (int)row->number, result;
	struct contact contact;

	if (focus_load(screen, &contact) != 0)
		return -1;
	contact.revision = revision;
	result = act(screen->session, &contact);
	contact_finish(&contact);
	return reload(screen) == 0 ? result : -1;
}

static int written(struct screen *screen)
{
	return quick(screen, contacts_written);
}

static int replied(struct screen *screen)
{
	return quick(screen, contacts_replied);
}

static int none(struct screen *screen)
{
	return quick(screen, contacts_none);
}

static int open_audit(struct screen *screen)
{
	const struct list_row *row = list_focus(&((struct contacts *)screen->state)->list);

	if (row == NULL)
		return fail(ERROR_MISSING, "There is no audit here to open");
	return screens_open_audit(screen->session, row->id >> WHO_BITS);
}

static int apply(struct screen *screen)
{
	struct contacts *contacts = screen->state;

	contacts->filter.month = *contacts->month ? contacts->month : NULL;
	return list_restart(&contacts->list, false);
}

static int toggle_mine(struct screen *screen)
{
	struct contacts *contacts = screen->state;

	contacts->filter.mine = !contacts->filter.mine;
	return apply(screen);
}

static int toggle_open(struct screen *screen)
{
	struct contacts *contacts = screen->state;

	contacts->filter.open = !contacts->filter.open;
	return apply(screen);
}

static int ask_month(struct screen *screen)
{
	struct contacts *contacts = screen->state;
	char *text = prompt_line("Of which month, like 2026-10 (empty: any)", contacts->month);
	struct date_range month;
	int result = 0;

	if (text == NULL)
		return 0;
	if (*text && date_parse_month(text, &month) != 0)
		result = fail(ERROR_DATA, "%s is no month: write it like 2026-10", text);
	else if (*text)
		date_month(month.first, contacts->month);
	else
		contacts->month[0] = '\0';
	free(text);
	return result == 0 ? apply(screen) : -1;
}

static const struct key keys[] = {
	{{K_ENTER, 'e'}, "change", "Change the one in focus: days, means, answer, note",
		change},
	{{'w'}, "written", "They were written to today: asks by which means", written},
	{{'r'}, "answered", "They answered today: asks what they said", replied},
	{{'n'}, "no contact", "They are not to be written to, or no answer comes: asks why",
		none},
	{{'m'}, "mine / all", "Those of your own audits, or of all that you see", toggle_mine},
	{{'o'}, "open / all", "Only what is still to be done, or what is done too",
		toggle_open},
	{{'f'}, "month", "Those of one month", ask_month},
	{{'a'}, "audit", "Open the audit", open_audit, NEEDS(RIGHT_SEE), true},
	{{'R'}, "refresh", "Read the list again", reload, .quiet = true},
	{{0}},
};

static const struct key audit_keys[] = {
	{{K_ENTER, 'e'}, "change", "Change the one in focus: days, means, answer, note",
		change},
	{{'w'}, "written", "They were written to today: asks by which means", written},
	{{'r'}, "answered", "They answered today: asks what they said", replied},
	{{'n'}, "no contact", "They are not to be written to, or no answer comes: asks why",
		none},
	{{'R'}, "refresh", "Read the list again", reload, .quiet = true},
	{{0}},
};

static void status(struct screen *screen, char *text, size_t size)
{
	const struct contacts *contacts = screen->state;
	const struct contact_filter *filter = &contacts->filter;

	snprintf(text, size, "%s, %s%s%s. By %s",
		filter->open ? "To be done (o: done too)" : "All (o: to be done)",
		filter->mine ? "your audits (m: all)" : "all audits", filter->month ? ", " : "",
		filter->month ? filter->month : "",
		filter->open || filter->mine || filter->month ? "the audit's due date"
							      : "allocation");
}

// One line: mine or all, open or all, the month.
static char *save(struct screen *screen)
{
	const struct contacts *contacts = screen->state;

	return xasprintf("%s %s %s", contacts->filter.mine ? "mine" : "all",
		contacts->filter.open ? "open" : "all", contacts->month);
}

static void restore(struct screen *screen, const char *text)
{
	struct contacts *contacts = screen->state;
	struct date_range month;
	char mine[8] = "", open[8] = "", of[8] = "";

	if (sscanf(text, "%7s %7s %7s", mine, open, of) < 2)
		return;
	contacts->restored = true;
	contacts->filter.mine = strcmp(mine, "mine") == 0;
	contacts->filter.open = strcmp(open, "open") == 0;
	if (*of && date_parse_month(of, &month) == 0)
		date_month(month.first, contacts->month);
}

int contacts_screen(struct session *session)
{
	static const struct view view = {
		.name = "families",
		.title = "Families",
		.help = "Child and family are written to as soon as an audit begins, so that "
			"both have time to take part. Each stands here from the first day of "
			"the month until there is an answer, a reason why none comes, or the "
			"audit is submitted. The filter is remembered for the next time.",
		.size = sizeof(struct contacts),
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
	return view_open(session, &view, NULL);
}

int contacts_of_audit(struct session *session, int64_t audit_id)
{
	static const struct view view = {
		.name = "family",
		.title = "Child and family",
		.help = "What was written to child and family when the audit began, and what "
			"they answered.",
		.size = sizeof(struct contacts),
		.keys = audit_keys,
		.open = open_audit_screen,
		.close = close_screen,
		.shown = shown,
		.paint = paint,
	};

	return view_open(session, &view, &audit_id);
}
