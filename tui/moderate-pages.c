// SPDX-License-Identifier: MIT
// What stands on the pages of who moderates: the evidence, then both grades, then what is to be learned.
#include <stdlib.h>

#include "db/error.h"
#include "db/mem.h"
#include "tui/moderate-private.h"

bool moderate_sealed(const struct guide *guide)
{
	return guide->moderation->state < MODERATION_REVEALED &&
	       guide->moderation->mode == MODERATION_SEALED;
}

static bool shown(const struct guide *guide, enum page_kind kind)
{
	if (kind == PAGE_OUTCOME || kind == PAGE_SETTLE)
		return false;
	return kind != PAGE_AMENDMENTS || guide->audit->amendment_count > 0;
}

static const struct moderation_grade *grade_of(const struct guide *guide, int domain)
{
	return &guide->moderation->grades[domain];
}

static void own_text(struct guide *guide, int place)
{
	guide_add(guide, ITEM_OWN_TEXT, place, (struct spot){SPOT_TEXT, place});
}

// Both grades and both reasons on top, where the cursor stands first.
static void build_both(struct guide *guide, int domain)
{
	const struct moderation_grade *grade = grade_of(guide, domain);

	guide_add(guide, ITEM_COMPARE, domain, (struct spot){SPOT_GRADE, domain})->group = 1;
	if (grade->decision == DECISION_CHANGED && grade->changed_to == GRADE_INADEQUATE)
		guide_note(guide, THEME_SAFETY, xstrdup(grade_inadequate_note));
	guide_add(guide, ITEM_SIDES, domain, (struct spot){SPOT_TEXT, PLACE_RATIONALE + domain})
		->group = 1;
}

static void build_domain(struct guide *guide)
{
	const struct domain *domain = guide_domain(guide);
	bool sealed = moderate_sealed(guide);

	if (!sealed)
		build_both(guide, domain->seq);
	guide_build_prompts(guide);
	if (sealed)
		guide_build_text(guide, PLACE_RATIONALE + domain->seq);
	guide_build_board(guide);
	if (sealed)
		own_text(guide, PLACE_RATIONALE + domain->seq);
}

// A line for each domain: what was graded and decided so far.
static void list_grades(struct guide *guide)
{
	const struct template *template = guide->audit->template;

	for (size_t i = 0; i < template_graded_count(template); i++) {
		const struct moderation_grade *grade = grade_of(guide, (int)i);
		char *name = text_pad(template->domains[i].name, 42, false);
		char *line = xasprintf("%s %s", name,
			grade->own == GRADE_NONE ? "not graded yet" : grade_name(grade->own));

		if (!moderate_sealed(guide)) {
			free(line);
			line = xasprintf("%s auditor %-3s you %-3s %s%s%s", name,
				grade_short(grade->auditor), grade_short(grade->own),
				grade->decision == DECISION_NONE
					? "to be decided"
					: decision_name(grade->decision),
				grade->decision == DECISION_CHANGED ? " to " : "",
				grade->decision == DECISION_CHANGED
					? grade_short(grade->changed_to)
					: "");
		}
		guide_note(guide, THEME_TEXT, line);
		free(name);
	}
}

static struct grade_suggestion suggestion(const struct guide *guide)
{
	enum grade grades[TEMPLATE_DOMAINS_MAX];
	size_t count = template_graded_count(guide->audit->template);

	for (size_t i = 0; i < count; i++)
		grades[i] = grade_of(guide, (int)i)->own;
	return grade_suggest(grades, count);
}

static void build_overall(struct guide *guide)
{
	const struct domain *overall = guide_domain(guide);
	struct grade_suggestion suggested = suggestion(guide);

	if (overall && !moderate_sealed(guide))
		build_both(guide, overall->seq);
	list_grades(guide);
	if (overall && moderate_sealed(guide))
		guide_note(guide, THEME_TITLE,
			xasprintf("Your grades suggest: %s. %s",
				suggested.grade == GRADE_NONE ? "nothing yet"
							      : grade_name(suggested.grade),
				suggested.reason));
	guide_build_text(guide, PLACE_SUMMARY);
	if (overall)
		guide_build_board(guide);
	if (overall && moderate_sealed(guide))
		own_text(guide, PLACE_RATIONALE + overall->seq);
}

static void build_commentary(struct guide *guide)
{
	guide_note(guide, THEME_MUTED,
		xstrdup("The auditor learns from what you write here. It stays your draft, "
			"for nobody else to see, until the moderation is completed."));
	own_text(guide, PLACE_COMMENTARY);
	own_text(guide, PLACE_GOOD_PRACTICE);
	if (moderate_sealed(guide))
		return;
	guide_add(guide, ITEM_HEADING, 0, SPOT_NONE)->text = xstrdup("The audit itself");
	for (int on = 0; on < VERDICT_COUNT; on++)
		guide_add(guide, ITEM_VERDICT, on, (struct spot){SPOT_HEADER, -1 - on});
	guide_add(guide, ITEM_TOOK_PART, 0, (struct spot){SPOT_HEADER, -100});
}

