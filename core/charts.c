// SPDX-License-Identifier: MIT
// Which charts there are, and their making from what is counted.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/charts-private.h"
#include "core/chart-step.h"
#include "core/lookup.h"
#include "core/right.h"
#include "core/trail.h"
#include "core/tally.h"
#include "db/error.h"
#include "db/mem.h"

const struct charts_info charts_table[] = {
	{"grades", "Overall grades by month",
		"What the overall grades of each month were, after moderation", CHART_STACKED},
	{"domains", "Grades by domain", "Which domains are strong and which are weak",
		CHART_HEAT},
	{"requires_improvement_or_better", "Audits at Requires Improvement or better",
		"Whether fewer audits are Inadequate than before", CHART_P},
	{"good_or_better", "Audits at Good or Outstanding", "Whether practice gets better",
		CHART_P},
	{"completed", "Audits completed", "How many audits are done in a month", CHART_XMR},
	{"in_time", "Audits completed in time",
		"Of the audits due in a month, how many were done by their date", CHART_P},
	{"calendar", "Audits completed in time, by place and month",
		"Where and when audits are late or missing", CHART_CALENDAR},
	{"moderated_of_completed", "Audits moderated",
		"Of the audits completed in a month, how many were moderated", CHART_P},
	{"agreement", "Auditors and moderators: overall grades",
		"How often both gave the same grade, and in which direction they differ",
		CHART_MATRIX},
	{"same_grade", "Auditor and moderator gave the same overall grade",
		"Whether auditors and moderators come to agree", CHART_P},
	{"child_feedback", "Audits with the child's feedback",
		"Of the audits that say so, how many have the child's own words", CHART_P},
	{"family_feedback", "Feedback of parents and carers obtained",
		"How often parents and carers were heard", CHART_P},
	{"actions_raised", "Actions raised", "How many actions audits raise in a month",
		CHART_XMR},
	{"actions_in_time", "Actions completed in time",
		"Of the actions verified in a month, how many were done by their date",
		CHART_P},
	{"steps_in_time", "Closing-the-loop steps done in time",
		"Of the steps due in a month, how many were done by their date", CHART_P},
	{"days_to_submit", "Days from allocation to submission",
		"How long an audit takes from the day it is given to somebody", CHART_XMR},
	{"days_to_moderate", "Days from submission to moderation",
		"How long an auditor waits for the moderator", CHART_XMR},
	{"days_to_act", "Days from raising an action to its completion",
		"How long it takes until what an audit asks for is done", CHART_XMR},
	{"days_late", "Days by which actions were completed late",
		"How far past their date actions are when they are done", CHART_XMR},
	{"ageing", "Open actions by age", "How long what is not verified is overdue",
		CHART_AGEING},
	{0},
};

bool charts_has(const char *code)
{
	for (size_t i = 0; charts_table[i].code; i++)
		if (strcmp(charts_table[i].code, code) == 0)
			return true;
	return false;
}

const struct charts_info *charts_find(const char *code)
{
	char *known = NULL;

	for (size_t i = 0; charts_table[i].code; i++) {
		char *longer = xasprintf(
			"%s%s%s", known ? known : "", known ? ", " : "", charts_table[i].code);

		free(known);
		known = longer;
		if (strcasecmp(charts_table[i].code, code) == 0) {
			free(known);
			return &charts_table[i];
		}
	}
	fail(ERROR_MISSING, "there is no chart %s: those there are: %s", code, known);
	free(known);
	return NULL;
}

static int find_service(
	const struct lookup *services, const char *service, struct charts_wish *wish)
{
	if (lookup_find(services, "service", service, &wish->service_id))
		return -1;
	snprintf(wish->place, sizeof(wish->place), "service %s",
		lookup_id(services, wish->service_id)->key);
	return 0;
}

static int find_team(const struct lookup *teams, const char *team, struct charts_wish *wish)
{
	const struct lookup_row *row;

	if (lookup_find(teams, "team", team, &wish->team_id))
		return -1;
	row = lookup_id(teams, wish->team_id);
	if (wish->service_id && wish->service_id != row->parent)
		return fail(ERROR_DATA,
			"the team %s is not of that service: leave --service out", row->key);
	wish->service_id = row->parent;
	snprintf(wish->place, sizeof(wish->place), "team %s", row->key);
	return 0;
}

int charts_place(struct session *session, const char *service, const char *team,
	struct charts_wish *wish)
{
	struct lookup services = {0}, teams = {0};
	int result;

