// SPDX-License-Identifier: MIT
// The council of world.h with audits that have a result, and what is signed of them.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "db/mem.h"
#include "test/looped.h"

static const char more_people[] =
	"INSERT INTO user (login, name, post, roles, team_id) VALUES"
	" ('ivy', 'Ivy Iron', 'head of service', 2, NULL), ('dot', 'Dot Dale', 'service "
	"director', 2, NULL), ('qed', 'Qed Quick', 'qa practitioner', 5, NULL);"
	"INSERT INTO user_service SELECT id, 1 FROM user WHERE login IN ('ivy', 'dot');";

int looped_setup(void **state)
{
	if (world_setup(state))
		return -1;
	base_tamper(((struct world *)*state)->base, more_people);
	return 0;
}

enum grade cell_grade(const struct table *table, size_t row)
{
	enum grade grade = GRADE_NONE;

	assert_int_equal(grade_parse(table_cell(table, row, "grade"), &grade), 0);
	return grade;
}

bool cell_risk(const struct table *table, size_t row)
{
	return strcmp(table_cell(table, row, "risk"), "yes") == 0;
}

void looped_raise(struct world *world, struct audit *audit)
{
	assert_done(concern_raise(
		world->session, audit, 0, "Bruises", "the team manager", "12 Oct 2026 10:00"));
}

void looped_grade(struct world *world, struct audit *audit, enum grade grade)
{
	int overall = template_overall(audit->template)->seq;
	struct action action = {.what = (char *)"See the child",
		.measure = (char *)"A visit is on file",
		.reason = (char *)"So that she is heard",
		.owner_login = (char *)"ann",
		.due_on = date_from(2027, 1, 4),
		.start_on = DATE_NONE};

	world_fill(world, audit);
	if (grade == GRADE_GOOD)
		return;
	assert_done(audit_set_grade(world->session, audit, overall, grade, NULL));
	assert_done(audit_set_text(
		world->session, audit, PLACE_WHY_DIFFERS, "The whole is not its parts.", NULL));
	assert_done(audit_add_action(world->session, audit, &action));
}

// An audit of C1 led by bob, of the grade, submitted today. Its id.
int64_t looped_audit(struct world *world, enum grade grade, bool risk)
{
	char *ref = world_audit(world, "C1", "bob", "");
	struct audit *audit = world_open(world, "bob", ref);
	int64_t id = audit->id;

	if (risk)
		looped_raise(world, audit);
	looped_grade(world, audit, grade);
	assert_done(audit_submit(world->session, audit));
	audit_destroy(audit);
	free(ref);
	return id;
}

void looped_amend(struct world *world, int64_t id, const char *grade)
{
	struct audit *audit;
	int overall;

	world_as(world, "bob");
	audit = audit_open_id(world->session, id);
	assert_non_null(audit);
	overall = template_overall(audit->template)->seq;
	assert_done(audit_amend(world->session, audit, (struct spot){SPOT_GRADE, overall},
		grade, "Read again."));
	audit_destroy(audit);
}

static const struct loop_value answers[] = {{"note", "On file."}, {"attended", "All."},
	{"decisions", "A visit."}, {"by_whom", "Wendy"}, {"seen", "Yes"}, {"alone", "yes"},
	{"looked_at", "The file."}, {"in_place", "yes"}};

// What a step asks for, of those answers. Yours.
static struct loop_value *values_for(const char *step, size_t *count)
{
	struct loop_value *values = xcalloc(LENGTH(answers), sizeof(*values));
	size_t asked;
	const struct loop_field *fields = loop_fields(step, &asked);

	*count = 0;
	for (size_t i = 0; i < asked; i++)
		for (size_t j = 0; j < LENGTH(answers); j++)
			if (strcmp(fields[i].field, answers[j].field) == 0)
				values[(*count)++] = answers[j];
	return values;
}

static int part_of_post(const char *who, const char *post)
{
	char of[LOOP_POST];

	for (int part = 0; loop_part_post(who, part, of); part++)
		if (strcmp(of, post) == 0)
			return part;
	fail_msg("%s signs no part of %s", post, who);
	return -1;
}

// The newest open step of a code. To be finished.
struct loop_step looped_step(struct world *world, const char *code)
{
	struct loop_step step;
	char *sql =
		xasprintf("SELECT x.id FROM loop_step x JOIN loop_rule r ON r.id = x.rule_id "
			  "WHERE r.step = '%s' ORDER BY x.state = 1 DESC, x.id DESC",
			code);
	char *id = world_look(world, sql);

	world_as(world, "quinn");
	assert_non_null(id);
	assert_done(loop_load(world->session, strtoll(id, NULL, 10), &step));
	free(id);
	free(sql);
	return step;
}

int looped_sign(struct world *world, const char *who, const char *code, const char *post,
	date done_on, const char *late)
{
	struct loop_step step = looped_step(world, code);
	size_t count;
	struct loop_value *values = values_for(code, &count);
	struct loop_done done = {.part = post ? part_of_post(step.who, post) : -1,
		.done_on = done_on,
		.late_reason = late,
		.values = values,
		.count = count};
	int result;

	world_as(world, who);
	assert_int_equal(loop_may_sign(world->session, &step, done.part),
		done.part >= 0 && step.state == LOOP_OPEN &&
			!(step.signed_parts & 1u << done.part) &&
			loop_check_sign(world->session, &step, done.part) == 0);
	result = loop_sign(world->session, step.id, &done);
	free(values);
	loop_step_finish(&step);
	return result;
}
