// SPDX-License-Identifier: MIT
// Templates in memory: read once, found by id, name, version and date.
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/right.h"
#include "core/template-build.h"
#include "core/template.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"

#define SETTING_IN_USE "template" // the name that audits are made with

static int domains_read(struct db *db, struct template *template)
{
	struct stmt *stmt = db_query(db, QUERY_DOMAIN_ALL, ARGS(INT("template", template->id)));
	int more = -1;

	while (stmt && (more = stmt_next(stmt)) == 1) {
		struct domain *domain =
			template_add_domain(template, stmt_text(stmt, 2), stmt_text(stmt, 3));

		domain->id = stmt_int(stmt, 0);
		domain->question = xstrdup(stmt_text(stmt, 4));
		domain->allows_na = stmt_int(stmt, 5);
	}
	return more;
}

static int prompts_read(struct db *db, struct template *template)
{
	struct stmt *stmt = db_query(db, QUERY_PROMPT_ALL, ARGS(INT("template", template->id)));
	int more = -1;

	while (stmt && (more = stmt_next(stmt)) == 1) {
		struct prompt *prompt =
			template_add_prompt(&template->domains[stmt_int(stmt, 2)],
				stmt_text(stmt, 3), stmt_text(stmt, 4));

		prompt->id = stmt_int(stmt, 0);
		prompt->seq = (int)stmt_int(stmt, 1);
		prompt->safety = stmt_int(stmt, 5);
		template->prompt_count++;
	}
	return more;
}

static int indicators_read(struct db *db, struct template *template)
{
	struct stmt *stmt =
		db_query(db, QUERY_DESCRIPTOR_ALL, ARGS(INT("template", template->id)));
	int more = -1;

	while (stmt && (more = stmt_next(stmt)) == 1)
		template_add_indicator(&template->domains[stmt_int(stmt, 1)],
			(enum grade)stmt_int(stmt, 2), (int)stmt_int(stmt, 3),
			stmt_text(stmt, 4))
			->id = stmt_int(stmt, 0);
	return more;
}

static int head_read(struct db *db, struct template *template)
{
	struct stmt *stmt = db_query(db, QUERY_TEMPLATE_BY_ID, ARGS(INT("id", template->id)));
	int found = stmt ? stmt_next(stmt) : -1;

	if (found == 0)
		return fail(ERROR_MISSING,
			"there is no template with the number %lld: 'caseaudit template list' "
			"shows those there are",
			(long long)template->id);
	if (found < 0)
		return -1;
	template->name = xstrdup(stmt_text(stmt, 0));
	template->version = (int)stmt_int(stmt, 1);
	template->effective_on = stmt_date(stmt, 2);
	stmt_done(stmt);
	return 0;
}

const struct template *template_get(struct session *session, int64_t id)
{
	struct template *template;

	for (size_t i = 0; i < session->template_count; i++)
		if (session->templates[i]->id == id)
			return session->templates[i];
	template = xcalloc(1, sizeof(*template));
	template->id = id;
	if (head_read(session->db, template) || domains_read(session->db, template) ||
		prompts_read(session->db, template) || indicators_read(session->db, template)) {
		template_destroy(template);
		return NULL;
	}
	session->templates = xgrow(session->templates, session->template_count,
		&session->template_room, sizeof(struct template *));
	session->templates[session->template_count++] = template;
	return template;
}

static int fail_unknown(struct session *session, const char *name, int version)
{
	char *names = NULL;

	if (db_text(session->db, QUERY_TEMPLATE_NAMES, NO_ARGS, &names) < 0)
		return -1;
	if (version)
		fail(ERROR_MISSING,
			"there is no version %d of the template %s: "
			"'caseaudit template list' shows those there are",
			version, name);
	else
		fail(ERROR_MISSING, "there is no template %s: those there are: %s", name,
			names && *names ? names : "none");
	free(names);
	return -1;
}

const struct template *template_find(struct session *session, const char *name, int version)
{
	int64_t id;
	int found = db_int(session->db, QUERY_TEMPLATE_BY_VERSION,
		ARGS(TEXT("name", name), INT("version", version)), &id);

	if (found == 0)
		fail_unknown(session, name, version);
	return found == 1 ? template_get(session, id) : NULL;
}

// The name that the council uses now. Yours; NULL on failure.
static char *name_in_use(struct session *session)
{
	char *name = NULL;
	int found = db_text(
		session->db, QUERY_SETTING_GET, ARGS(TEXT("name", SETTING_IN_USE)), &name);

	if (found == 0)
		name = xstrdup(TEMPLATE_SHIPPED);
	return name;
}

const struct template *template_in_force(struct session *session, const char *name, date day)
{
	char *own = name && *name ? xstrdup(name) : name_in_use(session);
	int64_t id;
	int found = -1;

	if (own)
		found = db_int(session->db, QUERY_TEMPLATE_IN_FORCE,
			ARGS(TEXT("name", own), DAY("day", day)), &id);
	if (found == 0)
		fail_unknown(session, own, 0);
	free(own);
	return found == 1 ? template_get(session, id) : NULL;
}

static int put_in_use(struct session *session, const char *name)
{
	char *before = name_in_use(session);
	int result = before ? 0 : -1;

	if (!result)
		result = db_run(session->db, QUERY_SETTING_PUT,
			ARGS(TEXT("name", SETTING_IN_USE), TEXT("value", name)));
	if (!result)
		result = trail_append(session, &(struct act){.verb = "change",
						       .record = "setting template",
						       .old = before,
						       .new = name});
	free(before);
	return result;
}

int template_use(struct session *session, const char *name)
{
	const struct template *template;

	if (require(session, RIGHT_TEMPLATE, NULL) || session_begin(session))
		return -1;
	template = template_find(session, name, 0);
	return db_end(session->db, template ? put_in_use(session, template->name) : -1);
}

static void row_read(struct stmt *stmt, const char *in_use, struct template_row *row)
{
	const char *published = stmt_text_or_null(stmt, 4);

	*row = (struct template_row){
		.id = stmt_int(stmt, 0),
		.name = xstrdup(stmt_text(stmt, 1)),
		.version = (int)stmt_int(stmt, 2),
		.effective_on = stmt_date(stmt, 3),
		.published_at = published ? xstrdup(published) : NULL,
		.published_by = xstrdup(stmt_text(stmt, 5)),
		.domains = (int)stmt_int(stmt, 6),
		.prompts = (int)stmt_int(stmt, 7),
		.indicators = (int)stmt_int(stmt, 8),
		.audits = stmt_int(stmt, 9),
	};
	row->in_use = strcasecmp(row->name, in_use) == 0;
}

int template_list(struct session *session, struct template_row **rows, size_t *count)
{
	char *in_use = name_in_use(session);
	struct stmt *stmt = in_use ? db_query(session->db, QUERY_TEMPLATE_ALL, NO_ARGS) : NULL;
	size_t room = 0;
	int more = -1;

	*rows = NULL;
	*count = 0;
	while (stmt && (more = stmt_next(stmt)) == 1) {
		*rows = xgrow(*rows, *count, &room, sizeof(**rows));
		row_read(stmt, in_use, &(*rows)[(*count)++]);
	}
	free(in_use);
	if (more) {
		template_rows_free(*rows, *count);
		*rows = NULL;
		*count = 0;
	}
	return more;
}

void template_rows_free(struct template_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(rows[i].name);
		free(rows[i].published_at);
		free(rows[i].published_by);
	}
	free(rows);
}
