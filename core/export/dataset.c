// SPDX-License-Identifier: MIT
// The list of datasets, and the cells that many of their columns share.
#include <string.h>

#include "core/audit.h"
#include "core/export/dataset.h"
#include "core/template.h"
#include "db/mem.h"

const struct dataset *const datasets[] = {
	&dataset_audits,
	&dataset_judgements,
	&dataset_answers,
	&dataset_feedback,
	&dataset_themes,
	&dataset_moderations,
	&dataset_steps,
	&dataset_actions,
	&dataset_summary,
	&dataset_kpi,
	&dataset_trail,
	&dataset_codebook,
	NULL,
};

const struct dataset *dataset_find(const char *name)
{
	for (size_t i = 0; datasets[i]; i++) {
		if (strcmp(datasets[i]->name, name) == 0)
			return datasets[i];
	}
	return NULL;
}

bool column_repeats(const struct column *column)
{
	return strchr(column->name, '%') != NULL;
}

char *column_name(const struct column *column, const char *code)
{
	const char *mark = strchr(column->name, '%');

	if (!mark)
		return xstrdup(column->name);
	return xasprintf("%.*s%s%s", (int)(mark - column->name), column->name, code, mark + 1);
}

const char *column_type_name(enum column_type type)
{
	static const char *const names[] = {
		[COLUMN_TEXT] = "text",
		[COLUMN_DATE] = "date",
		[COLUMN_MOMENT] = "moment",
		[COLUMN_NUMBER] = "number",
		[COLUMN_GRADE] = "grade",
		[COLUMN_YES_NO] = "yes or no",
		[COLUMN_CHOICE] = "choice",
	};

	return names[type];
}

void put_text(struct export *export, int column)
{
	size_t size;
	const char *text = stmt_sized_text(export->stmt, column, &size);

	writer_text(&export->writer, text, size);
}

static void put_plain_of(struct export *export, struct stmt *stmt, int column)
{
	size_t size;
	const char *text = stmt_sized_text(stmt, column, &size);

	writer_plain(&export->writer, text, size);
}

void put_plain(struct export *export, int column)
{
	put_plain_of(export, export->stmt, column);
}

void put_integer(struct export *export, int column)
{
	int64_t number;

	if (stmt_number(export->stmt, column, &number))
		writer_integer(&export->writer, number);
	else
		writer_empty(&export->writer);
}

void put_yes_no(struct export *export, int column)
{
	bool yes = stmt_int(export->stmt, column);

	writer_plain(&export->writer, yes ? "yes" : "no", yes ? 3 : 2);
}

void put_word(struct export *export, const char *word)
{
	writer_plain(&export->writer, word, word ? strlen(word) : 0);
}

// A million audits have twenty million grades: their names are measured once.
void put_grade(struct export *export, enum grade grade)
{
	static size_t lengths[GRADE_INADEQUATE + 1];

	if (grade == GRADE_NONE) {
		writer_empty(&export->writer);
		return;
	}
	if (!lengths[grade])
		lengths[grade] = strlen(grade_name(grade));
	writer_plain(&export->writer, grade_name(grade), lengths[grade]);
}

void put_lookup(struct export *export, const struct lookup *lookup, int64_t id)
{
	const struct lookup_row *row = lookup_id(lookup, id);

	writer_text(&export->writer, row ? row->key : NULL, row ? row->length : 0);
}

void put_person(struct export *export, struct stmt *stmt, int user, int name)
{
	int64_t id;
	size_t size;
	const char *text;

	if (stmt_number(stmt, user, &id)) {
		put_lookup(export, &export->users, id);
		return;
	}
	text = stmt_sized_text(stmt, name, &size);
	writer_text(&export->writer, text, size);
}

void put_audit_ref(struct export *export, size_t domain)
{
	size_t size;
	const char *ref = stmt_sized_text(export->audit, A_REF, &size);

	writer_text(&export->writer, ref, size);
}

// Where it cannot be read the file cannot be written.
void put_case_ref(struct export *export, size_t domain)
{
	size_t length;
	const char *ref = case_ref(
		export->session->db, &export->cases, stmt_int(export->audit, A_CASE), &length);

	if (!ref)
		export->writer.output->failed = true;
	writer_text(&export->writer, ref, length);
}

void put_team(struct export *export, size_t domain)
{
	put_lookup(export, &export->teams, stmt_int(export->audit, A_TEAM));
}

void put_service(struct export *export, size_t domain)
{
	put_lookup(export, &export->services, stmt_int(export->audit, A_SERVICE));
}

void put_completed_on(struct export *export, size_t domain)
{
	put_plain_of(export, export->audit, A_COMPLETED_ON);
}

void put_audit_state(struct export *export, size_t domain)
{
	put_word(export, audit_state_name((enum audit_state)stmt_int(export->audit, A_STATE)));
}

int read_template(struct export *export)
{
	export->template = template_get(export->session, stmt_int(export->audit, A_TEMPLATE));
	return export->template ? 0 : -1;
}

void put_template(struct export *export, size_t domain)
{
	writer_text(&export->writer, export->template->name, SIZE_MAX);
}

void put_version(struct export *export, size_t domain)
{
	writer_integer(&export->writer, export->template->version);
}

void put_database(struct export *export, size_t domain)
{
	put_word(export, export->session->practice ? "practice" : "live");
}

void put_column(struct export *export, const struct column *column, size_t domain)
{
	if (column->put) {
		column->put(export, domain);
		return;
	}
	switch (column->type) {
	case COLUMN_DATE:
	case COLUMN_MOMENT: put_plain(export, column->source); break;
	case COLUMN_NUMBER: put_integer(export, column->source); break;
	case COLUMN_YES_NO: put_yes_no(export, column->source); break;
	case COLUMN_GRADE:
		put_grade(export,
			(enum grade)stmt_int_or(export->stmt, column->source, GRADE_NONE));
		break;
	default: put_text(export, column->source);
	}
}
