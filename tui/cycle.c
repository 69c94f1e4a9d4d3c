// SPDX-License-Identifier: MIT
// The month at a glance, and who is to be chased.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/right.h"
#include "core/sample.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/allocation.h"
#include "tui/cycle-private.h"
#include "tui/cycle.h"
#include "tui/draw.h"
#include "tui/fields.h"
#include "tui/form.h"
#include "tui/screens.h"

enum { REFRESH_EVERY = 60000 }; // milliseconds

// Reads a month; where that fails what was shown stands.
static int read_month(struct screen *screen, const char *month, enum audit_kind kind)
{
	struct cycling *cycling = screen->state;
	struct cycle cycle;

	trail_head(screen->session, cycling->head);
	if (cycle_get(screen->session, month, kind, &cycle) != 0)
		return -1;
	cycle_finish(&cycling->cycle);
	cycling->cycle = cycle;
	cycling->kind = kind;
	snprintf(cycling->month, sizeof(cycling->month), "%s", cycle.month);
	view_stale(screen);
	return chases_read(screen);
}

static void show_tab(struct screen *screen, enum cycle_tab tab)
{
	struct cycling *cycling = screen->state;

	list_finish(&cycling->list);
	cycling->tab = tab;
	list_init(&cycling->list, screen, &cycle_sources[tab], cycling);
	view_focus(screen, &cycling->list, list_keys);
	list_restart(&cycling->list, false);
}

static int open_screen(struct screen *screen, const void *argument)
{
	struct cycling *cycling = screen->state;
	char month[DATE_TEXT];

	if (read_month(screen, date_month(screen->session->today, month), AUDIT_MONTHLY) != 0) {
		cycle_finish(&cycling->cycle);
		return -1;
	}
	show_tab(screen, CYCLE_TAB_MONTH);
	view_tick_in(screen, REFRESH_EVERY);
	return 0;
}

static void close_screen(struct screen *screen)
{
	struct cycling *cycling = screen->state;

	list_finish(&cycling->list);
	chases_forget(cycling);
	cycle_finish(&cycling->cycle);
}

static int refresh(struct screen *screen)
{
	struct cycling *cycling = screen->state;
	int result = read_month(screen, cycling->month, cycling->kind);

	list_reload(&cycling->list);
	return result;
}

static void shown(struct screen *screen)
{
	if (refresh(screen) != 0)
		view_error();
}

// The bar is as long as the screen is wide.
static void resize(struct screen *screen)
{
	list_reload(&((struct cycling *)screen->state)->list);
}

// Once a minute: where somebody wrote, or midnight passed, it is read again.
static void tick(struct screen *screen)
{
	const struct cycling *cycling = screen->state;
	char head[TRAIL_HASH_TEXT];
	bool midnight = session_clock(screen->session);

	view_tick_in(screen, REFRESH_EVERY);
	if (trail_head(screen->session, head) == 0 &&
		(strcmp(head, cycling->head) != 0 || midnight))
		shown(screen);
}

// Everything of another month or kind, from the first row on.
static int turn_to(struct screen *screen, const char *month, enum audit_kind kind)
{
	if (read_month(screen, month, kind) != 0)
		return -1;
	return list_restart(&((struct cycling *)screen->state)->list, false);
}

static int step_month(struct screen *screen, int step)
{
	const struct cycling *cycling = screen->state;
	struct date_range range = {0};
	char month[DATE_TEXT];
	date first;

	date_parse_month(cycling->month, &range);
	first = date_add_months(range.first, step);
	if (first == DATE_NONE)
		return fail(ERROR_NONE, "The calendar ends here");
	return turn_to(screen, date_month(first, month), cycling->kind);
}

static int earlier(struct screen *screen)
{
	return step_month(screen, -1);
}

static int later(struct screen *screen)
{
	return step_month(screen, 1);
}

