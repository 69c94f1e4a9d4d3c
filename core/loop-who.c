// SPDX-License-Identifier: MIT
// Who may sign which part of a step.
#include <string.h>

#include "core/loop-private.h"
#include "db/error.h"
#include "db/mem.h"

#define WORKER "social worker"

// Posts that stand in for another: who stands above signs as well.
static const struct {
	const char *part, *post;
} stands_in[] = {
	{"team manager", "early help team leader"},
	{"service manager", "head of service"},
	{"service manager", "service director"},
	{"head of service", "service director"},
};

bool loop_holds(const struct session *session, const char *part)
{
	const char *post = session->me.post;

	if (strcmp(part, LOOP_QA) == 0)
		return session->me.roles & ROLE_QA;
	if (strcmp(part, WORKER) == 0 || strcmp(part, post) == 0)
		return true;
	for (size_t i = 0; i < LENGTH(stands_in); i++)
		if (strcmp(stands_in[i].part, part) == 0 &&
			strcmp(stands_in[i].post, post) == 0)
			return true;
	return false;
}

int loop_check_sign(const struct session *session, const struct loop_step *step, int part)
{
	struct subject subject = loop_subject(step);
	char post[LOOP_POST];

	if (!loop_part_post(step->who, part, post))
		return fail(ERROR_MISSING, "%s has no such part: %s sign it", step->name,
			step->who);
	if (strcmp(step->step, LOOP_REVIEW) == 0)
		return fail(ERROR_DATA,
			"a review is done by submitting its audit%s%s: nobody signs it",
			*step->review_ref ? " " : "", step->review_ref);
	if (require(session, RIGHT_LOOP, &subject))
		return -1;
	if (step->signed_by_me)
		return fail(ERROR_DENIED,
			"%s signed a part of this already: one person signs one part",
			session->me.login);
	if (!loop_holds(session, post))
		return fail(ERROR_DENIED, "%s may not sign as %s: %s does", session->me.login,
			loop_post_words(post),
			strcmp(post, LOOP_QA) == 0 ? "somebody of the QA team"
						   : "who holds that post or stands above it");
	return 0;
}

bool loop_may_sign(const struct session *session, const struct loop_step *step, int part)
{
	struct subject subject = loop_subject(step);
	char post[LOOP_POST];

	return step->state == LOOP_OPEN && loop_part_post(step->who, part, post) &&
	       !(step->signed_parts & 1u << part) && !step->signed_by_me &&
	       strcmp(step->step, LOOP_REVIEW) != 0 && may(session, RIGHT_LOOP, &subject) &&
	       loop_holds(session, post);
}

int loop_part_of(const struct session *session, const struct loop_step *step)
{
	for (int part = 0; part < loop_parts(step->who); part++)
		if (loop_may_sign(session, step, part))
			return part;
	return -1;
}
