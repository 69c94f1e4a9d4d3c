// SPDX-License-Identifier: MIT
// export audits: one row for each audit, with the columns of import audits first.
#include <stdlib.h>
#include <string.h>

#include "core/blind.h"
#include "core/export/audit-walk.h"
#include "core/template.h"
#include "db/mem.h"

// The name alone where import would find the same version by it, so that a file comes out as it went in.
static bool name_is_enough(struct export *export, struct audits *own)
{
	const char *day = stmt_text(export->stmt, A_ALLOCATED_ON);
	const struct template *in_force;

	if (own->only)
		return true;
	if (export->template != own->in_force_of || strcmp(day, own->in_force_on) != 0) {
		in_force = template_in_force(export->session, export->template->name,
			stmt_date(export->stmt, A_ALLOCATED_ON));
		own->in_force = in_force ? in_force->id : 0;
		own->in_force_of = export->template;
		snprintf(own->in_force_on, sizeof(own->in_force_on), "%s", day);
	}
	return own->in_force == export->template->id;
}

static void put_template_name(struct export *export, size_t domain)
{
	struct audits *own = export->own;
	char *name;

	if (name_is_enough(export, own)) {
		writer_text(&export->writer, export->template->name, SIZE_MAX);
		return;
	}
	name = xasprintf("%s v%d", export->template->name, export->template->version);
	writer_text(&export->writer, name, SIZE_MAX);
	free(name);
}

static void put_moderator(struct export *export, size_t domain)
{
	const struct audits *own = export->own;

	if (own->moderated)
		put_person(export, own->moderations.stmt, 1, 2);
	else
		writer_empty(&export->writer);
}

static void put_moderated_on(struct export *export, size_t domain)
{
	const struct audits *own = export->own;

	if (own->moderated)
		writer_plain(&export->writer, stmt_text(own->moderations.stmt, 3), SIZE_MAX);
	else
		writer_empty(&export->writer);
}

static void put_auditor(struct export *export, size_t domain)
{
	put_person(export, export->stmt, A_LEAD, A_LEAD_NAME);
}

static void put_peer(struct export *export, size_t domain)
{
	put_lookup(export, &export->users, stmt_int(export->stmt, A_PEER));
}

static enum grade grade_of(const struct export *export, enum part part, size_t domain)
{
	const struct audits *own = export->own;

	return own->grade[part][domain];
}

static void put_lead_grade(struct export *export, size_t domain)
{
	put_grade(export, grade_of(export, PART_LEAD, domain));
}

static void put_moderated_grade(struct export *export, size_t domain)
{
	put_grade(export, grade_of(export, PART_MODERATOR, domain));
}

static void put_final_grade(struct export *export, size_t domain)
{
	enum grade moderated = grade_of(export, PART_MODERATOR, domain);
	enum grade settled = grade_of(export, PART_SETTLER, domain);

	if (stmt_is_null(export->stmt, A_COMPLETED_ON))
		writer_empty(&export->writer);
	else if (settled != GRADE_NONE)
		put_grade(export, settled);
	else if (moderated != GRADE_NONE)
		put_grade(export, moderated);
	else
		put_lead_grade(export, domain);
}

// A text of the lead's behind another; what would tell a grade to who is to moderate the audit blind is left out of it.
static void put_lead_text(struct export *export, const char *before, enum place place)
{
	const struct audits *own = export->own;
	const struct text *text = texts_at(&own->texts, PART_LEAD, place);
	bool blind = stmt_int(export->stmt, A_BLIND);
	char *given, *words, *whole;

	if (!text->length || (!blind && !*before)) {
		writer_text(&export->writer, text->text, text->length);
		return;
	}
	given = xstrndup(text->text, blind && blind_place(place) ? 0 : text->length);
	words = blind ? blind_words(given) : xstrdup(given);
	whole = xasprintf("%s%s", before, words);
	writer_text(&export->writer, whole, SIZE_MAX);
	free(whole);
	free(words);
	free(given);
}

static void put_commentary(struct export *export, size_t domain)
{
	const struct audits *own = export->own;
	const struct text *text = texts_at(&own->texts, PART_MODERATOR, PLACE_COMMENTARY);

	writer_text(&export->writer, text->text, text->length);
}

// "no" or "no: why not", else the words, or "yes" where there are none: as import reads it.
static void put_feedback(struct export *export, enum source source)
{
	const struct audits *own = export->own;
	enum place words = source_info(source)->words, why_not = source_info(source)->why_not;

	if (own->obtained[source] == OBTAINED_UNSAID)
		writer_empty(&export->writer);
	else if (own->obtained[source] != OBTAINED_YES &&
		 texts_at(&own->texts, PART_LEAD, why_not)->length)
		put_lead_text(export, "no: ", why_not);
	else if (own->obtained[source] != OBTAINED_YES)
		put_word(export, "no");
	else if (texts_at(&own->texts, PART_LEAD, words)->length)
		put_lead_text(export, "", words);
	else
		put_word(export, "yes");
}

