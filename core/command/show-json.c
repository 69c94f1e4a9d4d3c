// SPDX-License-Identifier: MIT
// show AUDIT --json: the keys are those of the exports.
#include <stdlib.h>

#include "core/audit-links.h"
#include "core/challenge.h"
#include "core/command.h"
#include "core/command/show.h"
#include "core/contact.h"
#include "core/final.h"
#include "core/json.h"
#include "core/loop.h"
#include "db/mem.h"

// Empty cells of an export are null.
static void put(struct json *json, const char *key, const char *text)
{
	json_text(json, key, text && *text ? text : NULL);
}

static void put_grade(struct json *json, const char *before, const char *code, enum grade grade)
{
	char *key = xasprintf("%s%s", before, code);

	put(json, key, grade_name(grade));
	free(key);
}

static void put_dates(struct json *json, const struct audit *audit)
{
	json_day(json, "allocated_on", audit->allocated_on);
	json_day(json, "due_on", audit->due_on);
	json_day(json, "started_on", audit->started_on);
	json_day(json, "completed_on", audit->completed_on);
	json_day(json, "moderated_on", audit->moderated_on);
	json_day(json, "closed_on", audit->closed_on);
	json_day(json, "withdrawn_on", audit->withdrawn_on);
	put(json, "withdrawn_why", audit->withdrawn_why);
	put(json, "withdrawn_by", audit->withdrawn_by);
}

static void put_head(struct json *json, const struct audit *audit)
{
	put(json, "audit_ref", audit->ref);
	put(json, "case_ref", audit->case_ref);
	put(json, "team", audit->team);
	put(json, "service", audit->service);
	put(json, "template", audit->template->name);
	json_integer(json, "template_version", audit->template->version);
	put(json, "month", audit->month);
	put(json, "state", audit_state_name(audit->state));
	put(json, "kind", audit_kind_name(audit->kind));
	put(json, "auditor", *audit->lead_login ? audit->lead_login : audit->lead_name);
	put(json, "auditor_post", audit->lead_post);
	put(json, "peer", audit->peer_login);
	put_dates(json, audit);
	for (int field = 0; field < HEADER_COUNT; field++)
		put(json, header_info((enum header_field)field)->code, audit->header[field]);
	json_bool(json, "at_risk", audit->at_risk);
}

static void put_grades(struct json *json, const struct audit *audit)
{
	for (size_t i = 0; i < audit->template->domain_count; i++) {
		const char *code = audit->template->domains[i].code;

		put_grade(json, "", code, audit->judgements[PART_LEAD][i].grade);
		put_grade(json, "mod_", code, audit->judgements[PART_MODERATOR][i].grade);
		put_grade(json, "final_", code, final_grade(audit, (int)i));
	}
}

static void put_texts(struct json *json, const struct audit *audit)
{
	for (int place = 0; place < PLACE_COMMENTARY; place++) {
		const char *text = audit->texts[PART_LEAD][place].text;

		// Those of feedback stand there.
		if (place >= PLACE_CHILD_WORDS && place <= PLACE_PRACTITIONER_WHY_NOT)
			continue;
		put(json, place_info((enum place)place)->code, text);
	}
	put(json, "moderation_note", audit->texts[PART_MODERATOR][PLACE_COMMENTARY].text);
}

static void put_judgement(struct json *json, const struct audit *audit, enum part part,
	const struct domain *domain)
{
	json_object(json, NULL);
	put(json, "domain", domain->code);
	put(json, "domain_name", domain->name);
	put(json, "part", part_name(part));
	put(json, "grade", grade_name(audit->judgements[part][domain->seq].grade));
	put(json, "rationale", audit->texts[part][PLACE_RATIONALE + domain->seq].text);
	json_array(json, "indicators");
	for (int grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++)
		for (size_t i = 0; i < domain->descriptors[grade].count; i++)
			if (audit_ticked(audit, part, domain->descriptors[grade].list[i].id))
				json_text(json, NULL, domain->descriptors[grade].list[i].text);
	json_end(json);
	json_end(json);
}

static void put_judgements(struct json *json, const struct audit *audit)
{
	json_array(json, "judgements");
	for (int part = 0; part < PART_COUNT; part++)
		for (size_t i = 0; i < audit->template->domain_count; i++)
			if (audit->judgements[part][i].grade != GRADE_NONE ||
				*audit->texts[part][PLACE_RATIONALE + i].text)
				put_judgement(json, audit, (enum part)part,
					&audit->template->domains[i]);
	json_end(json);
}

static void put_answer(struct json *json, const struct audit *audit, enum part part,
	const struct prompt *prompt)
{
	json_object(json, NULL);
	put(json, "domain", audit->template->domains[prompt->domain].code);
	put(json, "prompt", prompt->code);
	put(json, "prompt_text", prompt->text);
	json_bool(json, "safety", prompt->safety);
	put(json, "part", part_name(part));
	put(json, "answer", answer_name(audit->answers[part][prompt->seq].value));
	put(json, "evidence", audit->texts[part][PLACE_EVIDENCE + prompt->seq].text);
	json_end(json);
}

