// SPDX-License-Identifier: MIT
// The course of every export: one snapshot, counted, written, told to the trail, and only then there.
#include <stdlib.h>
#include <string.h>

#include "core/export/dataset.h"
#include "core/progress.h"
#include "core/right.h"
#include "core/tally.h"
#include "db/error.h"
#include "db/mem.h"

// Each page is read once, in order: memory is for what is remembered.
#define CACHE_KIB 384

// A cell of the row: its column, and the domain where the column stands once for each.
struct cell {
	const struct column *column;
	size_t domain;
};

// Columns beside each other that are all the same for an audit, or none of them.
struct run {
	size_t first, count;
	bool same;
	struct piece kept;
};

struct plan {
	struct cell *cells;
	size_t count, room;
	struct run *runs;
	size_t run_count, run_room;
	int64_t audit; // of the row at hand
	bool fresh;    // it is the first of the audit
};

const char *export_datasets(void)
{
	static char list[128];

	for (size_t i = 0; datasets[i]; i++) {
		if (i == 0)
			list[0] = '\0';
		else
			strncat(list, " ", sizeof(list) - strlen(list) - 1);
		strncat(list, datasets[i]->name, sizeof(list) - strlen(list) - 1);
	}
	return list;
}

static void plan_make(struct plan *plan, const struct export *export)
{
	const struct dataset *dataset = export->dataset;

	*plan = (struct plan){0};
	for (size_t i = 0; i < dataset->count; i++) {
		bool repeats = column_repeats(&dataset->columns[i]);
		size_t times = repeats ? export->domains.count : 1;

		for (size_t domain = 0; domain < times; domain++) {
			plan->cells = xgrow(
				plan->cells, plan->count, &plan->room, sizeof(*plan->cells));
			plan->cells[plan->count++] =
				(struct cell){&dataset->columns[i], domain};
		}
	}
}

static void plan_runs(struct plan *plan)
{
	for (size_t i = 0; i < plan->count; i++) {
		bool same = plan->cells[i].column->same;

		if (i == 0 || same != plan->runs[plan->run_count - 1].same) {
			plan->runs = xgrow(plan->runs, plan->run_count, &plan->run_room,
				sizeof(*plan->runs));
			plan->runs[plan->run_count++] = (struct run){.first = i, .same = same};
		}
		plan->runs[plan->run_count - 1].count++;
	}
}

static void plan_finish(struct plan *plan)
{
	for (size_t i = 0; i < plan->run_count; i++)
		free(plan->runs[i].kept.bytes);
	free(plan->runs);
	free(plan->cells);
}

static void write_header(struct export *export, const struct plan *plan)
{
	char **names = xcalloc(plan->count, sizeof(*names));

	for (size_t i = 0; i < plan->count; i++) {
		const struct cell *cell = &plan->cells[i];

		names[i] = column_name(cell->column,
			column_repeats(cell->column) ? export->domains.codes[cell->domain]
						     : NULL);
	}
	writer_header(&export->writer, (const char *const *)names, plan->count);
	for (size_t i = 0; i < plan->count; i++)
		free(names[i]);
	free(names);
}

// The arguments of both queries of a dataset.
#define FILTER(export, from, to)                                             \
	ARGS(TEXT("from", from), TEXT("to", to),                             \
		{.name = "service",                                          \
			.type = (export)->service_id ? BIND_INT : BIND_NULL, \
			.number = (export)->service_id},                     \
		{.name = "team",                                             \
			.type = (export)->team_id ? BIND_INT : BIND_NULL,    \
			.number = (export)->team_id},                        \
		INT("all", may_everywhere((export)->session, RIGHT_REPORT)), \
		INT("user", (export)->session->me.id))

// The next row of which the audit, too, is wanted: 1, 0 or -1.
static int step_together(struct export *export)
{
	struct cursor *rows = &export->rows, *audits = &export->audits;

	if (rows->stmt ? cursor_step(rows) : cursor_reach(rows, 0))
		return -1;
	while (!rows->ended) {
		if (cursor_reach(audits, rows->at))
			return -1;
		if (audits->ended || audits->at == rows->at)
			break;
		if (cursor_reach(rows, audits->at))
			return -1;
	}
	export->stmt = rows->stmt;
	export->audit = audits->stmt;
	return !rows->ended && !audits->ended;
}

static int step(struct export *export)
{
	if (export->dataset->filtered != FILTERED_ALONE)
		return step_together(export);
	export->audit = export->stmt;
	return stmt_next(export->stmt);
}

