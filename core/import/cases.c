// SPDX-License-Identifier: MIT
// import cases and holidays: the sampling frame, and the days on which nobody works.
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/import/import.h"
#include "db/error.h"
#include "db/mem.h"

// What a record of the trail says about an added or changed row; frees the texts.
static int tell(struct import *import, const char *kind, const char *name, int64_t service,
	char *old, char *new)
{
	char *record = xasprintf("%s %s", kind, name);
	int result = import_trail(import, &(struct act){.verb = old ? "change" : "add",
						  .record = record,
						  .service_id = service,
						  .old = old,
						  .new = new});

	free(record);
	free(old);
	free(new);
	return result;
}

enum { CASE_REF, CASE_TEAM, CASE_WORKER, CASE_PLAN_TYPE, CASE_STATUS, CASE_COLUMNS };

static const struct sheet_column case_columns[CASE_COLUMNS] = {
	[CASE_REF] = {"case_ref", SHEET_REQUIRED},
	[CASE_TEAM] = {"team", SHEET_REQUIRED},
	[CASE_WORKER] = {"worker", SHEET_OPTIONAL},
	[CASE_PLAN_TYPE] = {"plan_type", SHEET_OPTIONAL},
	[CASE_STATUS] = {"status", SHEET_OPTIONAL},
};

struct casefile {
	int64_t id, team;
	const char *ref, *worker, *plan_type, *status;
};

static const char *case_status(struct import *import)
{
	const char *text = import_line(import, CASE_STATUS);

	if (!text || !*text || strcasecmp(text, "open") == 0)
		return "open";
	if (strcasecmp(text, "closed") != 0)
		import_wrong(import, CASE_STATUS,
			"%s is neither open nor closed: write one of "
			"them",
			text);
	return "closed";
}

static char *case_words(const struct import *import, const struct casefile *casefile)
{
	const struct lookup_row *team = lookup_id(&import->teams, casefile->team);

	return xasprintf("%s, %s, %s, %s", team ? team->name : "", casefile->worker,
		casefile->plan_type, casefile->status);
}

static int change_case(
	struct import *import, const struct casefile *before, const struct casefile *after)
{
	const struct lookup_row *team = lookup_id(&import->teams, after->team);
	char *old = case_words(import, before), *new = case_words(import, after);

	if (strcmp(old, new) == 0) {
		import->count.unchanged++;
		free(old);
		free(new);
		return 0;
	}
	if (db_run(import->session->db, QUERY_CASE_CHANGE,
		    ARGS(INT("team", after->team), TEXT("worker", after->worker),
			    TEXT("plan_type", after->plan_type), TEXT("status", after->status),
			    INT("id", before->id))) != 0) {
		free(old);
		free(new);
		return -1;
	}
	return tell(import, "case", after->ref, team->parent, old, new);
}

static int add_case(struct import *import, const struct casefile *casefile)
{
	const struct lookup_row *team = lookup_id(&import->teams, casefile->team);

	if (db_run(import->session->db, QUERY_CASE_ADD,
		    ARGS(TEXT("ref", casefile->ref), INT("team", casefile->team),
			    TEXT("worker", casefile->worker),
			    TEXT("plan_type", casefile->plan_type),
			    TEXT("status", casefile->status))) != 0)
		return -1;
	return tell(import, "case", casefile->ref, team->parent, NULL,
		case_words(import, casefile));
}

// A column that the file does not have leaves what is there.
static void keep_absent(
	struct import *import, struct casefile *after, const struct casefile *before)
{
	if (!sheet_has(import->sheet, CASE_WORKER))
		after->worker = before->worker;
	if (!sheet_has(import->sheet, CASE_PLAN_TYPE))
		after->plan_type = before->plan_type;
	if (!sheet_has(import->sheet, CASE_STATUS))
		after->status = before->status;
}

static int case_row(struct import *import)
{
	const struct lookup_row *team = import_team(import, CASE_TEAM);
	struct casefile after = {
		.ref = import_key(import, CASE_REF),
		.team = team ? team->id : 0,
		.worker = import_line(import, CASE_WORKER),
		.plan_type = import_line(import, CASE_PLAN_TYPE),
		.status = case_status(import),
	};
	struct stmt *stmt;
	int found;

	if (import_is_bad(import))
		return 0;
	stmt = db_query(import->session->db, QUERY_CASE_BY_REF, ARGS(TEXT("ref", after.ref)));
	found = stmt ? stmt_next(stmt) : -1;
	if (found == 1) {
		struct casefile before = {stmt_int(stmt, 0), stmt_int(stmt, 1), after.ref,
			stmt_text(stmt, 2), stmt_text(stmt, 3), stmt_text(stmt, 4)};

		keep_absent(import, &after, &before);
		found = change_case(import, &before, &after);
		stmt_done(stmt);
		return found;
	}
	return found < 0 ? -1 : add_case(import, &after);
}

const struct import_kind import_cases = {
	.name = "cases",
	.right = RIGHT_IMPORT,
	.columns = case_columns,
	.column_count = CASE_COLUMNS,
	.row = case_row,
};

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
