// SPDX-License-Identifier: MIT
// Reading a moderation with its audit, as much of both as the person may see now.
#include <stdlib.h>
#include <string.h>

#include "core/moderation-private.h"
#include "core/moderation-read.h"
#include "core/setting.h"
#include "db/error.h"
#include "db/mem.h"

enum column {
	STATE,
	MODE,
	OPEN_WHY,
	WHY,
	SAMPLE,
	USER,
	NAME,
	LOGIN,
	SELECTED_ON,
	DUE_ON,
	MODERATED_ON,
	DISPUTED_ON,
	SETTLED_ON,
	SEALED_AT,
	ACKNOWLEDGED_AT,
	SETTLED_BY,
	TOOK_PART,
	FIRST_VERDICT,
	REVISION = FIRST_VERDICT + VERDICT_COUNT
};

static char *copy_or_null(struct stmt *row, int column)
{
	const char *text = stmt_text_or_null(row, column);

	return text ? xstrdup(text) : NULL;
}

static void words_read(struct moderation *moderation, struct stmt *row)
{
	moderation->open_why = xstrdup(stmt_text(row, OPEN_WHY));
	moderation->why = xstrdup(moderation->blind ? "" : stmt_text(row, WHY));
	moderation->sample = xstrdup(stmt_text(row, SAMPLE));
	moderation->moderator = xstrdup(stmt_text(row, NAME));
	moderation->moderator_login = xstrdup(stmt_text(row, LOGIN));
	moderation->settled_by = xstrdup(stmt_text(row, SETTLED_BY));
	moderation->sealed_at = copy_or_null(row, SEALED_AT);
	moderation->acknowledged_at = copy_or_null(row, ACKNOWLEDGED_AT);
}

static void row_read(struct moderation *moderation, struct stmt *row)
{
	moderation->state = (enum moderation_state)stmt_int(row, STATE);
	moderation->mode = (enum moderation_mode)stmt_int(row, MODE);
	moderation->blind = moderation->audit->blind;
	moderation->moderator_id = stmt_int(row, USER);
	moderation->selected_on = stmt_date(row, SELECTED_ON);
	moderation->due_on = stmt_date(row, DUE_ON);
	moderation->moderated_on = stmt_date(row, MODERATED_ON);
	moderation->disputed_on = stmt_date(row, DISPUTED_ON);
	moderation->settled_on = stmt_date(row, SETTLED_ON);
	moderation->took_part = (int)stmt_int_or(row, TOOK_PART, -1);
	for (int i = 0; i < VERDICT_COUNT; i++)
		moderation->verdicts[i] = (enum verdict)stmt_int(row, FIRST_VERDICT + i);
	moderation->revision = (int)stmt_int(row, REVISION);
	words_read(moderation, row);
}

// Before it is completed a moderation is its moderator's alone.
static bool may_read(const struct session *session, const struct moderation *moderation)
{
	return moderation->state >= MODERATION_COMPLETED ||
	       session->me.id == moderation->moderator_id;
}

static void hide(struct moderation *moderation)
{
	moderation->took_part = -1;
	for (int i = 0; i < VERDICT_COUNT; i++)
		moderation->verdicts[i] = VERDICT_NONE;
}

static void grade_read(struct moderation *moderation, struct stmt *row)
{
	const struct domain *domain =
		template_domain_by_id(moderation->audit->template, stmt_int(row, 0));
	struct moderation_grade *grade;

	if (!domain)
		return;
	grade = &moderation->grades[domain->seq];
	grade->own = (enum grade)stmt_int_or(row, 1, GRADE_NONE);
	if (moderation->state >= MODERATION_REVEALED)
		grade->auditor = (enum grade)stmt_int_or(row, 2, GRADE_NONE);
	grade->decision = (enum decision)stmt_int(row, 3);
	grade->changed_to = (enum grade)stmt_int_or(row, 4, GRADE_NONE);
	grade->revision = (int)stmt_int(row, 5);
}

static void grades_blank(struct moderation *moderation)
{
	for (int i = 0; i < TEMPLATE_DOMAINS_MAX; i++)
		moderation->grades[i] = (struct moderation_grade){.own = GRADE_NONE,
			.auditor = GRADE_NONE,
			.changed_to = GRADE_NONE,
			.settled = moderation->audit->judgements[PART_SETTLER][i].grade};
}

// An imported one has no rows of its own: the judgements say what it came to.
static void imported_fill(struct moderation *moderation)
{
	const struct audit *audit = moderation->audit;

	for (size_t i = 0; i < audit->template->domain_count; i++) {
		struct moderation_grade *grade = &moderation->grades[i];
		enum grade changed = audit->judgements[PART_MODERATOR][i].grade;

		grade->auditor = audit->judgements[PART_LEAD][i].grade;
		grade->own = changed == GRADE_NONE ? grade->auditor : changed;
		if (grade->own == GRADE_NONE)
			continue;
		grade->decision =
			grade->own == grade->auditor ? DECISION_UPHELD : DECISION_CHANGED;
		grade->changed_to = grade->own == grade->auditor ? GRADE_NONE : grade->own;
	}
}

static int grades_load(struct session *session, struct moderation *moderation)
{
	struct stmt *row;
	int more = -1;

	grades_blank(moderation);
	if (!may_read(session, moderation)) {
		hide(moderation);
		return 0;
	}
	if (moderation->mode == MODERATION_IMPORTED) {
		imported_fill(moderation);
		return 0;
	}
	row = db_query(session->db, QUERY_MODERATION_GRADES_OF,
		ARGS(INT("audit", moderation->audit->id)));
	while (row && (more = stmt_next(row)) == 1)
		grade_read(moderation, row);
	return more;
}

