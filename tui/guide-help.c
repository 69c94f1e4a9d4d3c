// SPDX-License-Identifier: MIT
// The guided audit explains what is in focus, and looks for words in all its pages.
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "db/mem.h"
#include "tui/guide-private.h"
#include "tui/moderate-private.h"
#include "tui/prompt.h"

// A grade's descriptor as a list.
static char *describe_grade(const struct domain *domain, int grade)
{
	char *text = xstrdup(grade == GRADE_INADEQUATE ? grade_inadequate_note : "");

	for (size_t i = 0; i < domain->descriptors[grade].count; i++) {
		char *more = xasprintf("%s%s- %s", text, *text ? "\n" : "",
			domain->descriptors[grade].list[i].text);

		free(text);
		text = more;
	}
	return text;
}

static char *describe_prompt(const struct guide *guide, int number)
{
	const struct prompt *prompt = template_prompt_at(guide->audit->template, number);
	const struct domain *domain = &guide->audit->template->domains[prompt->domain];

	return xasprintf(
		"%s\n\nAnswer yes, partly, no or not applicable, and write what on the file "
		"shows it. It belongs to the question: %s%s",
		prompt->text, domain->question,
		prompt->safety ? "\n\nSAFETY: a no asks whether the child is at risk now."
			       : "");
}

static char *describe_item(const struct guide *guide, const struct item *item)
{
	switch (item->kind) {
	case ITEM_HEADER: return xstrdup(header_info(item->number)->hint);
	case ITEM_PROMPT: return describe_prompt(guide, item->number);
	case ITEM_GRADE:
	case ITEM_INDICATOR: return describe_grade(guide_domain(guide), guide->grade);
	case ITEM_TEXT: return xstrdup(guide_place_hint(item->number));
	case ITEM_FEEDBACK:
		return xstrdup(
			"Was feedback obtained, and by which means? Where it was: in whose "
			"words. Where not: why not.");
	case ITEM_THEME:
	case ITEM_THEME_ADD:
		return xstrdup(
			"Themes are counted across audits: choose from the list where one "
			"fits, and add your own words where none does.");
	case ITEM_ACTION:
	case ITEM_ACTION_ADD:
		return xstrdup(
			"SMART: what exactly (specific), how we will know (measurable), who "
			"can "
			"do it (achievable), why it matters to the child (relevant), by when "
			"(time-bound). The owner of an action does not verify it.");
	case ITEM_CONCERN:
		return xstrdup("A concern that the child is at risk now has its own clock. It "
			       "is not a "
			       "grade and does not wait for the audit.");
	case ITEM_VERDICT: return xstrdup(verdict_info(item->number)->question);
	default: return xstrdup("Enter does what the line at the foot says; ? shows all keys.");
	}
}

int guide_explain(struct screen *screen)
{
	const struct guide *guide = guide_of(screen);
	const struct item *item = guide_focus(guide);
	char *text = describe_item(guide, item);
	// What a moderator judges of the audit is a spot without a name of its own.
	bool nameless = item->spot.kind == SPOT_NONE.kind ||
			(item->spot.kind == SPOT_HEADER && item->spot.number < 0);
	char *label = nameless ? xstrdup(item->kind == ITEM_INDICATOR ? grade_name(guide->grade)
								      : guide_page(guide)->name)
			       : audit_spot_label(guide->audit, item->spot);

	if (item->kind == ITEM_GRADE)
		xreplace(&label, grade_name(guide->grade));
	prompt_notice(label, *text ? text : "Nothing more is said about this in the template.");
	free(label);
	free(text);
	return 0;
}

// What a search looks through at an item.
static bool holds(const struct guide *guide, const struct item *item, const char *key)
{
	const struct audit *audit = guide->audit;
	char *text, *folded;
	bool found;

	if (item->kind == ITEM_PROMPT)
		text = xasprintf("%s %s",
			template_prompt_at(audit->template, item->number)->text,
			audit->texts[guide->part][PLACE_EVIDENCE + item->number].text);
	else if (item->kind == ITEM_THEME)
		text = xstrdup(audit->themes[item->number].name);
	else if (item->kind == ITEM_ACTION)
		text = xasprintf("%s %s %s", audit->actions[item->number].what,
			audit->actions[item->number].measure,
			audit->actions[item->number].reason);
	else if (item->spot.kind != SPOT_NONE.kind && item->spot.number >= 0) {
		char *label = audit_spot_label(audit, item->spot);
		char *value = audit_spot_value(audit, guide->part, item->spot);

		text = xasprintf("%s %s", label, value);
		free(label);
		free(value);
	} else
		return false;
	folded = text_key(text);
	found = strstr(folded, key) != NULL;
	free(folded);
	free(text);
	return found;
}

// The next item that holds the key, from the one after the focus on, through all pages and
// round.
static bool find(struct screen *screen, const char *key)
{
	struct guide *guide = guide_of(screen);
	size_t page = guide->page, item = guide->item;

	for (size_t turn = 0; turn <= guide->page_count; turn++) {
		for (size_t i = turn ? 0 : item + 1; i < guide->item_count; i++)
			if (guide_item_types[guide->items[i].kind].focus &&
				holds(guide, &guide->items[i], key)) {
				guide->item = i;
				return true;
			}
		guide_show(screen, (guide->page + 1) % guide->page_count);
	}
	guide_show(screen, page);
	guide->item = item;
	return false;
}

int guide_search(struct screen *screen)
{
	char *text = prompt_search("Search in this audit", guide_of(screen)->sought), *key;
	bool found;

	if (!text || !*text) {
		free(text);
		return 0;
	}
	xreplace(&guide_of(screen)->sought, text);
	key = text_key(text);
	found = find(screen, key);
	free(key);
	if (!found)
		fail(ERROR_MISSING, "\"%s\" stands nowhere in this audit", text);
	free(text);
	return found ? 0 : -1;
}
