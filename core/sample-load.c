// SPDX-License-Identifier: MIT
// Reading receipts.
#include <stdlib.h>
#include <string.h>

#include "core/blind.h"
#include "core/sample-private.h"
#include "core/right.h"
#include "db/error.h"
#include "db/mem.h"

static struct sample *head_read(struct stmt *row)
{
	struct sample *sample = xcalloc(1, sizeof(*sample));

	*sample = (struct sample){
		.id = stmt_int(row, 0),
		.name = xstrdup(stmt_text(row, 1)),
		.month = xstrdup(stmt_text(row, 2)),
		.purpose = (enum sample_purpose)stmt_int(row, 3),
		.kind = (enum audit_kind)stmt_int(row, 4),
		.method = xstrdup(stmt_text(row, 5)),
		.seed = xstrdup(stmt_text(row, 6)),
		.seed_given = stmt_int(row, 7),
		.rule = xstrdup(stmt_text(row, 8)),
		.frame_rule = xstrdup(stmt_text(row, 9)),
		.exclude_months = stmt_int(row, 10),
		.frame_hash = xstrdup(stmt_text(row, 11)),
		.digest = xstrdup(stmt_text(row, 12)),
		.drawn_on = stmt_date(row, 13),
		.drawn_at = xstrdup(stmt_text(row, 14)),
		.drawn_by = xstrdup(stmt_text(row, 15)),
		.drawn_login = xstrdup(stmt_text(row, 16)),
	};
	return sample;
}

// A senior manager reads the lines of the own services.
#define LINES_OF(sample)                                                                     \
	ARGS(INT("sample", (sample)->id), INT("all", may_everywhere(session, RIGHT_SAMPLE)), \
		INT("user", session->me.id))

static int entries_read(struct session *session, struct sample *sample)
{
	struct stmt *row = db_query(session->db, QUERY_SAMPLE_ENTRIES, LINES_OF(sample));
	int more = -1;

	while (row && (more = stmt_next(row)) == 1) {
		sample->entries = xgrow(sample->entries, sample->entry_count,
			&sample->entry_room, sizeof(*sample->entries));
		sample->entries[sample->entry_count++] = (struct sample_entry){
			.place = stmt_int(row, 0),
			.ref = xstrdup(stmt_text(row, 1)),
			.service = xstrdup(stmt_text(row, 2)),
			.team = xstrdup(stmt_text(row, 3)),
			.excluded = xstrdup(stmt_text(row, 4)),
			.rank = stmt_int(row, 5),
			.chosen = (int)stmt_int(row, 6),
			.audit_ref = xstrdup(stmt_text(row, 7)),
			.audit_state = (enum audit_state)stmt_int(row, 8),
		};
	}
	return more;
}

static int shortfalls_read(struct session *session, struct sample *sample)
{
	struct stmt *row = db_query(session->db, QUERY_SAMPLE_SHORTFALLS, LINES_OF(sample));
	int more = -1;

	while (row && (more = stmt_next(row)) == 1)
		sample_add_shortfall(sample, stmt_text(row, 0), stmt_text(row, 1),
			stmt_int(row, 2), stmt_int(row, 3), stmt_text(row, 4));
	return more;
}

static int passed_read(struct session *session, struct sample *sample)
{
	for (size_t i = 0; i < sample->replacement_count; i++) {
		struct sample_replacement *replacement = &sample->replacements[i];
		struct stmt *row = db_query(session->db, QUERY_SAMPLE_PASSED,
			ARGS(INT("sample", sample->id), INT("out", replacement->out_place)));
		int more = -1;

		while (row && (more = stmt_next(row)) == 1)
			sample_add_passed(replacement, stmt_int(row, 0), stmt_text(row, 1),
				stmt_text(row, 2));
		if (more)
			return -1;
	}
	return 0;
}

