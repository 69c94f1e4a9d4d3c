// SPDX-License-Identifier: MIT
// The council of world.h with one audit in any state of its moderation.
#pragma once

#include "core/moderation.h"
#include "test/world.h"

// On top of world.h: ida, a service manager, and ivy, a head of service, answer for Assessment like sam.
int moderated_setup(void **state);

// An audit of case C1 by ann, with bob as its peer: every domain Good (bob: Plan Inadequate), submitted. Its id.
int64_t moderated_audit(struct world *world);

// The same, selected by quinn for sam and brought to a state, as of 12 October 2026: sam grades all Good but the first
// domain, which is Requires Improvement and changed to that; ann disputes; ivy settles that it is Good.
int64_t moderated_to(struct world *world, enum moderation_state state);

// Opens a moderation as somebody; ends the test where that fails.
struct moderation *moderation_as(struct world *world, const char *login, int64_t audit_id);

// Grades every domain as sam does.
void moderated_grade(struct world *world, struct moderation *moderation);

// Decides all, types the reason and the commentary, judges the audit.
void moderated_decide(struct world *world, struct moderation *moderation);

#define MODERATED_COMMENTARY                                                                   \
	"Ann wrote clearly what life is like for this child; the plan could have said sooner " \
	"who would do what when school broke up."
