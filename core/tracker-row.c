// SPDX-License-Identifier: MIT
// One action of the tracker: found, read, looked at, and its history.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/access.h"
#include "core/action-store.h"
#include "core/audit-private.h"
#include "core/tracker-private.h"
#include "db/error.h"
#include "db/mem.h"

enum { // behind the columns of an action
	AUDIT_REF = 31,
	CASE_REF,
	TEAM,
	SERVICE,
	STATE,
	GRADE,
	LEAD_ID,
	PEER_ID,
	TEAM_ID,
	SERVICE_ID,
	KIND
};

void tracked_read(struct stmt *stmt, struct action_row *row)
{
	*row = (struct action_row){
		.audit_ref = xstrdup(stmt_text(stmt, AUDIT_REF)),
		.case_ref = xstrdup(stmt_text(stmt, CASE_REF)),
		.team = xstrdup(stmt_text(stmt, TEAM)),
		.service = xstrdup(stmt_text(stmt, SERVICE)),
		.audit_state = (enum audit_state)stmt_int(stmt, STATE),
		.audit_kind = (enum audit_kind)stmt_int(stmt, KIND),
		.audit_grade = (enum grade)stmt_int_or(stmt, GRADE, GRADE_NONE),
		.subject = {.lead_id = stmt_int(stmt, LEAD_ID),
			.peer_id = stmt_int(stmt, PEER_ID),
			.team_id = stmt_int(stmt, TEAM_ID),
			.service_id = stmt_int(stmt, SERVICE_ID),
			.submitted = stmt_int(stmt, STATE) >= AUDIT_SUBMITTED},
	};
	action_read(stmt, &row->action);
	row->subject.owner_id = row->action.owner_id;
	row->subject.said_id = row->action.said_id;
}

void action_row_finish(struct action_row *row)
{
	action_finish(&row->action);
	free(row->audit_ref);
	free(row->case_ref);
	free(row->team);
	free(row->service);
	*row = (struct action_row){0};
}

char *action_row_name(const struct action_row *row)
{
	return xasprintf("%s/%d", row->audit_ref, row->action.seq);
}

int tracked_load(struct session *session, int64_t id, struct action_row *row)
{
	bool moderates = session->me.roles & ROLE_MODERATOR;
	struct stmt *stmt = db_query(session->db, QUERY_TRACKED_GET,
		ARGS(INT("id", id), INT("moderator", moderates ? session->me.id : 0)));
	int found = stmt ? stmt_next(stmt) : -1;

	if (found <= 0)
		return found < 0 ? -1
				 : fail(ERROR_MISSING,
					   "there is no such action any more: look again");
	tracked_read(stmt, row);
	stmt_done(stmt);
	return 0;
}

int tracked_trail(struct session *session, const struct action_row *row, const char *verb,
	const char *old, const char *new)
{
	struct audit audit = {.id = row->action.audit_id,
		.ref = row->audit_ref,
		.service_id = row->subject.service_id};
	char *field = xasprintf("action %d", row->action.seq);
	int result = audit_trail(session, &audit, verb, field, old, new);

	free(field);
	return result;
}

// The owner reads the own action also where the audit is none of theirs.
static int may_read(struct session *session, const struct action_row *row)
{
	bool own = row->subject.submitted && row->action.owner_id == session->me.id &&
		   session->me.roles & (ROLE_AUDITOR | ROLE_MODERATOR);

	return own ? 0 : require(session, RIGHT_SEE, &row->subject);
}

int tracker_reload(struct session *session, int64_t id, struct action_row *row)
{
	struct action_row read = {0};

	if (tracked_load(session, id, &read) || may_read(session, &read)) {
		action_row_finish(&read);
		return -1;
	}
	action_row_finish(row);
	*row = read;
	return 0;
}

int tracker_open(struct session *session, int64_t id, struct action_row *row)
{
	struct action_row read = {0};
	int result;

	if (session_begin(session))
		return -1;
	result = tracker_reload(session, id, &read);
	if (!result)
		result = tracked_trail(session, &read, "look", NULL, NULL);
	if (db_end(session->db, result)) {
		action_row_finish(&read);
		return -1;
	}
	*row = read;
	return 0;
}

int tracker_find(struct session *session, const char *name, int64_t *id)
{
	const char *slash = strrchr(name, '/');
	int seq = 0, end = 0, found;
	char *ref;

	if (!slash || slash == name || sscanf(slash, "/%9d%n", &seq, &end) != 1 || slash[end] ||
		seq <= 0)
		return fail(ERROR_USAGE,
			"%s names no action: give the audit and its number, like 2026-10-017/2",
			name);
	ref = xstrndup(name, (size_t)(slash - name));
	found = db_int(
		session->db, QUERY_TRACKED_FIND, ARGS(TEXT("ref", ref), INT("seq", seq)), id);
	if (found == 0)
		fail(ERROR_MISSING, "there is no action %s: see list actions", name);
	free(ref);
	return found == 1 ? 0 : -1;
}

const char *note_kind_name(enum note_kind kind)
{
	static const char *const names[] = {[NOTE_PROGRESS] = "progress",
		[NOTE_POSTPONED] = "another date",
		[NOTE_DONE] = "said to be done",
		[NOTE_RETURNED] = "sent back",
		[NOTE_VERIFIED] = "verified",
		[NOTE_HANDED] = "another owner",
		[NOTE_PRIORITY] = "priority",
		[NOTE_ESCALATED] = "escalated",
		[NOTE_CHANGED] = "words changed"};

	return names[kind];
}

const char *action_note_head(const struct action_note *note)
{
	if (note->kind != NOTE_PROGRESS)
		return note_kind_name(note->kind);
	return note->progress ? progress_name(note->progress) : "note";
}

int tracker_history(
	struct session *session, int64_t id, struct action_note **notes, size_t *count)
{
	struct stmt *row = db_query(session->db, QUERY_ACTION_NOTES, ARGS(INT("action", id)));
	int more = -1;

	*notes = NULL;
	*count = 0;
	while (row && (more = stmt_next(row)) == 1) {
		*notes = xreallocarray(*notes, *count + 1, sizeof(**notes));
		(*notes)[(*count)++] = (struct action_note){
			.at = xstrdup(stmt_text(row, 1)),
			.by = xstrdup(stmt_text(row, 2)),
			.kind = (enum note_kind)stmt_int(row, 3),
			.progress = (enum progress)stmt_int(row, 4),
			.due_on = stmt_date(row, 5),
			.text = xstrdup(stmt_text(row, 6)),
		};
	}
	if (more == 0)
		return 0;
	action_notes_free(*notes, *count);
	*notes = NULL;
	*count = 0;
	return -1;
}

void action_notes_free(struct action_note *notes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(notes[i].at);
		free(notes[i].by);
		free(notes[i].text);
	}
	free(notes);
}
