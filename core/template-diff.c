// SPDX-License-Identifier: MIT
// What differs between two templates.
#include <stdlib.h>
#include <string.h>

#include "core/template-file.h"
#include "db/mem.h"

struct list {
	struct template_change *changes;
	size_t count, room;
};

// old or new NULL: there was or is none. Takes over what.
static void compare(struct list *list, char *what, const char *old, const char *new)
{
	if ((!old && !new) || (old && new &&strcmp(old, new) == 0)) {
		free(what);
		return;
	}
	list->changes = xgrow(list->changes, list->count, &list->room, sizeof(*list->changes));
	list->changes[list->count++] = (struct template_change){
		.kind = !old  ? TEMPLATE_ADDED
			: new ? TEMPLATE_CHANGED
			      : TEMPLATE_REMOVED,
		.what = what,
		.old = old,
		.new = new,
	};
}

static const struct indicator *indicator_find(const struct domain *domain, int grade, int seq)
{
	for (size_t i = 0; domain && i < domain->descriptors[grade].count; i++)
		if (domain->descriptors[grade].list[i].seq == seq)
			return &domain->descriptors[grade].list[i];
	return NULL;
}

static void compare_indicator(struct list *list, const char *code, int grade,
	const struct indicator *old, const struct indicator *new)
{
	int seq = new ? new->seq : old->seq;

	compare(list, xasprintf("%s %s %d", code, grade_name((enum grade)grade), seq),
		old ? old->text : NULL, new ? new->text : NULL);
}

static void compare_descriptors(
	struct list *list, const char *code, const struct domain *old, const struct domain *new)
{
	for (int grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++) {
		for (size_t i = 0; new &&i < new->descriptors[grade].count; i++) {
			const struct indicator *now = &new->descriptors[grade].list[i];

			compare_indicator(
				list, code, grade, indicator_find(old, grade, now->seq), now);
		}
		for (size_t i = 0; old && i < old->descriptors[grade].count; i++) {
			const struct indicator *was = &old->descriptors[grade].list[i];

			if (!indicator_find(new, grade, was->seq))
				compare_indicator(list, code, grade, was, NULL);
		}
	}
}

static void compare_prompt(struct list *list, const struct template *from,
	const struct prompt *old, const struct template *to, const struct prompt *new)
{
	const char *code = new ? new->code : old->code;

	compare(list, xasprintf("prompt %s", code), old ? old->text : NULL,
		new ? new->text : NULL);
	if (!old || !new)
		return;
	compare(list, xasprintf("prompt %s flag", code), old->safety ? "SAFETY" : "no flag",
		new->safety ? "SAFETY" : "no flag");
	compare(list, xasprintf("prompt %s domain", code), from->domains[old->domain].code,
		to->domains[new->domain].code);
}

static const char *na_text(const struct domain *domain)
{
	return domain->allows_na ? "may be not applicable" : "always applies";
}

static void compare_domain(
	struct list *list, const char *code, const struct domain *old, const struct domain *new)
{
	compare(list, xasprintf("%s name", code), old ? old->name : NULL,
		new ? new->name : NULL);
	compare(list, xasprintf("%s question", code),
		old && *old->question ? old->question : NULL,
		new &&*new->question ? new->question : NULL);
	if (old && new)
		compare(list, xasprintf("%s flag", code), na_text(old), na_text(new));
}

static void compare_prompts_of(struct list *list, const struct template *old,
	const struct template *new, const struct domain *was, const struct domain *now)
{
	for (size_t i = 0; now && i < now->prompt_count; i++)
		compare_prompt(list, old, template_prompt(old, now->prompts[i].code), new,
			&now->prompts[i]);
	for (size_t i = 0; was && i < was->prompt_count; i++)
		if (!template_prompt(new, was->prompts[i].code))
			compare_prompt(list, old, &was->prompts[i], new, NULL);
}

static void compare_all(struct list *list, const struct template *old,
	const struct template *new, const struct domain *was, const struct domain *now)
{
	const char *code = now ? now->code : was->code;

	compare_domain(list, code, was, now);
	compare_prompts_of(list, old, new, was, now);
	compare_descriptors(list, code, was, now);
}

size_t template_diff(const struct template *old, const struct template *new,
	struct template_change **changes)
{
	struct list list = {0};

	for (size_t i = 0; i < old->domain_count; i++)
		if (!template_domain(new, old->domains[i].code))
			compare_all(&list, old, new, &old->domains[i], NULL);
	for (size_t i = 0; i < new->domain_count; i++)
		compare_all(&list, old, new, template_domain(old, new->domains[i].code),
			&new->domains[i]);
	*changes = list.changes;
	return list.count;
}

void template_changes_free(struct template_change *changes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(changes[i].what);
	free(changes);
}

const char *template_change_name(enum template_change_kind kind)
{
	static const char *const names[] = {
		[TEMPLATE_ADDED] = "added",
		[TEMPLATE_REMOVED] = "removed",
		[TEMPLATE_CHANGED] = "changed",
	};

	return names[kind];
}
