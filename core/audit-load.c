// SPDX-License-Identifier: MIT
// Reading an audit whole.
#include <stdlib.h>
#include <string.h>

#include "core/action-store.h"
#include "core/audit-private.h"
#include "core/blind.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"

enum column {
	REF,
	CASEFILE,
	TEAM,
	SERVICE,
	CASE_REF,
	TEAM_NAME,
	SERVICE_NAME,
	TEMPLATE,
	MONTH,
	STATE,
	LEAD,
	PEER,
	LEAD_LOGIN,
	LEAD_NAME,
	LEAD_POST,
	PEER_LOGIN,
	PEER_NAME,
	HEADER, // as many columns as there are header fields
	ALLOCATED_ON = HEADER + HEADER_COUNT,
	DUE_ON,
	STARTED_ON,
	COMPLETED_ON,
	MODERATED_ON,
	CLOSED_ON,
	WITHDRAWN_ON,
	WITHDRAWN_WHY,
	WITHDRAWN_BY,
	FINAL_OVERALL,
	AT_RISK,
	IMPORTED,
	AMENDED,
	REVISION,
	KIND,
	BLIND,
	REVIEW_OF,
	NOT_BEFORE,
	FIRST_BLIND
};

static void names_read(struct audit *audit, struct stmt *row)
{
	audit->ref = xstrdup(stmt_text(row, REF));
	audit->case_ref = xstrdup(stmt_text(row, CASE_REF));
	audit->team = xstrdup(stmt_text(row, TEAM_NAME));
	audit->service = xstrdup(stmt_text(row, SERVICE_NAME));
	audit->month = xstrdup(stmt_text(row, MONTH));
	audit->lead_login = xstrdup(stmt_text(row, LEAD_LOGIN));
	audit->lead_name = xstrdup(stmt_text(row, LEAD_NAME));
	audit->lead_post = xstrdup(stmt_text(row, LEAD_POST));
	audit->peer_login = xstrdup(stmt_text(row, PEER_LOGIN));
	audit->peer_name = xstrdup(stmt_text(row, PEER_NAME));
	audit->withdrawn_why = xstrdup(stmt_text(row, WITHDRAWN_WHY));
	audit->withdrawn_by = xstrdup(stmt_text(row, WITHDRAWN_BY));
	for (int i = 0; i < HEADER_COUNT; i++)
		audit->header[i] = xstrdup(stmt_text(row, HEADER + i));
}

static void dates_read(struct audit *audit, struct stmt *row)
{
	audit->allocated_on = stmt_date(row, ALLOCATED_ON);
	audit->due_on = stmt_date(row, DUE_ON);
	audit->started_on = stmt_date(row, STARTED_ON);
	audit->completed_on = stmt_date(row, COMPLETED_ON);
	audit->moderated_on = stmt_date(row, MODERATED_ON);
	audit->closed_on = stmt_date(row, CLOSED_ON);
	audit->review_of = stmt_int(row, REVIEW_OF);
	audit->not_before = stmt_date(row, NOT_BEFORE);
	audit->withdrawn_on = stmt_date(row, WITHDRAWN_ON);
}

static void numbers_read(struct audit *audit, struct stmt *row)
{
	audit->casefile_id = stmt_int(row, CASEFILE);
	audit->team_id = stmt_int(row, TEAM);
	audit->service_id = stmt_int(row, SERVICE);
	audit->state = (enum audit_state)stmt_int(row, STATE);
	audit->lead_id = stmt_int(row, LEAD);
	audit->peer_id = stmt_int(row, PEER);
	audit->final_overall = (enum grade)stmt_int_or(row, FINAL_OVERALL, GRADE_NONE);
	audit->at_risk = stmt_int(row, AT_RISK);
	audit->imported = stmt_int(row, IMPORTED);
	audit->amended = (int)stmt_int(row, AMENDED);
	audit->revision = (int)stmt_int(row, REVISION);
	audit->kind = (enum audit_kind)stmt_int(row, KIND);
}

enum part part_of(const struct session *session, int64_t lead_id, int64_t peer_id)
{
	if (!(session->me.roles & ROLE_AUDITOR))
		return PART_NONE;
	return session->me.id == lead_id   ? PART_LEAD
	       : session->me.id == peer_id ? PART_PEER
					   : PART_NONE;
}

