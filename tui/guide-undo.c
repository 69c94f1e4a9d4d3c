// SPDX-License-Identifier: MIT
// Taking back what was done in a draft: the last steps of this visit, one by one.
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "db/mem.h"
#include "tui/guide-private.h"

struct undo *guide_remember_other(struct guide *guide, enum undo_kind kind)
{
	struct undo *undo;

	guide->undo =
		xgrow(guide->undo, guide->undo_count, &guide->undo_room, sizeof(*guide->undo));
	undo = &guide->undo[guide->undo_count++];
	*undo = (struct undo){.kind = kind, .spot = SPOT_NONE};
	return undo;
}

void guide_remember(struct guide *guide, struct spot spot)
{
	const struct audit *audit = guide->audit;
	struct undo *undo = guide_remember_other(guide, UNDO_SPOT);

	undo->spot = spot;
	if (spot.kind == SPOT_GRADE)
		undo->value = (int)audit->judgements[guide->part][spot.number].grade;
	else if (spot.kind == SPOT_ANSWER)
		undo->value = (int)audit->answers[guide->part][spot.number].value;
	else if (spot.kind == SPOT_HEADER)
		undo->text = xstrdup(audit->header[spot.number]);
	else if (spot.kind == SPOT_TEXT)
		undo->text = xstrdup(audit->texts[guide->part][spot.number].text);
	else if (spot.kind == SPOT_FEEDBACK) {
		undo->value = (int)audit->feedback[spot.number].obtained;
		undo->text = xstrdup(audit->feedback[spot.number].means);
	}
}

static void finish(struct undo *undo)
{
	free(undo->text);
	action_finish(&undo->action);
}

void guide_forget(struct guide *guide)
{
	if (guide->undo_count)
		finish(&guide->undo[--guide->undo_count]);
}

void guide_undo_free(struct guide *guide)
{
	while (guide->undo_count)
		guide_forget(guide);
	free(guide->undo);
}

static int restore_spot(struct guide *guide, const struct undo *undo)
{
	struct session *session = guide->session;
	struct audit *audit = guide->audit;
	int number = undo->spot.number;

	switch (undo->spot.kind) {
	case SPOT_GRADE:
		return audit_set_grade(session, audit, number, (enum grade)undo->value, NULL);
	case SPOT_ANSWER:
		return audit_set_answer(
			session, audit, number, (enum answer_value)undo->value, NULL);
	case SPOT_HEADER: return audit_set_header(session, audit, number, undo->text, NULL);
	case SPOT_TEXT: return audit_set_text(session, audit, number, undo->text, NULL);
	case SPOT_FEEDBACK:
		return audit_set_feedback(session, audit, (enum source)number,
			(enum obtained)undo->value, undo->text, NULL);
	default: return 0;
	}
}

// The index of an action by its id; -1 where it is gone.
static int index_of(const struct audit *audit, int64_t id)
{
	for (size_t i = 0; i < audit->action_count; i++)
		if (audit->actions[i].id == id)
			return (int)i;
	return fail(ERROR_MISSING, "That action is gone meanwhile");
}

static int restore_action(struct guide *guide, const struct undo *undo)
{
	int index = index_of(guide->audit, undo->id);

	if (index < 0)
		return -1;
	if (undo->kind == UNDO_ACTION)
		return audit_drop_action(guide->session, guide->audit, (size_t)index);
	return audit_change_action(
		guide->session, guide->audit, (size_t)index, &undo->action, NULL);
}

static int restore(struct guide *guide, const struct undo *undo)
{
	struct session *session = guide->session;
	struct audit *audit = guide->audit;

	switch (undo->kind) {
	case UNDO_SPOT: return restore_spot(guide, undo);
	case UNDO_TICK: return audit_set_tick(session, audit, undo->id, false);
	case UNDO_UNTICK: return audit_set_tick(session, audit, undo->id, true);
	case UNDO_THEME: return audit_drop_theme(session, audit, undo->id);
	case UNDO_NO_THEME:
		return audit_add_theme(session, audit, undo->text, (enum aspect)undo->aspect);
	case UNDO_ACTION:
	case UNDO_ACTION_AS_IT_WAS: return restore_action(guide, undo);
	case UNDO_NO_ACTION: return audit_add_action(session, audit, &undo->action);
	}
	return 0;
}

int guide_undo(struct screen *screen)
{
	struct guide *guide = guide_of(screen);
	struct undo undo;
	char *label;

	if (guide_may_write(guide, false) != 0)
		return -1;
	if (guide->undo_count == 0)
		return fail(
			ERROR_USAGE, "There is nothing to undo since you opened this audit");
	undo = guide->undo[--guide->undo_count];
	if (restore(guide, &undo) != 0) {
		finish(&undo);
		guide_refresh(screen);
		return -1;
	}
	guide_refresh(screen);
	if (undo.kind == UNDO_SPOT) {
		guide_jump(screen, undo.spot);
		label = audit_spot_label(guide->audit, undo.spot);
		view_say("Undone: %s", label);
		free(label);
	} else {
		view_say("Undone");
	}
	finish(&undo);
	return 0;
}
