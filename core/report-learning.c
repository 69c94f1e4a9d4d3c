// SPDX-License-Identifier: MIT
// Sections of the report: feedback, themes, good practice and areas for development.
#include <stdlib.h>
#include <string.h>

#include "core/exemplar.h"
#include "core/learning.h"
#include "core/mask.h"
#include "core/report-private.h"
#include "core/text.h"
#include "db/mem.h"

#define THEMES_SHOWN 12
#define CANDIDATES_SHOWN 20
#define REASONS_SHOWN 20

static char *wish_feedback(const struct maker *maker, int source, const char *answer)
{
	return wish_add(wish_of(maker, 0, 0, "completed"), "state=done\tfeedback=%s %s",
		source_info((enum source)source)->code, answer);
}

static int reason_say(struct maker *maker, struct mask *mask, struct stmt *row)
{
	const char *source = source_info((enum source)stmt_int(row, 1))->label;
	char *text;

	if (mask_audit(maker->session, mask, stmt_int(row, 0)))
		return -1;
	text = mask_apply(maker->session, mask, stmt_text(row, 2));
	if (text)
		say(maker, "%s, why not: %s", source, text);
	free(text);
	return text ? 0 : -1;
}

// In the words of auditors, references and names taken out.
static int reasons_say(struct maker *maker)
{
	char from[DATE_TEXT], to[DATE_TEXT];
	struct mask mask = {0};
	struct stmt *row;
	int more = -1, result = mask_init(maker->session, &mask);

	row = result ? NULL
		     : db_query(maker->session->db, QUERY_REPORT_REASONS,
			       ARGS(INT("child", PLACE_CHILD_WHY_NOT),
				       INT("parent", PLACE_PARENT_WHY_NOT),
				       INT("carer", PLACE_CARER_WHY_NOT),
				       INT("practitioner", PLACE_PRACTITIONER_WHY_NOT),
				       TEXT("from", date_iso(maker->now.range.first, from)),
				       TEXT("to", date_iso(maker->now.range.last, to)),
				       WHOSE(maker), INT("max", REASONS_SHOWN)));
	while (!result && row && (more = stmt_next(row)) == 1)
		result = reason_say(maker, &mask, row);
	if (result && more == 1)
		stmt_done(row);
	mask_finish(&mask);
	return result || more < 0 ? -1 : 0;
}

int section_feedback(struct maker *maker)
{
	static const struct report_column columns[] = {{"Whose", false}, {"Obtained", true},
		{"Not, with the reason", true}, {"Not said", true}};
	int64_t of = maker->now.figures[FIGURE_COMPLETED];

	table_begin(maker, "Whose feedback stands in the audits completed", columns,
		LENGTH(columns));
	for (int source = 0; source < SOURCE_COUNT; source++) {
		const int64_t *counts = maker->now.feedback[source];

		add_text(maker, source_info((enum source)source)->label);
		add_share(maker, counts[1], of, wish_feedback(maker, source, "yes"));
		add_share(maker, counts[0], of, wish_feedback(maker, source, "no"));
		add_share(maker, of - counts[0] - counts[1], of,
			wish_feedback(maker, source, "not said"));
	}
	if (means_tables(maker))
		return -1;
	if (maker->wish->narratives)
		return reasons_say(maker);
	caution(maker,
		"Why feedback was not obtained is in each audit, and in export feedback: the "
		"words could tell whose case it is.");
	return 0;
}

static char *theme_name(const struct maker *maker, int64_t id)
{
	char *name = NULL;

	db_text(maker->session->db, QUERY_REPORT_THEME, ARGS(INT("id", id)), &name);
	return name ? name : xstrdup("");
}

static const struct theme_count *theme_before(const struct maker *maker, int64_t id)
{
	static const struct theme_count none;

	for (size_t i = 0; i < maker->before.theme_count; i++)
		if (maker->before.themes[i].id == id)
			return &maker->before.themes[i];
	return &none;
}

static int64_t named(const struct theme_count *theme)
{
	return theme->strengths + theme->developments;
}

static int most_named(const void *a, const void *b)
{
	const struct theme_count *left = a, *right = b;

	if (named(left) != named(right))
		return named(left) < named(right) ? 1 : -1;
	return (left->id > right->id) - (left->id < right->id);
}

static int most_strengths(const void *a, const void *b)
{
	const struct theme_count *left = a, *right = b;

	if (left->strengths != right->strengths)
		return left->strengths < right->strengths ? 1 : -1;
	return most_named(a, b);
}

static int most_developments(const void *a, const void *b)
{
	const struct theme_count *left = a, *right = b;

	if (left->developments != right->developments)
		return left->developments < right->developments ? 1 : -1;
	return most_named(a, b);
}

static void themes_sort(struct maker *maker, int (*compare)(const void *, const void *))
{
	if (maker->now.theme_count)
		qsort(maker->now.themes, maker->now.theme_count, sizeof(*maker->now.themes),
			compare);
}

