// SPDX-License-Identifier: MIT
// The report on the screen.
#pragma once

struct session;

// Makes the report of the last month that is over, or of what the person chose last, and shows it (RIGHT_REPORT). 0, or
// -1 with fail().
int report_screen(struct session *session);
