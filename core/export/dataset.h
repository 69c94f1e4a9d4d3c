// SPDX-License-Identifier: MIT
// What can be exported: a row for each dataset and each of its columns, from which the header, the
// codebook and the columns that an import knows all come.
#pragma once

#include "core/domains.h"
#include "core/export/case-refs.h"
#include "core/export/cursor.h"
#include "core/export.h"
#include "core/grade.h"
#include "core/lookup.h"
#include "core/sheet.h"
#include "core/writer.h"

enum column_type {
	COLUMN_TEXT,
	COLUMN_DATE,   // YYYY-MM-DD; empty: there is none
	COLUMN_MOMENT, // YYYY-MM-DDTHH:MM:SSZ, UTC
	COLUMN_NUMBER,
	COLUMN_GRADE,  // in words; empty: not graded
	COLUMN_YES_NO, // yes or no
	COLUMN_CHOICE, // one of the words in values
};

// What import does with the column of that name.
enum column_import { IMPORT_NONE, IMPORT_OPTIONAL, IMPORT_REQUIRED };

// Rows are found by themselves, or in step with a walk over audits, of which one has the filter.
enum filtered { FILTERED_ALONE, FILTERED_AUDITS, FILTERED_PARTS };

// What the walks over audits begin with, and rows that are audits (export_audit in db/query/export.sql).
enum { A_ID, A_REF, A_CASE, A_TEAM, A_SERVICE, A_TEMPLATE, A_COMPLETED_ON, A_STATE, A_COLUMNS };

// What follows in those that are filtered (export_part_of there).
enum {
	WANTED_MONTH = A_COLUMNS,
	WANTED_LEAD,
	WANTED_LEAD_NAME,
	WANTED_PEER,
	WANTED_KIND,
	WANTED_BLIND, // for who exports: the grades are kept from them
};

struct export;

struct column {
	const char *name; // a % in it stands for the code of each domain in turn
	enum column_type type;
	enum column_import import;
	// What writes the cell of the row at hand; domain is the index of the code where the name has a
	// %. NULL: the column source of the statement, by the type.
	void (*put)(struct export *export, size_t domain);
	int source;
	const char *meaning;
	const char *values; // NULL: what the type says
	bool same; // of the audit alone, so that it is the same for all rows of an audit that follow each other
};

struct dataset {
	const char *name, *meaning;
	const struct column *columns;
	size_t count;
	enum query rows,
		total; // total: how many rows of the query there must be; with the filter's parameters
	enum query audits;      // where the rows are parts of audits: the walk over these
	enum filtered filtered; // which of the two takes the filter's parameters
	bool undated;           // has no days to filter by
	bool teamless;          // belongs to no team
	// Before the first row, and after the last: what one dataset needs besides. NULL: nothing.
	int (*begin)(struct export *export);
	void (*finish)(struct export *export);
	// Writes all rows, in place of the queries: for what does not come from the database.
	int (*write)(struct export *export);
	// Called where the rows of another audit begin, before the first of them; NULL: nothing. -1: the database failed.
	int (*audit)(struct export *export);
	// Called for each row before its cells; likewise.
	int (*row)(struct export *export);
	// Where one row of the query is several of the file: steps to the next of these. 1, 0 where there is none (left), -1.
	// NULL: each is one.
	int (*next)(struct export *export);
};

struct export
{
	struct session *session;
	const struct dataset *dataset;
	const struct export_filter *filter;
	int64_t service_id, team_id; // of the filter; 0: all
	struct writer writer;
	struct stmt *stmt;          // the row at hand
	struct stmt *audit;         // that of its audit
	struct cursor rows, audits; // in step
	const struct template
		*template; // of the audit; where the dataset asks for it by read_template()
	struct case_refs cases;
	struct domains domains;
	struct lookup users, teams, services;
	void *own;
};

extern const struct dataset dataset_audits, dataset_judgements, dataset_answers,
	dataset_feedback, dataset_themes, dataset_moderations, dataset_steps, dataset_actions,
	dataset_summary, dataset_kpi, dataset_trail, dataset_codebook;

// All of them, in the order of the help; ends with NULL.
extern const struct dataset *const datasets[];

// The dataset of that name; NULL where there is none.
const struct dataset *dataset_find(const char *name);

// The name of a column, for the domain with that code where it has a %. Yours.
char *column_name(const struct column *column, const char *code);

// Whether the name has a %, so that the column stands once for each domain.
bool column_repeats(const struct column *column);

// "text", "date" ... Borrowed.
const char *column_type_name(enum column_type type);

// Writes the cell of a column for the row at hand.
void put_column(struct export *export, const struct column *column, size_t domain);

// Cells of the audit at hand.
void put_audit_ref(struct export *export, size_t domain);
void put_case_ref(struct export *export, size_t domain);
void put_team(struct export *export, size_t domain);
void put_service(struct export *export, size_t domain);
void put_completed_on(struct export *export, size_t domain);
void put_audit_state(struct export *export, size_t domain);

// Makes export->template that of the audit at hand, from which the cells below it come. -1: there is none.
int read_template(struct export *export);
void put_template(struct export *export, size_t domain);
void put_version(struct export *export, size_t domain);

// Cells that many columns share, from a column of the statement at hand.
void put_text(struct export *export, int column);
void put_plain(struct export *export, int column); // known to need no quotes: dates, codes
void put_integer(struct export *export, int column);
void put_yes_no(struct export *export, int column);
void put_grade(struct export *export, enum grade grade);
void put_lookup(struct export *export, const struct lookup *lookup, int64_t id);
void put_word(
	struct export *export, const char *word); // of ours, that needs no quotes; NULL: empty

// The login of the user that one column of a statement names, else what stands in another: a name of the past.
void put_person(struct export *export, struct stmt *stmt, int user, int name);
void put_database(struct export *export, size_t domain); // the last column: live or practice
