// SPDX-License-Identifier: MIT
// The form of a new calibration round.
#include <stdlib.h>
#include <string.h>

#include "core/workday.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/calibration-private.h"
#include "tui/form.h"
#include "tui/offer.h"

#define USUAL_DAYS 10 // working days until a round's day, unless another is typed

enum new_field { NEW_NAME, NEW_CASE, NEW_DUE, NEW_PEOPLE, NEW_COUNT };

static const struct field fields[NEW_COUNT] = {
	[NEW_NAME] = {FIELD_TEXT, "Name", "As people will talk of it: Autumn 2026", true,
		CALIBRATION_NAME_MAX},
	[NEW_CASE] = {FIELD_TEXT, "Case reference", "The file that all of them read", true,
		100},
	[NEW_DUE] = {FIELD_DATE, "Grades up to", "Its day is the last", true},
	[NEW_PEOPLE] = {FIELD_PICK, "Who grades",
		"Space shows them; several: Space again, then a comma and the next", true,
		.complete = offer_several},
};

// The logins in the text, which is cut at its commas. Yours to free, not what it points at.
static const char **split(char *text, size_t *count)
{
	const char **logins = NULL;
	size_t room = 0;

	*count = 0;
	for (char *rest = NULL, *login = strtok_r(text, ", ", &rest); login;
		login = strtok_r(NULL, ", ", &rest)) {
		logins = xgrow(logins, *count, &room, sizeof(*logins));
		logins[(*count)++] = login;
	}
	return logins;
}

static int save(struct form *form, void *context)
{
	struct calibration_request request = {
		.name = form_value(form, NEW_NAME), .case_ref = form_value(form, NEW_CASE)};
	char *people = xstrdup(form_value(form, NEW_PEOPLE));
	const char **logins = split(people, &request.count);
	int result = 0;

	request.logins = logins;
	if (date_parse(form_value(form, NEW_DUE), DATE_ISO, &request.due_on))
		result = fail(ERROR_DATA, "Say up to which day grades are taken");
	if (!result)
		result = calibration_start(context, &request);
	if (!result)
		view_say("Round %s is open: %zu people are told", request.name, request.count);
	free(logins);
	free(people);
	return result;
}

int calibration_new(struct session *session)
{
	char day[DATE_TEXT];
	const char *values[NEW_COUNT] = {
		[NEW_DUE] = date_iso(
			workday_add(session->holidays, session->today, USUAL_DAYS), day)};

	if (offer_load(session))
		return -1;
	return form_open(session,
		&(struct form_content){"New calibration round",
			"Two or more people grade the case, each by themselves. They are told "
			"on their Home.",
			fields, NEW_COUNT, values, save, session, offer_free,
			"calibration-new"});
}
