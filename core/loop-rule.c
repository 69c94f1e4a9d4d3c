// SPDX-License-Identifier: MIT
// The rules of closing the loop: what a rule says of a result, and by when.
#include <stdlib.h>
#include <string.h>

#include "core/loop-rule.h"
#include "core/session.h"
#include "core/workday.h"
#include "db/mem.h"

#define DAYS_IN_WEEK 7
#define WORKING_DAYS_IN_WEEK 5

void loop_rules_destroy(struct loop_rules *rules)
{
	if (!rules)
		return;
	for (size_t i = 0; i < rules->count; i++) {
		free(rules->list[i].step);
		free(rules->list[i].name);
		free(rules->list[i].who);
	}
	free(rules->list);
	free(rules->published_at);
	free(rules->published_by);
	free(rules);
}

void loop_rules_free(struct loop_rules **list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		loop_rules_destroy(list[i]);
	free(list);
}

bool loop_rule_asks(const struct loop_rule *rule, enum grade grade, bool risk)
{
	if (grade < GRADE_OUTSTANDING || !(rule->grades & 1u << grade))
		return false;
	return rule->risk == LOOP_RISK_EITHER || (rule->risk == LOOP_RISK_YES) == risk;
}

void loop_rule_clock(const struct session *session, const struct loop_rule *rule,
	date counted_from, date *not_before, date *due_on)
{
	if (rule->unit == LOOP_WEEKS) {
		*not_before = counted_from + DAYS_IN_WEEK * rule->not_before;
		*due_on = counted_from + DAYS_IN_WEEK * rule->limit;
	} else {
		*not_before = workday_add(session->holidays, counted_from, rule->not_before);
		*due_on = workday_add(session->holidays, counted_from, rule->limit);
	}
	if (!rule->not_before)
		*not_before = DATE_NONE;
}

static int working_days(const struct loop_rule *rule)
{
	return rule->unit == LOOP_WEEKS ? rule->limit * WORKING_DAYS_IN_WEEK : rule->limit;
}

bool loop_rule_as_strict(const struct loop_rule *rule, const struct loop_rule *as)
{
	return working_days(rule) <= working_days(as);
}

int loop_parts(const char *who)
{
	int parts = 1;

	for (; *who; who++)
		parts += *who == ';';
	return parts;
}

bool loop_part_post(const char *who, int part, char post[static LOOP_POST])
{
	size_t length;

	post[0] = '\0';
	if (part < 0)
		return false;
	for (; part > 0; part--) {
		who = strchr(who, ';');
		if (!who)
			return false;
		who++;
	}
	length = strcspn(who, ";");
	if (length >= LOOP_POST)
		return false;
	memcpy(post, who, length);
	post[length] = '\0';
	return true;
}

const char *loop_post_words(const char *post)
{
	return strcmp(post, LOOP_QA) == 0 ? "QA" : post;
}

char *loop_rule_limit(const struct loop_rule *rule)
{
	const char *unit = rule->unit == LOOP_WEEKS ? "week" : "working day";
	const char *many = rule->limit == 1 ? "" : "s";

	if (rule->not_before)
		return xasprintf("%d to %d %s%s", rule->not_before, rule->limit, unit, many);
	return xasprintf("%d %s%s", rule->limit, unit, many);
}
