// SPDX-License-Identifier: MIT
// export moderations: what the auditor gave and the moderator, domain by domain.
#include <stdlib.h>

#include "core/export/dataset.h"
#include "core/export/texts.h"
#include "core/moderation.h"
#include "core/template.h"
#include "core/workday.h"
#include "db/mem.h"

// The columns of the query export_moderations.
enum {
	AUDIT,
	MODERATOR,
	MODERATOR_NAME,
	MODE,
	OPEN_WHY,
	SELECTED_ON,
	SAMPLE,
	WHY,
	SEALED_AT,
	MODERATED_ON,
	TOOK_PART,
	EVIDENCE,
	TIMELINESS,
	RATIONALE,
	STATE,
	DISPUTED_ON,
	SETTLED_ON
};

// What is said of one domain.
struct decided {
	enum grade given[PART_COUNT]; // judgements
	enum grade auditor, own;      // as revealed, and as sealed; GRADE_NONE: not kept
	enum decision decision;       // 0: not kept
};

// Beside the walk over moderations go others in the same order, so that it takes one pass over each table.
struct moderations {
	struct cursor grades, decisions;
	struct texts texts;
	size_t next; // domain.seq
	struct decided *domain;
	struct decided domains[TEMPLATE_DOMAINS_MAX];
};

static int begin(struct export *export)
{
	struct moderations *own = xcalloc(1, sizeof(*own));
	struct db *db = export->session->db;

	own->grades = (struct cursor){.db = db, .query = QUERY_EXPORT_GRADES_FROM};
	own->decisions = (struct cursor){.db = db, .query = QUERY_EXPORT_DECISIONS_FROM};
	texts_init(
		&own->texts, db, PLACE_COMMENTARY, PLACE_RATIONALE + TEMPLATE_DOMAINS_MAX - 1);
	export->own = own;
	return 0;
}

static void finish(struct export *export)
{
	struct moderations *own = export->own;

	if (!own)
		return;
	cursor_finish(&own->grades);
	cursor_finish(&own->decisions);
	texts_finish(&own->texts);
	free(own);
	export->own = NULL;
}

static void forget(struct export *export, struct moderations *own)
{
	own->next = 0;
	for (size_t i = 0; i < export->template->domain_count; i++) {
		struct decided *domain = &own->domains[i];

		for (int part = 0; part < PART_COUNT; part++)
			domain->given[part] = GRADE_NONE;
		domain->auditor = domain->own = GRADE_NONE;
		domain->decision = 0;
	}
}

static struct decided *domain_of(struct export *export, int64_t id)
{
	struct moderations *own = export->own;
	const struct domain *domain = template_domain_by_id(export->template, id);

	return domain ? &own->domains[domain->seq] : NULL;
}

// Each is one number: domain, part (2 bits), grade (3 bits).
static int read_grades(struct export *export, struct moderations *own, int64_t audit)
{
	int more = cursor_find(&own->grades, audit);

	for (; more == 1; more = cursor_next(&own->grades, audit)) {
		int64_t packed = stmt_int(own->grades.stmt, 1);
		struct decided *domain = domain_of(export, packed >> 5);

		if (domain)
			domain->given[packed >> 3 & 3] = (enum grade)(packed & 7);
	}
	return more;
}

static int read_decisions(struct export *export, struct moderations *own, int64_t audit)
{
	int more = cursor_find(&own->decisions, audit);

	for (; more == 1; more = cursor_next(&own->decisions, audit)) {
		struct stmt *stmt = own->decisions.stmt;
		struct decided *domain = domain_of(export, stmt_int(stmt, 1));

		if (!domain)
			continue;
		domain->auditor = (enum grade)stmt_int_or(stmt, 2, GRADE_NONE);
		domain->own = (enum grade)stmt_int_or(stmt, 3, GRADE_NONE);
		domain->decision = (enum decision)stmt_int(stmt, 4);
	}
	return more;
}

