// SPDX-License-Identifier: MIT
// The QA team's forms: begin an audit, give it to others, take it out of the count.
#pragma once

#include <stdint.h>

struct session;

// Each opens a form. 0, or -1 with fail().
int allocate_new(struct session *session);
int allocate_change(struct session *session, int64_t audit_id);
int allocate_withdraw(struct session *session, int64_t audit_id);
