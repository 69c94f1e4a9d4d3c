// SPDX-License-Identifier: MIT
// The month's draw: its frame, who is left out and why, what each team must give, and the audits that follow.
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/audit-private.h"
#include "core/cycle.h"
#include "core/sample-private.h"
#include "core/setting.h"
#include "core/text.h"
#include "core/workday.h"
#include "db/error.h"
#include "db/mem.h"

// A case of the frame: what the receipt has no room for.
struct framed {
	int64_t casefile_id, team_id, service_id;
	char *ref, *service, *team, *worker, *plan_type, *excluded;
};

// A draw as it is being made.
struct drawing {
	const struct sample_request *request;
	const struct template *template;
	struct date_range month;
	date due, since; // audited after since: left out
	int64_t service_id, team_id;
	struct framed *cases;
	struct draw_entry *entries;
	size_t count, room;
	bool *picked; // of request->cases: found in the frame
	struct sample *sample;
};

static void drawing_finish(struct drawing *drawing)
{
	for (size_t i = 0; i < drawing->count; i++) {
		struct framed *framed = &drawing->cases[i];

		free(framed->ref);
		free(framed->service);
		free(framed->team);
		free(framed->worker);
		free(framed->plan_type);
		free(framed->excluded);
	}
	free(drawing->cases);
	free(drawing->entries);
	free(drawing->picked);
}

static int named_id(struct session *session, enum query query, const char *kind,
	const char *name, int64_t *id)
{
	int found;

	*id = 0;
	if (!name || !*name)
		return 0;
	found = db_int(session->db, query, ARGS(TEXT("name", name)), id);
	if (found == 0)
		return fail(ERROR_MISSING, "there is no %s %s: 'caseaudit %s list' shows them",
			kind, name, kind);
	return found < 0 ? -1 : 0;
}

static int rule_check(const struct sample_request *request)
{
	if (request->rule.per < 0 ||
		(!request->rule.per &&
			(request->rule.percent < 1 || request->rule.percent > 100)))
		return fail(
			ERROR_USAGE, "say how many: --per-team N, or --percent of 1 to 100");
	if (request->seed && (!*request->seed || strpbrk(request->seed, "\n\t")))
		return fail(ERROR_USAGE, "a seed is one line of text: write it in quotes");
	if (request->seed &&
		text_check(request->seed, strlen(request->seed), TEXT_LINE, "seed"))
		return -1;
	if (request->kind == AUDIT_MONTHLY &&
		(request->service || request->team || request->plan_type ||
			request->case_count))
		return fail(ERROR_USAGE,
			"the month's draw is of all open cases: a part of them is another kind "
			"of audit, --kind thematic, dip, multi-agency or review");
	return 0;
}

static int drawing_dates(struct session *session, struct drawing *drawing, long months)
{
	const struct sample_request *request = drawing->request;

	if (!request->month || date_parse_month(request->month, &drawing->month))
		return fail(ERROR_USAGE, "%s is no month: write it like 2026-10",
			request->month ? request->month : "");
	if (drawing->month.last < session->today)
		return fail(ERROR_DATA,
			"%s has gone by: a draw is of a month to come, or this one",
			request->month);
	if (request->due != DATE_NONE && request->due < session->today)
		return fail(ERROR_DATA, "the due date has gone by: choose one to come");
	drawing->since = date_add_months(session->today, -(int)months);
	return 0;
}

static int drawing_begin(
	struct session *session, const struct sample_request *request, struct drawing *drawing)
{
	struct sample *sample = xcalloc(1, sizeof(*sample));

	*drawing = (struct drawing){.request = request, .sample = sample};
	sample->purpose = SAMPLE_AUDIT;
	sample->kind = request->kind;
	sample->month = xstrdup(request->month ? request->month : "");
	sample->method = xstrdup(DRAW_METHOD);
	sample->exclude_months = request->exclude_months;
	sample->seed_given = request->seed != NULL;
	sample->rule = sample_rule_words(&request->rule);
	if (rule_check(request) ||
		(sample->exclude_months < 0 && setting_number(session, SETTING_EXCLUDE_MONTHS,
						       &sample->exclude_months)))
		return -1;
	if (sample->exclude_months > 1200)
		return fail(ERROR_USAGE, "%ld months is too long ago: leave it at 12 or so",
			sample->exclude_months);
	if (drawing_dates(session, drawing, sample->exclude_months) ||
		named_id(session, QUERY_SERVICE_BY_NAME, "service", request->service,
			&drawing->service_id) ||
		named_id(session, QUERY_TEAM_BY_NAME, "team", request->team, &drawing->team_id))
		return -1;
	drawing->template = template_in_force(session, request->template, session->today);
	return drawing->template ? 0 : -1;
}

