// SPDX-License-Identifier: MIT
// export moderations: what the auditor gave and the moderator, domain by domain.
#include <stdlib.h>

#include "core/export/dataset.h"
#include "core/moderation.h"
#include "core/template.h"
#include "core/workday.h"
#include "db/mem.h"

// The columns of the query export_moderations.
enum {
	REF,
	CASE_REF,
	TEAM,
	SERVICE,
	TEMPLATE,
	MONTH,
	DOMAIN,
	DOMAIN_NAME,
	LEAD,
	LEAD_NAME,
	MODERATOR,
	MODERATOR_NAME,
	AUDITOR_GRADE,
	MODERATOR_GRADE,
	DECISION,
	FINAL_GRADE,
	MODE,
	OPEN_WHY,
	REASON,
	SELECTED_ON,
	SAMPLE,
	WHY,
	SEALED_AT,
	MODERATED_ON,
	TOOK_PART,
	EVIDENCE,
	TIMELINESS,
	RATIONALE,
	COMMENTARY,
	STATE,
	DISPUTED_ON,
	SETTLED_ON,
	KIND
};

static void put_team(struct export *export, size_t domain)
{
	put_lookup(export, &export->teams, stmt_int(export->stmt, TEAM));
}

static void put_service(struct export *export, size_t domain)
{
	put_lookup(export, &export->services, stmt_int(export->stmt, SERVICE));
}

static void put_template(struct export *export, size_t domain)
{
	const struct template *template =
		template_get(export->session, stmt_int(export->stmt, TEMPLATE));

	writer_text(&export->writer, template ? template->name : NULL, SIZE_MAX);
}

static void put_kind(struct export *export, size_t domain)
{
	writer_plain(&export->writer,
		audit_kind_name((enum audit_kind)stmt_int(export->stmt, KIND)), SIZE_MAX);
}

// The login of a user, else a name of the past.
static void put_person(struct export *export, int id, int name)
{
	if (stmt_is_null(export->stmt, id))
		put_text(export, name);
	else
		put_lookup(export, &export->users, stmt_int(export->stmt, id));
}

static void put_auditor(struct export *export, size_t domain)
{
	put_person(export, LEAD, LEAD_NAME);
}

static void put_moderator(struct export *export, size_t domain)
{
	put_person(export, MODERATOR, MODERATOR_NAME);
}

static void put_words(struct export *export, const char *words)
{
	if (words && *words)
		writer_plain(&export->writer, words, SIZE_MAX);
	else
		writer_empty(&export->writer);
}

static void put_decision(struct export *export, size_t domain)
{
	put_words(export, decision_name((enum decision)stmt_int(export->stmt, DECISION)));
}

static bool imported(const struct export *export)
{
	return stmt_int(export->stmt, MODE) == MODERATION_IMPORTED;
}

