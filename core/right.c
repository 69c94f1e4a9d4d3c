// SPDX-License-Identifier: MIT
// Who may do what: the table of design section 2, decided here and nowhere else.
#include "core/post.h"
#include "core/right.h"
#include "db/error.h"
#include "db/mem.h"

// How far a right of one role reaches. They add up: any one of them is enough.
enum reach {
	NOWHERE = 0,
	OWN = 1,            // audits they lead or are peer in, before submission
	OWN_SUBMITTED = 2,  // the same, after submission
	TEAM = 4,           // the own team's
	TEAM_SUBMITTED = 8, // the own team's, once submitted
	SERVICES = 16,      // the services they answer for
	EVERYWHERE = 32,
	OWN_ACTS = 64,     // what they did themselves
	OWN_ACTIONS = 128, // the actions they own, once the audit is submitted
};

// What takes a right away whatever the role gives.
enum bar {
	NO_BAR,
	TOOK_PART,      // nobody moderates an audit they took part in
	TOOK_PART_EVER, // nor settles a dispute about an audit they took part in or moderated
	OWNS, // the owner of an action does not verify it, nor who says that it is done
};

static const struct {
	unsigned auditor, moderator, qa, admin;
	enum bar bar;
	const char *what, *who;
	bool heads; // of moderators, those only whose post stands over a whole service
} rights[RIGHT_COUNT] = {
	[RIGHT_SEE] = {OWN | OWN_SUBMITTED | TEAM_SUBMITTED, SERVICES, EVERYWHERE, NOWHERE,
		NO_BAR, "see this audit",
		"its auditors, its team once submitted, its service's senior managers and QA "
		"do"},
	[RIGHT_WRITE] = {OWN, NOWHERE, NOWHERE, NOWHERE, NO_BAR, "write in this audit",
		"its lead and peer auditor do, until it is submitted"},
	[RIGHT_AMEND] = {OWN_SUBMITTED, NOWHERE, NOWHERE, NOWHERE, NO_BAR, "amend this audit",
		"its lead and peer auditor do, once it is submitted"},
	[RIGHT_MODERATE] = {NOWHERE, SERVICES, NOWHERE, NOWHERE, TOOK_PART,
		"moderate this audit",
		"senior managers of its service do, if they took no part in it"},
	[RIGHT_SETTLE] = {NOWHERE, SERVICES, NOWHERE, NOWHERE, TOOK_PART_EVER,
		"settle this dispute",
		"a head of service or director of its service does, who took no part in it"},
	[RIGHT_LOOP] = {TEAM | OWN_ACTIONS, SERVICES | OWN_ACTIONS, EVERYWHERE, NOWHERE, NO_BAR,
		"report progress on this",
		"its team, its service's senior managers and QA do, and the owner of an "
		"action"},
	[RIGHT_VERIFY] = {NOWHERE, NOWHERE, EVERYWHERE, NOWHERE, OWNS, "verify this action",
		"QA does, never the action's owner nor who says that it is done"},
	[RIGHT_SAMPLE] = {NOWHERE, NOWHERE, EVERYWHERE, NOWHERE, NO_BAR,
		"select or allocate cases", "QA does"},
	// Loading the frame and the past shows nothing of them, and it is an administrator who sets a
	// database up: the table of the design is silent here.
	[RIGHT_IMPORT] = {NOWHERE, NOWHERE, EVERYWHERE, EVERYWHERE, NO_BAR,
		"import cases, audits or actions", "QA and administrators do"},
	[RIGHT_TEMPLATE] = {NOWHERE, NOWHERE, EVERYWHERE, NOWHERE, NO_BAR, "change templates",
		"QA does"},
	[RIGHT_REPORT] = {NOWHERE, SERVICES, EVERYWHERE, NOWHERE, NO_BAR,
		"report on or export this",
		"QA does, and senior managers for their own services"},
	[RIGHT_ADMIN] = {NOWHERE, NOWHERE, NOWHERE, EVERYWHERE, NO_BAR,
		"administer this database", "an administrator does"},
	[RIGHT_TRAIL] = {OWN_ACTS, OWN_ACTS | SERVICES, EVERYWHERE, EVERYWHERE, NO_BAR,
		"read this trail",
		"QA and administrators do, senior managers for their own services, everybody "
		"for their own acts"},
	// The meeting is of directors (brief section 4): the table of the design is silent here too.
	[RIGHT_CHALLENGE] = {NOWHERE, SERVICES, EVERYWHERE, NOWHERE, NO_BAR,
		"do this at Confirm and Challenge",
		"QA does, and the heads of service and directors of its service", true},
	[RIGHT_LIBRARY] = {NOWHERE, NOWHERE, EVERYWHERE, NOWHERE, NO_BAR,
		"keep the practice library", "QA does"},
};

static unsigned reach_of(const struct session *session, enum right right)
{
	unsigned roles = session->me.roles, reach = NOWHERE;

	if (roles & ROLE_AUDITOR)
		reach |= rights[right].auditor;
	if (roles & ROLE_MODERATOR && (!rights[right].heads || post_is_head(session->me.post)))
		reach |= rights[right].moderator;
	if (roles & ROLE_QA)
		reach |= rights[right].qa;
	if (roles & ROLE_ADMIN)
		reach |= rights[right].admin;
	return reach;
}

bool answers_for(const struct session *session, int64_t service_id)
{
	for (size_t i = 0; i < session->me.service_count; i++)
		if (session->me.services[i] == service_id)
			return true;
	return false;
}

static bool took_part(const struct session *session, const struct subject *subject)
{
	return session->me.id == subject->lead_id || session->me.id == subject->peer_id;
}

static bool barred(const struct session *session, enum bar bar, const struct subject *subject)
{
	bool moderated = session->me.id == subject->moderator_id;

	return ((bar == TOOK_PART || bar == TOOK_PART_EVER) && took_part(session, subject)) ||
	       (bar == TOOK_PART_EVER && (moderated || !post_is_head(session->me.post))) ||
	       (bar == OWNS && (session->me.id == subject->owner_id ||
				       session->me.id == subject->said_id));
}

static bool reaches(
	const struct session *session, unsigned reach, const struct subject *subject)
{
	bool own = took_part(session, subject);
	bool team = session->me.team_id && session->me.team_id == subject->team_id;

	return reach & EVERYWHERE || (reach & OWN && own && !subject->submitted) ||
	       (reach & OWN_SUBMITTED && own && subject->submitted) || (reach & TEAM && team) ||
	       (reach & TEAM_SUBMITTED && team && subject->submitted) ||
	       (reach & SERVICES && answers_for(session, subject->service_id)) ||
	       (reach & OWN_ACTS && session->me.id == subject->actor_id) ||
	       (reach & OWN_ACTIONS && subject->submitted &&
		       session->me.id == subject->owner_id);
}

bool may(const struct session *session, enum right right, const struct subject *subject)
{
	unsigned reach = reach_of(session, right);

	if (!subject)
		return reach != NOWHERE;
	return reaches(session, reach, subject) && !barred(session, rights[right].bar, subject);
}

int require(const struct session *session, enum right right, const struct subject *subject)
{
	if (may(session, right, subject))
		return 0;
	return fail(ERROR_DENIED, "%s may not %s: %s", session->me.login, rights[right].what,
		rights[right].who);
}

bool may_everywhere(const struct session *session, enum right right)
{
	return reach_of(session, right) & EVERYWHERE;
}
