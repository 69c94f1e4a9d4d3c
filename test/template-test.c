// SPDX-License-Identifier: MIT
// Templates: what comes with the program, importing, exporting, versions, differences.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "core/data.h"
#include "core/template-file.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"
#include "test/base.h"

#define HEADER "kind,domain,domain_name,grade,seq,text,flag\n"
#define SMALL                                                             \
	HEADER "question,VOICE,Voice of the child,,,How well?,NA\n"       \
	       "prompt,VOICE,Voice of the child,,V1,Seen alone?,SAFETY\n" \
	       "prompt,VOICE,Voice of the child,,V2,Heard?,\n"            \
	       "indicator,VOICE,Voice of the child,Good,1,Heard.,\n"

static struct template *read_text(const char *text, struct problems *problems)
{
	struct template *template;

	problem_init(problems, "file");
	assert_int_equal(template_read_text(text, problems, &template), 0);
	return template;
}

// The template of a text that has no problems.
static struct template *read_good(const char *text)
{
	struct problems problems;
	struct template *template = read_text(text, &problems);

	if (problems.count)
		fail_msg("%s", problems.messages[0]);
	problem_finish(&problems);
	return template;
}

static void shipped_has_144_indicators(void **state)
{
	const struct base *base = *state;
	const struct template *template = template_find(base->session, "CASE-FILE-2024", 0);
	size_t indicators = 0, safety = 0;

	assert_non_null(template);
	assert_int_equal(template->version, 1);
	assert_int_equal(template->effective_on, date_from(2024, 9, 1));
	assert_int_equal(template->domain_count, 7);
	assert_int_equal(template_graded_count(template), 6);
	assert_int_equal(template->prompt_count, 48);
	assert_string_equal(template_overall(template)->name, "Overall");
	for (size_t i = 0; i < template->domain_count; i++)
		for (int grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++)
			indicators += template->domains[i].descriptors[grade].count;
	for (int i = 0; i < 48; i++)
		safety += template_prompt_at(template, i)->safety;
	assert_int_equal(indicators, 144);
	assert_int_equal(safety, 6);
}

static void things_are_found_by_code_and_id(void **state)
{
	const struct base *base = *state;
	const struct template *template = template_find(base->session, TEMPLATE_SHIPPED, 1);
	const struct domain *voice = template_domain(template, "voice");
	const struct prompt *a5 = template_prompt(template, "A5");

	assert_ptr_equal(template_get(base->session, template->id), template);
	assert_ptr_equal(template_domain_by_id(template, voice->id), voice);
	assert_ptr_equal(template_prompt_by_id(template, a5->id), a5);
	assert_ptr_equal(template_prompt_at(template, a5->seq), a5);
	assert_int_equal(a5->domain, 1);
	assert_true(a5->safety);
	assert_null(template_domain(template, "NOTHING"));
	assert_null(template_prompt(template, "X1"));
}

static void export_gives_the_imported_file_again(void **state)
{
	const struct base *base = *state;
	const struct template *template = template_find(base->session, TEMPLATE_SHIPPED, 1);
	char *path = base_file(base, "out.csv"), *text;

	assert_int_equal(template_export(template, path, 0), 0);
	text = base_read(path);
	assert_string_equal(text, data_case_file_2024);
	free(text);
	free(path);
}

static void every_kind_of_row_comes_back(void **state)
{
	const struct base *base = *state;
	struct template *template = read_good(
		SMALL "question,overall,The whole,,,How well all in all?,\n"
		      "indicator,overall,The whole,Inadequate,1,\"=1+1, \"\"quoted\"\"\",\n");
	char *path = base_file(base, "out.csv");
	struct template *again;
	struct problems problems;
	struct template_change *changes;

	assert_int_equal(template_export(template, path, 0), 0);
	problem_init(&problems, path);
	assert_int_equal(template_read(path, &problems, &again), 0);
	assert_non_null(again);
	assert_int_equal(template_diff(template, again, &changes), 0);
	template_changes_free(changes, 0);
	assert_string_equal(again->domains[1].descriptors[GRADE_INADEQUATE].list[0].text,
		"=1+1, \"quoted\"");
	assert_true(again->domains[0].allows_na);
	template_destroy(template);
	template_destroy(again);
	problem_finish(&problems);
	free(path);
}

