// SPDX-License-Identifier: MIT
// Lists of audits: which index a filter is best served by, and a page of it.
#include <stdlib.h>
#include <string.h>

#include "core/access.h"
#include "core/audit-list.h"
#include "core/audit-search.h"
#include "db/error.h"
#include "db/mem.h"

// Below and above every key that there is.
#define KEY_FIRST ""
#define KEY_LAST "\x7f"

void audit_row_read(struct stmt *stmt, struct audit_row *row)
{
	*row = (struct audit_row){
		.id = stmt_int(stmt, 0),
		.ref = xstrdup(stmt_text(stmt, 1)),
		.case_ref = xstrdup(stmt_text(stmt, 2)),
		.team = xstrdup(stmt_text(stmt, 3)),
		.service = xstrdup(stmt_text(stmt, 4)),
		.month = xstrdup(stmt_text(stmt, 5)),
		.lead = xstrdup(stmt_text(stmt, 6)),
		.peer = xstrdup(stmt_text(stmt, 7)),
		.worker = xstrdup(stmt_text(stmt, 8)),
		.state = (enum audit_state)stmt_int(stmt, 9),
		.due_on = stmt_date(stmt, 10),
		.completed_on = stmt_date(stmt, 11),
		.final_overall = (enum grade)stmt_int_or(stmt, 12, GRADE_NONE),
		.at_risk = stmt_int(stmt, 13),
		.amended = (int)stmt_int(stmt, 14),
		.lead_login = xstrdup(stmt_text(stmt, 15)),
		.peer_login = xstrdup(stmt_text(stmt, 16)),
		.kind = (enum audit_kind)stmt_int(stmt, 17),
	};
}

void audit_row_finish(struct audit_row *row)
{
	char *texts[] = {row->ref, row->case_ref, row->team, row->service, row->month,
		row->lead, row->peer, row->worker, row->lead_login, row->peer_login, row->key};

	for (size_t i = 0; i < LENGTH(texts); i++)
		free(texts[i]);
	*row = (struct audit_row){0};
}

int audit_standing_parse(const char *text, enum audit_standing *standing)
{
	static const char *const names[] = {[STANDING_COUNTED] = "counted",
		[STANDING_DONE] = "done",
		[STANDING_IN_TIME] = "in time",
		[STANDING_LATE] = "late",
		[STANDING_NOT_DUE] = "not due",
		[STANDING_MISSING] = "missing"};

	for (size_t i = STANDING_COUNTED; i < LENGTH(names); i++)
		if (strcmp(names[i], text) == 0) {
			*standing = (enum audit_standing)i;
			return 0;
		}
	return -1;
}

static bool is_grade(enum grade grade)
{
	return grade >= GRADE_OUTSTANDING && grade <= GRADE_INADEQUATE;
}

unsigned audit_grades_parse(const char *text)
{
	static const unsigned better = 1u << GRADE_OUTSTANDING | 1u << GRADE_GOOD,
			      worse = 1u << GRADE_REQUIRES_IMPROVEMENT | 1u << GRADE_INADEQUATE;
	enum grade grade;

	if (strcmp(text, "graded") == 0)
		return better | worse;
	if (strcmp(text, "Requires Improvement or better") == 0)
		return better | 1u << GRADE_REQUIRES_IMPROVEMENT;
	if (strcmp(text, "below Good") == 0)
		return worse;
	return grade_parse(text, &grade) == 0 && is_grade(grade) ? 1u << grade : 0;
}

unsigned audit_pair(enum grade auditor, enum grade moderator)
{
	return is_grade(auditor) && is_grade(moderator) ? 1u << (4 * auditor + moderator - 5)
							: 0;
}

// What they say of how far the moderator's grade stands below the auditor's: from least to most.
static const struct {
	const char *name;
	int least, most;
} pairs[] = {
	{"any", -3, 3},
	{"same", 0, 0},
	{"within one", -1, 1},
	{"auditor higher", 1, 3},
	{"auditor lower", -3, -1},
};

static unsigned pairs_apart(int least, int most)
{
	unsigned sum = 0;

	for (int mine = GRADE_OUTSTANDING; mine <= GRADE_INADEQUATE; mine++)
		for (int theirs = GRADE_OUTSTANDING; theirs <= GRADE_INADEQUATE; theirs++)
			if (theirs - mine >= least && theirs - mine <= most)
				sum |= audit_pair((enum grade)mine, (enum grade)theirs);
	return sum;
}

