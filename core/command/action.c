// SPDX-License-Identifier: MIT
// action: what happens to actions after they were raised.
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/command.h"
#include "core/command/action-show.h"
#include "core/command/all.h"
#include "core/command/sub.h"
#include "core/tracker.h"
#include "db/error.h"
#include "db/mem.h"

// What the options of the acts say; each act reads its own.
struct wish {
	struct action_row row; // the action named first
	const char *text, *post, *name, *login, *scope;
	date day;
	long revision; // -1: as it stands now
	bool off, anyway;
	struct action words;
};

#define NOTHING_YET                              \
	{                                        \
		.day = DATE_NONE, .revision = -1 \
	}

static struct option_spec revision_of(struct wish *wish)
{
	return (struct option_spec){"--revision", OPTION_NUMBER, &wish->revision};
}

// Reads the action that the first argument names, at the revision that was seen.
static int begin(
	struct run *run, const struct option_spec *options, int arguments, struct wish *wish)
{
	int64_t id;

	if (options_read(run, options) ||
		arguments_count(run, "action", arguments, arguments) ||
		tracker_find(run->session, run->argv[0], &id) ||
		tracker_reload(run->session, id, &wish->row))
		return -1;
	if (wish->revision >= 0)
		wish->row.action.revision = (int)wish->revision;
	return 0;
}

static int end(struct wish *wish, int result)
{
	action_row_finish(&wish->row);
	return result ? -1 : 0;
}

static const char *said(const char *text)
{
	return text ? text : "";
}

// "off-track" for "off track".
static int read_progress(const char *word, enum progress *progress)
{
	char *copy = xstrdup(word);
	int result;

	for (char *at = copy; *at; at++)
		if (*at == '-')
			*at = ' ';
	result = progress_parse(copy, progress);
	free(copy);
	if (result || *progress > PROGRESS_OFF_TRACK)
		return fail(ERROR_USAGE,
			"%s: not-started, progressing or off-track is needed; "
			"what is done has an act of its own",
			word);
	return 0;
}

static int do_progress(struct run *run)
{
	struct wish wish = NOTHING_YET;
	const struct option_spec options[] = {{"--plan", OPTION_DATE, &wish.day},
		{"--note", OPTION_TEXT, &wish.text}, revision_of(&wish), {0}};
	enum progress progress;
	int result = begin(run, options, 2, &wish);

	if (!result)
		result = read_progress(run->argv[1], &progress) ||
					 tracker_progress(run->session, &wish.row.action,
						 progress, wish.day, wish.text)
				 ? -1
				 : 0;
	return end(&wish, result);
}

static int do_note(struct run *run)
{
	struct wish wish = NOTHING_YET;
	const struct option_spec options[] = {revision_of(&wish), {0}};
	int result = begin(run, options, 2, &wish);

	if (!result)
		result = tracker_note(run->session, &wish.row.action, run->argv[1]);
	return end(&wish, result);
}

static int do_done(struct run *run)
{
	struct wish wish = NOTHING_YET;
	const struct option_spec options[] = {{"--on", OPTION_DATE, &wish.day},
		{"--evidence", OPTION_TEXT, &wish.text}, revision_of(&wish), {0}};
	int result = begin(run, options, 1, &wish);

	if (!result)
		result = tracker_done(run->session, &wish.row.action,
			wish.day == DATE_NONE ? run->session->today : wish.day,
			said(wish.text));
	return end(&wish, result);
}

static int do_verify(struct run *run)
{
	struct wish wish = NOTHING_YET;
	const struct option_spec options[] = {
		{"--impact", OPTION_TEXT, &wish.text}, revision_of(&wish), {0}};
	int result = begin(run, options, 1, &wish);

	if (!result)
		result = tracker_verify(run->session, &wish.row.action, said(wish.text));
	return end(&wish, result);
}

static int do_return(struct run *run)
{
	struct wish wish = NOTHING_YET;
	const struct option_spec options[] = {
		{"--why", OPTION_TEXT, &wish.text}, revision_of(&wish), {0}};
	int result = begin(run, options, 1, &wish);

	if (!result)
		result = tracker_return(run->session, &wish.row.action, said(wish.text));
	return end(&wish, result);
}