// Why a case cannot be drawn; "" where it can. Yours.
static char *left_out(const struct drawing *drawing, struct stmt *row)
{
	const char *open = stmt_text_or_null(row, 8), *audited = stmt_text_or_null(row, 9);
	bool again = drawing->sample->kind == AUDIT_REVIEW && drawing->request->case_count;

	if (open)
		return xasprintf("audit %s is under way", open);
	if (audited && !again) // a review looks at the same case again, on purpose
		return xasprintf("audited %.10s (%s)", audited, audited + 11);
	return xstrdup("");
}

static bool asked_for(struct drawing *drawing, const char *ref)
{
	bool asked = drawing->request->case_count == 0;

	for (size_t i = 0; i < drawing->request->case_count; i++) // one may be named twice
		if (strcmp(drawing->request->cases[i], ref) == 0)
			asked = drawing->picked[i] = true;
	return asked;
}

static void frame_add(struct drawing *drawing, struct stmt *row)
{
	if (!asked_for(drawing, stmt_text(row, 1)))
		return;
	drawing->cases =
		xgrow(drawing->cases, drawing->count, &drawing->room, sizeof(*drawing->cases));
	drawing->cases[drawing->count++] = (struct framed){
		.casefile_id = stmt_int(row, 0),
		.ref = xstrdup(stmt_text(row, 1)),
		.service = xstrdup(stmt_text(row, 2)),
		.team = xstrdup(stmt_text(row, 3)),
		.team_id = stmt_int(row, 4),
		.service_id = stmt_int(row, 5),
		.worker = xstrdup(stmt_text(row, 6)),
		.plan_type = xstrdup(stmt_text(row, 7)),
		.excluded = left_out(drawing, row),
	};
}

static int picked_check(const struct drawing *drawing)
{
	for (size_t i = 0; i < drawing->request->case_count; i++)
		if (!drawing->picked[i])
			return fail(ERROR_MISSING,
				"there is no open case %s%s: correct the reference, or import "
				"the cases anew",
				drawing->request->cases[i],
				drawing->service_id || drawing->team_id ||
						drawing->request->plan_type
					? " of that service, team or plan type"
					: "");
	return 0;
}

static int frame_read(struct session *session, struct drawing *drawing)
{
	const struct sample_request *request = drawing->request;
	struct stmt *row = db_query(session->db, QUERY_SAMPLE_FRAME,
		ARGS(DAY("since", drawing->since), INT("service", drawing->service_id),
			INT("team", drawing->team_id),
			TEXT("plan_type", request->plan_type ? request->plan_type : "")));
	int more = -1;

	drawing->picked = xcalloc(request->case_count + 1, sizeof(*drawing->picked));
	while (row && (more = stmt_next(row)) == 1)
		frame_add(drawing, row);
	return more ? -1 : picked_check(drawing);
}

// Puts the frame in order and, with draw, draws from it.
static void frame_draw(struct drawing *drawing, bool draw)
{
	struct sample *sample = drawing->sample;
	char seed[DRAW_HASH_TEXT], hash[DRAW_HASH_TEXT];

	drawing->entries = xcalloc(drawing->count + 1, sizeof(*drawing->entries));
	for (size_t i = 0; i < drawing->count; i++) {
		const struct framed *framed = &drawing->cases[i];

		drawing->entries[i] = (struct draw_entry){.ref = framed->ref,
			.service = framed->service,
			.team = framed->team,
			.excluded = framed->excluded[0],
			.index = i};
	}
	draw_seed(seed);
	draw_order(drawing->entries, drawing->count, hash);
	sample->seed = xstrdup(!draw                    ? ""
			       : drawing->request->seed ? drawing->request->seed
							: seed);
	sample->frame_hash = xstrdup(hash);
	if (draw)
		draw_run(drawing->entries, drawing->count, sample->seed, hash,
			&drawing->request->rule);
	for (size_t i = 0; i < drawing->count; i++)
		sample_add_entry(sample, &drawing->entries[i],
			drawing->cases[drawing->entries[i].index].excluded);
}

