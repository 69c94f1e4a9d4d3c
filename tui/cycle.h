// SPDX-License-Identifier: MIT
// The month at a glance, and who is to be chased.
#pragma once

struct session;

// Opens the present month. 0, or -1 with fail().
int cycle_screen(struct session *session);
