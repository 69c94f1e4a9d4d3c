// SPDX-License-Identifier: MIT
// Exemplars of good practice, for others to learn from: the practice library.
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/exemplar.h"
#include "core/learning.h"
#include "core/mask.h"
#include "core/right.h"
#include "core/text.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"

#define TITLE_MAX 120 // bytes

void exemplar_finish(struct exemplar *exemplar)
{
	free(exemplar->theme);
	free(exemplar->domain);
	free(exemplar->service);
	free(exemplar->title);
	free(exemplar->text);
	*exemplar = (struct exemplar){0};
}

void exemplars_free(struct exemplar *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		exemplar_finish(&list[i]);
	free(list);
}

static void row_read(struct stmt *row, struct exemplar *exemplar)
{
	*exemplar = (struct exemplar){
		.id = stmt_int(row, 0),
		.audit_id = stmt_int(row, 1),
		.theme_id = stmt_int(row, 2),
		.service_id = stmt_int(row, 3),
		.theme = xstrdup(stmt_text(row, 4)),
		.domain = xstrdup(stmt_text(row, 5)),
		.service = xstrdup(stmt_text(row, 6)),
		.title = xstrdup(stmt_text(row, 7)),
		.text = xstrdup(stmt_text(row, 8)),
		.added_on = stmt_date(row, 9),
		.withdrawn_on = stmt_date(row, 10),
		.revision = (int)stmt_int(row, 11),
	};
}

int exemplar_list(struct session *session, int64_t theme_id, bool withdrawn,
	struct exemplar **list, size_t *count)
{
	struct bind theme = {.name = "theme",
		.type = theme_id == LEARNING_ALL ? BIND_NULL : BIND_INT,
		.number = theme_id};
	struct stmt *row = db_query(
		session->db, QUERY_EXEMPLAR_LIST, ARGS(theme, INT("withdrawn", withdrawn)));
	size_t room = 0;
	int more = -1;

	*list = NULL;
	*count = 0;
	while (row && (more = stmt_next(row)) == 1) {
		*list = xgrow(*list, *count, &room, sizeof(**list));
		row_read(row, &(*list)[(*count)++]);
	}
	return more;
}

int exemplar_load(struct session *session, int64_t id, struct exemplar *exemplar)
{
	struct stmt *row = db_query(session->db, QUERY_EXEMPLAR_GET, ARGS(INT("id", id)));
	int found = row ? stmt_next(row) : -1;

	if (found == 1) {
		row_read(row, exemplar);
		stmt_done(row);
	}
	if (found == 0)
		return fail(ERROR_MISSING,
			"there is no exemplar %" PRId64
			": 'caseaudit learning exemplars' shows them",
			id);
	return found < 0 ? -1 : 0;
}

// An exemplar as it is to be, beside how it was. Texts of `to` are borrowed, but for the domain.
struct edit {
	struct exemplar was, to;
	char *domain; // in the spelling of the templates
};

static int theme_find(struct session *session, const char *name, struct edit *edit)
{
	edit->to.theme = (char *)name;
	edit->to.theme_id = 0;
	return *name ? learning_theme_id(session, name, &edit->to.theme_id) : 0;
}

static int domain_find(struct session *session, const char *code, struct edit *edit)
{
	int found = 1;

	if (*code)
		found = db_text(session->db, QUERY_EXEMPLAR_DOMAIN, ARGS(TEXT("code", code)),
			&edit->domain);
	else
		edit->domain = xstrdup("");
	edit->to.domain = edit->domain;
	if (found == 0)
		return fail(ERROR_MISSING,
			"there is no domain %s: 'caseaudit template export' shows their codes",
			code);
	return found < 0 ? -1 : 0;
}

static int said(const char *text, enum text_kind kind, const char *name)
{
	if (!text[strspn(text, " \t\n")])
		return fail(ERROR_DATA, "an exemplar needs a %s: give it one", name);
	return text_check(text, strlen(text), kind, name);
}

// Nothing may tell whose case it was.
static int tells_nothing(
	struct session *session, const struct mask *mask, const char *text, const char *name)
{
	char *found;

	if (mask_find(session, mask, text, &found))
		return -1;
	if (!found)
		return 0;
	fail(ERROR_DATA,
		"the %s says \"%s\", which tells whose case it was: write %s or %s in its "
		"place",
		name, found, MASK_CASE, MASK_WORKER);
	free(found);
	return -1;
}

static int texts_check(struct session *session, const struct edit *edit)
{
	const struct exemplar *to = &edit->to;
	struct mask mask;
	int result;

	if (said(to->title, TEXT_LINE, "title") || said(to->text, TEXT_LINES, "text"))
		return -1;
	if (strlen(to->title) > TITLE_MAX)
		return fail(ERROR_DATA, "the title is longer than %d letters: shorten it",
			TITLE_MAX);
	if (mask_init(session, &mask))
		return -1;
	result = mask_audit(session, &mask, edit->was.audit_id) ||
				 tells_nothing(session, &mask, to->title, "title") ||
				 tells_nothing(session, &mask, to->text, "text")
			 ? -1
			 : 0;
	mask_finish(&mask);
	return result;
}

static int words_take(
	struct session *session, const struct exemplar_words *words, struct edit *edit)
{
	const struct exemplar *was = &edit->was;

	edit->to = *was;
	edit->to.title = (char *)(words->title ? words->title : was->title);
	edit->to.text = (char *)(words->text ? words->text : was->text);
	return theme_find(session, words->theme ? words->theme : was->theme, edit) ||
			       domain_find(session, words->domain ? words->domain : was->domain,
				       edit) ||
			       texts_check(session, edit)
		       ? -1
		       : 0;
}