// What a team has to give.
struct supply {
	int64_t open, under_way, audited, chosen;
};

static struct supply supply_of(
	const struct drawing *drawing, const char *service, const char *team)
{
	struct supply supply = {0};

	for (size_t i = 0; i < drawing->count; i++) {
		const struct draw_entry *entry = &drawing->entries[i];
		const char *excluded = drawing->cases[entry->index].excluded;

		if (strcmp(entry->service, service) != 0 || strcmp(entry->team, team) != 0)
			continue;
		supply.open++;
		supply.under_way += strncmp(excluded, "audit ", 6) == 0;
		supply.audited += strncmp(excluded, "audited ", 8) == 0;
		supply.chosen += entry->chosen;
	}
	return supply;
}

static char *short_why(const struct drawing *drawing, const struct supply *supply)
{
	char *audited, *under_way, *why;

	if (!supply->open)
		return xstrdup("no open cases");
	audited = supply->audited ? xasprintf(", %" PRId64 " audited in the last %ld months",
					    supply->audited, drawing->sample->exclude_months)
				  : xstrdup("");
	under_way = supply->under_way ? xasprintf(", %" PRId64 " with an audit under way",
						supply->under_way)
				      : xstrdup("");
	why = xasprintf("%" PRId64 " open case%s%s%s", supply->open,
		supply->open == 1 ? "" : "s", audited, under_way);
	free(audited);
	free(under_way);
	return why;
}

// Says why a team does not give its share, where it does not.
static void share_check(
	struct drawing *drawing, const char *service, const char *team, bool draw)
{
	struct supply supply = supply_of(drawing, service, team);
	int64_t wanted = draw_wanted(&drawing->request->rule, supply.open);
	int64_t got = draw ? supply.chosen : supply.open - supply.audited - supply.under_way;
	char *why;

	if (got >= wanted)
		return;
	why = short_why(drawing, &supply);
	sample_add_shortfall(drawing->sample, service, team, wanted, got, why);
	free(why);
}

// A hand-picked frame asks only the teams of its cases.
static void picked_shares_check(struct drawing *drawing, bool draw)
{
	const struct draw_entry *entries = drawing->entries;

	for (size_t i = 0; i < drawing->count; i++)
		if (!i || !draw_same_stratum(
				  &drawing->request->rule, &entries[i - 1], &entries[i]))
			share_check(drawing, entries[i].service, entries[i].team, draw);
}

// Every active team must give its share, or it is said why it does not.
static int shares_check(struct session *session, struct drawing *drawing, bool draw)
{
	struct stmt *row;
	int more = -1;

	if (drawing->request->case_count) {
		picked_shares_check(drawing, draw);
		return 0;
	}
	row = db_query(session->db, QUERY_SAMPLE_TEAMS,
		ARGS(INT("service", drawing->service_id), INT("team", drawing->team_id)));
	while (row && (more = stmt_next(row)) == 1)
		share_check(drawing, stmt_text(row, 0), stmt_text(row, 1), draw);
	return more;
}

static char *frame_words(const struct sample_request *request)
{
	if (request->case_count)
		return xasprintf("%zu hand-picked cases", request->case_count);
	return xasprintf("open cases%s%s%s%s%s%s", request->service ? ", service " : "",
		request->service ? request->service : "", request->team ? ", team " : "",
		request->team ? request->team : "", request->plan_type ? ", plan type " : "",
		request->plan_type ? request->plan_type : "");
}

static int frame_make(struct session *session, struct drawing *drawing, bool draw)
{
	if (frame_read(session, drawing))
		return -1;
	drawing->sample->frame_rule = frame_words(drawing->request);
	frame_draw(drawing, draw);
	return shares_check(session, drawing, draw);
}

