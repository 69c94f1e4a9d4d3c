// SPDX-License-Identifier: MIT
// The guided audit's pages: which there are, how far each has come, and going from one to
// another.
#include <stdlib.h>
#include <string.h>

#include "db/mem.h"
#include "tui/guide-private.h"

// The pages besides those of the domains.
static const struct {
	const char *code, *name;
} infos[PAGE_KINDS] = {
	[PAGE_OUTCOME] = {"outcome", "Outcome of the moderation"},
	[PAGE_SETTLE] = {"settle", "Settle the dispute"},
	[PAGE_CASE] = {"case", "Case"},
	[PAGE_DOMAIN] = {"", ""},
	[PAGE_FINDINGS] = {"findings", "Findings"},
	[PAGE_PRACTITIONER] = {"practitioner", "Practitioner"},
	[PAGE_FEEDBACK] = {"feedback", "Feedback"},
	[PAGE_LEARNING] = {"learning", "Learning"},
	[PAGE_ACTIONS] = {"actions", "Actions"},
	[PAGE_OVERALL] = {"overall", "Overall"},
	[PAGE_COMMENTARY] = {"commentary", "Commentary"},
	[PAGE_CHECK] = {"check", "Check & submit"},
	[PAGE_AMENDMENTS] = {"amendments", "Amendments"},
};

// On which page a fixed place stands.
static const enum page_kind place_pages[PLACE_FIXED_COUNT] = {
	[PLACE_WELL] = PAGE_FINDINGS,
	[PLACE_NEEDS_WORK] = PAGE_FINDINGS,
	[PLACE_IMPACT] = PAGE_FINDINGS,
	[PLACE_REFLECTION] = PAGE_PRACTITIONER,
	[PLACE_EXPERIENCE] = PAGE_PRACTITIONER,
	[PLACE_CHILD_WORDS] = PAGE_FEEDBACK,
	[PLACE_CHILD_WHY_NOT] = PAGE_FEEDBACK,
	[PLACE_PARENT_WORDS] = PAGE_FEEDBACK,
	[PLACE_PARENT_WHY_NOT] = PAGE_FEEDBACK,
	[PLACE_CARER_WORDS] = PAGE_FEEDBACK,
	[PLACE_CARER_WHY_NOT] = PAGE_FEEDBACK,
	[PLACE_PRACTITIONER_WHY_NOT] = PAGE_PRACTITIONER,
	[PLACE_LEARNING_CASE] = PAGE_LEARNING,
	[PLACE_LEARNING_SERVICE] = PAGE_LEARNING,
	[PLACE_GOOD_PRACTICE] = PAGE_LEARNING,
	[PLACE_SUMMARY] = PAGE_OVERALL,
	[PLACE_WHY_DIFFERS] = PAGE_OVERALL,
	[PLACE_COMMENTARY] = PAGE_OVERALL,
};

static void add_page(struct guide *guide, enum page_kind kind, int domain)
{
	const struct template *template = guide->audit->template;
	struct page *page;

	guide->pages = xgrow(
		guide->pages, guide->page_count, &guide->page_room, sizeof(*guide->pages));
	page = &guide->pages[guide->page_count++];
	*page = (struct page){.kind = kind, .domain = domain};
	page->code = kind == PAGE_DOMAIN ? template->domains[domain].code : infos[kind].code;
	if (kind == PAGE_CHECK && guide->mode)
		page->name = "Check & complete";
	else
		page->name =
			kind == PAGE_DOMAIN ? template->domains[domain].name : infos[kind].name;
}

// A peer writes own judgements only: the pages of the one outcome are the lead's.
static bool shown(const struct guide *guide, enum page_kind kind)
{
	if (guide->mode)
		return guide->mode->shown(guide, kind);
	if (kind == PAGE_OUTCOME || kind == PAGE_SETTLE || kind == PAGE_COMMENTARY)
		return false;
	if (kind == PAGE_AMENDMENTS)
		return guide->audit->amendment_count > 0;
	if (kind == PAGE_CHECK)
		return guide->audit->state < AUDIT_SUBMITTED;
	if (guide->part != PART_PEER || guide->audit->state >= AUDIT_SUBMITTED)
		return true;
	return kind == PAGE_CASE || kind == PAGE_OVERALL;
}