unsigned audit_pairs_parse(const char *text)
{
	const char *slash = strchr(text, '/');
	enum grade mine, theirs;
	char *first;
	int result;

	for (size_t i = 0; i < LENGTH(pairs); i++)
		if (strcmp(pairs[i].name, text) == 0)
			return pairs_apart(pairs[i].least, pairs[i].most);
	if (!slash)
		return 0;
	first = xstrndup(text, (size_t)(slash - text));
	result = grade_parse(first, &mine) || grade_parse(slash + 1, &theirs);
	free(first);
	return result ? 0 : audit_pair(mine, theirs);
}

static void key_set(struct audit_row *row, enum audit_sort sort)
{
	char iso[DATE_TEXT];

	row->key = xstrdup(sort == SORT_REFERENCE   ? row->ref
			   : sort == SORT_COMPLETED ? date_iso(row->completed_on, iso)
						    : date_iso(row->due_on, iso));
}

// The parts of the table that have an index of their own, as arguments of list_arms, list_sorted and
// list_part: what is 0 or "" is not asked for.
struct arms {
	bool open;
	int64_t mine;   // open ones in this person's hands
	int64_t person; // lead or peer
	int64_t own;    // submitted ones of this team
	int64_t team;
	int64_t service;
	int64_t services; // all those that this person answers for; not in list_arms
	const char *month;
};

#define ARMS_OF(p)                                                        \
	INT("arm_open", (p)->open), INT("arm_mine", (p)->mine),           \
		INT("arm_person", (p)->person), INT("arm_own", (p)->own), \
		INT("arm_team", (p)->team), INT("arm_service", (p)->service)

// Picks the smallest part that holds all that is wanted; false where that is the whole table.
static bool arms_pick(
	const struct session *session, const struct audit_filter *filter, struct arms *arms)
{
	bool open = filter->open || filter->state == AUDIT_ALLOCATED ||
		    filter->state == AUDIT_DRAFT;
	bool everywhere = may_everywhere(session, RIGHT_SEE);
	bool moderates = session->me.roles & ROLE_MODERATOR;
	bool narrow = !everywhere && !moderates; // sees their own and their team's only

	*arms = (struct arms){.month = ""};
	if (open && (narrow || filter->auditor_id))
		arms->mine = narrow ? session->me.id : filter->auditor_id;
	else if (open)
		arms->open = true;
	else if (filter->auditor_id)
		arms->person = filter->auditor_id;
	else if (narrow) {
		arms->person = session->me.id;
		arms->own = session->me.team_id;
	} else if (filter->team_id)
		arms->team = filter->team_id;
	else if (filter->month && *filter->month)
		arms->month = filter->month;
	else if (filter->service_id && !filter->state) // a state has an index of its own
		arms->service = filter->service_id;
	else if (!everywhere) {
		arms->services = session->me.id;
		if (session->me.roles & ROLE_AUDITOR) {
			arms->person = session->me.id;
			arms->own = session->me.team_id;
		}
	} else
		return false;
	return true;
}

// Where a page begins, and which way it goes, up to where.
struct start {
	const char *key, *until;
	int64_t id;
	bool down;
	int count;
};

#define START(s) TEXT("key", (s)->key), INT("id", (s)->id), INT("count", (s)->count)
#define UNTIL(s) TEXT("until", (s)->until)

// So many are gathered and sorted in some milliseconds; and where there are more, a walk through a million
// meets a page of them soon.
#define GATHERED_MOST 8000

static struct stmt *query_arms(struct session *session, const struct audit_filter *filter,
	const struct wanted *wanted, const struct arms *arms, const struct start *start)
{
	return db_query(session->db, start->down ? QUERY_LIST_ARMS_BACK : QUERY_LIST_ARMS,
		ARGS(START(start), UNTIL(start), WANTED(filter, wanted), SEEN(session),
			ARMS_OF(arms), TEXT("arm_month", arms->month)));
}