static int read_audit(struct export *export)
{
	struct moderations *own = export->own;
	int64_t audit = stmt_int(export->audit, A_ID);

	if (read_template(export))
		return -1;
	forget(export, own);
	return read_grades(export, own, audit) || read_decisions(export, own, audit) ||
			       texts_read(&own->texts, audit)
		       ? -1
		       : 0;
}

static int next(struct export *export)
{
	struct moderations *own = export->own;

	if (own->next == export->template->domain_count)
		return 0;
	own->domain = &own->domains[own->next++];
	return 1;
}

static const struct decided *decided_of(const struct export *export)
{
	const struct moderations *own = export->own;

	return own->domain;
}

static const struct domain *at(const struct export *export)
{
	const struct moderations *own = export->own;

	return &export->template->domains[own->next - 1];
}

// The first grade that there is.
static enum grade first_of(enum grade one, enum grade other)
{
	return one != GRADE_NONE ? one : other;
}

// Of the moderation, where the lead's stands the lead's.
static enum grade moderated(const struct decided *domain)
{
	return first_of(domain->given[PART_MODERATOR], domain->given[PART_LEAD]);
}

static void put_domain(struct export *export, size_t domain)
{
	writer_text(&export->writer, at(export)->code, SIZE_MAX);
}

static void put_domain_name(struct export *export, size_t domain)
{
	writer_text(&export->writer, at(export)->name, SIZE_MAX);
}

static void put_auditor_grade(struct export *export, size_t domain)
{
	const struct decided *decided = decided_of(export);

	put_grade(export, first_of(decided->auditor, decided->given[PART_LEAD]));
}

static void put_moderator_grade(struct export *export, size_t domain)
{
	const struct decided *decided = decided_of(export);

	put_grade(export, first_of(decided->own, moderated(decided)));
}

static void put_final_grade(struct export *export, size_t domain)
{
	const struct decided *decided = decided_of(export);

	put_grade(export, first_of(decided->given[PART_SETTLER], moderated(decided)));
}

static void put_moderators_text(struct export *export, int place)
{
	const struct moderations *own = export->own;
	const struct text *text = texts_at(&own->texts, PART_MODERATOR, place);

	writer_text(&export->writer, text->text, text->length);
}

static void put_reason(struct export *export, size_t domain)
{
	put_moderators_text(export, PLACE_RATIONALE + at(export)->seq);
}

static void put_commentary(struct export *export, size_t domain)
{
	put_moderators_text(export, PLACE_COMMENTARY);
}

static void put_month(struct export *export, size_t domain)
{
	put_word(export, stmt_text(export->audit, WANTED_MONTH));
}

static void put_kind(struct export *export, size_t domain)
{
	put_word(
		export, audit_kind_name((enum audit_kind)stmt_int(export->audit, WANTED_KIND)));
}

static void put_auditor(struct export *export, size_t domain)
{
	put_person(export, export->audit, WANTED_LEAD, WANTED_LEAD_NAME);
}

static void put_moderator(struct export *export, size_t domain)
{
	put_person(export, export->stmt, MODERATOR, MODERATOR_NAME);
}

static void put_decision(struct export *export, size_t domain)
{
	const struct decided *decided = decided_of(export);
	enum grade lead = decided->given[PART_LEAD], changed = decided->given[PART_MODERATOR];
	enum decision decision = decided->decision;

	// Of imported ones it shows in the grades.
	if (!decision && moderated(decided) != GRADE_NONE)
		decision = changed == GRADE_NONE || changed == lead ? DECISION_UPHELD
								    : DECISION_CHANGED;
	put_word(export, decision_name(decision));
}

static bool imported(const struct export *export)
{
	return stmt_int(export->stmt, MODE) == MODERATION_IMPORTED;
}

static void put_mode(struct export *export, size_t domain)
{
	put_word(export,
		moderation_mode_name((enum moderation_mode)stmt_int(export->stmt, MODE)));
}

