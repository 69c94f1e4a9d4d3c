// SPDX-License-Identifier: MIT
// The themes of an audit.
#include <stdlib.h>
#include <string.h>

#include "core/audit-private.h"
#include "core/text.h"
#include "core/theme.h"
#include "db/error.h"
#include "db/mem.h"

static int name_check(const char *name)
{
	if (!*name)
		return fail(ERROR_DATA, "a theme has a name: write one");
	return text_check(name, strlen(name), TEXT_LINE, "theme");
}

// The theme of a name in any case, made where there is none.
static int theme_find(struct session *session, const char *name, int64_t *id)
{
	int found = db_int(session->db, QUERY_THEME_BY_NAME, ARGS(TEXT("name", name)), id);

	if (found)
		return found < 0 ? -1 : 0;
	if (db_run(session->db, QUERY_THEME_ADD, ARGS(TEXT("name", name), INT("listed", 0))))
		return -1;
	*id = db_last_id(session->db);
	return 0;
}

static int put(struct change *change, const char *name, enum aspect aspect)
{
	const char *as = aspect == ASPECT_STRENGTH ? "strength" : "area for development";
	char *words = xasprintf("%s (%s)", name, as);
	int64_t id;
	int result = theme_find(change->session, name, &id);

	if (!result)
		result = change_record(change, "add", "themes", NULL, words, NULL);
	if (!result)
		result = db_run(change->session->db, QUERY_AUDIT_THEME_PUT,
			ARGS(INT("audit", change->audit->id), INT("theme", id),
				INT("aspect", aspect)));
	free(words);
	return result;
}

int audit_add_theme(
	struct session *session, struct audit *audit, const char *name, enum aspect aspect)
{
	struct change change;

	if (name_check(name) || change_begin(&change, session, audit, RIGHT_WRITE, true) ||
		change_end(&change, put(&change, name, aspect)))
		return -1;
	return lists_load(session, audit);
}

int audit_drop_theme(struct session *session, struct audit *audit, int64_t theme_id)
{
	const char *name = NULL;
	struct change change;
	int result;

	for (size_t i = 0; i < audit->theme_count; i++)
		if (audit->themes[i].id == theme_id)
			name = audit->themes[i].name;
	if (!name)
		return fail(ERROR_MISSING,
			"audit %s has no such theme: it may have been removed, look again",
			audit->ref);
	if (change_begin(&change, session, audit, RIGHT_WRITE, true))
		return -1;
	result = db_run(session->db, QUERY_AUDIT_THEME_DROP,
		ARGS(INT("audit", audit->id), INT("theme", theme_id)));
	if (!result && db_changes(session->db))
		result = change_record(&change, "remove", "themes", name, NULL, NULL);
	return change_end(&change, result) ? -1 : lists_load(session, audit);
}

int theme_list(struct session *session, struct theme **themes, size_t *count)
{
	struct theme_row *rows;

	*themes = NULL;
	if (theme_rows(session, true, &rows, count))
		return -1;
	*themes = xcalloc(*count + 1, sizeof(**themes));
	for (size_t i = 0; i < *count; i++)
		(*themes)[i] = (struct theme){
			.id = rows[i].id, .name = xstrdup(rows[i].name), .listed = true};
	theme_rows_free(rows, *count);
	return 0;
}

void themes_free(struct theme *themes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(themes[i].name);
	free(themes);
}