struct subject audit_subject(const struct audit *audit)
{
	return (struct subject){
		.lead_id = audit->lead_id,
		.peer_id = audit->peer_id,
		.team_id = audit->team_id,
		.service_id = audit->service_id,
		.submitted = audit->state >= AUDIT_SUBMITTED,
	};
}

static int row_load(struct session *session, struct audit *audit)
{
	struct stmt *row =
		db_query(session->db, QUERY_AUDIT_GET, ARGS(INT("audit", audit->id)));
	int found = row ? stmt_next(row) : -1;
	struct subject subject;
	int64_t template_id;
	bool tells;

	if (found < 0)
		return -1;
	if (found == 0)
		return fail(ERROR_MISSING, "there is no such audit: go back to the list");
	names_read(audit, row);
	dates_read(audit, row);
	numbers_read(audit, row);
	template_id = stmt_int(row, TEMPLATE);
	audit->blind = audit->blind || blind_for(session, stmt_int(row, BLIND));
	if (audit->blind)
		audit->final_overall = GRADE_NONE;
	tells = blind_for(session, stmt_int(row, FIRST_BLIND));
	stmt_done(row);
	if (tells)
		return fail(ERROR_DENIED,
			"audit %s is kept from you until you have sealed your grades of "
			"another",
			audit->ref);
	subject = audit_subject(audit);
	if (require(session, RIGHT_SEE, &subject))
		return -1;
	if (audit->part == PART_NONE)
		audit->part = part_of(session, audit->lead_id, audit->peer_id);
	audit->template = template_get(session, template_id);
	return audit->template ? 0 : -1;
}

// A peer judges without knowing the lead's judgement.
static bool hidden(const struct audit *audit, int64_t part)
{
	return part == PART_LEAD && audit->part == PART_PEER && audit->state < AUDIT_SUBMITTED;
}

// Somebody moderates without knowing the grades.
static bool kept(const struct audit *audit, int64_t part)
{
	return audit->blind && blind_part((enum part)part);
}

static void blind_replace(char **text)
{
	char *words = blind_words(*text);

	free(*text);
	*text = words;
}

static void judgement_read(struct session *session, struct audit *audit, struct stmt *row)
{
	const struct domain *domain = template_domain_by_id(audit->template, stmt_int(row, 1));
	struct judgement *judgement;

	if (!domain || hidden(audit, stmt_int(row, 0)) || kept(audit, stmt_int(row, 0)))
		return;
	judgement = &audit->judgements[stmt_int(row, 0)][domain->seq];
	judgement->grade = (enum grade)stmt_int_or(row, 2, GRADE_NONE);
	judgement->revision = (int)stmt_int(row, 3);
	judgement->changed_at = xstrdup(stmt_text(row, 4));
}

static void answer_read(struct session *session, struct audit *audit, struct stmt *row)
{
	const struct prompt *prompt = template_prompt_by_id(audit->template, stmt_int(row, 1));

	if (prompt && !hidden(audit, stmt_int(row, 0)))
		audit->answers[stmt_int(row, 0)][prompt->seq] = (struct answer){
			(enum answer_value)stmt_int(row, 2), (int)stmt_int(row, 3)};
}

static void tick_read(struct session *session, struct audit *audit, struct stmt *row)
{
	int64_t part = stmt_int(row, 0);

	if (!hidden(audit, part) && !kept(audit, part))
		tick_insert(audit, (enum part)part, stmt_int(row, 1));
}

static void narrative_read(struct session *session, struct audit *audit, struct stmt *row)
{
	int64_t id = stmt_int(row, 0);
	enum part part = narrative_part(id);
	struct narrative *text;
	const char *by = stmt_text_or_null(row, 3);

	if (part >= PART_COUNT || hidden(audit, part) ||
		(kept(audit, part) && blind_place(narrative_place(id))))
		return;
	text = &audit->texts[part][narrative_place(id)];
	xreplace(&text->text, stmt_text(row, 1));
	if (kept(audit, part))
		blind_replace(&text->text);
	text->revision = (int)stmt_int(row, 2);
	text->changed_by = by ? xstrdup(by) : NULL;
	text->changed_at = xstrdup(stmt_text(row, 4));
}

static void draft_read(struct session *session, struct audit *audit, struct stmt *row)
{
	int64_t id = stmt_int(row, 0);
	struct draft *draft;

	if (narrative_part(id) != audit->part)
		return;
	draft = xcalloc(1, sizeof(*draft));
	*draft = (struct draft){
		.text = xstrdup(stmt_text(row, 1)),
		.caret = (int)stmt_int(row, 2),
		.base = (int)stmt_int(row, 3),
		.saved_at = xstrdup(stmt_text(row, 4)),
	};
	audit->drafts[narrative_place(id)] = draft;
}

