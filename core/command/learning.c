// SPDX-License-Identifier: MIT
// learning: what audits teach the service by theme, and the exemplars of good practice.
#include <inttypes.h>
#include <stdlib.h>
#include <strings.h>

#include "core/command.h"
#include "core/command/all.h"
#include "core/command/list.h"
#include "core/command/period.h"
#include "core/command/sub.h"
#include "core/document.h"
#include "core/exemplar.h"
#include "core/learning.h"
#include "core/listing.h"
#include "core/lookup.h"
#include "core/writer.h"
#include "db/error.h"
#include "db/mem.h"

// Where rows go: a table or JSON on the screen, or a CSV file.
struct rows {
	struct run *run;
	struct listing *listing; // NULL: a CSV file
	struct writer writer;
	size_t columns, at; // of the CSV: its own, the last of them `database`; the next cell's
};

// How they are asked for.
struct form {
	bool json, csv;
	const char *path;
};

#define FORM_OPTIONS(form)                                                          \
	{"--json", OPTION_FLAG, &(form).json}, {"--csv", OPTION_FLAG, &(form).csv}, \
	{                                                                           \
		"-o", OPTION_TEXT, &(form).path                                     \
	}

static int form_check(const struct run *run, const struct form *form)
{
	if ((form->json && form->csv) || (form->path && !form->csv))
		return fail(ERROR_USAGE, "these do not go together: give --json, or --csv with "
					 "or without -o FILE");
	return form->csv ? command_needs_file(run, form->path) : 0;
}

// names: the columns, `database` the last of them, which only a CSV has.
static int rows_begin(struct rows *rows, struct run *run, const struct form *form,
	const char *const *names, size_t count)
{
	*rows = (struct rows){.run = run, .columns = count};
	if (!form->csv) {
		rows->listing = listing_begin(run->out, form->json, names, count - 1);
		return 0;
	}
	fflush(run->out);
	if (writer_create(&rows->writer, form->path, 0))
		return -1;
	writer_header(&rows->writer, names, count);
	return 0;
}

static void cell_done(struct rows *rows)
{
	if (++rows->at + 1 < rows->columns)
		return;
	rows->at = 0;
	writer_plain(
		&rows->writer, rows->run->session->practice ? "practice" : "live", SIZE_MAX);
	writer_end_row(&rows->writer);
}

static void put(struct rows *rows, const char *text)
{
	if (rows->listing) {
		listing_text(rows->listing, text && *text ? text : NULL);
		return;
	}
	writer_text(&rows->writer, text, SIZE_MAX);
	cell_done(rows);
}

static void put_number(struct rows *rows, int64_t number)
{
	if (rows->listing) {
		listing_number(rows->listing, number);
		return;
	}
	writer_integer(&rows->writer, number);
	cell_done(rows);
}

static void put_day(struct rows *rows, date day)
{
	char text[DATE_TEXT];

	put(rows, day == DATE_NONE ? "" : date_iso(day, text));
}

static int rows_end(struct rows *rows)
{
	int result = 0;

	if (rows->listing) {
		listing_end(rows->listing);
		return 0;
	}
	result = writer_commit(&rows->writer);
	writer_discard(&rows->writer);
	return result;
}

// What is asked about.
struct wish {
	struct period period;
	const char *theme, *service;
};

#define WISH_OPTIONS(wish)                                                      \
	PERIOD_OPTIONS((wish).period), {"--theme", OPTION_TEXT, &(wish).theme}, \
	{                                                                       \
		"--service", OPTION_TEXT, &(wish).service                       \
	}

static int wish_read(
	struct session *session, const struct wish *wish, struct learning_filter *filter)
{
	bool dated;

	*filter = (struct learning_filter){
		.range = learning_year(session->today), .theme_id = LEARNING_ALL};
	if (period_read(&wish->period, &dated, &filter->range))
		return -1;
	if (wish->theme && learning_theme_id(session, wish->theme, &filter->theme_id))
		return -1;
	return list_option_id(
		session, "service", wish->service, lookup_services, &filter->service_id);
}