static void without_overall_comes_back(void **state)
{
	const struct base *base = *state;
	struct template *template = read_good(SMALL "template,,,,,,NO_OVERALL\n"), *again;
	char *path = base_file(base, "out.csv"), *text;

	assert_null(template_overall(template));
	assert_int_equal(template_export(template, path, 0), 0);
	text = base_read(path);
	again = read_good(text);
	assert_null(template_overall(again));
	template_destroy(template);
	template_destroy(again);
	free(text);
	free(path);
}

static void overall_is_last_wherever_it_stands(void **state)
{
	struct template *template =
		read_good(HEADER "question,OVERALL,,,,All in all?,\n"
				 "question,A,First,,,Q?,\nprompt,A,First,,A1,P?,\n"
				 "question,B,Second,,,Q?,\nprompt,B,Second,,B1,P?,\n"
				 "prompt,A,First,,A2,P?,\n");

	assert_string_equal(template->domains[0].code, "A");
	assert_string_equal(template_overall(template)->code, "overall");
	assert_string_equal(template_overall(template)->name, "Overall");
	assert_int_equal(template_overall(template)->seq, 2);
	assert_string_equal(template_prompt_at(template, 1)->code, "A2");
	assert_string_equal(template_prompt_at(template, 2)->code, "B1");
	assert_int_equal(template_prompt_at(template, 2)->domain, 1);
	template_destroy(template);
}

static const struct {
	const char *rows, *message;
} wrong[] = {
	{"questoin,A,First,,,Q?,\n", "file:2: kind: 'questoin' is no kind"},
	{"question,A,First,,,,\n", "file:2: text: is empty"},
	{"question,A,,,,Q?,\n", "file:2: domain_name: is empty"},
	{"question,A B,First,,,Q?,\n", "file:2: domain: 'A B' is no code"},
	{"question,Team,First,,,Q?,\n", "file:2: domain: Team is the name of a column"},
	{"question,MOD_A,First,,,Q?,\n", "file:2: domain: MOD_A is the name of a column"},
	{"question,A,First,Good,,Q?,\n", "file:2: grade: must be empty in a question row"},
	{"question,A,First,,,Q?,SAFETY\n", "file:2: flag: 'SAFETY' is no flag of a question"},
	{"question,A,First,,,Q?,\nquestion,A,First,,,Q?,\n", "file:3: text: A has a core"},
	{"question,A,First,,,Q?,\nprompt,A,Other,,A1,P?,\n",
		"file:3: domain_name: 'Other' is called 'First'"},
	{"question,A,First,,,Q?,\nprompt,A,First,,,P?,\n", "file:3: seq: '' is no code"},
	{"question,A,First,,,Q?,\nprompt,A,First,,A1,P?,\nprompt,A,First,,a1,P?,\n",
		"file:4: seq: a1 stands twice"},
	{"prompt,A,First,,A1,P?,\n", "file: kind: A has no question row"},
	{"prompt,overall,,,A1,P?,\n", "file:2: domain: the overall grade has no prompts"},
	{"indicator,A,First,Fair,1,I.,\n", "file:2: grade: 'Fair' is no grade"},
	{"indicator,A,First,n/a,1,I.,\n", "file:2: grade: 'n/a' is no grade"},
	{"indicator,A,First,,1,I.,\n", "file:2: grade: '' is no grade"},
	{"indicator,A,First,Good,x,I.,\n", "file:2: seq: 'x' is no number"},
	{"indicator,A,First,Good,1,I.,\nindicator,A,First,G,1,I.,\n",
		"file:3: seq: A Good 1 stands twice"},
	{"template,A,,,,,NO_OVERALL\n", "file:2: domain: must be empty in a template row"},
	{"template,,,,,,NO_OVERAL\n", "file:2: flag: 'NO_OVERAL' is no flag"},
	{"question,overall,,,,Q?,NA\n", "file:2: flag: the overall grade always applies"},
	{"question,A,First,,,Q?,\ntemplate,,,,,,NO_OVERALL\nquestion,overall,,,,Q?,\n",
		"file: domain: overall rows and the flag NO_OVERALL exclude each other"},
	{"", "file: domain: there is no domain"},
	{"question,A,First,,,Q\001?,\n", "file:2: text: holds U+0001"},
	{"question,A,First,,,\"Q\nR\",\n", "file:2: text: the cell: character 2"},
};

