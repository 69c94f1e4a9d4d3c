// SPDX-License-Identifier: MIT
// Learning: what audits teach the service, by theme, without the cases.
#include <stdlib.h>

#include "core/learning.h"
#include "core/mask.h"
#include "core/right.h"
#include "db/error.h"
#include "db/mem.h"

struct date_range learning_year(date today)
{
	return (struct date_range){date_add_months(today, -12) + 1, today};
}

int learning_theme_id(struct session *session, const char *name, int64_t *id)
{
	struct stmt *row = db_query(session->db, QUERY_THEME_BY_NAME, ARGS(TEXT("name", name)));
	int found = row ? stmt_next(row) : -1;

	if (found == 1)
		*id = stmt_int(row, 0);
	stmt_done(found == 1 ? row : NULL);
	if (found == 0)
		return fail(ERROR_MISSING,
			"there is no theme %s: 'caseaudit theme list --all' shows them", name);
	return found < 0 ? -1 : 0;
}

#define THEME(f)                                                                               \
	{                                                                                      \
		.name = "theme", .type = (f)->theme_id == LEARNING_ALL ? BIND_NULL : BIND_INT, \
		.number = (f)->theme_id                                                        \
	}

// For ARGS(): what {learned} asks.
#define LEARNED(s, f)                                                                   \
	DAY("first", (f)->range.first), DAY("last", (f)->range.last),                   \
		INT("all", may_everywhere((s), RIGHT_REPORT)), INT("user", (s)->me.id), \
		INT("service", (f)->service_id)

void learning_themes_free(struct learning_theme *themes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(themes[i].name);
	free(themes);
}

int learning_themes(struct session *session, const struct learning_filter *filter,
	struct learning_theme **themes, size_t *count)
{
	struct stmt *row;
	size_t room = 0;
	int more = -1;

	*themes = NULL;
	*count = 0;
	if (require(session, RIGHT_REPORT, NULL))
		return -1;
	row = db_query(session->db, QUERY_LEARNING_THEMES,
		ARGS(LEARNED(session, filter), THEME(filter)));
	while (row && (more = stmt_next(row)) == 1) {
		*themes = xgrow(*themes, *count, &room, sizeof(**themes));
		(*themes)[(*count)++] = (struct learning_theme){
			.id = stmt_int(row, 0),
			.name = xstrdup(stmt_text(row, 1)),
			.listed = stmt_int(row, 2),
			.strengths = stmt_int(row, 3),
			.developments = stmt_int(row, 4),
			.open = stmt_int(row, 5),
			.done = stmt_int(row, 6),
			.exemplars = stmt_int(row, 7),
		};
	}
	return more;
}

static void action_free(struct learning_action *action)
{
	char *texts[] = {action->theme, action->service, action->what, action->measure,
		action->reason, action->owner_post, action->impact};

	for (size_t i = 0; i < LENGTH(texts); i++)
		free(texts[i]);
}

void learning_actions_free(struct learning_action *actions, size_t count)
{
	for (size_t i = 0; i < count; i++)
		action_free(&actions[i]);
	free(actions);
}

static void action_read(
	const struct session *session, struct stmt *row, struct learning_action *to)
{
	struct action action = {.start_on = stmt_date(row, 9),
		.due_on = stmt_date(row, 10),
		.first_due_on = stmt_date(row, 11),
		.progress = (enum progress)stmt_int(row, 12),
		.plan_on = stmt_date(row, 13)};

	*to = (struct learning_action){
		.id = stmt_int(row, 0),
		.audit_id = stmt_int(row, 1),
		.theme_id = stmt_int(row, 2),
		.theme = xstrdup(stmt_text(row, 3)),
		.service = xstrdup(stmt_text(row, 4)),
		.what = xstrdup(stmt_text(row, 5)),
		.measure = xstrdup(stmt_text(row, 6)),
		.reason = xstrdup(stmt_text(row, 7)),
		.owner_post = xstrdup(stmt_text(row, 8)),
		.due_on = action.due_on,
		.progress = action.progress,
		.completed_on = stmt_date(row, 14),
		.impact = xstrdup(stmt_text(row, 15)),
		.colour = action_colour(&action, session->today),
	};
}

// A text in its place, masked.
static int hide(struct session *session, const struct mask *mask, char **text)
{
	char *masked = mask_apply(session, mask, *text);

	if (!masked)
		return -1;
	free(*text);
	*text = masked;
	return 0;
}

static int action_hide(
	struct session *session, struct mask *mask, struct learning_action *action)
{
	return mask_audit(session, mask, action->audit_id) ||
			       hide(session, mask, &action->what) ||
			       hide(session, mask, &action->measure) ||
			       hide(session, mask, &action->reason) ||
			       hide(session, mask, &action->owner_post) ||
			       hide(session, mask, &action->impact)
		       ? -1
		       : 0;
}

