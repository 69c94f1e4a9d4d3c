// SPDX-License-Identifier: MIT
// export kpi and summary: the board's measures, and the grades of each domain team by team.
#include <stdlib.h>

#include "core/export/dataset.h"
#include "core/measure.h"
#include "core/text.h"
#include "db/mem.h"

// A cell of the summary: how often a team's audits were given a grade in a domain.
struct summary {
	const struct export *export;
	size_t domains;
	int64_t (*counts)[GRADE_INADEQUATE + 1]; // of service, team and domain
	int64_t (*places)[2];                    // service and team
	size_t count, room;
};

static struct tally_filter filter_of(const struct export *export)
{
	struct tally_filter filter = {.service_id = export->service_id,
		.team_id = export->team_id,
		.kind = AUDIT_MONTHLY,
		.range = export->filter->range};

	if (!export->filter->dated)
		filter.range = (struct date_range){
			date_from(DATE_YEAR_MIN, 1, 1), date_from(DATE_YEAR_MAX, 12, 31)};
	return filter;
}

static void put_words(struct export *export, const char *words)
{
	writer_text(&export->writer, words, SIZE_MAX);
}

static void put_period(struct export *export)
{
	char name[PERIOD_TEXT];

	put_words(export,
		export->filter->dated ? period_name(export->filter->range, name) : "all");
}

static void put_share(struct export *export, int64_t count, int64_t of)
{
	if (of > 0)
		writer_integer(&export->writer, share_percent(count, of));
	else
		writer_empty(&export->writer);
}

static int write_kpi(struct export *export)
{
	struct tally_filter filter = filter_of(export);
	int64_t counts[FIGURE_COUNT];

	if (figures_count(export->session, &filter, counts))
		return -1;
	for (const struct measure *measure = measures; measure->code; measure++) {
		int64_t count = counts[measure->numerator], of = counts[measure->denominator];

		put_period(export);
		put_words(export, measure->code);
		put_words(export, measure->name);
		writer_integer(&export->writer, count);
		if (measure->denominator == FIGURE_NONE)
			writer_empty(&export->writer);
		else
			writer_integer(&export->writer, of);
		put_share(export, count, of);
		put_database(export, 0);
		writer_end_row(&export->writer);
	}
	return 0;
}

// The place of a team within a service; made where it is not there yet. Teams are few.
static size_t place_of(struct summary *summary, int64_t service, int64_t team)
{
	size_t at = 0;

	while (at < summary->count &&
		(summary->places[at][0] != service || summary->places[at][1] != team))
		at++;
	if (at < summary->count)
		return at;
	if (summary->count == summary->room) {
		summary->room = summary->room ? summary->room * 2 : 64;
		summary->places =
			xreallocarray(summary->places, summary->room, sizeof(*summary->places));
		summary->counts = xreallocarray(summary->counts,
			summary->room * summary->domains, sizeof(*summary->counts));
	}
	summary->places[at][0] = service;
	summary->places[at][1] = team;
	for (size_t i = 0; i < summary->domains; i++)
		for (int grade = 0; grade <= GRADE_INADEQUATE; grade++)
			summary->counts[at * summary->domains + i][grade] = 0;
	summary->count++;
	return at;
}

static void add(const struct tally_row *row, void *context)
{
	struct summary *summary = context;
	size_t domain = domains_code(&summary->export->domains, row->a), place;

	if (domain == DOMAINS_NONE)
		return;
	place = place_of(summary, row->service_id, row->team_id);
	summary->counts[place * summary->domains + domain][row->b] += row->count;
}

static void write_grade(struct export *export, const struct summary *summary, size_t place,
	size_t domain, enum grade grade)
{
	const int64_t *counts = summary->counts[place * summary->domains + domain];
	int64_t of = 0;

	for (int each = GRADE_OUTSTANDING; each <= GRADE_INADEQUATE; each++)
		of += counts[each];
	put_period(export);
	put_lookup(export, &export->services, summary->places[place][0]);
	put_lookup(export, &export->teams, summary->places[place][1]);
	put_words(export, export->domains.codes[domain]);
	put_grade(export, grade);
	writer_integer(&export->writer, counts[grade]);
	writer_integer(&export->writer, of);
	put_share(export, counts[grade], of);
	put_database(export, 0);
	writer_end_row(&export->writer);
}

static bool is_graded(const struct summary *summary, size_t place, size_t domain)
{
	const int64_t *counts = summary->counts[place * summary->domains + domain];

	return counts[GRADE_OUTSTANDING] || counts[GRADE_GOOD] ||
	       counts[GRADE_REQUIRES_IMPROVEMENT] || counts[GRADE_INADEQUATE];
}

