// SPDX-License-Identifier: MIT
// What the parts of the command `agreement` share.
#pragma once

#include "core/agreement.h"
#include "core/command.h"

// What was asked for, and what was found.
struct agreement_view {
	const struct agreement_filter *filter;
	const char *period; // as asked: "2026-10"; "all"
	struct agreements agreements;
};

void agreement_text(struct run *run, const struct agreement_view *view);
