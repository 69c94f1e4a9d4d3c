// SPDX-License-Identifier: MIT
// The guided audit's screen: opening it where it was left, its keys, leaving it.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/moderation.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/guide-private.h"
#include "tui/handover.h"
#include "tui/inadequate.h"
#include "tui/prompt.h"
#include "tui/screens.h"

struct opening {
	int64_t id;
	const char *page;
};

struct guide *guide_of(struct screen *screen)
{
	return screen->state;
}

// The first safety concern that nobody has answered yet.
static void go_concern(struct screen *screen)
{
	const struct audit *audit = guide_of(screen)->audit;
	size_t i = 0;

	while (i < audit->concern_count && audit->concerns[i].answered)
		i++;
	guide_jump(screen, (struct spot){SPOT_CONCERN, (int)i});
}

// Back to where the person stood, or to the page asked for.
void guide_find_place(struct screen *screen, const char *page)
{
	struct guide *guide = guide_of(screen);
	const struct bookmark *bookmark = &guide->audit->bookmark;
	const char *code = page ? page : bookmark->page;
	int item = page ? 0 : bookmark->item;

	for (size_t i = 0; code && i < guide->page_count; i++)
		if (strcasecmp(guide->pages[i].code, code) == 0) {
			guide_show(screen, i);
			break;
		}
	if (item > 0 && (size_t)item < guide->item_count &&
		guide_item_types[guide->items[item].kind].focus)
		guide->item = (size_t)item;
	if (page && strcmp(page, GUIDE_CONCERN) == 0)
		go_concern(screen);
}

// Says since when something typed waits, so that no draft comes back unannounced, and goes to
// the last of them unless another page was asked for.
static void tell_drafts(struct screen *screen, bool go)
{
	const struct guide *guide = guide_of(screen);
	const struct draft *last = NULL;
	struct spot spot = {SPOT_TEXT, 0};
	size_t count = 0;
	char *label, when[32];

	for (int place = 0; place < PLACE_COUNT; place++) {
		const struct draft *draft = guide->audit->drafts[place];

		count += draft != NULL;
		if (draft && (!last || strcmp(draft->saved_at, last->saved_at) > 0)) {
			last = draft;
			spot.number = place;
		}
	}
	if (!last) {
		if (go && guide->writable && guide->audit->bookmark.left_at)
			view_say("Back where you left it, %s",
				session_show_moment(
					guide->session, guide->audit->bookmark.left_at, when));
		return;
	}
	if (go)
		guide_jump(screen, spot);
	label = audit_spot_label(guide->audit, spot);
	view_say("Your draft of %s stands since %s%s", label,
		session_show_moment(guide->session, last->saved_at, when),
		count > 1 ? ", and others: c lists them" : ": Enter opens it");
	free(label);
}

void guide_begin(struct screen *screen)
{
	struct guide *guide = guide_of(screen);

	guide->session = screen->session;
	guide->grade = GRADE_GOOD;
	guide_refresh(screen);
	view_focus(screen, guide, guide_move_keys);
}

static int open_guide(struct screen *screen, const void *argument)
{
	const struct opening *opening = argument;
	struct guide *guide = guide_of(screen);

	guide->audit = audit_open_id(screen->session, opening->id);
	if (!guide->audit || audit_links(screen->session, guide->audit, &guide->links,
				     &guide->link_count) != 0)
		return -1;
	guide->part = guide->audit->part == PART_PEER ? PART_PEER : PART_LEAD;
	guide_begin(screen);
	guide_find_place(screen, opening->page);
	tell_drafts(screen, !opening->page);
	return 0;
}

void guide_close(struct screen *screen)
{
	struct guide *guide = guide_of(screen);

	guide_items_free(guide);
	guide_undo_free(guide);
	missing_free(guide->missing, guide->missing_count);
	audit_links_free(guide->links, guide->link_count);
	conflict_finish(&guide->late);
	free(guide->amended);
	free(guide->sought);
	free(guide->items);
	free(guide->pages);
	if (guide->moderation)
		moderation_destroy(guide->moderation);
	else
		audit_destroy(guide->audit);
}

// Keeps the place; a failure (a full disk, a busy file) is no reason to hold the person back.
void guide_keep(struct screen *screen)
{
	struct guide *guide = guide_of(screen);

	bookmark_save(guide->session, guide->audit, guide_page(guide)->code, (int)guide->item);
}

