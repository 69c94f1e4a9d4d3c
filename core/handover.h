// SPDX-License-Identifier: MIT
// The outcome of one audit, to hand over: the single record for practitioner and supervision, or in plain words for
// the family.
#pragma once

#include <stdio.h>

#include "core/session.h"

enum handover_reader {
	HANDOVER_RECORD, // practitioner and supervision
	HANDOVER_FAMILY,
};

struct handover_wish {
	const char *ref; // of the audit
	enum handover_reader reader;
	bool html; // else text of 78 columns
};

// Writes it to out, or to the file at path (core/output.h: whole or not at all; NULL or "-": out). Whoever may see the
// audit (RIGHT_SEE) and does not have to moderate it blind, once it is completed. An act in the trail, verb
// "hand over", besides the look. -1: 65 there is no outcome yet, or it was withdrawn; 66; 77; 73 and 74 of the file.
//
// The record: who and when; the grades of lead, peer, moderator and settler side by side with the final one; for each
// domain what its final grade looks like, what was seen of it, and everybody's rationale; findings, learning,
// moderation, feedback, themes, actions, steps, safety concerns and amendments as they stand today.
//
// For the family nothing is told but: what each grade means in everyday words, what child, parents and carers said,
// and what the actions for this case are and how far. No names of staff who are known here (core/mask.h), no reference
// but the audit's, nothing that was written for professionals: no rationale, no reason why somebody was not
// heard, no safety concern.
int handover_write(
	struct session *session, const struct handover_wish *wish, FILE *out, const char *path);

// What whoever hands the family's version over must know first. Borrowed.
extern const char handover_family_note[];
