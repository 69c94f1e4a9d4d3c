// SPDX-License-Identifier: MIT
// Calibration rounds of the practice database: one that is closed, and one in which the person here is to grade.
#include <stdlib.h>
#include <string.h>

#include "core/calibration.h"
#include "core/demo-inner.h"
#include "core/workday.h"
#include "db/mem.h"

#define GRADERS 6 // of the first round; the second has some of them, and the person here
#define SECOND 3

static const char *const names[] = {"First round", "Second round"};

// The n-th of those who can grade: auditors, not all of one post.
static int grader(const struct demo *demo, int n)
{
	size_t user = 0;

	for (int left = 3 * n; user < demo->user_count; user++) {
		const struct demo_user *one = &demo->users[user];

		if (one->roles & ROLE_AUDITOR && !one->left && (int)user != demo->me &&
			!(one->roles & ROLE_QA) && !left--)
			return (int)user;
	}
	return -1;
}

// How many graders there are, of those wanted: a small council has fewer.
static int graders(const struct demo *demo, int wanted)
{
	int count = 0;

	while (count < wanted && grader(demo, count) >= 0)
		count++;
	return count;
}

static const char *open_case(const struct demo *demo, int64_t round)
{
	for (size_t i = 0; i < demo->case_count; i++)
		if (demo->cases[i].open && !round--)
			return demo->cases[i].ref;
	return NULL;
}

static int start(struct demo *demo, int64_t round)
{
	const char *logins[GRADERS + 1];
	struct calibration_request request = {.name = names[round],
		.case_ref = open_case(demo, round),
		.due_on = workday_add(
			demo->session->holidays, demo->session->today, round ? 10 : 8),
		.logins = logins};
	int count = graders(demo, round ? SECOND : GRADERS);

	for (int i = 0; i < count; i++)
		logins[i] = demo->users[grader(demo, i)].login;
	if (round)
		logins[count++] = demo->users[demo->me].login;
	request.count = (size_t)count;
	return calibration_start(demo->session, &request);
}

// Most see the same; the first is milder, the last stricter, and one domain divides them all.
static enum grade opinion(int n, int domain)
{
	static const int common[] = {2, 3, 3, 2, 4, 2, 3};
	int grade = common[domain % (int)LENGTH(common)];

	if (domain % 7 == 1)
		grade = 1 + (n + 1) % 4;
	else if (n == 0)
		grade--;
	else if (n == GRADERS - 1 || (n + domain) % 5 == 0)
		grade++;
	return (enum grade)(grade > 4 ? 4 : grade < 1 ? 1 : grade);
}

static const char *reason(int n, int domain)
{
	static const char *const reasons[4][3] = {
		{"The best I have read this year: it could be shown to others.",
			"Everything fits together, and the family says so too.",
			"Months of steady work, and it shows on every page."},
		{"Clear, and in their own words; one visit is not written up.",
			"Done with the family, in time, and it changed something.",
			"Good work; the file could say sooner why it was done."},
		{"It is there, and nobody says what it means for this child.",
			"Begun well in spring, then it goes quiet for six weeks.",
			"Who does what by when cannot be told from it."},
		{"What the school reported twice was not followed up.",
			"Copied from the year before, with another child's age in it.",
			"No sign that anybody senior has read this since May."},
	};

	return (n + domain) % 4 ? reasons[opinion(n, domain) - 1][(n + domain) % 3] : "";
}

static int grade_round(struct demo *demo, int64_t n, const char *name)
{
	struct calibration *calibration = calibration_open(demo->session, name);
	int result = calibration ? 0 : -1;

	for (int i = 0; !result && i < (int)calibration->template->domain_count; i++)
		if (calibration_grade(demo->session, calibration, i, opinion((int)n, i)) ||
			calibration_reason(demo->session, calibration, i, reason((int)n, i)))
			result = -1;
	if (!result)
		result = calibration_seal(demo->session, calibration);
	calibration_destroy(calibration);
	return result;
}

static int grade_first(struct demo *demo, int64_t n)
{
	return grade_round(demo, n, names[0]);
}

static int grade_second(struct demo *demo, int64_t n)
{
	return grade_round(demo, n, names[1]);
}

static int close_round(struct demo *demo, int64_t round)
{
	struct calibration *calibration = calibration_open(demo->session, names[round]);
	int result = calibration ? calibration_close(demo->session, calibration) : -1;

	calibration_destroy(calibration);
	return result;
}

void demo_plan_calibration(struct demo *demo)
{
	int qa = demo_coordinator(demo), count = graders(demo, GRADERS);

	if (count < SECOND || !open_case(demo, 1))
		return;
	demo_plan(demo, demo_workdays(demo, -30), qa, start, 0);
	for (int i = 0; i < count - (count == GRADERS); i++) // one never finds the time
		demo_plan(demo, demo_workdays(demo, -28 + i), grader(demo, i), grade_first, i);
	demo_plan(demo, demo_workdays(demo, -20), qa, close_round, 0);
	demo_plan(demo, demo_workdays(demo, -3), qa, start, 1);
	demo_plan(demo, demo_workdays(demo, -1), grader(demo, 1), grade_second, 1);
}
