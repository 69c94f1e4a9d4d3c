// SPDX-License-Identifier: MIT
// One action with its history, for people and as JSON.
#include <stdio.h>

#include "core/command/action-show.h"

#include <stdlib.h>
#include <string.h>

#include "core/command/action-cells.h"
#include "core/json.h"
#include "core/text.h"
#include "core/tracker.h"
#include "db/mem.h"

#define WIDTH 80
#define INDENT 4

// A label on its line, and the text behind it, safe for terminals and wrapped; nothing where it is empty.
static void block(FILE *out, const char *label, const char *text)
{
	char *clean = text_clean(text, strlen(text), TEXT_LINES), *at = clean;
	size_t left = strlen(clean), shown, step;

	if (left)
		fprintf(out, "%s:\n", label);
	while (left && (step = text_wrap(at, left, WIDTH - INDENT, &shown))) {
		fprintf(out, "%*s%.*s\n", shown ? INDENT : 0, "", (int)shown, at);
		at += step;
		left -= step;
	}
	free(clean);
}

// "Due: 6 Nov 2026", nothing where there is no day.
static void day(FILE *out, const char *label, date on)
{
	char text[DATE_TEXT];

	if (on != DATE_NONE)
		fprintf(out, "%s: %s\n", label, date_show(on, text));
}

static void status(const struct session *session, const struct action_row *row, FILE *out)
{
	const struct action *action = &row->action;

	fprintf(out, "%s, %s%s%s\n", colour_name(action_colour(action, session->today)),
		progress_name(action->progress), action->priority ? ", priority" : "",
		action->escalated ? ", escalated" : "");
	day(out, "Starts", action->start_on);
	day(out, "Due", action->due_on);
	if (action->first_due_on != action->due_on)
		day(out, "First due", action->first_due_on);
	day(out, "Plan by", action->plan_on);
	day(out, "Said to be done on", action->completed_on);
	day(out, "Verified on", action->verified_on);
	if (action->slips)
		fprintf(out, "Put off: %d time%s\n", action->slips,
			action->slips == 1 ? "" : "s");
	if (action->sent_back)
		fprintf(out, "Sent back: %d time%s\n", action->sent_back,
			action->sent_back == 1 ? "" : "s");
}

static void owner(const struct action *action, FILE *out)
{
	char *words = xasprintf("%s%s%s", *action->owner_name ? action->owner_name : "nobody",
		     *action->owner_post ? ", " : "", action->owner_post),
	     *clean = text_clean_line(words);

	fprintf(out, "Owner: %s\n", clean);
	free(clean);
	free(words);
}

static void show_text(struct session *session, const struct action_row *row,
	const struct action_note *notes, size_t count, FILE *out)
{
	const struct action *action = &row->action;
	char *team = text_clean_line(row->team), *service = text_clean_line(row->service);

	fprintf(out, "Action %s/%d, for the %s; %s, %s\n", row->audit_ref, action->seq,
		scope_name(action->scope), team, service);
	free(team);
	free(service);
	status(session, row, out);
	owner(action, out);
	block(out, "What exactly", action->what);
	block(out, "How we will know", action->measure);
	block(out, "Why it matters", action->reason);
	block(out, "Evidence", action->evidence);
	block(out, "Impact", action->impact);
	if (count)
		fprintf(out, "\nHistory\n-------\n");
	for (size_t i = 0; i < count; i++) {
		char moment[32], *by = text_clean_line(notes[i].by),
				 *head = xasprintf("%s, %s: %s",
					 session_show_moment(session, notes[i].at, moment), by,
					 action_note_head(&notes[i]));

		if (*notes[i].text)
			block(out, head, notes[i].text);
		else
			fprintf(out, "%s\n", head);
		free(head);
		free(by);
	}
}

static void json_cell(struct json *json, const char *key, const struct action_cell *cell)
{
	switch (cell->type) {
	case CELL_TEXT: json_text(json, key, cell->text); break;
	case CELL_NUMBER: json_integer(json, key, cell->number); break;
	case CELL_BOOL: json_bool(json, key, cell->number); break;
	}
}

static void json_note(struct json *json, const struct action_note *note)
{
	char text[DATE_TEXT];

	json_object(json, NULL);
	json_text(json, "at", note->at);
	json_text(json, "by", *note->by ? note->by : NULL);
	json_text(json, "kind", note_kind_name(note->kind));
	json_text(json, "progress", note->progress ? progress_name(note->progress) : NULL);
	json_text(json, "due_before",
		note->due_on == DATE_NONE ? NULL : date_iso(note->due_on, text));
	json_text(json, "text", note->text);
	json_end(json);
}

static void show_json(struct session *session, const struct action_row *row,
	const struct action_note *notes, size_t count, FILE *out)
{
	struct action_cell cells[ACTION_CELLS];
	struct json json;

	action_cells(session, row, cells);
	json_init(&json, out);
	json_object(&json, NULL);
	for (size_t i = 0; i < ACTION_CELLS; i++)
		json_cell(&json, action_cell_names[i], &cells[i]);
	json_integer(&json, "revision", row->action.revision);
	json_array(&json, "notes");
	for (size_t i = 0; i < count; i++)
		json_note(&json, &notes[i]);
	json_end(&json);
	json_end(&json);
}

int action_show(struct session *session, const struct action_row *row, bool json, FILE *out)
{
	struct action_note *notes;
	size_t count;

	if (tracker_history(session, row->action.id, &notes, &count))
		return -1;
	if (json)
		show_json(session, row, notes, count, out);
	else
		show_text(session, row, notes, count, out);
	action_notes_free(notes, count);
	return 0;
}
