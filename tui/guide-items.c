// SPDX-License-Identifier: MIT
// What stands on each page of the guided audit.
#include <stdlib.h>
#include <string.h>

#include "db/mem.h"
#include "tui/guide-private.h"

static const int findings[] = {PLACE_WELL, PLACE_NEEDS_WORK, PLACE_IMPACT, -1};
static const int learning[] = {PLACE_LEARNING_CASE, PLACE_LEARNING_SERVICE, -1};

struct item *guide_add(struct guide *guide, enum item_kind kind, int number, struct spot spot)
{
	struct item *item;

	guide->items = xgrow(
		guide->items, guide->item_count, &guide->item_room, sizeof(*guide->items));
	item = &guide->items[guide->item_count++];
	*item = (struct item){.kind = kind, .number = number, .spot = spot};
	return item;
}

void guide_note(struct guide *guide, enum theme_role role, char *text)
{
	struct item *item = guide_add(guide, ITEM_NOTE, 0, SPOT_NONE);

	item->text = text;
	item->role = role;
}

static void heading(struct guide *guide, const char *text)
{
	guide_add(guide, ITEM_HEADING, 0, SPOT_NONE)->text = xstrdup(text);
}

void guide_build_text(struct guide *guide, int place)
{
	guide_add(guide, ITEM_TEXT, place, (struct spot){SPOT_TEXT, place});
}

static void text_items(struct guide *guide, const int *places)
{
	for (; *places >= 0; places++)
		guide_build_text(guide, *places);
}

static void fact(struct guide *guide, const char *label, const char *value)
{
	if (*value)
		guide_note(guide, THEME_TEXT, xasprintf("%-20s %s", label, value));
}

static void day(struct guide *guide, const char *label, date value)
{
	fact(guide, label, value == DATE_NONE ? "" : date_show(value, (char[DATE_TEXT]){0}));
}

static void build_case(struct guide *guide)
{
	const struct audit *audit = guide->audit;
	char *team = xasprintf("%s, %s", audit->team, audit->service);

	fact(guide, "Case reference", audit->case_ref);
	fact(guide, "Team", team);
	fact(guide, "Lead auditor", audit->lead_name);
	fact(guide, "Peer auditor", audit->peer_name);
	fact(guide, "State", audit_state_name(audit->state));
	day(guide, "Due", audit->due_on);
	day(guide, "Submitted", audit->completed_on);
	day(guide, "Moderated", audit->moderated_on);
	day(guide, "Withdrawn", audit->withdrawn_on);
	fact(guide, "Why withdrawn", audit->withdrawn_why);
	for (size_t i = 0; i < guide->link_count; i++)
		fact(guide, guide->links[i].label, guide->links[i].words);
	heading(guide, "About the child's file");
	for (int field = 0; field < HEADER_COUNT; field++)
		guide_add(guide, ITEM_HEADER, field, (struct spot){SPOT_HEADER, field});
	if (audit->concern_count)
		heading(guide, "Safety concerns raised");
	for (size_t i = 0; i < audit->concern_count; i++)
		guide_add(guide, ITEM_CONCERN, (int)i, (struct spot){SPOT_CONCERN, (int)i});
	free(team);
}

void guide_build_prompts(struct guide *guide)
{
	const struct domain *domain = guide_domain(guide);

	if (*domain->question)
		guide_note(guide, THEME_TITLE, xstrdup(domain->question));
	for (size_t i = 0; i < domain->prompt_count; i++)
		guide_add(guide, ITEM_PROMPT, domain->prompts[i].seq,
			(struct spot){SPOT_ANSWER, domain->prompts[i].seq});
}

void guide_build_board(struct guide *guide)
{
	const struct domain *domain = guide_domain(guide);
	int number = domain->seq, rows = guide_board_rows(guide, domain);

	guide_add(guide, ITEM_GRADE, number, (struct spot){SPOT_GRADE, number})->group = 1;
	for (int i = 0; i < rows; i++)
		guide_add(guide, ITEM_INDICATOR, i, SPOT_NONE)->group = 1;
	if (guide_given(guide, number) == GRADE_INADEQUATE)
		guide_note(guide, THEME_SAFETY, xstrdup(grade_inadequate_note));
}