static int leave(struct screen *screen)
{
	guide_keep(screen);
	return 0;
}

static void shown(struct screen *screen)
{
	struct guide *guide = guide_of(screen);

	if (guide->answering && audit_reload(guide->session, guide->audit) != 0)
		view_error();
	guide->answering = false;
	guide_refresh(screen);
	if (guide->amending && guide->amended)
		guide_amend_to(screen, guide->amended);
	else if (guide->late_asks)
		guide_open_conflict(screen);
}

static int may_here(struct screen *screen, enum right right)
{
	return right == RIGHT_WRITE ? guide_may_write(guide_of(screen), false) : 0;
}

int guide_act(struct screen *screen)
{
	const struct item *item = guide_focus(guide_of(screen));
	const struct item_type *type = &guide_item_types[item->kind];

	return type->act ? type->act(screen, item) : 0;
}

// The text that belongs to the item in focus.
static int write_here(struct screen *screen)
{
	struct guide *guide = guide_of(screen);
	const struct item *item = guide_focus(guide);
	const struct domain *domain = guide_domain(guide);

	if (item->kind == ITEM_GRADE || item->kind == ITEM_INDICATOR)
		return guide_write_text(screen, domain->overall && guide->part != PART_PEER
							? PLACE_SUMMARY
							: PLACE_RATIONALE + (int)domain->seq);
	if (item->kind == ITEM_FEEDBACK && item + 1 < guide->items + guide->item_count &&
		item[1].kind == ITEM_TEXT)
		return guide_write_text(screen, item[1].number);
	return guide_act(screen);
}

// One letter, by what is in focus: an answer, feedback, or a grade.
static int choose(struct screen *screen, enum answer_value value, const char *letter)
{
	const struct item *item = guide_focus(guide_of(screen));

	if (item->kind == ITEM_PROMPT)
		return guide_answer(screen, value);
	if (item->kind == ITEM_FEEDBACK && (value == ANSWER_YES || value == ANSWER_NO))
		return guide_obtained(
			screen, item, value == ANSWER_YES ? OBTAINED_YES : OBTAINED_NO);
	return fail(ERROR_USAGE, "%s answers a prompt: go to one first", letter);
}

static int answer_yes(struct screen *screen)
{
	return choose(screen, ANSWER_YES, "y");
}

static int answer_partly(struct screen *screen)
{
	return choose(screen, ANSWER_PARTLY, "p");
}

static int answer_no(struct screen *screen)
{
	return choose(screen, ANSWER_NO, "n");
}

static int answer_na(struct screen *screen)
{
	if (guide_focus(guide_of(screen))->kind == ITEM_PROMPT)
		return guide_answer(screen, ANSWER_NOT_APPLICABLE);
	return guide_grade(screen, GRADE_NOT_APPLICABLE);
}

static int take_back(struct screen *screen)
{
	const struct item *item = guide_focus(guide_of(screen));

	if (item->kind == ITEM_PROMPT)
		return guide_answer(screen, ANSWER_NONE);
	if (item->kind == ITEM_FEEDBACK)
		return guide_obtained(screen, item, OBTAINED_UNSAID);
	if (item->kind == ITEM_GRADE || item->kind == ITEM_INDICATOR)
		return guide_grade(screen, GRADE_NONE);
	return fail(ERROR_USAGE, "There is no answer or grade to take back here");
}

static int grade_outstanding(struct screen *screen)
{
	return guide_grade(screen, GRADE_OUTSTANDING);
}

static int grade_good(struct screen *screen)
{
	return guide_grade(screen, GRADE_GOOD);
}

static int grade_requires_improvement(struct screen *screen)
{
	return guide_grade(screen, GRADE_REQUIRES_IMPROVEMENT);
}

static int grade_inadequate(struct screen *screen)
{
	return guide_grade(screen, GRADE_INADEQUATE);
}

static int tick(struct screen *screen)
{
	const struct item *item = guide_focus(guide_of(screen));

	if (item->kind == ITEM_THEME)
		return guide_toggle_theme(screen, item);
	if (item->kind == ITEM_INDICATOR)
		return guide_act_indicator(screen, item);
	return guide_page_down(screen);
}

