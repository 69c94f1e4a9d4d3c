// SPDX-License-Identifier: MIT
// The month of the practice database: months opened, draws, who is away, families written to.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/allocate.h"
#include "core/away.h"
#include "core/contact.h"
#include "core/cycle.h"
#include "core/demo-inner.h"
#include "core/sample.h"
#include "core/workday.h"
#include "db/mem.h"

#define DAYS_TO_DO 10 // working days at least that drawn audits have

date demo_workdays(const struct demo *demo, int count)
{
	return count ? workday_add(demo->session->holidays, demo->today, count) : demo->today;
}

void demo_month_begin(struct demo *demo)
{
	date first;

	demo->select_on = demo_workdays(demo, -9);
	first = date_month_of(demo->select_on).first;
	demo->live_from = date_add_months(first, -1);
}

static date not_after(date day, date limit)
{
	return day < limit ? day : limit;
}

static int put_contact(struct demo *demo, const struct story *story, enum contact_who who)
{
	static const int weights[][4] = {// to write, written, replied, none
		{55, 40, 5, 0}, {12, 45, 30, 13}, {0, 12, 63, 25}};
	struct dice *dice = &demo->later;
	size_t stage = story->state == AUDIT_ALLOCATED ? 0
		       : story->state == AUDIT_DRAFT   ? 1
						       : 2;
	enum contact_state state =
		(enum contact_state)(1 + dice_weighted(dice, weights[stage], 4));
	date last = story->completed != DATE_NONE ? story->completed : demo->today;
	date written = not_after(workday_add(demo->session->holidays, story->allocated,
					 dice_between(dice, 1, 4)),
		last);
	date replied = not_after(
		workday_add(demo->session->holidays, written, dice_between(dice, 1, 5)), last);
	char means[40] = "", note[200] = "", at[MOMENT_TEXT];

	if (state == CONTACT_TO_WRITE)
		return 0;
	snprintf(means, sizeof(means), "%s",
		words_compose(demo->words, dice, "contact means", &story->facts));
	if (state >= CONTACT_REPLIED)
		snprintf(note, sizeof(note), "%s",
			words_compose(demo->words, dice,
				state == CONTACT_NONE ? "contact none" : "contact reply",
				&story->facts));
	return db_run(demo->session->db, QUERY_DEMO_CONTACT_SET,
		ARGS(INT("state", state), DAY("written", written), TEXT("means", means),
			DAY("replied", state == CONTACT_REPLIED ? replied : DATE_NONE),
			TEXT("note", note), INT("user", demo->users[story->lead].id),
			TEXT("at", demo_moment(demo,
					   state == CONTACT_REPLIED ? replied : written, at)),
			INT("audit", story->id), INT("who", who)));
}

// Families are written to since these last months.
int demo_write_contacts(struct demo *demo, const struct story *story)
{
	if (story->month < DEMO_MONTHS - 3)
		return 0;
	if (contact_begin(demo->session, story->id))
		return -1;
	if (story->state == AUDIT_WITHDRAWN)
		return 0;
	return put_contact(demo, story, CONTACT_CHILD) ||
			       put_contact(demo, story, CONTACT_FAMILY)
		       ? -1
		       : 0;
}

static int open_month(struct demo *demo, int64_t month)
{
	char text[DATE_TEXT];

	return cycle_open(demo->session, demo_month(demo, (int)month, text),
		demo_month_due(demo, (int)month));
}

static date at_least(const struct demo *demo, date due)
{
	date soonest = demo_workdays(demo, DAYS_TO_DO);

	return due > soonest ? due : soonest;
}

static const char *seed_of(struct demo *demo, char seed[static 24])
{
	snprintf(seed, 24, "practice-%08x", dice_below(&demo->later, UINT32_MAX));
	return seed;
}

// The rule of the setting, where it leaves any case to be drawn.
static int exclude_months(const struct demo *demo)
{
	return demo->crowded ? 0 : -1;
}

