// SPDX-License-Identifier: MIT
// export answers, feedback and themes: what audits consist of.
#include <stdlib.h>

#include "core/audit.h"
#include "core/export/dataset.h"
#include "core/export/texts.h"
#include "core/template.h"
#include "db/mem.h"

#define AUDIT_CELLS                                                                           \
	{"audit_ref", COLUMN_TEXT, IMPORT_NONE, put_audit_ref, 0, "reference of the audit",   \
		.same = true},                                                                \
		{"case_ref", COLUMN_TEXT, IMPORT_NONE, put_case_ref, 0,                       \
			"reference of its case", .same = true},                               \
		{"team", COLUMN_TEXT, IMPORT_NONE, put_team, 0,                               \
			"team that had the case when the audit was allocated", .same = true}, \
	{                                                                                     \
		"service", COLUMN_TEXT, IMPORT_NONE, put_service, 0,                          \
			"service of the team at that time", .same = true                      \
	}

#define TEMPLATE_CELLS                                                          \
	{"template", COLUMN_TEXT, IMPORT_NONE, put_template, 0,                 \
		"name of the template the audit was started on", .same = true}, \
	{                                                                       \
		"template_version", COLUMN_NUMBER, IMPORT_NONE, put_version, 0, \
			"version of that template", .same = true                \
	}

#define STATE_CELLS                                                                  \
	{"completed_on", COLUMN_DATE, IMPORT_NONE, put_completed_on, 0,              \
		"day the audit was submitted; empty: not done", .same = true},       \
	{                                                                            \
		"state", COLUMN_CHOICE, IMPORT_NONE, put_audit_state, 0,             \
			"how far the audit is",                                      \
			"allocated, draft, submitted, moderated, closed, withdrawn", \
			.same = true                                                 \
	}

#define DATABASE_CELL                                                              \
	{                                                                          \
		"database", COLUMN_CHOICE, IMPORT_NONE, put_database, 0,           \
			"where the row comes from", "live, practice", .same = true \
	}

// Beside the rows: the texts of the audit at hand, and of answers the prompt; NULL: of none of the template.
struct parts {
	struct texts texts;
	const struct prompt *prompt;
};

static int begin_texts(struct export *export, int first, int last)
{
	struct parts *own = xcalloc(1, sizeof(*own));

	texts_init(&own->texts, export->session->db, first, last);
	export->own = own;
	return 0;
}

static void finish_texts(struct export *export)
{
	struct parts *own = export->own;

	if (own)
		texts_finish(&own->texts);
	free(own);
	export->own = NULL;
}

static int read_texts(struct export *export)
{
	struct parts *own = export->own;

	return texts_read(&own->texts, stmt_int(export->audit, A_ID));
}

static void put_text_at(struct export *export, enum part part, int place)
{
	const struct parts *own = export->own;
	const struct text *text = texts_at(&own->texts, part, place);

	writer_text(&export->writer, text->text, text->length);
}

// The columns of the query export_answers.
enum { ANSWER_AUDIT, ANSWER_PART, ANSWER_PROMPT, ANSWER_VALUE, ANSWER_USER, ANSWER_CHANGED_AT };

static int begin_answers(struct export *export)
{
	return begin_texts(export, PLACE_EVIDENCE, PLACE_EVIDENCE + TEMPLATE_PROMPTS_MAX - 1);
}

static int read_answered(struct export *export)
{
	return read_template(export) || read_texts(export) ? -1 : 0;
}

static enum part answered_by(const struct export *export)
{
	return (enum part)stmt_int(export->stmt, ANSWER_PART);
}

static int find_prompt(struct export *export)
{
	struct parts *own = export->own;

	own->prompt =
		template_prompt_by_id(export->template, stmt_int(export->stmt, ANSWER_PROMPT));
	return 0;
}

static const struct prompt *prompt_of(const struct export *export)
{
	const struct parts *own = export->own;

	return own->prompt;
}

