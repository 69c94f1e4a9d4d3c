// SPDX-License-Identifier: MIT
// step list / do: the steps that close the loop of an audit, and saying that one is done.
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/audit-private.h"
#include "core/command.h"
#include "core/command/all.h"
#include "core/command/step-row.h"
#include "core/command/sub.h"
#include "db/error.h"
#include "db/mem.h"

struct listing *step_listing(FILE *to, bool json)
{
	static const char *const all[] = {"audit_ref", "step", "who", "grade", "counted_from",
		"due_on", "done_on", "done_by", "state", "late_reason", "note", "name",
		"not_before", "review_ref", "case_ref", "team", "service", "database"};
	static const char *const some[] = {"audit_ref", "step", "due_on", "state", "done_on",
		"grade", "who", "team", "note"};

	return json ? listing_begin(to, true, all, LENGTH(all))
		    : listing_begin(to, false, some, LENGTH(some));
}

static void row_for_people(
	struct listing *listing, const struct loop_step *step, const char *note)
{
	listing_text(listing, step->audit_ref);
	listing_text(listing, step->step);
	listing_day(listing, step->due_on);
	listing_text(listing, loop_state_name(step->state));
	listing_day(listing, step->done_on);
	listing_text(listing, grade_name(step->grade));
	listing_text(listing, step->who);
	listing_text(listing, step->team);
	listing_text(listing, note);
}

static void row_for_programs(struct listing *listing, const struct session *session,
	const struct loop_step *step, const char *note)
{
	listing_text(listing, step->audit_ref);
	listing_text(listing, step->step);
	listing_text(listing, step->who);
	listing_text(listing, grade_name(step->grade));
	listing_day(listing, step->counted_from);
	listing_day(listing, step->due_on);
	listing_day(listing, step->done_on);
	listing_text(listing, step->done_by);
	listing_text(listing, loop_state_name(step->state));
	listing_text(listing, step->late_reason);
	listing_text(listing, note);
	listing_text(listing, step->name);
	listing_day(listing, step->not_before);
	listing_text(listing, step->review_ref);
	listing_text(listing, step->case_ref);
	listing_text(listing, step->team);
	listing_text(listing, step->service);
	listing_text(listing, session->practice ? "practice" : "live");
}

void step_row(struct listing *listing, const struct session *session,
	const struct loop_step *step, bool json)
{
	char *note = loop_step_note(step);

	if (json)
		row_for_programs(listing, session, step, note);
	else
		row_for_people(listing, step, note);
	free(note);
}

static void show(struct run *run, const struct loop_step *steps, size_t count, bool json)
{
	struct listing *listing = step_listing(run->out, json);

	for (size_t i = 0; i < count; i++)
		step_row(listing, run->session, &steps[i], json);
	listing_end(listing);
}

static int load(struct run *run, const char *ref, struct loop_step **steps, size_t *count)
{
	int64_t audit_id;

	return audit_find(run->session, ref, &audit_id) ||
			       loop_of_audit(run->session, audit_id, steps, count)
		       ? -1
		       : 0;
}

static int list(struct run *run)
{
	bool json = false;
	const struct option_spec options[] = {{"--json", OPTION_FLAG, &json}, {0}};
	struct loop_step *steps;
	size_t count;

	if (options_read(run, options) || arguments_count(run, "step", 1, 1) ||
		load(run, run->argv[0], &steps, &count))
		return -1;
	show(run, steps, count, json);
	loop_steps_free(steps, count);
	return 0;
}

// The step with a code, the open one first, else the newest; NULL with the error set.
static const struct loop_step *choose(
	const struct loop_step *steps, size_t count, const char *ref, const char *code)
{
	const struct loop_step *found = NULL;

	for (size_t i = 0; i < count; i++)
		if (strcasecmp(steps[i].step, code) == 0 &&
			(!found || found->state != LOOP_OPEN))
			found = &steps[i];
	if (!found)
		fail(ERROR_MISSING,
			"audit %s has no step %s: 'caseaudit step list %s' shows those it has",
			ref, code, ref);
	return found;
}

