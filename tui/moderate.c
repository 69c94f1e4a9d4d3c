// SPDX-License-Identifier: MIT
// The screen of who moderates: its keys, opening it where it was left, and whose screen a moderation is.
#include <stdio.h>
#include <stdlib.h>

#include "db/error.h"
#include "db/mem.h"
#include "tui/guide.h"
#include "tui/moderate-private.h"
#include "tui/prompt.h"

static int open_screen(struct screen *screen, const void *argument)
{
	struct guide *guide = guide_of(screen);
	char when[32];

	guide->moderation = (struct moderation *)argument;
	guide->audit = guide->moderation->audit;
	guide->mode = &moderate_mode;
	guide->part = PART_LEAD;
	guide_begin(screen);
	guide_find_place(screen, NULL);
	if (guide->audit->bookmark.left_at && guide->audit->bookmark.page)
		view_say("Back where you left it, %s",
			session_show_moment(
				guide->session, guide->audit->bookmark.left_at, when));
	else if (moderate_sealed(guide))
		view_say("Read, give your own grade for each domain, then seal (S): the "
			 "auditor's grades are shown after that");
	return 0;
}

static int leave(struct screen *screen)
{
	guide_keep(screen);
	return 0;
}

// Enter: what is the auditor's is read, what is the moderator's own is filled in.
static int act(struct screen *screen)
{
	struct guide *guide = guide_of(screen);
	const struct item *item = guide_focus(guide);

	switch (item->kind) {
	case ITEM_HEADER:
	case ITEM_FEEDBACK:
	case ITEM_THEME:
	case ITEM_ACTION:
		return fail(ERROR_USAGE, "The audit itself is fixed: it is here to be read");
	case ITEM_INDICATOR: return guide_act_grade(screen, item);
	default: return guide_act(screen);
	}
}

static int write_here(struct screen *screen)
{
	const struct guide *guide = guide_of(screen);
	const struct domain *domain = guide_domain(guide);
	const struct item *item = guide_focus(guide);

	if (item->kind == ITEM_OWN_TEXT)
		return guide_act(screen);
	if (!domain)
		return fail(ERROR_USAGE, "Go to a domain, or to a text on the page Commentary");
	if (!moderation_may_grade(guide->session, guide->moderation))
		return guide->mode->may_grade(guide);
	return moderate_write(screen, PLACE_RATIONALE + domain->seq);
}

static int decide(struct screen *screen, enum decision decision)
{
	const struct domain *domain = guide_domain(guide_of(screen));

	if (!domain)
		return fail(ERROR_USAGE, "Each domain is decided on its own page: Tab, or t");
	return moderate_decide(screen, domain->seq, decision);
}

static int uphold(struct screen *screen)
{
	return decide(screen, DECISION_UPHELD);
}

static int change(struct screen *screen)
{
	return decide(screen, DECISION_CHANGED);
}

int moderate_turn_over(struct screen *screen)
{
	struct guide *guide = guide_of(screen);

	if (moderate_sealed(guide))
		return fail(ERROR_USAGE, "There is one side yet: the other is shown when your "
					 "grades are sealed");
	if (screen->body.cols >= GUIDE_WIDE)
		return fail(ERROR_USAGE, "Both sides are in sight");
	guide->turned_over = !guide->turned_over;
	view_stale(screen);
	return 0;
}

static int say_yes(struct screen *screen)
{
	return moderate_say(screen, VERDICT_YES);
}

static int say_partly(struct screen *screen)
{
	return moderate_say(screen, VERDICT_PARTLY);
}

static int say_no(struct screen *screen)
{
	return moderate_say(screen, VERDICT_NO);
}

