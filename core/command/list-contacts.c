// SPDX-License-Identifier: MIT
// list contacts: what was written to children and families, and what is still to be.
#include <limits.h>
#include <stdlib.h>

#include "core/command.h"
#include "core/command/list.h"
#include "core/contact.h"
#include "core/listing.h"
#include "db/error.h"
#include "db/mem.h"

#define PAGE 200 // rows read at a time

static void put_row(
	struct session *session, struct listing *listing, const struct contact *contact)
{
	listing_text(listing, contact->ref);
	listing_text(listing, contact_who_name(contact->who));
	listing_text(listing, contact_state_words(contact));
	listing_day(listing, contact->due_on);
	listing_day(listing, contact_is_open(contact) && contact->state == CONTACT_TO_WRITE
				     ? contact_by(session, contact)
				     : DATE_NONE);
	listing_day(listing, contact->written_on);
	listing_text(listing, contact->means);
	listing_day(listing, contact->replied_on);
	listing_text(listing, contact->case_ref);
	listing_text(listing, contact->lead);
	listing_text(listing, contact->note);
}

static int put_all(struct session *session, const struct contact_filter *filter,
	struct listing *listing, long first)
{
	struct contact *rows = xcalloc(PAGE, sizeof(*rows)), last = {0};
	int got = PAGE;

	while (got == PAGE && first > 0) {
		got = contact_page(session, filter, last.ref ? &last : NULL, false, rows,
			first < PAGE ? (int)first : PAGE);
		for (int i = 0; i < got; i++) {
			put_row(session, listing, &rows[i]);
			contact_finish(&last);
			last = rows[i];
		}
		first -= got;
	}
	contact_finish(&last);
	free(rows);
	return got < 0 ? -1 : 0;
}

int list_contacts(struct run *run)
{
	static const char *const names[] = {"audit_ref", "who", "state", "due_on", "write_by",
		"written_on", "means", "replied_on", "case_ref", "auditor", "note"};
	struct contact_filter filter = {0};
	struct date_range month;
	struct listing *listing;
	bool json = false;
	long first = LONG_MAX;
	int result;
	const struct option_spec options[] = {
		{"--month", OPTION_TEXT, &filter.month},
		{"--open", OPTION_FLAG, &filter.open},
		{"--mine", OPTION_FLAG, &filter.mine},
		{"--first", OPTION_NUMBER, &first},
		{"--json", OPTION_FLAG, &json},
		{0},
	};

	if (options_read(run, options) || arguments_count(run, "list", 0, 0))
		return -1;
	if (filter.month && date_parse_month(filter.month, &month))
		return fail(ERROR_USAGE, "--month %s is no month: write it as 2026-10",
			filter.month);
	listing = listing_begin(run->out, json, names, LENGTH(names));
	result = put_all(run->session, &filter, listing, first);
	listing_end(listing);
	return result;
}
