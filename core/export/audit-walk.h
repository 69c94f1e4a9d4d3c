// SPDX-License-Identifier: MIT
// The walk of export audits: everything that belongs to one audit, gathered from five tables.
#pragma once

#include "core/action.h"
#include "core/audit.h"
#include "core/export/cursor.h"
#include "core/export/dataset.h"
#include "core/narrative.h"

// The columns of the query export_audits.
enum {
	A_ID,
	A_REF,
	A_CASE_REF,
	A_TEAM,
	A_SERVICE,
	A_TEMPLATE,
	A_MONTH,
	A_STATE,
	A_LEAD,
	A_LEAD_NAME,
	A_LEAD_POST,
	A_ALLOCATED_ON,
	A_DUE_ON,
	A_STARTED_ON,
	A_COMPLETED_ON,
	A_MODERATED_ON,
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
	A_MODERATOR,
	A_MODERATOR_NAME,
	A_MODERATION_ON,
};

struct text {
	char *text;
	size_t length, room; // length 0: there is none
};

// Beside the walk over audits go four others in the same order, so that a million audits take one pass
// over each table and no look-ups.
struct audits {
	struct cursor grades, texts, feedback, actions;
	signed char *grade[PART_COUNT]; // enum grade by the index of the domain's code
	struct text lead[PLACE_FIXED_COUNT], commentary;
	signed char obtained[SOURCE_COUNT]; // enum obtained
	int64_t open, overdue, closed;      // actions
	char today[DATE_TEXT];
	const struct template *template;
	bool newest_is_first; // the template has one version only, so that its name says all
	char in_force_on[DATE_TEXT];
	int64_t in_force; // on that day, of that name
};

// The begin, row and finish of the dataset; export->own is a struct audits.
int audits_begin(struct export *export);
int audits_row(struct export *export);
void audits_finish(struct export *export);
