// SPDX-License-Identifier: MIT
// The screen of what came of a moderation: for its auditor, who answers, and for who settles a dispute.
#include <stdio.h>
#include <stdlib.h>

#include "db/error.h"
#include "db/mem.h"
#include "tui/handover.h"
#include "tui/inadequate.h"
#include "tui/moderate-private.h"
#include "tui/prompt.h"

static int open_screen(struct screen *screen, const void *argument)
{
	struct guide *guide = guide_of(screen);

	guide->session = screen->session;
	guide->moderation = (struct moderation *)argument;
	guide->audit = guide->moderation->audit;
	guide->mode = &outcome_mode;
	guide->part = PART_LEAD;
	guide->writing = -1;
	settle_recall(guide);
	guide_begin(screen);
	guide_find_place(screen, "outcome");
	return 0;
}

static int send_answer(struct guide *guide, const char *text)
{
	if (prompt_yes("Give this answer now, for ever? n: it stays a draft") != 1)
		return 1;
	return moderation_answer(guide->session, guide->moderation, text);
}

static int send_dispute(struct guide *guide, const char *text)
{
	if (!prompt_word("A head of service or director who took no part settles it. It can be "
			 "disputed once.",
		    "dispute"))
		return 1;
	return moderation_dispute(guide->session, guide->moderation, text);
}

// The editor has closed: what was written is sent, or stays a draft.
static void offer_to_send(struct screen *screen)
{
	struct guide *guide = guide_of(screen);
	int place = guide->writing, result;
	char *text;

	guide->writing = -1;
	if ((place != PLACE_ANSWER && place != PLACE_DISPUTE) || !guide->audit->drafts[place] ||
		!*guide->audit->drafts[place]->text)
		return;
	text = xstrdup(guide->audit->drafts[place]->text);
	result = place == PLACE_ANSWER ? send_answer(guide, text) : send_dispute(guide, text);
	free(text);
	if (result == 1)
		view_say("It stays your draft: %s opens it again",
			place == PLACE_ANSWER ? "w" : "D");
	else if (moderate_done(screen, result) != 0)
		view_error();
	else
		view_say(place == PLACE_ANSWER ? "Your answer stands with the outcome"
					       : "Disputed: who settles it is told");
}

static void shown(struct screen *screen)
{
	guide_refresh(screen);
	offer_to_send(screen);
}

static int act(struct screen *screen)
{
	struct guide *guide = guide_of(screen);
	const struct item *item = guide_focus(guide);

	switch (item->kind) {
	case ITEM_HEADER:
	case ITEM_FEEDBACK:
	case ITEM_THEME:
	case ITEM_ACTION:
	case ITEM_GRADE:
	case ITEM_INDICATOR:
		return fail(ERROR_USAGE, "The audit itself is fixed: it is here to be read");
	default: return guide_act(screen);
	}
}

static int acknowledge(struct screen *screen)
{
	struct guide *guide = guide_of(screen);

	if (moderate_done(screen, moderation_acknowledge(guide->session, guide->moderation)) !=
		0)
		return -1;
	view_say("Acknowledged: it leaves your Home");
	return 0;
}

static int write_own(struct screen *screen, int place)
{
	struct guide *guide = guide_of(screen);

	if (!moderation_may_answer(guide->session, guide->moderation))
		return fail(ERROR_DENIED,
			"Only the lead auditor of a completed moderation "
			"answers or disputes it, and an imported one is past");
	if (place == PLACE_DISPUTE &&
		moderation_check_dispute(guide->session, guide->moderation) != 0)
		return -1;
	return moderate_write(screen, place);
}

static int answer(struct screen *screen)
{
	return write_own(screen, PLACE_ANSWER);
}

static int dispute(struct screen *screen)
{
	return write_own(screen, PLACE_DISPUTE);
}

static int go_settle(struct screen *screen)
{
	struct guide *guide = guide_of(screen);

	if (!moderation_may_settle(guide->session, guide->moderation))
		return fail(ERROR_DENIED, "There is no dispute here for you to settle: a head "
					  "of service or director "
					  "of its service does, who took no part");
	guide_find_place(screen, "settle");
	return 0;
}

static int write_here(struct screen *screen)
{
	struct guide *guide = guide_of(screen);

	if (guide_page(guide)->kind == PAGE_SETTLE)
		return moderate_write(screen, PLACE_COMMENTARY);
	return act(screen);
}

static int grade_outstanding(struct screen *screen)
{
	return settle_grade(screen, GRADE_OUTSTANDING);
}

static int grade_good(struct screen *screen)
{
	return settle_grade(screen, GRADE_GOOD);
}

static int grade_requires_improvement(struct screen *screen)
{
	return settle_grade(screen, GRADE_REQUIRES_IMPROVEMENT);
}

static int grade_inadequate(struct screen *screen)
{
	return settle_grade(screen, GRADE_INADEQUATE);
}

static int grade_na(struct screen *screen)
{
	return settle_grade(screen, GRADE_NOT_APPLICABLE);
}