static void feedback_read(struct session *session, struct audit *audit, struct stmt *row)
{
	struct feedback *feedback = &audit->feedback[stmt_int(row, 0)];

	feedback->obtained = stmt_int(row, 1) ? OBTAINED_YES : OBTAINED_NO;
	xreplace(&feedback->means, stmt_text(row, 2));
	feedback->revision = (int)stmt_int(row, 3);
}

static void theme_read(struct session *session, struct audit *audit, struct stmt *row)
{
	audit->themes =
		xreallocarray(audit->themes, audit->theme_count + 1, sizeof(*audit->themes));
	audit->themes[audit->theme_count++] = (struct theme){
		.id = stmt_int(row, 0),
		.name = xstrdup(stmt_text(row, 1)),
		.listed = stmt_int(row, 2),
		.aspect = (enum aspect)stmt_int(row, 3),
	};
}

static void action_row_read(struct session *session, struct audit *audit, struct stmt *row)
{
	audit->actions =
		xreallocarray(audit->actions, audit->action_count + 1, sizeof(*audit->actions));
	action_read(row, &audit->actions[audit->action_count++]);
}

static void concern_row_read(struct session *session, struct audit *audit, struct stmt *row)
{
	audit->concerns = xreallocarray(
		audit->concerns, audit->concern_count + 1, sizeof(*audit->concerns));
	concern_read(session, row, &audit->concerns[audit->concern_count++]);
}

static void amendment_blind(struct amendment *amendment)
{
	blind_replace(&amendment->old);
	blind_replace(&amendment->new);
	blind_replace(&amendment->reason);
}

static void amendment_read(struct session *session, struct audit *audit, struct stmt *row)
{
	if (audit->blind && blind_amendment(stmt_text(row, 0)))
		return;
	audit->amendments = xreallocarray(
		audit->amendments, audit->amendment_count + 1, sizeof(*audit->amendments));
	audit->amendments[audit->amendment_count++] = (struct amendment){
		.field = xstrdup(stmt_text(row, 0)),
		.old = xstrdup(stmt_text(row, 1)),
		.new = xstrdup(stmt_text(row, 2)),
		.reason = xstrdup(stmt_text(row, 3)),
		.by = xstrdup(stmt_text(row, 4)),
		.at = xstrdup(stmt_text(row, 5)),
	};
	if (audit->blind)
		amendment_blind(&audit->amendments[audit->amendment_count - 1]);
}

static void bookmark_read(struct session *session, struct audit *audit, struct stmt *row)
{
	audit->bookmark = (struct bookmark){
		.page = xstrdup(stmt_text(row, 0)),
		.item = (int)stmt_int(row, 1),
		.left_at = xstrdup(stmt_text(row, 2)),
	};
}

// What hangs on an audit: which statement, by which arguments, read by what.
enum key { BY_AUDIT, BY_TEXTS, BY_TEXTS_AND_ME, BY_AUDIT_AND_ME };

static const struct {
	enum query query;
	enum key key;
	void (*read)(struct session *session, struct audit *audit, struct stmt *row);
} tables[] = {
	{QUERY_JUDGEMENTS_OF, BY_AUDIT, judgement_read},
	{QUERY_ANSWERS_OF, BY_AUDIT, answer_read},
	{QUERY_TICKS_OF, BY_AUDIT, tick_read},
	{QUERY_NARRATIVES_OF, BY_TEXTS, narrative_read},
	{QUERY_DRAFTS_OF, BY_TEXTS_AND_ME, draft_read},
	{QUERY_FEEDBACK_OF, BY_AUDIT, feedback_read},
	{QUERY_BOOKMARK_GET, BY_AUDIT_AND_ME, bookmark_read},
	// From here on: the lists.
	{QUERY_THEMES_OF, BY_AUDIT, theme_read},
	{QUERY_ACTIONS_OF, BY_AUDIT, action_row_read},
	{QUERY_CONCERNS_OF, BY_AUDIT, concern_row_read},
	{QUERY_AMENDMENTS_OF, BY_AUDIT, amendment_read},
};
#define FIRST_LIST (LENGTH(tables) - 4)

