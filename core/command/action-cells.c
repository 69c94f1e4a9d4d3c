// SPDX-License-Identifier: MIT
// An action as the cells of export actions, for the JSON of list and show.
#include "core/command/action-cells.h"

#include "db/mem.h"

const char *const action_cell_names[ACTION_CELLS] = {"audit_ref", "action", "measure", "owner",
	"owner_post", "reason", "due_on", "priority", "escalated", "completed_on",
	"verified_on", "impact", "number", "scope", "progress", "colour", "start_on",
	"first_due_on", "plan_on", "evidence", "verified_by", "created_on", "case_ref", "team",
	"service", "slips", "sent_back", "said_by", "database"};

struct filling {
	struct action_cell *next;
};

static void put_text(struct filling *filling, const char *text)
{
	*filling->next++ =
		(struct action_cell){.type = CELL_TEXT, .text = text && *text ? text : NULL};
}

static void put_day(struct filling *filling, date day)
{
	struct action_cell *cell = filling->next++;

	*cell = (struct action_cell){.type = CELL_TEXT};
	if (day != DATE_NONE)
		cell->text = date_iso(day, cell->day);
}

static void put_number(struct filling *filling, enum cell_type type, int64_t number)
{
	*filling->next++ = (struct action_cell){.type = type, .number = number};
}

// What import knows.
static void put_imported(struct filling *filling, const struct action_row *row)
{
	const struct action *action = &row->action;

	put_text(filling, row->audit_ref);
	put_text(filling, action->what);
	put_text(filling, action->measure);
	put_text(filling, action->owner_id ? action->owner_login : action->owner_name);
	put_text(filling, action->owner_post);
	put_text(filling, action->reason);
	put_day(filling, action->due_on);
	put_number(filling, CELL_BOOL, action->priority);
	put_number(filling, CELL_BOOL, action->escalated);
	put_day(filling, action->completed_on);
	put_day(filling, action->verified_on);
	put_text(filling, action->impact);
}

void action_cells(const struct session *session, const struct action_row *row,
	struct action_cell cells[static ACTION_CELLS])
{
	struct filling filling = {cells};
	const struct action *action = &row->action;

	put_imported(&filling, row);
	put_number(&filling, CELL_NUMBER, action->seq);
	put_text(&filling, scope_name(action->scope));
	put_text(&filling, progress_name(action->progress));
	put_text(&filling, colour_name(action_colour(action, session->today)));
	put_day(&filling, action->start_on);
	put_day(&filling, action->first_due_on);
	put_day(&filling, action->plan_on);
	put_text(&filling, action->evidence);
	put_text(&filling, action->verified_by);
	put_day(&filling, action->created_on);
	put_text(&filling, row->case_ref);
	put_text(&filling, row->team);
	put_text(&filling, row->service);
	put_number(&filling, CELL_NUMBER, action->slips);
	put_number(&filling, CELL_NUMBER, action->sent_back);
	put_text(&filling, action->said_by);
	put_text(&filling, session->practice ? "practice" : "live");
}
