// SPDX-License-Identifier: MIT
// export actions: the tracker, with the columns of import actions first.
#include "core/action.h"
#include "core/export/dataset.h"
#include "db/mem.h"

// The columns of the query export_actions.
enum {
	AUDIT,
	WHAT,
	MEASURE,
	OWNER,
	OWNER_NAME,
	OWNER_POST,
	REASON,
	DUE_ON,
	PRIORITY,
	ESCALATED,
	COMPLETED_ON,
	VERIFIED_ON,
	IMPACT,
	SEQ,
	SCOPE,
	PROGRESS,
	START_ON,
	FIRST_DUE_ON,
	PLAN_ON,
	EVIDENCE,
	VERIFIED_BY,
	CREATED_ON,
	SLIPS,
	SENT_BACK,
	SAID_BY,
};

static void put_owner(struct export *export, size_t domain)
{
	put_person(export, export->stmt, OWNER, OWNER_NAME);
}

static void put_scope(struct export *export, size_t domain)
{
	put_word(export, scope_name((enum scope)stmt_int(export->stmt, SCOPE)));
}

static void put_progress(struct export *export, size_t domain)
{
	put_word(export, progress_name((enum progress)stmt_int(export->stmt, PROGRESS)));
}

// As it stands today.
static void put_colour(struct export *export, size_t domain)
{
	struct action action = {
		.progress = (enum progress)stmt_int(export->stmt, PROGRESS),
		.start_on = stmt_date(export->stmt, START_ON),
		.due_on = stmt_date(export->stmt, DUE_ON),
		.first_due_on = stmt_date(export->stmt, FIRST_DUE_ON),
		.plan_on = stmt_date(export->stmt, PLAN_ON),
	};

	put_word(export, colour_name(action_colour(&action, export->session->today)));
}

static void put_verifier(struct export *export, size_t domain)
{
	put_lookup(export, &export->users, stmt_int(export->stmt, VERIFIED_BY));
}

static void put_sayer(struct export *export, size_t domain)
{
	put_lookup(export, &export->users, stmt_int(export->stmt, SAID_BY));
}

static const struct column columns[] = {
	{"audit_ref", COLUMN_TEXT, IMPORT_REQUIRED, put_audit_ref, 0,
		"reference of the audit that raised the action", .same = true},
	{"action", COLUMN_TEXT, IMPORT_REQUIRED, NULL, WHAT, "what exactly is to be done"},
	{"measure", COLUMN_TEXT, IMPORT_OPTIONAL, NULL, MEASURE,
		"how it will be known to be done"},
	{"owner", COLUMN_TEXT, IMPORT_OPTIONAL, put_owner, 0, "who does it",
		"the login of a user, else a name"},
	{"owner_post", COLUMN_CHOICE, IMPORT_OPTIONAL, NULL, OWNER_POST, "post of the owner",
		"a post of the council"},
	{"reason", COLUMN_TEXT, IMPORT_OPTIONAL, NULL, REASON, "why it matters to the child"},
	{"due_on", COLUMN_DATE, IMPORT_REQUIRED, NULL, DUE_ON, "day it is due"},
	{"priority", COLUMN_YES_NO, IMPORT_OPTIONAL, NULL, PRIORITY, "whether it comes first"},
	{"escalated", COLUMN_YES_NO, IMPORT_OPTIONAL, NULL, ESCALATED,
		"whether it was taken to a higher level"},
	{"completed_on", COLUMN_DATE, IMPORT_OPTIONAL, NULL, COMPLETED_ON,
		"day it was said to be done"},
	{"verified_on", COLUMN_DATE, IMPORT_OPTIONAL, NULL, VERIFIED_ON,
		"day QA saw the evidence and closed it"},
	{"impact", COLUMN_TEXT, IMPORT_OPTIONAL, NULL, IMPACT, "what it changed for the child"},
	{"number", COLUMN_NUMBER, IMPORT_NONE, NULL, SEQ, "its number within the audit"},
	{"scope", COLUMN_CHOICE, IMPORT_NONE, put_scope, 0, "for this case or for the service",
		"case, service"},
	{"progress", COLUMN_CHOICE, IMPORT_NONE, put_progress, 0, "how far it is",
		"not started, progressing, off track, said to be done, verified"},
	{"colour", COLUMN_CHOICE, IMPORT_NONE, put_colour, 0,
		"its status on the day of the export", "GREY, BLUE, GREEN, AMBER, RED"},
	{"start_on", COLUMN_DATE, IMPORT_NONE, NULL, START_ON,
		"day it is due to start; empty: at once"},
	{"first_due_on", COLUMN_DATE, IMPORT_NONE, NULL, FIRST_DUE_ON,
		"day it was due before it slipped"},
	{"plan_on", COLUMN_DATE, IMPORT_NONE, NULL, PLAN_ON,
		"date of the plan of an action that is off track"},
	{"evidence", COLUMN_TEXT, IMPORT_NONE, NULL, EVIDENCE, "evidence that it is done"},
	{"verified_by", COLUMN_TEXT, IMPORT_NONE, put_verifier, 0, "who verified it",
		"the login of a user"},
	{"created_on", COLUMN_DATE, IMPORT_NONE, NULL, CREATED_ON, "day it was raised"},
	{"case_ref", COLUMN_TEXT, IMPORT_NONE, put_case_ref, 0, "reference of the case",
		.same = true},
	{"team", COLUMN_TEXT, IMPORT_NONE, put_team, 0, "team of the audit", .same = true},
	{"service", COLUMN_TEXT, IMPORT_NONE, put_service, 0, "service of the audit",
		.same = true},
	{"slips", COLUMN_NUMBER, IMPORT_NONE, NULL, SLIPS, "how often its date was put off"},
	{"sent_back", COLUMN_NUMBER, IMPORT_NONE, NULL, SENT_BACK,
		"how often QA was not satisfied and sent it back"},
	{"said_by", COLUMN_TEXT, IMPORT_NONE, put_sayer, 0, "who says that it is done",
		"the login of a user; empty: nobody yet, or imported"},
	{"database", COLUMN_CHOICE, IMPORT_NONE, put_database, 0, "where the row comes from",
		"live, practice", .same = true},
};

const struct dataset dataset_actions = {
	.name = "actions",
	.meaning = "one row for each action on the tracker; belongs to the day it is due",
	.columns = columns,
	.count = LENGTH(columns),
	.rows = QUERY_EXPORT_ACTIONS,
	.audits = QUERY_EXPORT_AUDITS_FROM,
	.filtered = FILTERED_PARTS,
	.total = QUERY_EXPORT_ACTIONS_TOTAL,
};