static struct stmt *table_query(
	struct session *session, const struct audit *audit, enum query query, enum key key)
{
	struct bind first = INT("first", narrative_id(audit->id, PART_LEAD, 0)),
		    last = INT("last", narrative_id(audit->id + 1, PART_LEAD, 0)),
		    user = INT("user", session->me.id), id = INT("audit", audit->id);

	switch (key) {
	case BY_TEXTS: return db_query(session->db, query, ARGS(first, last));
	case BY_TEXTS_AND_ME: return db_query(session->db, query, ARGS(first, last, user));
	case BY_AUDIT_AND_ME: return db_query(session->db, query, ARGS(user, id));
	default: return db_query(session->db, query, ARGS(id));
	}
}

static int tables_load(struct session *session, struct audit *audit, size_t first)
{
	for (size_t i = first; i < LENGTH(tables); i++) {
		struct stmt *row = table_query(session, audit, tables[i].query, tables[i].key);
		int more = -1;

		while (row && (more = stmt_next(row)) == 1)
			tables[i].read(session, audit, row);
		if (more)
			return -1;
	}
	return 0;
}

static struct audit *audit_blank(int64_t id, enum part part, bool blind)
{
	struct audit *audit = xcalloc(1, sizeof(*audit));

	audit->id = id;
	audit->part = part;
	audit->blind = blind;
	for (part = 0; part < PART_COUNT; part++) {
		for (int i = 0; i < TEMPLATE_DOMAINS_MAX; i++)
			audit->judgements[part][i].grade = GRADE_NONE;
		for (int i = 0; i < TEMPLATE_PROMPTS_MAX; i++)
			audit->answers[part][i].value = ANSWER_NONE;
		for (int i = 0; i < PLACE_COUNT; i++)
			audit->texts[part][i].text = xstrdup("");
	}
	for (int i = 0; i < SOURCE_COUNT; i++)
		audit->feedback[i] = (struct feedback){OBTAINED_UNSAID, xstrdup(""), 0};
	return audit;
}

struct audit *audit_load(struct session *session, int64_t id)
{
	return audit_load_as(session, id, PART_NONE, false);
}

struct audit *audit_load_as(struct session *session, int64_t id, enum part part, bool blind)
{
	struct audit *audit = audit_blank(id, part, blind);
	int result = row_load(session, audit) || tables_load(session, audit, 0) ? -1 : 0;

	if (!result)
		return audit;
	audit_destroy(audit);
	return NULL;
}

// The look and what was seen are one transaction.
struct audit *audit_open_id(struct session *session, int64_t id)
{
	struct audit *audit;
	int result = -1;

	if (session_begin(session))
		return NULL;
	audit = audit_load(session, id);
	if (audit)
		result = audit_trail(session, audit, "look", NULL, NULL, NULL);
	if (!db_end(session->db, result))
		return audit;
	audit_destroy(audit);
	return NULL;
}

int audit_find(struct session *session, const char *ref, int64_t *id)
{
	int found = db_int(session->db, QUERY_AUDIT_ID_BY_REF, ARGS(TEXT("ref", ref)), id);

	if (found == 0)
		return fail(ERROR_MISSING,
			"there is no audit %s: 'caseaudit list audits' shows them", ref);
	return found < 0 ? -1 : 0;
}

struct audit *audit_open(struct session *session, const char *ref)
{
	int64_t id;

	return audit_find(session, ref, &id) ? NULL : audit_open_id(session, id);
}

int drafts_load(struct session *session, struct audit *audit)
{
	struct stmt *row = table_query(session, audit, QUERY_DRAFTS_OF, BY_TEXTS_AND_ME);
	int more = -1;

	for (int i = 0; i < PLACE_COUNT; i++) {
		draft_destroy(audit->drafts[i]);
		audit->drafts[i] = NULL;
	}
	while (row && (more = stmt_next(row)) == 1)
		draft_read(session, audit, row);
	return more;
}

int lists_load(struct session *session, struct audit *audit)
{
	audit_lists_finish(audit);
	return tables_load(session, audit, FIRST_LIST);
}

int audit_reload(struct session *session, struct audit *audit)
{
	struct audit *fresh;

	if (db_snapshot(session->db))
		return -1;
	fresh = audit->part > PART_PEER ? audit_load_as(session, audit->id, audit->part, false)
					: audit_load(session, audit->id);
	db_snapshot_end(session->db);
	if (!fresh)
		return -1;
	audit_finish(audit);
	*audit = *fresh;
	free(fresh);
	return 0;
}