static void build_domain(struct guide *guide)
{
	const struct domain *domain = guide_domain(guide);

	guide_build_prompts(guide);
	guide_build_board(guide);
	if (!domain->overall)
		guide_build_text(guide, PLACE_RATIONALE + domain->seq);
}

static void build_findings(struct guide *guide)
{
	text_items(guide, findings);
}

static void source_items(struct guide *guide, enum source source)
{
	const struct feedback *feedback = &guide->audit->feedback[source];
	const struct source_info *info = source_info(source);

	guide_add(guide, ITEM_FEEDBACK, source, (struct spot){SPOT_FEEDBACK, source});
	if (feedback->obtained == OBTAINED_NO)
		guide_build_text(guide, info->why_not);
	else if (feedback->obtained == OBTAINED_YES && source != SOURCE_PRACTITIONER)
		guide_build_text(guide, info->words);
}

static void build_practitioner(struct guide *guide)
{
	source_items(guide, SOURCE_PRACTITIONER);
	guide_build_text(guide, PLACE_REFLECTION);
	guide_build_text(guide, PLACE_EXPERIENCE);
}

static void build_feedback(struct guide *guide)
{
	guide_note(guide, THEME_MUTED,
		xstrdup("Families are written to when the case is drawn. Say of each whether "
			"their "
			"view was obtained, by which means, and in whose words; or why not."));
	for (enum source source = 0; source < SOURCE_COUNT; source++)
		if (source != SOURCE_PRACTITIONER)
			source_items(guide, source);
}

static void build_learning(struct guide *guide)
{
	text_items(guide, learning);
	heading(guide, "Themes");
	for (size_t i = 0; i < guide->audit->theme_count; i++)
		guide_add(guide, ITEM_THEME, (int)i, (struct spot){SPOT_THEMES, 0});
	if (guide->writable)
		guide_add(guide, ITEM_THEME_ADD, 0, (struct spot){SPOT_THEMES, 0});
	guide_build_text(guide, PLACE_GOOD_PRACTICE);
}

static void build_actions(struct guide *guide)
{
	guide_note(guide, THEME_MUTED,
		xstrdup("Actions come from good work too, not only from weak work: what is "
			"worth "
			"spreading is an action for the service."));
	for (size_t i = 0; i < guide->audit->action_count; i++)
		guide_add(guide, ITEM_ACTION, (int)i, (struct spot){SPOT_ACTION, (int)i});
	if (guide->writable)
		guide_add(guide, ITEM_ACTION_ADD, 0, (struct spot){SPOT_ACTION, -1});
}

// Each domain with its grade, and that of the others beside it.
static void domain_grades(struct guide *guide)
{
	const struct template *template = guide->audit->template;
	enum part others[PART_COUNT];
	int count = guide_others(guide, others);

	for (size_t i = 0; i < template_graded_count(template); i++) {
		char *name = text_pad(template->domains[i].name, 46, false);
		enum grade grade = guide->audit->judgements[guide->part][i].grade;
		char *line = xasprintf("%s %s", name,
			grade == GRADE_NONE ? "not graded yet" : grade_name(grade));

		for (int j = 0; j < count; j++) {
			char *more = xasprintf("%s   %s: %s", line, part_name(others[j]),
				grade_short(guide->audit->judgements[others[j]][i].grade));

			free(line);
			line = more;
		}
		guide_note(guide, theme_grade(grade), line);
		free(name);
	}
}

// Has anybody written the rationale of a grade?
static bool any_rationale(const struct guide *guide, int domain)
{
	for (enum part part = PART_LEAD; part < PART_COUNT; part++)
		if (guide->audit->texts[part][PLACE_RATIONALE + domain].text[0])
			return true;
	return false;
}

static void overall_grade(struct guide *guide, const struct domain *overall)
{
	struct grade_suggestion suggestion = audit_suggestion(guide->audit, guide->part);
	enum grade given = guide->audit->judgements[guide->part][overall->seq].grade;

	guide_note(guide, THEME_TITLE,
		xasprintf("Suggested: %s. %s You may differ, and then write why.",
			suggestion.grade == GRADE_NONE ? "nothing yet"
						       : grade_name(suggestion.grade),
			suggestion.reason));
	build_domain(guide);
	// The lead's rationale is the summary; a peer, who writes none, has one as for any
	// grade.
	if (guide->part == PART_PEER || any_rationale(guide, overall->seq))
		guide_build_text(guide, PLACE_RATIONALE + overall->seq);
	if (guide->part != PART_PEER &&
		((given != GRADE_NONE && given != suggestion.grade) ||
			guide->audit->texts[guide->part][PLACE_WHY_DIFFERS].text[0]))
		guide_build_text(guide, PLACE_WHY_DIFFERS);
}

