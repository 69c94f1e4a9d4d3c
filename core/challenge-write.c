// SPDX-License-Identifier: MIT
// The agenda of Confirm and Challenge, written: as text, as a document, as a CSV.
#include <stdlib.h>
#include <string.h>

#include "core/challenge-agenda.h"
#include "core/document.h"
#include "core/html.h"
#include "core/writer.h"
#include "db/mem.h"

#define INDENT 4

static char *title_of(const struct agenda *agenda)
{
	struct date_range month;
	char name[DATE_TEXT] = "";

	if (date_parse_month(agenda->month, &month) == 0)
		date_show_month(month.first, name);
	return xasprintf("Confirm and Challenge, %s", name);
}

static void line_text(const struct agenda_line *line, FILE *to)
{
	char *words;

	switch (line->kind) {
	case AGENDA_SECTION:
		fputc('\n', to);
		document_wrap(to, 2, line->text);
		return;
	case AGENDA_TEXT: document_wrap(to, INDENT + 2, line->text); return;
	case AGENDA_PAIR: break;
	}
	words = xasprintf("%s: %s", line->name, line->text);
	document_wrap(to, INDENT, words);
	free(words);
}

static void write_text(const struct session *session, const struct agenda *agenda, FILE *to)
{
	char *title = title_of(agenda);

	fprintf(to, "%s%s: %zu audit%s\n", title, session->practice ? " (PRACTICE)" : "",
		agenda->count, agenda->count == 1 ? "" : "s");
	free(title);
	for (size_t i = 0; i < agenda->count; i++) {
		const struct agenda_item *item = &agenda->items[i];

		fprintf(to, "\n%zu. Audit %s\n", i + 1, item->challenge.audit_ref);
		for (size_t j = 0; j < item->line_count; j++)
			line_text(&item->lines[j], to);
	}
}

// Pairs that follow each other are a table, whose rows are headed by their names.
static void item_html(const struct agenda_item *item, struct html *html)
{
	static const struct html_column columns[] = {{"What", false, true}, {"How it stands"}};
	bool in_section = false, in_table = false;

	for (size_t i = 0; i < item->line_count; i++) {
		const struct agenda_line *line = &item->lines[i];

		if (in_table && line->kind == AGENDA_SECTION) {
			html_table_end(html);
			in_table = false;
		}
		if (line->kind == AGENDA_SECTION) {
			if (in_section)
				html_close(html);
			html_section(html, 3, line->text);
			in_section = true;
			continue;
		}
		if (!in_table)
			html_table(html, NULL, columns, LENGTH(columns));
		in_table = true;
		html_cell(html, line->name);
		html_cell_as(html,
			line->colour < 0 ? NULL : colour_name((enum colour)line->colour),
			line->text);
	}
	if (in_table)
		html_table_end(html);
	if (in_section)
		html_close(html);
}

static void write_html(const struct session *session, const struct agenda *agenda, FILE *to)
{
	char day[DATE_TEXT], *title = title_of(agenda),
			     *note = xasprintf("As of %s. Confidential: case content.",
				     date_show(session->today, day));
	struct html html;

	html_begin(&html, to, title, note, session->practice);
	for (size_t i = 0; i < agenda->count; i++) {
		char *heading =
			xasprintf("%zu. Audit %s", i + 1, agenda->items[i].challenge.audit_ref);

		html_open(&html, "article", i ? "page" : NULL);
		html_element(&html, "h2", NULL, heading);
		item_html(&agenda->items[i], &html);
		html_close(&html);
		free(heading);
	}
	html_end(&html);
	free(title);
	free(note);
}

// All pairs of a section in one cell: "Name: text; ...". Yours.
static char *section_words(const struct agenda_item *item, const char *heading)
{
	char *words = NULL;
	size_t size;
	FILE *to = xmemstream(&words, &size);
	bool inside = false, first = true;

	for (size_t i = 0; i < item->line_count; i++) {
		const struct agenda_line *line = &item->lines[i];

		if (line->kind == AGENDA_SECTION)
			inside = strcmp(line->text, heading) == 0;
		else if (inside && line->kind == AGENDA_PAIR) {
			fprintf(to, "%s%s: %s", first ? "" : "; ", line->name, line->text);
			first = false;
		}
	}
	xmemstream_end(to);
	return words;
}

static void put_section(
	struct writer *writer, const struct agenda_item *item, const char *heading)
{
	char *words = section_words(item, heading);

	writer_text(writer, words, SIZE_MAX);
	free(words);
}

static void put_day(struct writer *writer, date day)
{
	char text[DATE_TEXT];

	writer_plain(writer, day == DATE_NONE ? "" : date_iso(day, text), SIZE_MAX);
}

static void put_item(struct writer *writer, const struct agenda_item *item)
{
	const struct challenge *challenge = &item->challenge;

	writer_text(writer, challenge->month, SIZE_MAX);
	writer_text(writer, challenge->audit_ref, SIZE_MAX);
	writer_text(writer, challenge->case_ref, SIZE_MAX);
	writer_text(writer, challenge->service, SIZE_MAX);
	writer_text(writer, challenge->team, SIZE_MAX);
	writer_text(writer, challenge->lead, SIZE_MAX);
	put_day(writer, challenge->completed_on);
	put_section(writer, item, "Grades");
	writer_integer(writer, item->concerns_open);
	writer_integer(writer, item->steps_open);
	writer_integer(writer, item->steps_late);
	put_section(writer, item, "Steps");
	writer_integer(writer, item->actions_open);
	writer_integer(writer, item->actions_red);
	put_section(writer, item, "Actions");
	put_section(writer, item, "Review audit");
	put_section(writer, item, "Moderation");
	writer_text(writer,
		challenge->outcome ? challenge_outcome_name(challenge->outcome) : "", SIZE_MAX);
	put_day(writer, challenge->met_on);
	writer_text(writer, challenge->discussed, SIZE_MAX);
	writer_text(writer, challenge->follows, SIZE_MAX);
}

static int write_csv(
	const struct session *session, const struct agenda *agenda, const char *path)
{
	static const char *const names[] = {"month", "audit_ref", "case_ref", "service", "team",
		"auditor", "completed_on", "grades", "concerns_open", "steps_open",
		"steps_late", "steps", "actions_open", "actions_red", "actions", "review",
		"moderation", "outcome", "met_on", "discussed", "follows", "database"};
	struct writer writer;
	int result = writer_create(&writer, path, 0);

	if (!result)
		writer_header(&writer, names, LENGTH(names));
	for (size_t i = 0; i < agenda->count && !result; i++) {
		put_item(&writer, &agenda->items[i]);
		writer_plain(&writer, session->practice ? "practice" : "live", SIZE_MAX);
		writer_end_row(&writer);
	}
	if (!result)
		result = writer_commit(&writer);
	writer_discard(&writer);
	return result;
}

int agenda_write(const struct session *session, const struct agenda *agenda,
	enum agenda_format format, FILE *out, const char *path)
{
	struct document document;

	if (format == AGENDA_AS_CSV) {
		if (out)
			fflush(out);
		return write_csv(session, agenda, path);
	}
	document_begin(&document, out, path);
	if (format == AGENDA_AS_HTML)
		write_html(session, agenda, document.to);
	else
		write_text(session, agenda, document.to);
	return document_end(&document, 0);
}