void guide_pages_init(struct guide *guide)
{
	size_t domains = template_graded_count(guide->audit->template);

	guide->page_count = 0;
	for (enum page_kind kind = 0; kind < PAGE_KINDS; kind++) {
		if (kind == PAGE_DOMAIN) {
			for (size_t i = 0; i < domains; i++)
				add_page(guide, PAGE_DOMAIN, (int)i);
		} else if (shown(guide, kind)) {
			add_page(guide, kind, -1);
		}
	}
}

const struct page *guide_page(const struct guide *guide)
{
	return &guide->pages[guide->page];
}

const struct item *guide_focus(const struct guide *guide)
{
	return &guide->items[guide->item];
}

const struct domain *guide_domain(const struct guide *guide)
{
	const struct page *page = guide_page(guide);

	if (page->kind == PAGE_DOMAIN)
		return &guide->audit->template->domains[page->domain];
	return page->kind == PAGE_OVERALL ? template_overall(guide->audit->template) : NULL;
}

static size_t page_of_kind(const struct guide *guide, enum page_kind kind, int domain)
{
	for (size_t i = 0; i < guide->page_count; i++)
		if (guide->pages[i].kind == kind &&
			(kind != PAGE_DOMAIN || guide->pages[i].domain == domain))
			return i;
	return guide->page;
}

static size_t page_of_domain(const struct guide *guide, int domain)
{
	bool overall = guide->audit->template->domains[domain].overall;

	return page_of_kind(guide, overall ? PAGE_OVERALL : PAGE_DOMAIN, domain);
}

static size_t page_of_place(const struct guide *guide, int place)
{
	const struct template *template = guide->audit->template;

	if (place >= PLACE_EVIDENCE)
		return page_of_domain(
			guide, template_prompt_at(template, place - PLACE_EVIDENCE)->domain);
	if (place >= PLACE_RATIONALE)
		return page_of_domain(guide, place - PLACE_RATIONALE);
	return page_of_kind(guide, place_pages[place], 0);
}

size_t guide_page_of(const struct guide *guide, struct spot spot)
{
	const struct template *template = guide->audit->template;
	enum page_kind kind = guide->mode ? guide->mode->page_of(guide, spot) : PAGE_KINDS;

	if (kind != PAGE_KINDS)
		return page_of_kind(guide, kind, spot.number);
	switch (spot.kind) {
	case SPOT_HEADER:
	case SPOT_CONCERN: return page_of_kind(guide, PAGE_CASE, 0);
	case SPOT_GRADE: return page_of_domain(guide, spot.number);
	case SPOT_ANSWER:
		return page_of_domain(guide, template_prompt_at(template, spot.number)->domain);
	case SPOT_TEXT: return page_of_place(guide, spot.number);
	case SPOT_FEEDBACK:
		return page_of_kind(guide,
			spot.number == SOURCE_PRACTITIONER ? PAGE_PRACTITIONER : PAGE_FEEDBACK,
			0);
	case SPOT_THEMES: return page_of_kind(guide, PAGE_LEARNING, 0);
	case SPOT_ACTION: return page_of_kind(guide, PAGE_ACTIONS, 0);
	}
	return guide->page;
}

static void count(struct page *page, bool filled)
{
	page->of++;
	page->filled += filled;
}

static bool written(const struct guide *guide, int place)
{
	return guide->audit->texts[guide->part][place].text[0] != '\0';
}

static void count_domain(struct guide *guide, struct page *page, int number)
{
	const struct domain *domain = &guide->audit->template->domains[number];

	for (size_t i = 0; i < domain->prompt_count; i++)
		count(page, guide->audit->answers[guide->part][domain->prompts[i].seq].value !=
				    ANSWER_NONE);
	count(page, guide->audit->judgements[guide->part][number].grade != GRADE_NONE);
	if (!domain->overall || guide->part == PART_PEER)
		count(page, written(guide, PLACE_RATIONALE + number));
}