static void build_overall(struct guide *guide)
{
	const struct domain *overall = guide_domain(guide);

	domain_grades(guide);
	if (overall)
		overall_grade(guide, overall);
	if (guide->part != PART_PEER)
		guide_build_text(guide, PLACE_SUMMARY);
	if (guide->audit->texts[PART_MODERATOR][PLACE_COMMENTARY].text[0])
		guide_build_text(guide, PLACE_COMMENTARY);
}

static void build_check(struct guide *guide)
{
	size_t blocking = 0;

	if (guide->part == PART_PEER) {
		guide_note(guide, THEME_TEXT,
			xasprintf("Your judgements are kept as you make them, and %s sees them "
				  "beside "
				  "their own. The lead auditor writes the one outcome and "
				  "submits it.",
				guide->audit->lead_name));
		return;
	}
	for (size_t i = 0; i < guide->missing_count; i++)
		blocking += guide->missing[i].blocks;
	guide_note(guide, blocking ? THEME_TITLE : THEME_DONE,
		blocking ? xasprintf("%zu thing%s missing before this audit can be submitted. "
				     "Enter goes there.",
				   blocking, blocking == 1 ? " is" : "s are")
			 : xstrdup("Nothing is missing: the audit can be submitted."));
	for (size_t i = 0; i < guide->missing_count; i++)
		guide_add(guide, ITEM_MISSING, (int)i, SPOT_NONE);
	if (guide->writable)
		guide_add(guide, ITEM_SUBMIT, 0, SPOT_NONE);
}

static void build_amendments(struct guide *guide)
{
	for (size_t i = 0; i < guide->audit->amendment_count; i++)
		guide_add(guide, ITEM_AMENDMENT, (int)i, SPOT_NONE);
}

static void (*const builders[PAGE_KINDS])(struct guide *) = {
	[PAGE_CASE] = build_case,
	[PAGE_DOMAIN] = build_domain,
	[PAGE_FINDINGS] = build_findings,
	[PAGE_PRACTITIONER] = build_practitioner,
	[PAGE_FEEDBACK] = build_feedback,
	[PAGE_LEARNING] = build_learning,
	[PAGE_ACTIONS] = build_actions,
	[PAGE_OVERALL] = build_overall,
	[PAGE_CHECK] = build_check,
	[PAGE_AMENDMENTS] = build_amendments,
};

void guide_items_free(struct guide *guide)
{
	for (size_t i = 0; i < guide->item_count; i++)
		free(guide->items[i].text);
	guide->item_count = 0;
}

// The item nearest to an index on which the cursor can stand; pages without one get the first.
static size_t nearest(const struct guide *guide, size_t from)
{
	for (size_t i = from; i < guide->item_count; i++)
		if (guide_item_types[guide->items[i].kind].focus)
			return i;
	for (size_t i = from < guide->item_count ? from : guide->item_count; i-- > 0;)
		if (guide_item_types[guide->items[i].kind].focus)
			return i;
	return 0;
}

void guide_items_build(struct guide *guide)
{
	enum page_kind kind = guide_page(guide)->kind;
	bool had = guide->item < guide->item_count;
	struct item before = had ? *guide_focus(guide) : (struct item){0};

	guide_items_free(guide);
	if (guide->mode && guide->mode->build[kind])
		guide->mode->build[kind](guide);
	else
		builders[kind](guide);
	if (guide->item_count == 0)
		guide_note(guide, THEME_MUTED, xstrdup("There is nothing here."));
	for (size_t i = 0; had && i < guide->item_count; i++)
		if (guide->items[i].kind == before.kind &&
			guide->items[i].number == before.number &&
			guide_item_types[before.kind].focus) {
			guide->item = i;
			return;
		}
	guide->item = nearest(guide, guide->item);
}
