// SPDX-License-Identifier: MIT
// Reading calibration rounds, and what they say once they are closed.
#include <math.h>
#include <stdlib.h>

#include "core/calibration-private.h"
#include "db/error.h"
#include "db/mem.h"

double calibration_median(const enum grade *grades, size_t count)
{
	long of[GRADE_INADEQUATE + 1] = {0}, n = 0, below = 0;
	int low = 0, high = 0;

	for (size_t i = 0; i < count; i++) {
		if (grades[i] >= GRADE_OUTSTANDING) {
			of[grades[i]]++;
			n++;
		}
	}
	// The places of the middle two; of an odd number they are one.
	for (int grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++) {
		below += of[grade];
		if (!low && below > (n - 1) / 2)
			low = grade;
		if (!high && below > n / 2)
			high = grade;
	}
	return n ? (low + high) / 2.0 : 0;
}

char *calibration_median_words(double median)
{
	if (!(median > 0))
		return xstrdup("");
	if (median == floor(median))
		return xstrdup(grade_name((enum grade)median));
	return xasprintf("between %s and %s", grade_name((enum grade)floor(median)),
		grade_name((enum grade)ceil(median)));
}

static void auditor_finish(struct calibration_auditor *auditor)
{
	free(auditor->login);
	free(auditor->name);
	free(auditor->sealed_at);
	for (size_t i = 0; i < TEMPLATE_DOMAINS_MAX; i++)
		free(auditor->rationales[i]);
}

static void finish(struct calibration *calibration)
{
	free(calibration->name);
	free(calibration->case_ref);
	free(calibration->opened_by);
	for (size_t i = 0; i < calibration->auditor_count && calibration->auditors; i++)
		auditor_finish(&calibration->auditors[i]);
	free(calibration->auditors);
}

void calibration_destroy(struct calibration *calibration)
{
	if (calibration)
		finish(calibration);
	free(calibration);
}

static void head_read(
	const struct session *session, struct stmt *row, struct calibration *calibration)
{
	*calibration = (struct calibration){
		.id = stmt_int(row, 0),
		.name = xstrdup(stmt_text(row, 1)),
		.case_ref = xstrdup(stmt_text(row, 2)),
		.opened_by = xstrdup(stmt_text(row, 3)),
		.due_on = stmt_date(row, 5),
		.opened_on = stmt_date(row, 6),
		.closed_on = stmt_date(row, 7),
		.me = stmt_int(row, 8) ? 0 : -1,
		.sealed = !stmt_is_null(row, 9),
		.auditor_count = (size_t)stmt_int(row, 10),
		.sealed_count = (size_t)stmt_int(row, 11),
	};
	calibration->runs_late =
		calibration->closed_on == DATE_NONE && calibration->due_on < session->today;
}

#define SIGHT(s) INT("all", may_everywhere((s), RIGHT_SAMPLE)), INT("user", (s)->me.id)

static int auditors_load(struct session *session, struct calibration *calibration)
{
	struct stmt *row = db_query(session->db, QUERY_CALIBRATION_AUDITORS,
		ARGS(SIGHT(session), INT("calibration", calibration->id)));
	size_t room = 0, count = 0;
	int more = -1;

	calibration->auditor_count = 0;
	calibration->me = -1;
	while (row && (more = stmt_next(row)) == 1) {
		struct calibration_auditor *auditor;

		calibration->auditors = xgrow(
			calibration->auditors, count, &room, sizeof(*calibration->auditors));
		auditor = &calibration->auditors[count++];
		calibration->auditor_count = count;
		*auditor = (struct calibration_auditor){.user_id = stmt_int(row, 0),
			.login = xstrdup(stmt_text(row, 1)),
			.name = xstrdup(stmt_text(row, 2)),
			.sealed_at = stmt_is_null(row, 3) ? NULL : xstrdup(stmt_text(row, 3))};
		for (int i = 0; i < TEMPLATE_DOMAINS_MAX; i++) {
			auditor->grades[i] = GRADE_NONE;
			auditor->rationales[i] = xstrdup("");
		}
		if (auditor->user_id == session->me.id)
			calibration->me = (int)count - 1;
	}
	return more;
}

static struct calibration_auditor *auditor_by_id(struct calibration *calibration, int64_t id)
{
	for (size_t i = 0; i < calibration->auditor_count; i++)
		if (calibration->auditors[i].user_id == id)
			return &calibration->auditors[i];
	return NULL;
}

static int grades_load(struct session *session, struct calibration *calibration)
{
	struct stmt *row = db_query(session->db, QUERY_CALIBRATION_GRADES,
		ARGS(INT("calibration", calibration->id), INT("user", session->me.id)));
	int more = -1;

	while (row && (more = stmt_next(row)) == 1) {
		struct calibration_auditor *auditor =
			auditor_by_id(calibration, stmt_int(row, 0));
		const struct domain *domain =
			template_domain_by_id(calibration->template, stmt_int(row, 1));

		if (!auditor || !domain)
			continue;
		auditor->grades[domain->seq] = (enum grade)stmt_int_or(row, 2, GRADE_NONE);
		xreplace(&auditor->rationales[domain->seq], stmt_text(row, 3));
		auditor->revisions[domain->seq] = (int)stmt_int(row, 4);
	}
	return more;
}

