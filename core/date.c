// SPDX-License-Identifier: MIT
// Calendar days, months, and the financial quarters and years that reports are made for.
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "core/date.h"

static const char *const weekday_names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

static const char *const month_names[] = {"January", "February", "March", "April", "May",
	"June", "July", "August", "September", "October", "November", "December"};

static int is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int date_month_length(int year, int month)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return lengths[month - 1] + (month == 2 && is_leap(year));
}

// The day before 1 January of a year.
static date eve_of_year(int year)
{
	int before = year - 1, eve_of_1970 = 719162;

	return before * 365 + before / 4 - before / 100 + before / 400 - eve_of_1970 - 1;
}

// For every month and day that exists, also just outside the years that we read.
static date day_of(int year, int month, int day)
{
	static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};

	return eve_of_year(year) + before[month - 1] + (month > 2 && is_leap(year)) + day;
}

date date_from(int year, int month, int day)
{
	if (year < DATE_YEAR_MIN || year > DATE_YEAR_MAX || month < 1 || month > 12 ||
		day < 1 || day > date_month_length(year, month))
		return DATE_NONE;
	return day_of(year, month, day);
}

struct date_parts date_split(date day)
{
	// A year too late at most, as no year is longer than 366 days.
	struct date_parts parts = {1970 + day / 365 + 1, 1, 0};

	while (eve_of_year(parts.year) >= day)
		parts.year--;
	parts.day = day - eve_of_year(parts.year);
	while (parts.day > date_month_length(parts.year, parts.month))
		parts.day -= date_month_length(parts.year, parts.month++);
	return parts;
}

int date_weekday(date day)
{
	int since_monday = (day + 3) % 7; // 1 January 1970 was a Thursday

	return (since_monday + 7) % 7 + 1;
}

date date_add_months(date day, int months)
{
	struct date_parts parts = date_split(day);
	int all_months = (DATE_YEAR_MAX - DATE_YEAR_MIN + 1) * 12, month, length;

	if (months < -all_months || months > all_months)
		return DATE_NONE;
	month = parts.year * 12 + parts.month - 1 + months;
	length = date_month_length(month / 12, month % 12 + 1);
	return date_from(month / 12, month % 12 + 1, parts.day < length ? parts.day : length);
}