static void every_error_names_line_and_column(void **state)
{
	for (size_t i = 0; i < LENGTH(wrong); i++) {
		char *text = xasprintf(HEADER "%s", wrong[i].rows);
		struct problems problems;

		assert_null(read_text(text, &problems));
		if (problems.count == 0)
			fail_msg("accepted: %s", wrong[i].rows);
		if (strncmp(problems.messages[0], wrong[i].message, strlen(wrong[i].message)) !=
			0)
			fail_msg("'%s' does not begin with '%s'", problems.messages[0],
				wrong[i].message);
		problem_finish(&problems);
		free(text);
	}
}

static void all_errors_are_told(void **state)
{
	struct problems problems;

	assert_null(read_text(
		HEADER "question,A,First,,,,X\nprompt,A,First,Good,,P?,\n", &problems));
	assert_int_equal(problems.count, 4);
	problem_finish(&problems);
}

static void too_many_prompts_are_refused(void **state)
{
	char *text = xstrdup(HEADER "question,A,First,,,Q?,\n");
	struct problems problems;

	for (int i = 0; i <= TEMPLATE_PROMPTS_MAX; i++) {
		char *longer = xasprintf("%sprompt,A,First,,A%d,P?,\n", text, i);

		free(text);
		text = longer;
	}
	assert_null(read_text(text, &problems));
	assert_int_equal(problems.count, 1);
	problem_finish(&problems);
	free(text);
}

static void too_many_domains_are_refused(void **state)
{
	char *text = xstrdup(HEADER);
	struct problems problems;

	for (int i = 0; i < TEMPLATE_DOMAINS_MAX; i++) {
		char *longer = xasprintf("%squestion,D%d,Domain %d,,,Q?,\n", text, i, i);

		free(text);
		text = longer;
	}
	assert_null(read_text(text, &problems));
	assert_int_equal(problems.count, 1);
	problem_finish(&problems);
	free(text);
}

static const struct template *publish(
	struct session *session, const char *text, const char *name, date day)
{
	struct template *template = read_good(text);
	const struct template *published = template_publish(session, template, name, day);

	template_destroy(template);
	return published;
}

static void same_name_again_is_the_next_version(void **state)
{
	struct base *base = *state;
	const struct template *second =
		publish(base->session, SMALL, "Case-File-2024", date_from(2026, 1, 1));

	assert_non_null(second);
	assert_int_equal(second->version, 2);
	assert_string_equal(second->name, "case-file-2024");
	assert_int_equal(template_find(base->session, TEMPLATE_SHIPPED, 0)->version, 2);
	assert_int_equal(template_find(base->session, TEMPLATE_SHIPPED, 1)->domain_count, 7);
	assert_null(template_find(base->session, TEMPLATE_SHIPPED, 3));
	assert_int_equal(error_kind(), ERROR_MISSING);
}

static int in_force(struct base *base, int year, int month, int day)
{
	return template_in_force(base->session, NULL, date_from(year, month, day))->version;
}

static void the_day_decides_the_version(void **state)
{
	struct base *base = *state;

	publish(base->session, SMALL, TEMPLATE_SHIPPED, date_from(2026, 1, 1));
	publish(base->session, SMALL, TEMPLATE_SHIPPED, date_from(2026, 6, 1));
	assert_int_equal(in_force(base, 2023, 7, 1), 1); // before all of them: the first
	assert_int_equal(in_force(base, 2025, 12, 31), 1);
	assert_int_equal(in_force(base, 2026, 1, 1), 2);
	assert_int_equal(in_force(base, 2026, 5, 31), 2);
	assert_int_equal(in_force(base, 2030, 1, 1), 3);
	// A correction that is to hold from the same day stands before what it corrects.
	publish(base->session, SMALL, TEMPLATE_SHIPPED, date_from(2026, 1, 1));
	assert_int_equal(in_force(base, 2026, 2, 1), 4);
	assert_null(template_in_force(base->session, "none-such", date_from(2026, 1, 1)));
	assert_int_equal(error_kind(), ERROR_MISSING);
}

