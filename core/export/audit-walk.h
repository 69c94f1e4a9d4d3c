// SPDX-License-Identifier: MIT
// The walk of export audits: everything that belongs to one audit, gathered from six tables.
#pragma once

#include "core/action.h"
#include "core/audit.h"
#include "core/export/cursor.h"
#include "core/export/dataset.h"
#include "core/export/texts.h"
#include "core/narrative.h"

// The columns of the query export_audits.
enum {
	A_MONTH = A_COLUMNS,
	A_LEAD,
	A_LEAD_NAME,
	A_LEAD_POST,
	A_ALLOCATED_ON,
	A_DUE_ON,
	A_STARTED_ON,
	A_CLOSED_ON,
	A_WITHDRAWN_ON,
	A_WITHDRAWN_WHY,
	A_WITHDRAWN_BY,
	A_PEER,
	A_WORKER,
	A_PLAN_TYPE,
	A_AGE_BAND,
	A_JUDGED_FROM,
	A_READ_FROM,
	A_AT_RISK,
	A_AMENDED,
	A_BLIND, // for who exports: the grades are kept from them
	A_KIND,
};

// Beside the walk over audits go five others in the same order, so that a million audits take one pass
// over each table and no look-ups.
struct audits {
	struct cursor grades, feedback, actions, moderations;
	struct texts texts;
	bool moderated;                 // the moderation at hand is that of the audit at hand
	signed char *grade[PART_COUNT]; // enum grade by the index of the domain's code
	signed char obtained[SOURCE_COUNT]; // enum obtained
	int64_t open, overdue, closed;      // actions
	char today[DATE_TEXT];
	// The templates met so far, and whether the name says all: there is one version only.
	struct known {
		const struct template *template;
		bool only;
	} * known;
	size_t known_count, known_room;
	bool only; // of the template at hand
	// What the name alone means on a day, and the template by which that was asked.
	const struct template *in_force_of;
	char in_force_on[DATE_TEXT];
	int64_t in_force; // on that day, of that name
};

// The begin, row and finish of the dataset; export->own is a struct audits.
int audits_begin(struct export *export);
int audits_row(struct export *export);
void audits_finish(struct export *export);
