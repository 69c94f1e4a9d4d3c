// SPDX-License-Identifier: MIT
// Who may be given an audit.
#pragma once

#include "core/session.h"

// Somebody who is given an audit. Texts are yours through auditor_finish().
struct auditor {
	int64_t id; // 0: nobody
	char *login, *name, *post;
};

void auditor_finish(struct auditor *auditor);

// Finds an active auditor by login; NULL or "" is nobody. Nobody audits a case that they work or worked on (brief
// section 7: done with the worker, not by them): casefile_id, and worker, the practitioner of the audit by name or login ("" none).
// -1: 66 no such user; 65 no longer one, no auditor, or the worker.
int auditor_find(struct session *session, const char *login, int64_t casefile_id,
	const char *worker, struct auditor *auditor);

// -1 (65) where lead and peer are the same person.
int auditor_pair_check(const struct auditor *lead, const struct auditor *peer);