static void put_answer_domain(struct export *export, size_t domain)
{
	const struct prompt *prompt = prompt_of(export);

	writer_text(&export->writer,
		prompt ? export->template->domains[prompt->domain].code : NULL, SIZE_MAX);
}

static void put_prompt(struct export *export, size_t domain)
{
	const struct prompt *prompt = prompt_of(export);

	writer_text(&export->writer, prompt ? prompt->code : NULL, SIZE_MAX);
}

static void put_prompt_text(struct export *export, size_t domain)
{
	const struct prompt *prompt = prompt_of(export);

	writer_text(&export->writer, prompt ? prompt->text : NULL, SIZE_MAX);
}

static void put_safety(struct export *export, size_t domain)
{
	const struct prompt *prompt = prompt_of(export);

	put_word(export, prompt && prompt->safety ? "yes" : "no");
}

static void put_answer_part(struct export *export, size_t domain)
{
	put_word(export, part_name(answered_by(export)));
}

static void put_answer_value(struct export *export, size_t domain)
{
	put_word(export, answer_name((enum answer_value)stmt_int(export->stmt, ANSWER_VALUE)));
}

static void put_evidence(struct export *export, size_t domain)
{
	const struct prompt *prompt = prompt_of(export);

	if (prompt && !stmt_int(export->audit, WANTED_BLIND))
		put_text_at(export, answered_by(export), PLACE_EVIDENCE + prompt->seq);
	else
		writer_empty(&export->writer);
}

// Where it is not kept who has the part.
static void put_answer_person(struct export *export, size_t domain)
{
	int64_t user;

	if (stmt_number(export->stmt, ANSWER_USER, &user))
		put_lookup(export, &export->users, user);
	else if (answered_by(export) == PART_LEAD)
		writer_text(
			&export->writer, stmt_text(export->audit, WANTED_LEAD_NAME), SIZE_MAX);
	else
		writer_empty(&export->writer);
}

static const struct column answer_columns[] = {
	AUDIT_CELLS,
	TEMPLATE_CELLS,
	{"domain", COLUMN_TEXT, IMPORT_NONE, put_answer_domain, 0,
		"code of the domain of the prompt"},
	{"prompt", COLUMN_TEXT, IMPORT_NONE, put_prompt, 0, "code of the prompt"},
	{"prompt_text", COLUMN_TEXT, IMPORT_NONE, put_prompt_text, 0,
		"the question in that version"},
	{"safety", COLUMN_YES_NO, IMPORT_NONE, put_safety, 0,
		"whether a no asks if the child is at risk now"},
	{"part", COLUMN_CHOICE, IMPORT_NONE, put_answer_part, 0, "who speaks", "lead, peer"},
	{"answer", COLUMN_CHOICE, IMPORT_NONE, put_answer_value, 0, "the answer",
		"yes, partly, no, not applicable"},
	{"evidence", COLUMN_TEXT, IMPORT_NONE, put_evidence, 0, "the evidence for it"},
	{"by", COLUMN_TEXT, IMPORT_NONE, put_answer_person, 0, "who answered",
		"the login of a user"},
	STATE_CELLS,
	{"changed_at", COLUMN_MOMENT, IMPORT_NONE, NULL, ANSWER_CHANGED_AT,
		"when it was changed last"},
	DATABASE_CELL,
};

const struct dataset dataset_answers = {
	.name = "answers",
	.meaning = "one row for each prompt answered in each part; belongs to the day of its "
		   "audit",
	.columns = answer_columns,
	.count = LENGTH(answer_columns),
	.rows = QUERY_EXPORT_ANSWERS,
	.audits = QUERY_EXPORT_WANTED_FROM,
	.filtered = FILTERED_AUDITS,
	.total = QUERY_EXPORT_ANSWERS_TOTAL,
	.begin = begin_answers,
	.finish = finish_texts,
	.audit = read_answered,
	.row = find_prompt,
};

