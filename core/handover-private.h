// SPDX-License-Identifier: MIT
// What the two versions of an outcome are made from.
#pragma once

#include "core/audit.h"
#include "core/handover.h"
#include "core/loop.h"
#include "core/mask.h"
#include "core/prose.h"

struct handover {
	struct session *session;
	struct audit *audit;
	struct loop_step *steps; // those of closing the loop; HANDOVER_RECORD only
	size_t step_count;
	struct mask mask; // HANDOVER_FAMILY only
	struct prose prose;
	const char *head; // of the trail, with this act in it
};

// Write the whole document. -1 with the error set.
int handover_record(struct handover *handover);
int handover_family(struct handover *handover);

// Sections of the record: what followed (core/handover-after.c).
void handover_actions(struct handover *handover);
void handover_steps(struct handover *handover);
void handover_concerns(struct handover *handover);
void handover_amendments(struct handover *handover);

// A pair with a day; nothing for DATE_NONE.
void handover_day(struct handover *handover, const char *name, date day);