static void put_answers(struct json *json, const struct audit *audit)
{
	json_array(json, "answers");
	for (int part = 0; part < PART_COUNT; part++)
		for (size_t i = 0; i < audit->template->prompt_count; i++)
			if (audit->answers[part][i].value != ANSWER_NONE ||
				*audit->texts[part][PLACE_EVIDENCE + i].text)
				put_answer(json, audit, (enum part)part,
					template_prompt_at(audit->template, (int)i));
	json_end(json);
}

static void put_feedback(struct json *json, const struct audit *audit)
{
	json_array(json, "feedback");
	for (int source = 0; source < SOURCE_COUNT; source++) {
		const struct source_info *info = source_info((enum source)source);
		const struct feedback *feedback = &audit->feedback[source];

		if (feedback->obtained == OBTAINED_UNSAID)
			continue;
		json_object(json, NULL);
		put(json, "source", info->code);
		json_bool(json, "obtained", feedback->obtained == OBTAINED_YES);
		put(json, "means", feedback->means);
		put(json, "words", audit->texts[PART_LEAD][info->words].text);
		put(json, "why_not", audit->texts[PART_LEAD][info->why_not].text);
		json_end(json);
	}
	json_end(json);
}

static void put_themes(struct json *json, const struct audit *audit)
{
	json_array(json, "themes");
	for (size_t i = 0; i < audit->theme_count; i++) {
		json_object(json, NULL);
		put(json, "theme", audit->themes[i].name);
		json_bool(json, "listed", audit->themes[i].listed);
		put(json, "aspect",
			audit->themes[i].aspect == ASPECT_STRENGTH ? "strength"
								   : "development");
		json_end(json);
	}
	json_end(json);
}

static void put_action_days(struct json *json, const struct action *action)
{
	json_day(json, "start_on", action->start_on);
	json_day(json, "due_on", action->due_on);
	json_day(json, "first_due_on", action->first_due_on);
	json_day(json, "plan_on", action->plan_on);
	json_day(json, "completed_on", action->completed_on);
	json_day(json, "verified_on", action->verified_on);
	json_day(json, "created_on", action->created_on);
}

static void put_action(struct json *json, const struct action *action, date today)
{
	json_object(json, NULL);
	json_integer(json, "number", action->seq);
	put(json, "action", action->what);
	put(json, "measure", action->measure);
	put(json, "owner", *action->owner_login ? action->owner_login : action->owner_name);
	put(json, "owner_post", action->owner_post);
	put(json, "reason", action->reason);
	json_bool(json, "priority", action->priority);
	json_bool(json, "escalated", action->escalated);
	put(json, "scope", scope_name(action->scope));
	put(json, "progress", progress_name(action->progress));
	put(json, "colour", colour_name(action_colour(action, today)));
	put_action_days(json, action);
	put(json, "evidence", action->evidence);
	put(json, "impact", action->impact);
	json_end(json);
}

static void put_concerns(struct json *json, const struct audit *audit)
{
	json_array(json, "concerns");
	for (size_t i = 0; i < audit->concern_count; i++) {
		const struct concern *concern = &audit->concerns[i];

		json_object(json, NULL);
		put(json, "what", concern->what);
		put(json, "told_whom", concern->told_whom);
		put(json, "told_at", concern->told_at);
		put(json, "raised_by", concern->raised_by);
		put(json, "raised_at", concern->raised_at);
		put(json, "due_at", concern->due_at);
		put(json, "done", concern->done);
		put(json, "done_by", concern->done_by);
		put(json, "done_at", concern->done_at);
		json_end(json);
	}
	json_end(json);
}

static void put_amendments(struct json *json, const struct audit *audit)
{
	json_array(json, "amendments");
	for (size_t i = 0; i < audit->amendment_count; i++) {
		const struct amendment *amendment = &audit->amendments[i];

		json_object(json, NULL);
		put(json, "field", amendment->field);
		put(json, "old", amendment->old);
		put(json, "new", amendment->new);
		put(json, "reason", amendment->reason);
		put(json, "by", amendment->by);
		put(json, "at", amendment->at);
		json_end(json);
	}
	json_end(json);
}

static void put_contacts(struct json *json, const struct contact *list, int count)
{
	json_array(json, "contacts");
	for (int i = 0; i < count; i++) {
		json_object(json, NULL);
		put(json, "who", contact_who_name(list[i].who));
		put(json, "state", contact_state_words(&list[i]));
		json_day(json, "written_on", list[i].written_on);
		put(json, "means", list[i].means);
		json_day(json, "replied_on", list[i].replied_on);
		put(json, "note", list[i].note);
		json_end(json);
	}
	json_end(json);
}

