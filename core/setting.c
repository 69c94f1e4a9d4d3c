// SPDX-License-Identifier: MIT
// What an administrator can set for the whole database: one row of a table each.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/right.h"
#include "core/setting.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"

static const char *const modes[] = {"sealed", "open", NULL};
static const char *const yes_no[] = {"yes", "no", NULL};

static const struct setting_info settings[SETTING_COUNT] = {
	[SETTING_MODERATION_MODE] = {"moderation-mode",
		"sealed: moderators grade before they see the auditor's grades; open: they see "
		"them from the start, and the statistics keep that apart",
		"sealed", SETTING_WORD, 0, 0, modes},
	[SETTING_MODERATE_INADEQUATE] = {"moderate-inadequate",
		"every Inadequate audit is moderated, besides those that are drawn", "yes",
		SETTING_YES_NO, 0, 0, yes_no},
	[SETTING_MODERATION_DAYS] = {"moderation-days",
		"working days from the selection of an audit to the day its moderation is due",
		"10", SETTING_NUMBER, 1, 60, NULL},
	[SETTING_EXCLUDE_MONTHS] = {"exclude-months",
		"a case that was audited within so many months is not drawn again", "12",
		SETTING_NUMBER, 0, 120, NULL},
	[SETTING_HORIZON_DAYS] = {"horizon-days",
		"working days ahead that the list of what is due looks", "10", SETTING_NUMBER,
		0, 260, NULL},
	[SETTING_WORKING_HOURS] = {"working-hours",
		"hours of a working day, in which the clock of a safety concern runs",
		"09:00-17:00", SETTING_HOURS, 0, 0, NULL},
	[SETTING_CONCERN_HOURS] = {"concern-hours",
		"working hours in which a safety concern is answered; 0: by the end of the "
		"working day on which it was raised",
		"0", SETTING_NUMBER, 0, 80, NULL},
	[SETTING_VERIFY_DAYS] = {"verify-days",
		"working days in which QA verifies an action that is said to be done", "5",
		SETTING_NUMBER, 1, 60, NULL},
};

const struct setting_info *setting_info(enum setting setting)
{
	return &settings[setting];
}

int setting_find(const char *name, enum setting *setting)
{
	char *known = xstrdup("");

	for (int i = 0; i < SETTING_COUNT; i++) {
		char *longer;

		if (strcasecmp(settings[i].name, name) == 0) {
			*setting = (enum setting)i;
			free(known);
			return 0;
		}
		longer = xasprintf("%s%s%s", known, i ? ", " : "", settings[i].name);
		free(known);
		known = longer;
	}
	fail(ERROR_MISSING, "there is no setting %s: there are %s", name, known);
	free(known);
	return -1;
}

char *setting_get(struct session *session, enum setting setting)
{
	char *value = NULL;
	int found = db_text(session->db, QUERY_SETTING_GET,
		ARGS(TEXT("name", settings[setting].name)), &value);

	return found < 0 ? NULL : found ? value : xstrdup(settings[setting].initial);
}

int setting_number(struct session *session, enum setting setting, long *number)
{
	char *value = setting_get(session, setting);

	if (!value)
		return -1;
	*number = strtol(value, NULL, 10);
	free(value);
	return 0;
}

// Reads "9:00-17:30", blanks and a dot for the colon allowed; -1 where it is none, or ends before it begins.
static int hours_read(const char *text, int *from, int *to)
{
	int times[4], end = 0;

	if (sscanf(text, "%2d%*1[:.]%2d - %2d%*1[:.]%2d %n", &times[0], &times[1], &times[2],
		    &times[3], &end) != 4 ||
		!end || text[end] || strspn(text, "0123456789:. -") != strlen(text))
		return -1;
	for (int i = 0; i < 4; i++)
		if (times[i] < 0 || times[i] > (i % 2 ? 59 : 24))
			return -1;
	*from = times[0] * 3600 + times[1] * 60;
	*to = times[2] * 3600 + times[3] * 60;
	return *to > 24 * 3600 || *from >= *to ? -1 : 0;
}

int setting_hours(struct session *session, enum setting setting, int *from, int *to)
{
	char *value = setting_get(session, setting);
	int result = value ? hours_read(value, from, to) : -1;

	if (value && result) // not what setting_put() keeps
		result = hours_read(settings[setting].initial, from, to);
	free(value);
	return result;
}

int setting_is(struct session *session, enum setting setting, const char *word, bool *is)
{
	char *value = setting_get(session, setting);

	if (!value)
		return -1;
	*is = strcmp(value, word) == 0;
	free(value);
	return 0;
}

static const char *word_of(const struct setting_info *info, const char *value)
{
	for (size_t i = 0; info->words[i]; i++)
		if (strcasecmp(info->words[i], value) == 0)
			return info->words[i];
	fail(ERROR_DATA, "%s is %s or %s, not %s", info->name, info->words[0], info->words[1],
		value);
	return NULL;
}

static char *hours_of(const struct setting_info *info, const char *value)
{
	int from, to;

	if (!hours_read(value, &from, &to))
		return xasprintf("%02d:%02d-%02d:%02d", from / 3600, from / 60 % 60, to / 3600,
			to / 60 % 60);
	fail(ERROR_DATA, "%s is from when to when within a day, like %s, not %s", info->name,
		info->initial, value);
	return NULL;
}

static char *number_of(const struct setting_info *info, const char *value)
{
	char *end;
	long number = strtol(value, &end, 10);

	if (!*value || *end || strspn(value, "0123456789") != strlen(value) ||
		number < info->min || number > info->max) {
		fail(ERROR_DATA, "%s is a whole number from %ld to %ld, not %s", info->name,
			info->min, info->max, value);
		return NULL;
	}
	return xasprintf("%ld", number);
}

// The value as it is kept: a number without leading zeros, a word as in the table. Yours; NULL with the error set.
static char *value_of(const struct setting_info *info, const char *value)
{
	const char *word;

	if (info->type == SETTING_NUMBER)
		return number_of(info, value);
	if (info->type == SETTING_HOURS)
		return hours_of(info, value);
	word = word_of(info, value);
	return word ? xstrdup(word) : NULL;
}

static int put(struct session *session, const struct setting_info *info, const char *old,
	const char *new)
{
	char *record;
	int result;

	if (strcmp(old, new) == 0)
		return 0;
	if (db_run(session->db, QUERY_SETTING_PUT,
		    ARGS(TEXT("name", info->name), TEXT("value", new))))
		return -1;
	record = xasprintf("setting %s", info->name);
	result = trail_append(session,
		&(struct act){.verb = "change", .record = record, .old = old, .new = new});
	free(record);
	return result;
}

int setting_put(struct session *session, enum setting setting, const char *value)
{
	char *old, *new;
	int result;

	if (require(session, RIGHT_ADMIN, NULL))
		return -1;
	new = value_of(&settings[setting], value);
	if (!new || session_begin(session)) {
		free(new);
		return -1;
	}
	old = setting_get(session, setting);
	result = db_end(session->db, old ? put(session, &settings[setting], old, new) : -1);
	free(old);
	free(new);
	return result;
}
