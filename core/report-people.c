// SPDX-License-Identifier: MIT
// Sections of the report: the board's measures, and who did the audits in time.
#include <stdlib.h>
#include <string.h>

#include "core/audit-list.h"
#include "core/report-private.h"
#include "db/mem.h"

char *wish_figure(const struct maker *maker, enum figure figure)
{
	static const struct {
		enum figure figure;
		const char *days, *more;
	} wishes[] = {
		{FIGURE_COMPLETED, "completed", "state=done"},
		{FIGURE_INADEQUATE, "completed", "state=done\tgrade=Inadequate"},
		{FIGURE_REQUIRES_IMPROVEMENT, "completed",
			"state=done\tgrade=Requires Improvement"},
		{FIGURE_GOOD, "completed", "state=done\tgrade=Good"},
		{FIGURE_OUTSTANDING, "completed", "state=done\tgrade=Outstanding"},
		{FIGURE_ALLOCATED_COMPLETED, "due", "state=done"},
		{FIGURE_BETTER, "completed",
			"state=done\tgrades=Requires Improvement or better"},
		{FIGURE_MODERATED, "completed", "state=done\tmoderated=yes"},
	};

	for (size_t i = 0; i < LENGTH(wishes); i++)
		if (wishes[i].figure == figure)
			return wish_add(
				wish_of(maker, 0, 0, wishes[i].days), "%s", wishes[i].more);
	if (figure == FIGURE_PRIORITY_OPEN)
		return wish_add(wish_open_then(maker, wish_behind(maker, "actions", 0)),
			"priority=yes");
	return NULL;
}

struct report_cell figure_of(struct maker *maker, const struct gathered *gathered,
	enum figure figure, enum figure of)
{
	struct date_range range = maker->report_range;
	char *wish;

	maker->report_range = gathered->range;
	wish = wish_figure(maker, figure);
	maker->report_range = range;
	return of == FIGURE_NONE
		       ? count_of(gathered->figures[figure], wish)
		       : share_of(gathered->figures[figure], gathered->figures[of], wish);
}

int section_board(struct maker *maker)
{
	static const struct report_column columns[] = {
		{"Measure", false}, {"This period", true}, {"The period before", true}};
	char day[2][DATE_TEXT];

	table_begin(maker, "Measures of the performance board", columns, LENGTH(columns));
	for (const struct measure *measure = measures; measure->code; measure++) {
		add_text(maker, measure->name);
		add_cell(maker, figure_of(maker, &maker->now, measure->numerator,
					measure->denominator));
		add_cell(maker, figure_of(maker, &maker->before, measure->numerator,
					measure->denominator));
	}
	caution(maker,
		"Outstanding actions: as at %s, in the period before as at %s. All else by the "
		"days of the period.",
		date_show(counted_until(maker, maker->now.range), day[0]),
		date_show(maker->before.range.last, day[1]));
	say(maker,
		"The plan asks for at least 80%% of audits at Requires Improvement or better.");
	return 0;
}

static int64_t allocated(const int64_t *compliance)
{
	return compliance[COMPLIANCE_IN_TIME] + compliance[COMPLIANCE_LATE] +
	       compliance[COMPLIANCE_OPEN];
}

static int64_t done(const int64_t *compliance)
{
	return compliance[COMPLIANCE_IN_TIME] + compliance[COMPLIANCE_LATE];
}

static void add_line(
	struct maker *maker, const int64_t *compliance, int64_t missing, char *wish)
{
	int64_t all = allocated(compliance);

	add_count(maker, all, wish_add(xstrdup(wish), "state=counted"));
	add_share(maker, done(compliance), all, wish_add(xstrdup(wish), "state=done"));
	add_share(maker, compliance[COMPLIANCE_IN_TIME], all,
		wish_add(xstrdup(wish), "state=in time"));
	add_count(maker, compliance[COMPLIANCE_LATE], wish_add(xstrdup(wish), "state=late"));
	add_count(maker, compliance[COMPLIANCE_OPEN] - missing,
		wish_add(xstrdup(wish), "state=not due"));
	add_count(maker, missing, wish_add(xstrdup(wish), "state=missing"));
	add_count(maker, compliance[COMPLIANCE_EXEMPT],
		wish_add(xstrdup(wish), "state=withdrawn"));
	free(wish);
}

static const struct report_column compliance_columns[] = {
	{"Place", false},
	{"Allocated", true},
	{"Completed", true},
	{"In time", true},
	{"Late", true},
	{"Not yet due", true},
	{"Missing", true},
	{"Exempt", true},
};

static void add_place(struct maker *maker, const struct area *place)
{
	const char *service = service_name(maker, place->service);
	char *team = place->team ? xasprintf("  %s", team_name(maker, place->team)) : NULL;

	add_text(maker, team ? team : place->service ? service : maker->report->place);
	free(team);
	add_line(maker, place->compliance, place->missing,
		wish_of(maker, place->service, place->team, "due"));
}

static void posts_table(struct maker *maker)
{
	table_begin(maker, "By post of the lead auditor", compliance_columns,
		LENGTH(compliance_columns));
	table_rows_are(maker, "Post");
	for (int post = 0; post < POSTS_MAX; post++) {
		const int64_t *compliance = maker->now.posts[post];
		const char *name = tally_post_name(post);
		char *more = xasprintf("post=%s", *name ? name : POST_NONE);

		if (allocated(compliance) || compliance[COMPLIANCE_EXEMPT]) {
			add_text(maker, *name ? name : "nobody yet, or not known");
			add_line(maker, compliance, maker->now.posts_missing[post],
				wish_add(wish_of(maker, 0, 0, "due"), "%s", more));
		}
		free(more);
	}
}

#define CALENDAR_MONTHS 12

static char *wish_due(const struct maker *maker, const char *state)
{
	return wish_add(wish_of(maker, 0, 0, "due"), "state=%s", state);
}

int section_compliance(struct maker *maker)
{
	const struct gathered *now = &maker->now;
	const struct area *all = &now->places[0];
	int64_t of = allocated(all->compliance), completed = done(all->compliance);

	say_of(maker,
		"Of % audits due in the period % were completed; late: %, missing: %, "
		"exempt: %.",
		CELLS(count_of(of, wish_due(maker, "counted")),
			share_of(completed, of, wish_due(maker, "done")),
			count_of(all->compliance[COMPLIANCE_LATE], wish_due(maker, "late")),
			count_of(all->missing, wish_due(maker, "missing")),
			count_of(all->compliance[COMPLIANCE_EXEMPT],
				wish_due(maker, "withdrawn"))));
	if (chart_months(maker, "in_time", 0) || chart_months(maker, "completed", 0) ||
		chart_months(maker, "days_to_submit", 0) ||
		(!maker->filter.team_id && chart_months(maker, "calendar", CALENDAR_MONTHS)))
		return -1;
	table_begin(
		maker, "By service and team", compliance_columns, LENGTH(compliance_columns));
	for (size_t i = 0; i < now->place_count; i++)
		if (allocated(now->places[i].compliance) ||
			now->places[i].compliance[COMPLIANCE_EXEMPT])
			add_place(maker, &now->places[i]);
	posts_table(maker);
	caution(maker,
		"Counted by the day on which audits are due. Missing: not completed, and "
		"past that day. Exempt: withdrawn with a reason, and counted nowhere else.");
	return 0;
}
