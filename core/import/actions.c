// SPDX-License-Identifier: MIT
// import actions: the tracker of the past.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/action-store.h"
#include "core/export/dataset.h"
#include "core/import/import.h"
#include "core/loop.h"
#include "core/tally.h"
#include "core/workday.h"
#include "db/mem.h"

// The columns by their place in the table of export actions.
enum {
	AUDIT_REF,
	WHAT,
	MEASURE,
	OWNER,
	OWNER_POST,
	REASON,
	DUE_ON,
	PRIORITY,
	ESCALATED,
	COMPLETED_ON,
	VERIFIED_ON,
	IMPACT,
};

struct own {
	struct sheet_column *columns;
	int64_t last; // the newest action before this import
};

struct record {
	const char *audit_ref, *what, *measure, *owner_name, *post, *reason, *impact;
	const struct lookup_row *owner;
	date due_on, completed_on, verified_on;
	bool priority, escalated;
	int64_t audit, service;
	char created_on[DATE_TEXT];
};

static void check(struct import *import, const struct record *record)
{
	if (record->what && !*record->what)
		import_wrong(import, WHAT, "is empty: say what is to be done");
	if (record->completed_on != DATE_NONE && record->completed_on > import->session->today)
		import_wrong(import, COMPLETED_ON,
			"is still to come: leave it empty until it is done");
	if (record->verified_on == DATE_NONE)
		return;
	if (record->verified_on > import->session->today)
		import_wrong(import, VERIFIED_ON,
			"is still to come: leave it empty until QA has seen it");
	if (record->completed_on == DATE_NONE)
		import_wrong(import, COMPLETED_ON,
			"is empty and verified_on is given: only what is done is verified");
	else if (record->verified_on < record->completed_on)
		import_wrong(
			import, VERIFIED_ON, "is before completed_on: correct one of the two");
}

static void read_record(struct import *import, struct record *record)
{
	record->audit_ref = import_needed(import, AUDIT_REF);
	record->what = import_text(import, WHAT);
	record->measure = import_text(import, MEASURE);
	record->owner_name = import_line(import, OWNER);
	if (record->owner_name && *record->owner_name)
		record->owner = lookup_key(&import->users, record->owner_name);
	record->post = import_post(import, OWNER_POST);
	if (record->post && !*record->post && record->owner)
		record->post = record->owner->post;
	record->reason = import_text(import, REASON);
	import_date(import, DUE_ON, true, &record->due_on);
	import_yes_no(import, PRIORITY, &record->priority);
	import_yes_no(import, ESCALATED, &record->escalated);
	import_date(import, COMPLETED_ON, false, &record->completed_on);
	import_date(import, VERIFIED_ON, false, &record->verified_on);
	record->impact = import_text(import, IMPACT);
	check(import, record);
}

// 1 where the audit is there, 0 after a problem, -1 where the database fails.
static int find_audit(struct import *import, struct record *record)
{
	struct stmt *stmt = db_query(import->session->db, QUERY_IMPORT_AUDIT_BY_REF,
		ARGS(TEXT("ref", record->audit_ref)));
	int found = stmt ? stmt_next(stmt) : -1;

	if (found == 0)
		import_wrong(import, AUDIT_REF,
			"no audit is called %s: correct the reference, or import audits first",
			record->audit_ref);
	if (found != 1)
		return found;
	record->audit = stmt_int(stmt, 0);
	record->service = stmt_int(stmt, 1);
	snprintf(record->created_on, sizeof(record->created_on), "%s", stmt_text(stmt, 2));
	stmt_done(stmt);
	return 1;
}

static enum progress progress_of(const struct record *record)
{
	if (record->verified_on != DATE_NONE)
		return PROGRESS_VERIFIED;
	return record->completed_on != DATE_NONE ? PROGRESS_SAID_DONE : PROGRESS_NOT_STARTED;
}

static struct bind owner_id(const struct record *record)
{
	if (!record->owner)
		return (struct bind)NOTHING("owner");
	return (struct bind)INT("owner", record->owner->id);
}

static const char *owner_name(const struct record *record)
{
	return record->owner ? "" : record->owner_name;
}

static int put(struct import *import, const struct record *record)
{
	return db_run(import->session->db, QUERY_IMPORT_ACTION_ADD,
		ARGS(INT("audit", record->audit), TEXT("what", record->what),
			TEXT("measure", record->measure), owner_id(record),
			TEXT("owner_name", owner_name(record)),
			TEXT("owner_post", record->post), TEXT("reason", record->reason),
			DAY("due_on", record->due_on), INT("priority", record->priority),
			INT("escalated", record->escalated),
			INT("progress", progress_of(record)),
			DAY("completed_on", record->completed_on),
			TEXT("impact", record->impact), DAY("verified_on", record->verified_on),
			TEXT("created_on", record->created_on)));
}

static int save(struct import *import, const struct record *record)
{
	char *name, *words, due[DATE_TEXT];
	int result;

	if (tally_touch(import->session, record->audit) != 0 || put(import, record) ||
		action_index_add(import->session->db, db_last_id(import->session->db)))
		return -1;
	name = xasprintf("action of audit %s", record->audit_ref);
	words = xasprintf("%s; due %s", record->what, date_iso(record->due_on, due));
	result = import_trail(import, &(struct act){.verb = "add",
					      .record = name,
					      .audit_id = record->audit,
					      .service_id = record->service,
					      .new = words});
	free(name);
	free(words);
	return result ? result : loop_close(import->session, record->audit);
}

// An action that was there before this import is the same file once more.
static int save_if_new(struct import *import, const struct record *record)
{
	const struct own *own = import->own;
	int64_t id;
	int found = db_int(import->session->db, QUERY_ACTION_SAME,
		ARGS(INT("audit", record->audit), INT("last", own->last),
			TEXT("what", record->what), DAY("due_on", record->due_on),
			TEXT("owner_name", owner_name(record)), owner_id(record)),
		&id);

	if (found == 0) {
		import->count.idle += record->completed_on == DATE_NONE &&
				      !workday_is(import->session->holidays, record->due_on);
		return save(import, record);
	}
	import->count.unchanged++;
	return found < 0 ? -1 : 0;
}

static int row(struct import *import)
{
	struct record record = {0};
	int found;

	read_record(import, &record);
	if (!record.audit_ref)
		return 0;
	found = find_audit(import, &record);
	if (found < 0)
		return -1;
	return import_is_bad(import) ? 0 : save_if_new(import, &record);
}

static int begin(struct import *import)
{
	static const enum sheet_need needs[] = {
		[IMPORT_NONE] = SHEET_IGNORED,
		[IMPORT_OPTIONAL] = SHEET_OPTIONAL,
		[IMPORT_REQUIRED] = SHEET_REQUIRED,
	};
	struct own *own = xcalloc(1, sizeof(*own));

	import->own = own;
	own->columns = xcalloc(dataset_actions.count, sizeof(*own->columns));
	for (size_t i = 0; i < dataset_actions.count; i++)
		own->columns[i] = (struct sheet_column){dataset_actions.columns[i].name,
			needs[dataset_actions.columns[i].import]};
	import->columns = own->columns;
	import->column_count = dataset_actions.count;
	return db_int(import->session->db, QUERY_ACTION_LAST, NO_ARGS, &own->last) == 1 ? 0
											: -1;
}

static void finish(struct import *import)
{
	struct own *own = import->own;

	if (own)
		free(own->columns);
	free(own);
}

const struct import_kind import_actions = {
	.name = "actions",
	.right = RIGHT_IMPORT,
	.begin = begin,
	.row = row,
	.finish = finish,
};