static int raise_concern(struct screen *screen)
{
	const struct guide *guide = guide_of(screen);
	const struct item *item = guide_focus(guide);
	const struct prompt *prompt =
		item->kind == ITEM_PROMPT
			? template_prompt_at(guide->audit->template, item->number)
			: NULL;

	return guide_concern(screen, prompt && prompt->safety ? prompt->id : 0);
}

static int families(struct screen *screen)
{
	return contacts_of_audit(screen->session, guide_of(screen)->audit->id);
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
	{{K_ENTER}, "open", "Fill in, write or open what is in focus", guide_act},
	{{'!', K_F1 + 1}, "child at risk", "Raise an immediate safety concern, at once",
		raise_concern},
	{{K_TAB, ']', K_CONTROL + K_RIGHT}, "next page",
		"The next page; nothing forces an order", guide_next_page},
	{{'t'}, "pages", "All pages with what is done on each, to choose from",
		guide_choose_page},
	{{'w'}, "what is this", "Explains what is in focus: the field, the prompt, the grade",
		guide_explain},
	{{'c'}, "check", "What is still missing, and submitting", guide_go_check},
	{{'u'}, "undo", "Take back the last thing done in this draft", guide_undo,
		NEEDS(RIGHT_WRITE)},
	{{'a'}, "amend", "Correct what is in focus in a submitted audit, with a reason",
		guide_amend},
	{{'f'}, "families", "What was written to child and family, and their answers", families,
		.quiet = true},
	{{'O'}, "hand over", "Write the outcome to a file, for practitioner or family",
		hand_over, .quiet = true},
	{{'L'}, "loop", "Its steps, actions and clocks on a time line, once it is submitted",
		loop, .quiet = true},
	{{'e'}, "write",
		"Write the evidence, rationale or text that belongs to what is in focus",
		write_here, .quiet = true},
	{{'y'}, "yes", "Answer the prompt with yes; feedback was obtained", answer_yes,
		NEEDS(RIGHT_WRITE), true},
	{{'p'}, "partly", "Answer the prompt with partly", answer_partly, NEEDS(RIGHT_WRITE),
		true},
	{{'n'}, "no", "Answer the prompt with no; feedback was not obtained", answer_no,
		NEEDS(RIGHT_WRITE), true},
	{{'x'}, "not applicable",
		"The prompt, or the domain where the template allows it, does not "
		"apply to this child",
		answer_na, NEEDS(RIGHT_WRITE), true},
	{{'-', K_DELETE, K_BACKSPACE}, "take back", "Take the answer or grade back", take_back,
		NEEDS(RIGHT_WRITE), true},
	{{'o'}, "Outstanding",
		"Grade Outstanding; away from the grades it first shows what that is",
		grade_outstanding, NEEDS(RIGHT_WRITE), true},
	{{'g'}, "Good", "Grade Good", grade_good, NEEDS(RIGHT_WRITE), true},
	{{'r'}, "Requires Improvement", "Grade Requires Improvement",
		grade_requires_improvement, NEEDS(RIGHT_WRITE), true},
	{{'i'}, "Inadequate", "Grade Inadequate: urgent and significant work is needed",
		grade_inadequate, NEEDS(RIGHT_WRITE), true},
	{{' '}, "tick", "Tick an indicator as seen on file; turn a theme", tick, .quiet = true},
	{{'d'}, "take off", "Take a theme or an action off; u brings it back", guide_drop,
		NEEDS(RIGHT_WRITE), true},
	{{0}},
};

static const struct view guide_view = {
	.name = "audit",
	.title = "Audit",
	.help = "The audit, a page for each domain and for what follows from them, in any "
		"order. Each "
		"answer is kept as you give it, each text within a second of typing. In the "
		"line of "
		"pages, + means that nothing is missing, ~ begun, . not begun. The letters "
		"that "
		"answer, grade and write are named at the foot for what is in focus.",
	.size = sizeof(struct guide),
	.keys = keys,
	.open = open_guide,
	.close = guide_close,
	.leave = leave,
	.shown = shown,
	.paint = guide_paint,
	.keep = guide_keep,
	.describe = guide_describe,
	.status = guide_status,
	.may = may_here,
};

int guide_open(struct session *session, int64_t audit_id)
{
	return guide_open_at(session, audit_id, NULL);
}

int guide_open_at(struct session *session, int64_t audit_id, const char *page)
{
	struct opening opening = {audit_id, page};

	return view_open(session, &guide_view, &opening);
}
