// SPDX-License-Identifier: MIT
// import holidays: the days on which nobody works.
#include "core/import/import.h"

enum { HOLIDAY_DATE, HOLIDAY_NAME, HOLIDAY_COLUMNS };

static const struct sheet_column holiday_columns[HOLIDAY_COLUMNS] = {
	[HOLIDAY_DATE] = {"date", SHEET_REQUIRED},
	[HOLIDAY_NAME] = {"name", SHEET_REQUIRED},
};

static int holiday_row(struct import *import)
{
	const char *name = import_needed(import, HOLIDAY_NAME);
	struct db *db = import->session->db;
	char text[DATE_TEXT];
	date day;

	import_date(import, HOLIDAY_DATE, true, &day);
	if (import_is_bad(import))
		return 0;
	// The file is the whole calendar: the first good row clears what was there.
	if (import->count.added == 0 && db_run(db, QUERY_BANK_HOLIDAY_CLEAR, NO_ARGS) != 0)
		return -1;
	import->count.added++;
	return db_run(db, QUERY_BANK_HOLIDAY_PUT,
		ARGS(TEXT("day", date_iso(day, text)), TEXT("name", name)));
}

const struct import_kind import_holidays = {
	.name = "holidays",
	.right = RIGHT_ADMIN,
	.columns = holiday_columns,
	.column_count = HOLIDAY_COLUMNS,
	.row = holiday_row,
};
