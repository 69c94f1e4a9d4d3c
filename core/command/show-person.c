// SPDX-License-Identifier: MIT
// show --person REF: all that is held on a case, for people or for programs.
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/command.h"
#include "core/command/lines.h"
#include "core/command/show.h"
#include "core/json.h"
#include "core/output.h"
#include "core/person.h"
#include "core/text.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"

#define INDENT 2

struct shown {
	FILE *out;
	struct json json;
	const struct person_part *part; // of the text: its heading comes with its first row
	bool headed;
};

static void begin_json(const struct person_part *part, void *context)
{
	json_array(&((struct shown *)context)->json, part->key);
}

static void row_json(const struct person_cell *cells, int count, void *context)
{
	struct json *json = &((struct shown *)context)->json;

	json_object(json, NULL);
	for (int i = 0; i < count; i++) {
		const struct person_cell *cell = &cells[i];

		switch (cell->kind) {
		case CELL_TEXT: json_text(json, cell->name, cell->text); break;
		case CELL_NUMBER: json_integer(json, cell->name, cell->number); break;
		case CELL_YES: json_bool(json, cell->name, cell->number != 0); break;
		default: json_null(json, cell->name);
		}
	}
	json_end(json);
}

static void end_json(void *context)
{
	json_end(&((struct shown *)context)->json);
}

static void begin_text(const struct person_part *part, void *context)
{
	struct shown *shown = context;

	shown->part = part;
	shown->headed = false;
}

// "told_whom" as "Told whom"; a day as people read it.
static void field(FILE *out, int indent, const struct person_cell *cell)
{
	char *label = xstrdup(cell->name), number[24], shown[DATE_TEXT];
	const char *value = cell->text;
	date day;

	for (char *at = label; (at = strchr(at, '_'));)
		*at = ' ';
	if (*label >= 'a' && *label <= 'z')
		*label = (char)(*label - 'a' + 'A');
	if (cell->kind == CELL_NUMBER) {
		snprintf(number, sizeof(number), "%" PRId64, cell->number);
		value = number;
	} else if (cell->kind == CELL_YES) {
		value = cell->number ? "yes" : "no";
	} else if (cell->kind == CELL_TEXT && strlen(value) == strlen("2026-10-12") &&
		   date_parse(value, DATE_ISO, &day) == 0) {
		value = date_show(day, shown);
	}
	if (cell->kind != CELL_NOTHING)
		lines_field(out, indent, label, value);
	free(label);
}

// The first field stands out, so that one sees where a row begins.
static void row_text(const struct person_cell *cells, int count, void *context)
{
	struct shown *shown = context;

	if (!shown->headed)
		lines_heading(shown->out, shown->part->label);
	else
		fputc('\n', shown->out);
	shown->headed = true;
	for (int i = 0; i < count; i++)
		field(shown->out, i ? INDENT : 0, &cells[i]);
}

static void end_text(void *context)
{
	(void)context;
}

static int write_json(struct session *session, const char *ref, struct shown *shown)
{
	char now[MOMENT_TEXT], head[TRAIL_HASH_TEXT];

	json_init(&shown->json, shown->out);
	json_object(&shown->json, NULL);
	json_text(&shown->json, "case_ref", ref);
	json_text(&shown->json, "gathered_at", session_now(session, now));
	if (person_read(session, ref,
		    &(struct person_reader){begin_json, row_json, end_json, shown}) ||
		trail_head(session, head))
		return -1;
	json_text(&shown->json, "head", head);
	json_text(&shown->json, "database", session->practice ? "practice" : "live");
	json_end(&shown->json);
	return 0;
}

static int write_text(struct session *session, const char *ref, struct shown *shown)
{
	char now[MOMENT_TEXT], head[TRAIL_HASH_TEXT], day[DATE_TEXT];

	if (session->practice)
		fputs("PRACTICE\n", shown->out);
	lines_field(shown->out, 0, "All that is held on case", ref);
	fprintf(shown->out, "Gathered on %s (%s) by %s\n", date_show(session->today, day),
		session_now(session, now), session->me.login);
	if (person_read(session, ref,
		    &(struct person_reader){begin_text, row_text, end_text, shown}) ||
		trail_head(session, head))
		return -1;
	fprintf(shown->out, "\nHead of the trail: %s\n", head);
	return 0;
}

static int put(struct run *run, const char *path, const char *text, size_t size)
{
	struct output *output = NULL;
	int result;

	if (!path || strcmp(path, "-") == 0)
		return fwrite(text, 1, size, run->out) == size
			       ? 0
			       : fail(ERROR_IO, "cannot write it all: make room and try again");
	result = output_create(&output, path);
	if (!result) {
		output_write(output, text, size);
		result = output_commit(output);
	}
	output_destroy(output);
	return result;
}

// Gathered first and written then: a failure leaves nothing half told, and the look is in the trail before.
int show_person(struct run *run, const char *ref, bool json, const char *path)
{
	char *text = NULL;
	size_t size;
	struct shown shown = {.out = xmemstream(&text, &size)};
	int result = json ? write_json(run->session, ref, &shown)
			  : write_text(run->session, ref, &shown);

	xmemstream_end(shown.out);
	if (!result)
		result = put(run, path, text, size);
	free(text);
	return result;
}
