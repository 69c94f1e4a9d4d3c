// SPDX-License-Identifier: MIT
// All that is held on a case: who may gather it, what it says, what the trail says of it.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "core/person.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/moderated.h"
#include "test/world.h"

static void begin(const struct person_part *part, void *context)
{
	fprintf(context, "[%s]\n", part->key);
}

static void row(const struct person_cell *cells, int count, void *context)
{
	for (int i = 0; i < count; i++) {
		fprintf(context, "%s=", cells[i].name);
		if (cells[i].kind == CELL_TEXT)
			fputs(cells[i].text, context);
		else if (cells[i].kind == CELL_YES)
			fputs(cells[i].number ? "yes" : "no", context);
		else if (cells[i].kind == CELL_NUMBER)
			fprintf(context, "%lld", (long long)cells[i].number);
		fputc(';', context);
	}
	fputc('\n', context);
}

static void end(void *context)
{
	(void)context;
}

// What somebody is told. Yours; NULL: refused.
static char *gather(struct world *world, const char *login, const char *ref)
{
	char *text = NULL;
	size_t size;
	struct person_reader reader = {begin, row, end, open_memstream(&text, &size)};
	int result;

	world_as(world, login);
	result = person_read(world->session, ref, &reader);
	fclose(reader.context);
	if (!result)
		return text;
	free(text);
	return NULL;
}

static void expect(struct world *world, const char *ref, const char *words)
{
	char *text = gather(world, "quinn", ref);

	if (!text || !strstr(text, words))
		fail_msg("\"%s\" is not in: %.2000s", words, text ? text : error_message());
	free(text);
}

static void a_case_without_an_audit_is_held_too(void **state)
{
	expect(*state, "C9",
		"[case]\ncase_ref=C9;service=Assessment;team=A;worker=Wendy Ŵyn;plan_type=;"
		"status=closed;\n[workers]\n[audits]\n");
}

static void an_audit_is_shown_with_all_its_parts(void **state)
{
	struct world *world = *state;

	moderated_to(world, MODERATION_SETTLED);
	expect(world, "C1", "part=lead;domain=Voice of the child;grade=Good;by=Ann Archer;");
	expect(world, "C1", "part=peer;domain=Quality of plans;grade=Inadequate;by=Bob Birch;");
	expect(world, "C1", "step=Manager's oversight");
	expect(world, "C1", MODERATED_COMMENTARY);
	expect(world, "C1", "state=settled;mode=sealed;");
	expect(world, "C1", "own=Requires Improvement;auditor=Good;decision=changed;");
	expect(world, "C1", "prompt=V1;question=");
	expect(world, "C1", "source=child;obtained=no;");
	expect(world, "C1", "of=rationale;domain=Voice of the child;text=Seen on file.;");
}

static void only_qa_gathers_it(void **state)
{
	static const char *const others[] = {
		"ann", "abe", "bob", "cat", "sam", "sue", "adam", "max", "wyn"};
	struct world *world = *state;

	for (size_t i = 0; i < LENGTH(others); i++) {
		char *text = gather(world, others[i], "C1");

		assert_null(text);
		assert_int_equal(error_kind(), ERROR_DENIED);
	}
	world_expect(world, "SELECT count(*) FROM trail WHERE record = 'case C1'", "0");
}

static void a_case_that_is_none_is_missing(void **state)
{
	struct world *world = *state;

	assert_null(gather(world, "quinn", "C7"));
	assert_int_equal(error_kind(), ERROR_MISSING);
	assert_null(gather(world, "quinn", "C1' OR '1'='1"));
	assert_int_equal(error_kind(), ERROR_MISSING);
}

static void gathering_is_an_act_in_the_trail(void **state)
{
	struct world *world = *state;

	expect(world, "C1", "actor=quinn;act=look;record=case C1;");
	expect(world, "C1", "actor=quinn;act=look;record=case C1;");
	world_expect(world,
		"SELECT count(*) FROM trail WHERE record = 'case C1' AND act = 'look' AND "
		"actor = 'quinn'",
		"2");
}

static void who_grades_blind_does_not_gather_it(void **state)
{
	struct world *world = *state;
	char *ref = world_audit(world, "C1", "ann", "");

	base_tamper(world->base,
		"UPDATE audit SET blind_id = (SELECT id FROM user WHERE login = 'quinn')");
	assert_null(gather(world, "quinn", "C1"));
	assert_int_equal(error_kind(), ERROR_DENIED);
	assert_non_null(strstr(error_message(), ref));
	base_tamper(world->base, "UPDATE audit SET blind_id = NULL, peer_id = (SELECT id FROM "
				 "user WHERE login = 'quinn')");
	assert_null(gather(world, "quinn", "C1"));
	base_tamper(world->base, "UPDATE audit SET state = 3");
	expect(world, "C1", "peer=Quinn Quill");
	free(ref);
}

static void odd_texts_come_as_they_are(void **state)
{
	struct world *world = *state;

	base_tamper(world->base,
		"UPDATE casefile SET ref = 'C''1\"; DROP TABLE audit; -- Ŵ%', worker = '' "
		"WHERE ref = 'C1'");
	expect(world, "C'1\"; DROP TABLE audit; -- Ŵ%",
		"case_ref=C'1\"; DROP TABLE audit; -- Ŵ%;service=Assessment;team=A;worker=;");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			a_case_without_an_audit_is_held_too, world_setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			an_audit_is_shown_with_all_its_parts, moderated_setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			only_qa_gathers_it, world_setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			a_case_that_is_none_is_missing, world_setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			gathering_is_an_act_in_the_trail, world_setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			who_grades_blind_does_not_gather_it, world_setup, world_teardown),
		cmocka_unit_test_setup_teardown(
			odd_texts_come_as_they_are, world_setup, world_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
