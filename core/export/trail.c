// SPDX-License-Identifier: MIT
// export trail and codebook: who did what, and what every column of every export means.
#include <stdlib.h>

#include "core/export/dataset.h"
#include "db/mem.h"

// The columns of the query export_trail.
enum { SEQ, AT, ACTOR, UID, ACT, RECORD, SERVICE, FIELD, HASH, HUSHED };

// Those of the walk over the values beside it.
enum { VALUES_SEQ, OLD, NEW, ERASED };

struct acts {
	struct cursor values;
	bool valued; // values stands on those of the act at hand
};

static int begin_trail(struct export *export)
{
	struct acts *own = xcalloc(1, sizeof(*own));

	own->values =
		(struct cursor){.db = export->session->db, .query = QUERY_EXPORT_VALUES_FROM};
	export->own = own;
	return 0;
}

static void finish_trail(struct export *export)
{
	struct acts *own = export->own;

	if (own)
		cursor_finish(&own->values);
	free(own);
	export->own = NULL;
}

static int read_values(struct export *export)
{
	struct acts *own = export->own;
	int found = cursor_find(&own->values, stmt_int(export->stmt, SEQ));

	own->valued = found == 1;
	return found < 0 ? -1 : 0;
}

static void put_act_service(struct export *export, size_t domain)
{
	put_lookup(export, &export->services, stmt_int(export->stmt, SERVICE));
}

// Of an audit that the person is to moderate blind what would tell a grade is kept from them.
static bool hushed(const struct export *export)
{
	return stmt_int(export->stmt, HUSHED);
}

static void put_field(struct export *export, size_t domain)
{
	if (hushed(export))
		writer_empty(&export->writer);
	else
		put_text(export, FIELD);
}

static void put_value(struct export *export, int column)
{
	struct acts *own = export->own;
	const char *text = NULL;
	size_t size = 0;

	if (own->valued && !hushed(export))
		text = stmt_sized_text(own->values.stmt, column, &size);
	writer_text(&export->writer, text, size);
}

static void put_old(struct export *export, size_t domain)
{
	put_value(export, OLD);
}

static void put_new(struct export *export, size_t domain)
{
	put_value(export, NEW);
}

static void put_erased(struct export *export, size_t domain)
{
	const struct acts *own = export->own;

	put_word(export, own->valued && stmt_int(own->values.stmt, ERASED) ? "yes" : "no");
}

static void put_hash(struct export *export, size_t domain)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *bytes = stmt_blob(export->stmt, HASH);
	size_t size = bytes ? stmt_size(export->stmt, HASH) : 0;
	char text[64];

	size = size > sizeof(text) / 2 ? sizeof(text) / 2 : size;
	for (size_t i = 0; i < size; i++) {
		text[2 * i] = digits[bytes[i] >> 4];
		text[2 * i + 1] = digits[bytes[i] & 15];
	}
	writer_plain(&export->writer, text, 2 * size);
}

static const struct column trail_columns[] = {
	{"seq", COLUMN_NUMBER, IMPORT_NONE, NULL, SEQ, "number of the act, without gaps"},
	{"at", COLUMN_MOMENT, IMPORT_NONE, NULL, AT, "when it was done"},
	{"actor", COLUMN_TEXT, IMPORT_NONE, NULL, ACTOR, "login of the person acted as"},
	{"uid", COLUMN_NUMBER, IMPORT_NONE, NULL, UID, "real user id of the process"},
	{"act", COLUMN_TEXT, IMPORT_NONE, NULL, ACT, "what was done",
		"a verb: look, change ..."},
	{"record", COLUMN_TEXT, IMPORT_NONE, NULL, RECORD, "on which record"},
	{"service", COLUMN_TEXT, IMPORT_NONE, put_act_service, 0,
		"service it concerns; empty: the whole council"},
	{"field", COLUMN_TEXT, IMPORT_NONE, put_field, 0,
		"what of the record; empty: all of it"},
	{"old", COLUMN_TEXT, IMPORT_NONE, put_old, 0, "value before; empty: none, or erased"},
	{"new", COLUMN_TEXT, IMPORT_NONE, put_new, 0, "value after; empty: none, or erased"},
	{"erased", COLUMN_YES_NO, IMPORT_NONE, put_erased, 0,
		"whether the values were erased when their time was over"},
	{"hash", COLUMN_TEXT, IMPORT_NONE, put_hash, 0,
		"SHA-256 over the row and the hash of the row before"},
	{"database", COLUMN_CHOICE, IMPORT_NONE, put_database, 0, "where the row comes from",
		"live, practice"},
};

