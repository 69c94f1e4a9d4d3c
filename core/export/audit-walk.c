// SPDX-License-Identifier: MIT
// The walk of export audits: everything that belongs to one audit, gathered from six tables.
#include <stdlib.h>
#include <string.h>

#include "core/export/audit-walk.h"
#include "core/template.h"
#include "db/mem.h"

int audits_begin(struct export *export)
{
	struct audits *own = xcalloc(1, sizeof(*own));
	struct db *db = export->session->db;

	own->grades = (struct cursor){.db = db, .query = QUERY_EXPORT_GRADES_FROM};
	texts_init(&own->texts, db, 0, PLACE_FIXED_COUNT - 1);
	own->feedback = (struct cursor){.db = db, .query = QUERY_EXPORT_FEEDBACK_FROM};
	own->actions = (struct cursor){.db = db, .query = QUERY_EXPORT_ACTIONS_FROM};
	own->moderations = (struct cursor){.db = db, .query = QUERY_EXPORT_MODERATIONS_FROM};
	for (int part = 0; part < PART_COUNT; part++)
		own->grade[part] = xmalloc(export->domains.count);
	date_iso(export->session->today, own->today);
	export->own = own;
	return 0;
}

void audits_finish(struct export *export)
{
	struct audits *own = export->own;

	if (!own)
		return;
	cursor_finish(&own->grades);
	texts_finish(&own->texts);
	cursor_finish(&own->feedback);
	cursor_finish(&own->actions);
	cursor_finish(&own->moderations);
	free(own->known);
	for (int part = 0; part < PART_COUNT; part++)
		free(own->grade[part]);
	free(own);
}

static int read_grades(struct export *export, struct audits *own, int64_t audit)
{
	int more = cursor_find(&own->grades, audit);
	bool blind = stmt_int(export->stmt, A_BLIND);

	for (int part = 0; part < PART_COUNT; part++)
		memset(own->grade[part], GRADE_NONE, export->domains.count);
	for (; more == 1; more = cursor_next(&own->grades, audit)) {
		int64_t packed = stmt_int(own->grades.stmt, 1); // NULL reads as domain 0: none
		size_t code = domains_code(&export->domains, packed >> 5);

		if (code != DOMAINS_NONE && !blind)
			own->grade[packed >> 3 & 3][code] = (signed char)(packed & 7);
	}
	return more;
}

static int read_feedback(struct audits *own, int64_t audit)
{
	int more = cursor_find(&own->feedback, audit);

	memset(own->obtained, OBTAINED_UNSAID, sizeof(own->obtained));
	for (; more == 1; more = cursor_next(&own->feedback, audit))
		own->obtained[stmt_int(own->feedback.stmt, 1)] =
			(signed char)stmt_int(own->feedback.stmt, 2);
	return more;
}

static int read_actions(struct audits *own, int64_t audit)
{
	int more = cursor_find(&own->actions, audit);

	own->open = own->overdue = own->closed = 0;
	for (; more == 1; more = cursor_next(&own->actions, audit)) {
		if (stmt_int(own->actions.stmt, 1) == PROGRESS_VERIFIED)
			own->closed++;
		else
			own->open++;
		if (stmt_int(own->actions.stmt, 1) < PROGRESS_SAID_DONE &&
			strcmp(stmt_text(own->actions.stmt, 2), own->today) < 0)
			own->overdue++;
	}
	return more;
}

static int read_moderation(struct audits *own, int64_t audit)
{
	int found = cursor_find(&own->moderations, audit);

	own->moderated = found == 1;
	return found < 0 ? -1 : 0;
}

static int learn_template(struct export *export, struct audits *own, int64_t id)
{
	const struct template *template = template_get(export->session, id), *newest;

	if (!template)
		return -1;
	newest = template_find(export->session, template->name, 0);
	own->known = xgrow(own->known, own->known_count, &own->known_room, sizeof(*own->known));
	own->known[own->known_count++] =
		(struct known){template, newest && newest->version == 1};
	return 0;
}

static int know_template(struct export *export, struct audits *own)
{
	int64_t id = stmt_int(export->stmt, A_TEMPLATE);

	for (size_t i = 0;; i++) {
		if (i == own->known_count && learn_template(export, own, id) != 0)
			return -1;
		if (own->known[i].template->id == id) {
			export->template = own->known[i].template;
			own->only = own->known[i].only;
			return 0;
		}
	}
}

int audits_row(struct export *export)
{
	struct audits *own = export->own;
	int64_t audit = stmt_int(export->stmt, A_ID);

	return know_template(export, own) || read_grades(export, own, audit) ||
			       texts_read(&own->texts, audit) || read_feedback(own, audit) ||
			       read_actions(own, audit) || read_moderation(own, audit)
		       ? -1
		       : 0;
}
