// SPDX-License-Identifier: MIT
// What the screens of Confirm and Challenge share among themselves.
#pragma once

#include "core/challenge.h"

struct session;

// The audits on the agenda of a meeting, YYYY-MM.
int challenge_meeting(struct session *session, const char *month);

// One audit's agenda, on a page: from there the ones before and after it on the same agenda.
int challenge_page(struct session *session, int64_t id);

// Forms: a draw for a meeting; an audit put on an agenda by hand; what the meeting said; an action raised from it.
int challenge_draw_form(struct session *session);
int challenge_add_form(struct session *session, const char *month);
int challenge_outcome_form(struct session *session, int64_t id);
int challenge_action_form(struct session *session, int64_t id);