const struct dataset dataset_trail = {
	.name = "trail",
	.meaning = "one row for each look and change; belongs to the day (UTC) of the act",
	.columns = trail_columns,
	.count = LENGTH(trail_columns),
	.rows = QUERY_EXPORT_TRAIL,
	.total = QUERY_EXPORT_TRAIL_TOTAL,
	.teamless = true,
	.begin = begin_trail,
	.finish = finish_trail,
	.row = read_values,
};

static const char *values_of(const struct column *column)
{
	static const char *const usual[] = {
		[COLUMN_TEXT] = "any text",
		[COLUMN_DATE] = "YYYY-MM-DD",
		[COLUMN_MOMENT] = "YYYY-MM-DDTHH:MM:SSZ (UTC)",
		[COLUMN_NUMBER] = "a whole number",
		[COLUMN_GRADE] = "Outstanding, Good, Requires Improvement, Inadequate, Not "
				 "applicable; empty: none",
		[COLUMN_YES_NO] = "yes, no",
		[COLUMN_CHOICE] = "",
	};

	return column->values ? column->values : usual[column->type];
}

static void write_column(struct export *export, const struct dataset *dataset,
	const struct column *column, const char *code)
{
	struct writer *writer = &export->writer;
	char *name = column_name(column, code);

	writer_text(writer, dataset->name, SIZE_MAX);
	writer_text(writer, name, SIZE_MAX);
	writer_text(writer, column_type_name(column->type), SIZE_MAX);
	writer_text(writer, column->meaning, SIZE_MAX);
	writer_text(writer, values_of(column), SIZE_MAX);
	put_database(export, 0);
	writer_end_row(writer);
	free(name);
}

static void write_dataset(struct export *export, const struct dataset *dataset)
{
	for (size_t i = 0; i < dataset->count; i++) {
		const struct column *column = &dataset->columns[i];

		if (!column_repeats(column))
			write_column(export, dataset, column, NULL);
		for (size_t j = 0; column_repeats(column) && j < export->domains.count; j++)
			write_column(export, dataset, column, export->domains.codes[j]);
	}
}

static int write_codebook(struct export *export)
{
	for (size_t i = 0; datasets[i]; i++)
		write_dataset(export, datasets[i]);
	return 0;
}

static const struct column codebook_columns[] = {
	{"dataset", COLUMN_TEXT, IMPORT_NONE, NULL, 0, "name of the export"},
	{"column", COLUMN_TEXT, IMPORT_NONE, NULL, 0, "name of the column in its header"},
	{"type", COLUMN_CHOICE, IMPORT_NONE, NULL, 0, "kind of its values",
		"text, date, moment, number, grade, yes or no, choice"},
	{"meaning", COLUMN_TEXT, IMPORT_NONE, NULL, 0, "what it says"},
	{"values", COLUMN_TEXT, IMPORT_NONE, NULL, 0, "which values it can have"},
	{"database", COLUMN_CHOICE, IMPORT_NONE, put_database, 0, "where the row comes from",
		"live, practice"},
};

const struct dataset dataset_codebook = {
	.name = "codebook",
	.meaning = "one row for each column of each export",
	.columns = codebook_columns,
	.count = LENGTH(codebook_columns),
	.undated = true,
	.teamless = true,
	.write = write_codebook,
};
