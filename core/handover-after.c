// SPDX-License-Identifier: MIT
// The outcome of an audit as one record: what followed from it, and what was corrected.
#include <stdlib.h>

#include "core/handover-private.h"
#include "db/mem.h"

static void put_action(struct handover *handover, const struct action *action)
{
	struct prose *prose = &handover->prose;
	char *heading = xasprintf("%d. %s", action->seq, action->what);
	char *owner = xasprintf("%s%s%s", action->owner_name,
		*action->owner_name && *action->owner_post ? ", " : "", action->owner_post);
	char *state = xasprintf("%s: %s%s%s",
		colour_name(action_colour(action, handover->session->today)),
		progress_name(action->progress), action->priority ? ", priority" : "",
		action->escalated ? ", escalated" : "");

	prose_section(prose, 3, heading);
	prose_pairs(prose);
	prose_pair(prose, "State", state);
	prose_pair(prose, "For", action->scope == SCOPE_CASE ? "this case" : "the service");
	prose_pair(prose, "Owner", owner);
	handover_day(handover, "By", action->due_on);
	if (action->first_due_on != action->due_on)
		handover_day(handover, "First due", action->first_due_on);
	handover_day(handover, "Date of the plan", action->plan_on);
	prose_pair(prose, "How we will know", action->measure);
	prose_pair(prose, "Why it matters to the child", action->reason);
	prose_pair(prose, "Evidence", action->evidence);
	handover_day(handover, "Verified on", action->verified_on);
	prose_pair(prose, "Impact", action->impact);
	prose_close(prose);
	prose_close(prose);
	free(state);
	free(owner);
	free(heading);
}

void handover_actions(struct handover *handover)
{
	const struct audit *audit = handover->audit;

	prose_section(&handover->prose, 2, "Actions");
	if (!audit->action_count)
		prose_text(&handover->prose, "None were raised.");
	for (size_t i = 0; i < audit->action_count; i++)
		put_action(handover, &audit->actions[i]);
	prose_close(&handover->prose);
}

void handover_steps(struct handover *handover)
{
	static const struct html_column columns[] = {
		{"Step", .heads = true}, {"Who"}, {"Due"}, {"State"}, {"What was done"}};
	struct prose *prose = &handover->prose;

	if (!handover->step_count)
		return;
	prose_section(prose, 2, "Closing the loop");
	prose_table(prose, NULL, columns, LENGTH(columns));
	for (size_t i = 0; i < handover->step_count; i++) {
		const struct loop_step *step = &handover->steps[i];
		bool late = loop_step_late(step, handover->session->today);
		char *state =
			xasprintf("%s%s", loop_state_name(step->state), late ? ", late" : "");
		char *note = loop_step_note(step), day[DATE_TEXT];

		prose_cell(prose, NULL, step->name);
		prose_cell(prose, NULL, step->who);
		prose_cell(prose, NULL, date_show(step->due_on, day));
		prose_cell(prose, late ? "RED" : NULL, state);
		prose_cell(prose, NULL, note);
		free(note);
		free(state);
	}
	prose_table_end(prose);
	prose_close(prose);
}

static void put_concern(struct handover *handover, const struct concern *concern)
{
	struct prose *prose = &handover->prose;
	char raised[32], done[32];
	char *heading = xasprintf("Raised %s by %s",
		session_show_stamp(handover->session, concern->raised_at, raised),
		concern->raised_by);
	char *answer =
		concern->answered
			? xasprintf("%s (%s)", concern->done,
				  session_show_stamp(handover->session, concern->done_at, done))
			: xstrdup("not yet: open");

	prose_section(prose, 3, heading);
	prose_text(prose, concern->what);
	prose_pairs(prose);
	prose_pair(prose, "Told", concern->told_whom);
	prose_pair(prose, "Done", answer);
	prose_close(prose);
	prose_close(prose);
	free(answer);
	free(heading);
}

void handover_concerns(struct handover *handover)
{
	const struct audit *audit = handover->audit;

	if (!audit->concern_count)
		return;
	prose_section(&handover->prose, 2, "Safety concerns");
	for (size_t i = 0; i < audit->concern_count; i++)
		put_concern(handover, &audit->concerns[i]);
	prose_close(&handover->prose);
}

void handover_amendments(struct handover *handover)
{
	static const struct html_column columns[] = {
		{"Amended", .heads = true}, {"By"}, {"When"}, {"Old"}, {"New"}, {"Reason"}};
	const struct audit *audit = handover->audit;
	struct prose *prose = &handover->prose;

	if (!audit->amendment_count)
		return;
	prose_section(prose, 2, "Amendments after submission");
	prose_table(prose, NULL, columns, LENGTH(columns));
	for (size_t i = 0; i < audit->amendment_count; i++) {
		const struct amendment *amendment = &audit->amendments[i];
		char moment[32];

		prose_cell(prose, NULL, amendment->field);
		prose_cell(prose, NULL, amendment->by);
		prose_cell(prose, NULL,
			session_show_stamp(handover->session, amendment->at, moment));
		prose_cell(prose, NULL, *amendment->old ? amendment->old : "(nothing)");
		prose_cell(prose, NULL, *amendment->new ? amendment->new : "(nothing)");
		prose_cell(prose, NULL, amendment->reason);
	}
	prose_table_end(prose);
	prose_close(prose);
}
