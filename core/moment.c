// SPDX-License-Identifier: MIT
// Moments: as the database keeps them, UTC, and as a clock on the wall shows them.
#include "core/moment.h"

int moment_parse(const char *text, time_t *at)
{
	struct tm utc = {0};
	const char *end = strptime(text, "%Y-%m-%dT%H:%M:%SZ", &utc);

	if (!end || *end)
		return -1;
	*at = timegm(&utc);
	return 0;
}

const char *moment_text(time_t at, char text[static MOMENT_TEXT])
{
	struct tm utc;

	gmtime_r(&at, &utc);
	strftime(text, MOMENT_TEXT, "%Y-%m-%dT%H:%M:%SZ", &utc);
	return text;
}

struct local moment_local(time_t at)
{
	struct tm local;

	localtime_r(&at, &local);
	return (struct local){
		date_from(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday),
		local.tm_hour * 3600 + local.tm_min * 60 + local.tm_sec,
	};
}

static time_t at_reading(struct local local, int summer)
{
	struct date_parts parts = date_split(local.day);
	struct tm wall = {
		.tm_year = parts.year - 1900,
		.tm_mon = parts.month - 1,
		.tm_mday = parts.day,
		.tm_hour = local.seconds / 3600,
		.tm_min = local.seconds / 60 % 60,
		.tm_sec = local.seconds % 60,
		.tm_isdst = summer,
	};

	return mktime(&wall);
}

// What mktime(3) does with a reading that stands for two moments, or none, is the system's: so both are asked.
time_t moment_of(struct local local)
{
	struct local shown;
	time_t winter, summer;

	local.day += local.seconds / 86400;
	local.seconds %= 86400;
	winter = at_reading(local, 0);
	summer = at_reading(local, 1);
	shown = moment_local(summer);
	return shown.day == local.day && shown.seconds == local.seconds ? summer : winter;
}
