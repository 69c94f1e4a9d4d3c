// SPDX-License-Identifier: MIT
// The report: which sections it has, in one table, and how it is made from one moment of the database.
#include <stdlib.h>
#include <string.h>

#include "core/report-private.h"
#include "core/tally.h"
#include "db/error.h"
#include "db/mem.h"

static const struct {
	const char *code, *title;
	int (*make)(struct maker *maker);
} sections[] = {
	{"board", "The board's measures", section_board},
	{"changes", "What changed", section_changes},
	{"compliance", "Compliance", section_compliance},
	{"grades", "Grades", section_grades},
	{"trajectory", "Trajectory", section_trajectory},
	{"moderation", "Moderation and calibration", section_moderation},
	{"feedback", "Feedback", section_feedback},
	{"themes", "Themes", section_themes},
	{"practice", "Good practice", section_practice},
	{"development", "Areas for development", section_development},
	{"actions", "Actions", section_actions},
	{"steps", "Closing the loop", section_steps},
	{"challenge", "Confirm and Challenge", section_challenge},
	{"reviews", "Review audits", section_reviews},
};

static int progress(const struct maker *maker, int percent)
{
	const struct report_wish *wish = maker->wish;

	return wish->progress && wish->progress(percent, wish->context) != 0 ? -1 : 0;
}

static int find_place(struct maker *maker)
{
	const struct lookup_row *team;
	int64_t service;

	if (lookup_find(&maker->services, "service", maker->wish->service,
		    &maker->filter.service_id) ||
		lookup_find(&maker->teams, "team", maker->wish->team, &maker->filter.team_id))
		return -1;
	team = lookup_id(&maker->teams, maker->filter.team_id);
	service = team ? team->parent : maker->filter.service_id;
	return service ? require(maker->session, RIGHT_REPORT,
				 &(struct subject){.service_id = service})
		       : 0;
}

// The services of a senior manager: what a report without a place is about for them.
static char *own_services(const struct maker *maker)
{
	const struct person *me = &maker->session->me;
	char *text = xstrdup("");

	for (size_t i = 0; i < me->service_count; i++) {
		char *more = xasprintf("%s%s%s", text,
			i == 0                       ? ""
			: i + 1 == me->service_count ? " and "
						     : ", ",
			service_name(maker, me->services[i]));

		free(text);
		text = more;
	}
	return text;
}

static char *place_words(const struct maker *maker)
{
	if (maker->filter.team_id)
		return xstrdup(team_name(maker, maker->filter.team_id));
	if (maker->filter.service_id)
		return xstrdup(service_name(maker, maker->filter.service_id));
	if (may_everywhere(maker->session, RIGHT_REPORT))
		return xstrdup("The whole council");
	return own_services(maker);
}

char *period_words(struct date_range range)
{
	char name[PERIOD_TEXT], month[DATE_TEXT];
	struct date_range whole;

	period_name(range, name);
	if (date_parse_month(name, &whole) == 0)
		return xstrdup(date_show_month(range.first, month));
	return xstrdup(name);
}

// All that may have been used: those published.
static char *templates_words(struct maker *maker)
{
	struct stmt *row = db_query(maker->session->db, QUERY_REPORT_TEMPLATES, NO_ARGS);
	char *text = xstrdup("");

	while (row && stmt_next(row) == 1) {
		char *more = xasprintf("%s%s%s v%lld", text, *text ? ", " : "",
			stmt_text(row, 0), (long long)stmt_int(row, 1));

		free(text);
		text = more;
	}
	return text;
}

static void cover(struct maker *maker)
{
	struct report *report = maker->report;
	char moment[MOMENT_TEXT], shown[32], name[PERIOD_TEXT],
		*period = period_words(maker->now.range);

	report->kind = (enum audit_kind)maker->filter.kind;
	report->period = xstrdup(period_name(maker->now.range, name));
	report->place = place_words(maker);
	report->title = xasprintf("Case file audits, %s", period);
	report->made_at = xstrdup(
		session_show_stamp(maker->session, session_now(maker->session, moment), shown));
	report->made_by = xstrdup(maker->session->me.name);
	report->templates = templates_words(maker);
	report->practice = maker->session->practice;
	report->narratives = maker->wish->narratives;
	free(period);
}

static int sections_make(struct maker *maker)
{
	struct report *report = maker->report;

	report->sections = xcalloc(LENGTH(sections), sizeof(*report->sections));
	for (size_t i = 0; i < LENGTH(sections); i++) {
		maker->section = &report->sections[report->count++];
		*maker->section = (struct report_section){.code = sections[i].code,
			.title = sections[i].title,
			.heading = xstrdup(sections[i].title)};
		if (sections[i].make(maker) ||
			progress(maker, 70 + (int)(30 * (i + 1) / LENGTH(sections))))
			return -1;
	}
	return 0;
}

static int make(struct maker *maker)
{
	struct db *db = maker->session->db;

	if (domains_load(db, &maker->domains) || lookup_services(db, &maker->services) ||
		lookup_teams(db, &maker->teams) || find_place(maker))
		return -1;
	maker->report_range = maker->wish->range;
	if (progress(maker, 0) || gather(maker, maker->wish->range, &maker->now) ||
		progress(maker, 35) ||
		gather(maker, period_before(maker->wish->range), &maker->before) ||
		progress(maker, 70))
		return -1;
	cover(maker);
	return sections_make(maker);
}

static int tell_trail(struct maker *maker)
{
	struct session *session = maker->session;
	char *asked = xasprintf("%s, %s", maker->report->period, maker->report->place);
	int result = session_begin(session);

	if (!result)
		result = db_end(session->db,
			trail_append(session, &(struct act){.verb = "report",
						      .record = "audits",
						      .service_id = maker->filter.service_id,
						      .new = asked}));
	free(asked);
	return result ? -1 : trail_head(session, maker->report->head);
}

int report_make(struct session *session, const struct report_wish *wish, struct report *report)
{
	struct maker maker = {.session = session, .wish = wish, .report = report};
	int result;

	*report = (struct report){0};
	maker.filter.kind = wish->kind ? wish->kind : AUDIT_MONTHLY;
	if (require(session, RIGHT_REPORT, NULL) || db_snapshot(session->db))
		return -1;
	tally_keep(session);
	result = make(&maker);
	tally_drop(session);
	db_snapshot_end(session->db);
	if (!result)
		result = tell_trail(&maker);
	gathered_finish(&maker.now);
	gathered_finish(&maker.before);
	domains_finish(&maker.domains);
	lookup_finish(&maker.services);
	lookup_finish(&maker.teams);
	if (result)
		report_finish(report);
	return result ? -1 : 0;
}