static void build_check(struct guide *guide)
{
	bool sealed = moderate_sealed(guide);
	size_t count = guide->missing_count;
	const char *end = sealed ? "the grades can be sealed" : "the moderation is completed";
	bool mine = moderation_may_grade(guide->session, guide->moderation);

	guide_note(guide, count ? THEME_TITLE : THEME_DONE,
		count    ? xasprintf("%zu thing%s missing before %s. Enter goes there.", count,
                                count == 1 ? " is" : "s are", end)
		: sealed ? xstrdup("Every domain is graded: the grades can be sealed.")
			 : xstrdup("Nothing is missing: the moderation can be completed."));
	for (size_t i = 0; i < count; i++)
		guide_add(guide, ITEM_MISSING, (int)i, SPOT_NONE);
	if (mine)
		guide_add(
			guide, ITEM_FINISH, sealed ? FINISH_SEAL : FINISH_COMPLETE, SPOT_NONE);
}

// While sealed nothing but the grades is missing.
static size_t missing(struct guide *guide, struct missing **list)
{
	const struct template *template = guide->audit->template;
	size_t count = 0;

	if (!moderate_sealed(guide))
		return moderation_missing(guide->session, guide->moderation, list);
	*list = xcalloc(template->domain_count, sizeof(**list));
	for (size_t i = 0; i < template->domain_count; i++)
		if (grade_of(guide, (int)i)->own == GRADE_NONE)
			(*list)[count++] = (struct missing){{SPOT_GRADE, (int)i},
				xasprintf(
					"%s has no grade of yours", template->domains[i].name),
				true};
	return count;
}

static enum page_kind page_of(const struct guide *guide, struct spot spot)
{
	if (spot.kind == SPOT_HEADER && spot.number < 0)
		return PAGE_COMMENTARY;
	if (spot.kind == SPOT_TEXT &&
		(spot.number == PLACE_COMMENTARY || spot.number == PLACE_GOOD_PRACTICE))
		return PAGE_COMMENTARY;
	return PAGE_KINDS;
}

static void add(struct page *page, bool filled)
{
	page->of++;
	page->filled += filled;
}

static void count_domain(const struct guide *guide, struct page *page, int domain)
{
	const struct moderation_grade *grade = grade_of(guide, domain);

	if (moderate_sealed(guide)) {
		add(page, grade->own != GRADE_NONE);
		return;
	}
	add(page, grade->decision != DECISION_NONE);
	if (grade->decision == DECISION_CHANGED)
		add(page, *moderate_own_text(guide, PLACE_RATIONALE + domain) != '\0');
}

static void count(struct guide *guide, struct page *page)
{
	const struct moderation *moderation = guide->moderation;
	const struct domain *overall = template_overall(guide->audit->template);

	if (page->kind == PAGE_DOMAIN)
		count_domain(guide, page, page->domain);
	if (page->kind == PAGE_OVERALL && overall)
		count_domain(guide, page, overall->seq);
	if (page->kind != PAGE_COMMENTARY)
		return;
	add(page, *moderate_own_text(guide, PLACE_COMMENTARY) != '\0');
	if (moderate_sealed(guide))
		return;
	for (int on = 0; on < VERDICT_COUNT; on++)
		add(page, moderation->verdicts[on] != VERDICT_NONE);
	add(page, moderation->took_part >= 0);
}

static enum grade given(const struct guide *guide, int domain)
{
	return grade_of(guide, domain)->own;
}

static int may_grade(const struct guide *guide)
{
	const struct moderation *moderation = guide->moderation;

	if (!moderation_may_grade(guide->session, moderation))
		return fail(ERROR_DENIED, "This moderation is not yours any more: %s has it",
			moderation->moderator_id ? moderation->moderator : "nobody");
	if (moderation->state >= MODERATION_REVEALED && moderation->mode == MODERATION_SEALED)
		return fail(ERROR_DENIED, "Your grades are sealed: u upholds the auditor's, c "
					  "changes it");
	return 0;
}

const struct guide_mode moderate_mode = {
	.shown = shown,
	.build = {[PAGE_DOMAIN] = build_domain,
		[PAGE_OVERALL] = build_overall,
		[PAGE_COMMENTARY] = build_commentary,
		[PAGE_CHECK] = build_check},
	.count = count,
	.missing = missing,
	.page_of = page_of,
	.given = given,
	.may_grade = may_grade,
	.grade = moderate_give,
};
