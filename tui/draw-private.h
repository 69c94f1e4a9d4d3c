// SPDX-License-Identifier: MIT
// What the screens of the draw share.
#pragma once

#include "core/sample.h"
#include "tui/draw.h"
#include "tui/view.h"

enum draw_field {
	DRAW_MONTH,
	DRAW_KIND,
	DRAW_PER_TEAM,
	DRAW_PERCENT,
	DRAW_EXCLUDE,
	DRAW_TEMPLATE,
	DRAW_SERVICE,
	DRAW_TEAM,
	DRAW_PLAN_TYPE,
	DRAW_CASES,
	DRAW_DUE,
	DRAW_SEED,
	DRAW_FIELDS
};

#define DRAW_DRAFT "draw" // under which the form keeps what is typed

// A draw as it is asked for: what was typed, and what that is for core.
struct draw_wish {
	char *values[DRAW_FIELDS]; // never NULL
	struct sample_request request;
	char *picked; // the references that request.cases points into
	const char **refs;
};

// Takes what was typed (NULL: "") over as a copy. -1 with fail() where that is no request; *field then says which
// field it is about.
int draw_wish_make(
	struct draw_wish *wish, const char *const values[DRAW_FIELDS], enum draw_field *field);
void draw_wish_finish(struct draw_wish *wish);

// The form for a month, or with what stands in it at first (then month may be NULL).
int draw_form_open(
	struct session *session, const char *month, const char *const values[DRAW_FIELDS]);

// What would be drawn from. Takes a copy of the values, which make a request.
int draw_preview_open(struct session *session, const char *const values[DRAW_FIELDS]);

// Runs a draw again and says whether it holds: in the message line, or all that does not on a screen.
int draw_verify(struct session *session, const char *name);

// Asks which of a receipt's audits, then why: the next case takes its place.
int draw_replace(struct screen *screen, const struct sample *sample);

// "12 left out: 10 audited in the last 12 months, 2 with an audit under way"; "nobody left out". Yours.
char *draw_left_out_words(const struct sample_stratum *stratum, long months);
