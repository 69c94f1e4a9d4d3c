// SPDX-License-Identifier: MIT
// How a calibration round stands and, once it is closed, what came out.
#include <math.h>
#include <stdlib.h>

#include "core/text.h"
#include "db/mem.h"
#include "tui/calibration-private.h"
#include "tui/pager.h"

#define BAR_MOST 30
#define SIDE 6 // cells on each side of a distance: two for each grade

static void add_people(struct pager *pager, const struct session *session,
	const struct calibration *calibration)
{
	pager_add(pager, THEME_HEADING, 0, "Who grades");
	for (size_t i = 0; i < calibration->auditor_count; i++) {
		const struct calibration_auditor *auditor = &calibration->auditors[i];
		char moment[32];

		if (auditor->sealed_at)
			pager_format(pager, THEME_TEXT, 2, "%s: sealed %s", auditor->name,
				session_show_moment(session, auditor->sealed_at, moment));
		else
			pager_add(pager, THEME_TEXT, 2, auditor->name);
	}
}

static void add_own(struct pager *pager, const struct calibration *calibration)
{
	const struct calibration_auditor *me;

	if (calibration->me < 0)
		return;
	me = &calibration->auditors[calibration->me];
	pager_add(pager, THEME_TEXT, 0, "");
	pager_add(pager, THEME_HEADING, 0, "Your grades");
	for (size_t i = 0; i < calibration->template->domain_count; i++) {
		pager_format(pager, THEME_TEXT, 2, "%s: %s",
			calibration->template->domains[i].name,
			me->grades[i] == GRADE_NONE ? "not graded" : grade_name(me->grades[i]));
		if (*me->rationales[i])
			pager_add(pager, THEME_TEXT, 4, me->rationales[i]);
	}
}

static void add_grade(struct pager *pager, const struct calibration *calibration, int domain,
	enum grade grade)
{
	static const char bar[] = "##############################";
	long count = calibration->spread[domain][grade];
	char *text = xasprintf("  %-22s%3ld  %.*s", grade_name(grade), count,
		(int)(count < BAR_MOST ? count : BAR_MOST), bar);

	pager_add_plain(pager, text);
	free(text);
}

// For the talk: who gave what, and why.
static void add_reasons(struct pager *pager, const struct calibration *calibration, int domain)
{
	for (size_t i = 0; i < calibration->auditor_count; i++) {
		const struct calibration_auditor *auditor = &calibration->auditors[i];

		if (auditor->sealed_at)
			pager_format(pager, THEME_TEXT, 4, "%s: %s%s%s", auditor->name,
				grade_name(auditor->grades[domain]),
				*auditor->rationales[domain] ? ". " : "",
				auditor->rationales[domain]);
	}
}

static void add_domain(struct pager *pager, const struct calibration *calibration, int domain)
{
	char *median = calibration_median_words(calibration->median[domain]);

	pager_add(pager, THEME_TEXT, 0, "");
	pager_format(
		pager, THEME_HEADING, 0, "%s", calibration->template->domains[domain].name);
	pager_format(pager, THEME_TEXT, 2, "The median: %s",
		*median ? median : "undefined, nobody graded it");
	for (int grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++)
		add_grade(pager, calibration, domain, (enum grade)grade);
	if (calibration->spread[domain][GRADE_NOT_APPLICABLE])
		add_grade(pager, calibration, domain, GRADE_NOT_APPLICABLE);
	add_reasons(pager, calibration, domain);
	free(median);
}

// From the middle: better to the left, weaker to the right.
static void add_distance(struct pager *pager, const char *name, double distance)
{
	static const char bar[] = "######";
	int cells = (int)lround(2 * fabs(distance));
	int better = distance < 0 ? cells : 0, weaker = distance > 0 ? cells : 0;
	char *padded = text_pad(name, 24, false), *text;

	text = distance == 0 ? xasprintf("  %s %*s|%*s the median", padded, SIDE, "", SIDE, "")
			     : xasprintf("  %s %*.*s|%-*.*s %.1f %s", padded, SIDE, better, bar,
				       SIDE, weaker, bar, fabs(distance),
				       distance < 0 ? "better" : "weaker");
	pager_add_plain(pager, text);
	free(text);
	free(padded);
}

static void add_auditor(struct pager *pager, const struct calibration *calibration,
	const struct calibration_auditor *auditor)
{
	pager_add(pager, THEME_TEXT, 0, "");
	if (!auditor->compared_count) {
		pager_format(pager, THEME_HEADING, 0, "%s: %s", auditor->name,
			auditor->sealed_at ? "no grade to compare" : "not sealed");
		return;
	}
	if (auditor->mean_distance < 0 || auditor->mean_distance > 0)
		pager_format(pager, THEME_HEADING, 0, "%s: on average %.1f %s, %.1f apart",
			auditor->name, fabs(auditor->mean_distance),
			auditor->mean_distance < 0 ? "better" : "weaker", auditor->mean_apart);
	else
		pager_format(pager, THEME_HEADING, 0, "%s: on average neither, %.1f apart",
			auditor->name, auditor->mean_apart);
	for (size_t i = 0; i < calibration->template->domain_count; i++)
		if (auditor->compared[i])
			add_distance(pager, calibration->template->domains[i].name,
				auditor->distance[i]);
}

static void add_closed(struct pager *pager, const struct calibration *calibration)
{
	for (size_t i = 0; i < calibration->template->domain_count; i++)
		add_domain(pager, calibration, (int)i);
	pager_add(pager, THEME_TEXT, 0, "");
	pager_add(pager, THEME_TITLE, 0,
		"How many grades each person is from the median: better to the left, weaker "
		"to the right");
	for (size_t i = 0; i < calibration->auditor_count; i++)
		add_auditor(pager, calibration, &calibration->auditors[i]);
}

struct shown_round {
	const struct session *session;
	const struct calibration *calibration;
};

static int fill(struct pager *pager, const void *context)
{
	const struct shown_round *shown = context;
	const struct calibration *calibration = shown->calibration;
	char opened[DATE_TEXT], due[DATE_TEXT], closed[DATE_TEXT];

	pager_format(
		pager, THEME_TITLE, 0, "%s, case %s", calibration->name, calibration->case_ref);
	pager_format(pager, THEME_TEXT, 0, "Opened by %s on %s, grades up to %s.",
		calibration->opened_by, date_show(calibration->opened_on, opened),
		date_show(calibration->due_on, due));
	if (calibration->closed_on != DATE_NONE) {
		pager_format(pager, THEME_TEXT, 0, "Closed on %s: %zu of %zu had sealed.",
			date_show(calibration->closed_on, closed), calibration->sealed_count,
			calibration->auditor_count);
		add_closed(pager, calibration);
		return 0;
	}
	pager_add(pager, THEME_TEXT, 0,
		"It is open: nobody sees what another gave until it is closed.");
	pager_add(pager, THEME_TEXT, 0, "");
	add_people(pager, shown->session, calibration);
	add_own(pager, calibration);
	return 0;
}

int calibration_result(struct session *session, const char *name)
{
	struct calibration *calibration = calibration_open(session, name);
	struct shown_round shown = {session, calibration};
	int result;

	if (!calibration)
		return -1;
	result = pager_open(session,
		&(struct pager_content){"Calibration round",
			"The median is the grade in the middle; of an even number it may lie "
			"between two. A distance is no fault: it is what to talk about.",
			fill, &shown});
	calibration_destroy(calibration);
	return result;
}