static void put_mode(struct export *export, size_t domain)
{
	put_words(export,
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
	put_words(export, verdict_name((enum verdict)stmt_int(export->stmt, column)));
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
	put_words(export,
		moderation_state_name((enum moderation_state)stmt_int(export->stmt, STATE)));
}

static const struct column columns[] = {
	{"audit_ref", COLUMN_TEXT, IMPORT_NONE, NULL, REF, "reference of the audit"},
	{"case_ref", COLUMN_TEXT, IMPORT_NONE, NULL, CASE_REF, "reference of its case"},
	{"service", COLUMN_TEXT, IMPORT_NONE, put_service, 0, "service of the audit"},
	{"team", COLUMN_TEXT, IMPORT_NONE, put_team, 0, "team of the audit"},
	{"template", COLUMN_TEXT, IMPORT_NONE, put_template, 0,
		"name of the template the audit was started on"},
	{"month", COLUMN_TEXT, IMPORT_NONE, NULL, MONTH, "monthly cycle of the audit",
		"YYYY-MM"},
	{"domain", COLUMN_TEXT, IMPORT_NONE, NULL, DOMAIN,
		"code of the domain, by which versions of a template are compared",
		"VOICE ..., overall for the whole"},
	{"domain_name", COLUMN_TEXT, IMPORT_NONE, NULL, DOMAIN_NAME,
		"name of the domain in that version"},
	{"auditor", COLUMN_TEXT, IMPORT_NONE, put_auditor, 0, "lead auditor",
		"the login of a user, else a name"},
	{"moderator", COLUMN_TEXT, IMPORT_NONE, put_moderator, 0, "who moderated it",
		"the login of a user, else a name"},
	{"auditor_grade", COLUMN_GRADE, IMPORT_NONE, NULL, AUDITOR_GRADE,
		"grade by the lead auditor as it was shown to the moderator"},
	{"moderator_grade", COLUMN_GRADE, IMPORT_NONE, NULL, MODERATOR_GRADE,
		"the moderator's own grade, of a sealed one given before the auditor's was "
		"shown; of an imported one what was decided"},
	{"decision", COLUMN_CHOICE, IMPORT_NONE, put_decision, 0,
		"what the moderator decided on the auditor's grade", "upheld, changed"},
	{"final_grade", COLUMN_GRADE, IMPORT_NONE, NULL, FINAL_GRADE,
		"grade that counts: who settled a dispute, else the moderator's, else the "
		"lead's"},
	{"mode", COLUMN_CHOICE, IMPORT_NONE, put_mode, 0,
		"whether the moderator graded before the auditor's grades were shown",
		"sealed, open, imported"},
	{"open_why", COLUMN_TEXT, IMPORT_NONE, NULL, OPEN_WHY, "why it was open"},
	{"reason", COLUMN_TEXT, IMPORT_NONE, NULL, REASON, "reason of a changed grade"},
	{"selected_on", COLUMN_DATE, IMPORT_NONE, NULL, SELECTED_ON,
		"day the audit was selected; empty: imported"},
	{"how", COLUMN_TEXT, IMPORT_NONE, put_how, 0, "how it was selected; empty: imported",
		"drawn: and the receipt; every Inadequate audit; by hand: and the reason"},
	{"sealed_at", COLUMN_MOMENT, IMPORT_NONE, NULL, SEALED_AT,
		"when the moderator's grades were sealed"},
	{"moderated_on", COLUMN_DATE, IMPORT_NONE, NULL, MODERATED_ON,
		"day the moderation was completed"},
	{"days_taken", COLUMN_NUMBER, IMPORT_NONE, put_days, 0,
		"working days from the day it was selected to that day"},
	{"took_part", COLUMN_YES_NO, IMPORT_NONE, put_took_part, 0,
		"whether the auditor took part in the moderation; empty: not said"},
	{"evidence", COLUMN_CHOICE, IMPORT_NONE, put_evidence, 0,
		"the audit itself: does the evidence bear the grades", "yes, partly, no"},
	{"timeliness", COLUMN_CHOICE, IMPORT_NONE, put_timeliness, 0,
		"the audit itself: was it done in time", "yes, partly, no"},
	{"rationale", COLUMN_CHOICE, IMPORT_NONE, put_rationale, 0,
		"the audit itself: does it say why", "yes, partly, no"},
	{"commentary", COLUMN_TEXT, IMPORT_NONE, NULL, COMMENTARY,
		"the moderator's commentary, on each of its rows"},
	{"state", COLUMN_CHOICE, IMPORT_NONE, put_state, 0, "how far the moderation is",
		"completed, disputed, settled"},
	{"disputed_on", COLUMN_DATE, IMPORT_NONE, NULL, DISPUTED_ON,
		"day the auditor disputed it; empty: not disputed"},
	{"settled_on", COLUMN_DATE, IMPORT_NONE, NULL, SETTLED_ON,
		"day the dispute was settled"},
	{"kind", COLUMN_CHOICE, IMPORT_NONE, put_kind, 0,
		"why the audit was made; agreement counts the monthly ones, unless others are "
		"asked for",
		"monthly, thematic, dip sample, multi-agency, review"},
	{"database", COLUMN_CHOICE, IMPORT_NONE, put_database, 0, "where the row comes from",
		"live, practice"},
};

const struct dataset dataset_moderations = {
	.name = "moderations",
	.meaning =
		"one row for each domain of each completed moderation; belongs to the day of "
		"its audit",
	.columns = columns,
	.count = LENGTH(columns),
	.rows = QUERY_EXPORT_MODERATIONS,
	.total = QUERY_EXPORT_MODERATIONS_TOTAL,
};