static void another_name_can_be_used(void **state)
{
	struct base *base = *state;

	publish(base->session, SMALL, "dip-sample", date_from(2026, 1, 1));
	assert_string_equal(template_in_force(base->session, NULL, date_from(2026, 1, 1))->name,
		TEMPLATE_SHIPPED);
	assert_int_equal(template_use(base->session, "DIP-sample"), 0);
	assert_string_equal(template_in_force(base->session, "", date_from(2026, 1, 1))->name,
		"dip-sample");
	assert_int_equal(template_use(base->session, "none-such"), -1);
}

static void a_name_must_be_plain(void **state)
{
	static const char *const names[] = {"", "a b", "a/b", "\303\251"};
	struct base *base = *state;

	for (size_t i = 0; i < LENGTH(names); i++) {
		assert_null(publish(base->session, SMALL, names[i], date_from(2026, 1, 1)));
		assert_int_equal(error_kind(), ERROR_DATA);
	}
}

static void only_qa_publishes(void **state)
{
	struct base *base = *state;

	base_user(base, "auditor", ROLE_AUDITOR | ROLE_MODERATOR, "East");
	assert_int_equal(session_act_as(base->session, "auditor"), 0);
	assert_null(publish(base->session, SMALL, "other", date_from(2026, 1, 1)));
	assert_int_equal(error_kind(), ERROR_DENIED);
	assert_int_equal(template_use(base->session, TEMPLATE_SHIPPED), -1);
	assert_int_equal(error_kind(), ERROR_DENIED);
}

static void the_list_counts_what_is_in_it(void **state)
{
	struct base *base = *state;
	struct template_row *rows;
	size_t count;

	publish(base->session, SMALL, "a-small-one", date_from(2026, 1, 1));
	assert_int_equal(template_list(base->session, &rows, &count), 0);
	assert_int_equal(count, 2);
	assert_string_equal(rows[0].name, "a-small-one");
	assert_int_equal(rows[0].domains, 2);
	assert_int_equal(rows[0].prompts, 2);
	assert_int_equal(rows[0].indicators, 1);
	assert_false(rows[0].in_use);
	assert_true(rows[1].in_use);
	assert_int_equal(rows[1].audits, 0);
	template_rows_free(rows, count);
}

static void published_is_frozen(void **state)
{
	static const enum query never[] = {QUERY_DOMAIN_ADD, QUERY_PROMPT_ADD,
		QUERY_DESCRIPTOR_ADD, QUERY_TEMPLATE_PUBLISH};
	struct base *base = *state;
	const struct template *template = template_find(base->session, TEMPLATE_SHIPPED, 1);
	int64_t domain = template->domains[0].id;
	const struct bind *args[] = {
		ARGS(INT("template", template->id), INT("seq", 20), TEXT("code", "X"),
			TEXT("name", "X"), TEXT("question", "X"), INT("allows_na", 0)),
		ARGS(INT("domain", domain), INT("seq", 190), TEXT("code", "X"),
			TEXT("text", "X"), INT("safety", 0)),
		ARGS(INT("domain", domain), INT("grade", 1), INT("seq", 90), TEXT("text", "X")),
		ARGS(TEXT("at", "X"), TEXT("by", "X"), INT("id", template->id)),
	};

	for (size_t i = 0; i < LENGTH(never); i++) {
		assert_int_equal(db_run(base->session->db, never[i], args[i]), -1);
		assert_non_null(strstr(error_message(), "a published template never changes"));
	}
}

struct expected {
	enum template_change_kind kind;
	const char *what, *old, *new;
};

static const char *shown(const char *text)
{
	return text ? text : "(none)";
}

