// SPDX-License-Identifier: MIT
// The grade that counts in the end, and what happens when it becomes another one.
#pragma once

#include "core/audit.h"

// The final grade of a domain: the settler's where there is one, else the moderator's, else the lead's;
// GRADE_NONE before the audit is completed.
enum grade final_grade(const struct audit *audit, int domain);

// What brings a final grade about, or changes it.
enum final_cause { FINAL_SUBMISSION, FINAL_AMENDMENT, FINAL_MODERATION, FINAL_SETTLEMENT };

// Brings the final overall grade that the audit's row keeps in step with the judgements in the database, inside
// the caller's transaction, and everything that follows from it: the steps that close the loop come into being with the first
// result, follow a grade that becomes another, and the audit is closed or opened again (core/loop.h). Called after
// each of: submit, amend, moderation completed, dispute settled.
int final_settle(struct session *session, int64_t audit_id, enum final_cause cause);
