// SPDX-License-Identifier: MIT
// The making of charts: each kind's rows and columns, and what is counted into them.
#include <stdlib.h>
#include <string.h>

#include "core/agreement.h"
#include "core/charts-private.h"
#include "core/lookup.h"
#include "core/right.h"
#include "db/mem.h"

static void add_grades(struct chart *chart, bool columns)
{
	for (int grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++) {
		const char *name = grade_name((enum grade)grade),
			   *brief = grade_short((enum grade)grade);

		if (columns) {
			chart_add_column(chart, name, brief);
			chart->columns[grade - 1].grade = grade;
		} else {
			chart_add_row(chart, name, brief, grade);
		}
	}
}

static bool is_grade(int64_t grade)
{
	return grade >= GRADE_OUTSTANDING && grade <= GRADE_INADEQUATE;
}

static void take_overall(const struct tally_row *row, void *context)
{
	struct making *making = context;
	size_t column = making_column(making, row->month);

	if (column == SIZE_MAX || !is_grade(row->b) || !making_overall(making, row->a))
		return;
	for (size_t i = 0; i < making->chart->row_count; i++)
		chart_count(making->chart, i, column, (int64_t)i + 1 == row->b ? row->count : 0,
			row->count);
}

int make_stacked(struct making *making)
{
	add_grades(making->chart, false);
	making_months(making);
	chart_lay(making->chart);
	return tally_read(making->session, TALLY_FINAL, &making->filter, take_overall, making);
}

static void take_domain(const struct tally_row *row, void *context)
{
	struct making *making = context;
	size_t code = domains_code(&making->domains, row->a);

	for (size_t i = 0; code != DOMAINS_NONE && is_grade(row->b) && i < AGREEMENT_GRADES;
		i++)
		chart_count(making->chart, code, i, (int64_t)i + 1 == row->b ? row->count : 0,
			row->count);
}

static int add_domain(struct making *making, const char *code)
{
	char *name = NULL;
	int found = strcmp(code, "overall") == 0
			    ? 0
			    : db_text(making->session->db, QUERY_AGREEMENT_DOMAIN_NAME,
				      ARGS(TEXT("code", code)), &name);

	if (found >= 0)
		chart_add_row(making->chart, found ? name : "Overall", code, 0);
	free(found > 0 ? name : NULL);
	return found < 0 ? -1 : 0;
}

int make_heat(struct making *making)
{
	for (size_t i = 0; i < making->domains.count; i++)
		if (add_domain(making, making->domains.codes[i]))
			return -1;
	add_grades(making->chart, true);
	chart_lay(making->chart);
	return tally_read(making->session, TALLY_FINAL, &making->filter, take_domain, making);
}

// What a row of what is counted adds to a point: false where it has nothing to do with it.
struct share {
	int64_t count, of;
};

static bool of_grade(const struct making *making, const struct tally_row *row, int64_t worst,
	struct share *share)
{
	share->count = row->b <= worst;
	return is_grade(row->b) && making_overall(making, row->a);
}

static bool of_better(
	const struct making *making, const struct tally_row *row, struct share *share)
{
	return of_grade(making, row, GRADE_REQUIRES_IMPROVEMENT, share);
}

static bool of_good(
	const struct making *making, const struct tally_row *row, struct share *share)
{
	return of_grade(making, row, GRADE_GOOD, share);
}

static bool of_all(
	const struct making *making, const struct tally_row *row, struct share *share)
{
	share->count = 1;
	return true;
}

static bool of_due(
	const struct making *making, const struct tally_row *row, struct share *share)
{
	share->count = row->b == COMPLIANCE_IN_TIME;
	return row->b != COMPLIANCE_EXEMPT;
}

static bool of_moderated(
	const struct making *making, const struct tally_row *row, struct share *share)
{
	share->count = row->b == 1;
	return true;
}

static bool of_pair(
	const struct making *making, const struct tally_row *row, struct share *share)
{
	share->count = row->c / 8 == row->c % 8;
	return making_overall(making, row->a);
}

static bool of_child(
	const struct making *making, const struct tally_row *row, struct share *share)
{
	share->count = row->b;
	return row->a == SOURCE_CHILD;
}

static bool of_family(
	const struct making *making, const struct tally_row *row, struct share *share)
{
	share->count = row->b;
	return row->a == SOURCE_PARENT || row->a == SOURCE_CARER;
}

static bool of_verified(
	const struct making *making, const struct tally_row *row, struct share *share)
{
	share->count = row->b == 1;
	return true;
}

static bool of_step(
	const struct making *making, const struct tally_row *row, struct share *share)
{
	share->count = row->b == STEPS_IN_TIME;
	return row->b != STEPS_CANCELLED;
}

// Days: their sum, and how many they are of.
static bool of_span(enum span span, const struct tally_row *row, struct share *share)
{
	share->count = row->b == 1;
	share->of = row->b == 0;
	return row->a == span;
}

