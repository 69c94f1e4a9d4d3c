// SPDX-License-Identifier: MIT
// The draw for Confirm and Challenge: a share of each service's Inadequate audits, with a receipt.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/challenge-private.h"
#include "core/notice.h"
#include "core/post.h"
#include "core/sample-private.h"
#include "db/error.h"
#include "db/mem.h"

// An Inadequate audit of the frame.
struct framed {
	int64_t audit_id, service_id;
	char *ref, *service, *team, *excluded;
};

// A draw as it is being made.
struct drawing {
	const struct challenge_request *request;
	struct date_range results;
	struct draw_rule rule;
	struct framed *audits; // as they were read
	size_t count, room;
	struct draw_entry *entries; // in the order of the frame; index: their audit
	struct sample *sample;
};

static void drawing_finish(struct drawing *drawing)
{
	for (size_t i = 0; i < drawing->count; i++) {
		free(drawing->audits[i].ref);
		free(drawing->audits[i].service);
		free(drawing->audits[i].team);
		free(drawing->audits[i].excluded);
	}
	free(drawing->audits);
	free(drawing->entries);
}

// The days of the results: as asked, or the month before the meeting's.
static int period_find(struct session *session, struct drawing *drawing)
{
	const struct challenge_request *request = drawing->request;
	struct date_range month;

	if (sample_share_check(request->month, request->percent, request->seed, &month))
		return -1;
	if ((request->from == DATE_NONE) != (request->to == DATE_NONE))
		return fail(ERROR_USAGE, "a period has two ends: give --from and --to");
	drawing->results = request->from == DATE_NONE
				   ? date_month_of(date_add_months(month.first, -1))
				   : (struct date_range){request->from, request->to};
	if (drawing->results.first > drawing->results.last)
		return fail(ERROR_USAGE, "the period ends before it begins: turn it round");
	if (drawing->results.first > session->today)
		return fail(ERROR_DATA, "no result can have been received yet: the period is "
					"to come");
	return 0;
}

static int frame_read(struct session *session, struct drawing *drawing)
{
	struct stmt *row = db_query(session->db, QUERY_CHALLENGE_FRAME,
		ARGS(DAY("last", drawing->results.last), DAY("first", drawing->results.first)));
	int more = -1;

	while (row && (more = stmt_next(row)) == 1) {
		drawing->audits = xgrow(drawing->audits, drawing->count, &drawing->room,
			sizeof(*drawing->audits));
		drawing->audits[drawing->count++] = (struct framed){
			.audit_id = stmt_int(row, 0),
			.ref = xstrdup(stmt_text(row, 1)),
			.service = xstrdup(stmt_text(row, 2)),
			.team = xstrdup(stmt_text(row, 3)),
			.service_id = stmt_int(row, 4),
			.excluded = xstrdup(stmt_text(row, 5)),
		};
	}
	return more;
}

static void sample_make(struct drawing *drawing, const char *hash)
{
	const struct challenge_request *request = drawing->request;
	char seed[DRAW_HASH_TEXT], first[DATE_TEXT], last[DATE_TEXT];

	draw_seed(seed);
	*drawing->sample = (struct sample){
		.month = xstrdup(request->month),
		.purpose = SAMPLE_CHALLENGE,
		.kind = AUDIT_MONTHLY, // of all kinds: a receipt says one
		.method = xstrdup(DRAW_METHOD),
		.seed = xstrdup(request->seed ? request->seed : seed),
		.seed_given = request->seed != NULL,
		.rule = sample_rule_words(&drawing->rule),
		.frame_rule = xasprintf("Inadequate audits, results of %s to %s",
			date_iso(drawing->results.first, first),
			date_iso(drawing->results.last, last)),
		.frame_hash = xstrdup(hash),
	};
}

static void frame_draw(struct drawing *drawing)
{
	char hash[DRAW_HASH_TEXT];

	drawing->entries = xcalloc(drawing->count + 1, sizeof(*drawing->entries));
	for (size_t i = 0; i < drawing->count; i++) {
		const struct framed *framed = &drawing->audits[i];

		drawing->entries[i] = (struct draw_entry){.ref = framed->ref,
			.service = framed->service,
			.team = framed->team,
			.excluded = framed->excluded[0],
			.index = i};
	}
	draw_order(drawing->entries, drawing->count, hash);
	sample_make(drawing, hash);
	draw_run(drawing->entries, drawing->count, drawing->sample->seed, hash, &drawing->rule);
	for (size_t i = 0; i < drawing->count; i++)
		sample_add_entry(drawing->sample, &drawing->entries[i],
			drawing->audits[drawing->entries[i].index].excluded);
}

// A service that cannot give its share says why.
static void share_check(struct drawing *drawing, size_t first, size_t end)
{
	int64_t excluded = 0, got = 0,
		wanted = draw_wanted(&drawing->rule, (int64_t)(end - first));
	char *why;

	for (size_t i = first; i < end; i++) {
		excluded += drawing->entries[i].excluded;
		got += drawing->entries[i].chosen;
	}
	if (got >= wanted)
		return;
	why = xasprintf("%zu Inadequate audit%s, %" PRId64 " of them left out", end - first,
		end - first == 1 ? "" : "s", excluded);
	sample_add_shortfall(
		drawing->sample, drawing->entries[first].service, "", wanted, got, why);
	free(why);
}

static void shares_check(struct drawing *drawing)
{
	for (size_t first = 0, end; first < drawing->count; first = end) {
		end = first + 1;
		while (end < drawing->count &&
			draw_same_stratum(&drawing->rule, &drawing->entries[first],
				&drawing->entries[end]))
			end++;
		share_check(drawing, first, end);
	}
}

