// SPDX-License-Identifier: MIT
// export answers, feedback and themes: what audits consist of.
#include "core/audit.h"
#include "core/export/dataset.h"
#include "core/narrative.h"
#include "core/template.h"
#include "db/mem.h"

// The queries of these datasets begin alike.
enum { REF, CASE_REF, TEAM, SERVICE, TEMPLATE };

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

static void put_version(struct export *export, size_t domain)
{
	const struct template *template =
		template_get(export->session, stmt_int(export->stmt, TEMPLATE));

	writer_integer(&export->writer, template ? template->version : 0);
}

static void put_state_at(struct export *export, int column)
{
	writer_plain(&export->writer,
		audit_state_name((enum audit_state)stmt_int(export->stmt, column)), SIZE_MAX);
}

static void put_part_at(struct export *export, int column)
{
	writer_plain(&export->writer, part_name((enum part)stmt_int(export->stmt, column)),
		SIZE_MAX);
}

// The login of a user, else a name of the past.
static void put_person_at(struct export *export, int id, int name)
{
	if (stmt_is_null(export->stmt, id))
		put_text(export, name);
	else
		put_lookup(export, &export->users, stmt_int(export->stmt, id));
}

#define AUDIT_COLUMNS                                                                 \
	{"audit_ref", COLUMN_TEXT, IMPORT_NONE, NULL, REF, "reference of the audit"}, \
		{"case_ref", COLUMN_TEXT, IMPORT_NONE, NULL, CASE_REF,                \
			"reference of its case"},                                     \
		{"team", COLUMN_TEXT, IMPORT_NONE, put_team, 0,                       \
			"team that had the case when the audit was allocated"},       \
	{                                                                             \
		"service", COLUMN_TEXT, IMPORT_NONE, put_service, 0,                  \
			"service of the team at that time"                            \
	}

#define TEMPLATE_COLUMNS                                                        \
	{"template", COLUMN_TEXT, IMPORT_NONE, put_template, 0,                 \
		"name of the template the audit was started on"},               \
	{                                                                       \
		"template_version", COLUMN_NUMBER, IMPORT_NONE, put_version, 0, \
			"version of that template"                              \
	}

#define STATE_COLUMNS(completed, put)                                                \
	{"completed_on", COLUMN_DATE, IMPORT_NONE, NULL, completed,                  \
		"day the audit was submitted; empty: not done"},                     \
	{                                                                            \
		"state", COLUMN_CHOICE, IMPORT_NONE, put, 0, "how far the audit is", \
			"allocated, draft, submitted, moderated, closed, withdrawn"  \
	}

#define DATABASE_COLUMN                                                  \
	{                                                                \
		"database", COLUMN_CHOICE, IMPORT_NONE, put_database, 0, \
			"where the row comes from", "live, practice"     \
	}

static void put_answer_part(struct export *export, size_t domain)
{
	put_part_at(export, 9);
}

static void put_answer_value(struct export *export, size_t domain)
{
	writer_plain(&export->writer,
		answer_name((enum answer_value)stmt_int(export->stmt, 10)), SIZE_MAX);
}

static void put_answer_person(struct export *export, size_t domain)
{
	put_person_at(export, 12, 13);
}

static void put_answer_state(struct export *export, size_t domain)
{
	put_state_at(export, 15);
}

