// SPDX-License-Identifier: MIT
// calibration: one case, graded blind by many, then talked about.
#include <stdlib.h>
#include <string.h>

#include "core/command/all.h"
#include "core/command/calibration.h"
#include "core/command/sub.h"
#include "core/listing.h"
#include "db/error.h"
#include "db/mem.h"

// The words of a list split by commas, which are cut in it. Yours to free, not what it points at.
static const char **logins_split(char *list, size_t *count)
{
	const char **logins = NULL;
	size_t room = 0;

	*count = 0;
	for (char *rest = NULL, *login = strtok_r(list, ", ", &rest); login;
		login = strtok_r(NULL, ", ", &rest)) {
		logins = xgrow(logins, *count, &room, sizeof(*logins));
		logins[(*count)++] = login;
	}
	return logins;
}

static int start(struct run *run)
{
	struct calibration_request request = {.due_on = DATE_NONE};
	char *list = NULL;
	const struct option_spec options[] = {
		{"--case", OPTION_TEXT, &request.case_ref},
		{"--auditor", OPTION_LIST, &list},
		{"--due", OPTION_DATE, &request.due_on},
		{"--template", OPTION_TEXT, &request.template},
		{0},
	};
	const char **logins = NULL;
	int result = options_read(run, options) || arguments_count(run, "calibration", 1, 1)
			     ? -1
			     : 0;

	if (!result && (!request.case_ref || !list || request.due_on == DATE_NONE))
		result = command_usage(
			"calibration", "--case, --auditor and --due must all be given");
	if (!result) {
		request.name = run->argv[0];
		logins = logins_split(list, &request.count);
		request.logins = logins;
		result = calibration_start(run->session, &request);
	}
	free(logins);
	free(list);
	return result;
}

static int domain_find(const struct calibration *calibration, const char *code, int *domain)
{
	const struct domain *found = template_domain(calibration->template, code);
	char *known = xstrdup("");

	if (found) {
		*domain = found->seq;
		free(known);
		return 0;
	}
	for (size_t i = 0; i < calibration->template->domain_count; i++) {
		char *longer = xasprintf(
			"%s%s%s", known, i ? ", " : "", calibration->template->domains[i].code);

		free(known);
		known = longer;
	}
	fail(ERROR_MISSING, "there is no domain %s: there are %s", code, known);
	free(known);
	return -1;
}

static int grade_read(const char *text, enum grade *grade)
{
	if (grade_parse(text, grade) || *grade == GRADE_NONE)
		return fail(ERROR_USAGE,
			"%s is no grade: it is Outstanding, Good, Requires Improvement, "
			"Inadequate, or O, G, RI, I",
			text);
	return 0;
}

static int grade(struct run *run)
{
	const char *why = NULL;
	const struct option_spec options[] = {{"--why", OPTION_TEXT, &why}, {0}};
	struct calibration *calibration;
	enum grade given;
	int domain, result;

	if (options_read(run, options) || arguments_count(run, "calibration", 3, 3) ||
		grade_read(run->argv[2], &given))
		return -1;
	calibration = calibration_open(run->session, run->argv[0]);
	if (!calibration)
		return -1;
	result = domain_find(calibration, run->argv[1], &domain);
	if (!result && why)
		result = calibration_reason(run->session, calibration, domain, why);
	if (!result)
		result = calibration_grade(run->session, calibration, domain, given);
	if (!result && given == GRADE_INADEQUATE)
		fprintf(run->err, "%s\n", grade_inadequate_note);
	calibration_destroy(calibration);
	return result;
}

// An act on a round that needs nothing but its name.
static int act(
	struct run *run, int (*does)(struct session *session, struct calibration *calibration))
{
	struct calibration *calibration;
	int result;

	if (options_read(run, (const struct option_spec[]){{0}}) ||
		arguments_count(run, "calibration", 1, 1))
		return -1;
	calibration = calibration_open(run->session, run->argv[0]);
	if (!calibration)
		return -1;
	result = does(run->session, calibration);
	calibration_destroy(calibration);
	return result;
}

static int seal(struct run *run)
{
	return act(run, calibration_seal);
}

static int close_round(struct run *run)
{
	return act(run, calibration_close);
}

static int show(struct run *run)
{
	bool json = false;
	const struct option_spec options[] = {{"--json", OPTION_FLAG, &json}, {0}};
	struct calibration *calibration;

	if (options_read(run, options) || arguments_count(run, "calibration", 1, 1))
		return -1;
	calibration = calibration_open(run->session, run->argv[0]);
	if (!calibration)
		return -1;
	(json ? calibration_show_json : calibration_show_text)(run, calibration);
	calibration_destroy(calibration);
	return 0;
}

static int list(struct run *run)
{
	static const char *const names[] = {"name", "case_ref", "due_on", "opened_on",
		"closed_on", "auditors", "sealed", "mine"};
	bool json = false;
	const struct option_spec options[] = {{"--json", OPTION_FLAG, &json}, {0}};
	struct calibration **rounds;
	struct listing *listing;
	size_t count;

	if (options_read(run, options) || arguments_count(run, "calibration", 0, 0) ||
		calibration_list(run->session, &rounds, &count))
		return -1;
	listing = listing_begin(run->out, json, names, LENGTH(names));
	for (size_t i = 0; i < count; i++) {
		const struct calibration *one = rounds[i];

		listing_text(listing, one->name);
		listing_text(listing, one->case_ref);
		listing_day(listing, one->due_on);
		listing_day(listing, one->opened_on);
		listing_day(listing, one->closed_on);
		listing_number(listing, (int64_t)one->auditor_count);
		listing_number(listing, (int64_t)one->sealed_count);
		listing_text(listing, one->me < 0 ? NULL : one->sealed ? "sealed" : "to grade");
	}
	listing_end(listing);
	calibration_list_free(rounds, count);
	return 0;
}

int command_calibration(struct run *run)
{
	static const struct subcommand subs[] = {
		{"start", start},
		{"grade", grade},
		{"seal", seal},
		{"close", close_round},
		{"show", show},
		{"list", list},
		{0},
	};

	return subcommand_run(run, "calibration", subs);
}
