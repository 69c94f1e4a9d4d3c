// SPDX-License-Identifier: MIT
// import cases: the sampling frame, with what is new, gone and changed in it.
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/import/changes.h"
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

// Adds "; FIELD old -> new" where they differ.
static void differ(char **words, const char *field, const char *old, const char *new)
{
	char *longer;

	if (strcmp(old, new) == 0)
		return;
	longer = xasprintf("%s%s%s %s -> %s", *words, **words ? "; " : "", field,
		*old ? old : "(none)", *new ? new : "(none)");
	free(*words);
	*words = longer;
}

static const char *team_name(const struct import *import, int64_t id)
{
	const struct lookup_row *team = lookup_id(&import->teams, id);

	return team ? team->name : "";
}

// What is different between two, by field. Yours.
static char *case_difference(const struct import *import, const struct casefile *before,
	const struct casefile *after)
{
	char *words = xstrdup("");

	differ(&words, "team", team_name(import, before->team), team_name(import, after->team));
	differ(&words, "worker", before->worker, after->worker);
	differ(&words, "plan type", before->plan_type, after->plan_type);
	differ(&words, "status", before->status, after->status);
	return words;
}

// Who had the case is kept: they do not audit it later.
static int worker_keep(
	struct import *import, const struct casefile *before, const struct casefile *after)
{
	if (!*before->worker || strcmp(before->worker, after->worker) == 0)
		return 0;
	return db_run(import->session->db, QUERY_CASE_WORKER_WAS,
		ARGS(INT("casefile", before->id), TEXT("worker", before->worker),
			DAY("today", import->session->today)));
}

// A case as people read it, without what it lacks. Yours.
static char *case_shown(const struct import *import, const struct casefile *casefile)
{
	bool closed = strcmp(casefile->status, "open") != 0;

	return xasprintf("%s%s%s%s%s%s", team_name(import, casefile->team),
		*casefile->worker ? ", " : "", casefile->worker,
		*casefile->plan_type ? ", " : "", casefile->plan_type,
		closed ? ", closed" : "");
}

// The same as the trail has it.
static char *case_words(const struct import *import, const struct casefile *casefile)
{
	return xasprintf("%s, %s, %s, %s", team_name(import, casefile->team), casefile->worker,
		casefile->plan_type, casefile->status);
}

static int change_case(
	struct import *import, const struct casefile *before, const struct casefile *after)
{
	const struct lookup_row *team = lookup_id(&import->teams, after->team);
	char *old = case_words(import, before), *new = case_words(import, after), *difference;

	if (strcmp(old, new) == 0) {
		import->count.unchanged++;
		free(old);
		free(new);
		return 0;
	}
	difference = case_difference(import, before, after);
	changes_add(import->own, CASE_CHANGED, after->ref, difference);
	free(difference);
	if (worker_keep(import, before, after) != 0 ||
		db_run(import->session->db, QUERY_CASE_CHANGE,
			ARGS(INT("team", after->team), TEXT("worker", after->worker),
				TEXT("plan_type", after->plan_type),
				TEXT("status", after->status), INT("id", before->id))) != 0) {
		free(old);
		free(new);
		return -1;
	}
	return tell(import, "case", after->ref, team->parent, old, new);
}

static int add_case(struct import *import, const struct casefile *casefile)
{
	const struct lookup_row *team = lookup_id(&import->teams, casefile->team);
	char *words = case_shown(import, casefile);

	changes_add(import->own, CASE_NEW, casefile->ref, words);
	free(words);
	words = case_words(import, casefile);
	if (db_run(import->session->db, QUERY_CASE_ADD,
		    ARGS(TEXT("ref", casefile->ref), INT("team", casefile->team),
			    TEXT("worker", casefile->worker),
			    TEXT("plan_type", casefile->plan_type),
			    TEXT("status", casefile->status))) != 0) {
		free(words);
		return -1;
	}
	return tell(import, "case", casefile->ref, team->parent, NULL, words);
}