	wish->service_id = wish->team_id = 0;
	wish->place[0] = '\0';
	result = lookup_services(session->db, &services) || lookup_teams(session->db, &teams) ||
				 (service && *service &&
					 find_service(&services, service, wish)) ||
				 (team && *team && find_team(&teams, team, wish))
			 ? -1
			 : 0;
	if (!result && wish->service_id)
		result = require(session, RIGHT_REPORT,
			&(struct subject){.service_id = wish->service_id});
	lookup_finish(&services);
	lookup_finish(&teams);
	return result;
}

size_t making_column(const struct making *making, int month)
{
	int at = month / 100 * 12 + month % 100 - 1 - making->first;

	return at >= 0 && at < making->months ? (size_t)at : SIZE_MAX;
}

bool making_overall(const struct making *making, int64_t domain)
{
	size_t code = domains_code(&making->domains, domain);

	return code != DOMAINS_NONE && strcmp(making->domains.codes[code], "overall") == 0;
}

void making_months(struct making *making)
{
	for (int i = 0; i < making->months; i++) {
		int month = making->first + i;
		char name[DATE_TEXT], brief[DATE_TEXT];

		date_show_month(date_from(month / 12, month % 12 + 1, 1), name);
		snprintf(brief, sizeof(brief), "%.3s %02d", name, month / 12 % 100);
		chart_add_column(making->chart, name, brief);
	}
}

date charts_end(const struct session *session, const struct charts_wish *wish)
{
	date until = wish->until;
	struct date_parts end =
		date_split(until && until < session->today ? until + 1 : session->today);

	return date_from(end.year, end.month, 1);
}

static int set_months(struct making *making)
{
	struct date_parts end = date_split(charts_end(making->session, making->wish));
	int past = end.year * 12 + end.month - 1;

	making->months = making->wish->months ? making->wish->months : CHARTS_MONTHS;
	if (making->months < CHARTS_LEAST || making->months > CHARTS_MOST)
		return fail(ERROR_USAGE, "%d months: a chart has from %d to %d", making->months,
			CHARTS_LEAST, CHARTS_MOST);
	making->first = past - making->months;
	making->filter = (struct tally_filter){
		.range = {date_from(making->first / 12, making->first % 12 + 1, 1),
			date_from(past / 12, past % 12 + 1, 1) - 1},
		.service_id = making->wish->service_id,
		.team_id = making->wish->team_id,
		.kind = making->wish->kind ? (int)making->wish->kind : AUDIT_MONTHLY,
	};
	return 0;
}

static char *title_of(const struct making *making)
{
	const char *place = *making->wish->place ? making->wish->place
			    : may_everywhere(making->session, RIGHT_REPORT)
				    ? "the whole council"
				    : "your services";

	if (making->wish->kind > AUDIT_MONTHLY && making->info->kind != CHART_AGEING)
		return xasprintf("%s: %s, %s audits", making->info->title, place,
			audit_kind_name(making->wish->kind));
	return xasprintf("%s: %s", making->info->title, place);
}

static int make(struct making *making)
{
	static int (*const kinds[])(struct making * making) = {
		[CHART_STACKED] = make_stacked,
		[CHART_HEAT] = make_heat,
		[CHART_XMR] = make_line,
		[CHART_P] = make_line,
		[CHART_MATRIX] = make_matrix,
		[CHART_AGEING] = make_ageing,
		[CHART_CALENDAR] = make_calendar,
	};

	if (domains_load(making->session->db, &making->domains) ||
		kinds[making->info->kind](making))
		return -1;
	if (chart_is_line(making->chart) && chart_step_apply(making->session, making->chart,
						    making->wish->service_id, making->first))
		return -1;
	chart_finish(making->chart);
	return 0;
}

int charts_make(struct session *session, const struct charts_info *info,
	const struct charts_wish *wish, struct chart **chart)
{
	struct making making = {.session = session, .info = info, .wish = wish};
	char *title;
	int result;

	if (require(session, RIGHT_REPORT,
		    wish->service_id ? &(struct subject){.service_id = wish->service_id}
				     : NULL) ||
		set_months(&making) || db_snapshot(session->db))
		return -1;
	title = title_of(&making);
	making.chart = chart_create(info->kind, info->code, title, "audits");
	tally_keep(session);
	result = make(&making);
	tally_drop(session);
	db_snapshot_end(session->db);
	domains_finish(&making.domains);
	free(making.ids);
	free(title);
	if (result)
		chart_destroy(making.chart);
	else
		*chart = making.chart;
	return result;
}

int charts_record(
	struct session *session, const struct charts_info *info, const struct charts_wish *wish)
{
	char *record = xasprintf("chart %s", info->code);
	int result = session_begin(session);

	if (!result)
		result = db_end(session->db,
			trail_append(
				session, &(struct act){.verb = "report",
						 .record = record,
						 .service_id = wish->service_id,
						 .new = *wish->place ? wish->place : "all"}));
	free(record);
	return result;
}