static void put_child(struct export *export, size_t domain)
{
	put_feedback(export, SOURCE_CHILD);
}

static void put_family(struct export *export, size_t domain)
{
	const struct audits *own = export->own;

	put_feedback(export,
		own->obtained[SOURCE_PARENT] == OBTAINED_UNSAID ? SOURCE_CARER : SOURCE_PARENT);
}

// Columns that hold one text of the lead's, named by its place.
#define PLACE_COLUMN(function, place)                              \
	static void function(struct export *export, size_t domain) \
	{                                                          \
		put_lead_text(export, "", place);                  \
	}

PLACE_COLUMN(put_summary, PLACE_SUMMARY)
PLACE_COLUMN(put_well, PLACE_WELL)
PLACE_COLUMN(put_needs_work, PLACE_NEEDS_WORK)
PLACE_COLUMN(put_impact, PLACE_IMPACT)
PLACE_COLUMN(put_reflection, PLACE_REFLECTION)
PLACE_COLUMN(put_experience, PLACE_EXPERIENCE)
PLACE_COLUMN(put_learning_case, PLACE_LEARNING_CASE)
PLACE_COLUMN(put_learning_service, PLACE_LEARNING_SERVICE)
PLACE_COLUMN(put_good_practice, PLACE_GOOD_PRACTICE)
PLACE_COLUMN(put_why_differs, PLACE_WHY_DIFFERS)

static void put_kind(struct export *export, size_t domain)
{
	put_word(export, audit_kind_name((enum audit_kind)stmt_int(export->stmt, A_KIND)));
}

static void put_actions(struct export *export, size_t domain)
{
	const struct audits *own = export->own;

	writer_integer(&export->writer, own->open + own->closed);
}

static void put_open(struct export *export, size_t domain)
{
	const struct audits *own = export->own;

	writer_integer(&export->writer, own->open);
}

static void put_overdue(struct export *export, size_t domain)
{
	const struct audits *own = export->own;

	writer_integer(&export->writer, own->overdue);
}

static void put_closed(struct export *export, size_t domain)
{
	const struct audits *own = export->own;

	writer_integer(&export->writer, own->closed);
}

