// SPDX-License-Identifier: MIT
// Contacts with children and families as lists: what is still to be done, and a page of any.
#include "core/access.h"
#include "core/contact-private.h"

#define KEY_FIRST ""
#define KEY_LAST "9999-12-31"

// Where a page begins, and the part of the table over which it goes.
struct page {
	struct bind key;
	int64_t id, person, lead_or_peer;
	int who, count;
	bool open;
	const char *month;
	char until[DATE_TEXT];
};

static struct stmt *query_part(struct session *session, const struct contact_filter *filter,
	const struct page *page, bool back)
{
	return db_query(session->db, back ? QUERY_CONTACT_PAGE_BACK : QUERY_CONTACT_PAGE,
		ARGS(INT("arm_open", page->open), page->key, INT("id", page->id),
			TEXT("month", filter->month ? filter->month : ""),
			INT("open", filter->open),
			TEXT("until", filter->month ? filter->month : page->until),
			INT("mine", filter->mine ? session->me.id : 0), SEEN(session),
			INT("arm_mine", page->lead_or_peer), INT("arm_person", page->person),
			TEXT("arm_month", page->month), INT("count", page->count),
			INT("who", page->who)));
}

static struct stmt *query(struct session *session, const struct contact_filter *filter,
	const struct page *page, bool back)
{
	if (filter->month || filter->open || filter->mine)
		return query_part(session, filter, page, back);
	return db_query(session->db, back ? QUERY_CONTACT_ALL_BACK : QUERY_CONTACT_ALL,
		ARGS(INT("id", page->id), INT("who", page->who), SEEN(session),
			INT("count", page->count)));
}

int contact_page(struct session *session, const struct contact_filter *filter,
	const struct contact *from, bool back, struct contact *rows, int count)
{
	int64_t me = session->me.id;
	bool own = filter->mine && !filter->month;
	struct page page = {
		.key = TEXT("key", back ? KEY_LAST : KEY_FIRST),
		.id = from   ? from->audit_id
		      : back ? INT64_MAX
			     : 0,
		.who = from   ? (int)from->who
		       : back ? CONTACT_FAMILY + 1
			      : 0,
		.count = count,
		.month = filter->month,
		.open = filter->open && !filter->mine && !filter->month,
		.lead_or_peer = own && filter->open ? me : 0,
		.person = own && !filter->open ? me : 0,
	};
	char day[DATE_TEXT];
	struct stmt *row;
	int got = 0, more = -1;

	date_month(session->today, page.until);
	if (from)
		page.key = (struct bind)TEXT("key", date_iso(from->due_on, day));
	row = query(session, filter, &page, back);
	while (row && (more = stmt_next(row)) == 1)
		contact_read(row, &rows[got++]);
	return more < 0 ? -1 : got;
}

int contact_open(
	struct session *session, const char *month, bool mine, struct contact *list, int max)
{
	struct contact_filter filter = {.month = month,
		.open = true,
		.mine = mine || !may(session, RIGHT_SAMPLE, NULL)};

	return contact_page(session, &filter, NULL, false, list, max);
}

int contact_count(struct session *session, bool mine, int64_t *count)
{
	char month[DATE_TEXT];
	struct bind until = TEXT("until", date_month(session->today, month));
	int found;

	if (mine || !may(session, RIGHT_SAMPLE, NULL))
		found = db_int(session->db, QUERY_CONTACT_COUNT_MINE,
			ARGS(INT("user", session->me.id), until), count);
	else
		found = db_int(session->db, QUERY_CONTACT_COUNT, ARGS(until), count);
	return found < 0 ? -1 : 0;
}
