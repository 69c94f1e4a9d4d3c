// SPDX-License-Identifier: MIT
// What the screens of learning share among themselves.
#pragma once

#include "core/exemplar.h"
#include "core/learning.h"

// A theme on a page: the service's actions, exemplars, and what audits found, by the filter, which names one.
struct learning_wish {
	struct learning_filter filter;
	const char *name; // of the theme; "": audits without one
};
int learning_page(struct session *session, const struct learning_wish *wish);

// What exemplars may be made of (RIGHT_LIBRARY).
int candidates_screen(struct session *session, const struct learning_filter *filter);

// Forms: an exemplar made of a candidate, of a theme unless LEARNING_ALL; one changed.
int exemplar_new_form(
	struct session *session, const struct learning_candidate *from, int64_t theme_id);
int exemplar_form(struct session *session, int64_t id);
