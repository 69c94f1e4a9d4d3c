// SPDX-License-Identifier: MIT
// import audits: the past, from spreadsheets.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/export/dataset.h"
#include "core/import/audit.h"
#include "core/loop.h"
#include "core/narrative-store.h"
#include "core/tally.h"
#include "db/error.h"
#include "db/mem.h"

// A case that has left the frame since: closed, of the team that had it.
static int add_case(struct import *import, struct audit_record *record)
{
	struct db *db = import->session->db;
	char *name;
	int result;

	if (db_run(db, QUERY_CASE_ADD,
		    ARGS(TEXT("ref", record->case_ref), INT("team", record->team->id),
			    TEXT("worker", ""), TEXT("plan_type", ""),
			    TEXT("status", "closed"))) != 0)
		return -1;
	record->casefile = db_last_id(db);
	name = xasprintf("case %s", record->case_ref);
	result = trail_append(import->session, &(struct act){.verb = "add",
						       .record = name,
						       .service_id = record->team->parent,
						       .new = "closed, from its audit"});
	free(name);
	return result;
}

static enum audit_state state_of(const struct audit_record *record)
{
	if (record->moderated_on != DATE_NONE)
		return AUDIT_MODERATED;
	if (record->completed_on != DATE_NONE)
		return AUDIT_SUBMITTED;
	return record->begun ? AUDIT_DRAFT : AUDIT_ALLOCATED;
}

static struct bind id_or_null(const char *name, const struct lookup_row *row)
{
	if (!row)
		return (struct bind)NOTHING(name);
	return (struct bind)INT(name, row->id);
}

static struct bind grade_or_null(const char *name, enum grade grade)
{
	if (grade == GRADE_NONE)
		return (struct bind)NOTHING(name);
	return (struct bind)INT(name, grade);
}

static int put_audit(struct import *import, const struct audit_record *record)
{
	const struct audits_import *own = import->own;

	return db_run(import->session->db, QUERY_IMPORT_AUDIT_ADD,
		ARGS(TEXT("ref", record->ref), INT("casefile", record->casefile),
			INT("team", record->team->id), INT("service", record->team->parent),
			INT("template", own->template->id), DAY("due_on", record->due_on),
			INT("state", state_of(record)), id_or_null("lead", record->auditor),
			TEXT("lead_name", record->auditor ? "" : record->auditor_name),
			TEXT("lead_post", record->post),
			DAY("allocated_on", record->allocated_on),
			DAY("completed_on", record->completed_on),
			DAY("moderated_on", record->moderated_on),
			grade_or_null("final_overall", record->overall)));
}

#define GRADES_AT_ONCE 8

// The grades from the index first on; returns where the next ones begin, or -1.
static int put_some_grades(struct import *import, int64_t audit, enum part part,
	const enum grade *grades, size_t first)
{
	static const char *const domains[GRADES_AT_ONCE] = {"domain0", "domain1", "domain2",
		"domain3", "domain4", "domain5", "domain6", "domain7"};
	static const char *const names[GRADES_AT_ONCE] = {
		"grade0", "grade1", "grade2", "grade3", "grade4", "grade5", "grade6", "grade7"};
	const struct audits_import *own = import->own;
	struct bind args[3 + 2 * GRADES_AT_ONCE + 1] = {
		INT("audit", audit), INT("part", part), TEXT("at", own->at)};
	size_t next = first;

	for (size_t i = 0; i < GRADES_AT_ONCE; i++) {
		struct bind *pair = &args[3 + 2 * i];

		pair[0] = (struct bind)NOTHING(domains[i]);
		pair[1] = (struct bind)NOTHING(names[i]);
		while (next < own->domains.count && grades[next] == GRADE_NONE)
			next++;
		if (next == own->domains.count)
			continue;
		pair[0] = (struct bind)INT(domains[i], own->domain[next]->id);
		pair[1] = (struct bind)INT(names[i], grades[next]);
		next++;
	}
	args[LENGTH(args) - 1].type = BIND_END;
	if (args[4].type == BIND_NULL)
		return (int)next;
	return db_run(import->session->db, QUERY_IMPORT_JUDGEMENTS_ADD, args) ? -1 : (int)next;
}

