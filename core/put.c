// SPDX-License-Identifier: MIT
// What putting a named record has in common: people, teams, services, themes.
#include <stdlib.h>
#include <string.h>

#include "core/put.h"
#include "core/text.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"

#define NAME_CHARACTERS 100

bool put_active(enum active active, bool before)
{
	return active == ACTIVE_KEEP ? before : active == ACTIVE_YES;
}

static size_t characters(const char *text)
{
	size_t count = 0, length = strlen(text);

	while (length) {
		size_t step = text_step(text, length, NULL);

		text += step;
		length -= step;
		count++;
	}
	return count;
}

int put_check_name(const char *name, const char *what)
{
	size_t length = strlen(name);

	if (length == 0)
		return fail(ERROR_DATA, "the %s is empty: fill it in", what);
	if (text_check(name, length, TEXT_LINE, what))
		return -1;
	if (name[0] == ' ' || name[length - 1] == ' ')
		return fail(ERROR_DATA,
			"the %s '%s' begins or ends with a blank: write it without", what,
			name);
	if (strpbrk(name, ";,"))
		return fail(ERROR_DATA,
			"the %s '%s' has a ; or , in it, which split lists: write it without",
			what, name);
	if (characters(name) > NAME_CHARACTERS)
		return fail(ERROR_DATA, "the %s is longer than %d characters: shorten it", what,
			NAME_CHARACTERS);
	return 0;
}

int put_check(enum put put, int found, const char *kind, const char *name, const char *known)
{
	if (put == PUT_NEW && found)
		return fail(ERROR_CREATE, "the %s %s is there already: change it instead", kind,
			name);
	if (put == PUT_OLD && !found)
		return fail(ERROR_MISSING, "there is no %s %s: those there are: %s", kind, name,
			known && *known ? known : "none");
	return 0;
}

int put_record(struct session *session, const struct put_change *change)
{
	char *record;
	int result;

	if (change->old && change->new &&strcmp(change->old, change->new) == 0)
		return 0;
	record = xasprintf("%s %s", change->kind, change->name);
	result = trail_append(session, &(struct act){.verb = change->field ? "change" : "add",
					       .record = record,
					       .service_id = change->service_id,
					       .field = change->field,
					       .old = change->old,
					       .new = change->new});
	free(record);
	return result;
}