// A column that the file does not have leaves what is there; but where a case that is not in the file is closed,
// one that is in it again is open.
static void keep_absent(
	struct import *import, struct casefile *after, const struct casefile *before)
{
	if (!sheet_has(import->sheet, CASE_WORKER))
		after->worker = before->worker;
	if (!sheet_has(import->sheet, CASE_PLAN_TYPE))
		after->plan_type = before->plan_type;
	if (!sheet_has(import->sheet, CASE_STATUS) && !import->request->close_gone)
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

// Cases that are open here and not in the file.
struct gone {
	struct casefile *list; // their texts are ours
	size_t count, room;
};

static void gone_finish(struct gone *gone)
{
	for (size_t i = 0; i < gone->count; i++) {
		free((char *)(uintptr_t)gone->list[i].ref);
		free((char *)(uintptr_t)gone->list[i].worker);
		free((char *)(uintptr_t)gone->list[i].plan_type);
	}
	free(gone->list);
}

static int gone_read(struct import *import, struct gone *gone)
{
	struct stmt *row = db_query(import->session->db, QUERY_CASES_OPEN, NO_ARGS);
	int more = -1;

	while (row && (more = stmt_next(row)) == 1) {
		if (seen_has(import->seen, stmt_text(row, 1)))
			continue;
		gone->list = xgrow(gone->list, gone->count, &gone->room, sizeof(*gone->list));
		gone->list[gone->count++] = (struct casefile){
			.id = stmt_int(row, 0),
			.ref = xstrdup(stmt_text(row, 1)),
			.team = stmt_int(row, 2),
			.worker = xstrdup(stmt_text(row, 3)),
			.plan_type = xstrdup(stmt_text(row, 4)),
			.status = "open",
		};
	}
	return more;
}

static int gone_close(struct import *import, const struct casefile *before)
{
	struct casefile after = *before;
	const struct lookup_row *team = lookup_id(&import->teams, before->team);
	char *record = xasprintf("case %s", before->ref), *old, *new;
	int result;

	after.status = "closed";
	old = case_words(import, before);
	new = case_words(import, &after);
	import->count.closed++;
	result = db_run(import->session->db, QUERY_CASE_CLOSE, ARGS(INT("id", before->id)));
	if (!result)
		result = trail_append(
			import->session, &(struct act){.verb = "change",
						 .record = record,
						 .service_id = team ? team->parent : 0,
						 .field = "status",
						 .old = old,
						 .new = new});
	free(old);
	free(new);
	free(record);
	return result;
}

static int gone_tell(struct import *import, const struct gone *gone)
{
	import->count.gone = gone->count;
	for (size_t i = 0; i < gone->count; i++) {
		char *words = case_shown(import, &gone->list[i]);

		changes_add(import->own, CASE_GONE, gone->list[i].ref, words);
		free(words);
		if (import->request->close_gone && gone_close(import, &gone->list[i]))
			return -1;
	}
	return 0;
}

// Whether what was shown is what happens.
static int expected_check(const struct import *import)
{
	const char *expected = import->request->expected;

	changes_end(import->own);
	if (!expected || strcmp(expected, changes_digest(import->own)) == 0)
		return 0;
	return fail(ERROR_BUSY,
		"the file or the cases have changed since they were shown, nothing was "
		"imported: look at them again");
}

static int cases_end(struct import *import)
{
	struct gone gone = {0};
	int result;

	if (import->request->close_gone && !import->seen)
		return fail(ERROR_DATA,
			"%s has no cases, and all that are open here would be closed: correct "
			"the file",
			import->problems->file);
	result = gone_read(import, &gone) || gone_tell(import, &gone) ? -1 : 0;
	gone_finish(&gone);
	return result ? -1 : expected_check(import);
}

static int cases_begin(struct import *import)
{
	import->own = changes_create();
	return 0;
}

static void cases_finish(struct import *import)
{
	if (import->own && import->request->changes)
		changes_take(import->own, import->request->changes);
	changes_destroy(import->own);
}

const struct import_kind import_cases = {
	.name = "cases",
	.right = RIGHT_IMPORT,
	.columns = case_columns,
	.column_count = CASE_COLUMNS,
	.begin = cases_begin,
	.row = case_row,
	.end = cases_end,
	.finish = cases_finish,
};
