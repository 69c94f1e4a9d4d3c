// SPDX-License-Identifier: MIT
// The bank holidays of England: those known as data, and the rules for other years.
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/data.h"
#include "core/holiday.h"
#include "db/mem.h"

// England has had at least these many since 1978; a set with fewer for a year does not know it whole.
#define FEWEST_IN_YEAR 8

struct holidays {
	struct holiday *list; // in order of date, each day once
	size_t count;
	unsigned char in_year[DATE_YEAR_MAX - DATE_YEAR_MIN + 1]; // how many, up to the fewest
};

// The anonymous algorithm printed in Nature, 20 April 1876: the Sunday after the full moon of the
// church's calendar that falls on or after 21 March.
date holiday_easter(int year)
{
	int golden = year % 19, century = year / 100, in_century = year % 100;
	int correction = (century - (century + 8) / 25 + 1) / 3;
	int epact = (19 * golden + century - century / 4 - correction + 15) % 30;
	int weekday =
		(32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4) % 7;
	int late = (golden + 11 * epact + 22 * weekday) / 451;
	int from_march = epact + weekday - 7 * late + 114;

	return date_from(year, from_march / 31, from_march % 31 + 1);
}

static date first_monday(int year, int month)
{
	date first = date_from(year, month, 1);

	return first + (8 - date_weekday(first)) % 7;
}

static date last_monday(int year, int month)
{
	date last = date_from(year, month, date_month_length(year, month));

	return last - (date_weekday(last) - 1);
}

static int lists_day(const struct holiday *list, size_t count, date day)
{
	for (size_t i = 0; i < count; i++) {
		if (list[i].day == day)
			return 1;
	}
	return 0;
}

static int on_weekend(date day)
{
	return date_weekday(day) >= 6;
}

static int by_day(const void *a, const void *b)
{
	const struct holiday *first = a, *second = b;

	return (first->day > second->day) - (first->day < second->day);
}

size_t holiday_rules(int year, struct holiday days[static HOLIDAYS_IN_YEAR])
{
	// Christmas before Boxing Day: with Christmas on a Saturday its substitute is the Monday.
	const struct {
		date day;
		const char *name, *substitute;
	} fixed[] = {
		{date_from(year, 1, 1), "New Year's Day", "New Year's Day (substitute day)"},
		{date_from(year, 12, 25), "Christmas Day", "Christmas Day (substitute day)"},
		{date_from(year, 12, 26), "Boxing Day", "Boxing Day (substitute day)"},
	};
	size_t count = 0;

	days[count++] = (struct holiday){holiday_easter(year) - 2, "Good Friday"};
	days[count++] = (struct holiday){holiday_easter(year) + 1, "Easter Monday"};
	days[count++] = (struct holiday){first_monday(year, 5), "Early May bank holiday"};
	days[count++] = (struct holiday){last_monday(year, 5), "Spring bank holiday"};
	days[count++] = (struct holiday){last_monday(year, 8), "Summer bank holiday"};
	for (size_t i = 0; i < LENGTH(fixed); i++) {
		if (!on_weekend(fixed[i].day))
			days[count++] = (struct holiday){fixed[i].day, fixed[i].name};
	}
	for (size_t i = 0; i < LENGTH(fixed); i++) {
		date day = fixed[i].day;

		if (!on_weekend(day))
			continue;
		while (on_weekend(day) || lists_day(days, count, day))
			day++;
		days[count++] = (struct holiday){day, fixed[i].substitute};
	}
	qsort(days, count, sizeof(*days), by_day);
	return count;
}

// The place of a day's year in `in_year`; -1 outside the years that we calculate with.
static int place_of_year(date day)
{
	int year = day == DATE_NONE ? 0 : date_split(day).year;

	return year < DATE_YEAR_MIN || year > DATE_YEAR_MAX ? -1 : year - DATE_YEAR_MIN;
}

// Counted as they come, because every working day asks whether its year is known.
static void count_in_year(struct holidays *holidays, date day)
{
	int place = place_of_year(day);

	if (place >= 0 && holidays->in_year[place] < FEWEST_IN_YEAR)
		holidays->in_year[place]++;
}