// One from each team, nobody's yet: QA allocates them.
static int draw_month(struct demo *demo, int64_t what)
{
	char month[DATE_TEXT], seed[24];
	struct sample_request request = {.month = demo_month(demo, DEMO_MONTHS - 1, month),
		.rule = {.per = 1},
		.seed = seed_of(demo, seed),
		.exclude_months = exclude_months(demo),
		.due = at_least(demo, demo_month_due(demo, DEMO_MONTHS - 1))};
	struct sample *sample;
	int result = sample_draw(demo->session, &request, &sample);

	(void)what;
	sample_destroy(sample);
	return result;
}

// To the independent chairs in turn.
static int allocate_drawn(struct demo *demo, const struct sample *sample)
{
	size_t next = 0;

	for (size_t i = 0; i < sample->entry_count; i++) {
		const char *ref = sample->entries[i].audit_ref;
		struct allocation allocation = {.due = DATE_NONE};

		if (!*ref)
			continue;
		do
			next = (next + 1) % demo->user_count;
		while (demo->users[next].left || strcmp(demo->users[next].post, "iro") != 0);
		allocation.lead = demo->users[next].login;
		if (audit_allocate(demo->session, ref, &allocation))
			return -1;
	}
	return 0;
}

// Whether another case of its team could take its place.
static bool has_next(const struct sample *sample, const struct sample_entry *entry)
{
	for (size_t i = 0; i < sample->entry_count; i++)
		if (sample->entries[i].rank && !sample->entries[i].chosen &&
			strcmp(sample->entries[i].team, entry->team) == 0)
			return true;
	return false;
}

static int replace_first(struct demo *demo, const struct sample *sample)
{
	for (size_t i = 0; i < sample->entry_count; i++) {
		char *ref;
		int result;

		if (!*sample->entries[i].audit_ref || !has_next(sample, &sample->entries[i]))
			continue;
		result = sample_replace(demo->session, sample->entries[i].audit_ref,
			"The inspectorate read this file in full last week",
			"Ruth Chambers, service director", &ref);
		free(ref);
		return result;
	}
	return 0;
}

// Children on a protection plan while they are assessed: some teams have too few.
static int draw_theme(struct demo *demo, int64_t what)
{
	char month[DATE_TEXT], seed[24];
	struct sample_request request = {.month = date_month(demo->session->today, month),
		.rule = {.per = 3},
		.seed = seed_of(demo, seed),
		.exclude_months = exclude_months(demo),
		.kind = AUDIT_THEMATIC,
		.service = "Assessment",
		.plan_type = "child protection",
		.due = demo_workdays(demo, DAYS_TO_DO)};
	struct sample *sample;
	int result = sample_draw(demo->session, &request, &sample);

	(void)what;
	if (!result)
		result = allocate_drawn(demo, sample) || replace_first(demo, sample) ? -1 : 0;
	sample_destroy(sample);
	return result;
}

static int last_of_post(const struct demo *demo, const char *post)
{
	int user = (int)demo->user_count - 1;

	while (strcmp(demo->users[user].post, post) != 0)
		user--;
	return user;
}

static int leave(struct demo *demo, int64_t user)
{
	struct date_range now = {demo->session->today, demo_workdays(demo, 7)};

	return away_put(demo->session, demo->users[user].login, now);
}

static int leave_later(struct demo *demo, int64_t user)
{
	struct date_range later = {demo_workdays(demo, 5), demo_workdays(demo, 14)};

	return away_put(demo->session, demo->users[user].login, later);
}

void demo_month_plan(struct demo *demo)
{
	int qa = demo_coordinator(demo);

	for (int month = 0; month < DEMO_MONTHS; month++)
		demo_plan(demo, demo_month_start(demo, month), qa, open_month, month);
	demo_plan_moderation(demo);
	demo_plan_calibration(demo);
	demo_plan_challenge(demo);
	demo_plan(
		demo, demo_workdays(demo, -6), qa, leave_later, last_of_post(demo, "cp chair"));
	demo_plan(demo, demo_workdays(demo, -5), qa, draw_theme, 0);
	demo_plan(demo, demo_workdays(demo, -2), qa, leave, last_of_post(demo, "iro"));
	demo_plan(demo, demo->today, qa, draw_month, 0);
}
