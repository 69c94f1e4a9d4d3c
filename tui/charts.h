// SPDX-License-Identifier: MIT
// The charts: one at a time, point by point, for the council, a service or a team.
#pragma once

struct session;

// Opens the chart that the person looked at last (RIGHT_REPORT). 0, or -1 with fail().
int charts_screen(struct session *session);

// The same at what is asked for, "code=in_time\tuntil=2026-10-31" (tui/charts-private.h), for this once; what was last
// looked at stands again the next time.
int charts_open_at(struct session *session, const char *asked);
