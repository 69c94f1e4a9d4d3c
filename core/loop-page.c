// SPDX-License-Identifier: MIT
// The open steps in the order of their due dates, a page at a time.
#include "core/access.h"
#include "core/loop-private.h"
#include "db/mem.h"

// Below and above every due date that there is.
#define KEY_FIRST ""
#define KEY_LAST "\x7f"

struct page {
	struct session *session;
	const struct loop_filter *filter;
	const char *due;
	int64_t id;
	bool back;
	int64_t count; // -1: the reader stops by itself
};

static enum query page_query(const struct page *page)
{
	static const enum query queries[3][2] = {
		{QUERY_LOOP_PAGE, QUERY_LOOP_PAGE_BACK},
		{QUERY_LOOP_PAGE_SERVICE, QUERY_LOOP_PAGE_SERVICE_BACK},
		{QUERY_LOOP_PAGE_TEAM, QUERY_LOOP_PAGE_TEAM_BACK},
	};

	return queries[page->filter->team_id      ? 2
		       : page->filter->service_id ? 1
						  : 0][page->back];
}

static struct stmt *page_open(const struct page *page)
{
	const struct loop_filter *filter = page->filter;
	struct session *session = page->session;

	return db_query(session->db, page_query(page),
		ARGS(INT("me", session->me.id), TEXT("due", page->due), INT("id", page->id),
			INT("service", filter->service_id), INT("in_team", filter->team_id),
			INT("grade", filter->grade),
			TEXT("code", filter->step ? filter->step : ""),
			INT("overdue", filter->overdue), DAY("today", session->today),
			LOOPED(session), INT("count", page->count)));
}

// The next row that is wanted: 1, 0, -1.
static int page_next(const struct page *page, struct stmt *stmt, struct loop_step *step)
{
	int more;

	while ((more = stmt_next(stmt)) == 1) {
		loop_step_read(stmt, step);
		if (!page->filter->mine || loop_part_of(page->session, step) >= 0)
			return 1;
		loop_step_finish(step);
	}
	return more;
}

int loop_page(struct session *session, const struct loop_filter *filter,
	const struct loop_step *from, bool back, struct loop_step *rows, int count)
{
	char iso[DATE_TEXT];
	struct page page = {
		.session = session,
		.filter = filter,
		.due = from   ? date_iso(from->due_on, iso)
		       : back ? KEY_LAST
			      : KEY_FIRST,
		.id = from   ? from->id
		      : back ? INT64_MAX
			     : 0,
		.back = back,
		.count = filter->mine ? -1 : count,
	};
	struct stmt *stmt = page_open(&page);
	int got = 0, more = stmt ? 1 : -1;

	while (got < count && more == 1) {
		more = page_next(&page, stmt, &rows[got]);
		got += more == 1;
	}
	if (more == 1)
		stmt_done(stmt);
	if (more >= 0)
		return got;
	while (got > 0)
		loop_step_finish(&rows[--got]);
	return -1;
}
