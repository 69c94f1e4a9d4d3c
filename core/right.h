// SPDX-License-Identifier: MIT
// Who may do what: the table of design section 2, decided here and nowhere else.
#pragma once

#include "core/session.h"

enum right {
	RIGHT_SEE,   // read an audit
	RIGHT_WRITE, // write an audit that is allocated or in draft
	RIGHT_AMEND, // correct an audit that is submitted, with a reason
	RIGHT_MODERATE,
	RIGHT_SETTLE, // a dispute about a moderation
	RIGHT_LOOP,   // loop steps, progress of actions
	RIGHT_VERIFY, // verify and close an action
	RIGHT_SAMPLE, // draw and allocate
	RIGHT_IMPORT, // load cases, audits and actions from files
	RIGHT_TEMPLATE,
	RIGHT_REPORT,    // reports and exports
	RIGHT_ADMIN,     // users, teams, services, settings, backup, retention
	RIGHT_TRAIL,     // read the trail
	RIGHT_CHALLENGE, // Confirm and Challenge: see what is on its agenda, record its outcomes
	RIGHT_LIBRARY,   // keep the exemplars of good practice
	RIGHT_COUNT
};

// What a right is asked about. Ids of 0: none, or nobody known.
struct subject {
	int64_t lead_id, peer_id;
	int64_t team_id, service_id;
	bool submitted;       // or moderated or closed; a withdrawn audit counts as submitted
	int64_t moderator_id; // who moderates or moderated it
	int64_t owner_id;     // of an action
	int64_t said_id;      // who says that an action is done
	int64_t actor_id;     // of a row of the trail
};

// Whether the session's person has the right on the subject. With subject NULL: whether they have it
// on anything at all, which is what a menu needs.
bool may(const struct session *session, enum right right, const struct subject *subject);

// The same as 0, or -1 (77) with a message that says who may.
int require(const struct session *session, enum right right, const struct subject *subject);

// True where the person's right reaches over the whole council, false where only over parts or nothing.
bool may_everywhere(const struct session *session, enum right right);

// True where the service is one the person answers for as a moderator.
bool answers_for(const struct session *session, int64_t service_id);
