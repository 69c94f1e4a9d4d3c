// SPDX-License-Identifier: MIT
// A calibration round as it is shown: to people, and as JSON.
#include <math.h>
#include <stdlib.h>

#include "core/command/calibration.h"
#include "core/command/lines.h"
#include "core/json.h"
#include "core/text.h"
#include "db/mem.h"

#define NAME_WIDTH 16
#define BAR_WIDTH 30

static void head(struct run *run, const struct calibration *calibration)
{
	char opened[DATE_TEXT], due[DATE_TEXT], closed[DATE_TEXT];

	lines_say(run->out, "Calibration round %s%s", calibration->name,
		run->session->practice ? " (PRACTICE)" : "");
	lines_say(run->out, "Case %s, template %s %d", calibration->case_ref,
		calibration->template->name, calibration->template->version);
	lines_say(run->out, "Opened by %s on %s, grades up to %s", calibration->opened_by,
		date_show(calibration->opened_on, opened), date_show(calibration->due_on, due));
	if (calibration->closed_on != DATE_NONE)
		lines_say(run->out, "Closed on %s: sealed by %zu of %zu",
			date_show(calibration->closed_on, closed), calibration->sealed_count,
			calibration->auditor_count);
	else
		lines_say(run->out, "Open: nobody sees what another gave until it is closed%s",
			calibration->runs_late ? "; its day has gone by" : "");
}

static void people(struct run *run, const struct calibration *calibration)
{
	for (size_t i = 0; i < calibration->auditor_count; i++) {
		const struct calibration_auditor *auditor = &calibration->auditors[i];
		char moment[32];

		lines_say(run->out, "  %s (%s)%s%s", auditor->name, auditor->login,
			auditor->sealed_at ? " sealed " : "",
			auditor->sealed_at
				? session_show_moment(run->session, auditor->sealed_at, moment)
				: "");
	}
}

static void own(struct run *run, const struct calibration *calibration)
{
	const struct calibration_auditor *me;

	if (calibration->me < 0)
		return;
	me = &calibration->auditors[calibration->me];
	lines_say(run->out, "Your grades%s", calibration->sealed ? ", sealed" : "");
	for (size_t i = 0; i < calibration->template->domain_count; i++) {
		char *code = text_pad(calibration->template->domains[i].code, 10, false);

		lines_say(run->out, "  %s%s%s%s", code,
			me->grades[i] == GRADE_NONE ? "not graded yet"
						    : grade_name(me->grades[i]),
			*me->rationales[i] ? ": " : "", me->rationales[i]);
		free(code);
	}
}

// For the talk: who gave what, and why.
static void reasons(struct run *run, const struct calibration *calibration, int domain)
{
	for (size_t i = 0; i < calibration->auditor_count; i++) {
		const struct calibration_auditor *auditor = &calibration->auditors[i];

		if (auditor->sealed_at && *auditor->rationales[domain])
			lines_say(run->out, "  %s, %s: %s", auditor->name,
				grade_name(auditor->grades[domain]),
				auditor->rationales[domain]);
	}
}

static void spread(struct run *run, const struct calibration *calibration, int domain)
{
	char *median = calibration_median_words(calibration->median[domain]);

	lines_say(run->out, "%s: median %s", calibration->template->domains[domain].name,
		*median ? median : "undefined (nobody graded it)");
	for (int grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++) {
		long count = calibration->spread[domain][grade];

		fprintf(run->out, "  %-22s%3ld ", grade_name((enum grade)grade), count);
		for (long i = 0; i < count && i < BAR_WIDTH; i++)
			fputc('#', run->out);
		fputc('\n', run->out);
	}
	if (calibration->spread[domain][GRADE_NOT_APPLICABLE])
		fprintf(run->out, "  %-22s%3ld\n", grade_name(GRADE_NOT_APPLICABLE),
			calibration->spread[domain][GRADE_NOT_APPLICABLE]);
	reasons(run, calibration, domain);
	free(median);
}