// One domain over those who sealed.
static void compare_domain(struct calibration *calibration, int domain)
{
	enum grade *grades = xcalloc(calibration->auditor_count + 1, sizeof(*grades));
	double median;

	for (size_t i = 0; i < calibration->auditor_count; i++) {
		enum grade grade = calibration->auditors[i].grades[domain];
		bool counts = calibration->auditors[i].sealed_at && grade != GRADE_NONE;

		grades[i] = counts ? grade : GRADE_NONE;
		if (counts)
			calibration->spread[domain][grade]++;
	}
	median = calibration_median(grades, calibration->auditor_count);
	calibration->median[domain] = median;
	for (size_t i = 0; i < calibration->auditor_count; i++) {
		struct calibration_auditor *auditor = &calibration->auditors[i];

		if (grades[i] < GRADE_OUTSTANDING)
			continue;
		auditor->compared[domain] = true;
		auditor->distance[domain] = grades[i] - median;
		auditor->compared_count++;
		auditor->mean_distance += auditor->distance[domain];
		auditor->mean_apart += fabs(auditor->distance[domain]);
	}
	free(grades);
}

static void compare(struct calibration *calibration)
{
	if (calibration->closed_on == DATE_NONE)
		return;
	for (size_t i = 0; i < calibration->template->domain_count; i++)
		compare_domain(calibration, (int)i);
	for (size_t i = 0; i < calibration->auditor_count; i++) {
		struct calibration_auditor *auditor = &calibration->auditors[i];

		if (!auditor->compared_count)
			continue;
		auditor->mean_distance /= auditor->compared_count;
		auditor->mean_apart /= auditor->compared_count;
	}
}

static int load(struct session *session, int64_t id, struct calibration *calibration)
{
	struct stmt *row = db_query(session->db, QUERY_CALIBRATION_GET,
		ARGS(SIGHT(session), INT("calibration", id)));
	int found = row ? stmt_next(row) : -1;
	int64_t template;

	*calibration = (struct calibration){0};
	if (found <= 0)
		return found < 0 ? -1 : fail(ERROR_MISSING, "this calibration round is gone");
	head_read(session, row, calibration);
	template = stmt_int(row, 4);
	stmt_done(row);
	calibration->template = template_get(session, template);
	if (!calibration->template || auditors_load(session, calibration) ||
		grades_load(session, calibration)) {
		finish(calibration);
		return -1;
	}
	compare(calibration);
	return 0;
}

int calibration_reload(struct session *session, struct calibration *calibration)
{
	struct calibration fresh;

	if (load(session, calibration->id, &fresh))
		return -1;
	finish(calibration);
	*calibration = fresh;
	return 0;
}

static int open_check(struct session *session, const struct calibration *calibration)
{
	if (calibration->me >= 0 || may(session, RIGHT_SAMPLE, NULL))
		return 0;
	return fail(ERROR_DENIED,
		"%s may not see calibration round %s: QA does, and those who grade in it",
		session->me.login, calibration->name);
}

static int look(struct session *session, const struct calibration *calibration)
{
	if (session_begin(session))
		return -1;
	return db_end(
		session->db, calibration_trail(session, calibration->name, "look", NULL, NULL));
}

struct calibration *calibration_open(struct session *session, const char *name)
{
	struct calibration *calibration = xcalloc(1, sizeof(*calibration));
	int64_t id = 0;
	int found = db_int(session->db, QUERY_CALIBRATION_FIND, ARGS(TEXT("name", name)), &id);

	if (found == 0)
		fail(ERROR_MISSING,
			"there is no calibration round %s: 'caseaudit calibration list' shows "
			"them",
			name);
	if (found == 1 && !load(session, id, calibration)) {
		if (!open_check(session, calibration) && !look(session, calibration))
			return calibration;
		finish(calibration);
	}
	free(calibration);
	return NULL;
}

int calibration_list(struct session *session, struct calibration ***list, size_t *count)
{
	struct stmt *row = db_query(session->db, QUERY_CALIBRATION_ALL, ARGS(SIGHT(session)));
	size_t room = 0;
	int more = -1;

	*list = NULL;
	*count = 0;
	while (row && (more = stmt_next(row)) == 1) {
		*list = xgrow(*list, *count, &room, sizeof(**list));
		(*list)[*count] = xcalloc(1, sizeof(struct calibration));
		head_read(session, row, (*list)[*count]);
		++*count;
	}
	if (!more)
		return 0;
	calibration_list_free(*list, *count);
	*list = NULL;
	*count = 0;
	return -1;
}

void calibration_list_free(struct calibration **list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		calibration_destroy(list[i]);
	free(list);
}