static const struct column columns[] = {
	{"audit_ref", COLUMN_TEXT, IMPORT_REQUIRED, NULL, A_REF,
		"reference of the audit: no other has it"},
	{"case_ref", COLUMN_TEXT, IMPORT_REQUIRED, put_case_ref, 0,
		"reference of the case audited"},
	{"team", COLUMN_TEXT, IMPORT_REQUIRED, put_team, 0,
		"team that had the case when the audit was allocated"},
	{"template", COLUMN_TEXT, IMPORT_OPTIONAL, put_template_name, 0,
		"name of the template it was started on",
		"a name, followed by ` vN` where the version is not the one in force on "
		"allocated_on"},
	{"auditor", COLUMN_TEXT, IMPORT_REQUIRED, put_auditor, 0, "lead auditor",
		"the login of a user, else a name"},
	{"auditor_post", COLUMN_CHOICE, IMPORT_OPTIONAL, NULL, A_LEAD_POST,
		"post of the lead auditor when the audit was allocated",
		"a post of the council"},
	{"allocated_on", COLUMN_DATE, IMPORT_REQUIRED, NULL, A_ALLOCATED_ON,
		"day the audit was allocated"},
	{"due_on", COLUMN_DATE, IMPORT_REQUIRED, NULL, A_DUE_ON, "day it is due"},
	{"completed_on", COLUMN_DATE, IMPORT_OPTIONAL, NULL, A_COMPLETED_ON,
		"day it was submitted; empty: not done"},
	{"%", COLUMN_GRADE, IMPORT_OPTIONAL, put_lead_grade, 0,
		"grade by the lead auditor of the domain with this code, or of the whole"},
	{"moderator", COLUMN_TEXT, IMPORT_OPTIONAL, put_moderator, 0, "who moderated it",
		"the login of a user, else a name"},
	{"moderated_on", COLUMN_DATE, IMPORT_OPTIONAL, put_moderated_on, 0,
		"day it was moderated; empty: not moderated"},
	{"mod_%", COLUMN_GRADE, IMPORT_OPTIONAL, put_moderated_grade, 0,
		"grade by the moderator; empty: unchanged"},
	{"moderation_note", COLUMN_TEXT, IMPORT_OPTIONAL, put_commentary, 0,
		"the moderator's commentary"},
	{"child_feedback", COLUMN_TEXT, IMPORT_OPTIONAL, put_child, 0, "feedback of the child",
		"the words, or yes where they were not written down; no, or no: and why not"},
	{"family_feedback", COLUMN_TEXT, IMPORT_OPTIONAL, put_family, 0,
		"feedback of the parent, or where that was not sought of the carer",
		"the words, or yes where they were not written down; no, or no: and why not"},
	{"summary", COLUMN_TEXT, IMPORT_OPTIONAL, put_summary, 0, "summary of the audit"},
	{"state", COLUMN_CHOICE, IMPORT_NONE, put_audit_state, 0, "how far it is",
		"allocated, draft, submitted, moderated, closed, withdrawn"},
	{"final_%", COLUMN_GRADE, IMPORT_NONE, put_final_grade, 0,
		"grade after moderation: the moderator's where there is one, else the lead's; "
		"empty until completed"},
	{"template_version", COLUMN_NUMBER, IMPORT_NONE, put_version, 0,
		"version of the template it was started on"},
	{"month", COLUMN_TEXT, IMPORT_NONE, NULL, A_MONTH, "monthly cycle it belongs to",
		"YYYY-MM"},
	{"service", COLUMN_TEXT, IMPORT_NONE, put_service, 0,
		"service of the team at that time"},
	{"kind", COLUMN_CHOICE, IMPORT_NONE, put_kind, 0,
		"why it was made; only monthly ones count in the monthly figures",
		"monthly, thematic, dip sample, multi-agency, review"},
	{"started_on", COLUMN_DATE, IMPORT_NONE, NULL, A_STARTED_ON,
		"day it was first written in"},
	{"closed_on", COLUMN_DATE, IMPORT_NONE, NULL, A_CLOSED_ON, "day it was closed"},
	{"withdrawn_on", COLUMN_DATE, IMPORT_NONE, NULL, A_WITHDRAWN_ON,
		"day it was withdrawn: exempt, not missing"},
	{"withdrawn_why", COLUMN_TEXT, IMPORT_NONE, NULL, A_WITHDRAWN_WHY, "reason of that"},
	{"withdrawn_by", COLUMN_TEXT, IMPORT_NONE, NULL, A_WITHDRAWN_BY, "who approved it"},
	{"peer", COLUMN_TEXT, IMPORT_NONE, put_peer, 0, "peer auditor", "the login of a user"},
	{"worker", COLUMN_TEXT, IMPORT_NONE, NULL, A_WORKER, "practitioner it was done with"},
	{"plan_type", COLUMN_TEXT, IMPORT_NONE, NULL, A_PLAN_TYPE,
		"the child's plan when audited"},
	{"age_band", COLUMN_TEXT, IMPORT_NONE, NULL, A_AGE_BAND,
		"age of the child when audited"},
	{"judged_from", COLUMN_DATE, IMPORT_NONE, NULL, A_JUDGED_FROM,
		"start of the period that was judged"},
	{"read_from", COLUMN_DATE, IMPORT_NONE, NULL, A_READ_FROM,
		"start of the period that was read"},
	{"well", COLUMN_TEXT, IMPORT_NONE, put_well, 0, "what works well"},
	{"needs_work", COLUMN_TEXT, IMPORT_NONE, put_needs_work, 0, "what needs work"},
	{"impact", COLUMN_TEXT, IMPORT_NONE, put_impact, 0, "the impact on the child"},
	{"reflection", COLUMN_TEXT, IMPORT_NONE, put_reflection, 0,
		"the practitioner's own reflection"},
	{"experience", COLUMN_TEXT, IMPORT_NONE, put_experience, 0,
		"how the practitioner found the audit"},
	{"learning_case", COLUMN_TEXT, IMPORT_NONE, put_learning_case, 0,
		"learning for this case"},
	{"learning_service", COLUMN_TEXT, IMPORT_NONE, put_learning_service, 0,
		"learning for the service"},
	{"good_practice", COLUMN_TEXT, IMPORT_NONE, put_good_practice, 0,
		"good practice to share"},
	{"why_differs", COLUMN_TEXT, IMPORT_NONE, put_why_differs, 0,
		"why the overall grade differs from the suggested one"},
	{"at_risk", COLUMN_YES_NO, IMPORT_NONE, NULL, A_AT_RISK,
		"whether a safety concern about the child is open now"},
	{"amendments", COLUMN_NUMBER, IMPORT_NONE, NULL, A_AMENDED,
		"how often it was corrected after submission"},
	{"actions", COLUMN_NUMBER, IMPORT_NONE, put_actions, 0, "actions it raised"},
	{"actions_open", COLUMN_NUMBER, IMPORT_NONE, put_open, 0,
		"of them not verified as done yet"},
	{"actions_overdue", COLUMN_NUMBER, IMPORT_NONE, put_overdue, 0,
		"of them not said to be done and past their date today"},
	{"actions_closed", COLUMN_NUMBER, IMPORT_NONE, put_closed, 0,
		"of them verified as done"},
	{"database", COLUMN_CHOICE, IMPORT_NONE, put_database, 0, "where the row comes from",
		"live, practice"},
};

const struct dataset dataset_audits = {
	.name = "audits",
	.meaning = "one row for each audit; belongs to the day of its completion, else to the "
		   "day it "
		   "is due",
	.columns = columns,
	.count = LENGTH(columns),
	.rows = QUERY_EXPORT_AUDITS,
	.total = QUERY_EXPORT_AUDITS_TOTAL,
	.begin = audits_begin,
	.finish = audits_finish,
	.row = audits_row,
};
