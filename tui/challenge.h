// SPDX-License-Identifier: MIT
// Confirm and Challenge: its meetings, the agenda of each, what it says of each audit.
#pragma once

struct session;

// The meetings, newest first (RIGHT_CHALLENGE).
int challenge_screen(struct session *session);