static int anything_drawn(const struct drawing *drawing)
{
	for (size_t i = 0; i < drawing->count; i++)
		if (drawing->entries[i].chosen)
			return 0;
	if (!drawing->count)
		return fail(ERROR_DATA, "there is no open case%s to draw from: %s",
			drawing->request->service || drawing->request->team ||
					drawing->request->plan_type
				? " of that service, team or plan type"
				: "",
			drawing->request->plan_type
				? "look at how plan types are written in the cases"
				: "import the cases first, with 'caseaudit import cases'");
	return fail(ERROR_DATA,
		"none of the %zu open cases can be drawn: all were audited lately "
		"or are being audited; look at 'caseaudit sample --dry-run'",
		drawing->count);
}

static int audits_make(struct session *session, struct drawing *drawing)
{
	for (size_t i = 0; i < drawing->count; i++) {
		const struct framed *framed = &drawing->cases[drawing->entries[i].index];
		struct new_audit audit = {framed->casefile_id, framed->team_id,
			framed->service_id, framed->ref, drawing->request->month,
			framed->worker, framed->plan_type, drawing->template,
			drawing->sample->kind, drawing->sample->id, 0, 0, NULL, NULL, NULL,
			drawing->due};
		int64_t id;

		if (!drawing->entries[i].chosen)
			continue;
		xreplace(&drawing->sample->entries[i].audit_ref, NULL);
		if (audit_insert(session, &audit, &id, &drawing->sample->entries[i].audit_ref))
			return -1;
	}
	return 0;
}

static int due_check(const struct session *session, const struct drawing *drawing)
{
	char day[DATE_TEXT];

	if (drawing->due >= session->today)
		return 0;
	return fail(ERROR_DATA,
		"audits of %s were due on %s: say by when these are, with --due DATE",
		drawing->request->month, date_show(drawing->due, day));
}

// Settles by when the audits are due: as asked, as the month was opened, or on its last working day. The month's own
// draw opens it.
static int month_open(struct session *session, struct drawing *drawing)
{
	const struct sample_request *request = drawing->request;
	int found = cycle_due(session, request->month, &drawing->due);

	if (found < 0)
		return -1;
	if (request->due != DATE_NONE)
		drawing->due = request->due;
	if (due_check(session, drawing))
		return -1;
	return found || request->kind != AUDIT_MONTHLY
		       ? 0
		       : cycle_open(session, request->month, request->due);
}

static int draw(struct session *session, struct drawing *drawing)
{
	return sample_name(session, drawing->sample) || frame_make(session, drawing, true) ||
			       anything_drawn(drawing) || month_open(session, drawing) ||
			       sample_keep(session, drawing->sample) ||
			       audits_make(session, drawing)
		       ? -1
		       : 0;
}

static int finish(struct drawing *drawing, int result, struct sample **sample)
{
	drawing_finish(drawing);
	*sample = result ? NULL : drawing->sample;
	if (result)
		sample_destroy(drawing->sample);
	return result;
}

int sample_draw(
	struct session *session, const struct sample_request *request, struct sample **sample)
{
	struct sample_request asked = *request;
	struct drawing drawing;
	int result;

	*sample = NULL;
	asked.kind = asked.kind ? asked.kind : AUDIT_MONTHLY;
	asked.rule.by_team = true;
	if (require(session, RIGHT_SAMPLE, NULL) || session_begin(session))
		return -1;
	result = drawing_begin(session, &asked, &drawing);
	if (!result)
		result = draw(session, &drawing);
	return finish(&drawing, db_end(session->db, result), sample);
}

int sample_frame(
	struct session *session, const struct sample_request *request, struct sample **sample)
{
	struct sample_request asked = *request;
	struct drawing drawing;
	int result;

	*sample = NULL;
	asked.kind = asked.kind ? asked.kind : AUDIT_MONTHLY;
	asked.rule.by_team = true;
	if (require(session, RIGHT_SAMPLE, NULL) || db_snapshot(session->db))
		return -1;
	result = drawing_begin(session, &asked, &drawing);
	if (!result)
		result = frame_make(session, &drawing, false);
	db_snapshot_end(session->db);
	return finish(&drawing, result, sample);
}
