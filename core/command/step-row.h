// SPDX-License-Identifier: MIT
// A step of closing the loop as a row of a listing: the columns of export steps, then where it belongs.
#pragma once

#include "core/listing.h"
#include "core/loop.h"

// Begins a listing of steps: all columns for programs, and for people those that fit a screen.
struct listing *step_listing(FILE *to, bool json);

void step_row(struct listing *listing, const struct session *session,
	const struct loop_step *step, bool json);