static int themes(struct run *run)
{
	static const char *const names[] = {"theme", "strengths", "developments",
		"actions_open", "actions_done", "exemplars", "database"};
	struct wish wish = {.period = PERIOD_NONE};
	struct form form = {0};
	const struct option_spec options[] = {WISH_OPTIONS(wish), FORM_OPTIONS(form), {0}};
	struct learning_filter filter;
	struct learning_theme *list = NULL;
	struct rows rows;
	size_t count = 0;
	int result;

	if (options_read(run, options) || arguments_count(run, "learning", 0, 0) ||
		form_check(run, &form) || wish_read(run->session, &wish, &filter))
		return -1;
	result = learning_themes(run->session, &filter, &list, &count) ||
				 rows_begin(&rows, run, &form, names, LENGTH(names))
			 ? -1
			 : 0;
	for (size_t i = 0; i < count && !result; i++) {
		put(&rows, list[i].id == LEARNING_NONE ? "(no theme)" : list[i].name);
		put_number(&rows, list[i].strengths);
		put_number(&rows, list[i].developments);
		put_number(&rows, list[i].open);
		put_number(&rows, list[i].done);
		put_number(&rows, list[i].exemplars);
	}
	learning_themes_free(list, count);
	return result ? -1 : rows_end(&rows);
}

static void put_action(struct rows *rows, const struct learning_action *action)
{
	put(rows, action->theme_id == LEARNING_NONE ? "(no theme)" : action->theme);
	put(rows, action->service);
	put(rows, action->what);
	put(rows, action->measure);
	put(rows, action->reason);
	put(rows, action->owner_post);
	put_day(rows, action->due_on);
	put(rows, colour_name(action->colour));
	put(rows, progress_name(action->progress));
	put_day(rows, action->completed_on);
	put(rows, action->impact);
}

static int actions(struct run *run)
{
	static const char *const names[] = {"theme", "service", "action", "measure", "reason",
		"owner_post", "due_on", "colour", "progress", "completed_on", "impact",
		"database"};
	struct wish wish = {.period = PERIOD_NONE};
	struct form form = {0};
	const struct option_spec options[] = {WISH_OPTIONS(wish), FORM_OPTIONS(form), {0}};
	struct learning_filter filter;
	struct learning_action *list = NULL;
	struct rows rows;
	size_t count = 0;
	int result;

	if (options_read(run, options) || arguments_count(run, "learning", 0, 0) ||
		form_check(run, &form) || wish_read(run->session, &wish, &filter))
		return -1;
	result = learning_actions(run->session, &filter, &list, &count) ||
				 rows_begin(&rows, run, &form, names, LENGTH(names))
			 ? -1
			 : 0;
	for (size_t i = 0; i < count && !result; i++)
		put_action(&rows, &list[i]);
	learning_actions_free(list, count);
	return result ? -1 : rows_end(&rows);
}

static void put_exemplar(struct rows *rows, const struct exemplar *exemplar)
{
	put_number(rows, exemplar->id);
	put(rows, exemplar->theme);
	put(rows, exemplar->domain);
	put(rows, exemplar->service);
	put(rows, exemplar->title);
	put(rows, exemplar->text);
	put_day(rows, exemplar->added_on);
	put_day(rows, exemplar->withdrawn_on);
	put_number(rows, exemplar->revision);
}

static int exemplars(struct run *run)
{
	static const char *const names[] = {"exemplar", "theme", "domain", "service", "title",
		"text", "added_on", "withdrawn_on", "revision", "database"};
	const char *theme = NULL;
	bool all = false;
	struct form form = {0};
	const struct option_spec options[] = {{"--theme", OPTION_TEXT, &theme},
		{"--all", OPTION_FLAG, &all}, FORM_OPTIONS(form), {0}};
	int64_t theme_id = LEARNING_ALL;
	struct exemplar *list = NULL;
	struct rows rows;
	size_t count = 0;
	int result;

	if (options_read(run, options) || arguments_count(run, "learning", 0, 0) ||
		form_check(run, &form) ||
		(theme && learning_theme_id(run->session, theme, &theme_id)))
		return -1;
	result = exemplar_list(run->session, theme_id, all, &list, &count) ||
				 rows_begin(&rows, run, &form, names, LENGTH(names))
			 ? -1
			 : 0;
	for (size_t i = 0; i < count && !result; i++)
		put_exemplar(&rows, &list[i]);
	exemplars_free(list, count);
	return result ? -1 : rows_end(&rows);
}

static void put_candidate(struct rows *rows, const struct learning_candidate *candidate)
{
	put(rows, candidate->audit_ref);
	put(rows, candidate->service);
	put_day(rows, candidate->completed_on);
	put(rows, grade_name(candidate->grade));
	put(rows, learning_source_name(candidate->source));
	put_number(rows, candidate->exemplars);
	put(rows, candidate->proposal);
}