int moderation_row_load(struct session *session, struct moderation *moderation)
{
	struct stmt *row = db_query(
		session->db, QUERY_MODERATION_GET, ARGS(INT("audit", moderation->audit->id)));
	int found = row ? stmt_next(row) : -1;

	if (found <= 0)
		return found < 0 ? -1
				 : fail(ERROR_MISSING,
					   "audit %s is not selected for moderation: "
					   "'caseaudit moderate list' shows those that are",
					   moderation->audit->ref);
	row_read(moderation, row);
	stmt_done(row);
	return grades_load(session, moderation);
}

// How the person reads it: in which part they speak, and whether the grades are kept from them.
struct seat {
	enum part part;
	bool blind;
};

// One that is nobody's yet may become the reader's: so that it can still be sealed then, who has not read the grades
// is not shown them here.
static int seat_of_next(struct session *session, int64_t audit_id, struct seat *seat)
{
	struct readers readers;
	bool open;

	if (setting_is(session, SETTING_MODERATION_MODE, "open", &open) ||
		readers_load(session, audit_id, &readers))
		return -1;
	seat->blind = !open && !readers_have(&readers, session->me.login);
	readers_finish(&readers);
	return 0;
}

static int seat_find(struct session *session, int64_t audit_id, struct seat *seat)
{
	struct stmt *row =
		db_query(session->db, QUERY_MODERATION_GUARD, ARGS(INT("audit", audit_id)));
	int found = row ? stmt_next(row) : -1;
	enum moderation_state state;
	struct subject subject;

	*seat = (struct seat){PART_NONE, false};
	if (found <= 0)
		return found;
	state = (enum moderation_state)stmt_int(row, 0);
	subject = (struct subject){.lead_id = stmt_int(row, 3),
		.peer_id = stmt_int(row, 4),
		.team_id = stmt_int(row, 5),
		.service_id = stmt_int(row, 6),
		.moderator_id = stmt_int(row, 1),
		.submitted = true};
	stmt_done(row);
	if (subject.moderator_id && subject.moderator_id == session->me.id)
		seat->part = PART_MODERATOR;
	else if (state == MODERATION_DISPUTED && may(session, RIGHT_SETTLE, &subject))
		seat->part = PART_SETTLER;
	else if (!subject.moderator_id && state == MODERATION_SELECTED &&
		 may(session, RIGHT_MODERATE, &subject))
		return seat_of_next(session, audit_id, seat);
	return 0;
}

static struct moderation *load(struct session *session, int64_t audit_id)
{
	struct moderation *moderation;
	struct seat seat;

	if (seat_find(session, audit_id, &seat))
		return NULL;
	moderation = xcalloc(1, sizeof(*moderation));
	moderation->audit = audit_load_as(session, audit_id, seat.part, seat.blind);
	if (moderation->audit && !moderation_row_load(session, moderation))
		return moderation;
	moderation_destroy(moderation);
	return NULL;
}

struct moderation *moderation_open(struct session *session, int64_t audit_id)
{
	struct moderation *moderation;
	int result = -1;

	if (session_begin(session))
		return NULL;
	moderation = load(session, audit_id);
	if (moderation)
		result = audit_trail(session, moderation->audit, "look",
			moderation->blind ? LOOK_BLIND : NULL, NULL, NULL);
	if (!db_end(session->db, result))
		return moderation;
	moderation_destroy(moderation);
	return NULL;
}

static void finish(struct moderation *moderation)
{
	char *texts[] = {moderation->open_why, moderation->why, moderation->sample,
		moderation->moderator, moderation->moderator_login, moderation->settled_by,
		moderation->sealed_at, moderation->acknowledged_at};

	for (size_t i = 0; i < LENGTH(texts); i++)
		free(texts[i]);
	audit_destroy(moderation->audit);
}

void moderation_destroy(struct moderation *moderation)
{
	if (!moderation)
		return;
	finish(moderation);
	free(moderation);
}

int moderation_reload(struct session *session, struct moderation *moderation)
{
	struct moderation *fresh;

	if (db_snapshot(session->db))
		return -1;
	fresh = load(session, moderation->audit->id);
	db_snapshot_end(session->db);
	if (!fresh)
		return -1;
	finish(moderation);
	*moderation = *fresh;
	free(fresh);
	return 0;
}

bool moderation_may_grade(const struct session *session, const struct moderation *moderation)
{
	struct subject subject = audit_subject(moderation->audit);

	return moderation->state < MODERATION_COMPLETED &&
	       (!moderation->moderator_id || moderation->moderator_id == session->me.id) &&
	       may(session, RIGHT_MODERATE, &subject);
}

bool moderation_may_answer(const struct session *session, const struct moderation *moderation)
{
	return moderation->state >= MODERATION_COMPLETED &&
	       moderation->audit->lead_id == session->me.id && session->me.roles & ROLE_AUDITOR;
}

bool moderation_may_settle(const struct session *session, const struct moderation *moderation)
{
	struct subject subject = audit_subject(moderation->audit);

	subject.moderator_id = moderation->moderator_id;
	return moderation->state == MODERATION_DISPUTED && may(session, RIGHT_SETTLE, &subject);
}
