// SPDX-License-Identifier: MIT
// Exemplars of good practice, for others to learn from: the practice library.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/session.h"

struct exemplar {
	int64_t id,
		audit_id; // audit_id: where it was seen, shown to nobody but who keeps the library; 0: not known any more
	int64_t theme_id, service_id;
	char *theme;  // "": of none
	char *domain; // code; "": the whole
	char *service;
	char *title, *text;          // name no case, no child, no member of staff
	date added_on, withdrawn_on; // withdrawn_on DATE_NONE: on the list
	int revision;
};
void exemplar_finish(struct exemplar *exemplar);

// By theme, those of none last; LEARNING_ALL any theme. Every user may read them. withdrawn: those taken off the list too.
// Yours: exemplars_free().
int exemplar_list(struct session *session, int64_t theme_id, bool withdrawn,
	struct exemplar **list, size_t *count);
void exemplars_free(struct exemplar *list, size_t count);
int exemplar_load(struct session *session, int64_t id, struct exemplar *exemplar); // -1: 66

// What somebody writes of one. theme, domain: "" none; NULL, as other texts: as it was.
struct exemplar_words {
	const char *theme, *domain, *title, *text;
};

// Adds one that was seen in an audit (RIGHT_LIBRARY). A title or text that holds a reference of a case or an audit, the
// worker's name or a user's name or login is refused (65) and said. *id may be NULL. -1: 66 no such submitted audit,
// theme or domain.
int exemplar_add(struct session *session, const char *audit_ref,
	const struct exemplar_words *words, int64_t *id);

// The same of one that is there. revision: as it was seen; 0: whichever it has. -1: 75 it was changed since.
int exemplar_change(
	struct session *session, int64_t id, int revision, const struct exemplar_words *words);

// Takes it off the list, or with back puts it on again. What was withdrawn stays.
int exemplar_withdraw(struct session *session, int64_t id, int revision, bool back);