static void count_page(struct guide *guide, struct page *page)
{
	const struct audit *audit = guide->audit;
	const struct domain *overall = template_overall(audit->template);

	page->filled = page->of = page->missing = 0;
	if (guide->mode) {
		guide->mode->count(guide, page);
		return;
	}
	if (page->kind == PAGE_DOMAIN)
		count_domain(guide, page, page->domain);
	else if (page->kind == PAGE_OVERALL && overall)
		count_domain(guide, page, overall->seq);
	for (int field = 0; page->kind == PAGE_CASE && field < HEADER_COUNT; field++)
		count(page, audit->header[field][0] != '\0');
	for (int source = 0; source < SOURCE_COUNT; source++)
		if (page->kind ==
			(source == SOURCE_PRACTITIONER ? PAGE_PRACTITIONER : PAGE_FEEDBACK))
			count(page, audit->feedback[source].obtained != OBTAINED_UNSAID);
	for (int place = 0; place < PLACE_FIXED_COUNT; place++)
		if (place_pages[place] == page->kind && place_info(place)->required &&
			guide->part != PART_PEER)
			count(page, written(guide, place));
	for (size_t i = 0; page->kind == PAGE_ACTIONS && i < audit->action_count; i++)
		count(page, !action_lacks(&audit->actions[i]));
}

static void count_missing(struct guide *guide)
{
	missing_free(guide->missing, guide->missing_count);
	guide->missing = NULL;
	guide->missing_count = 0;
	if (guide->mode ? !guide->mode->missing
			: guide->audit->state >= AUDIT_SUBMITTED || guide->part == PART_PEER)
		return;
	guide->missing_count = guide->mode ? guide->mode->missing(guide, &guide->missing)
					   : audit_missing(guide->audit, &guide->missing);
	for (size_t i = 0; i < guide->missing_count; i++)
		if (guide->missing[i].blocks)
			guide->pages[guide_page_of(guide, guide->missing[i].spot)].missing++;
}

void guide_refresh(struct screen *screen)
{
	struct guide *guide = guide_of(screen);
	const char *code = guide->page_count ? guide_page(guide)->code : NULL;

	guide->writable = audit_writable(guide->session, guide->audit);
	guide_pages_init(guide);
	for (size_t i = 0; code && i < guide->page_count; i++)
		if (strcmp(guide->pages[i].code, code) == 0)
			guide->page = i;
	if (guide->page >= guide->page_count)
		guide->page = guide->page_count - 1;
	for (size_t i = 0; i < guide->page_count; i++)
		count_page(guide, &guide->pages[i]);
	count_missing(guide);
	guide_items_build(guide);
	view_stale(screen);
}

void guide_show(struct screen *screen, size_t page)
{
	struct guide *guide = guide_of(screen);

	guide->page = page;
	guide->item = 0;
	guide->scroll = 0;
	guide->turned = false;
	guide_items_free(guide);
	guide_items_build(guide);
	if (guide_domain(guide)) {
		enum grade grade = guide_given(guide, guide_domain(guide)->seq);

		guide->grade = grade >= GRADE_OUTSTANDING ? (int)grade : GRADE_GOOD;
	}
	view_stale(screen);
}

void guide_go(struct screen *screen, size_t page)
{
	struct guide *guide = guide_of(screen);

	guide_show(screen, page);
	bookmark_save(guide->session, guide->audit, guide_page(guide)->code, (int)guide->item);
}

void guide_jump(struct screen *screen, struct spot spot)
{
	struct guide *guide = guide_of(screen);

	guide_go(screen, guide_page_of(guide, spot));
	for (size_t i = 0; i < guide->item_count; i++) {
		struct spot there = guide->items[i].spot;

		if (there.kind == spot.kind && guide_item_types[guide->items[i].kind].focus &&
			(there.number == spot.number || spot.kind == SPOT_THEMES)) {
			guide->item = i;
			return;
		}
	}
	// Evidence is written at its prompt; a reason for feedback not obtained stands under
	// it.
	if (spot.kind == SPOT_TEXT && spot.number >= PLACE_EVIDENCE)
		guide_jump(screen, (struct spot){SPOT_ANSWER, spot.number - PLACE_EVIDENCE});
}