static int replacements_read(struct session *session, struct sample *sample)
{
	struct stmt *row = db_query(session->db, QUERY_SAMPLE_REPLACEMENTS, LINES_OF(sample));
	int more = -1;

	while (row && (more = stmt_next(row)) == 1) {
		sample->replacements = xreallocarray(sample->replacements,
			sample->replacement_count + 1, sizeof(*sample->replacements));
		sample->replacements[sample->replacement_count++] = (struct sample_replacement){
			.out_place = stmt_int(row, 0),
			.in_place = stmt_int(row, 1),
			.out_ref = xstrdup(stmt_text(row, 2)),
			.in_ref = xstrdup(stmt_text(row, 3)),
			.reason = xstrdup(stmt_text(row, 4)),
			.approved_by = xstrdup(stmt_text(row, 5)),
			.by = xstrdup(stmt_text(row, 6)),
			.at = xstrdup(stmt_text(row, 7)),
		};
	}
	return more ? -1 : passed_read(session, sample);
}

// What is drawn to be moderated tells grades ("every Inadequate audit"), so it is QA's only.
static int read_check(struct session *session, const struct sample *sample)
{
	if (sample->purpose == SAMPLE_AUDIT && may(session, RIGHT_REPORT, NULL))
		return 0;
	return require(session, RIGHT_SAMPLE, NULL);
}

// Nor is it for QA who are to grade one of them blind.
static int blind_check(struct session *session, const struct sample *sample)
{
	int blind = 0;

	if (sample->purpose == SAMPLE_MODERATION)
		blind = blind_in_sample(session, sample->id);
	else if (sample->purpose == SAMPLE_CHALLENGE)
		blind = blind_in_challenge(session, sample->id);

	if (blind > 0)
		return fail(ERROR_DENIED,
			"the receipt %s would tell you grades of an audit that you are to "
			"moderate: seal your own first",
			sample->name);
	return blind;
}

static int load(struct session *session, const char *name, struct sample **sample)
{
	struct stmt *row = db_query(session->db, QUERY_SAMPLE_GET, ARGS(TEXT("name", name)));
	int found = row ? stmt_next(row) : -1;

	*sample = NULL;
	if (found <= 0)
		return found < 0 ? -1
				 : fail(ERROR_MISSING,
					   "there is no draw %s: 'caseaudit sample list' shows "
					   "them",
					   name);
	*sample = head_read(row);
	stmt_done(row);
	if (!read_check(session, *sample) && !entries_read(session, *sample) &&
		!shortfalls_read(session, *sample) && !replacements_read(session, *sample))
		return 0;
	sample_destroy(*sample);
	*sample = NULL;
	return -1;
}

int sample_read(struct session *session, const char *name, bool shown, struct sample **sample)
{
	int result;

	*sample = NULL;
	if (db_snapshot(session->db))
		return -1;
	result = load(session, name, sample);
	if (!result && shown && blind_check(session, *sample)) {
		sample_destroy(*sample);
		*sample = NULL;
		result = -1;
	}
	db_snapshot_end(session->db);
	return result;
}

int sample_get(struct session *session, const char *name, struct sample **sample)
{
	return sample_read(session, name, true, sample);
}

int sample_list(
	struct session *session, const char *month, struct sample ***samples, size_t *count)
{
	struct stmt *row;
	size_t room = 0;
	int more = -1;

	*samples = NULL;
	*count = 0;
	if (!may(session, RIGHT_REPORT, NULL) && require(session, RIGHT_SAMPLE, NULL))
		return -1;
	row = db_query(session->db, QUERY_SAMPLE_LIST,
		ARGS(TEXT("month", month ? month : ""),
			INT("all", may_everywhere(session, RIGHT_SAMPLE)),
			INT("user", session->me.id)));
	while (row && (more = stmt_next(row)) == 1) {
		struct sample *sample = head_read(row);

		sample->taken = stmt_int(row, 17);
		sample->missing = stmt_int(row, 18);
		sample->short_count = stmt_int(row, 19);
		if (read_check(session, sample) || blind_check(session, sample)) {
			sample_destroy(sample);
			if (error_kind() == ERROR_DENIED)
				continue;
			stmt_done(row);
			return -1;
		}
		*samples = xgrow(*samples, *count, &room, sizeof(**samples));
		(*samples)[(*count)++] = sample;
	}
	return more;
}
