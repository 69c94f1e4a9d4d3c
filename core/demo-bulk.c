// SPDX-License-Identifier: MIT
// Very many audits of the past for the practice database, as if imported from a spreadsheet.
#include <stdio.h>
#include <string.h>

#include "core/demo-inner.h"
#include "core/loop-rule.h"
#include "core/narrative-store.h"
#include "core/trail.h"
#include "core/workday.h"
#include "db/mem.h"

#define ACTIONS 3 // of each
#define MONTHS_OF_STEPS 3

// Every audit of the past was finished; some were moderated, and all but the newest are closed.
static void draw(struct demo *demo, struct story *story, long number, int month)
{
	int team = (int)dice_below(&demo->dice, (uint32_t)demo->team_count);

	story_draw(demo, story, month, team);
	demo->numbers[month]--;
	snprintf(story->ref, sizeof(story->ref), "A-%07ld", number + 1);
	story->withdrawn = DATE_NONE;
	story->peer = -1;
	story->amended = false;
	story->concern = CONCERN_NONE;
	if (story->completed == DATE_NONE)
		story->completed = story->due;
	story->state = story->closed != DATE_NONE      ? AUDIT_CLOSED
		       : story->moderated != DATE_NONE ? AUDIT_MODERATED
						       : AUDIT_SUBMITTED;
}

static int put_grades(struct demo *demo, const struct story *story, enum part part,
	const enum grade *grades, const char *at)
{
	for (size_t i = 0; i < demo->template->domain_count; i++) {
		// As in an import, where an empty moderated grade means unchanged.
		if (part == PART_MODERATOR && grades[i] == story->lead_grades[i])
			continue;
		if (db_run(demo->session->db, QUERY_DEMO_JUDGEMENT_ADD,
			    ARGS(INT("audit", story->id), INT("part", part),
				    INT("domain", demo->template->domains[i].id),
				    INT("grade", grades[i]), NOTHING("user"), TEXT("at", at))))
			return -1;
	}
	return 0;
}

static int put_moderation(struct demo *demo, const struct story *story, const char *at)
{
	if (story->moderated == DATE_NONE)
		return 0;
	if (put_grades(demo, story, PART_MODERATOR, story->mod_grades, at))
		return -1;
	return db_run(demo->session->db, QUERY_DEMO_MODERATION_ADD,
		ARGS(INT("audit", story->id), INT("user", demo->users[story->moderator].id),
			DAY("day", story->moderated)));
}

static int put(
	struct demo *demo, struct story *story, const struct loop_rules *rules, const char *now)
{
	size_t overall = template_graded_count(demo->template);
	const struct demo_team *team = &demo->teams[story->file->team];
	const char *summary = words_of(demo->words, &demo->dice, &story->facts, "summary %d",
		story->lead_grades[overall ? overall - 1 : 0]);
	char record[40];

	snprintf(record, sizeof(record), "audit %s", story->ref);
	if (demo_write_audit(demo, story, true) ||
		put_grades(demo, story, PART_LEAD, story->lead_grades, now) ||
		narrative_add(demo->session->db,
			narrative_id(story->id, PART_LEAD, PLACE_SUMMARY), summary, 0, now) ||
		put_moderation(demo, story, now) || demo_write_actions(demo, story, ACTIONS) ||
		(rules && demo_write_steps(demo, story, rules)))
		return -1;
	return trail_append(
		demo->session, &(struct act){.verb = "import",
				       .record = record,
				       .audit_id = story->id,
				       .service_id = demo->services[team->service].id});
}

int demo_bulk(struct demo *demo, long count, demo_progress *progress, void *context, long of)
{
	char now[MOMENT_TEXT];
	struct loop_rules *rules = count ? loop_rules_on(demo->session, demo->today) : NULL;
	int result = count && !rules ? -1 : 0;

	session_now(demo->session, now);
	for (long i = 0; i < count && !result; i++) {
		struct story story;
		// By month, as a spreadsheet would be; none of the last two months.
		int month = (int)(i * (DEMO_MONTHS - 2) / count);

		draw(demo, &story, i, month);
		result = put(demo, &story,
			month >= DEMO_MONTHS - 2 - MONTHS_OF_STEPS ? rules : NULL, now);
		if (!result && progress)
			result = progress(i, of, context);
	}
	loop_rules_destroy(rules);
	return result;
}