static void put_step(struct json *json, const struct loop_step *step)
{
	char *note = loop_step_note(step);

	json_object(json, NULL);
	json_integer(json, "number", step->seq);
	put(json, "step", step->step);
	put(json, "name", step->name);
	put(json, "who", step->who);
	put(json, "grade", grade_name(step->grade));
	json_day(json, "counted_from", step->counted_from);
	json_day(json, "not_before", step->not_before);
	json_day(json, "due_on", step->due_on);
	json_day(json, "done_on", step->done_on);
	put(json, "done_by", step->done_by);
	put(json, "state", loop_state_name(step->state));
	put(json, "late_reason", step->late_reason);
	put(json, "note", note);
	put(json, "review_ref", step->review_ref);
	json_end(json);
	free(note);
}

static void put_steps(struct json *json, const struct loop_step *steps, size_t count)
{
	json_array(json, "steps");
	for (size_t i = 0; i < count; i++)
		put_step(json, &steps[i]);
	json_end(json);
}

// What the audit has at most one of: the first it reviews, from when on, since when it is anonymised.
static void put_single_links(struct json *json, const struct audit_link *links, size_t count)
{
	const struct audit_link *of[LINK_ANONYMISED + 1] = {0};

	for (size_t i = 0; i < count; i++)
		of[links[i].kind] = &links[i];
	put(json, "review_of", of[LINK_REVIEW_OF] ? of[LINK_REVIEW_OF]->ref : NULL);
	json_day(
		json, "not_before", of[LINK_NOT_BEFORE] ? of[LINK_NOT_BEFORE]->day : DATE_NONE);
	json_day(json, "anonymised_on",
		of[LINK_ANONYMISED] ? of[LINK_ANONYMISED]->day : DATE_NONE);
}

static void put_review(struct json *json, const struct audit_link *link)
{
	bool done = link->state >= AUDIT_SUBMITTED && link->state != AUDIT_WITHDRAWN;

	json_object(json, NULL);
	put(json, "audit_ref", link->ref);
	put(json, "state", audit_state_name((enum audit_state)link->state));
	json_day(json, "due_on", done ? DATE_NONE : link->day);
	json_day(json, "completed_on", done ? link->day : DATE_NONE);
	json_end(json);
}

static void put_challenge(struct json *json, const struct audit_link *link)
{
	json_object(json, NULL);
	put(json, "month", link->ref);
	put(json, "outcome",
		link->state ? challenge_outcome_name((enum challenge_outcome)link->state)
			    : NULL);
	json_day(json, "met_on", link->day);
	json_end(json);
}

static void put_links(struct json *json, const struct audit_link *links, size_t count)
{
	json_object(json, "links");
	put_single_links(json, links, count);
	json_array(json, "reviews");
	for (size_t i = 0; i < count; i++)
		if (links[i].kind == LINK_REVIEW)
			put_review(json, &links[i]);
	json_end(json);
	json_array(json, "challenges");
	for (size_t i = 0; i < count; i++)
		if (links[i].kind == LINK_CHALLENGE)
			put_challenge(json, &links[i]);
	json_end(json);
	json_end(json);
}

// What is read besides the audit itself.
struct beside {
	struct audit_link *links;
	size_t link_count;
	struct loop_step *steps;
	size_t step_count;
};

static void beside_finish(struct beside *beside)
{
	audit_links_free(beside->links, beside->link_count);
	loop_steps_free(beside->steps, beside->step_count);
}

static int beside_read(struct run *run, const struct audit *audit, struct beside *beside)
{
	*beside = (struct beside){0};
	return audit_links(run->session, audit, &beside->links, &beside->link_count) ||
			       loop_of_audit(run->session, audit->id, &beside->steps,
				       &beside->step_count)
		       ? -1
		       : 0;
}

static void put_actions(struct json *json, const struct audit *audit, date today)
{
	json_array(json, "actions");
	for (size_t i = 0; i < audit->action_count; i++)
		put_action(json, &audit->actions[i], today);
	json_end(json);
}

int show_json(struct run *run, const struct audit *audit, const struct contact *contacts,
	int contact_count)
{
	struct beside beside;
	struct json json;

	if (beside_read(run, audit, &beside)) {
		beside_finish(&beside);
		return -1;
	}
	json_init(&json, run->out);
	json_object(&json, NULL);
	put_head(&json, audit);
	put_links(&json, beside.links, beside.link_count);
	put_grades(&json, audit);
	put_texts(&json, audit);
	put_judgements(&json, audit);
	put_answers(&json, audit);
	put_contacts(&json, contacts, contact_count);
	put_feedback(&json, audit);
	put_themes(&json, audit);
	put_actions(&json, audit, run->session->today);
	put_steps(&json, beside.steps, beside.step_count);
	put_concerns(&json, audit);
	put_amendments(&json, audit);
	json_text(&json, "database", run->session->practice ? "practice" : "live");
	json_end(&json);
	beside_finish(&beside);
	return 0;
}
