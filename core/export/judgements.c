// SPDX-License-Identifier: MIT
// export judgements: one row for each grade, found by a walk over the audits with four others beside it, so that
// millions of grades take one pass over each table and no look-ups.
#include <stdlib.h>
#include <string.h>

#include "core/export/audit-walk.h"
#include "core/template.h"
#include "db/mem.h"

struct judgements {
	struct cursor grades, rationales, ticks, moderators;
	bool begun;     // grades stands on a row of the audit at hand
	bool moderated; // moderators does
	const struct template *template;
	const struct domain *domain; // of the grade at hand; NULL: of no domain of the template
	enum part part;
	struct text texts[PART_COUNT][TEMPLATE_DOMAINS_MAX]; // by domain.seq
	int64_t ticked[PART_COUNT][TEMPLATE_DOMAINS_MAX];
};

// The columns of the walk over grades.
enum { G_AUDIT, G_PART, G_DOMAIN, G_GRADE, G_USER, G_CHANGED_AT };

static int begin(struct export *export)
{
	struct judgements *own = xcalloc(1, sizeof(*own));
	struct db *db = export->session->db;

	own->grades = (struct cursor){.db = db, .query = QUERY_EXPORT_JUDGEMENTS_FROM};
	own->rationales = (struct cursor){.db = db, .query = QUERY_EXPORT_RATIONALES_FROM};
	own->ticks = (struct cursor){.db = db, .query = QUERY_EXPORT_TICKS_FROM};
	own->moderators = (struct cursor){.db = db, .query = QUERY_EXPORT_MODERATORS_FROM};
	export->own = own;
	return 0;
}

static void finish(struct export *export)
{
	struct judgements *own = export->own;

	if (!own)
		return;
	cursor_finish(&own->grades);
	cursor_finish(&own->rationales);
	cursor_finish(&own->ticks);
	cursor_finish(&own->moderators);
	for (int part = 0; part < PART_COUNT; part++)
		for (int i = 0; i < TEMPLATE_DOMAINS_MAX; i++)
			free(own->texts[part][i].text);
	free(own);
	export->own = NULL;
}

static int read_rationales(struct judgements *own, int64_t audit)
{
	int more = cursor_find(&own->rationales, audit);

	for (int part = 0; part < PART_COUNT; part++)
		for (size_t i = 0; i < own->template->domain_count; i++)
			own->texts[part][i].length = 0;
	for (; more == 1; more = cursor_next(&own->rationales, audit)) {
		struct stmt *stmt = own->rationales.stmt;

		text_keep(&own->texts[stmt_int(stmt, 1)][stmt_int(stmt, 2)], stmt_text(stmt, 3),
			stmt_size(stmt, 3));
	}
	return more;
}

static int read_ticks(struct judgements *own, int64_t audit)
{
	int more = cursor_find(&own->ticks, audit);

	for (int part = 0; part < PART_COUNT; part++)
		for (size_t i = 0; i < own->template->domain_count; i++)
			own->ticked[part][i] = 0;
	for (; more == 1; more = cursor_next(&own->ticks, audit)) {
		struct stmt *stmt = own->ticks.stmt;
		const struct domain *domain =
			template_domain_by_id(own->template, stmt_int(stmt, 2));

		if (domain)
			own->ticked[stmt_int(stmt, 1)][domain->seq]++;
	}
	return more;
}

static int row(struct export *export)
{
	struct judgements *own = export->own;
	int64_t audit = stmt_int(export->stmt, A_ID);
	int found;

	own->begun = false;
	own->template = template_get(export->session, stmt_int(export->stmt, A_TEMPLATE));
	if (!own->template || read_rationales(own, audit) || read_ticks(own, audit))
		return -1;
	found = cursor_find(&own->moderators, audit);
	own->moderated = found == 1;
	return found < 0 ? -1 : 0;
}

static int next(struct export *export)
{
	struct judgements *own = export->own;
	int64_t audit = stmt_int(export->stmt, A_ID);
	int more = own->begun ? cursor_next(&own->grades, audit)
			      : cursor_find(&own->grades, audit);

	own->begun = true;
	if (more == 1) {
		own->part = (enum part)stmt_int(own->grades.stmt, G_PART);
		own->domain = template_domain_by_id(
			own->template, stmt_int(own->grades.stmt, G_DOMAIN));
	}
	return more;
}

static bool blind(const struct export *export)
{
	return stmt_int(export->stmt, A_BLIND);
}

static void put_team(struct export *export, size_t domain)
{
	put_lookup(export, &export->teams, stmt_int(export->stmt, A_TEAM));
}

static void put_service(struct export *export, size_t domain)
{
	put_lookup(export, &export->services, stmt_int(export->stmt, A_SERVICE));
}

static void put_template(struct export *export, size_t domain)
{
	const struct judgements *own = export->own;

	writer_text(&export->writer, own->template->name, SIZE_MAX);
}

static void put_version(struct export *export, size_t domain)
{
	const struct judgements *own = export->own;

	writer_integer(&export->writer, own->template->version);
}

static void put_domain(struct export *export, size_t domain)
{
	const struct judgements *own = export->own;

	writer_text(&export->writer, own->domain ? own->domain->code : NULL, SIZE_MAX);
}

static void put_domain_name(struct export *export, size_t domain)
{
	const struct judgements *own = export->own;

	writer_text(&export->writer, own->domain ? own->domain->name : NULL, SIZE_MAX);
}