// The columns of the query export_feedback.
enum {
	FEEDBACK_AUDIT,
	FEEDBACK_SOURCE,
	FEEDBACK_OBTAINED,
	FEEDBACK_MEANS,
	FEEDBACK_CHANGED_AT
};

static int begin_feedback(struct export *export)
{
	return begin_texts(export, PLACE_EXPERIENCE, PLACE_PRACTITIONER_WHY_NOT);
}

static const struct source_info *source_of(const struct export *export)
{
	return source_info((enum source)stmt_int(export->stmt, FEEDBACK_SOURCE));
}

static void put_source(struct export *export, size_t domain)
{
	put_word(export, source_of(export)->code);
}

static void put_words(struct export *export, size_t domain)
{
	put_text_at(export, PART_LEAD, source_of(export)->words);
}

static void put_why_not(struct export *export, size_t domain)
{
	put_text_at(export, PART_LEAD, source_of(export)->why_not);
}

static const struct column feedback_columns[] = {
	AUDIT_CELLS,
	{"source", COLUMN_CHOICE, IMPORT_NONE, put_source, 0, "whose feedback",
		"child, parent, carer, practitioner"},
	{"obtained", COLUMN_YES_NO, IMPORT_NONE, NULL, FEEDBACK_OBTAINED,
		"whether there is any"},
	{"means", COLUMN_TEXT, IMPORT_NONE, NULL, FEEDBACK_MEANS, "how it was obtained"},
	{"words", COLUMN_TEXT, IMPORT_NONE, put_words, 0, "what they said"},
	{"why_not", COLUMN_TEXT, IMPORT_NONE, put_why_not, 0, "why there is none"},
	STATE_CELLS,
	{"changed_at", COLUMN_MOMENT, IMPORT_NONE, NULL, FEEDBACK_CHANGED_AT,
		"when it was changed last"},
	DATABASE_CELL,
};

const struct dataset dataset_feedback = {
	.name = "feedback",
	.meaning =
		"one row for each person asked in each audit; belongs to the day of its audit",
	.columns = feedback_columns,
	.count = LENGTH(feedback_columns),
	.rows = QUERY_EXPORT_FEEDBACK,
	.audits = QUERY_EXPORT_WANTED_FROM,
	.filtered = FILTERED_AUDITS,
	.total = QUERY_EXPORT_FEEDBACK_TOTAL,
	.begin = begin_feedback,
	.finish = finish_texts,
	.audit = read_texts,
};

// The columns of the query export_themes.
enum { THEME_AUDIT, THEME_NAME, THEME_LISTED, THEME_ASPECT };

static void put_aspect(struct export *export, size_t domain)
{
	put_word(export, stmt_int(export->stmt, THEME_ASPECT) == ASPECT_STRENGTH
				 ? "strength"
				 : "development");
}

static const struct column theme_columns[] = {
	AUDIT_CELLS,
	{"theme", COLUMN_TEXT, IMPORT_NONE, NULL, THEME_NAME, "name of the theme"},
	{"listed", COLUMN_YES_NO, IMPORT_NONE, NULL, THEME_LISTED,
		"whether it is on the list that QA keeps; else the auditor's own"},
	{"aspect", COLUMN_CHOICE, IMPORT_NONE, put_aspect, 0,
		"a strength seen, or an area for development", "strength, development"},
	STATE_CELLS,
	DATABASE_CELL,
};

const struct dataset dataset_themes = {
	.name = "themes",
	.meaning = "one row for each theme of each audit; belongs to the day of its audit",
	.columns = theme_columns,
	.count = LENGTH(theme_columns),
	.rows = QUERY_EXPORT_THEMES,
	.audits = QUERY_EXPORT_WANTED_FROM,
	.filtered = FILTERED_AUDITS,
	.total = QUERY_EXPORT_THEMES_TOTAL,
};
