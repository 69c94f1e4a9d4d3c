// SPDX-License-Identifier: MIT
// Who may do what: each cell of the table of design section 2, and that the lists agree with it.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "core/audit-list.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/table.h"
#include "test/world.h"

// The person of the table is 1, of team 1, and answers for service 1; everybody else is 9.
enum { ME = 1, OTHER = 9 };

static unsigned roles_of(const char *text)
{
	return (strstr(text, "auditor") ? ROLE_AUDITOR : 0u) |
	       (strstr(text, "moderator") ? ROLE_MODERATOR : 0u) |
	       (strstr(text, "qa") ? ROLE_QA : 0u) | (strstr(text, "admin") ? ROLE_ADMIN : 0u);
}

static enum right right_of(const char *name)
{
	static const char *const names[RIGHT_COUNT] = {
		[RIGHT_SEE] = "see",
		[RIGHT_WRITE] = "write",
		[RIGHT_AMEND] = "amend",
		[RIGHT_MODERATE] = "moderate",
		[RIGHT_SETTLE] = "settle",
		[RIGHT_LOOP] = "loop",
		[RIGHT_VERIFY] = "verify",
		[RIGHT_SAMPLE] = "sample",
		[RIGHT_IMPORT] = "import",
		[RIGHT_TEMPLATE] = "template",
		[RIGHT_REPORT] = "report",
		[RIGHT_ADMIN] = "admin",
		[RIGHT_TRAIL] = "trail",
		[RIGHT_CHALLENGE] = "challenge",
		[RIGHT_LIBRARY] = "library",
	};
	int right = 0;

	while (right < RIGHT_COUNT && strcmp(names[right], name) != 0)
		right++;
	assert_true(right < RIGHT_COUNT);
	return (enum right)right;
}

static int64_t whose(const char *relation, const char *what)
{
	return strstr(relation, what) ? ME : OTHER;
}

static void every_cell_of_the_table_holds(void **state)
{
	struct table *table = table_read("right.tsv");
	bool seen[RIGHT_COUNT] = {false};

	for (size_t row = 0; row < table_rows(table); row++) {
		const char *relation = table_cell(table, row, "relation");
		enum right right = right_of(table_cell(table, row, "right"));
		int64_t service = ME;
		struct session session = {
			.me = {.id = ME,
				.roles = roles_of(table_cell(table, row, "roles")),
				.team_id = ME,
				.services = &service,
				.service_count = 1,
				.post = (char *)(strstr(relation, "head")
							 ? "head of service"
							 : "service manager")}};
		struct subject subject = {.lead_id = whose(relation, "lead"),
			.peer_id = whose(relation, "peer"),
			.team_id = whose(relation, "team"),
			.service_id = whose(relation, "service"),
			.owner_id = whose(relation, "owner"),
			.actor_id = whose(relation, "actor"),
			.moderator_id = whose(relation, "moderated"),
			.submitted = strcmp(table_cell(table, row, "state"), "submitted") == 0};

		session.me.login = (char *)"me";
		table_expect(table, row, "may", may(&session, right, &subject) ? "yes" : "no");
		assert_int_equal(require(&session, right, &subject),
			may(&session, right, &subject) ? 0 : -1);
		seen[right] = true;
	}
	for (int right = 0; right < RIGHT_COUNT; right++)
		assert_true(seen[right]);
	table_destroy(table);
}

// What a list may show is decided in SQL: it must be what may() says, for everybody and every audit.
static const char audits[] =
	"INSERT INTO audit (ref, casefile_id, team_id, service_id, template_id, month, state, "
	"lead_id, peer_id, allocated_on, due_on, completed_on) "
	"SELECT 'A-' || s.n || '-' || t.id || '-' || l.login || '-' || coalesce(p.login, ''), "
	"1, "
	"t.id, t.service_id, 1, '2026-10', s.n, l.id, p.id, '2026-10-01', '2026-10-' || (10 + "
	"s.n), "
	"iif(s.n BETWEEN 3 AND 5, '2026-10-09', NULL) "
	"FROM (SELECT 1 AS n UNION SELECT 2 UNION SELECT 3 UNION SELECT 5 UNION SELECT 6) s, "
	"team t, "
	"(SELECT id, login FROM user WHERE login IN ('ann', 'max', 'cat')) l "
	"LEFT JOIN user p ON p.login = 'abe' AND l.login = 'ann'";

