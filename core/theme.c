// SPDX-License-Identifier: MIT
// Themes of learning: the list that QA keeps.
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/right.h"
#include "core/theme.h"
#include "db/error.h"
#include "db/mem.h"

// In the words of the field, none of them for better or worse: an audit says which.
static const char *const shipped[] = {
	"Analysis and professional curiosity",
	"Child's lived experience",
	"Chronology and family history",
	"Core groups and reviews",
	"Direct work",
	"Domestic abuse",
	"Drift and delay",
	"Engaging fathers and male carers",
	"Exploitation and missing episodes",
	"Family network",
	"Identity and culture",
	"Information sharing",
	"Management oversight and direction",
	"Neglect",
	"Plans that are SMART",
	"Recording",
	"Reflective supervision",
	"Safety and contingency planning",
	"Strategy discussions",
	"Visiting",
};

int theme_ship(struct session *session)
{
	for (size_t i = 0; i < LENGTH(shipped); i++)
		if (db_run(session->db, QUERY_THEME_ADD,
			    ARGS(TEXT("name", shipped[i]), INT("listed", 1))))
			return -1;
	return 0;
}

// The theme of a name; name NULL and found 0 where there is none.
static int find(struct session *session, const char *name, struct theme_row *row)
{
	struct stmt *stmt =
		db_query(session->db, QUERY_THEME_BY_NAME, ARGS(TEXT("name", name)));
	int found = stmt ? stmt_next(stmt) : -1;

	*row = (struct theme_row){0};
	if (found == 1) {
		row->id = stmt_int(stmt, 0);
		row->listed = stmt_int(stmt, 1);
		row->name = xstrdup(stmt_text(stmt, 2));
		stmt_done(stmt);
	}
	return found;
}

static int add(struct session *session, const char *name)
{
	if (db_run(session->db, QUERY_THEME_ADD, ARGS(TEXT("name", name), INT("listed", 1))))
		return -1;
	return put_record(
		session, &(struct put_change){.kind = "theme", .name = name, .new = "listed"});
}

static const char *listed_word(bool listed)
{
	return listed ? "listed" : "not listed";
}

static int change(
	struct session *session, const struct theme_row *old, const char *name, bool listed)
{
	const struct put_change renamed = {"theme", old->name, 0, "name", old->name, name},
				moved = {"theme", name, 0, "listed", listed_word(old->listed),
					listed_word(listed)};

	if (db_run(session->db, QUERY_THEME_CHANGE,
		    ARGS(TEXT("name", name), INT("listed", listed), INT("id", old->id))))
		return -1;
	return put_record(session, &renamed) || put_record(session, &moved) ? -1 : 0;
}

static int check_rename(struct session *session, const char *name, const char *rename)
{
	struct theme_row other;
	int found;

	if (!rename)
		return 0;
	if (put_check_name(rename, "theme"))
		return -1;
	if (strcasecmp(name, rename) == 0)
		return 0;
	found = find(session, rename, &other);
	free(other.name);
	return found < 0 ? -1 : put_check(PUT_NEW, found, "theme", rename, NULL);
}

static int put_over(struct session *session, const struct theme_row *old, const char *name,
	const char *rename, enum active listed, enum put put)
{
	// Adding what an auditor wrote before, or what was retired, lists it.
	if (put == PUT_NEW && !old->listed)
		return change(session, old, old->name, true);
	if (put == PUT_NEW)
		return put_check(put, 1, "theme", old->name, NULL);
	if (check_rename(session, name, rename))
		return -1;
	return change(
		session, old, rename ? rename : old->name, put_active(listed, old->listed));
}

static int put_inside(struct session *session, const char *name, const char *rename,
	enum active listed, enum put put)
{
	struct theme_row old;
	int found, result;

	if (put_check_name(name, "theme"))
		return -1;
	found = find(session, name, &old);
	if (found == 1)
		result = put_over(session, &old, name, rename, listed, put);
	else if (found == 0 && put == PUT_OLD)
		result = fail(ERROR_MISSING,
			"there is no theme %s: 'caseaudit theme list --all' shows those there "
			"are",
			name);
	else
		result = found < 0 ? -1 : add(session, rename ? rename : name);
	free(old.name);
	return result;
}

int theme_put(struct session *session, const char *name, const char *rename, enum active listed,
	enum put put)
{
	if (require(session, RIGHT_TEMPLATE, NULL) || session_begin(session))
		return -1;
	return db_end(session->db, put_inside(session, name, rename, listed, put));
}

int theme_rows(
	struct session *session, bool only_listed, struct theme_row **rows, size_t *count)
{
	struct stmt *stmt;
	struct bind listed = INT("listed", 1);
	size_t room = 0;
	int more = -1;

	if (!only_listed)
		listed = (struct bind)NOTHING("listed");
	*rows = NULL;
	*count = 0;
	stmt = db_query(session->db, QUERY_THEME_ALL, ARGS(listed));
	while (stmt && (more = stmt_next(stmt)) == 1) {
		*rows = xgrow(*rows, *count, &room, sizeof(**rows));
		(*rows)[(*count)++] = (struct theme_row){
			.id = stmt_int(stmt, 0),
			.name = xstrdup(stmt_text(stmt, 1)),
			.listed = stmt_int(stmt, 2),
			.audits = stmt_int(stmt, 3),
		};
	}
	if (more) {
		theme_rows_free(*rows, *count);
		*rows = NULL;
		*count = 0;
	}
	return more;
}

void theme_rows_free(struct theme_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(rows[i].name);
	free(rows);
}
