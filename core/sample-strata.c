// SPDX-License-Identifier: MIT
// The teams of a receipt or of a frame, counted.
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/sample-private.h"
#include "db/mem.h"

// Moderations are drawn from whole services: a stratum of theirs has no team.
static bool same_stratum(const struct sample_entry *entry, const struct sample_stratum *stratum)
{
	return strcmp(entry->service, stratum->service) == 0 &&
	       (!*stratum->team || strcmp(entry->team, stratum->team) == 0);
}

static void count_entry(struct sample_stratum *stratum, const struct sample_entry *entry)
{
	const char *why = entry->excluded;

	stratum->open++;
	stratum->left_out += *why != '\0';
	stratum->under_way += strncmp(why, "audit ", 6) == 0;
	stratum->audited += strncmp(why, "audited ", 8) == 0;
	stratum->counted += strcmp(why, SAMPLE_DRAWN_ALREADY) == 0;
	stratum->got += entry->chosen != 0;
}

static struct sample_stratum stratum_at(const struct sample *sample, size_t first)
{
	const struct sample_entry *entries = sample->entries;
	struct sample_stratum stratum = {.service = entries[first].service,
		.team = sample->purpose == SAMPLE_AUDIT ? entries[first].team : "",
		.first = first,
		.end = first};

	while (stratum.end < sample->entry_count &&
		same_stratum(&entries[stratum.end], &stratum))
		count_entry(&stratum, &entries[stratum.end++]);
	return stratum;
}

static int by_name(const void *a, const void *b)
{
	const struct sample_stratum *one = a, *other = b;
	int order = strcmp(one->service, other->service);

	return order ? order : strcmp(one->team, other->team);
}

// What fell short says so of its team; a team without cases has no other line.
static size_t shortfall_take(
	struct sample_stratum *strata, size_t count, const struct sample_shortfall *shortfall)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(strata[i].service, shortfall->service) == 0 &&
			strcmp(strata[i].team, shortfall->team) == 0) {
			strata[i].why = shortfall->why;
			return count;
		}
	strata[count] = (struct sample_stratum){.service = shortfall->service,
		.team = shortfall->team,
		.why = shortfall->why,
		.wanted = shortfall->wanted,
		.got = shortfall->got};
	return count + 1;
}

static void wanted_count(
	const struct sample *sample, bool drawn, struct sample_stratum *strata, size_t count)
{
	struct draw_rule rule;
	bool known = !sample_rule_parse(sample, &rule);

	for (size_t i = 0; i < count; i++) {
		struct sample_stratum *stratum = &strata[i];

		if (stratum->first == stratum->end)
			continue;
		stratum->wanted = known ? draw_wanted(&rule, stratum->open) - stratum->counted
					: stratum->got;
		if (stratum->wanted < 0)
			stratum->wanted = 0;
		if (!drawn)
			stratum->got = stratum->open - stratum->left_out < stratum->wanted
					       ? stratum->open - stratum->left_out
					       : stratum->wanted;
	}
}

struct sample_stratum *sample_strata(const struct sample *sample, bool drawn, size_t *count)
{
	size_t most = sample->entry_count + sample->shortfall_count + 1;
	struct sample_stratum *strata = xcalloc(most, sizeof(*strata));

	*count = 0;
	for (size_t first = 0; first < sample->entry_count; first = strata[*count - 1].end)
		strata[(*count)++] = stratum_at(sample, first);
	wanted_count(sample, drawn, strata, *count);
	for (size_t i = 0; i < sample->shortfall_count; i++)
		*count = shortfall_take(strata, *count, &sample->shortfalls[i]);
	if (*count)
		qsort(strata, *count, sizeof(*strata), by_name);
	return strata;
}

const char *sample_kind_name(const struct sample *sample)
{
	if (sample->purpose == SAMPLE_AUDIT)
		return audit_kind_name(sample->kind);
	return sample->purpose == SAMPLE_MODERATION ? "moderation" : "challenge";
}

char *sample_rule_shown(const struct sample *sample)
{
	const char *of = sample->purpose == SAMPLE_AUDIT ? "team" : "service";
	struct draw_rule rule;

	if (sample_rule_parse(sample, &rule))
		return xstrdup(sample->rule);
	if (rule.per)
		return xasprintf("%" PRId64 " from each %s", rule.per, of);
	return rule.percent == 100 ? xstrdup("all of them")
				   : xasprintf("%" PRId64 "%% of each %s", rule.percent, of);
}