static int put_grades(
	struct import *import, int64_t audit, enum part part, const enum grade *grades)
{
	const struct audits_import *own = import->own;
	int next = 0;

	while (next >= 0 && (size_t)next < own->domains.count)
		next = put_some_grades(import, audit, part, grades, (size_t)next);
	return next < 0 ? -1 : 0;
}

static int put_text_at(struct import *import, int64_t audit, enum part part, enum place place,
	const char *text)
{
	const struct audits_import *own = import->own;

	return narrative_add(
		import->session->db, narrative_id(audit, part, place), text, 0, own->at);
}

static int put_said(
	struct import *import, int64_t audit, enum source source, const struct said *said)
{
	const struct audits_import *own = import->own;
	const struct source_info *info = source_info(source);

	if (said->obtained == OBTAINED_UNSAID)
		return 0;
	if (db_run(import->session->db, QUERY_IMPORT_FEEDBACK_ADD,
		    ARGS(INT("audit", audit), INT("source", source),
			    INT("obtained", said->obtained), TEXT("at", own->at))) != 0)
		return -1;
	return put_text_at(import, audit, PART_LEAD,
		said->obtained == OBTAINED_YES ? info->words : info->why_not, said->text);
}

static int put_moderation(
	struct import *import, int64_t audit, const struct audit_record *record)
{
	const struct audits_import *own = import->own;

	if (record->moderated_on == DATE_NONE)
		return 0;
	if (db_run(import->session->db, QUERY_IMPORT_MODERATION_ADD,
		    ARGS(INT("audit", audit), id_or_null("user", record->moderator),
			    TEXT("name", record->moderator ? "" : record->moderator_name),
			    DAY("moderated_on", record->moderated_on))) != 0)
		return -1;
	return put_grades(import, audit, PART_MODERATOR, own->moderated) ||
			       put_text_at(import, audit, PART_MODERATOR, PLACE_COMMENTARY,
				       record->note)
		       ? -1
		       : 0;
}

static int put_trail(struct import *import, int64_t audit, const struct audit_record *record)
{
	char days[3][DATE_TEXT], name[256], words[256];

	snprintf(name, sizeof(name), "audit %s", record->ref);
	snprintf(words, sizeof(words), "due %s, completed %s, moderated %s, overall %s",
		date_iso(record->due_on, days[0]), date_iso(record->completed_on, days[1]),
		date_iso(record->moderated_on, days[2]), grade_name(record->overall));
	return import_trail(import, &(struct act){.verb = "add",
					    .record = name,
					    .audit_id = audit,
					    .service_id = record->team->parent,
					    .new = words});
}

static int save(struct import *import, struct audit_record *record)
{
	struct audits_import *own = import->own;
	int64_t audit;

	if ((!record->casefile && add_case(import, record) != 0) ||
		put_audit(import, record) != 0)
		return -1;
	audit = db_last_id(import->session->db);
	if (!own->first_audit)
		own->first_audit = audit;
	return put_grades(import, audit, PART_LEAD, own->grade) ||
			       put_said(import, audit, SOURCE_CHILD, &record->child) ||
			       put_said(import, audit, SOURCE_PARENT, &record->family) ||
			       put_text_at(import, audit, PART_LEAD, PLACE_SUMMARY,
				       record->summary) ||
			       put_moderation(import, audit, record) ||
			       put_trail(import, audit, record)
		       ? -1
		       : 0;
}

// Finds the case, and whether there is such an audit.
static int look_up(struct import *import, struct audit_record *record, bool *there)
{
	struct stmt *stmt = db_query(import->session->db, QUERY_IMPORT_AUDIT_LOOK_UP,
		ARGS(TEXT("case_ref", record->case_ref), TEXT("ref", record->ref)));

	if (!stmt || stmt_next(stmt) != 1)
		return -1;
	record->casefile = stmt_int(stmt, 0);
	*there = !stmt_is_null(stmt, 1);
	stmt_done(stmt);
	return 0;
}

static int row(struct import *import)
{
	struct audit_record record = {0};
	bool there = false;

	audits_read(import, &record);
	if (!record.ref || look_up(import, &record, &there) != 0)
		return record.ref ? -1 : 0;
	if (there)
		import_wrong(import, audits_column(import, IN_AUDIT_REF),
			"%s is there already: delete the row, or give it a reference of its "
			"own",
			record.ref);
	return import_is_bad(import) ? 0 : save(import, &record);
}

