// SPDX-License-Identifier: MIT
// The council of world.h with one audit in any state of its moderation.
#include "test/test.h"

#include <stdlib.h>

#include "db/error.h"
#include "test/moderated.h"

static const char managers[] =
	"INSERT INTO user (login, name, post, roles) VALUES ('ida', 'Ida Iron', 'service "
	"manager', 2), ('ivy', 'Ivy Inn', 'head of service', 2);"
	"INSERT INTO user_service SELECT id, 1 FROM user WHERE login IN ('ida', 'ivy');";

int moderated_setup(void **state)
{
	struct world *world;

	if (world_setup(state))
		return -1;
	world = *state;
	base_tamper(world->base, managers);
	return 0;
}

int64_t moderated_audit(struct world *world)
{
	char *ref = world_audit(world, "C1", "ann", "bob");
	struct audit *audit = world_open(world, "bob", ref);
	int64_t id = audit->id;

	assert_done(audit_set_grade(world->session, audit, 2, GRADE_INADEQUATE, NULL));
	audit_destroy(audit);
	audit = world_open(world, "ann", ref);
	world_fill(world, audit);
	assert_done(audit_submit(world->session, audit));
	audit_destroy(audit);
	free(ref);
	return id;
}

struct moderation *moderation_as(struct world *world, const char *login, int64_t audit_id)
{
	struct moderation *moderation;

	world_as(world, login);
	moderation = moderation_open(world->session, audit_id);
	if (!moderation)
		fail_msg("failed: %s", error_message());
	return moderation;
}

void moderated_grade(struct world *world, struct moderation *moderation)
{
	for (size_t i = 0; i < moderation->audit->template->domain_count; i++)
		assert_done(moderation_grade(world->session, moderation, (int)i,
			i ? GRADE_GOOD : GRADE_REQUIRES_IMPROVEMENT));
}

static void type(
	struct world *world, struct moderation *moderation, int place, const char *text)
{
	assert_done(draft_save(world->session, moderation->audit, place, text, 0));
}

void moderated_decide(struct world *world, struct moderation *moderation)
{
	struct session *session = world->session;

	for (size_t i = 0; i < moderation->audit->template->domain_count; i++)
		assert_done(moderation_decide(session, moderation, (int)i,
			i ? DECISION_UPHELD : DECISION_CHANGED,
			i ? GRADE_NONE : GRADE_REQUIRES_IMPROVEMENT));
	for (int i = 0; i < VERDICT_COUNT; i++)
		assert_done(moderation_set_verdict(
			session, moderation, (enum verdict_on)i, VERDICT_PARTLY));
	assert_done(moderation_set_took_part(session, moderation, true));
	type(world, moderation, PLACE_RATIONALE, "The child is not heard in the plan.");
	type(world, moderation, PLACE_COMMENTARY, MODERATED_COMMENTARY);
	type(world, moderation, PLACE_GOOD_PRACTICE, "The genogram drawn with the child.");
}

static void moderate_to(struct world *world, int64_t id, enum moderation_state state)
{
	struct moderation *moderation = moderation_as(world, "sam", id);

	if (state >= MODERATION_GRADING)
		assert_done(moderation_start(world->session, moderation));
	if (state >= MODERATION_REVEALED) {
		moderated_grade(world, moderation);
		assert_done(moderation_seal(world->session, moderation));
	}
	if (state >= MODERATION_COMPLETED) {
		moderated_decide(world, moderation);
		assert_done(moderation_complete(world->session, moderation));
	}
	moderation_destroy(moderation);
}

static void settle(struct world *world, int64_t id)
{
	struct moderation *moderation = moderation_as(world, "ivy", id);
	enum grade grades[TEMPLATE_DOMAINS_MAX];

	for (int i = 0; i < TEMPLATE_DOMAINS_MAX; i++)
		grades[i] = i ? GRADE_NONE : GRADE_GOOD;
	assert_done(moderation_settle(
		world->session, moderation, grades, "The child's words are in the plan."));
	moderation_destroy(moderation);
}

int64_t moderated_to(struct world *world, enum moderation_state state)
{
	int64_t id = moderated_audit(world);
	struct moderation *moderation;
	char *ref = world_look(world, "SELECT max(ref) FROM audit");

	world_as(world, "quinn");
	assert_done(moderation_add(world->session, ref, "sam", "asked for"));
	free(ref);
	moderate_to(world, id, state);
	if (state >= MODERATION_DISPUTED) {
		moderation = moderation_as(world, "ann", id);
		assert_done(moderation_dispute(
			world->session, moderation, "Her words stand on page two."));
		moderation_destroy(moderation);
	}
	if (state >= MODERATION_SETTLED)
		settle(world, id);
	return id;
}