static int knows_year(const struct holidays *holidays, date day)
{
	int place = place_of_year(day);

	return place >= 0 && holidays->in_year[place] == FEWEST_IN_YEAR;
}

// Sorting must keep the order of what was given for the same day; qsort does not promise that.
static void insert(struct holidays *holidays, const struct holiday *holiday)
{
	size_t place = holidays->count;

	while (place > 0 && holidays->list[place - 1].day > holiday->day)
		place--;
	if (place > 0 && holidays->list[place - 1].day == holiday->day)
		return;
	memmove(&holidays->list[place + 1], &holidays->list[place],
		(holidays->count - place) * sizeof(*holidays->list));
	holidays->list[place] = (struct holiday){holiday->day, xstrdup(holiday->name)};
	holidays->count++;
	count_in_year(holidays, holiday->day);
}

struct holidays *holidays_create(const struct holiday *list, size_t count)
{
	struct holidays *holidays = xcalloc(1, sizeof(*holidays));

	holidays->list = xcalloc(count, sizeof(*holidays->list));
	for (size_t i = 0; i < count; i++)
		insert(holidays, &list[i]);
	return holidays;
}

void holidays_destroy(struct holidays *holidays)
{
	if (!holidays)
		return;
	for (size_t i = 0; i < holidays->count; i++)
		free((char *)holidays->list[i].name);
	free(holidays->list);
	free(holidays);
}

// Each line of the shipped file after its header is an ISO date, a comma and a name.
static struct holidays *read_shipped(void)
{
	struct holidays *holidays = xcalloc(1, sizeof(*holidays));
	char *text = xstrdup(data_bank_holidays), *rest = text, *line;
	size_t room = 0;

	strsep(&rest, "\n");
	while ((line = strsep(&rest, "\n")) && *line) {
		char *day = strsep(&line, ",");
		struct holiday holiday = {DATE_NONE, line};
		int unread = date_parse(day, DATE_ISO, &holiday.day);

		assert(!unread && line); // the file is part of the program
		(void)unread;
		holidays->list =
			xgrow(holidays->list, holidays->count, &room, sizeof(*holidays->list));
		insert(holidays, &holiday);
	}
	free(text);
	return holidays;
}

const struct holidays *holidays_shipped(void)
{
	static struct holidays *shipped;

	if (!shipped)
		shipped = read_shipped();
	return shipped;
}

const struct holiday *holidays_list(const struct holidays *holidays, size_t *count)
{
	*count = holidays->count;
	return holidays->list;
}

// Where in the list the first holiday on or after a day stands.
static size_t place_of(const struct holidays *holidays, date day)
{
	size_t low = 0, high = holidays->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (holidays->list[middle].day < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int holidays_contain(const struct holidays *holidays, date day)
{
	struct holiday ruled[HOLIDAYS_IN_YEAR];
	size_t place;

	if (!holidays)
		holidays = holidays_shipped();
	place = place_of(holidays, day);
	if (place < holidays->count && holidays->list[place].day == day)
		return 1;
	if (knows_year(holidays, day))
		return 0;
	if (holidays != holidays_shipped())
		return holidays_contain(holidays_shipped(), day);
	return lists_day(ruled, holiday_rules(date_split(day).year, ruled), day);
}

// The same of one year, from and to within it.
static int weekdays_of_year(const struct holidays *holidays, date from, date to)
{
	int count = 0;

	if (!knows_year(holidays, from)) {
		for (date day = from; day <= to; day++)
			count += !on_weekend(day) && holidays_contain(holidays, day);
		return count;
	}
	for (size_t at = place_of(holidays, from);
		at < holidays->count && holidays->list[at].day <= to; at++)
		count += !on_weekend(holidays->list[at].day);
	return count;
}

int holidays_on_weekdays(const struct holidays *holidays, date from, date to)
{
	int count = 0;

	if (!holidays)
		holidays = holidays_shipped();
	while (from <= to) {
		date end = date_from(date_split(from).year, 12, 31);

		if (end == DATE_NONE || end > to) // the years that we calculate with end
			end = to;
		count += weekdays_of_year(holidays, from, end);
		from = end + 1;
	}
	return count;
}
