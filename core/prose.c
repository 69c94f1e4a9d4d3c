// SPDX-License-Identifier: MIT
// One document for people, written by the same calls as text for terminals and mail or as HTML.
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/document.h"
#include "core/prose.h"
#include "core/text.h"
#include "db/mem.h"

#define WIDTH 78
#define INDENT 2
#define GAP 2     // cells between columns
#define TALLEST 4 // lines of a cell of a table that stands in columns

static void underline(FILE *to, const char *text, char with)
{
	char *clean = text_clean_line(text);

	document_wrap(to, 0, clean);
	for (int i = 0; i < text_width(clean) && i < WIDTH; i++)
		putc(with, to);
	putc('\n', to);
	free(clean);
}

void prose_begin(struct prose *prose, FILE *to, bool as_html, const char *title,
	const char *note, bool practice)
{
	*prose = (struct prose){.to = to, .as_html = as_html};
	if (as_html) {
		html_begin(&prose->html, to, title, note, practice);
		return;
	}
	if (practice)
		fputs("PRACTICE: made-up records\n\n", to);
	underline(to, title, '=');
	if (note)
		document_wrap(to, 0, note);
}

void prose_end(struct prose *prose)
{
	if (prose->as_html)
		html_end(&prose->html);
	free(prose->cells);
}

void prose_section(struct prose *prose, int level, const char *heading)
{
	if (prose->as_html) {
		html_section(&prose->html, level, heading);
		return;
	}
	putc('\n', prose->to);
	if (level == 2)
		underline(prose->to, heading, '-');
	else
		document_wrap(prose->to, 0, heading);
}

void prose_close(struct prose *prose)
{
	if (prose->as_html)
		html_close(&prose->html);
}

void prose_text(struct prose *prose, const char *text)
{
	if (!text || !*text)
		return;
	if (prose->as_html)
		html_narrative(&prose->html, text);
	else
		document_wrap(prose->to, 0, text);
}

void prose_note(struct prose *prose, const char *text)
{
	if (prose->as_html)
		html_element(&prose->html, "p", "note", text);
	else
		document_wrap(prose->to, 0, text);
}

void prose_quote(struct prose *prose, const char *text)
{
	if (!prose->as_html) {
		document_wrap(prose->to, INDENT, text);
		return;
	}
	html_open(&prose->html, "blockquote", NULL);
	html_narrative(&prose->html, text);
	html_close(&prose->html);
}

void prose_pairs(struct prose *prose)
{
	if (prose->as_html)
		html_open(&prose->html, "dl", NULL);
}

void prose_pair(struct prose *prose, const char *name, const char *text)
{
	char *line;

	if (!text || !*text)
		return;
	if (prose->as_html) {
		html_pair(&prose->html, name, text);
		return;
	}
	line = xasprintf("%s: %s", name, text);
	document_wrap(prose->to, INDENT, line);
	free(line);
}

void prose_list(struct prose *prose)
{
	if (prose->as_html)
		html_open(&prose->html, "ul", NULL);
}

void prose_item(struct prose *prose, const char *text)
{
	char *clean;
	size_t length, step, shown;

	if (prose->as_html) {
		html_element(&prose->html, "li", NULL, text);
		return;
	}
	clean = text_clean(text, strlen(text), TEXT_LINES);
	length = strlen(clean);
	for (const char *at = clean; length; at += step, length -= step) {
		step = text_wrap(at, length, WIDTH - 2 * INDENT, &shown);
		fprintf(prose->to, "%*s%-*s%.*s\n", INDENT, "", INDENT, at == clean ? "-" : "",
			(int)shown, at);
		if (!step)
			break;
	}
	free(clean);
}

void prose_table(struct prose *prose, const char *caption, const struct html_column *columns,
	size_t count)
{
	assert(count <= PROSE_COLUMNS);
	if (prose->as_html) {
		html_table(&prose->html, caption, columns, count);
		return;
	}
	if (caption)
		document_wrap(prose->to, 0, caption);
	prose->columns = columns;
	prose->column_count = count;
	for (size_t i = 0; i < count; i++)
		prose_cell(prose, NULL, columns[i].name);
}

