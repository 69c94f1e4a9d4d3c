// SPDX-License-Identifier: MIT
// A row of import audits: read and checked by audit-read.c, looked up and written by audits.c.
#pragma once

#include "core/audit.h"
#include "core/import/import.h"
#include "core/template.h"

// The columns by their place in the table of export audits, where each has a name and a meaning. Those
// with a % stand once for each domain, so that own->first says where each begins in the file's table.
enum {
	IN_AUDIT_REF,
	IN_CASE_REF,
	IN_TEAM,
	IN_TEMPLATE,
	IN_AUDITOR,
	IN_AUDITOR_POST,
	IN_ALLOCATED_ON,
	IN_DUE_ON,
	IN_COMPLETED_ON,
	IN_GRADE,
	IN_MODERATOR,
	IN_MODERATED_ON,
	IN_MOD_GRADE,
	IN_MODERATION_NOTE,
	IN_CHILD_FEEDBACK,
	IN_FAMILY_FEEDBACK,
	IN_SUMMARY,
	IN_KNOWN
};

#define ASKED_MAX 2048

struct audits_import {
	struct domains domains;
	struct sheet_column *columns;
	size_t first[IN_KNOWN];
	const struct template *template; // that of the row at hand
	const struct domain *
		*domain; // of it, by the index of the code; NULL: it has no such domain
	enum grade *grade, *moderated; // of the row at hand, by the same index
	// The templates asked for last, in a place for each day of some years.
	struct asked {
		char *text;
		date day;
		const struct template *answer; // NULL: not asked yet, or there is none
	} asked[ASKED_MAX];
	char at[MOMENT_TEXT];
	int64_t first_audit; // that was added; 0: none yet
};

// Feedback as the file has it.
struct said {
	enum obtained obtained;
	const char *text; // the words, or why not; "" where there are none
};

struct audit_record {
	const char *ref, *case_ref, *post;
	int64_t casefile; // 0: not there yet
	const struct lookup_row *team, *auditor, *moderator;
	const char *auditor_name, *moderator_name; // as given
	date allocated_on, due_on, completed_on, moderated_on;
	enum grade overall; // after moderation; GRADE_NONE where not completed
	const char *note, *summary;
	struct said child, family;
	bool begun; // has something in it
};

// Where a column of the enum stands in the file's table.
size_t audits_column(const struct import *import, size_t column);

// Reads the row at hand and checks all that can be told from it alone; own->grade and own->moderated get
// its grades. What is wrong goes to the problems of the import.
void audits_read(struct import *import, struct audit_record *record);