// Drawn, every Inadequate one, or by hand.
static void put_how(struct export *export, size_t domain)
{
	const char *why = stmt_text(export->stmt, WHY);
	bool drawn = !stmt_is_null(export->stmt, SAMPLE);
	char *how;

	if (imported(export)) {
		writer_empty(&export->writer);
		return;
	}
	how = !drawn ? xasprintf("by hand: %s", why)
	      : *why ? xstrdup("every Inadequate audit")
		     : xasprintf("drawn: %s", stmt_text(export->stmt, SAMPLE));
	writer_text(&export->writer, how, SIZE_MAX);
	free(how);
}

static void put_days(struct export *export, size_t domain)
{
	date selected = stmt_date(export->stmt, SELECTED_ON);
	date moderated = stmt_date(export->stmt, MODERATED_ON);

	if (selected == DATE_NONE || moderated == DATE_NONE)
		writer_empty(&export->writer);
	else
		writer_integer(&export->writer,
			workday_count(export->session->holidays, selected, moderated));
}

static void put_took_part(struct export *export, size_t domain)
{
	if (stmt_is_null(export->stmt, TOOK_PART))
		writer_empty(&export->writer);
	else
		put_yes_no(export, TOOK_PART);
}

static void put_verdict(struct export *export, int column)
{
	put_word(export, verdict_name((enum verdict)stmt_int(export->stmt, column)));
}

static void put_evidence(struct export *export, size_t domain)
{
	put_verdict(export, EVIDENCE);
}

static void put_timeliness(struct export *export, size_t domain)
{
	put_verdict(export, TIMELINESS);
}

static void put_rationale(struct export *export, size_t domain)
{
	put_verdict(export, RATIONALE);
}

static void put_state(struct export *export, size_t domain)
{
	put_word(export,
		moderation_state_name((enum moderation_state)stmt_int(export->stmt, STATE)));
}