static void write_columns(
	struct export *export, const struct plan *plan, size_t first, size_t count)
{
	for (size_t i = first; i < first + count; i++)
		put_column(export, plan->cells[i].column, plan->cells[i].domain);
}

// What is the same for all rows of an audit is put into words once.
static void write_run(struct export *export, const struct plan *plan, struct run *run)
{
	struct writer *writer = &export->writer;

	if (!run->same) {
		write_columns(export, plan, run->first, run->count);
	} else if (plan->fresh) {
		writer_keep(writer, &run->kept);
		write_columns(export, plan, run->first, run->count);
		writer_kept(writer);
	} else {
		writer_again(writer, &run->kept);
	}
}

static int write_cells(struct export *export, struct plan *plan)
{
	for (size_t i = 0; i < plan->run_count; i++)
		write_run(export, plan, &plan->runs[i]);
	plan->fresh = false;
	writer_end_row(&export->writer);
	return export->writer.output->failed ? -1 : 0;
}

// Where another audit begins.
static int turn_to_audit(struct export *export, struct plan *plan)
{
	const struct dataset *dataset = export->dataset;
	int64_t audit = stmt_int(export->audit, A_ID);

	plan->fresh = audit != plan->audit;
	plan->audit = audit;
	if (!plan->fresh)
		return 0;
	if (export->cases.places)
		case_ref_soon(&export->cases, stmt_int(export->audit, A_CASE));
	return dataset->audit ? dataset->audit(export) : 0;
}

static int write_row(struct export *export, struct plan *plan)
{
	const struct dataset *dataset = export->dataset;
	int more;

	if (turn_to_audit(export, plan) || (dataset->row && dataset->row(export) != 0))
		return -1;
	if (!dataset->next)
		return write_cells(export, plan);
	while ((more = dataset->next(export)) == 1)
		if (write_cells(export, plan) != 0)
			return -1;
	return more;
}

// Leaves the statements where they began, so that others may ask them.
static void stop(struct export *export)
{
	if (export->dataset->filtered == FILTERED_ALONE)
		stmt_done(export->stmt);
	cursor_finish(&export->rows);
	cursor_finish(&export->audits);
	case_refs_finish(&export->cases);
}

static int start(struct export *export, const struct bind *filter)
{
	const struct dataset *dataset = export->dataset;
	struct db *db = export->session->db;
	enum filtered filtered = dataset->filtered;

	if (filtered == FILTERED_ALONE) {
		export->stmt = db_query(db, dataset->rows, filter);
		return export->stmt ? 0 : -1;
	}
	export->rows = (struct cursor){.db = db,
		.query = dataset->rows,
		.filter = filtered == FILTERED_PARTS ? filter : NULL};
	export->audits = (struct cursor){.db = db,
		.query = dataset->audits,
		.filter = filtered == FILTERED_AUDITS ? filter : NULL};
	return 0;
}

static int write_each(struct export *export, struct plan *plan, int64_t expected)
{
	int64_t done = 0;
	int more;

	while ((more = step(export)) == 1)
		if (write_row(export, plan) ||
			progress_tell(export->dataset->name, ++done, expected))
			return -1;
	if (more == 0 && done != expected)
		return fail(ERROR_IO,
			"%lld rows were read where %lld were selected: check the database "
			"with `caseaudit verify`",
			(long long)done, (long long)expected);
	return more;
}

static int write_rows(struct export *export, struct plan *plan)
{
	char from[DATE_TEXT], to[DATE_TEXT];
	const struct export_filter *asked = export->filter;
	const char *first = asked->dated ? date_iso(asked->range.first, from) : NULL;
	const char *last = asked->dated ? date_iso(asked->range.last, to) : NULL;
	const struct bind *filter = FILTER(export, first, last);
	int64_t expected;
	int result = -1;

	if (db_int(export->session->db, export->dataset->total, filter, &expected) != 1)
		return -1;
	if (start(export, filter) == 0)
		result = write_each(export, plan, expected);
	stop(export);
	return result;
}

static int write_all(struct export *export)
{
	struct plan plan;
	int result;

	plan_make(&plan, export);
	plan_runs(&plan);
	write_header(export, &plan);
	if (export->dataset->write)
		result = export->dataset->write(export);
	else if (export->dataset->begin && export->dataset->begin(export) != 0)
		result = -1;
	else
		result = write_rows(export, &plan);
	if (export->dataset->finish)
		export->dataset->finish(export);
	plan_finish(&plan);
	return result;
}

