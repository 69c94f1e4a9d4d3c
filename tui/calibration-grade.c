// SPDX-License-Identifier: MIT
// Grading in a calibration round: domain by domain, by oneself, with the descriptors in sight.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "db/mem.h"
#include "tui/calibration-private.h"
#include "tui/editor.h"
#include "tui/list.h"
#include "tui/pager.h"
#include "tui/paper.h"
#include "tui/prompt.h"

struct grading {
	struct calibration *calibration;
	struct list list;
	enum grade in_sight; // whose descriptor is shown
	int writing;         // the domain in the editor
};

static const struct list_column columns[] = {
	{"Domain", 24, 1, 0, false},
	{"Grade", 20, 0, 0, false},
	{"Why", 6, 2, 1, false},
};

static struct grading *grading_of(const struct list *list)
{
	return list->screen->state;
}

static const struct calibration_auditor *mine(const struct grading *grading)
{
	return &grading->calibration->auditors[grading->calibration->me];
}

static void add_row(struct list *list, int index)
{
	const struct grading *grading = grading_of(list);
	enum grade grade = mine(grading)->grades[index];
	const char *why = mine(grading)->rationales[index];
	const struct list_cell cells[LENGTH(columns)] = {
		{grading->calibration->template->domains[index].name, THEME_TEXT},
		{grade == GRADE_NONE ? "not graded yet" : grade_name(grade),
			grade == GRADE_NONE ? THEME_MUTED : theme_grade((int)grade)},
		{*why ? why : "-", THEME_TEXT},
	};

	list_add(list, index + 1, index, NULL, cells);
}

static int fetch(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	const struct grading *grading = grading_of(list);

	return list_fetch_indexed(list, from, forward, count,
		(int)grading->calibration->template->domain_count, add_row);
}

static const struct list_source source = {columns, LENGTH(columns), fetch, NULL};

static int open_grading(struct screen *screen, const void *argument)
{
	struct grading *grading = screen->state;

	grading->calibration = calibration_open(screen->session, argument);
	if (!grading->calibration)
		return -1;
	grading->in_sight = GRADE_GOOD;
	list_init(&grading->list, screen, &source, grading);
	view_focus(screen, &grading->list, list_keys);
	list_reload(&grading->list);
	return 0;
}

static void close_grading(struct screen *screen)
{
	struct grading *grading = screen->state;

	list_finish(&grading->list);
	calibration_destroy(grading->calibration);
}

static int focus_of(const struct grading *grading)
{
	return (int)list_focus(&grading->list)->number;
}

static void refresh(struct screen *screen)
{
	struct grading *grading = screen->state;

	list_reload(&grading->list);
	view_stale(screen);
}

static void shown(struct screen *screen)
{
	struct grading *grading = screen->state;

	if (calibration_reload(screen->session, grading->calibration))
		view_error();
	refresh(screen);
}

// The one descriptor, as the editor and the screen show it.
static void add_descriptor(const struct domain *domain, enum grade grade, struct paper *paper)
{
	int cols = paper->place.cols - 3;
	char *heading = xasprintf("%s looks like this (%d of 4, left and right turn):",
		grade_name(grade), (int)grade);

	paper_add(paper, 1, cols, THEME_HEADING, heading);
	free(heading);
	for (size_t i = 0; i < domain->descriptors[grade].count; i++) {
		paper_text(paper, 1, 2, THEME_TEXT, "-");
		paper_add(paper, 3, cols - 2, THEME_TEXT,
			domain->descriptors[grade].list[i].text);
	}
	if (!domain->descriptors[grade].count)
		paper_add(paper, 1, cols, THEME_MUTED,
			"The template describes no grades here: judge by the whole.");
}

static void paint_below(const struct grading *grading, struct rect place)
{
	int domain = focus_of(grading);
	struct paper paper = {.place = place};

	if (mine(grading)->grades[domain] == GRADE_INADEQUATE)
		paper_add(&paper, 1, place.cols - 2, THEME_SAFETY, grade_inadequate_note);
	add_descriptor(
		&grading->calibration->template->domains[domain], grading->in_sight, &paper);
}

static void paint(struct screen *screen)
{
	struct grading *grading = screen->state;
	const struct calibration *calibration = grading->calibration;
	struct rect place = screen->body;
	int rows = (int)calibration->template->domain_count + 1, most = place.rows - 6;
	char day[DATE_TEXT];

	if (rows > most)
		rows = most;
	paint_format(place.row, place.col + 1, place.cols - 2,
		calibration->runs_late ? THEME_OVERDUE : THEME_HEADING,
		calibration->runs_late ? "Case %s: grades were taken up to %s, S seals"
				       : "Case %s: grades up to %s, by yourself",
		calibration->case_ref, date_show(calibration->due_on, day));
	list_paint(&grading->list, (struct rect){place.row + 1, place.col, rows, place.cols});
	paint_below(grading, (struct rect){place.row + rows + 2, place.col,
				     place.rows - rows - 2, place.cols});
}