static struct stmt *query_sorted(struct session *session, const struct audit_filter *filter,
	const struct wanted *wanted, const struct arms *arms, const struct start *start)
{
	return db_query(session->db, start->down ? QUERY_LIST_SORTED_BACK : QUERY_LIST_SORTED,
		ARGS(START(start), INT("sort", filter->sort), WANTED(filter, wanted),
			SEEN(session), ARMS_OF(arms), TEXT("arm_month", arms->month),
			INT("arm_services", arms->services)));
}

static int part_is_small(struct session *session, const struct arms *arms, bool *small)
{
	int64_t count = 0;

	if (db_int(session->db, QUERY_LIST_PART,
		    ARGS(ARMS_OF(arms), INT("arm_services", arms->services),
			    TEXT("arm_month", arms->month), INT("most", GATHERED_MOST)),
		    &count) < 0)
		return -1;
	*small = count < GATHERED_MOST;
	return 0;
}

static struct stmt *query_walk(struct session *session, const struct audit_filter *filter,
	const struct wanted *wanted, const struct start *start)
{
	struct db *db = session->db;
	bool down = start->down;

	if (filter->sort == SORT_REFERENCE)
		return db_query(db, down ? QUERY_LIST_REF_BACK : QUERY_LIST_REF,
			ARGS(TEXT("key", start->key), WANTED(filter, wanted), SEEN(session),
				INT("count", start->count)));
	if (filter->sort == SORT_COMPLETED)
		return db_query(db, down ? QUERY_LIST_COMPLETED_BACK : QUERY_LIST_COMPLETED,
			ARGS(START(start), UNTIL(start), WANTED(filter, wanted),
				SEEN(session)));
	if (filter->state)
		return db_query(db, down ? QUERY_LIST_STATE_BACK : QUERY_LIST_STATE,
			ARGS(INT("of_state", filter->state), START(start), UNTIL(start),
				WANTED(filter, wanted), SEEN(session)));
	return db_query(db, down ? QUERY_LIST_DUE_BACK : QUERY_LIST_DUE,
		ARGS(START(start), UNTIL(start), WANTED(filter, wanted), SEEN(session)));
}

// Three ways, none of which grows with the table: merge the indexes of a part, which are in the order of
// due dates; gather and sort a small part; walk the whole table in order, past what is not wanted.
static struct stmt *query_page(struct session *session, const struct audit_filter *filter,
	const struct wanted *wanted, const struct start *start)
{
	struct arms arms;
	bool small;

	if (!arms_pick(session, filter, &arms))
		return query_walk(session, filter, wanted, start);
	if (filter->sort == SORT_DUE && !arms.services)
		return query_arms(session, filter, wanted, &arms, start);
	if (part_is_small(session, &arms, &small))
		return NULL;
	return small ? query_sorted(session, filter, wanted, &arms, start)
		     : query_walk(session, filter, wanted, start);
}

static int rows_read(struct stmt *stmt, enum audit_sort sort, struct audit_row *rows)
{
	int count = 0, more = -1;

	while (stmt && (more = stmt_next(stmt)) == 1) {
		audit_row_read(stmt, &rows[count]);
		key_set(&rows[count++], sort);
	}
	return more < 0 ? -1 : count;
}

int audit_page(struct session *session, const struct audit_filter *filter,
	const struct audit_row *from, bool back, struct audit_row *rows, int count)
{
	struct start start = {.down = filter->descending != back, .count = count};
	struct wanted wanted;
	const char *first = KEY_FIRST, *last = KEY_LAST;

	if (filter->text && *filter->text)
		return audit_search(session, filter, from, start.down, rows, count);
	wanted_init(&wanted, session, filter);
	if (filter->sort == SORT_DUE && filter->due.last) {
		first = wanted.due[0];
		last = wanted.due[1];
	} else if (filter->sort == SORT_COMPLETED && filter->completed.last) {
		first = wanted.completed[0];
		last = wanted.completed[1];
	}
	start.key = from ? from->key : start.down ? last : first;
	start.id = from ? from->id : start.down ? INT64_MAX : 0;
	start.until = start.down ? first : last;
	return rows_read(query_page(session, filter, &wanted, &start), filter->sort, rows);
}

int audit_mine(struct session *session, struct audit_row *rows, int max)
{
	struct audit_filter filter = {.open = true, .auditor_id = session->me.id};

	return audit_page(session, &filter, NULL, false, rows, max);
}