static const struct column answer_columns[] = {
	AUDIT_COLUMNS,
	TEMPLATE_COLUMNS,
	{"domain", COLUMN_TEXT, IMPORT_NONE, NULL, 5, "code of the domain of the prompt"},
	{"prompt", COLUMN_TEXT, IMPORT_NONE, NULL, 6, "code of the prompt"},
	{"prompt_text", COLUMN_TEXT, IMPORT_NONE, NULL, 7, "the question in that version"},
	{"safety", COLUMN_YES_NO, IMPORT_NONE, NULL, 8,
		"whether a no asks if the child is at risk now"},
	{"part", COLUMN_CHOICE, IMPORT_NONE, put_answer_part, 0, "who speaks", "lead, peer"},
	{"answer", COLUMN_CHOICE, IMPORT_NONE, put_answer_value, 0, "the answer",
		"yes, partly, no, not applicable"},
	{"evidence", COLUMN_TEXT, IMPORT_NONE, NULL, 11, "the evidence for it"},
	{"by", COLUMN_TEXT, IMPORT_NONE, put_answer_person, 0, "who answered",
		"the login of a user"},
	STATE_COLUMNS(14, put_answer_state),
	{"changed_at", COLUMN_MOMENT, IMPORT_NONE, NULL, 16, "when it was changed last"},
	DATABASE_COLUMN,
};

const struct dataset dataset_answers = {
	.name = "answers",
	.meaning = "one row for each prompt answered in each part; belongs to the day of its "
		   "audit",
	.columns = answer_columns,
	.count = LENGTH(answer_columns),
	.rows = QUERY_EXPORT_ANSWERS,
	.total = QUERY_EXPORT_ANSWERS_TOTAL,
};

static void put_source(struct export *export, size_t domain)
{
	writer_plain(&export->writer, source_info((enum source)stmt_int(export->stmt, 4))->code,
		SIZE_MAX);
}

static void put_feedback_state(struct export *export, size_t domain)
{
	put_state_at(export, 10);
}

static const struct column feedback_columns[] = {
	AUDIT_COLUMNS,
	{"source", COLUMN_CHOICE, IMPORT_NONE, put_source, 0, "whose feedback",
		"child, parent, carer, practitioner"},
	{"obtained", COLUMN_YES_NO, IMPORT_NONE, NULL, 5, "whether there is any"},
	{"means", COLUMN_TEXT, IMPORT_NONE, NULL, 6, "how it was obtained"},
	{"words", COLUMN_TEXT, IMPORT_NONE, NULL, 7, "what they said"},
	{"why_not", COLUMN_TEXT, IMPORT_NONE, NULL, 8, "why there is none"},
	STATE_COLUMNS(9, put_feedback_state),
	{"changed_at", COLUMN_MOMENT, IMPORT_NONE, NULL, 11, "when it was changed last"},
	DATABASE_COLUMN,
};

const struct dataset dataset_feedback = {
	.name = "feedback",
	.meaning =
		"one row for each person asked in each audit; belongs to the day of its audit",
	.columns = feedback_columns,
	.count = LENGTH(feedback_columns),
	.rows = QUERY_EXPORT_FEEDBACK,
	.total = QUERY_EXPORT_FEEDBACK_TOTAL,
};

static void put_aspect(struct export *export, size_t domain)
{
	writer_plain(&export->writer,
		stmt_int(export->stmt, 6) == ASPECT_STRENGTH ? "strength" : "development",
		SIZE_MAX);
}

static void put_theme_state(struct export *export, size_t domain)
{
	put_state_at(export, 8);
}

static const struct column theme_columns[] = {
	AUDIT_COLUMNS,
	{"theme", COLUMN_TEXT, IMPORT_NONE, NULL, 4, "name of the theme"},
	{"listed", COLUMN_YES_NO, IMPORT_NONE, NULL, 5,
		"whether it is on the list that QA keeps; else the auditor's own"},
	{"aspect", COLUMN_CHOICE, IMPORT_NONE, put_aspect, 0,
		"a strength seen, or an area for development", "strength, development"},
	STATE_COLUMNS(7, put_theme_state),
	DATABASE_COLUMN,
};

const struct dataset dataset_themes = {
	.name = "themes",
	.meaning = "one row for each theme of each audit; belongs to the day of its audit",
	.columns = theme_columns,
	.count = LENGTH(theme_columns),
	.rows = QUERY_EXPORT_THEMES,
	.total = QUERY_EXPORT_THEMES_TOTAL,
};