// The part that a post signs: -1 where none is named, -2 with the error set.
static int part_named(const struct loop_step *step, const char *post)
{
	char of[LOOP_POST];

	if (!post)
		return -1;
	for (int part = 0; loop_part_post(step->who, part, of); part++)
		if (strcasecmp(of, post) == 0)
			return part;
	fail(ERROR_USAGE, "'%s' signs no part of %s: %s do", post, step->step, step->who);
	return -2;
}

#define FIELD_COUNT 10 // of all codes together

// What the options of do ask for.
struct doing {
	struct loop_done done;
	struct loop_value values[FIELD_COUNT], given[FIELD_COUNT];
	const char *part;
	bool json;
};

static int options_take(struct run *run, struct doing *doing)
{
	struct loop_value *v = doing->values;
	const struct option_spec options[] = {
		{"--part", OPTION_TEXT, &doing->part},
		{"--on", OPTION_DATE, &doing->done.done_on},
		{"--late", OPTION_TEXT, &doing->done.late_reason},
		{"--json", OPTION_FLAG, &doing->json},
		{"--note", OPTION_TEXT, &v[0].value},
		{"--attended", OPTION_TEXT, &v[1].value},
		{"--decisions", OPTION_TEXT, &v[2].value},
		{"--by-whom", OPTION_TEXT, &v[3].value},
		{"--by_whom", OPTION_TEXT, &v[3].value},
		{"--seen", OPTION_TEXT, &v[4].value},
		{"--alone", OPTION_TEXT, &v[5].value},
		{"--why-not", OPTION_TEXT, &v[6].value},
		{"--why_not", OPTION_TEXT, &v[6].value},
		{"--looked-at", OPTION_TEXT, &v[7].value},
		{"--looked_at", OPTION_TEXT, &v[7].value},
		{"--in-place", OPTION_TEXT, &v[8].value},
		{"--in_place", OPTION_TEXT, &v[8].value},
		{"--follows", OPTION_TEXT, &v[9].value},
		{0},
	};

	if (options_read(run, options) || arguments_count(run, "step", 2, 2))
		return -1;
	doing->done.values = doing->given;
	for (size_t i = 0; i < FIELD_COUNT; i++)
		if (v[i].value)
			doing->given[doing->done.count++] = v[i];
	if (doing->done.done_on == DATE_NONE)
		return command_usage("step", "--on is needed: the day on which it was done");
	return 0;
}

static int tell(struct run *run, int64_t step_id, bool json)
{
	struct loop_step step;
	char post[LOOP_POST];

	if (loop_load(run->session, step_id, &step))
		return -1;
	if (json) {
		show(run, &step, 1, true);
	} else if (step.state == LOOP_DONE) {
		fprintf(run->out, "%s %s: done\n", step.audit_ref, step.step);
	} else {
		fprintf(run->out, "%s %s: signed, still to be signed by", step.audit_ref,
			step.step);
		for (int part = 0; loop_part_post(step.who, part, post); part++)
			if (!(step.signed_parts & 1u << part))
				fprintf(run->out, " %s", post);
		fprintf(run->out, "\n");
	}
	loop_step_finish(&step);
	return 0;
}

static int sign(struct run *run, struct doing *doing, const struct loop_step *step)
{
	doing->done.part = part_named(step, doing->part);
	if (doing->done.part == -2 || loop_sign(run->session, step->id, &doing->done))
		return -1;
	return tell(run, step->id, doing->json);
}

static int do_it(struct run *run)
{
	struct doing doing = {.done.done_on = DATE_NONE,
		.values = {{"note", NULL}, {"attended", NULL}, {"decisions", NULL},
			{"by_whom", NULL}, {"seen", NULL}, {"alone", NULL}, {"why_not", NULL},
			{"looked_at", NULL}, {"in_place", NULL}, {"follows", NULL}}};
	const struct loop_step *step;
	struct loop_step *steps;
	size_t count;
	int result = -1;

	if (options_take(run, &doing) || load(run, run->argv[0], &steps, &count))
		return -1;
	step = choose(steps, count, run->argv[0], run->argv[1]);
	if (step)
		result = sign(run, &doing, step);
	loop_steps_free(steps, count);
	return result;
}

int command_step(struct run *run)
{
	static const struct subcommand subs[] = {{"do", do_it}, {"list", list}, {0}};

	return subcommand_run(run, "step", subs);
}
