// SPDX-License-Identifier: MIT
// The inside of the screens of a moderation: they stand on the guided audit's pages.
#pragma once

#include "core/moderation.h"
#include "tui/guide-private.h"
#include "tui/moderate.h"

// What Enter ends on ITEM_FINISH.
enum finish { FINISH_SEAL, FINISH_COMPLETE, FINISH_SETTLE };

// Is the auditor's grade still to be kept from the person?
bool moderate_sealed(const struct guide *guide);

// moderate-pages.c: what stands on the pages of who moderates.
extern const struct guide_mode moderate_mode;

// moderate-write.c: how it is written there.
typedef void item_writer(
	struct guide *guide, const struct item *item, struct paper *paper, bool focus);
item_writer moderate_write_compare, moderate_write_sides, moderate_write_own,
	moderate_write_said, moderate_write_verdict, moderate_write_took_part,
	moderate_write_settle, moderate_write_finish;

// What Enter does on them.
typedef int item_act(struct screen *screen, const struct item *item);
item_act moderate_act_compare, moderate_act_sides, moderate_act_own, moderate_act_said,
	moderate_act_verdict, moderate_act_took_part, moderate_act_settle, moderate_act_finish;

// "The auditor's rationale", "The moderator's commentary" ...: whose a text is. Borrowed.
const char *moderate_text_label(const struct guide *guide, enum part part, int place);

// A text of the person's own: its draft, else what stands. Borrowed.
const char *moderate_own_text(const struct guide *guide, int place);

// What is to be written at a place of one's own. Borrowed.
const char *moderate_hint(const struct guide *guide, int place);

// Why the auditor (PART_LEAD) or the moderator graded a domain so. Borrowed.
const char *moderate_why(const struct guide *guide, enum part part, int domain);

// moderate-act.c
int moderate_give(struct screen *screen, int domain, enum grade grade);
int moderate_decide(struct screen *screen, int domain, enum decision decision);
int moderate_seal(struct screen *screen);
int moderate_complete(struct screen *screen);
int moderate_say(struct screen *screen, enum verdict verdict); // of the verdict in focus
// After an act: shows what it did. Where the moderation became somebody else's meanwhile, it stays to be read.
int moderate_done(struct screen *screen, int result);

// moderate-text.c: writes one's own text at a place in the editor.
int moderate_write(struct screen *screen, int place);
// Reads texts side by side, or one (right NULL), in full.
int moderate_read(struct screen *screen, const char *title, const char *left_title,
	const char *left, const char *right_title, const char *right);

// moderate.c: on a narrow screen, the other side.
int moderate_turn_over(struct screen *screen);

// outcome-pages.c
extern const struct guide_mode outcome_mode;

// outcome-settle.c
void settle_recall(struct guide *guide);
int settle_grade(struct screen *screen, enum grade grade);
int settle_finish(struct screen *screen);
