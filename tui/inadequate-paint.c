// SPDX-License-Identifier: MIT
// The head of an audit's loop: how it stands in a few lines, over its time line; and its review beside it.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/final.h"
#include "db/mem.h"
#include "tui/inadequate-private.h"
#include "tui/pager.h"
#include "tui/words.h"

enum { DOMAIN_COLS = 28, GRADE_COLS = 20, SIDE_BY_SIDE = 76 };

// "Steps: 2 of 4 done, 1 OVERDUE. Actions: 3 of 5 open, 1 RED." Yours.
static char *standing(const struct loop_screen *loop, date today)
{
	const struct audit *audit = loop->audit;
	size_t done = 0, dropped = 0, late = 0, open = 0, red = 0;

	for (size_t i = 0; i < loop->step_count; i++) {
		const struct loop_step *step = &loop->steps[i];
		done += step->state == LOOP_DONE;
		dropped += step->state == LOOP_CANCELLED;
		late += step->state == LOOP_OPEN && loop_step_late(step, today);
	}
	for (size_t i = 0; i < audit->action_count; i++) {
		open += audit->actions[i].progress < PROGRESS_VERIFIED;
		red += action_colour(&audit->actions[i], today) == COLOUR_RED;
	}
	char *overdue = late ? xasprintf(", %zu OVERDUE", late) : xstrdup("");
	char *reds = red ? xasprintf(", %zu RED", red) : xstrdup("");
	char *text = xasprintf("Steps: %zu of %zu done%s. Actions: %zu of %zu open%s.%s", done,
		loop->step_count - dropped, overdue, open, audit->action_count, reds,
		audit->at_risk ? " A SAFETY CONCERN IS OPEN." : "");
	free(overdue);
	free(reds);
	return text;
}

static bool has_risk(const struct loop_screen *loop)
{
	return loop->audit->concern_count > 0;
}

static bool reviewed(const struct loop_screen *loop)
{
	return loop->review && loop->review->completed_on != DATE_NONE;
}

static bool again(const struct loop_screen *loop)
{
	return reviewed(loop) && loop->review->final_overall == GRADE_INADEQUATE;
}

static int paint_line(struct rect place, int row, enum theme_role role, const char *text)
{
	struct rect rest = {place.row + row, place.col + 1, place.rows - row, place.cols - 2};

	return row + (rest.rows > 0 ? paint_wrapped(rest, role, text) : 0);
}

// Returns the rows it takes.
static int paint_head(const struct screen *screen, struct rect place)
{
	const struct loop_screen *loop = screen->state;
	const struct audit *audit = loop->audit;
	char *stands = standing(loop, screen->session->today), *what;
	int row;

	what = xasprintf("%s%s%s, case %s, %s, %s: %s", grade_name(audit->final_overall),
		audit->review_of && audit->final_overall == GRADE_INADEQUATE ? " AGAIN" : "",
		has_risk(loop) ? ", risk identified" : "", audit->case_ref, audit->team,
		audit->service, audit_state_name(audit->state));
	row = paint_line(place, 0, THEME_TITLE, what);
	row = paint_line(place, row, THEME_TEXT, stands);
	if (*loop->told) {
		free(what);
		what = reviewed(loop) && !again(loop)
			       ? xasprintf("Its review %s: %s.", loop->review->ref,
					 grade_name(loop->review->final_overall))
		       : again(loop)
			       ? xasprintf(
					 "The review is INADEQUATE AGAIN. These are told: %s.",
					 loop->told)
			       : xasprintf("If its review is Inadequate again, these are told: "
					   "%s.",
					 loop->told);
		row = paint_line(place, row, again(loop) ? THEME_ERROR : THEME_MUTED, what);
	}
	free(what);
	free(stands);
	return row;
}

void loop_screen_paint(struct screen *screen)
{
	struct loop_screen *loop = screen->state;
	struct rect place = screen->body, head = place;
	int rows;

	head.rows = place.rows / 2;
	rows = paint_head(screen, head) + 1;
	place.row += rows;
	place.rows -= rows;
	list_paint(&loop->list, place);
}

// The two grades of a domain: words for how the second differs. Greater is weaker.
static const char *difference(enum grade first, enum grade review)
{
	if (first < GRADE_OUTSTANDING || review < GRADE_OUTSTANDING)
		return "";
	return review < first ? "better" : review > first ? "WEAKER" : "the same";
}

static const char *grade_or_dash(enum grade grade)
{
	return grade == GRADE_NONE ? "-" : grade_name(grade);
}

static void add_pair(
	struct pager *pager, int cols, const char *name, enum grade first, enum grade review)
{
	enum theme_role role = review == GRADE_INADEQUATE ? THEME_GRADE_INADEQUATE : THEME_TEXT;
	char *text;

	if (cols >= SIDE_BY_SIDE) {
		text = xasprintf("%-*s %-*s %s", GRADE_COLS, grade_or_dash(first), GRADE_COLS,
			grade_or_dash(review), difference(first, review));
		pager_term(pager, name, DOMAIN_COLS, role, text);
	} else {
		text = xasprintf("first %s; review %s; %s", grade_or_dash(first),
			grade_or_dash(review), difference(first, review));
		pager_add(pager, THEME_HEADING, 0, name);
		pager_add(pager, role, 2, text);
	}
	free(text);
}

// The domain of the same code in another version of the template; -1.
static int domain_like(const struct template *template, const char *code)
{
	for (size_t i = 0; i < template->domain_count; i++)
		if (strcmp(template->domains[i].code, code) == 0)
			return (int)i;
	return -1;
}

struct compared {
	const struct session *session;
	const struct audit *first, *review;
};

static void add_head(struct pager *pager, const struct audit *audit, const char *what)
{
	char day[DATE_TEXT];

	pager_format(pager, THEME_TEXT, 0, "%s: %s, %s, by %s", what, audit->ref,
		audit->completed_on == DATE_NONE ? "not completed"
						 : date_show(audit->completed_on, day),
		audit->lead_name);
}

static int fill(struct pager *pager, const void *context)
{
	const struct compared *compared = context;
	const struct audit *first = compared->first, *review = compared->review;
	int cols = pager->screen->body.cols;

	add_head(pager, first, "First audit");
	add_head(pager, review, "Review");
	pager_add(pager, THEME_TEXT, 0, "");
	if (cols >= SIDE_BY_SIDE) {
		char *heading = xasprintf("%-*s %s", GRADE_COLS, "First", "Review");
		pager_term(pager, "Domain", DOMAIN_COLS, THEME_HEADING, heading);
		free(heading);
	}
	for (size_t i = 0; i < first->template->domain_count; i++) {
		const struct domain *domain = &first->template->domains[i];
		int like = domain_like(review->template, domain->code);
		add_pair(pager, cols, domain->name, final_grade(first, (int)i),
			like < 0 ? GRADE_NONE : final_grade(review, like));
	}
	return 0;
}

int inadequate_compare(
	struct session *session, const struct audit *first, const struct audit *review)
{
	char *title = xasprintf("%s and its review %s", first->ref, review->ref);
	int result = pager_open(session,
		&(struct pager_content){title,
			"The final grades of the first audit and of its review, domain by "
			"domain: better, the same or weaker.",
			fill, &(struct compared){session, first, review}});

	free(title);
	return result;
}