static int listed(struct session *session, const struct audit_filter *filter, char *shown)
{
	struct audit_row rows[7], from;
	int total = 0, got;
	bool first = true;

	do {
		got = audit_page(session, filter, first ? NULL : &from, false, rows, 7);
		assert_true(got >= 0);
		if (!first)
			audit_row_finish(&from);
		for (int i = 0; i < got; i++) {
			assert_int_equal(shown[rows[i].id], 0);
			shown[rows[i].id] = 1;
			if (i < got - 1)
				audit_row_finish(&rows[i]);
		}
		if (got)
			from = rows[got - 1];
		first = false;
		total += got;
	} while (got);
	return total;
}

static void lists_agree(struct world *world, const char *login, enum audit_sort sort)
{
	struct audit_filter filter = {.sort = sort};
	struct session *session = world->session;
	char shown[100] = {0};

	world_as(world, login);
	listed(session, &filter, shown);
	for (int64_t id = 1; id < 100; id++) {
		struct audit *audit;
		struct subject subject;
		bool expected;

		world_as(world, "quinn");
		audit = audit_open_id(session, id);
		world_as(world, login);
		if (!audit)
			break;
		subject = audit_subject(audit);
		expected = may(session, RIGHT_SEE, &subject) &&
			   (sort != SORT_COMPLETED || audit->completed_on != DATE_NONE);
		if (shown[id] != expected)
			fail_msg("%s, sort %d: %s is %slisted", login, (int)sort, audit->ref,
				expected ? "not " : "");
		audit_destroy(audit);
	}
}

static void lists_show_what_may_be_seen(void **state)
{
	static const char *const people[] = {
		"ann", "abe", "bob", "cat", "sam", "sue", "quinn", "adam", "max"};
	struct world *world = *state;

	base_tamper(world->base, audits);
	for (size_t i = 0; i < LENGTH(people); i++)
		for (int sort = SORT_DUE; sort <= SORT_REFERENCE; sort++)
			lists_agree(world, people[i], (enum audit_sort)sort);
}

static void opening_asks_for_the_right(void **state)
{
	static const struct {
		const char *login;
		bool draft, submitted;
	} people[] = {
		{"ann", true, true},    // lead
		{"bob", true, true},    // peer
		{"abe", false, true},   // the team
		{"max", false, true},   // the team; moderator of another service
		{"cat", false, false},  // another team
		{"sam", true, true},    // the service
		{"sue", false, false},  // another service
		{"quinn", true, true},  // QA
		{"adam", false, false}, // administrator
	};
	struct world *world = *state;
	char *ref = world_audit(world, "C1", "ann", "bob");

	for (int submitted = 0; submitted < 2; submitted++) {
		for (size_t i = 0; i < LENGTH(people); i++) {
			bool expected = submitted ? people[i].submitted : people[i].draft;
			struct audit *audit;

			world_as(world, people[i].login);
			audit = audit_open(world->session, ref);
			if ((audit != NULL) != expected)
				fail_msg("%s: %s", people[i].login, error_message());
			if (!audit)
				assert_int_equal((int)error_kind(), ERROR_DENIED);
			audit_destroy(audit);
		}
		base_tamper(world->base, "UPDATE audit SET state = 3");
	}
	free(ref);
}

int main(void)
{
#define WORLD(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_cell_of_the_table_holds),
		WORLD(lists_show_what_may_be_seen),
		WORLD(opening_asks_for_the_right),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