static char *wish_theme(const struct maker *maker, const char *name, const char *aspect)
{
	return wish_add(wish_of(maker, 0, 0, "completed"), "state=done\ttheme=%s\taspect=%s",
		name, aspect);
}

static void add_theme(struct maker *maker, const struct theme_count *theme)
{
	const struct theme_count *before = theme_before(maker, theme->id);
	char *name = theme_name(maker, theme->id);
	char *change =
		xasprintf("%+lld, %+lld", (long long)(theme->strengths - before->strengths),
			(long long)(theme->developments - before->developments));

	add_text(maker, name);
	add_count(maker, theme->strengths, wish_theme(maker, name, "strength"));
	add_count(maker, theme->developments, wish_theme(maker, name, "development"));
	add_words(maker, change, NULL,
		"A difference between two periods: the numbers beside it open this one's");
	free(change);
	free(name);
}

int section_themes(struct maker *maker)
{
	static const struct report_column columns[] = {{"Theme", false}, {"Strength", true},
		{"To develop", true}, {"Since the period before", true}};

	if (!maker->now.theme_count) {
		say(maker, "No audit completed in this period names a theme.");
		return 0;
	}
	themes_sort(maker, most_named);
	table_begin(maker, "Audits that name a theme", columns, LENGTH(columns));
	for (size_t i = 0; i < maker->now.theme_count; i++)
		add_theme(maker, &maker->now.themes[i]);
	return 0;
}

// The themes named most often under one aspect, in a sentence each.
static void themes_say(struct maker *maker, bool strengths)
{
	themes_sort(maker, strengths ? most_strengths : most_developments);
	for (size_t i = 0; i < maker->now.theme_count && i < THEMES_SHOWN; i++) {
		const struct theme_count *theme = &maker->now.themes[i];
		int64_t count = strengths ? theme->strengths : theme->developments;
		char *name = theme_name(maker, theme->id);

		if (count > 0)
			say_of(maker, "%: in % of the audits completed.",
				CELLS(text_of(name),
					share_of(count, maker->now.figures[FIGURE_COMPLETED],
						wish_theme(maker, name,
							strengths ? "strength"
								  : "development"))));
		free(name);
	}
}

// The library holds what names no case: it may stand in any report.
static int exemplars_say(struct maker *maker)
{
	struct exemplar *list;
	size_t count;
	int shown = 0;

	if (exemplar_list(maker->session, LEARNING_ALL, false, &list, &count))
		return -1;
	for (size_t i = 0; i < count; i++)
		if (list[i].added_on >= maker->now.range.first &&
			list[i].added_on <= maker->now.range.last) {
			say(maker, "For the practice library: %s%s%s. %s", list[i].title,
				*list[i].theme ? ", on " : "", list[i].theme, list[i].text);
			shown++;
		}
	if (!shown)
		say(maker, "Nothing was added to the practice library in this period.");
	exemplars_free(list, count);
	return 0;
}

static int candidates_say(struct maker *maker)
{
	struct learning_filter filter = {.range = maker->now.range,
		.service_id = maker->filter.service_id,
		.theme_id = LEARNING_ALL};
	struct learning_candidate *list;
	size_t count;

	if (!may(maker->session, RIGHT_LIBRARY, NULL)) {
		caution(maker, "The words of auditors are shown to QA only.");
		return 0;
	}
	if (learning_candidates(maker->session, &filter, CANDIDATES_SHOWN, &list, &count))
		return -1;
	for (size_t i = 0; i < count; i++)
		say(maker, "%s, %s: %s", list[i].service, learning_source_name(list[i].source),
			list[i].proposal);
	learning_candidates_free(list, count);
	return 0;
}

int section_practice(struct maker *maker)
{
	themes_say(maker, true);
	if (exemplars_say(maker))
		return -1;
	return maker->wish->narratives ? candidates_say(maker) : 0;
}

// Domains with the largest share below Good.
static void weakest_say(struct maker *maker)
{
	for (size_t code = 0; code < maker->domains.count; code++) {
		const int64_t *grades = maker->now.final[code];
		int64_t below = grades[GRADE_REQUIRES_IMPROVEMENT] + grades[GRADE_INADEQUATE],
			of = below + grades[GRADE_GOOD] + grades[GRADE_OUTSTANDING];
		char *label;

		if (!of || 2 * below <= of ||
			strcmp(maker->domains.codes[code], "overall") == 0)
			continue;
		label = domain_label(maker, code);
		say_of(maker, "% was below Good in % of the audits graded.",
			CELLS(text_of(label),
				share_of(
					below, of, wish_below(maker, maker->now.range, code))));
		free(label);
	}
}

int section_development(struct maker *maker)
{
	themes_say(maker, false);
	weakest_say(maker);
	if (!maker->section->count)
		say(maker, "No theme was named as an area for development, and no domain was "
			   "below Good in more than half of the audits.");
	return 0;
}