static int do_postpone(struct run *run)
{
	struct wish wish = NOTHING_YET;
	const struct option_spec options[] = {{"--to", OPTION_DATE, &wish.day},
		{"--why", OPTION_TEXT, &wish.text}, {"--anyway", OPTION_FLAG, &wish.anyway},
		revision_of(&wish), {0}};
	int result = begin(run, options, 1, &wish);

	if (!result)
		result = tracker_postpone(
			run->session, &wish.row.action, wish.day, said(wish.text), wish.anyway);
	return end(&wish, result);
}

static int do_hand(struct run *run)
{
	struct wish wish = NOTHING_YET;
	const struct option_spec options[] = {{"--to", OPTION_TEXT, &wish.login},
		{"--name", OPTION_TEXT, &wish.name}, {"--post", OPTION_TEXT, &wish.post},
		{"--why", OPTION_TEXT, &wish.text}, revision_of(&wish), {0}};
	int result = begin(run, options, 1, &wish);

	if (!result && wish.login && wish.name)
		result = command_usage("action", "--to and --name exclude each other");
	if (!result)
		result = tracker_hand(run->session, &wish.row.action, wish.login, wish.name,
			wish.post, said(wish.text));
	return end(&wish, result);
}

static int do_priority(struct run *run)
{
	struct wish wish = NOTHING_YET;
	const struct option_spec options[] = {{"--off", OPTION_FLAG, &wish.off},
		{"--note", OPTION_TEXT, &wish.text}, revision_of(&wish), {0}};
	int result = begin(run, options, 1, &wish);

	if (!result)
		result = tracker_priority(run->session, &wish.row.action, !wish.off, wish.text);
	return end(&wish, result);
}

static int do_escalate(struct run *run)
{
	struct wish wish = NOTHING_YET;
	const struct option_spec options[] = {{"--off", OPTION_FLAG, &wish.off},
		{"--why", OPTION_TEXT, &wish.text}, revision_of(&wish), {0}};
	int result = begin(run, options, 1, &wish);

	if (!result)
		result = tracker_escalate(
			run->session, &wish.row.action, !wish.off, said(wish.text));
	return end(&wish, result);
}

static int read_scope(const char *word, enum scope *scope)
{
	if (word && scope_parse(word, scope))
		return fail(ERROR_USAGE, "--scope %s: case or service is needed", word);
	return 0;
}

static int do_change(struct run *run)
{
	struct wish wish = NOTHING_YET;
	const char *what = NULL, *measure = NULL, *reason = NULL;
	const struct option_spec options[] = {{"--what", OPTION_TEXT, &what},
		{"--measure", OPTION_TEXT, &measure}, {"--reason", OPTION_TEXT, &reason},
		{"--scope", OPTION_TEXT, &wish.scope}, {"--start", OPTION_DATE, &wish.day},
		{"--why", OPTION_TEXT, &wish.text}, revision_of(&wish), {0}};
	int result = begin(run, options, 1, &wish);

	if (!result) {
		wish.words = wish.row.action;
		if (what)
			wish.words.what = (char *)what;
		if (measure)
			wish.words.measure = (char *)measure;
		if (reason)
			wish.words.reason = (char *)reason;
		if (wish.day != DATE_NONE)
			wish.words.start_on = wish.day;
		result = read_scope(wish.scope, &wish.words.scope) ||
					 tracker_change(run->session, &wish.row.action,
						 &wish.words, said(wish.text))
				 ? -1
				 : 0;
	}
	return end(&wish, result);
}

static int do_add(struct run *run)
{
	struct action action = {.due_on = DATE_NONE, .start_on = DATE_NONE};
	const char *scope = NULL;
	bool anyway = false;
	int64_t id;
	const struct option_spec options[] = {{"--what", OPTION_TEXT, &action.what},
		{"--measure", OPTION_TEXT, &action.measure},
		{"--reason", OPTION_TEXT, &action.reason},
		{"--owner", OPTION_TEXT, &action.owner_login},
		{"--name", OPTION_TEXT, &action.owner_name},
		{"--post", OPTION_TEXT, &action.owner_post},
		{"--due", OPTION_DATE, &action.due_on},
		{"--start", OPTION_DATE, &action.start_on}, {"--scope", OPTION_TEXT, &scope},
		{"--priority", OPTION_FLAG, &action.priority},
		{"--escalated", OPTION_FLAG, &action.escalated},
		{"--anyway", OPTION_FLAG, &anyway}, {0}};
	struct action_row row = {0};
	char *name;

	if (options_read(run, options) || arguments_count(run, "action", 1, 1) ||
		read_scope(scope, &action.scope))
		return -1;
	if (action.owner_login && action.owner_name)
		return command_usage("action", "--owner and --name exclude each other");
	if (tracker_add(run->session, run->argv[0], &action, anyway, &id) ||
		tracker_reload(run->session, id, &row))
		return -1;
	name = action_row_name(&row);
	fprintf(run->out, "%s\n", name);
	free(name);
	action_row_finish(&row);
	return 0;
}