static void put_part(struct export *export, size_t domain)
{
	const struct judgements *own = export->own;

	writer_plain(&export->writer, part_name(own->part), SIZE_MAX);
}

static void put_judged(struct export *export, size_t domain)
{
	const struct judgements *own = export->own;

	put_grade(export,
		blind(export) ? GRADE_NONE
			      : (enum grade)stmt_int_or(own->grades.stmt, G_GRADE, GRADE_NONE));
}

static void put_rationale(struct export *export, size_t domain)
{
	const struct judgements *own = export->own;
	const struct text *text = own->domain ? &own->texts[own->part][own->domain->seq] : NULL;

	if (text && text->length && !blind(export))
		writer_text(&export->writer, text->text, text->length);
	else
		writer_empty(&export->writer);
}

static void put_indicators(struct export *export, size_t domain)
{
	const struct judgements *own = export->own;

	if (blind(export))
		writer_empty(&export->writer);
	else
		writer_integer(&export->writer,
			own->domain ? own->ticked[own->part][own->domain->seq] : 0);
}

// A user by the number in a column, else the text in another.
static void put_either(struct export *export, struct stmt *stmt, int id, int name)
{
	if (!stmt_is_null(stmt, id))
		put_lookup(export, &export->users, stmt_int(stmt, id));
	else
		writer_text(&export->writer, stmt_text(stmt, name), SIZE_MAX);
}

// Who gave it; where that is not kept, who has the part.
static void put_by(struct export *export, size_t domain)
{
	struct judgements *own = export->own;

	if (!stmt_is_null(own->grades.stmt, G_USER))
		put_lookup(export, &export->users, stmt_int(own->grades.stmt, G_USER));
	else if (own->part == PART_LEAD)
		put_either(export, export->stmt, A_LEAD, A_LEAD_NAME);
	else if (own->part == PART_PEER)
		put_lookup(export, &export->users, stmt_int_or(export->stmt, A_PEER, 0));
	else if (own->moderated && own->part == PART_MODERATOR)
		put_either(export, own->moderators.stmt, 1, 2);
	else if (own->moderated)
		put_lookup(export, &export->users, stmt_int_or(own->moderators.stmt, 1, 0));
	else
		writer_empty(&export->writer);
}

static void put_state(struct export *export, size_t domain)
{
	writer_plain(&export->writer,
		audit_state_name((enum audit_state)stmt_int(export->stmt, A_STATE)), SIZE_MAX);
}

static void put_changed_at(struct export *export, size_t domain)
{
	struct judgements *own = export->own;

	writer_plain(&export->writer, stmt_text(own->grades.stmt, G_CHANGED_AT),
		stmt_size(own->grades.stmt, G_CHANGED_AT));
}

static const struct column columns[] = {
	{"audit_ref", COLUMN_TEXT, IMPORT_NONE, NULL, A_REF, "reference of the audit"},
	{"case_ref", COLUMN_TEXT, IMPORT_NONE, NULL, A_CASE_REF, "reference of its case"},
	{"team", COLUMN_TEXT, IMPORT_NONE, put_team, 0,
		"team that had the case when the audit was allocated"},
	{"service", COLUMN_TEXT, IMPORT_NONE, put_service, 0,
		"service of the team at that time"},
	{"template", COLUMN_TEXT, IMPORT_NONE, put_template, 0,
		"name of the template the audit was started on"},
	{"template_version", COLUMN_NUMBER, IMPORT_NONE, put_version, 0,
		"version of that template"},
	{"domain", COLUMN_TEXT, IMPORT_NONE, put_domain, 0,
		"code of the domain, by which versions of a template are compared",
		"VOICE ..., overall for the whole"},
	{"domain_name", COLUMN_TEXT, IMPORT_NONE, put_domain_name, 0,
		"name of the domain in that version"},
	{"part", COLUMN_CHOICE, IMPORT_NONE, put_part, 0, "who speaks",
		"lead, peer, moderator"},
	{"grade", COLUMN_GRADE, IMPORT_NONE, put_judged, 0, "grade given in this part"},
	{"rationale", COLUMN_TEXT, IMPORT_NONE, put_rationale, 0,
		"its reason, with the evidence on file"},
	{"indicators", COLUMN_NUMBER, IMPORT_NONE, put_indicators, 0,
		"indicators of the domain ticked as seen on file"},
	{"by", COLUMN_TEXT, IMPORT_NONE, put_by, 0, "who gave the grade",
		"the login of a user, else a name; empty: imported without one"},
	{"completed_on", COLUMN_DATE, IMPORT_NONE, NULL, A_COMPLETED_ON,
		"day the audit was submitted; empty: not done"},
	{"state", COLUMN_CHOICE, IMPORT_NONE, put_state, 0, "how far the audit is",
		"allocated, draft, submitted, moderated, closed, withdrawn"},
	{"changed_at", COLUMN_MOMENT, IMPORT_NONE, put_changed_at, 0,
		"when it was changed last"},
	{"database", COLUMN_CHOICE, IMPORT_NONE, put_database, 0, "where the row comes from",
		"live, practice"},
};

const struct dataset dataset_judgements = {
	.name = "judgements",
	.meaning = "one row for each grade of each part; belongs to the day of its audit",
	.columns = columns,
	.count = LENGTH(columns),
	.rows = QUERY_EXPORT_AUDITS,
	.total = QUERY_EXPORT_JUDGEMENTS_TOTAL,
	.begin = begin,
	.finish = finish,
	.row = row,
	.next = next,
};
