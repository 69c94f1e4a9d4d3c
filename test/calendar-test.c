// SPDX-License-Identifier: MIT
// The calendar file, read again by libical: events, their identity, line ends, folding, escapes, and what is not in it.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libical/ical.h>

#include "core/calendar.h"
#include "core/text.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/world.h"

// Names that need escaping and folding, in the middle of which a character must not be cut.
#define LONG_NAME                                                                          \
	"\xc5\xb4yn, Zo\xc3\xab; \xc5\x81ukasz \\ \xc5\x9a\xc5\x9a\xc5\x9a\xc5\x9a"        \
	"\xc5\x9a\xc5\x9a\xc5\x9a\xc5\x9a\xc5\x9a\xc5\x9a\xc5\x9a\xc5\x9a\xc5\x9a\xc5\x9a" \
	"\xc5\x9a\xc5\x9a\xc5\x9a\xc5\x9a\xc5\x9a\xc5\x9a\xc5\x9a\xc5\x9a\xc5\x9a\xc5\x9a"

static const char some[] =
	"UPDATE user SET name = '" LONG_NAME "' WHERE login = 'bob';"
	"INSERT INTO audit (id, ref, casefile_id, team_id, service_id, template_id, month, "
	"state, "
	"lead_id, allocated_on, due_on) SELECT 1, '2026-10-001', 1, 1, 1, 1, '2026-10', 1, id, "
	"'2026-10-01', '2026-10-30' FROM user WHERE login = 'bob';"
	"INSERT INTO audit (id, ref, casefile_id, team_id, service_id, template_id, month, "
	"state, "
	"lead_id, allocated_on, due_on, completed_on) SELECT 2, '2026-09-002', 1, 1, 1, 1, "
	"'2026-09', 3, id, '2026-09-01', '2026-09-30', '2026-09-30' FROM user "
	"WHERE login = 'bob';"
	"INSERT INTO action (audit_id, seq, what, owner_id, due_on, first_due_on, created_on) "
	"SELECT 2, 3, 'Ask Kyle about the bruise', id, '2026-12-31', '2026-12-31', "
	"'2026-09-30' "
	"FROM user WHERE login = 'ann';"
	"INSERT INTO concern (audit_id, what, told_whom, told_at, raised_by, raised_at, "
	"due_at) "
	"SELECT 2, 'Kyle has bruises', 'Duty', 'now', 1, '2026-10-12T08:00:00Z', "
	"'2026-10-12T16:00:00Z';"
	"INSERT INTO loop_version (id, effective_on) VALUES (1, '2026-01-01');"
	"INSERT INTO loop_rule (id, version_id, seq, grades, risk, step, name, who, "
	"time_limit, "
	"unit, counted_from) VALUES (1, 1, 0, 2, 2, 'x', 'Oversight on file', "
	"'team manager;service manager', 5, 1, 1);"
	"INSERT INTO loop_step (id, audit_id, seq, rule_id, team_id, service_id, grade, risk, "
	"counted_from, due_on) VALUES (1, 2, 1, 1, 1, 1, 1, 0, '2026-10-01', '2028-02-29');";

static char *file_of(struct world *world)
{
	return base_file(world->base, "due.ics");
}

// The calendar as somebody makes it, all of it or what is theirs. Yours.
static char *make(struct world *world, const char *login, bool mine, int64_t count)
{
	struct due_filter filter = {.horizon = 520, .login = mine ? login : NULL};
	char *path = file_of(world), *text = xcalloc(1, 100000);
	int64_t events = -1;
	FILE *file;

	world_as(world, login);
	assert_done(calendar_write(world->session, &filter, path, &events));
	assert_int_equal(events, count);
	file = fopen(path, "rb");
	assert_non_null(file);
	assert_true(fread(text, 1, 99999, file) > 0);
	fclose(file);
	free(path);
	return text;
}

static char *event_words(icalcomponent *event)
{
	struct icaltimetype from = icalcomponent_get_dtstart(event),
			    to = icalcomponent_get_dtend(event);

	assert_true(from.is_date && to.is_date);
	icaltime_adjust(&from, 1, 0, 0, 0);
	assert_int_equal(icaltime_compare_date_only(from, to), 0);
	icaltime_adjust(&from, -1, 0, 0, 0);
	return xasprintf("%04d-%02d-%02d %s", from.year, from.month, from.day,
		icalcomponent_get_summary(event));
}

// Day and summary of each event, a line each. Yours.
static char *events_of(const char *text)
{
	icalcomponent *calendar = icalparser_parse_string(text), *event;
	char *all = xstrdup("");

	assert_non_null(calendar);
	assert_int_equal(icalcomponent_count_errors(calendar), 0);
	assert_true(icalrestriction_check(calendar));
	for (event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); event;
		event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
		char *words = event_words(event), *longer = xasprintf("%s%s\n", all, words);

		free(words);
		free(all);
		all = longer;
	}
	icalcomponent_free(calendar);
	return all;
}