static int take_back(struct screen *screen)
{
	if (guide_focus(guide_of(screen))->kind == ITEM_VERDICT)
		return moderate_say(screen, VERDICT_NONE);
	return guide_grade(screen, GRADE_NONE);
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

static int grade_na(struct screen *screen)
{
	return guide_grade(screen, GRADE_NOT_APPLICABLE);
}

static int raise_concern(struct screen *screen)
{
	return guide_concern(screen, 0);
}

static const struct key keys[] = {
	{{K_ENTER}, "open", "Read or fill in what is in focus", act},
	{{K_TAB, ']', K_CONTROL + K_RIGHT}, "next page", "The next page", guide_next_page},
	{{'S'}, "seal", "Seal your own grades: then the auditor's are shown", moderate_seal},
	{{'u'}, "upheld", "The auditor's grade of this domain stands", uphold},
	{{'c'}, "changed", "The grade of this domain becomes another one, with your reason",
		change},
	{{'e'}, "write", "Write your reason, or the text in focus", write_here},
	{{'C'}, "check", "What is still missing, and completing", guide_go_check},
	{{'v'}, "other side", "On a narrow screen: the auditor's side, your side",
		moderate_turn_over},
	{{'t'}, "pages", "All pages with what is done on each, to choose from",
		guide_choose_page},
	{{'!', K_F1 + 1}, "child at risk", "Raise an immediate safety concern, at once",
		raise_concern, .quiet = true},
	{{'w'}, "what is this", "Explains what is in focus", guide_explain, .quiet = true},
	{{'o'}, "Outstanding", "Your own grade: Outstanding", grade_outstanding, .quiet = true},
	{{'g'}, "Good", "Your own grade: Good", grade_good, .quiet = true},
	{{'r'}, "Requires Improvement", "Your own grade: Requires Improvement",
		grade_requires_improvement, .quiet = true},
	{{'i'}, "Inadequate",
		"Your own grade: Inadequate: urgent and significant work is needed",
		grade_inadequate, .quiet = true},
	{{'x'}, "not applicable", "The domain does not apply to this child", grade_na,
		.quiet = true},
	{{'-', K_DELETE, K_BACKSPACE}, "take back", "Take your grade or answer back", take_back,
		.quiet = true},
	{{'y'}, "yes", "Of the audit itself: yes", say_yes, .quiet = true},
	{{'p'}, "partly", "Of the audit itself: partly", say_partly, .quiet = true},
	{{'n'}, "no", "Of the audit itself: no", say_no, .quiet = true},
	{{' '}, "page on", "A screen down", guide_page_down, .quiet = true},
	{{0}},
};

static size_t graded(const struct guide *guide)
{
	size_t count = 0;

	for (size_t i = 0; i < guide->audit->template->domain_count; i++)
		count += moderate_sealed(guide)
				 ? guide->moderation->grades[i].own != GRADE_NONE
				 : guide->moderation->grades[i].decision != DECISION_NONE;
	return count;
}

// What can be done with the item in focus.
static const char *hint(const struct guide *guide)
{
	enum item_kind kind = guide_focus(guide)->kind;
	bool grades = guide->mode->may_grade(guide) == 0;

	if (!moderation_may_grade(guide->session, guide->moderation))
		return "To read only: it is not yours any more";
	if (kind == ITEM_PROMPT || (kind == ITEM_TEXT && guide_domain(guide)))
		return grades ? "Enter reads it in full  o g r i your grade"
			      : "Enter reads it in full  u upheld  c changed";
	if (kind == ITEM_GRADE || kind == ITEM_INDICATOR)
		return grades ? "o g r i your grade  left/right turn  e your reason"
			      : "Your sealed grade  left/right turn  u upheld  c changed";
	if (kind == ITEM_TEXT)
		return "Enter reads it in full";
	if (kind <= ITEM_CONCERN && kind != ITEM_MISSING)
		return "To read only";
	return guide_item_types[kind].enter;
}

static void status(struct screen *screen, char *text, size_t size)
{
	const struct guide *guide = guide_of(screen);
	const char *can = hint(guide);

	snprintf(text, size, "%zu of %zu %s%s%s", graded(guide),
		guide->audit->template->domain_count,
		moderate_sealed(guide) ? "graded" : "decided", can && *can ? " · " : "",
		can ? can : "");
}

static void describe(struct screen *screen, char *text, size_t size)
{
	const struct guide *guide = guide_of(screen);
	const struct moderation *moderation = guide->moderation;

	// How it is done comes first: the end is cut off where there is no room.
	snprintf(text, size, "Moderate %s  %s  case %s", guide->audit->ref,
		moderation->mode == MODERATION_OPEN ? "open"
		: moderate_sealed(guide)            ? "sealed"
						    : "revealed",
		guide->audit->case_ref);
}

// Before the seal there is nothing to decide, after it nothing to seal; what is decided is a domain.
static bool offers(const struct screen *screen, const struct key *row)
{
	const struct guide *guide = screen->state;
	bool sealed = moderate_sealed(guide);

	if (row->run == moderate_seal)
		return sealed;
	if (row->run == uphold || row->run == change || row->run == moderate_turn_over)
		return !sealed && guide_domain(guide);
	return true;
}

static void shown(struct screen *screen)
{
	guide_refresh(screen);
}

int moderate_open(struct session *session, struct moderation *moderation)
{
	static const struct view view = {
		.name = "moderate",
		.title = "Moderate",
		.help = "You read what the auditor wrote and what it rests on, and give your "
			"own "
			"grade for each domain before you know theirs: where their words name "
			"one [grade] stands. Sealed, your grades "
			"stand "
			"for ever; then both are side by side, and you decide: upheld, or "
			"changed "
			"with a reason. The commentary is what the auditor learns from. "
			"Everything "
			"is kept as you type it and nobody else sees it until you complete.",
		.size = sizeof(struct guide),
		.keys = keys,
		.open = open_screen,
		.close = guide_close,
		.leave = leave,
		.shown = shown,
		.paint = guide_paint,
		.keep = guide_keep,
		.describe = describe,
		.offers = offers,
		.status = status,
	};

	return view_open(session, &view, moderation);
}

static int offer(struct session *session, struct moderation *moderation)
{
	char *question =
		xasprintf("%s is nobody's yet. Moderate it yourself?", moderation->audit->ref);
	int yes = prompt_yes(question);

	free(question);
	return yes == 1 ? moderation_start(session, moderation)
			: fail(ERROR_NONE, "It stays with nobody: QA gives it to a moderator");
}

static int start(struct session *session, struct moderation *moderation)
{
	int result = moderation->moderator_id ? moderation_start(session, moderation)
					      : offer(session, moderation);

	if (result == 0)
		return moderate_open(session, moderation);
	moderation_destroy(moderation);
	return -1;
}

int moderate_open_audit(struct session *session, int64_t audit_id)
{
	struct moderation *moderation = moderation_open(session, audit_id);
	struct subject subject;

	if (!moderation)
		return -1;
	subject = audit_subject(moderation->audit);
	if (moderation->state >= MODERATION_COMPLETED)
		return outcome_open(session, moderation);
	if (moderation->moderator_id == session->me.id &&
		moderation->state > MODERATION_SELECTED)
		return moderate_open(session, moderation);
	if (moderation->moderator_id == session->me.id ||
		(!moderation->moderator_id && may(session, RIGHT_MODERATE, &subject)))
		return start(session, moderation);
	fail(ERROR_MISSING, "%s is moderated by %s and not completed: A shows the audit itself",
		moderation->audit->ref,
		moderation->moderator_id ? moderation->moderator : "nobody yet");
	moderation_destroy(moderation);
	return -1;
}