// What stands below belongs to the domain in focus.
static bool event(struct screen *screen, const struct event *event)
{
	view_stale(screen);
	return false;
}

// Another window of the same person was quicker: what it kept is shown.
static int busy(struct screen *screen)
{
	struct grading *grading = screen->state;
	char *why;

	if (error_kind() != ERROR_BUSY)
		return -1;
	why = xstrdup(error_message());
	if (!calibration_reload(screen->session, grading->calibration))
		fail(ERROR_BUSY, "%s", why);
	free(why);
	refresh(screen);
	return -1;
}

static int give(struct screen *screen, enum grade grade)
{
	struct grading *grading = screen->state;

	if (calibration_grade(screen->session, grading->calibration, focus_of(grading), grade))
		return busy(screen);
	if (grade >= GRADE_OUTSTANDING)
		grading->in_sight = grade;
	refresh(screen);
	return 0;
}

static int give_outstanding(struct screen *screen)
{
	return give(screen, GRADE_OUTSTANDING);
}

static int give_good(struct screen *screen)
{
	return give(screen, GRADE_GOOD);
}

static int give_requires_improvement(struct screen *screen)
{
	return give(screen, GRADE_REQUIRES_IMPROVEMENT);
}

static int give_inadequate(struct screen *screen)
{
	return give(screen, GRADE_INADEQUATE);
}

static int give_not_applicable(struct screen *screen)
{
	return give(screen, GRADE_NOT_APPLICABLE);
}

static int take_back(struct screen *screen)
{
	return give(screen, GRADE_NONE);
}

static int turn(struct screen *screen, int step)
{
	struct grading *grading = screen->state;

	grading->in_sight = (enum grade)((int)(grading->in_sight - 1 + step + 4) % 4 + 1);
	view_stale(screen);
	return 0;
}

static int turn_on(struct screen *screen)
{
	return turn(screen, 1);
}

static int turn_back(struct screen *screen)
{
	return turn(screen, -1);
}

static int fill_descriptors(struct pager *pager, const void *context)
{
	const struct domain *domain = context;

	pager_add(pager, THEME_TITLE, 0, domain->name);
	pager_add(pager, THEME_TEXT, 0, domain->question);
	for (int grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++) {
		pager_add(pager, THEME_TEXT, 0, "");
		pager_add(pager, THEME_HEADING, 0, grade_name((enum grade)grade));
		for (size_t i = 0; i < domain->descriptors[grade].count; i++)
			pager_format(pager, THEME_TEXT, 2, "- %s",
				domain->descriptors[grade].list[i].text);
	}
	return 0;
}

static int read_descriptors(struct screen *screen)
{
	struct grading *grading = screen->state;

	return pager_open(screen->session,
		&(struct pager_content){"What each grade looks like", NULL, fill_descriptors,
			&grading->calibration->template->domains[focus_of(grading)]});
}

static int store(void *owner, const char *text, size_t caret)
{
	struct screen *screen = owner;
	struct grading *grading = screen->state;

	return calibration_reason(
		screen->session, grading->calibration, grading->writing, text);
}

// Another window kept something else meanwhile: both stand, nothing is lost.
static int store_both(struct screen *screen, const char *text)
{
	struct grading *grading = screen->state;
	const char *theirs;
	char *both;
	int result;

	if (calibration_reload(screen->session, grading->calibration))
		return -1;
	theirs = mine(grading)->rationales[grading->writing];
	both = xasprintf("%s\n\n%s", theirs, text);
	result = calibration_reason(
		screen->session, grading->calibration, grading->writing, both);
	free(both);
	if (!result)
		view_say("Another window of yours wrote here too: both texts stand below each "
			 "other");
	return result;
}

// Where the round was closed meanwhile there is nothing to stay for: what was typed last is not kept, and that is said.
static int commit(void *owner, const char *text, size_t caret)
{
	if (!store(owner, text, caret))
		return 0;
	if (error_kind() == ERROR_BUSY)
		return store_both(owner, text);
	if (error_kind() != ERROR_DATA)
		return -1;
	view_error();
	return 0;
}

