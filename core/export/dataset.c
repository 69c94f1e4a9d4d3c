// SPDX-License-Identifier: MIT
// The list of datasets, and the cells that many of their columns share.
#include <string.h>

#include "core/export/dataset.h"
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
	const char *text = stmt_text_or_null(export->stmt, column);

	writer_text(&export->writer, text, text ? stmt_size(export->stmt, column) : 0);
}

void put_plain(struct export *export, int column)
{
	const char *text = stmt_text_or_null(export->stmt, column);

	writer_plain(&export->writer, text, text ? stmt_size(export->stmt, column) : 0);
}

void put_integer(struct export *export, int column)
{
	if (stmt_is_null(export->stmt, column))
		writer_empty(&export->writer);
	else
		writer_integer(&export->writer, stmt_int(export->stmt, column));
}

void put_yes_no(struct export *export, int column)
{
	writer_plain(&export->writer, stmt_int(export->stmt, column) ? "yes" : "no", SIZE_MAX);
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

void put_database(struct export *export, size_t domain)
{
	writer_plain(
		&export->writer, export->session->practice ? "practice" : "live", SIZE_MAX);
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