static void edit_finish(struct edit *edit)
{
	exemplar_finish(&edit->was);
	free(edit->domain);
}

static int trail(struct session *session, const struct exemplar *exemplar, const char *verb,
	const char *field, const char *old, const char *new)
{
	char *record = xasprintf("exemplar %" PRId64, exemplar->id);
	int result = trail_append(session, &(struct act){.verb = verb,
						   .record = record,
						   .service_id = exemplar->service_id,
						   .field = field,
						   .old = old,
						   .new = new});

	free(record);
	return result;
}

static int edit_trail(struct session *session, const struct edit *edit, const char *verb)
{
	const struct {
		const char *field, *old, *new;
	} rows[] = {
		{"theme", edit->was.theme, edit->to.theme},
		{"domain", edit->was.domain, edit->to.domain},
		{"title", edit->was.title, edit->to.title},
		{"text", edit->was.text, edit->to.text},
	};

	for (size_t i = 0; i < LENGTH(rows); i++)
		if (strcmp(rows[i].old, rows[i].new) != 0 &&
			trail(session, &edit->to, verb, rows[i].field,
				*rows[i].old ? rows[i].old : NULL, rows[i].new))
			return -1;
	return 0;
}

static struct bind theme_of(const struct exemplar *exemplar)
{
	return (struct bind){.name = "theme",
		.type = exemplar->theme_id ? BIND_INT : BIND_NULL,
		.number = exemplar->theme_id};
}

static int audit_find(struct session *session, const char *ref, struct exemplar *exemplar)
{
	struct stmt *row = db_query(session->db, QUERY_EXEMPLAR_AUDIT, ARGS(TEXT("ref", ref)));
	int found = row ? stmt_next(row) : -1;

	if (found <= 0)
		return found < 0
			       ? -1
			       : fail(ERROR_MISSING,
					 "there is no submitted audit %s: exemplars come from "
					 "audits that are",
					 ref);
	*exemplar = (struct exemplar){.audit_id = stmt_int(row, 0),
		.service_id = stmt_int(row, 1),
		.theme = xstrdup(""),
		.domain = xstrdup(""),
		.title = xstrdup(""),
		.text = xstrdup(""),
		.withdrawn_on = DATE_NONE};
	stmt_done(row);
	return 0;
}

static int insert(struct session *session, struct edit *edit)
{
	struct exemplar *to = &edit->to;

	if (db_run(session->db, QUERY_EXEMPLAR_ADD,
		    ARGS(INT("audit", to->audit_id), theme_of(to), TEXT("domain", to->domain),
			    INT("service", to->service_id), TEXT("title", to->title),
			    TEXT("text", to->text), INT("user", session->me.id),
			    DAY("today", session->today))))
		return -1;
	to->id = db_last_id(session->db);
	return edit_trail(session, edit, "share");
}

int exemplar_add(struct session *session, const char *audit_ref,
	const struct exemplar_words *words, int64_t *id)
{
	struct edit edit = {0};
	int result;

	if (require(session, RIGHT_LIBRARY, NULL) || session_begin(session))
		return -1;
	result = audit_find(session, audit_ref, &edit.was) ||
				 words_take(session, words, &edit) || insert(session, &edit)
			 ? -1
			 : 0;
	if (id)
		*id = edit.to.id;
	edit_finish(&edit);
	return db_end(session->db, result);
}

static int load_for(
	struct session *session, int64_t id, int revision, struct exemplar *exemplar)
{
	if (exemplar_load(session, id, exemplar))
		return -1;
	if (!revision || revision == exemplar->revision)
		return 0;
	return fail(ERROR_BUSY,
		"exemplar %" PRId64 " was changed since you saw revision %d (it is %d now): "
		"look at it, then change it again",
		id, revision, exemplar->revision);
}

static int write(struct session *session, const struct exemplar *to)
{
	return db_run(session->db, QUERY_EXEMPLAR_CHANGE,
		ARGS(theme_of(to), TEXT("domain", to->domain), TEXT("title", to->title),
			TEXT("text", to->text), DAY("withdrawn_on", to->withdrawn_on),
			INT("id", to->id)));
}

int exemplar_change(
	struct session *session, int64_t id, int revision, const struct exemplar_words *words)
{
	struct edit edit = {0};
	int result;

	if (require(session, RIGHT_LIBRARY, NULL) || session_begin(session))
		return -1;
	result = load_for(session, id, revision, &edit.was) ||
				 words_take(session, words, &edit) ||
				 write(session, &edit.to) ||
				 edit_trail(session, &edit, "change")
			 ? -1
			 : 0;
	edit_finish(&edit);
	return db_end(session->db, result);
}

static int withdraw(struct session *session, int64_t id, int revision, bool back)
{
	struct exemplar exemplar = {0};
	int result = load_for(session, id, revision, &exemplar);

	if (!result && back == (exemplar.withdrawn_on == DATE_NONE))
		result = fail(ERROR_DATA,
			back ? "exemplar %" PRId64 " is on the list"
			     : "exemplar %" PRId64 " was withdrawn already",
			id);
	if (!result) {
		exemplar.withdrawn_on = back ? DATE_NONE : session->today;
		result = write(session, &exemplar) ||
					 trail(session, &exemplar, back ? "share" : "withdraw",
						 NULL, NULL, exemplar.title)
				 ? -1
				 : 0;
	}
	exemplar_finish(&exemplar);
	return result;
}

int exemplar_withdraw(struct session *session, int64_t id, int revision, bool back)
{
	if (require(session, RIGHT_LIBRARY, NULL) || session_begin(session))
		return -1;
	return db_end(session->db, withdraw(session, id, revision, back));
}