static int it_stands(struct screen *screen)
{
	return settle_grade(screen, GRADE_NONE);
}

static int raise_concern(struct screen *screen)
{
	return guide_concern(screen, 0);
}

static int hand_over(struct screen *screen)
{
	return handover_ask(screen->session, guide_of(screen)->audit->ref);
}

static int loop(struct screen *screen)
{
	return inadequate_screen(screen->session, guide_of(screen)->audit->id);
}

static const struct key keys[] = {
	{{K_ENTER}, "open", "Read or fill in what is in focus", act},
	{{'a'}, "acknowledge", "You have read what came of the moderation", acknowledge},
	{{'w'}, "answer", "Write an answer, which stands with the outcome", answer},
	{{'D'}, "dispute", "Dispute the outcome, once, with your reason", dispute},
	{{'s'}, "settle", "To the page on which a dispute is settled", go_settle,
		NEEDS(RIGHT_SETTLE)},
	{{'v'}, "other side", "On a narrow screen: the auditor's side, the moderator's",
		moderate_turn_over},
	{{K_TAB, ']', K_CONTROL + K_RIGHT}, "next page", "The next page: the audit itself",
		guide_next_page},
	{{'t'}, "pages", "All pages, to choose from", guide_choose_page},
	{{'L'}, "loop", "Its steps, actions and clocks on a time line", loop, .quiet = true},
	{{'e'}, "write", "Write the reason, where a dispute is settled", write_here,
		.quiet = true},
	{{'o'}, "Outstanding", "It is settled as Outstanding", grade_outstanding,
		.quiet = true},
	{{'g'}, "Good", "It is settled as Good", grade_good, .quiet = true},
	{{'r'}, "Requires Improvement", "It is settled as Requires Improvement",
		grade_requires_improvement, .quiet = true},
	{{'i'}, "Inadequate", "It is settled as Inadequate", grade_inadequate, .quiet = true},
	{{'x'}, "not applicable", "It is settled as not applicable", grade_na, .quiet = true},
	{{'-', K_DELETE, K_BACKSPACE}, "it stands", "The moderated grade stands", it_stands,
		.quiet = true},
	{{'!', K_F1 + 1}, "child at risk", "Raise an immediate safety concern, at once",
		raise_concern, .quiet = true},
	{{'O'}, "hand over", "Write the outcome to a file, for practitioner or family",
		hand_over, .quiet = true},
	{{' '}, "page on", "A screen down", guide_page_down, .quiet = true},
	{{0}},
};

static int may_here(struct screen *screen, enum right right)
{
	return 0; // each act says itself who may
}

static void status(struct screen *screen, char *text, size_t size)
{
	const struct guide *guide = guide_of(screen);
	const struct item *item = guide_focus(guide);

	switch (item->kind) {
	case ITEM_COMPARE:
	case ITEM_SIDES: snprintf(text, size, "Enter reads both reasons in full"); break;
	case ITEM_PROMPT:
	case ITEM_TEXT: snprintf(text, size, "Enter reads it in full"); break;
	case ITEM_SAID:
	case ITEM_OWN_TEXT:
	case ITEM_SETTLE:
	case ITEM_FINISH: snprintf(text, size, "%s", guide_item_types[item->kind].enter); break;
	default: snprintf(text, size, "To read only");
	}
}

// What is left of it to do for the person.
static bool offers(const struct screen *screen, const struct key *row)
{
	const struct guide *guide = screen->state;
	const struct moderation *moderation = guide->moderation;
	bool answers = moderation_may_answer(guide->session, moderation);

	if (row->run == acknowledge)
		return answers && !moderation->acknowledged_at;
	if (row->run == dispute)
		return answers && moderation_check_dispute(guide->session, moderation) == 0;
	if (row->run == answer)
		return answers;
	return row->run != go_settle || moderation_may_settle(guide->session, moderation);
}

static void describe(struct screen *screen, char *text, size_t size)
{
	const struct guide *guide = guide_of(screen);

	// What it is comes first: the end is cut off where there is no room.
	snprintf(text, size, "Outcome %s  %s  case %s", guide->audit->ref,
		moderation_state_name(guide->moderation->state), guide->audit->case_ref);
}

int outcome_open(struct session *session, struct moderation *moderation)
{
	static const struct view view = {
		.name = "outcome",
		.title = "Outcome",
		.help = "What came of a moderation: what was changed and why, and what is to "
			"be "
			"learned. The audit itself stands on the pages behind. Its lead "
			"auditor "
			"acknowledges it, may answer, and may dispute it once within 20 "
			"working days; "
			"a head of service or director who took no part settles a dispute. "
			"Nothing "
			"that anybody wrote is overwritten.",
		.size = sizeof(struct guide),
		.keys = keys,
		.open = open_screen,
		.close = guide_close,
		.shown = shown,
		.paint = guide_paint,
		.describe = describe,
		.offers = offers,
		.status = status,
		.may = may_here,
	};

	return view_open(session, &view, moderation);
}
