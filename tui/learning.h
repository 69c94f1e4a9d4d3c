// SPDX-License-Identifier: MIT
// Learning: themes with what came of them, and the library of good practice.
#pragma once

struct session;

// The themes with their counts (RIGHT_REPORT).
int learning_screen(struct session *session);

// The exemplars, for everybody.
int exemplars_screen(struct session *session);