static const struct column columns[] = {
	{"audit_ref", COLUMN_TEXT, IMPORT_NONE, put_audit_ref, 0, "reference of the audit",
		.same = true},
	{"case_ref", COLUMN_TEXT, IMPORT_NONE, put_case_ref, 0, "reference of its case",
		.same = true},
	{"service", COLUMN_TEXT, IMPORT_NONE, put_service, 0, "service of the audit",
		.same = true},
	{"team", COLUMN_TEXT, IMPORT_NONE, put_team, 0, "team of the audit", .same = true},
	{"template", COLUMN_TEXT, IMPORT_NONE, put_template, 0,
		"name of the template the audit was started on", .same = true},
	{"month", COLUMN_TEXT, IMPORT_NONE, put_month, 0, "monthly cycle of the audit",
		"YYYY-MM", .same = true},
	{"domain", COLUMN_TEXT, IMPORT_NONE, put_domain, 0,
		"code of the domain, by which versions of a template are compared",
		"VOICE ..., overall for the whole"},
	{"domain_name", COLUMN_TEXT, IMPORT_NONE, put_domain_name, 0,
		"name of the domain in that version"},
	{"auditor", COLUMN_TEXT, IMPORT_NONE, put_auditor, 0, "lead auditor",
		"the login of a user, else a name", .same = true},
	{"moderator", COLUMN_TEXT, IMPORT_NONE, put_moderator, 0, "who moderated it",
		"the login of a user, else a name", .same = true},
	{"auditor_grade", COLUMN_GRADE, IMPORT_NONE, put_auditor_grade, 0,
		"grade by the lead auditor as it was shown to the moderator"},
	{"moderator_grade", COLUMN_GRADE, IMPORT_NONE, put_moderator_grade, 0,
		"the moderator's own grade, of a sealed one given before the auditor's was "
		"shown; of an imported one what was decided"},
	{"decision", COLUMN_CHOICE, IMPORT_NONE, put_decision, 0,
		"what the moderator decided on the auditor's grade", "upheld, changed"},
	{"final_grade", COLUMN_GRADE, IMPORT_NONE, put_final_grade, 0,
		"grade that counts: who settled a dispute, else the moderator's, else the "
		"lead's"},
	{"mode", COLUMN_CHOICE, IMPORT_NONE, put_mode, 0,
		"whether the moderator graded before the auditor's grades were shown",
		"sealed, open, imported", .same = true},
	{"open_why", COLUMN_TEXT, IMPORT_NONE, NULL, OPEN_WHY, "why it was open", .same = true},
	{"reason", COLUMN_TEXT, IMPORT_NONE, put_reason, 0, "reason of a changed grade"},
	{"selected_on", COLUMN_DATE, IMPORT_NONE, NULL, SELECTED_ON,
		"day the audit was selected; empty: imported", .same = true},
	{"how", COLUMN_TEXT, IMPORT_NONE, put_how, 0, "how it was selected; empty: imported",
		"drawn: and the receipt; every Inadequate audit; by hand: and the reason",
		.same = true},
	{"sealed_at", COLUMN_MOMENT, IMPORT_NONE, NULL, SEALED_AT,
		"when the moderator's grades were sealed", .same = true},
	{"moderated_on", COLUMN_DATE, IMPORT_NONE, NULL, MODERATED_ON,
		"day the moderation was completed", .same = true},
	{"days_taken", COLUMN_NUMBER, IMPORT_NONE, put_days, 0,
		"working days from the day it was selected to that day", .same = true},
	{"took_part", COLUMN_YES_NO, IMPORT_NONE, put_took_part, 0,
		"whether the auditor took part in the moderation; empty: not said",
		.same = true},
	{"evidence", COLUMN_CHOICE, IMPORT_NONE, put_evidence, 0,
		"the audit itself: does the evidence bear the grades", "yes, partly, no",
		.same = true},
	{"timeliness", COLUMN_CHOICE, IMPORT_NONE, put_timeliness, 0,
		"the audit itself: was it done in time", "yes, partly, no", .same = true},
	{"rationale", COLUMN_CHOICE, IMPORT_NONE, put_rationale, 0,
		"the audit itself: does it say why", "yes, partly, no", .same = true},
	{"commentary", COLUMN_TEXT, IMPORT_NONE, put_commentary, 0,
		"the moderator's commentary, on each of its rows", .same = true},
	{"state", COLUMN_CHOICE, IMPORT_NONE, put_state, 0, "how far the moderation is",
		"completed, disputed, settled", .same = true},
	{"disputed_on", COLUMN_DATE, IMPORT_NONE, NULL, DISPUTED_ON,
		"day the auditor disputed it; empty: not disputed", .same = true},
	{"settled_on", COLUMN_DATE, IMPORT_NONE, NULL, SETTLED_ON,
		"day the dispute was settled", .same = true},
	{"kind", COLUMN_CHOICE, IMPORT_NONE, put_kind, 0,
		"why the audit was made; agreement counts the monthly ones, unless others are "
		"asked for",
		"monthly, thematic, dip sample, multi-agency, review", .same = true},
	{"database", COLUMN_CHOICE, IMPORT_NONE, put_database, 0, "where the row comes from",
		"live, practice", .same = true},
};

const struct dataset dataset_moderations = {
	.name = "moderations",
	.meaning =
		"one row for each domain of each completed moderation; belongs to the day of "
		"its audit",
	.columns = columns,
	.count = LENGTH(columns),
	.rows = QUERY_EXPORT_MODERATIONS,
	.audits = QUERY_EXPORT_WANTED_FROM,
	.filtered = FILTERED_AUDITS,
	.total = QUERY_EXPORT_MODERATIONS_TOTAL,
	.begin = begin,
	.finish = finish,
	.audit = read_audit,
	.next = next,
};
