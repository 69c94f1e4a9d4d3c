// SPDX-License-Identifier: MIT
// Lists of moderations, a page at a time over an index.
#include <stdlib.h>

#include "core/moderation.h"
#include "db/mem.h"

// Below and above every key that there is.
#define KEY_FIRST ""
#define KEY_LAST "\x7f"

// So many are gathered and sorted in some milliseconds; and where there are more, a walk meets a page of them soon.
#define GATHERED_MOST 4000

// The columns of all pages.
enum {
	AUDIT,
	REF,
	CASE_REF,
	SERVICE,
	TEAM,
	LEAD,
	MODERATOR,
	MODERATOR_LOGIN,
	STATE,
	MODE,
	DUE_ON,
	COMPLETED_ON,
	MODERATED_ON,
	CHANGED,
	DISPUTED_ON
};

void moderation_row_finish(struct moderation_row *row)
{
	char *texts[] = {row->ref, row->case_ref, row->service, row->team, row->lead,
		row->moderator, row->moderator_login, row->key};

	for (size_t i = 0; i < LENGTH(texts); i++)
		free(texts[i]);
	*row = (struct moderation_row){0};
}

static void row_read(struct stmt *stmt, int key, struct moderation_row *row)
{
	*row = (struct moderation_row){
		.audit_id = stmt_int(stmt, AUDIT),
		.ref = xstrdup(stmt_text(stmt, REF)),
		.case_ref = xstrdup(stmt_text(stmt, CASE_REF)),
		.service = xstrdup(stmt_text(stmt, SERVICE)),
		.team = xstrdup(stmt_text(stmt, TEAM)),
		.lead = xstrdup(stmt_text(stmt, LEAD)),
		.moderator = xstrdup(stmt_text(stmt, MODERATOR)),
		.moderator_login = xstrdup(stmt_text(stmt, MODERATOR_LOGIN)),
		.state = (enum moderation_state)stmt_int(stmt, STATE),
		.mode = (enum moderation_mode)stmt_int(stmt, MODE),
		.due_on = stmt_date(stmt, DUE_ON),
		.completed_on = stmt_date(stmt, COMPLETED_ON),
		.moderated_on = stmt_date(stmt, MODERATED_ON),
		.changed = (int)stmt_int(stmt, CHANGED),
		.key = xstrdup(stmt_text(stmt, key)),
	};
}

// A page: where it begins, which way it goes, and for whom.
struct page {
	struct session *session;
	const char *key;
	int64_t id;
	bool down;
	int count;
	int64_t auditor, moderator; // 0: the person is none
};

#define START(p) TEXT("key", (p)->key), INT("id", (p)->id), INT("count", (p)->count)
#define SIGHT(p) \
	INT("all", may_everywhere((p)->session, RIGHT_SEE)), INT("moderator", (p)->moderator)

static struct stmt *query_mine(const struct page *page)
{
	return db_query(page->session->db,
		page->down ? QUERY_MODERATION_MINE_BACK : QUERY_MODERATION_MINE,
		ARGS(INT("user", page->session->me.id), START(page)));
}

static struct stmt *query_open(const struct page *page)
{
	return db_query(page->session->db,
		page->down ? QUERY_MODERATION_OPEN_BACK : QUERY_MODERATION_OPEN,
		ARGS(SIGHT(page), START(page)));
}

static struct stmt *query_disputed(const struct page *page)
{
	return db_query(page->session->db,
		page->down ? QUERY_MODERATION_DISPUTED_BACK : QUERY_MODERATION_DISPUTED,
		ARGS(SIGHT(page), START(page)));
}

// Whether the person sees but so many audits that they can be gathered.
static int sees_few(const struct page *page, int64_t moderator, bool *few)
{
	int64_t count;

	if (db_int(page->session->db, QUERY_MODERATION_PART,
		    ARGS(INT("moderator", moderator), INT("auditor", page->auditor),
			    INT("most", GATHERED_MOST)),
		    &count) < 0)
		return -1;
	*few = count < GATHERED_MOST;
	return 0;
}

// A walk along all that nobody acknowledged, unless these are many and the person's own audits few.
static struct stmt *query_outcomes(const struct page *page)
{
	static const enum query queries[2][2] = {
		{QUERY_MODERATION_OUTCOMES, QUERY_MODERATION_OUTCOMES_BACK},
		{QUERY_MODERATION_OUTCOMES_OF, QUERY_MODERATION_OUTCOMES_OF_BACK},
	};
	struct db *db = page->session->db;
	bool few = false;
	int64_t count;

