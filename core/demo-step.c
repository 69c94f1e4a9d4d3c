// SPDX-License-Identifier: MIT
// The steps of the last months' audits of the practice database's many: signed, but for a few.
#include <string.h>

#include "core/demo-inner.h"
#include "core/loop-rule.h"
#include "core/workday.h"

#define OPEN_PERMILLE 25 // of those past their date
#define LATE_PERMILLE 60 // of those that were signed

static int sign_parts(
	struct demo *demo, int64_t step, const struct loop_rule *rule, int64_t user, date on)
{
	char at[MOMENT_TEXT];

	for (int part = 0; part < loop_parts(rule->who); part++)
		if (db_run(demo->session->db, QUERY_LOOP_SIGN_ADD,
			    ARGS(INT("step", step), INT("part", part), INT("user", user),
				    DAY("done_on", on), TEXT("at", demo_moment(demo, on, at)))))
			return -1;
	return 0;
}

static int sign(struct demo *demo, const struct story *story, const struct loop_rule *rule,
	date from, date due)
{
	bool late = dice_permille(&demo->dice, LATE_PERMILLE);
	date on = workday_add(demo->session->holidays, late ? due : from,
		dice_between(&demo->dice, 1, late ? 6 : rule->limit));
	int64_t step = db_last_id(demo->session->db),
		user = demo->users[rule->step[0] == 'q'
					   ? demo_coordinator(demo)
					   : demo->teams[story->file->team].manager]
			       .id;
	char at[MOMENT_TEXT];

	if (on > demo->today)
		on = demo->today;
	if (sign_parts(demo, step, rule, user, on))
		return -1;
	return db_run(demo->session->db, QUERY_LOOP_DONE,
		ARGS(DAY("done_on", on), TEXT("at", demo_moment(demo, on, at)), INT("by", user),
			TEXT("late_reason", on > due ? words_compose(demo->words, &demo->dice,
							       "note slipped", &story->facts)
						     : ""),
			INT("id", step)));
}

static int put_step(struct demo *demo, const struct story *story, const struct loop_rule *rule,
	enum grade grade, date from)
{
	const struct demo_team *team = &demo->teams[story->file->team];
	date not_before, due;

	loop_rule_clock(demo->session, rule, from, &not_before, &due);
	if (db_run(demo->session->db, QUERY_LOOP_ADD,
		    ARGS(INT("audit", story->id), INT("rule", rule->id), INT("team", team->id),
			    INT("service", demo->services[team->service].id),
			    INT("grade", grade), INT("risk", 0), DAY("counted_from", from),
			    DAY("not_before", not_before), DAY("due", due))))
		return -1;
	if (dice_permille(&demo->dice, due < demo->today ? OPEN_PERMILLE : 500))
		return 0;
	return sign(demo, story, rule, from, due);
}

int demo_write_steps(
	struct demo *demo, const struct story *story, const struct loop_rules *rules)
{
	size_t count = template_graded_count(demo->template);
	const enum grade *grades =
		story->moderated == DATE_NONE ? story->lead_grades : story->mod_grades;
	enum grade grade = count < demo->template->domain_count
				   ? grades[count]
				   : grade_suggest(grades, count).grade;
	date from = story->moderated != DATE_NONE ? story->moderated : story->completed;

	if (db_run(demo->session->db, QUERY_LOOP_AUDIT_VERSION,
		    ARGS(INT("version", rules->id), INT("audit", story->id))))
		return -1;
	for (size_t i = 0; i < rules->count; i++) {
		const struct loop_rule *rule = &rules->list[i];

		// A review would be an audit of its own.
		if (loop_rule_asks(rule, grade, false) &&
			strcmp(rule->step, LOOP_REVIEW) != 0 &&
			put_step(demo, story, rule, grade, from))
			return -1;
	}
	return 0;
}