// Names and rows of one moment.
static int write_snapshot(struct export *export)
{
	struct db *db = export->session->db;
	int result;

	if (db_snapshot(db) != 0)
		return -1;
	db_cache(db, CACHE_KIB);
	tally_keep(export->session);
	result = domains_load(db, &export->domains) || lookup_users(db, &export->users) ||
				 lookup_teams(db, &export->teams) ||
				 lookup_services(db, &export->services)
			 ? -1
			 : write_all(export);
	tally_drop(export->session);
	db_snapshot_end(db);
	db_cache(db, 0);
	progress_end();
	return result;
}

static char *what_was_asked(const struct export *export)
{
	const struct export_filter *filter = export->filter;
	char from[DATE_TEXT], to[DATE_TEXT];
	char *days = filter->dated
			     ? xasprintf(", %s to %s", date_iso(filter->range.first, from),
				       date_iso(filter->range.last, to))
			     : xstrdup("");
	char *text = xasprintf("%zu rows%s%s%s%s%s, SHA-256 %s", export->writer.rows, days,
		filter->service ? ", service " : "", filter->service ? filter->service : "",
		filter->team ? ", team " : "", filter->team ? filter->team : "",
		export->writer.output->sha256);

	free(days);
	return text;
}

static int tell_trail(struct export *export, struct export_receipt *receipt)
{
	struct session *session = export->session;
	char *asked = what_was_asked(export);
	struct act act = {.verb = "export",
		.record = export->dataset->name,
		.service_id = export->service_id,
		.new = asked};
	int result = session_begin(session);

	if (result == 0)
		result = db_end(session->db, trail_append(session, &act));
	free(asked);
	return result == 0 ? trail_head(session, receipt->head) : -1;
}

// The file gets its name last: nobody holds one of which the trail does not tell.
static int export_to(struct export *export, const char *path, unsigned options,
	struct export_receipt *receipt)
{
	if (writer_create(&export->writer, path, options) != 0)
		return -1;
	if (write_snapshot(export) != 0 || output_sum(export->writer.output) != 0 ||
		tell_trail(export, receipt) != 0 || writer_commit(&export->writer) != 0)
		return -1;
	receipt->rows = export->writer.rows;
	memcpy(receipt->sha256, export->writer.output->sha256, sizeof(receipt->sha256));
	return 0;
}

static int check_filter(struct export *export)
{
	const struct dataset *dataset = export->dataset;
	const struct export_filter *filter = export->filter;

	if (filter->dated && dataset->undated)
		return fail(ERROR_USAGE, "%s belong to no days: leave the period out",
			dataset->name);
	if ((filter->team && dataset->teamless) || (filter->service && dataset->undated))
		return fail(ERROR_USAGE, "%s belong to no %s: leave it out", dataset->name,
			filter->team ? "team" : "service");
	return 0;
}

static int find_filter(struct export *export)
{
	struct db *db = export->session->db;
	struct lookup teams = {0}, services = {0};
	const struct lookup_row *team;
	int result = lookup_teams(db, &teams) || lookup_services(db, &services) ? -1 : 0;

	if (result == 0)
		result = lookup_find(
			&services, "service", export->filter->service, &export->service_id);
	if (result == 0)
		result = lookup_find(&teams, "team", export->filter->team, &export->team_id);
	team = result == 0 ? lookup_id(&teams, export->team_id) : NULL;
	if (result == 0 && (export->service_id || team))
		result = require(export->session, RIGHT_REPORT,
			&(struct subject){.service_id = export->service_id ? export->service_id
									   : team->parent});
	lookup_finish(&teams);
	lookup_finish(&services);
	return result;
}

int export_file(struct session *session, const char *dataset, const char *path,
	const struct export_filter *filter, unsigned options, struct export_receipt *receipt)
{
	struct export export = {
		.session = session, .dataset = dataset_find(dataset), .filter = filter};
	int result = -1;

	if (!export.dataset)
		return fail(ERROR_USAGE, "%s cannot be exported: choose one of %s", dataset,
			export_datasets());
	if (require(session, RIGHT_REPORT, NULL) == 0 && check_filter(&export) == 0 &&
		find_filter(&export) == 0)
		result = export_to(&export, path, options, receipt);
	writer_discard(&export.writer);
	domains_finish(&export.domains);
	lookup_finish(&export.users);
	lookup_finish(&export.teams);
	lookup_finish(&export.services);
	return result;
}
