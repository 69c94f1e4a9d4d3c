// SPDX-License-Identifier: MIT
// export trail and codebook: who did what, and what every column of every export means.
#include <stdlib.h>

#include "core/export/dataset.h"
#include "db/mem.h"

static void put_service(struct export *export, size_t domain)
{
	put_lookup(export, &export->services, stmt_int(export->stmt, 6));
}

#define HASH 11
#define HUSHED \
	12 // the person is to moderate the audit blind: what would tell a grade is kept from them

static void put_unless_hushed(struct export *export, int column)
{
	if (stmt_int(export->stmt, HUSHED))
		writer_empty(&export->writer);
	else
		put_text(export, column);
}

static void put_field(struct export *export, size_t domain)
{
	put_unless_hushed(export, 7);
}

static void put_old(struct export *export, size_t domain)
{
	put_unless_hushed(export, 8);
}

static void put_new(struct export *export, size_t domain)
{
	put_unless_hushed(export, 9);
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
	{"seq", COLUMN_NUMBER, IMPORT_NONE, NULL, 0, "number of the act, without gaps"},
	{"at", COLUMN_MOMENT, IMPORT_NONE, NULL, 1, "when it was done"},
	{"actor", COLUMN_TEXT, IMPORT_NONE, NULL, 2, "login of the person acted as"},
	{"uid", COLUMN_NUMBER, IMPORT_NONE, NULL, 3, "real user id of the process"},
	{"act", COLUMN_TEXT, IMPORT_NONE, NULL, 4, "what was done", "a verb: look, change ..."},
	{"record", COLUMN_TEXT, IMPORT_NONE, NULL, 5, "on which record"},
	{"service", COLUMN_TEXT, IMPORT_NONE, put_service, 0,
		"service it concerns; empty: the whole council"},
	{"field", COLUMN_TEXT, IMPORT_NONE, put_field, 0,
		"what of the record; empty: all of it"},
	{"old", COLUMN_TEXT, IMPORT_NONE, put_old, 0, "value before; empty: none, or erased"},
	{"new", COLUMN_TEXT, IMPORT_NONE, put_new, 0, "value after; empty: none, or erased"},
	{"erased", COLUMN_YES_NO, IMPORT_NONE, NULL, 10,
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