void prose_cell(struct prose *prose, const char *class, const char *text)
{
	if (prose->as_html) {
		html_cell_as(&prose->html, class, text);
		return;
	}
	prose->cells = xgrow(
		prose->cells, prose->cell_count, &prose->cell_room, sizeof(*prose->cells));
	prose->cells[prose->cell_count++] = text_clean_line(text);
}

// Makes the widest columns narrower until all of them fit beside each other; false where a cell would then be taller
// than it is easily read.
static bool shrink(const struct prose *prose, int widths[static PROSE_COLUMNS])
{
	int natural[PROSE_COLUMNS], whole = INDENT - GAP;

	for (size_t i = 0; i < prose->column_count; i++) {
		natural[i] = widths[i];
		whole += widths[i] + GAP;
	}
	for (; whole > WIDTH; whole--) {
		size_t widest = 0;

		for (size_t i = 1; i < prose->column_count; i++)
			widest = widths[i] > widths[widest] ? i : widest;
		widths[widest]--;
	}
	for (size_t i = 0; i < prose->column_count; i++)
		if (natural[i] > TALLEST * widths[i])
			return false;
	return true;
}

// The width of each column; false where they do not fit beside each other.
static bool widths_of(const struct prose *prose, int widths[static PROSE_COLUMNS])
{
	for (size_t column = 0; column < prose->column_count; column++) {
		widths[column] = 0;
		for (size_t i = column; i < prose->cell_count; i += prose->column_count) {
			int width = text_width(prose->cells[i]);

			widths[column] = width > widths[column] ? width : widths[column];
		}
	}
	return shrink(prose, widths);
}

// One line of a cell, filled up with blanks. Returns what is left of it.
static const char *put_piece(
	FILE *to, const char *text, const struct html_column *column, int width)
{
	size_t shown, step = text_wrap(text, strlen(text), width, &shown);
	int pad = width - text_width_of(text, shown);

	fprintf(to, "%*s%.*s%*s", column->number ? pad : 0, "", (int)shown, text,
		GAP + (column->number ? 0 : pad), "");
	return text + step;
}

// One line of a row, without blanks at its end; whether there are more.
static bool put_line(const struct prose *prose, const char **left, const int *widths)
{
	char *line;
	size_t size;
	FILE *to = xmemstream(&line, &size);
	bool more = false;

	for (size_t i = 0; i < prose->column_count; i++) {
		left[i] = put_piece(to, left[i], &prose->columns[i], widths[i]);
		more = more || *left[i];
	}
	xmemstream_end(to);
	while (size && line[size - 1] == ' ')
		size--;
	fprintf(prose->to, "%*s%.*s\n", INDENT, "", (int)size, line);
	free(line);
	return more;
}

static void put_row(const struct prose *prose, char *const *cells, const int *widths)
{
	const char *left[PROSE_COLUMNS];

	memcpy(left, cells, prose->column_count * sizeof(*left));
	while (put_line(prose, left, widths))
		;
}

static void put_beside(const struct prose *prose, const int *widths)
{
	for (size_t i = 0; i < prose->cell_count; i += prose->column_count)
		put_row(prose, prose->cells + i, widths);
}

static void put_below(const struct prose *prose)
{
	for (size_t i = prose->column_count; i < prose->cell_count; i++) {
		size_t column = i % prose->column_count;
		char *line;

		if (!*prose->cells[i])
			continue;
		line = column == 0 ? xstrdup(prose->cells[i])
				   : xasprintf("%s: %s", prose->columns[column].name,
					     prose->cells[i]);
		document_wrap(prose->to, column == 0 ? INDENT : 2 * INDENT, line);
		free(line);
	}
}

void prose_table_end(struct prose *prose)
{
	int widths[PROSE_COLUMNS];

	if (prose->as_html) {
		html_table_end(&prose->html);
		return;
	}
	if (widths_of(prose, widths))
		put_beside(prose, widths);
	else
		put_below(prose);
	for (size_t i = 0; i < prose->cell_count; i++)
		free(prose->cells[i]);
	prose->cell_count = 0;
}
