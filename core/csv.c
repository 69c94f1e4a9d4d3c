// SPDX-License-Identifier: MIT
// CSV as bytes: the only file that knows libcsv. core/sheet.h reads, core/writer.h writes with it.
#include <stdlib.h>
#include <string.h>

#include <csv.h>

#include "core/csv.h"
#include "db/mem.h"

static void *grow_field(void *old, size_t size)
{
	return xreallocarray(old, size, 1);
}

static void reset_parser(struct csv_batch *batch)
{
	unsigned char delimiter = csv_get_delim(batch->parser);

	csv_free(batch->parser);
	csv_init(batch->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL);
	csv_set_realloc_func(batch->parser, grow_field);
	csv_set_blk_size(batch->parser, 4096);
	csv_set_delim(batch->parser, delimiter);
}

static void add_fault(
	struct csv_batch *batch, enum csv_fault_kind kind, size_t cell, struct cell_check check)
{
	batch->faults = xgrow(
		batch->faults, batch->fault_count, &batch->fault_room, sizeof(*batch->faults));
	batch->faults[batch->fault_count++] =
		(struct csv_fault){batch->row_count, cell, kind, check};
}

static char *room_for_text(struct csv_batch *batch, size_t size)
{
	if (batch->text_room - batch->text_used < size) {
		batch->text_room = (batch->text_used + size) * 2;
		batch->text = xreallocarray(batch->text, batch->text_room, 1);
	}
	return batch->text + batch->text_used;
}

static void keep_cell(struct csv_batch *batch, const char *text, size_t length)
{
	char *to = room_for_text(batch, length + 1);

	if (batch->span_count == batch->span_room)
		batch->spans = xgrow(batch->spans, batch->span_count, &batch->span_room,
			sizeof(*batch->spans));
	batch->spans[batch->span_count++] = (struct csv_span){batch->text_used, length};
	if (length)
		memcpy(to, text, length);
	to[length] = '\0';
	batch->text_used += length + 1;
}

// False where the cell is not to be kept.
static bool check_cell(struct csv_batch *batch, const char *text, size_t length, size_t cell)
{
	struct cell_check check;

	if (cell_is_plain(text, length))
		return true;
	check = cell_check(text, length);
	batch->breaks += check.breaks;
	if (check.fault != CELL_FINE)
		add_fault(batch, CSV_FAULT_CELL, cell, check);
	return check.fault != CELL_LENGTH;
}

static void on_cell(void *field, size_t length, void *data)
{
	struct csv_batch *batch = data;
	const char *text = field;
	size_t cell = batch->pending.count++;

	if ((length && !check_cell(batch, text, length, cell)) || cell >= CSV_CELLS_MAX)
		return;
	if (length && text[0] == '\'' && cell_is_defused(text, length)) {
		text++;
		length--;
	}
	keep_cell(batch, text, length);
}

static void end_row(struct csv_batch *batch)
{
	batch->rows =
		xgrow(batch->rows, batch->row_count, &batch->row_room, sizeof(*batch->rows));
	batch->pending.line = batch->line;
	batch->rows[batch->row_count++] = batch->pending;
	batch->pending = (struct csv_row){.first = batch->span_count};
	batch->line += batch->breaks + 1;
	batch->breaks = 0;
}

// Called for each line end outside quotes, so that blank lines count; the LF of CR LF does not.
static void on_row(int end, void *data)
{
	struct csv_batch *batch = data;

	if (batch->pending.count)
		end_row(batch);
	else if (!(end == '\n' && batch->last == '\r'))
		batch->line++;
	batch->last = end;
}

// The row is lost, the next line is a fresh start: one stray quote does not hide the errors below.
static void give_up_row(struct csv_batch *batch, enum csv_fault_kind kind)
{
	const struct csv_parser *parser = batch->parser;

	batch->breaks += cell_breaks((const char *)parser->entry_buf, parser->entry_pos);
	add_fault(batch, kind, batch->pending.count, (struct cell_check){CELL_FINE});
	end_row(batch);
	reset_parser(batch);
}

// To the line end; what it counts was counted with the row given up.
static size_t skip_line(struct csv_batch *batch, const char *data, size_t size)
{
	size_t at = 0;

	while (at < size && data[at] != '\n' && data[at] != '\r')
		at++;
	if (at == size)
		return size;
	batch->last = data[at];
	batch->skipping = false;
	return at + 1;
}

static void check_size(struct csv_batch *batch)
{
	size_t kept = batch->pending.count && batch->pending.first < batch->span_count
			      ? batch->text_used - batch->spans[batch->pending.first].at
			      : 0;

	if (batch->parser->entry_pos > CELL_MAX)
		give_up_row(batch, CSV_FAULT_OPEN);
	else if (kept > CSV_ROW_MAX)
		give_up_row(batch, CSV_FAULT_ROW);
	else
		return;
	batch->ended = true;
}

void csv_batch_parse(struct csv_batch *batch, const char *data, size_t size)
{
	while (size) {
		size_t used;

		if (batch->skipping) {
			used = skip_line(batch, data, size);
		} else {
			used = csv_parse(batch->parser, data, size, on_cell, on_row, batch);
			if (used < size) {
				give_up_row(batch, CSV_FAULT_QUOTE);
				batch->skipping = true;
			}
		}
		data += used;
		size -= used;
	}
	check_size(batch);
}

void csv_batch_end(struct csv_batch *batch)
{
	batch->ended = true;
	if (!batch->skipping && csv_fini(batch->parser, on_cell, on_row, batch) != 0)
		give_up_row(batch, CSV_FAULT_OPEN);
}

void csv_batch_clear(struct csv_batch *batch)
{
	size_t first = batch->pending.first, spans = batch->span_count - first, faults = 0;
	size_t at = spans ? batch->spans[first].at : batch->text_used;

	memmove(batch->text, batch->text + at, batch->text_used - at);
	memmove(batch->spans, batch->spans + first, spans * sizeof(*batch->spans));
	batch->text_used -= at;
	for (size_t i = 0; i < spans; i++)
		batch->spans[i].at -= at;
	batch->span_count = spans;
	batch->pending.first = 0;
	for (size_t i = 0; i < batch->fault_count; i++) {
		if (batch->faults[i].row != batch->row_count)
			continue;
		batch->faults[faults] = batch->faults[i];
		batch->faults[faults++].row = 0;
	}
	batch->fault_count = faults;
	batch->row_count = 0;
}

void csv_batch_init(struct csv_batch *batch, char delimiter)
{
	*batch = (struct csv_batch){.line = 1};
	batch->parser = xcalloc(1, sizeof(*batch->parser));
	csv_init(batch->parser, 0);
	csv_set_delim(batch->parser, (unsigned char)delimiter);
	reset_parser(batch);
	batch->spans = xgrow(NULL, 0, &batch->span_room, sizeof(*batch->spans));
	room_for_text(batch, 4096);
}

void csv_batch_finish(struct csv_batch *batch)
{
	if (batch->parser)
		csv_free(batch->parser);
	free(batch->parser);
	free(batch->text);
	free(batch->spans);
	free(batch->rows);
	free(batch->faults);
}

size_t csv_quote(char *to, const char *text, size_t length)
{
	return csv_write2(to, csv_quoted_room(length), text, length, '"');
}