static int choose_kind(struct screen *screen)
{
	const struct cycling *cycling = screen->state;
	static const struct choice choices[] = {
		{"monthly", "of the month's draw: what the figures count", 'm'},
		{"thematic", NULL, 't'},
		{"dip sample", NULL, 'd'},
		{"multi-agency", NULL, 'a'},
		{"review", "a repeat of an earlier one", 'r'},
	};
	int at = prompt_choice(
		"Audits of which kind", choices, LENGTH(choices), (int)cycling->kind - 1);

	return at < 0 ? 0 : turn_to(screen, cycling->month, (enum audit_kind)(at + 1));
}

static int next_tab(struct screen *screen)
{
	const struct cycling *cycling = screen->state;

	show_tab(screen, (cycling->tab + 1) % CYCLE_TAB_COUNT);
	return 0;
}

static int moderations(struct screen *screen)
{
	return moderations_open_screen(screen->session);
}

static int draws(struct screen *screen)
{
	return draw_screen(screen->session);
}

static int allocate(struct screen *screen)
{
	return allocation_open(screen->session, ((struct cycling *)screen->state)->month);
}

// The audits that a row of the month counts; in one state, "" any.
static int open_line(struct screen *screen, const struct cycle_line *line, const char *state)
{
	const struct cycling *cycling = screen->state;
	char *wish = xasprintf("month=%s\tkind=%s\tstate=%s%s%s%s%s", cycling->month,
		audit_kind_name(cycling->kind), state,
		line->service_id != 0 ? "\tservice=" : "", line->service,
		line->team_id != 0 ? "\tteam=" : "", line->team);
	int result = audits_open_at(screen->session, wish);

	free(wish);
	return result;
}

// What somebody has in hand of the month; what is nobody's is to be allocated.
static int open_chase(struct screen *screen, const struct chase *chase)
{
	const struct cycling *cycling = screen->state;
	char *wish;
	int result;

	if (chase->counts[DUE_AUDIT] == 0 && chase->counts[DUE_CONTACT] == 0)
		return moderations_open_screen(screen->session);
	if (chase->name[0] == '\0' && may(screen->session, RIGHT_SAMPLE, NULL))
		return allocate(screen);
	if (chase->name[0] == '\0')
		return fail(ERROR_MISSING, "Nobody has these yet: QA gives them out");
	if (chase->login[0] == '\0')
		return fail(ERROR_MISSING, "%s is no user here, whose audits could be shown",
			chase->name);
	wish = xasprintf("month=%s\tkind=%s\tstate=open\tauditor=%s\t"
			 "sort=due, earliest first",
		cycling->month, audit_kind_name(cycling->kind), chase->login);
	result = audits_open_at(screen->session, wish);
	free(wish);
	return result;
}

static int open_row(struct screen *screen)
{
	const struct cycling *cycling = screen->state;
	const struct list_row *row = list_focus(&cycling->list);

	if (row == NULL)
		return fail(ERROR_MISSING, "There is nothing here to open");
	return cycling->tab == CYCLE_TAB_MONTH
		       ? open_line(screen, &cycling->cycle.lines[row->number], "")
		       : open_chase(screen, &cycling->chases[row->number]);
}

// One column of the row in focus.
static int open_state(struct screen *screen)
{
	const struct cycling *cycling = screen->state;
	const struct list_row *row = list_focus(&cycling->list);
	static const struct choice choices[] = {
		{"open", "allocated or in draft: late ones are among them", 'o'},
		{"allocated", "also nobody's", 'a'},
		{"draft", NULL, 'd'},
		{"submitted", NULL, 's'},
		{"moderated", NULL, 'm'},
		{"closed", NULL, 'c'},
		{"withdrawn", "exempt", 'w'},
	};
	int at;

	if (cycling->tab != CYCLE_TAB_MONTH || row == NULL)
		return fail(ERROR_NONE, "That is for the month's rows: Tab goes there");
	at = prompt_choice("Audits in which state", choices, LENGTH(choices), 0);
	return at < 0 ? 0
		      : open_line(screen, &cycling->cycle.lines[row->number], choices[at].name);
}

enum open_field { OPEN_MONTH, OPEN_DUE, OPEN_COUNT };