date date_today(void)
{
	time_t now = time(NULL);
	struct tm parts;

	localtime_r(&now, &parts);
	return date_from(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
}

// Reads a text by a pattern in which each 9 stands for a digit and all else for itself.
static int matches(const char *text, const char *pattern)
{
	size_t i;

	for (i = 0; pattern[i]; i++) {
		if (pattern[i] == '9' ? text[i] < '0' || text[i] > '9' : text[i] != pattern[i])
			return 0;
	}
	return text[i] == '\0';
}

static int number(const char *text, int digits)
{
	int value = 0;

	while (digits--)
		value = value * 10 + *text++ - '0';
	return value;
}

int date_parse(const char *text, enum date_form form, date *day)
{
	date read = DATE_NONE;

	if (matches(text, "9999-99-99"))
		read = date_from(number(text, 4), number(text + 5, 2), number(text + 8, 2));
	else if (form == DATE_ISO_OR_BRITISH && matches(text, "99/99/9999"))
		read = date_from(number(text + 6, 4), number(text + 3, 2), number(text, 2));
	if (read == DATE_NONE)
		return -1;
	*day = read;
	return 0;
}

// So many whole months, the first of which lies `back` months before that of the day.
static struct date_range whole_months(date day, int back, int count)
{
	struct date_parts parts = date_split(day);
	int first = parts.year * 12 + parts.month - 1 - back, end = first + count;

	return (struct date_range){
		day_of(first / 12, first % 12 + 1, 1), day_of(end / 12, end % 12 + 1, 1) - 1};
}

int date_parse_month(const char *text, struct date_range *range)
{
	date first;

	if (!matches(text, "9999-99"))
		return -1;
	first = date_from(number(text, 4), number(text + 5, 2), 1);
	if (first == DATE_NONE)
		return -1;
	*range = whole_months(first, 0, 1);
	return 0;
}

// The first day of the financial year that a text opens with, as 2023-24.
static date financial_year(const char *text)
{
	int year = number(text, 4);

	if (number(text + 5, 2) != (year + 1) % 100 || year >= DATE_YEAR_MAX)
		return DATE_NONE;
	return date_from(year, 4, 1);
}

int date_parse_quarter(const char *text, struct date_range *range)
{
	int quarter;
	date first;

	if (!matches(text, "9999-99-Q9"))
		return -1;
	quarter = number(text + 9, 1);
	first = financial_year(text);
	if (first == DATE_NONE || quarter < 1 || quarter > 4)
		return -1;
	*range = whole_months(first, -3 * (quarter - 1), 3);
	return 0;
}

int date_parse_year(const char *text, struct date_range *range)
{
	date first;

	if (!matches(text, "9999-99"))
		return -1;
	first = financial_year(text);
	if (first == DATE_NONE)
		return -1;
	*range = whole_months(first, 0, 12);
	return 0;
}

struct date_range date_month_of(date day)
{
	return whole_months(day, 0, 1);
}

struct date_range date_quarter_of(date day)
{
	return whole_months(day, (date_split(day).month - 1) % 3, 3);
}

// Months since April, with which the financial year starts.
static int months_since_april(date day)
{
	return (date_split(day).month + 8) % 12;
}

struct date_range date_year_of(date day)
{
	return whole_months(day, months_since_april(day), 12);
}

static char *put_digits(char *to, int number, int digits)
{
	for (int i = digits - 1; i >= 0; i--, number /= 10)
		to[i] = (char)('0' + number % 10);
	return to + digits;
}

// These two without printf: loads, exports and lists write them millions of times.
const char *date_iso(date day, char text[static DATE_TEXT])
{
	struct date_parts parts;
	char *to;

	text[0] = '\0';
	if (day == DATE_NONE)
		return text;
	parts = date_split(day);
	to = put_digits(text, parts.year, 4);
	*to++ = '-';
	to = put_digits(to, parts.month, 2);
	*to++ = '-';
	*put_digits(to, parts.day, 2) = '\0';
	return text;
}

const char *date_show(date day, char text[static DATE_TEXT])
{
	struct date_parts parts;
	char *to;

	text[0] = '\0';
	if (day == DATE_NONE)
		return text;
	parts = date_split(day);
	to = put_digits(text, parts.day, parts.day < 10 ? 1 : 2);
	*to++ = ' ';
	to = mempcpy(to, month_names[parts.month - 1], 3);
	*to++ = ' ';
	*put_digits(to, parts.year, 4) = '\0';
	return text;
}

const char *date_show_month(date day, char text[static DATE_TEXT])
{
	struct date_parts parts;

	text[0] = '\0';
	if (day == DATE_NONE)
		return text;
	parts = date_split(day);
	snprintf(text, DATE_TEXT, "%s %d", month_names[parts.month - 1], parts.year);
	return text;
}

const char *date_month(date day, char text[static DATE_TEXT])
{
	date_iso(day, text);
	if (text[0])
		text[strlen("2026-10")] = '\0';
	return text;
}

const char *date_year(date day, char text[static DATE_TEXT])
{
	int year;

	text[0] = '\0';
	if (day == DATE_NONE)
		return text;
	year = date_split(date_year_of(day).first).year;
	snprintf(text, DATE_TEXT, "%04d-%02d", year, (year + 1) % 100);
	return text;
}

const char *date_quarter(date day, char text[static DATE_TEXT])
{
	date_year(day, text);
	if (text[0])
		snprintf(text + strlen(text), DATE_TEXT - strlen(text), "-Q%d",
			months_since_april(day) / 3 + 1);
	return text;
}

const char *date_weekday_name(date day)
{
	return weekday_names[date_weekday(day) - 1];
}