static int anything_drawn(const struct drawing *drawing)
{
	char first[DATE_TEXT], last[DATE_TEXT];

	for (size_t i = 0; i < drawing->count; i++)
		if (drawing->entries[i].chosen)
			return 0;
	date_show(drawing->results.first, first);
	date_show(drawing->results.last, last);
	if (!drawing->count)
		return fail(ERROR_DATA,
			"no audit became Inadequate between %s and %s: give another period "
			"with --from and --to",
			first, last);
	return fail(ERROR_DATA,
		"none of the %zu Inadequate audits of %s to %s can be drawn: all are on an "
		"agenda, were looked at, or are being moderated",
		drawing->count, first, last);
}

static int agenda_put(struct session *session, struct drawing *drawing)
{
	for (size_t i = 0; i < drawing->count; i++) {
		const struct framed *framed = &drawing->audits[drawing->entries[i].index];
		struct challenge challenge = {.month = drawing->sample->month,
			.audit_id = framed->audit_id,
			.service_id = framed->service_id,
			.audit_ref = framed->ref,
			.sample = drawing->sample->name,
			.why = (char *)""};

		if (drawing->entries[i].chosen &&
			challenge_put(session, &challenge, drawing->sample->id))
			return -1;
	}
	return 0;
}

static bool service_drawn(const struct drawing *drawing, int64_t service_id)
{
	for (size_t i = 0; i < drawing->count; i++)
		if (drawing->entries[i].chosen &&
			drawing->audits[drawing->entries[i].index].service_id == service_id)
			return true;
	return false;
}

// Heads and directors of a service that has audits on it hear of the agenda, once.
static int heads_tell(struct session *session, struct drawing *drawing)
{
	struct stmt *row = db_query(session->db, QUERY_CHALLENGE_HEADS, NO_ARGS);
	int64_t told = 0;
	char *words = xasprintf(
		"Confirm and Challenge %s: its agenda stands, with audits of your services",
		drawing->sample->month);
	int more = -1;

	while (row && (more = stmt_next(row)) == 1) {
		int64_t user_id = stmt_int(row, 0);

		if (user_id == told || !post_is_head(stmt_text(row, 2)) ||
			!service_drawn(drawing, stmt_int(row, 1)))
			continue;
		told = user_id;
		if (notice_give(session, user_id, 0, "challenge", words)) {
			stmt_done(row);
			more = -1;
			break;
		}
	}
	free(words);
	return more;
}

static int draw(struct session *session, struct drawing *drawing)
{
	if (frame_read(session, drawing))
		return -1;
	frame_draw(drawing);
	if (anything_drawn(drawing))
		return -1;
	shares_check(drawing);
	return sample_keep(session, drawing->sample) || agenda_put(session, drawing) ||
			       heads_tell(session, drawing)
		       ? -1
		       : 0;
}

int challenge_select(struct session *session, const struct challenge_request *request,
	struct sample **sample)
{
	struct drawing drawing = {.request = request, .rule = {.percent = request->percent}};
	int result;

	*sample = NULL;
	if (require(session, RIGHT_SAMPLE, NULL) || period_find(session, &drawing) ||
		session_begin(session))
		return -1;
	drawing.sample = xcalloc(1, sizeof(*drawing.sample));
	result = db_end(session->db, draw(session, &drawing));
	drawing_finish(&drawing);
	if (result)
		sample_destroy(drawing.sample);
	else
		*sample = drawing.sample;
	return result;
}

int challenge_able(
	struct session *session, const struct challenge_request *request, size_t *count)
{
	struct drawing drawing = {.request = request};
	int result;

	*count = 0;
	result = require(session, RIGHT_SAMPLE, NULL) || period_find(session, &drawing) ||
				 frame_read(session, &drawing)
			 ? -1
			 : 0;
	for (size_t i = 0; i < drawing.count; i++)
		*count += !*drawing.audits[i].excluded;
	drawing_finish(&drawing);
	return result;
}

static bool on_agenda(char *const *refs, size_t count, const char *ref)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(refs[i], ref) == 0)
			return true;
	return false;
}

static int refs_load(
	struct session *session, const struct sample *sample, char ***refs, size_t *count)
{
	struct stmt *row =
		db_query(session->db, QUERY_CHALLENGE_DRAWN, ARGS(INT("sample", sample->id)));
	size_t room = 0;
	int more = -1;

	while (row && (more = stmt_next(row)) == 1) {
		*refs = xgrow(*refs, *count, &room, sizeof(**refs));
		(*refs)[(*count)++] = xstrdup(stmt_text(row, 0));
	}
	return more;
}

int challenge_check(struct session *session, const struct sample *sample,
	void (*found)(const char *sentence, void *context), void *context)
{
	char **refs = NULL;
	size_t count = 0;
	int wrong = refs_load(session, sample, &refs, &count);

	for (size_t i = 0; i < sample->entry_count && wrong >= 0; i++) {
		const struct sample_entry *entry = &sample->entries[i];
		bool there = on_agenda(refs, count, entry->ref);
		char *words;

		if (there == (entry->chosen != 0))
			continue;
		words = xasprintf(there ? "%s was not drawn, and the agenda has it from here"
					: "%s was drawn, and the agenda does not have it",
			entry->ref);
		if (found)
			found(words, context);
		free(words);
		wrong++;
	}
	for (size_t i = 0; i < count; i++)
		free(refs[i]);
	free(refs);
	return wrong;
}
