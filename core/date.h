// SPDX-License-Identifier: MIT
// Calendar days, months, and the financial quarters and years that reports are made for.
#pragma once

#include <stdint.h>

// Days since 1 January 1970 in the Gregorian calendar; earlier days are negative. Dates compare and
// subtract as the numbers they are. In the database and in files they stand as ISO text, YYYY-MM-DD.
typedef int32_t date;

#define DATE_NONE INT32_MIN // no date; NULL in the database, an empty cell in files

// The years that are read and calculated with: what lies outside is a slip of the pen.
#define DATE_YEAR_MIN 1900
#define DATE_YEAR_MAX 9999

// Room for any text that the functions below write, with its end.
#define DATE_TEXT 20

struct date_parts {
	int year;
	int month; // 1 to 12
	int day;   // 1 to 31
};

// Both days belong to the range.
struct date_range {
	date first, last;
};

enum date_form {
	DATE_ISO,            // YYYY-MM-DD only: what we write ourselves
	DATE_ISO_OR_BRITISH, // dd/mm/yyyy too: what spreadsheets give us
};

// The day of a year, month (1 to 12) and day; DATE_NONE where the calendar has no such day (30
// February, 29 February in a common year) or the year is outside DATE_YEAR_MIN to DATE_YEAR_MAX.
date date_from(int year, int month, int day);

// Year, month and day of a date, which must not be DATE_NONE.
struct date_parts date_split(date day);

// 1 for Monday to 7 for Sunday, as ISO 8601 counts.
int date_weekday(date day);

// How many days the month has: 28 to 31.
int date_month_length(int year, int month);

// The same day of the month so many months later (earlier when negative), or the last day of that
// month where it is shorter: one month after 31 January is 28 or 29 February. DATE_NONE outside the
// years above.
date date_add_months(date day, int months);

// Today by the computer's clock and time zone. Rules take today from the session instead, because a
// practice database may have set it.
date date_today(void);

// Reads exactly one date: all digits and separators in place, nothing before or after, a day that
// exists. Returns 0, or -1 with *day untouched and no message kept: the caller knows the place.
int date_parse(const char *text, enum date_form form, date *day);

// Read a month '2026-10', a financial quarter '2023-24-Q2' and a financial year '2023-24' as strictly
// into the range of their days. Financial years and quarters run from 1 April, Q1 being April to June
// (brief section 5); the year's second half must follow its first. Return 0, or -1 with *range
// untouched and no message kept.
int date_parse_month(const char *text, struct date_range *range);
int date_parse_quarter(const char *text, struct date_range *range);
int date_parse_year(const char *text, struct date_range *range);

// The month, financial quarter and financial year in which a day lies, as ranges.
struct date_range date_month_of(date day);
struct date_range date_quarter_of(date day);
struct date_range date_year_of(date day);

// Each writes a text into the caller's array and returns it; DATE_NONE gives "". So a date goes into a
// message as date_iso(day, (char[DATE_TEXT]){0}).
const char *date_iso(date day, char text[static DATE_TEXT]);  // 2026-10-12: database and files
const char *date_show(date day, char text[static DATE_TEXT]); // 12 Oct 2026: screens
const char *date_show_month(date day, char text[static DATE_TEXT]); // October 2026
const char *date_month(date day, char text[static DATE_TEXT]);      // 2026-10
const char *date_quarter(date day, char text[static DATE_TEXT]);    // 2023-24-Q2
const char *date_year(date day, char text[static DATE_TEXT]);       // 2023-24

// "Mon" to "Sun". Borrowed.
const char *date_weekday_name(date day);
