// SPDX-License-Identifier: MIT
// A month's audits given out on one screen.
#pragma once

struct session;

// Opens the allocation of a month, YYYY-MM; NULL: the month that was shown last, else the present one. 0, or -1 with
// fail(): only QA allocates.
int allocation_open(struct session *session, const char *month);