static bool of_audit_days(
	const struct making *making, const struct tally_row *row, struct share *share)
{
	return of_span(SPAN_AUDIT, row, share);
}

static bool of_moderation_days(
	const struct making *making, const struct tally_row *row, struct share *share)
{
	return of_span(SPAN_MODERATION, row, share);
}

static bool of_action_days(
	const struct making *making, const struct tally_row *row, struct share *share)
{
	return of_span(SPAN_ACTION, row, share);
}

static bool of_late_days(
	const struct making *making, const struct tally_row *row, struct share *share)
{
	return of_span(SPAN_LATE, row, share);
}

// The lines, by code.
static const struct line {
	const char *code;
	enum tally what;
	bool (*take)(
		const struct making *making, const struct tally_row *row, struct share *share);
	const char *unit;
	enum chart_better better;
	const char *note;
	const char *mean_of; // of means: what they are of
} lines[] = {
	{"requires_improvement_or_better", TALLY_FINAL, of_better, "audits", CHART_HIGHER,
		"Overall grades after moderation, by the month of completion. The council's "
		"own target is 80%."},
	{"good_or_better", TALLY_FINAL, of_good, "audits", CHART_HIGHER,
		"Overall grades after moderation, by the month of completion."},
	{"completed", TALLY_COMPLETED, of_all, "audits", CHART_HIGHER, ""},
	{"in_time", TALLY_DUE, of_due, "audits", CHART_HIGHER,
		"Audits by the month in which they were due; withdrawn ones are left out."},
	{"moderated_of_completed", TALLY_COMPLETED, of_moderated, "audits", CHART_HIGHER,
		"Audits by the month of completion."},
	{"same_grade", TALLY_PAIR, of_pair, "pairs", CHART_HIGHER,
		"The auditor's overall grade against the moderator's own."},
	{"child_feedback", TALLY_FEEDBACK, of_child, "audits", CHART_HIGHER,
		"Audits that say nothing of it are left out."},
	{"family_feedback", TALLY_FEEDBACK, of_family, "people asked", CHART_HIGHER,
		"Parents and carers each count; audits that say nothing of them are left out."},
	{"actions_raised", TALLY_RAISED, of_all, "actions", CHART_EITHER, ""},
	{"actions_in_time", TALLY_CLOSED, of_verified, "actions", CHART_HIGHER,
		"Actions by the month in which they were verified."},
	{"steps_in_time", TALLY_STEP, of_step, "steps", CHART_HIGHER,
		"Steps by the month in which they were due; cancelled ones are left out."},
	{"days_to_submit", TALLY_DAYS, of_audit_days, "days", CHART_LOWER,
		"The mean of each month's audits, in calendar days, by the month of "
		"completion.",
		"audits"},
	{"days_to_moderate", TALLY_DAYS, of_moderation_days, "days", CHART_LOWER,
		"The mean of each month's moderations, in calendar days, by the month in "
		"which they were completed.",
		"audits"},
	{"days_to_act", TALLY_DAYS, of_action_days, "days", CHART_LOWER,
		"The mean of each month's actions, in calendar days to when they were said "
		"to be done, by the month in which QA verified them.",
		"actions"},
	{"days_late", TALLY_DAYS, of_late_days, "days", CHART_LOWER,
		"The mean of each month's actions, in calendar days past their date; 0 for "
		"those in time; by the month in which QA verified them.",
		"actions"},
};

struct taking {
	struct making *making;
	const struct line *line;
};

static void take_point(const struct tally_row *row, void *context)
{
	const struct taking *taking = context;
	struct making *making = taking->making;
	size_t column = making_column(making, row->month);
	struct share share = {0};

	if (column == SIZE_MAX || !taking->line->take(making, row, &share))
		return;
	if (taking->line->mean_of)
		chart_mean(
			making->chart, column, row->count * share.count, row->count * share.of);
	else
		chart_count(making->chart, 0, column, row->count * share.count,
			making->info->kind == CHART_P ? row->count : 0);
}

// Of counts, a month without any is a 0; but before the first there was nothing to count yet. Of means it is a gap.
static void fill_zeros(struct chart *chart)
{
	size_t first = 0;

	if (chart->mean_of)
		return;
	while (first < chart->column_count && !chart_cell(chart, 0, first)->known)
		first++;
	for (size_t i = first; chart->kind == CHART_XMR && i < chart->column_count; i++)
		chart_count(chart, 0, i, 0, 0);
}

int make_line(struct making *making)
{
	const struct line *line = lines;

	while (strcmp(line->code, making->info->code) != 0)
		line++;
	xreplace(&making->chart->unit, line->unit);
	xreplace(&making->chart->note, line->note);
	making->chart->mean_of = line->mean_of ? xstrdup(line->mean_of) : NULL;
	making->chart->better = line->better;
	chart_add_row(making->chart, making->info->title, "", 0);
	making_months(making);
	chart_lay(making->chart);
	if (tally_read(making->session, line->what, &making->filter, take_point,
		    &(struct taking){making, line}))
		return -1;
	fill_zeros(making->chart);
	return 0;
}

