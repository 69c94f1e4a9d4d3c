// SPDX-License-Identifier: MIT
// What differs between two versions of the rules, for each grade, with risk identified and without.
#include <stdlib.h>
#include <string.h>

#include "core/loop-rule.h"
#include "db/mem.h"

struct list {
	struct loop_change *items;
	size_t count, room;
};

static const struct loop_rule *rule_for(
	const struct loop_rules *rules, const char *step, enum grade grade, bool risk)
{
	for (size_t i = 0; i < rules->count; i++)
		if (strcmp(rules->list[i].step, step) == 0 &&
			loop_rule_asks(&rules->list[i], grade, risk))
			return &rules->list[i];
	return NULL;
}

// What a rule asks for, in a line. NULL for none. Yours.
static char *rule_words(const struct loop_rule *rule)
{
	char *limit, *words;

	if (!rule)
		return NULL;
	limit = loop_rule_limit(rule);
	words = xasprintf("%s, %s, %s from the %s", rule->name, rule->who, limit,
		rule->counted_from == LOOP_FROM_COMPLETION ? "completion" : "result");
	free(limit);
	return words;
}

static void compare(struct list *list, const struct loop_rule *old, const struct loop_rule *new,
	enum grade grade, bool risk)
{
	char *before = rule_words(old), *after = rule_words(new);

	if (before && after && strcmp(before, after) == 0) {
		free(before);
		free(after);
		return;
	}
	list->items = xgrow(list->items, list->count, &list->room, sizeof(*list->items));
	list->items[list->count++] = (struct loop_change){
		xasprintf("%s%s: %s", grade_name(grade), risk ? ", risk identified" : "",
			new ? new->step : old->step),
		before, after};
}

static void compare_all(struct list *list, const struct loop_rules *old,
	const struct loop_rules *new, enum grade grade, bool risk)
{
	for (size_t i = 0; i < new->count; i++)
		if (loop_rule_asks(&new->list[i], grade, risk))
			compare(list, rule_for(old, new->list[i].step, grade, risk),
				&new->list[i], grade, risk);
	for (size_t i = 0; i < old->count; i++)
		if (loop_rule_asks(&old->list[i], grade, risk) &&
			!rule_for(new, old->list[i].step, grade, risk))
			compare(list, &old->list[i], NULL, grade, risk);
}

size_t loop_rules_diff(const struct loop_rules *old, const struct loop_rules *new,
	struct loop_change **changes)
{
	struct list list = {0};

	for (int grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++) {
		compare_all(&list, old, new, (enum grade)grade, false);
		compare_all(&list, old, new, (enum grade)grade, true);
	}
	*changes = list.items;
	return list.count;
}

void loop_changes_free(struct loop_change *changes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(changes[i].what);
		free(changes[i].old);
		free(changes[i].new);
	}
	free(changes);
}