static void distances(struct run *run, const struct calibration *calibration)
{
	lines_say(run->out, "Distance from the median in grades: + weaker, - better");
	fprintf(run->out, "%*s", NAME_WIDTH, "");
	for (size_t i = 0; i < calibration->template->domain_count; i++)
		fprintf(run->out, " %7.7s", calibration->template->domains[i].code);
	fprintf(run->out, "    mean\n");
	for (size_t i = 0; i < calibration->auditor_count; i++) {
		const struct calibration_auditor *auditor = &calibration->auditors[i];
		char *name = text_pad(auditor->name, NAME_WIDTH, false);

		fprintf(run->out, "%s", name);
		free(name);
		for (size_t j = 0; j < calibration->template->domain_count; j++) {
			if (auditor->compared[j] && auditor->distance[j] == 0)
				fprintf(run->out, " %7d", 0);
			else if (auditor->compared[j])
				fprintf(run->out, " %+7.1f", auditor->distance[j]);
			else
				fprintf(run->out, " %7s", "-");
		}
		if (auditor->compared_count)
			fprintf(run->out, " %+7.1f\n", auditor->mean_distance);
		else
			fprintf(run->out, "  not sealed\n");
	}
}

void calibration_show_text(struct run *run, const struct calibration *calibration)
{
	head(run, calibration);
	if (calibration->closed_on == DATE_NONE) {
		people(run, calibration);
		own(run, calibration);
		return;
	}
	for (size_t i = 0; i < calibration->template->domain_count; i++)
		spread(run, calibration, (int)i);
	distances(run, calibration);
}

static void domains_json(struct json *json, const struct calibration *calibration)
{
	json_array(json, "domains");
	for (size_t i = 0; i < calibration->template->domain_count; i++) {
		json_object(json, NULL);
		json_text(json, "domain", calibration->template->domains[i].code);
		json_text(json, "domain_name", calibration->template->domains[i].name);
		json_object(json, "spread");
		for (int grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++)
			json_integer(json, grade_name((enum grade)grade),
				calibration->spread[i][grade]);
		json_integer(json, grade_name(GRADE_NOT_APPLICABLE), calibration->spread[i][0]);
		json_end(json);
		if (calibration->median[i] > 0)
			json_decimal(json, "median", calibration->median[i], 1);
		else
			json_null(json, "median");
		json_end(json);
	}
	json_end(json);
}

static void grades_json(struct json *json, const struct calibration *calibration,
	const struct calibration_auditor *auditor)
{
	json_array(json, "grades");
	for (size_t i = 0; i < calibration->template->domain_count; i++) {
		json_object(json, NULL);
		json_text(json, "domain", calibration->template->domains[i].code);
		json_text(json, "grade", grade_name(auditor->grades[i]));
		json_text(json, "rationale", auditor->rationales[i]);
		if (auditor->compared[i])
			json_decimal(json, "distance", auditor->distance[i], 1);
		else
			json_null(json, "distance");
		json_end(json);
	}
	json_end(json);
}

static void auditors_json(struct json *json, const struct calibration *calibration)
{
	json_array(json, "auditors");
	for (size_t i = 0; i < calibration->auditor_count; i++) {
		const struct calibration_auditor *auditor = &calibration->auditors[i];

		json_object(json, NULL);
		json_text(json, "login", auditor->login);
		json_text(json, "name", auditor->name);
		json_text(json, "sealed_at", auditor->sealed_at);
		if ((int)i == calibration->me || auditor->compared_count)
			grades_json(json, calibration, auditor);
		if (auditor->compared_count)
			json_decimal(json, "mean_distance", auditor->mean_distance, 2);
		else
			json_null(json, "mean_distance");
		json_end(json);
	}
	json_end(json);
}

void calibration_show_json(struct run *run, const struct calibration *calibration)
{
	struct json json;

	json_init(&json, run->out);
	json_object(&json, NULL);
	json_text(&json, "name", calibration->name);
	json_text(&json, "case_ref", calibration->case_ref);
	json_text(&json, "template", calibration->template->name);
	json_integer(&json, "version", calibration->template->version);
	json_text(&json, "opened_by", calibration->opened_by);
	json_day(&json, "opened_on", calibration->opened_on);
	json_day(&json, "due_on", calibration->due_on);
	json_day(&json, "closed_on", calibration->closed_on);
	if (calibration->closed_on != DATE_NONE)
		domains_json(&json, calibration);
	auditors_json(&json, calibration);
	json_text(&json, "database", run->session->practice ? "practice" : "live");
	json_end(&json);
}