static int candidates(struct run *run)
{
	static const char *const names[] = {"audit_ref", "service", "completed_on", "grade",
		"seen_in", "exemplars", "proposal", "database"};
	struct wish wish = {.period = PERIOD_NONE};
	long most = 50;
	bool json = false;
	const struct option_spec options[] = {WISH_OPTIONS(wish),
		{"--first", OPTION_NUMBER, &most}, {"--json", OPTION_FLAG, &json}, {0}};
	struct form form = {0};
	struct learning_filter filter;
	struct learning_candidate *list = NULL;
	struct rows rows;
	size_t count = 0;
	int result;

	if (options_read(run, options) || arguments_count(run, "learning", 0, 0) ||
		wish_read(run->session, &wish, &filter))
		return -1;
	form.json = json;
	result = learning_candidates(run->session, &filter, (int)(most < 10000 ? most : 10000),
			 &list, &count) ||
				 rows_begin(&rows, run, &form, names, LENGTH(names))
			 ? -1
			 : 0;
	for (size_t i = 0; i < count && !result; i++)
		put_candidate(&rows, &list[i]);
	learning_candidates_free(list, count);
	return result ? -1 : rows_end(&rows);
}

static int add(struct run *run)
{
	struct exemplar_words words = {"", "", NULL, NULL};
	const struct option_spec options[] = {
		{"--theme", OPTION_TEXT, &words.theme},
		{"--domain", OPTION_TEXT, &words.domain},
		{"--title", OPTION_TEXT, &words.title},
		{"--text", OPTION_TEXT, &words.text},
		{0},
	};
	int64_t id;

	if (options_read(run, options) || arguments_count(run, "learning", 1, 1))
		return -1;
	if (!words.title || !words.text)
		return command_usage("learning", "what is good? Give --title and --text");
	if (exemplar_add(run->session, run->argv[0], &words, &id))
		return -1;
	fprintf(run->out, "%" PRId64 "\n", id);
	return 0;
}

static int exemplar_number(const char *text, int64_t *id)
{
	char *end;

	*id = strtoll(text, &end, 10);
	return *text && !*end && *id > 0
		       ? 0
		       : fail(ERROR_USAGE,
				 "%s is no number of an exemplar: 'caseaudit learning "
				 "exemplars' shows them",
				 text);
}

static int change(struct run *run)
{
	struct exemplar_words words = {0};
	long revision = 0;
	const struct option_spec options[] = {
		{"--theme", OPTION_TEXT, &words.theme},
		{"--domain", OPTION_TEXT, &words.domain},
		{"--title", OPTION_TEXT, &words.title},
		{"--text", OPTION_TEXT, &words.text},
		{"--revision", OPTION_NUMBER, &revision},
		{0},
	};
	int64_t id;

	if (options_read(run, options) || arguments_count(run, "learning", 1, 1) ||
		exemplar_number(run->argv[0], &id))
		return -1;
	return exemplar_change(run->session, id, (int)revision, &words);
}

static int withdraw(struct run *run)
{
	bool back = false;
	const struct option_spec options[] = {{"--back", OPTION_FLAG, &back}, {0}};
	int64_t id;

	if (options_read(run, options) || arguments_count(run, "learning", 1, 1) ||
		exemplar_number(run->argv[0], &id))
		return -1;
	return exemplar_withdraw(run->session, id, 0, back);
}

static int brief(struct run *run)
{
	const char *format = "text", *path = NULL;
	const struct option_spec options[] = {
		{"--format", OPTION_TEXT, &format}, {"-o", OPTION_TEXT, &path}, {0}};
	struct learning_brief shown;
	struct document document;
	bool html;

	if (options_read(run, options) || arguments_count(run, "learning", 1, 1))
		return -1;
	html = strcasecmp(format, "html") == 0;
	if (!html && strcasecmp(format, "text") != 0)
		return fail(ERROR_USAGE, "--format %s: it is text or html", format);
	if (learning_brief(run->session, run->argv[0], &shown))
		return -1;
	document_begin(&document, run->out, path);
	(html ? learning_brief_html : learning_brief_text)(run->session, &shown, document.to);
	learning_brief_finish(&shown);
	return document_end(&document, 0);
}

int command_learning(struct run *run)
{
	static const struct subcommand subs[] = {{"themes", themes}, {"actions", actions},
		{"exemplars", exemplars}, {"candidates", candidates}, {"add", add},
		{"change", change}, {"withdraw", withdraw}, {"brief", brief}, {0}};

	return subcommand_run(run, "learning", subs);
}
