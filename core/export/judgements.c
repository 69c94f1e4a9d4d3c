// SPDX-License-Identifier: MIT
// export judgements: one row for each grade, with what stands in four other tables beside it.
#include <stdlib.h>

#include "core/export/dataset.h"
#include "core/export/texts.h"
#include "core/template.h"
#include "db/mem.h"

struct judgements {
	struct cursor ticks, moderators;
	struct texts rationales;
	bool moderated;              // moderators stands on a row of the audit at hand
	const struct domain *domain; // of the grade at hand; NULL: of no domain of the template
	enum part part;
	int64_t ticked[PART_COUNT][TEMPLATE_DOMAINS_MAX]; // by domain.seq
};

// The columns of the query export_judgements.
enum { AUDIT, PART, DOMAIN, GRADE, USER, CHANGED_AT };

static int begin(struct export *export)
{
	struct judgements *own = xcalloc(1, sizeof(*own));
	struct db *db = export->session->db;

	texts_init(&own->rationales, db, PLACE_RATIONALE,
		PLACE_RATIONALE + TEMPLATE_DOMAINS_MAX - 1);
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
	texts_finish(&own->rationales);
	cursor_finish(&own->ticks);
	cursor_finish(&own->moderators);
	free(own);
	export->own = NULL;
}

static int read_ticks(struct judgements *own, const struct template *template, int64_t audit)
{
	int more = cursor_find(&own->ticks, audit);

	for (int part = 0; part < PART_COUNT; part++)
		for (size_t i = 0; i < template->domain_count; i++)
			own->ticked[part][i] = 0;
	for (; more == 1; more = cursor_next(&own->ticks, audit)) {
		struct stmt *stmt = own->ticks.stmt;
		const struct domain *domain =
			template_domain_by_id(template, stmt_int(stmt, 2));

		if (domain)
			own->ticked[stmt_int(stmt, 1)][domain->seq]++;
	}
	return more;
}

static int read_audit(struct export *export)
{
	struct judgements *own = export->own;
	int64_t audit = stmt_int(export->audit, A_ID);
	int found;

	if (read_template(export) || texts_read(&own->rationales, audit) ||
		read_ticks(own, export->template, audit))
		return -1;
	found = cursor_find(&own->moderators, audit);
	own->moderated = found == 1;
	return found < 0 ? -1 : 0;
}

static int row(struct export *export)
{
	struct judgements *own = export->own;

	own->part = (enum part)stmt_int(export->stmt, PART);
	own->domain = template_domain_by_id(export->template, stmt_int(export->stmt, DOMAIN));
	return 0;
}

static bool blind(const struct export *export)
{
	return stmt_int(export->audit, WANTED_BLIND);
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

	put_word(export, part_name(own->part));
}

static void put_judged(struct export *export, size_t domain)
{
	put_grade(export, blind(export)
				  ? GRADE_NONE
				  : (enum grade)stmt_int_or(export->stmt, GRADE, GRADE_NONE));
}

static void put_rationale(struct export *export, size_t domain)
{
	const struct judgements *own = export->own;
	const struct text *text;

	if (!own->domain || blind(export)) {
		writer_empty(&export->writer);
		return;
	}
	text = texts_at(&own->rationales, own->part, PLACE_RATIONALE + own->domain->seq);
	writer_text(&export->writer, text->text, text->length);
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

// Who gave it; where that is not kept, who has the part.
static void put_by(struct export *export, size_t domain)
{
	struct judgements *own = export->own;
	int64_t user;

	if (stmt_number(export->stmt, USER, &user))
		put_lookup(export, &export->users, user);
	else if (own->part == PART_LEAD)
		put_person(export, export->audit, WANTED_LEAD, WANTED_LEAD_NAME);
	else if (own->part == PART_PEER)
		put_lookup(export, &export->users, stmt_int(export->audit, WANTED_PEER));
	else if (own->moderated && own->part == PART_MODERATOR)
		put_person(export, own->moderators.stmt, 1, 2);
	else if (own->moderated)
		put_lookup(export, &export->users, stmt_int(own->moderators.stmt, 1));
	else
		writer_empty(&export->writer);
}

static const struct column columns[] = {
	{"audit_ref", COLUMN_TEXT, IMPORT_NONE, put_audit_ref, 0, "reference of the audit",
		.same = true},
	{"case_ref", COLUMN_TEXT, IMPORT_NONE, put_case_ref, 0, "reference of its case",
		.same = true},
	{"team", COLUMN_TEXT, IMPORT_NONE, put_team, 0,
		"team that had the case when the audit was allocated", .same = true},
	{"service", COLUMN_TEXT, IMPORT_NONE, put_service, 0,
		"service of the team at that time", .same = true},
	{"template", COLUMN_TEXT, IMPORT_NONE, put_template, 0,
		"name of the template the audit was started on", .same = true},
	{"template_version", COLUMN_NUMBER, IMPORT_NONE, put_version, 0,
		"version of that template", .same = true},
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
	{"completed_on", COLUMN_DATE, IMPORT_NONE, put_completed_on, 0,
		"day the audit was submitted; empty: not done", .same = true},
	{"state", COLUMN_CHOICE, IMPORT_NONE, put_audit_state, 0, "how far the audit is",
		"allocated, draft, submitted, moderated, closed, withdrawn", .same = true},
	{"changed_at", COLUMN_MOMENT, IMPORT_NONE, NULL, CHANGED_AT,
		"when it was changed last"},
	{"database", COLUMN_CHOICE, IMPORT_NONE, put_database, 0, "where the row comes from",
		"live, practice", .same = true},
};

const struct dataset dataset_judgements = {
	.name = "judgements",
	.meaning = "one row for each grade of each part; belongs to the day of its audit",
	.columns = columns,
	.count = LENGTH(columns),
	.rows = QUERY_EXPORT_JUDGEMENTS,
	.audits = QUERY_EXPORT_TOLD_FROM,
	.filtered = FILTERED_AUDITS,
	.total = QUERY_EXPORT_JUDGEMENTS_TOTAL,
	.begin = begin,
	.finish = finish,
	.audit = read_audit,
	.row = row,
};
