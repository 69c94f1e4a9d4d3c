// SPDX-License-Identifier: MIT
// contact AUDIT child|family: what was written to them, and what came back.

#include "core/command.h"
#include "core/command/all.h"
#include "core/contact.h"
#include "db/error.h"
#include "db/mem.h"

// What the options say; NULL where they are not given.
struct wish {
	const char *written, *by, *replied, *note;
	bool none;
};

// An empty day takes away what was there.
static int read_day(const char *name, const char *text, date *day)
{
	if (text && !*text)
		*day = DATE_NONE;
	else if (text && date_parse(text, DATE_ISO, day))
		return fail(ERROR_USAGE, "%s %s: a date like 2026-10-12 is needed", name, text);
	return 0;
}

// The row as it is to be: what is not given stays.
static int fill(const struct wish *wish, struct contact *contact)
{
	if (read_day("--written", wish->written, &contact->written_on) ||
		read_day("--replied", wish->replied, &contact->replied_on))
		return -1;
	if (wish->by || (wish->written && !*wish->written))
		xreplace(&contact->means, wish->by ? wish->by : "");
	if (wish->note)
		xreplace(&contact->note, wish->note);
	if (wish->none)
		contact->state = CONTACT_NONE;
	else if (wish->written || wish->replied)
		contact->state = CONTACT_TO_WRITE;
	return 0;
}

static int change(struct run *run, const struct wish *wish, struct contact *list, int count,
	enum contact_who who)
{
	if (count == 0)
		return fail(ERROR_MISSING,
			"no contact with child or family is kept for %s: it began before they "
			"were",
			run->argv[0]);
	for (int i = 0; i < count; i++)
		if (list[i].who == who && fill(wish, &list[i]) == 0)
			return contact_put(run->session, &list[i]);
	return -1;
}

int command_contact(struct run *run)
{
	struct wish wish = {0};
	const struct option_spec options[] = {
		{"--written", OPTION_TEXT, &wish.written},
		{"--by", OPTION_TEXT, &wish.by},
		{"--replied", OPTION_TEXT, &wish.replied},
		{"--none", OPTION_FLAG, &wish.none},
		{"--note", OPTION_TEXT, &wish.note},
		{0},
	};
	struct contact list[2];
	enum contact_who who;
	int count, result;

	if (options_read(run, options) || arguments_count(run, "contact", 2, 2) ||
		contact_who_parse(run->argv[1], &who))
		return -1;
	if (!wish.written && !wish.by && !wish.replied && !wish.none && !wish.note)
		return command_usage("contact", "nothing is said");
	count = contact_of_ref(run->session, run->argv[0], list);
	result = count < 0 ? -1 : change(run, &wish, list, count, who);
	for (int i = 0; i < count; i++)
		contact_finish(&list[i]);
	return result;
}