	if (db_int(db, QUERY_MODERATION_OUTCOMES_PART, ARGS(INT("most", GATHERED_MOST)),
		    &count) < 0 ||
		(count == GATHERED_MOST && sees_few(page, 0, &few)))
		return NULL;
	return db_query(db, queries[few][page->down],
		ARGS(INT("auditor", page->auditor), INT("id", page->id),
			INT("count", page->count)));
}

static struct stmt *query_completed(const struct page *page)
{
	struct db *db = page->session->db;
	bool few = false;

	if (!may_everywhere(page->session, RIGHT_SEE) && sees_few(page, page->moderator, &few))
		return NULL;
	if (few)
		return db_query(db,
			page->down ? QUERY_MODERATION_GATHERED_BACK : QUERY_MODERATION_GATHERED,
			ARGS(INT("moderator", page->moderator), INT("auditor", page->auditor),
				START(page)));
	return db_query(db,
		page->down ? QUERY_MODERATION_COMPLETED_PAGE_BACK
			   : QUERY_MODERATION_COMPLETED_PAGE,
		ARGS(SIGHT(page), INT("auditor", page->auditor), START(page)));
}

static const struct {
	struct stmt *(*query)(const struct page *page);
	int key;     // its column
	bool newest; // first
	enum query count;
} lists[MODERATIONS_COUNT] = {
	[MODERATIONS_MINE] = {query_mine, DUE_ON, false, QUERY_MODERATION_MINE_COUNT},
	[MODERATIONS_OPEN] = {query_open, DUE_ON, false, QUERY_MODERATION_OPEN_COUNT},
	[MODERATIONS_DISPUTED] = {query_disputed, DISPUTED_ON, false,
		QUERY_MODERATION_DISPUTED_COUNT},
	[MODERATIONS_OUTCOMES] = {query_outcomes, AUDIT, false,
		QUERY_MODERATION_OUTCOMES_COUNT},
	[MODERATIONS_COMPLETED] = {query_completed, MODERATED_ON, true,
		QUERY_MODERATION_COMPLETED_COUNT},
};

static struct page page_of(struct session *session)
{
	unsigned roles = session->me.roles;

	return (struct page){.session = session,
		.auditor = roles & ROLE_AUDITOR ? session->me.id : 0,
		.moderator = roles & ROLE_MODERATOR ? session->me.id : 0};
}

int moderation_page(struct session *session, enum moderation_list list,
	const struct moderation_row *from, bool back, struct moderation_row *rows, int count)
{
	struct page page = page_of(session);
	struct stmt *stmt;
	int got = 0, more = -1;

	page.down = lists[list].newest != back;
	page.key = from ? from->key : page.down ? KEY_LAST : KEY_FIRST;
	page.id = from ? from->audit_id : page.down ? INT64_MAX : 0;
	page.count = count;
	stmt = lists[list].query(&page);
	while (stmt && (more = stmt_next(stmt)) == 1)
		row_read(stmt, lists[list].key, &rows[got++]);
	return more < 0 ? -1 : got;
}

int moderation_list_count(struct session *session, enum moderation_list list, int64_t *count)
{
	struct page page = page_of(session);
	struct bind auditor = INT("auditor", page.auditor),
		    most = INT("most", MODERATIONS_COUNTED);
	struct db *db = session->db;
	bool others = list == MODERATIONS_OPEN || list == MODERATIONS_DISPUTED;
	int found;

	*count = 0;
	if (others && !page.moderator && !may_everywhere(session, RIGHT_SEE))
		return 0; // rather than walking past all that is not theirs
	switch (list) {
	case MODERATIONS_MINE:
		found = db_int(
			db, lists[list].count, ARGS(INT("user", session->me.id), most), count);
		break;
	case MODERATIONS_OUTCOMES:
		found = db_int(db, lists[list].count, ARGS(auditor, most), count);
		break;
	case MODERATIONS_COMPLETED:
		found = db_int(db, lists[list].count, ARGS(SIGHT(&page), auditor, most), count);
		break;
	default: found = db_int(db, lists[list].count, ARGS(SIGHT(&page), most), count);
	}
	return found < 0 ? -1 : 0;
}
