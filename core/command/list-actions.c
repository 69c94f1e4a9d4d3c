// SPDX-License-Identifier: MIT
// list actions: the open ones that the person may see, as the tracker has them.
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/command.h"
#include "core/command/action-cells.h"
#include "core/command/list.h"
#include "core/listing.h"
#include "core/lookup.h"
#include "db/error.h"
#include "db/mem.h"

#define PAGE 200 // actions read at a time

// What is told to people: a table has room for so much.
static const char *const names[] = {"audit_ref", "number", "colour", "due_on", "action",
	"owner", "owner_post", "progress", "priority", "escalated", "case_ref", "team",
	"service"};

static void put_cell(struct listing *listing, const struct action_cell *cell)
{
	switch (cell->type) {
	case CELL_TEXT: listing_text(listing, cell->text); break;
	case CELL_NUMBER: listing_number(listing, cell->number); break;
	case CELL_BOOL: listing_bool(listing, cell->number); break;
	}
}

static const struct action_cell *cell_named(const struct action_cell *cells, const char *name)
{
	size_t i = 0;

	while (strcmp(action_cell_names[i], name) != 0)
		i++;
	return &cells[i];
}

static void put_row(struct session *session, struct listing *listing, bool json,
	const struct action_row *row)
{
	struct action_cell cells[ACTION_CELLS];

	action_cells(session, row, cells);
	if (json)
		for (size_t i = 0; i < LENGTH(cells); i++)
			put_cell(listing, &cells[i]);
	else
		for (size_t i = 0; i < LENGTH(names); i++)
			put_cell(listing, cell_named(cells, names[i]));
}

static int put_all(struct session *session, const struct action_filter *filter,
	struct listing *listing, bool json, long first)
{
	struct action_walk *walk = action_walk_begin(session, filter, NULL, false);
	struct action_row *rows = xcalloc(PAGE, sizeof(*rows));
	int got = walk ? 0 : -1;

	while (got >= 0 && first > 0 && !action_walk_ended(walk)) {
		got = action_walk_step(walk, rows, first < PAGE ? (int)first : PAGE);
		for (int i = 0; i < got; i++) {
			put_row(session, listing, json, &rows[i]);
			action_row_finish(&rows[i]);
		}
		first -= got;
	}
	action_walk_end(walk);
	free(rows);
	return got < 0 ? -1 : 0;
}

// What the options say; NULL where they are not given.
struct wish {
	const char *service, *team, *owner, *grade, *by;
	char *colours;
	bool mine, json;
	long first;
};

static int read_colours(const char *list, unsigned *colours)
{
	char *words = xstrdup(list ? list : ""), *rest = words, *word;
	enum colour colour;
	int result = 0;

	while (!result && (word = strsep(&rest, ","))) {
		if (*word && colour_parse(word, &colour) == 0)
			*colours |= 1u << colour;
		else if (*word)
			result = fail(ERROR_USAGE,
				"--colour %s: one of grey, green, amber and red is needed",
				word);
	}
	free(words);
	return result;
}

static int read_grade(const char *text, int *wanted)
{
	enum grade grade;

	if (!text)
		return 0;
	if (grade_parse(text, &grade) || grade < GRADE_OUTSTANDING)
		return fail(ERROR_USAGE, "--grade %s: one of O, G, RI and I is needed", text);
	*wanted = grade;
	return 0;
}

static int read_group(const char *text, enum action_group *group)
{
	if (text && strcasecmp(text, "owner") == 0)
		*group = GROUP_OWNER;
	else if (text && strcasecmp(text, "team") == 0)
		*group = GROUP_TEAM;
	else if (text)
		return fail(ERROR_USAGE, "--by %s: owner or team is needed", text);
	return 0;
}

static int read_owner(
	struct session *session, const struct wish *wish, struct action_filter *filter)
{
	if (wish->mine + (wish->owner != NULL) + (filter->owner_name != NULL) > 1)
		return command_usage(
			"list", "--mine, --owner and --owner-name exclude each other");
	if (wish->mine)
		filter->owner_id = session->me.id;
	return list_option_id(session, "user", wish->owner, lookup_users, &filter->owner_id);
}

static int read_wish(
	struct session *session, const struct wish *wish, struct action_filter *filter)
{
	return list_option_id(session, "service", wish->service, lookup_services,
		       &filter->service_id) ||
			       list_option_id(session, "team", wish->team, lookup_teams,
				       &filter->team_id) ||
			       read_owner(session, wish, filter) ||
			       read_colours(wish->colours, &filter->colours) ||
			       read_grade(wish->grade, &filter->grade) ||
			       read_group(wish->by, &filter->group)
		       ? -1
		       : 0;
}

int list_actions(struct run *run)
{
	struct action_filter filter = {0};
	struct wish wish = {.first = LONG_MAX};
	const struct option_spec options[] = {
		{"--service", OPTION_TEXT, &wish.service},
		{"--team", OPTION_TEXT, &wish.team},
		{"--owner", OPTION_TEXT, &wish.owner},
		{"--owner-name", OPTION_TEXT, &filter.owner_name},
		{"--mine", OPTION_FLAG, &wish.mine},
		{"--colour", OPTION_LIST, &wish.colours},
		{"--grade", OPTION_TEXT, &wish.grade},
		{"--priority", OPTION_FLAG, &filter.priority},
		{"--escalated", OPTION_FLAG, &filter.escalated},
		{"--overdue", OPTION_FLAG, &filter.overdue},
		{"--said-done", OPTION_FLAG, &filter.said_done},
		{"--text", OPTION_TEXT, &filter.text},
		{"--by", OPTION_TEXT, &wish.by},
		{"--first", OPTION_NUMBER, &wish.first},
		{"--json", OPTION_FLAG, &wish.json},
		{0},
	};
	struct listing *listing;
	int result = options_read(run, options) || arguments_count(run, "list", 0, 0) ||
				     read_wish(run->session, &wish, &filter)
			     ? -1
			     : 0;

	free(wish.colours);
	if (result)
		return -1;
	listing = wish.json ? listing_begin(run->out, true, action_cell_names, ACTION_CELLS)
			    : listing_begin(run->out, false, names, LENGTH(names));
	result = put_all(run->session, &filter, listing, wish.json, wish.first);
	listing_end(listing);
	return result;
}