static void add_column(struct import *import, size_t index, const struct column *column,
	const char *code, size_t *room)
{
	static const enum sheet_need needs[] = {
		[IMPORT_NONE] = SHEET_IGNORED,
		[IMPORT_OPTIONAL] = SHEET_OPTIONAL,
		[IMPORT_REQUIRED] = SHEET_REQUIRED,
	};
	struct audits_import *own = import->own;

	if (index < IN_KNOWN && (!code || code == own->domains.codes[0]))
		own->first[index] = import->column_count;
	own->columns = xgrow(own->columns, import->column_count, room, sizeof(*own->columns));
	own->columns[import->column_count++] =
		(struct sheet_column){column_name(column, code), needs[column->import]};
	import->columns = own->columns;
}

// The columns of the export, with those that import cannot know ignored.
static void make_columns(struct import *import)
{
	const struct audits_import *own = import->own;
	size_t room = 0;

	for (size_t i = 0; i < dataset_audits.count; i++) {
		const struct column *column = &dataset_audits.columns[i];
		size_t times = column_repeats(column) ? own->domains.count : 1;

		for (size_t j = 0; j < times; j++)
			add_column(import, i, column,
				column_repeats(column) ? own->domains.codes[j] : NULL, &room);
	}
}

static int begin(struct import *import)
{
	struct audits_import *own = xcalloc(1, sizeof(*own));

	import->own = own;
	trail_bulk(import->session, true);
	session_now(import->session, own->at);
	if (domains_load(import->session->db, &own->domains) != 0)
		return -1;
	if (!own->domains.count)
		return fail(ERROR_DATA, "there is no template: add one with template import");
	own->domain = xcalloc(own->domains.count, sizeof(*own->domain));
	own->grade = xcalloc(own->domains.count, sizeof(*own->grade));
	own->moderated = xcalloc(own->domains.count, sizeof(*own->moderated));
	make_columns(import);
	return 0;
}

// The result of an audit of the past was received when it was completed, or when its moderation changed the grade.
static int steps_of(struct session *session, struct stmt *row)
{
	int64_t audit = stmt_int(row, 0);
	date completed = stmt_date(row, 1), moderated = stmt_date(row, 2);
	enum grade lead = (enum grade)stmt_int_or(row, 3, GRADE_NONE), grade;

	stmt_done(row);
	if (loop_grade(session, audit, &grade))
		return -1;
	if (moderated == DATE_NONE || grade == lead)
		moderated = completed;
	return loop_settle_from(session, audit, grade, moderated, "imported");
}

// Behind the last row, so that the reviews that come into being take no reference from the file.
static int steps_start(struct session *session, int64_t after)
{
	struct stmt *row;
	int more;

	while ((row = db_query(session->db, QUERY_IMPORT_SETTLE, ARGS(INT("after", after)))) &&
		(more = stmt_next(row)) == 1) {
		after = stmt_int(row, 0);
		if (steps_of(session, row))
			return -1;
	}
	return row ? more : -1;
}

// New audits have the greatest ids.
static int end(struct import *import)
{
	const struct audits_import *own = import->own;

	trail_bulk(import->session, false);
	if (!own->first_audit)
		return 0;
	if (tally_load(import->session, own->first_audit) != 0 ||
		narrative_index_from(
			import->session->db, narrative_id(own->first_audit, PART_LEAD, 0)))
		return -1;
	return import->request->steps ? steps_start(import->session, own->first_audit - 1) : 0;
}

static void finish(struct import *import)
{
	struct audits_import *own = import->own;

	if (!own)
		return;
	trail_bulk(import->session, false);
	for (size_t i = 0; own->columns && i < import->column_count; i++)
		free((char *)own->columns[i].name);
	free(own->columns);
	free(own->domain);
	free(own->grade);
	free(own->moderated);
	for (size_t i = 0; i < ASKED_MAX; i++)
		free(own->asked[i].text);
	domains_finish(&own->domains);
	free(own);
}

const struct import_kind import_audits = {
	.name = "audits",
	.right = RIGHT_IMPORT,
	.begin = begin,
	.row = row,
	.end = end,
	.finish = finish,
};