static void expect_changes(const char *old, const char *new, const struct expected *expected,
	size_t expected_count)
{
	struct template *from = read_good(old), *to = read_good(new);
	struct template_change *changes;
	size_t count = template_diff(from, to, &changes);

	assert_int_equal(count, expected_count);
	for (size_t i = 0; i < count; i++) {
		assert_string_equal(changes[i].what, expected[i].what);
		assert_int_equal(changes[i].kind, expected[i].kind);
		assert_string_equal(shown(changes[i].old), shown(expected[i].old));
		assert_string_equal(shown(changes[i].new), shown(expected[i].new));
	}
	template_changes_free(changes, count);
	template_destroy(from);
	template_destroy(to);
}

static void differences_show_both_texts(void **state)
{
	static const struct expected expected[] = {
		{TEMPLATE_CHANGED, "VOICE name", "Voice of the child", "Voice"},
		{TEMPLATE_CHANGED, "VOICE question", "How well?", "How?"},
		{TEMPLATE_CHANGED, "VOICE flag", "may be not applicable", "always applies"},
		{TEMPLATE_CHANGED, "prompt V1", "Seen alone?", "Seen?"},
		{TEMPLATE_CHANGED, "prompt V1 flag", "SAFETY", "no flag"},
		{TEMPLATE_ADDED, "prompt V3", NULL, "New?"},
		{TEMPLATE_REMOVED, "prompt V2", "Heard?", NULL},
		{TEMPLATE_CHANGED, "VOICE Good 1", "Heard.", "Heard well."},
		{TEMPLATE_ADDED, "VOICE Good 2", NULL, "And more."},
	};

	expect_changes(SMALL,
		HEADER "question,VOICE,Voice,,,How?,\nprompt,VOICE,Voice,,V1,Seen?,\n"
		       "prompt,VOICE,Voice,,V3,New?,\n"
		       "indicator,VOICE,Voice,Good,1,Heard well.,\n"
		       "indicator,VOICE,Voice,Good,2,And more.,\n",
		expected, LENGTH(expected));
}

static void domains_come_and_go_and_prompts_move(void **state)
{
	static const struct expected expected[] = {
		{TEMPLATE_REMOVED, "OLD name", "Old", NULL},
		{TEMPLATE_REMOVED, "OLD question", "Q?", NULL},
		{TEMPLATE_REMOVED, "OLD Good 1", "Fine.", NULL},
		{TEMPLATE_REMOVED, "overall name", "Overall", NULL},
		{TEMPLATE_ADDED, "NEW name", NULL, "New"},
		{TEMPLATE_ADDED, "NEW question", NULL, "Q?"},
		{TEMPLATE_CHANGED, "prompt P1 domain", "OLD", "NEW"},
	};

	expect_changes(HEADER "question,OLD,Old,,,Q?,\nprompt,OLD,Old,,P1,P?,\n"
			      "indicator,OLD,Old,Good,1,Fine.,\n",
		HEADER "template,,,,,,NO_OVERALL\nquestion,NEW,New,,,Q?,\n"
		       "prompt,NEW,New,,P1,P?,\n",
		expected, LENGTH(expected));
}

#define ON_BASE(test) cmocka_unit_test_setup_teardown(test, base_setup, base_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BASE(shipped_has_144_indicators),
		ON_BASE(things_are_found_by_code_and_id),
		ON_BASE(export_gives_the_imported_file_again),
		ON_BASE(every_kind_of_row_comes_back),
		ON_BASE(without_overall_comes_back),
		cmocka_unit_test(overall_is_last_wherever_it_stands),
		cmocka_unit_test(every_error_names_line_and_column),
		cmocka_unit_test(all_errors_are_told),
		cmocka_unit_test(too_many_prompts_are_refused),
		cmocka_unit_test(too_many_domains_are_refused),
		ON_BASE(same_name_again_is_the_next_version),
		ON_BASE(the_day_decides_the_version),
		ON_BASE(another_name_can_be_used),
		ON_BASE(a_name_must_be_plain),
		ON_BASE(only_qa_publishes),
		ON_BASE(the_list_counts_what_is_in_it),
		ON_BASE(published_is_frozen),
		cmocka_unit_test(differences_show_both_texts),
		cmocka_unit_test(domains_come_and_go_and_prompts_move),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
