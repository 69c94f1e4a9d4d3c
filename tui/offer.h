// SPDX-License-Identifier: MIT
// What pickers offer: people, teams, services, posts. For the `complete` of fields and questions.
#pragma once

#include "tui/prompt.h"

struct session;

// Reads people, teams and services once, for the pickers of a form. 0, or -1 with fail(). What was read
// before is freed; offer_free() frees it at the end (its argument is not used: it fits a form's `free`).
int offer_load(struct session *session);
void offer_free(void *unused);

// Those in whose name the text stands, accents and capitals aside; teams and services that are closed
// are left out. People are named by their login; their name stands beside it and is searched too.
// offer_people() has those who left too, offer_auditors() only those who can be given an audit, offer_moderators()
// one to moderate.
size_t offer_people(void *context, const char *text, struct choice *matches, size_t max);
size_t offer_auditors(void *context, const char *text, struct choice *matches, size_t max);
size_t offer_moderators(void *context, const char *text, struct choice *matches, size_t max);
// Several of those who may grade in a calibration round, split by commas: completes the last.
size_t offer_several(void *context, const char *text, struct choice *matches, size_t max);
size_t offer_teams(void *context, const char *text, struct choice *matches, size_t max);
size_t offer_services(void *context, const char *text, struct choice *matches, size_t max);
size_t offer_posts(void *context, const char *text, struct choice *matches, size_t max);
