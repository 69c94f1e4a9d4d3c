// SPDX-License-Identifier: MIT
// Learning: what audits teach the service, by theme. Nothing of it tells whose case it was: every text is masked (core/mask.h).
#pragma once

#include <stdbool.h>
#include <stdio.h>

#include "core/action.h"
#include "core/grade.h"

// Which audits it is about: those completed in a period and not withdrawn, of the services that the person may report
// on (RIGHT_REPORT).
struct learning_filter {
	struct date_range range; // of completion
	int64_t service_id;      // 0: any
	int64_t theme_id; // LEARNING_ALL: any; LEARNING_NONE: of audits that name no theme
};
#define LEARNING_ALL ((int64_t)-1)
#define LEARNING_NONE ((int64_t)0)

// The last twelve months up to a day.
struct date_range learning_year(date today);

// The id of a theme by its name in any case. -1 (66).
int learning_theme_id(struct session *session, const char *name, int64_t *id);

// A theme with its counts: how many audits saw a strength and an area for development in it, and how many of the
// service's actions that came of them are open and verified. An audit with two themes counts under both.
struct learning_theme {
	int64_t id; // LEARNING_NONE: of audits that name none
	char *name; // "": likewise
	bool listed;
	int64_t strengths, developments, open, done, exemplars;
};

// The themes that were named, most often first, those of none last. Yours: learning_themes_free().
int learning_themes(struct session *session, const struct learning_filter *filter,
	struct learning_theme **themes, size_t *count);
void learning_themes_free(struct learning_theme *themes, size_t count);

// An action for the service. No owner, no audit: what, not who.
struct learning_action {
	int64_t id,
		audit_id; // for screens, which open them for who may see the audit; never shown
	int64_t theme_id;
	char *theme, *service;
	char *what, *measure, *reason, *owner_post, *impact;
	date due_on, completed_on;
	enum progress progress;
	enum colour colour;
};

// Under each theme of their audits, those still open first, earliest due first. Yours: learning_actions_free().
int learning_actions(struct session *session, const struct learning_filter *filter,
	struct learning_action **actions, size_t *count);
void learning_actions_free(struct learning_action *actions, size_t count);

// What an audit of a theme says the service can learn.
struct learning_found {
	char *service, *text;
};

// Newest first, at most max. Yours: learning_found_free().
int learning_found(struct session *session, const struct learning_filter *filter, int max,
	struct learning_found **found, size_t *count);
void learning_found_free(struct learning_found *found, size_t count);

// What may become an exemplar.
enum learning_source { LEARNING_WELL, LEARNING_PRACTICE, LEARNING_MODERATION };

struct learning_candidate {
	int64_t audit_id;
	char *audit_ref, *service;
	enum grade grade;
	date completed_on;
	enum learning_source source;
	char *text, *proposal; // as it was written; masked
	int64_t exemplars;     // made of that audit already
};

// "what works well", "good practice", "good practice seen in moderation". Borrowed.
const char *learning_source_name(enum learning_source source);

// Candidates (RIGHT_LIBRARY), newest audits first, at most max: what works well of audits graded Good or Outstanding, and
// what auditors and moderators thought good practice. Yours: learning_candidates_free().
int learning_candidates(struct session *session, const struct learning_filter *filter, int max,
	struct learning_candidate **candidates, size_t *count);
void learning_candidates_free(struct learning_candidate *candidates, size_t count);

// Briefing material on one theme, on a page.
struct learning_period {
	char name[DATE_TEXT]; // 2026-27-Q2
	int64_t strengths, developments;
};

struct exemplar;

#define LEARNING_PERIODS 4

struct learning_brief {
	char *theme;
	struct learning_period periods[LEARNING_PERIODS]; // quarters, the present one last
	struct learning_found *found;
	size_t found_count;
	struct learning_action *actions; // of those quarters
	size_t action_count;
	struct exemplar *exemplars;
	size_t exemplar_count;
};

int learning_brief(struct session *session, const char *theme, struct learning_brief *brief);
void learning_brief_finish(struct learning_brief *brief);

// Writes it: as text of at most 78 cells, as an HTML document.
void learning_brief_text(
	const struct session *session, const struct learning_brief *brief, FILE *to);
void learning_brief_html(
	const struct session *session, const struct learning_brief *brief, FILE *to);