static int paint_context(void *owner, struct rect place, int turned, int scroll)
{
	const struct screen *screen = owner;
	const struct grading *grading = screen->state;
	const struct domain *domain =
		&grading->calibration->template->domains[grading->writing];
	enum grade grade = mine(grading)->grades[grading->writing];
	struct paper paper = {.place = place, .scroll = scroll};
	char *heading = xasprintf("%s: %s", domain->name,
		grade == GRADE_NONE ? "not graded yet" : grade_name(grade));

	paper_add(&paper, 1, place.cols - 2, THEME_TITLE, heading);
	free(heading);
	add_descriptor(domain,
		(enum grade)((((int)grading->in_sight - 1 + turned) % 4 + 4) % 4 + 1), &paper);
	return paper.row;
}

static int write_why(struct screen *screen)
{
	struct grading *grading = screen->state;
	const char *text;
	char *title;
	int result;

	if (grading->calibration->runs_late)
		return fail(ERROR_DATA, "Its day has gone by: what you gave can be sealed");
	grading->writing = focus_of(grading);
	text = mine(grading)->rationales[grading->writing];
	title = xasprintf(
		"%s: why", grading->calibration->template->domains[grading->writing].name);
	result = editor_open(screen->session,
		&(struct editor_job){.title = title,
			.hint = "What on the file makes it this grade? You will talk about it "
				"when the round is closed.",
			.text = text,
			.caret = strlen(text),
			.owner = screen,
			.draft_store = store,
			.commit = commit,
			.paint = paint_context});
	free(title);
	return result;
}

// The focus goes to the first that has none.
static int missing_grade(struct grading *grading, size_t *without_why)
{
	*without_why = 0;
	for (size_t i = 0; i < grading->calibration->template->domain_count; i++) {
		if (mine(grading)->grades[i] == GRADE_NONE) {
			list_move(&grading->list, (int)i - focus_of(grading));
			return fail(ERROR_DATA, "%s has no grade yet: give it one, then seal",
				grading->calibration->template->domains[i].name);
		}
		*without_why += !*mine(grading)->rationales[i];
	}
	return 0;
}

static int seal(struct screen *screen)
{
	struct grading *grading = screen->state;
	char *question;
	size_t without;
	bool sure;

	if (missing_grade(grading, &without))
		return -1;
	question = without ? xasprintf("Seal your grades, %zu of them without a reason? They "
				       "never change again.",
				     without)
			   : xstrdup("Seal your grades? They never change again.");
	sure = prompt_word(question, "seal");
	free(question);
	if (!sure)
		return 0;
	if (calibration_seal(screen->session, grading->calibration))
		return -1;
	view_close(screen);
	view_say("Sealed. You are told when the round is closed");
	return 0;
}

static void describe(struct screen *screen, char *text, size_t size)
{
	const struct grading *grading = screen->state;

	snprintf(text, size, "%s", grading->calibration->name);
}

static void status(struct screen *screen, char *text, size_t size)
{
	const struct grading *grading = screen->state;
	size_t graded = 0, count = grading->calibration->template->domain_count;

	for (size_t i = 0; i < count; i++)
		graded += mine(grading)->grades[i] != GRADE_NONE;
	snprintf(text, size, "%zu of %zu graded · o g r i your grade  x not applicable", graded,
		count);
}

static const struct key keys[] = {
	{{K_ENTER, 'e'}, "why", "Say why it is this grade", write_why},
	{{'S'}, "seal", "Make all your grades final", seal},
	{{'d'}, "descriptors", "What each grade of this domain looks like, all four",
		read_descriptors},
	{{'o', '1'}, "Outstanding", "Grade the domain in focus Outstanding", give_outstanding,
		.quiet = true},
	{{'g', '2'}, "Good", "Grade it Good", give_good, .quiet = true},
	{{'r', '3'}, "Requires Improvement", "Grade it Requires Improvement",
		give_requires_improvement, .quiet = true},
	{{'i', '4'}, "Inadequate", "Grade it Inadequate", give_inadequate, .quiet = true},
	{{'x', '0'}, "not applicable", "Where the template allows it", give_not_applicable,
		.quiet = true},
	{{K_BACKSPACE, K_DELETE}, "no grade", "Take the grade back", take_back, .quiet = true},
	{{K_RIGHT, 'l'}, "next descriptor", "Shows what the next grade looks like", turn_on,
		.quiet = true},
	{{K_LEFT, 'h'}, "descriptor before", "Shows what the grade before looks like",
		turn_back, .quiet = true},
	{{0}},
};

int calibration_grading(struct session *session, const char *name)
{
	static const struct view view = {
		.name = "grading",
		.title = "Calibration",
		.help = "Grade each domain of the case by itself and say why. Nobody else sees "
			"it until the round is closed. What you type is kept as you type.",
		.size = sizeof(struct grading),
		.keys = keys,
		.open = open_grading,
		.close = close_grading,
		.shown = shown,
		.paint = paint,
		.event = event,
		.describe = describe,
		.status = status,
	};

	return view_open(session, &view, name);
}
