// SPDX-License-Identifier: MIT
// The council of world.h with an action that was raised.
#pragma once

#include "core/tracker.h"
#include "test/world.h"

// An action of the submitted audit of C1 (team A; ann leads it), owned by bob of team B, due 2026-11-06.
struct raised {
	char *ref;
	int64_t id;
	struct action_row row; // as it stood when it was looked at last
};

struct raised raised_new(struct world *world);
void raised_look(struct world *world, struct raised *raised);
void raised_finish(struct raised *raised);

// Does an act with something that is allowed, but for right and state.
int raised_act(struct session *session, enum tracker_act act, const struct action *seen);

// Brings every audit and action to a state, by name; ann says that it is done, where it is.
void raised_state(struct world *world, const char *audit, const char *progress);