static const struct field open_fields[OPEN_COUNT] = {
	[OPEN_MONTH] = {FIELD_TEXT, "Month", "Written as 2026-10", true,
		.check = fields_check_month},
	[OPEN_DUE] = {FIELD_DATE, "Audits due", "Empty: the last working day of the month"},
};

static int save_open(struct form *form, void *context)
{
	struct screen *screen = context;
	const char *month = form_value(form, OPEN_MONTH);
	date due = DATE_NONE;

	date_parse(form_value(form, OPEN_DUE), DATE_ISO, &due);
	if (cycle_open(screen->session, month, due) != 0)
		return -1;
	view_say("%s is open: its cases can be drawn", month);
	return turn_to(screen, month, ((struct cycling *)screen->state)->kind);
}

static int open_month(struct screen *screen)
{
	const struct cycling *cycling = screen->state;
	struct session *session = screen->session;
	char due[DATE_TEXT];
	date usual;

	if (cycling->cycle.opened_on != DATE_NONE)
		return fail(ERROR_CREATE, "%s was opened on %s: > goes to the next month",
			cycling->month, date_show(cycling->cycle.opened_on, due));
	if (cycle_due(session, cycling->month, &usual) < 0)
		return -1;
	const char *values[OPEN_COUNT] = {cycling->month, date_iso(usual, due)};
	return form_open(session,
		&(struct form_content){"Open a month",
			"Its audits are due on this day unless one is given another. Then its "
			"cases can be drawn.",
			open_fields, OPEN_COUNT, values, save_open, screen});
}

static const struct key keys[] = {
	{{K_ENTER}, "open", "The audits that the row counts, or that the person has in hand",
		open_row, NEEDS(RIGHT_SEE)},
	{{K_TAB, 'l', K_RIGHT, K_BACKTAB}, "month, chase",
		"The month by service and team, or who has something overdue of it", next_tab},
	{{'e', 'a'}, "allocate", "Give the month's audits out", allocate, NEEDS(RIGHT_SAMPLE)},
	{{'o'}, "open month", "Open a month: by when its audits are due", open_month,
		NEEDS(RIGHT_SAMPLE)},
	{{'m'}, "moderations", "What is to be moderated, disputed, acknowledged", moderations,
		NEEDS(RIGHT_SEE), .quiet = true},
	{{'d'}, "draws", "The draws of the months, and their receipts", draws,
		NEEDS(RIGHT_REPORT), .quiet = true},
	{{'<', ',', '['}, "earlier", "The month before", earlier},
	{{'>', '.', ']'}, "later", "The month after", later},
	{{'s'}, "state", "The audits of the row that stand in one state", open_state,
		NEEDS(RIGHT_SEE)},
	{{'K'}, "kind", "The month's audits, or thematic ones, dip samples, reviews",
		choose_kind},
	{{'h', K_LEFT}, "list before", "The other list", next_tab, .quiet = true},
	{{'r'}, "refresh", "Read everything again", refresh, .quiet = true},
	{{0}},
};

static void status(struct screen *screen, char *text, size_t size)
{
	const struct cycling *cycling = screen->state;

	snprintf(text, size, "%s",
		cycling->tab == CYCLE_TAB_MONTH
			? "# submitted, = in draft, . not begun. Exempt ones are outside the "
			  "total"
			: "What is overdue of this month, but for actions, by who has most");
}

int cycle_screen(struct session *session)
{
	static const struct view view = {
		.name = "cycle",
		.title = "Month",
		.help = "Where the month's audits stand, by service and team: nobody's yet, "
			"allocated, in draft, submitted, moderated; exempt ones, which were "
			"withdrawn, stand outside the total. Late ones are open and past their "
			"date. Tab shows who has something overdue. You see what you may "
			"see.",
		.size = sizeof(struct cycling),
		.keys = keys,
		.open = open_screen,
		.close = close_screen,
		.shown = shown,
		.tick = tick,
		.resize = resize,
		.paint = cycle_paint,
		.status = status,
	};

	if (require(session, RIGHT_SEE, NULL) != 0)
		return -1;
	return view_open(session, &view, NULL);
}
