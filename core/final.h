// SPDX-License-Identifier: MIT
// The grade that counts in the end, and what happens when it becomes another one.
#pragma once

#include "core/audit.h"

// The final grade of a domain: the settler's where there is one, else the moderator's, else the lead's;
// GRADE_NONE before the audit is completed.
enum grade final_grade(const struct audit *audit, int domain);

// Brings the final overall grade that the audit's row keeps in step with the judgements in the database, inside
// the caller's transaction; everything that follows from a change of it (closing the loop) hangs here. Called
// after each of: submit, amend, moderation completed, dispute settled. *before, *after may be NULL.
int final_settle(
	struct session *session, int64_t audit_id, enum grade *before, enum grade *after);