static int actions_hide(struct session *session, struct learning_action *actions, size_t count)
{
	struct mask mask;
	int result = mask_init(session, &mask);

	for (size_t i = 0; i < count && !result; i++)
		result = action_hide(session, &mask, &actions[i]);
	mask_finish(&mask);
	return result;
}

int learning_actions(struct session *session, const struct learning_filter *filter,
	struct learning_action **actions, size_t *count)
{
	struct stmt *row;
	size_t room = 0;
	int more = -1;

	*actions = NULL;
	*count = 0;
	if (require(session, RIGHT_REPORT, NULL))
		return -1;
	row = db_query(session->db, QUERY_LEARNING_ACTIONS,
		ARGS(THEME(filter), LEARNED(session, filter)));
	while (row && (more = stmt_next(row)) == 1) {
		*actions = xgrow(*actions, *count, &room, sizeof(**actions));
		action_read(session, row, &(*actions)[(*count)++]);
	}
	if (!more && !actions_hide(session, *actions, *count))
		return 0;
	learning_actions_free(*actions, *count);
	*actions = NULL;
	*count = 0;
	return -1;
}

void learning_found_free(struct learning_found *found, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(found[i].service);
		free(found[i].text);
	}
	free(found);
}

static int found_read(
	struct session *session, struct mask *mask, struct stmt *row, struct learning_found *to)
{
	*to = (struct learning_found){xstrdup(stmt_text(row, 1)), xstrdup(stmt_text(row, 2))};
	return mask_audit(session, mask, stmt_int(row, 0)) || hide(session, mask, &to->text)
		       ? -1
		       : 0;
}

int learning_found(struct session *session, const struct learning_filter *filter, int max,
	struct learning_found **found, size_t *count)
{
	struct mask mask;
	struct stmt *row;
	size_t room = 0;
	int more = -1;

	*found = NULL;
	*count = 0;
	if (require(session, RIGHT_REPORT, NULL) || mask_init(session, &mask))
		return -1;
	row = db_query(session->db, QUERY_LEARNING_FOUND,
		ARGS(INT("theme", filter->theme_id), LEARNED(session, filter),
			INT("max", max)));
	while (row && (more = stmt_next(row)) == 1) {
		*found = xgrow(*found, *count, &room, sizeof(**found));
		if (found_read(session, &mask, row, &(*found)[(*count)++])) {
			stmt_done(row);
			more = -1;
			break;
		}
	}
	mask_finish(&mask);
	return more;
}

const char *learning_source_name(enum learning_source source)
{
	static const char *const names[] = {
		"what works well", "good practice", "good practice seen in moderation"};

	return names[source];
}

void learning_candidates_free(struct learning_candidate *candidates, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(candidates[i].audit_ref);
		free(candidates[i].service);
		free(candidates[i].text);
		free(candidates[i].proposal);
	}
	free(candidates);
}

static int candidate_read(struct session *session, struct mask *mask, struct stmt *row,
	struct learning_candidate *to)
{
	int64_t place = stmt_int(row, 5);

	*to = (struct learning_candidate){
		.audit_id = stmt_int(row, 0),
		.audit_ref = xstrdup(stmt_text(row, 1)),
		.service = xstrdup(stmt_text(row, 2)),
		.grade = (enum grade)stmt_int_or(row, 3, GRADE_NONE),
		.completed_on = stmt_date(row, 4),
		.source = place == 0    ? LEARNING_WELL
			  : place < 256 ? LEARNING_PRACTICE
					: LEARNING_MODERATION,
		.text = xstrdup(stmt_text(row, 6)),
		.exemplars = stmt_int(row, 7),
	};
	if (mask_audit(session, mask, to->audit_id))
		return -1;
	to->proposal = mask_apply(session, mask, to->text);
	return to->proposal ? 0 : -1;
}

int learning_candidates(struct session *session, const struct learning_filter *filter, int max,
	struct learning_candidate **candidates, size_t *count)
{
	struct mask mask;
	struct stmt *row;
	size_t room = 0;
	int more = -1;

	*candidates = NULL;
	*count = 0;
	if (require(session, RIGHT_LIBRARY, NULL) || mask_init(session, &mask))
		return -1;
	row = db_query(session->db, QUERY_LEARNING_CANDIDATES,
		ARGS(LEARNED(session, filter), THEME(filter), INT("max", max)));
	while (row && (more = stmt_next(row)) == 1) {
		*candidates = xgrow(*candidates, *count, &room, sizeof(**candidates));
		if (candidate_read(session, &mask, row, &(*candidates)[(*count)++])) {
			stmt_done(row);
			more = -1;
			break;
		}
	}
	mask_finish(&mask);
	return more;
}