static void everything_is_an_event(void **state)
{
	struct world *world = *state;
	char *text, *events;

	base_tamper(world->base, some);
	text = make(world, "quinn", false, 4);
	events = events_of(text);
	assert_string_equal(events, "2026-10-12 PRACTICE: Safety concern on 2026-09-002 to be "
				    "answered (QA team, Abe "
				    "Ash, Ann Archer, Sam Stone)\n"
				    "2026-10-30 PRACTICE: Audit 2026-10-001 (" LONG_NAME ")\n"
				    "2026-12-31 PRACTICE: Action 2026-09-002/3 (Ann Archer)\n"
				    "2028-02-29 PRACTICE: 2026-09-002/1, Oversight on file "
				    "(Abe Ash, Ann Archer, Sam "
				    "Stone)\n");
	free(events);
	free(text);
	text = make(world, "bob", true, 1);
	events = events_of(text);
	assert_string_equal(events, "2026-10-30 PRACTICE: Audit 2026-10-001\n");
	free(events);
	free(text);
}

static void lines_end_and_fold_as_the_standard_says(void **state)
{
	struct world *world = *state;
	char *text, *line, *end;

	base_tamper(world->base, some);
	text = make(world, "quinn", false, 4);
	assert_non_null(strstr(text, "\r\n ")); // something is folded
	for (line = text; *line; line = end + 2) {
		end = strstr(line, "\r\n");
		assert_non_null(end);
		assert_true(end - line <= 75);
		assert_null(memchr(line, '\n', (size_t)(end - line)));
		// A character of more octets than one is not cut.
		assert_true(((unsigned char)line[0] & 0xc0) != 0x80 &&
			    (line[0] != ' ' || ((unsigned char)line[1] & 0xc0) != 0x80));
	}
	assert_non_null(strstr(text, "Zo\xc3\xab\\; \xc5\x81ukasz \\\\ "));
	assert_non_null(strstr(text, "\xc5\xb4yn\\, Zo"));
	free(text);
}

static void no_word_about_a_child_is_in_it(void **state)
{
	struct world *world = *state;
	char *text;

	base_tamper(world->base, some);
	text = make(world, "quinn", false, 4);
	assert_null(strstr(text, "Kyle"));
	assert_null(strstr(text, "bruise"));
	assert_null(strstr(text, "C1"));
	free(text);
}

// The lines of a calendar that begin with a word, in their order. Yours.
static char *lines_of(const char *text, const char *word)
{
	char *all = xstrdup("");

	for (const char *at = text; (at = strstr(at, word)); at++) {
		char *longer = xasprintf("%s%.*s\n", all, (int)strcspn(at, "\r"), at);

		free(all);
		all = longer;
	}
	return all;
}

static void an_event_keeps_its_identity(void **state)
{
	struct world *world = *state;
	char *first, *second, *uids, *again, *other;

	base_tamper(world->base, some);
	first = make(world, "quinn", false, 4);
	base_tamper(world->base, "UPDATE action SET due_on = '2027-01-11', revision = 2");
	second = make(world, "quinn", false, 4);
	uids = lines_of(first, "UID:");
	again = lines_of(second, "UID:");
	assert_string_equal(uids, again);
	assert_non_null(strstr(uids, "UID:step-1-"));
	assert_non_null(strstr(uids, "UID:concern-1-"));
	assert_non_null(strstr(second, "20270111"));
	other = lines_of(second, "DTSTAMP:20261012T");
	assert_true(strlen(other) > 4 * strlen("DTSTAMP:20261012T"));
	free(other);
	free(uids);
	free(again);
	free(first);
	free(second);
}

static void what_cannot_be_written_is_refused(void **state)
{
	struct world *world = *state;
	struct due_filter filter = {.horizon = 520};
	char *path = xasprintf("%s/nowhere/due.ics", world->base->folder);
	int64_t count;

	base_tamper(world->base, some);
	world_as(world, "quinn");
	assert_refused(calendar_write(world->session, &filter, path, &count), ERROR_CREATE);
	world_expect(world, "SELECT count(*) FROM trail WHERE record = 'calendar'", "0");
	free(make(world, "quinn", false, 4));
	world_expect(world, "SELECT count(*) FROM trail WHERE record = 'calendar'", "1");
	world_as(world, "adam");
	assert_refused(calendar_write(world->session, &filter, path, &count), ERROR_DENIED);
	free(path);
}

int main(void)
{
#define WORLD(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
	const struct CMUnitTest tests[] = {
		WORLD(everything_is_an_event),
		WORLD(lines_end_and_fold_as_the_standard_says),
		WORLD(no_word_about_a_child_is_in_it),
		WORLD(an_event_keeps_its_identity),
		WORLD(what_cannot_be_written_is_refused),
	};

	setenv("TZ", "GMT0BST,M3.5.0/1,M10.5.0", 1); // England
	return cmocka_run_group_tests(tests, NULL, NULL);
}