static void write_place(struct export *export, const struct summary *summary, size_t place)
{
	for (size_t domain = 0; domain < summary->domains; domain++)
		for (int grade = GRADE_OUTSTANDING;
			is_graded(summary, place, domain) && grade <= GRADE_INADEQUATE; grade++)
			write_grade(export, summary, place, domain, (enum grade)grade);
}

static const char *name_of(const struct lookup *lookup, int64_t id)
{
	const struct lookup_row *row = lookup_id(lookup, id);

	return row ? row->key : "";
}

// By the names of service and team.
static int place_compare(const void *a, const void *b, void *context)
{
	const struct summary *summary = context;
	const int64_t *left = summary->places[*(const size_t *)a],
		      *right = summary->places[*(const size_t *)b];
	int order = text_compare(name_of(&summary->export->services, left[0]),
		name_of(&summary->export->services, right[0]));

	return order ? order
		     : text_compare(name_of(&summary->export->teams, left[1]),
			       name_of(&summary->export->teams, right[1]));
}

static void write_places(struct export *export, struct summary *summary)
{
	size_t *order = xcalloc(summary->count + 1, sizeof(*order));

	for (size_t i = 0; i < summary->count; i++)
		order[i] = i;
	qsort_r(order, summary->count, sizeof(*order), place_compare, summary);
	for (size_t i = 0; i < summary->count; i++)
		write_place(export, summary, order[i]);
	free(order);
}

static int write_summary(struct export *export)
{
	struct tally_filter filter = filter_of(export);
	struct summary summary = {.export = export, .domains = export->domains.count};
	int result = tally_read(export->session, TALLY_FINAL, &filter, add, &summary);

	if (!result)
		write_places(export, &summary);
	free(summary.places);
	free(summary.counts);
	return result;
}

static const struct column kpi_columns[] = {
	{"period", COLUMN_TEXT, IMPORT_NONE, NULL, 0, "what was asked for",
		"a month 2026-10, a quarter 2023-24-Q2, a financial year 2023-24, two dates, "
		"or all"},
	{"code", COLUMN_CHOICE, IMPORT_NONE, NULL, 0, "short name of the measure",
		"completed, grade_inadequate ..., see the manual page"},
	{"measure", COLUMN_TEXT, IMPORT_NONE, NULL, 0, "its name on the performance board"},
	{"numerator", COLUMN_NUMBER, IMPORT_NONE, NULL, 0, "the count"},
	{"denominator", COLUMN_NUMBER, IMPORT_NONE, NULL, 0,
		"of how many; empty: the measure is a number alone"},
	{"percent", COLUMN_NUMBER, IMPORT_NONE, NULL, 0,
		"whole percent, halves up; empty: there is no denominator, or it is 0"},
	{"database", COLUMN_CHOICE, IMPORT_NONE, NULL, 0, "where the row comes from",
		"live, practice"},
};

static const struct column summary_columns[] = {
	{"period", COLUMN_TEXT, IMPORT_NONE, NULL, 0, "what was asked for",
		"a month 2026-10, a quarter 2023-24-Q2, a financial year 2023-24, two dates, "
		"or all"},
	{"service", COLUMN_TEXT, IMPORT_NONE, NULL, 0, "service of the audits"},
	{"team", COLUMN_TEXT, IMPORT_NONE, NULL, 0, "team of the audits"},
	{"domain", COLUMN_TEXT, IMPORT_NONE, NULL, 0, "code of the domain",
		"VOICE ..., overall for the whole"},
	{"grade", COLUMN_GRADE, IMPORT_NONE, NULL, 0, "final grade"},
	{"count", COLUMN_NUMBER, IMPORT_NONE, NULL, 0,
		"monthly audits completed in the period with that final grade"},
	{"of", COLUMN_NUMBER, IMPORT_NONE, NULL, 0,
		"those with any grade in that domain; not applicable is none"},
	{"percent", COLUMN_NUMBER, IMPORT_NONE, NULL, 0, "whole percent, halves up"},
	{"database", COLUMN_CHOICE, IMPORT_NONE, NULL, 0, "where the row comes from",
		"live, practice"},
};

const struct dataset dataset_summary = {
	.name = "summary",
	.meaning =
		"final grades of the monthly audits completed in a period, by team and domain",
	.columns = summary_columns,
	.count = LENGTH(summary_columns),
	.write = write_summary,
};

const struct dataset dataset_kpi = {
	.name = "kpi",
	.meaning = "the measures of the performance board",
	.columns = kpi_columns,
	.count = LENGTH(kpi_columns),
	.write = write_kpi,
};