static int do_show(struct run *run)
{
	struct action_row row = {0};
	bool json = false;
	const struct option_spec options[] = {{"--json", OPTION_FLAG, &json}, {0}};
	int64_t id;
	int result;

	if (options_read(run, options) || arguments_count(run, "action", 1, 1) ||
		tracker_find(run->session, run->argv[0], &id) ||
		tracker_open(run->session, id, &row))
		return -1;
	result = action_show(run->session, &row, json, run->out);
	action_row_finish(&row);
	return result;
}

// --- many at once ---

struct many {
	struct action_row *rows;
	size_t count;
};

static int many_add(struct session *session, struct many *many, const char *name)
{
	int64_t id;

	if (tracker_find(session, name, &id))
		return -1;
	for (size_t i = 0; i < many->count; i++)
		if (many->rows[i].action.id == id)
			return 0;
	many->rows = xreallocarray(many->rows, many->count + 1, sizeof(*many->rows));
	many->rows[many->count] = (struct action_row){0};
	return tracker_reload(session, id, &many->rows[many->count++]);
}

// Names split by commas, blanks and line ends; # begins a comment.
static int many_read(struct session *session, struct many *many, char *text)
{
	char *line, *word;

	while ((line = strsep(&text, "\n"))) {
		line[strcspn(line, "#")] = '\0';
		while ((word = strsep(&line, ", \t\r")))
			if (*word && many_add(session, many, word))
				return -1;
	}
	return 0;
}

static int many_file(struct run *run, struct many *many, const char *path)
{
	bool standard = strcmp(path, "-") == 0;
	FILE *in = standard ? run->in : fopen(path, "r");
	char *line = NULL;
	size_t room = 0;
	int result = 0;

	if (!in)
		return fail(ERROR_MISSING, "cannot open %s: check the name", path);
	while (!result && getline(&line, &room, in) >= 0)
		result = many_read(run->session, many, line);
	free(line);
	if (!standard)
		fclose(in);
	return result;
}

static int many_progress(struct run *run, const struct many *many, enum progress progress,
	const struct wish *wish)
{
	const struct action **seen = xcalloc(many->count + 1, sizeof(*seen));
	int result;

	for (size_t i = 0; i < many->count; i++)
		seen[i] = &many->rows[i].action;
	result = many->count ? tracker_bulk(run->session, seen, many->count, progress,
				       wish->day, wish->text, NULL)
			     : fail(ERROR_USAGE,
				       "no action is named: give --actions, or a file with "
				       "--from");
	free(seen);
	if (!result)
		fprintf(run->out, "%zu action%s brought up to date\n", many->count,
			many->count == 1 ? "" : "s");
	return result;
}

static int do_bulk(struct run *run)
{
	struct wish wish = NOTHING_YET;
	struct many many = {0};
	char *names = NULL;
	const char *from = NULL;
	const struct option_spec options[] = {{"--actions", OPTION_LIST, &names},
		{"--from", OPTION_TEXT, &from}, {"--plan", OPTION_DATE, &wish.day},
		{"--note", OPTION_TEXT, &wish.text}, {0}};
	enum progress progress;
	int result = options_read(run, options) || arguments_count(run, "action", 1, 1) ||
				     read_progress(run->argv[0], &progress)
			     ? -1
			     : 0;

	if (!result && names)
		result = many_read(run->session, &many, names);
	if (!result && from)
		result = many_file(run, &many, from);
	if (!result)
		result = many_progress(run, &many, progress, &wish);
	for (size_t i = 0; i < many.count; i++)
		action_row_finish(&many.rows[i]);
	free(many.rows);
	free(names);
	return result;
}

int command_action(struct run *run)
{
	static const struct subcommand subs[] = {
		{"add", do_add},
		{"show", do_show},
		{"progress", do_progress},
		{"note", do_note},
		{"done", do_done},
		{"verify", do_verify},
		{"return", do_return},
		{"postpone", do_postpone},
		{"hand", do_hand},
		{"priority", do_priority},
		{"escalate", do_escalate},
		{"change", do_change},
		{"bulk", do_bulk},
		{0},
	};

	return subcommand_run(run, "action", subs);
}