static void take_pair(const struct tally_row *row, void *context)
{
	struct making *making = context;
	int64_t lead = row->c / 8, own = row->c % 8;

	if (is_grade(lead) && is_grade(own) && making_overall(making, row->a))
		chart_count(making->chart, (size_t)lead - 1, (size_t)own - 1, row->count, 0);
}

int make_matrix(struct making *making)
{
	xreplace(&making->chart->unit, "pairs");
	xreplace(&making->chart->note,
		"Rows: the auditor's grade; columns: the moderator's own. Right of the "
		"diagonal the auditor graded higher.");
	add_grades(making->chart, false);
	add_grades(making->chart, true);
	chart_lay(making->chart);
	for (size_t i = 0; i < making->chart->row_count * making->chart->column_count; i++)
		making->chart->cells[i].known = true;
	return tally_read(making->session, TALLY_PAIR, &making->filter, take_pair, making);
}

// Ages of open actions in months past the one in which they were due: the first row that is not greater.
static const struct {
	const char *name, *brief;
	int past; // at most so many months
} ages[] = {
	{"due in later months", "later", -1},
	{"due this month", "this month", 0},
	{"due last month", "last month", 1},
	{"2 to 3 months past", "2-3 months", 3},
	{"4 to 6 months past", "4-6 months", 6},
	{"7 to 12 months past", "7-12 months", 12},
	{"over a year past", "over a year", CHARTS_AGES_MOST},
};

void charts_age(size_t row, int *from, int *to)
{
	*from = row ? ages[row - 1].past + 1 : -CHARTS_AGES_MOST;
	*to = ages[row].past;
}

static void take_open(const struct tally_row *row, void *context)
{
	struct making *making = context;
	struct date_parts today = date_split(making->session->today);
	int past = today.year * 12 + today.month - (row->month / 100 * 12 + row->month % 100);
	size_t age = 0;

	if (row->b)
		return; // verified
	while (ages[age].past < past)
		age++;
	chart_count(making->chart, age, 0, row->count, 0);
}

int make_ageing(struct making *making)
{
	struct tally_filter filter = making->filter;

	filter.range = (struct date_range){
		date_from(DATE_YEAR_MIN, 1, 1), date_from(DATE_YEAR_MAX, 12, 31)};
	filter.kind = -1;
	xreplace(&making->chart->unit, "actions");
	xreplace(&making->chart->note,
		"Actions that are not verified today, by the month in which they are due.");
	for (size_t i = 0; i < LENGTH(ages); i++)
		chart_add_row(making->chart, ages[i].name, ages[i].brief, 0);
	chart_add_column(making->chart, "open actions", "open");
	chart_lay(making->chart);
	for (size_t i = 0; i < LENGTH(ages); i++)
		making->chart->cells[i].known = true;
	return tally_read(making->session, TALLY_ACTION_DUE, &filter, take_open, making);
}

static void take_due(const struct tally_row *row, void *context)
{
	struct making *making = context;
	size_t column = making_column(making, row->month), at = 0;
	int64_t id = making->wish->service_id ? row->team_id : row->service_id;

	if (column == SIZE_MAX || row->b == COMPLIANCE_EXEMPT)
		return;
	while (at < making->chart->row_count && making->ids[at] != id)
		at++;
	if (at < making->chart->row_count)
		chart_count(making->chart, at, column,
			row->b == COMPLIANCE_IN_TIME ? row->count : 0, row->count);
}

// A row for each service, or for each team of the one that is asked for.
static void add_places(struct making *making, const struct lookup *places)
{
	const struct charts_wish *wish = making->wish;

	making->ids = xcalloc(places->count + 1, sizeof(*making->ids));
	for (size_t i = 0; i < places->count; i++) {
		const struct lookup_row *place = places->by_key[i];
		int64_t service = wish->service_id ? place->parent : place->id;

		if ((wish->service_id && service != wish->service_id) ||
			(wish->team_id && place->id != wish->team_id) ||
			!may(making->session, RIGHT_REPORT,
				&(struct subject){.service_id = service}))
			continue;
		making->ids[making->chart->row_count] = place->id;
		chart_add_row(making->chart, place->key, place->key, 0);
	}
}

int make_calendar(struct making *making)
{
	struct lookup places = {0};
	int result = making->wish->service_id ? lookup_teams(making->session->db, &places)
					      : lookup_services(making->session->db, &places);

	if (!result)
		add_places(making, &places);
	lookup_finish(&places);
	if (result)
		return -1;
	xreplace(&making->chart->note,
		"Audits by the month in which they were due; withdrawn ones are left out.");
	making_months(making);
	chart_lay(making->chart);
	return tally_read(making->session, TALLY_DUE, &making->filter, take_due, making);
}
