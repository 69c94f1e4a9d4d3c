// SPDX-License-Identifier: MIT
// The editor's screen: painting, saving as it is typed, and leaving.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "db/error.h"
#include "db/mem.h"
#include "tui/editor-private.h"
#include "tui/prompt.h"
#include "tui/tui.h"
#include "tui/words.h"

enum {
	SAVE_AFTER =
		800, // milliseconds from a key to the store: under a second, with the write
	SIDE_BY_SIDE = 120, // columns from which the context stands beside the text
	COUNTED = 100000,   // bytes of a text up to which its words are counted with each key
	WIDEST = 100,       // cells of a line: longer ones are hard to read
};

struct editor *editor_of(struct screen *screen)
{
	return screen->state;
}

// Divides the body: what to keep in sight at the left or on top, the text in the rest.
static void divide(struct screen *screen, struct rect *context, struct rect *text)
{
	struct editor *editor = editor_of(screen);
	struct rect body = screen->body;

	*text = *context = body;
	if (!editor->job.paint) {
		context->rows = 0;
	} else if (body.cols >= SIDE_BY_SIDE) {
		context->cols = body.cols * 2 / 5;
		text->col += context->cols + 2;
		text->cols -= context->cols + 2;
	} else {
		int rows = editor->job.paint(editor->job.owner,
			(struct rect){body.row, body.col, 0, body.cols}, editor->turn, 0);

		context->rows = rows < body.rows * 2 / 5 ? rows : body.rows * 2 / 5;
		text->row += context->rows + 1;
		text->rows -= context->rows + 1;
	}
}

static void fit(struct screen *screen)
{
	struct editor *editor = editor_of(screen);
	struct rect context;
	int cols;

	divide(screen, &context, &editor->place);
	cols = editor->place.cols - 2; // the caret may stand behind the last letter
	buffer_wrap(editor->buffer, cols > WIDEST ? WIDEST : cols);
}

static void scroll_to_caret(struct editor *editor, size_t line)
{
	size_t rows = (size_t)editor->place.rows;
	size_t count = buffer_line_count(editor->buffer);

	if (line < editor->top)
		editor->top = line;
	if (line >= editor->top + rows)
		editor->top = line - rows + 1;
	if (editor->top + rows > count)
		editor->top = count > rows ? count - rows : 0;
}

// Tells whether a row must be painted: a digest of what it shows.
static uint64_t digest(const char *text, size_t length, size_t from, size_t to)
{
	uint64_t hash = 14695981039346656037u ^ (from * 31 + to * 17);

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)text[i]) * 1099511628211u;
	return hash ^ (length + 1);
}

static int paint_part(struct editor *editor, int row, int col, enum theme_role role,
	const char *text, size_t length)
{
	char *clean = text_clean(text, length, TEXT_LINES); // a tab becomes its spaces
	int used = paint_bytes(row, col, editor->place.col + editor->place.cols - col, role,
		clean, strlen(clean));

	free(clean);
	return used;
}

static size_t clamp(size_t at, size_t low, size_t high)
{
	return at < low ? low : at > high ? high : at;
}

static void paint_line(struct editor *editor, size_t line, size_t from, size_t to)
{
	const char *text = buffer_text(editor->buffer);
	size_t length, start = buffer_line(editor->buffer, line, &length);
	int row = editor->place.row + (int)(line - editor->top), col = editor->place.col + 1;
	size_t end = start + length;
	uint64_t hash;

	from = clamp(from, start, end);
	to = clamp(to, start, end);
	hash = digest(text + start, length, from - start, to - start);
	if (editor->painted[line - editor->top] == hash)
		return;
	editor->painted[line - editor->top] = hash;
	paint_blank((struct rect){row, editor->place.col, 1, editor->place.cols});
	col += paint_part(editor, row, col, THEME_TEXT, text + start, from - start);
	col += paint_part(editor, row, col, THEME_SELECTED, text + from, to - from);
	paint_part(editor, row, col, THEME_TEXT, text + to, end - to);
}

static void paint_empty(struct editor *editor, size_t row)
{
	struct rect place = {
		editor->place.row + (int)row, editor->place.col, 1, editor->place.cols};

	if (editor->painted[row] == 1)
		return;
	editor->painted[row] = 1;
	paint_blank(place);
}

static void paint_hint(struct editor *editor)
{
	struct rect place = {editor->place.row + 2, editor->place.col + 1,
		editor->place.rows - 2, editor->place.cols - 2};

	if (editor->hint && place.rows > 0) {
		paint_wrapped(place, THEME_MUTED, editor->hint);
		for (int row = 2; row < editor->place.rows; row++)
			editor->painted[row] = 0;
	}
}

void editor_paint(struct screen *screen)
{
	struct editor *editor = editor_of(screen);
	size_t rows = (size_t)editor->place.rows, count = buffer_line_count(editor->buffer);
	size_t from = 0, to = 0, line;
	int column;

	line = buffer_locate(editor->buffer, buffer_caret(editor->buffer), &column);
	scroll_to_caret(editor, line);
	buffer_selection(editor->buffer, &from, &to);
	for (size_t row = 0; row < rows && row < LENGTH(editor->painted); row++) {
		if (editor->top + row < count)
			paint_line(editor, editor->top + row, from, to);
		else
			paint_empty(editor, row);
	}
	if (buffer_length(editor->buffer) == 0)
		paint_hint(editor);
	if (column > editor->place.cols - 2)
		column = editor->place.cols - 2;
	paint_cursor(
		editor->place.row + (int)(line - editor->top), editor->place.col + 1 + column);
}

static void paint_all(struct screen *screen)
{
	struct editor *editor = editor_of(screen);
	struct rect context;

	memset(editor->painted, 0, sizeof(editor->painted));
	fit(screen);
	divide(screen, &context, &editor->place);
	if (editor->job.paint) {
		editor->job.paint(editor->job.owner, context, editor->turn, editor->scroll);
		if (screen->body.cols >= SIDE_BY_SIDE)
			paint_column(context.row, context.col + context.cols, context.rows);
		else
			paint_rule(context.row + context.rows, context.col, context.cols);
	}
	editor_paint(screen);
}

// Keeps what has been typed since the last time. On failure the message says why, and a later
// call tries again.
int editor_store(struct screen *screen)
{
	struct editor *editor = editor_of(screen);
	unsigned long changes = buffer_changes(editor->buffer);

	if (changes == editor->stored || !editor->job.draft_store)
		return 0;
	if (editor->job.draft_store(editor->job.owner, buffer_text(editor->buffer),
		    buffer_caret(editor->buffer)) != 0) {
		view_error();
		view_tick_in(screen, SAVE_AFTER);
		return -1;
	}
	editor->stored = changes;
	editor->stored_at = session_time(screen->session);
	return 0;
}

void editor_changed(struct screen *screen)
{
	struct editor *editor = editor_of(screen);

	if (buffer_changes(editor->buffer) != editor->stored)
		view_tick_in(screen, SAVE_AFTER);
	editor_paint(screen);
}

static void tick(struct screen *screen)
{
	editor_store(screen);
}

// The text is not the person's to write any more: nobody is held here for ever, and nothing goes unasked.
static int leave_without(void)
{
	enum error kind = error_kind();
	char *why = xstrdup(error_message());
	char *words = xasprintf("%s. What you see here is not kept.", why);
	bool sure = prompt_word(words, "leave");

	if (!sure)
		fail(kind, "%s", why);
	free(words);
	free(why);
	return sure ? 0 : -1;
}

static int leave(struct screen *screen)
{
	struct editor *editor = editor_of(screen);
	int result = editor->job.commit(
		editor->job.owner, buffer_text(editor->buffer), buffer_caret(editor->buffer));

	return result != 0 && error_kind() == ERROR_DENIED ? leave_without() : result;
}

static size_t words(const char *text)
{
	size_t count = 0;

	while (*(text += strspn(text, " \n\t"))) {
		count++;
		text += strcspn(text, " \n\t");
	}
	return count;
}

static void status(struct screen *screen, char *text, size_t size)
{
	struct editor *editor = editor_of(screen);
	char when[32] = "as kept", count[40] = "", number[32];
	struct tm tm;
	size_t line = buffer_locate(editor->buffer, buffer_caret(editor->buffer), NULL);

	if (buffer_changes(editor->buffer) != editor->stored)
		snprintf(when, sizeof(when), "unsaved");
	else if (editor->stored_at && localtime_r(&editor->stored_at, &tm))
		strftime(when, sizeof(when), "saved %H:%M:%S", &tm);
	if (buffer_length(editor->buffer) < COUNTED)
		snprintf(count, sizeof(count), " · %s",
			words_count((int64_t)words(buffer_text(editor->buffer)), "word", number,
				sizeof(number)));
	snprintf(text, size, "%s · line %zu of %zu%s%s", when, line + 1,
		buffer_line_count(editor->buffer), count,
		buffer_selection(editor->buffer, NULL, NULL) ? " · selecting" : "");
}

static void describe(struct screen *screen, char *text, size_t size)
{
	snprintf(text, size, "%s", editor_of(screen)->title);
}

static int open_job(struct screen *screen, const void *argument)
{
	const struct editor_job *job = argument;
	struct editor *editor = editor_of(screen);

	editor->job = *job;
	editor->title = xstrdup(job->title);
	editor->hint = job->hint ? xstrdup(job->hint) : NULL;
	editor->turn = job->turn;
	editor->buffer = buffer_create(TEXT_LINES, job->text);
	if (job->draft)
		buffer_replace(editor->buffer, job->draft, job->caret);
	else
		buffer_set_caret(editor->buffer, job->caret);
	editor->stored = buffer_changes(editor->buffer);
	if (job->since)
		view_say("%s", job->since);
	fit(screen);
	return 0;
}

static void close_job(struct screen *screen)
{
	struct editor *editor = editor_of(screen);

	buffer_destroy(editor->buffer);
	free(editor->title);
	free(editor->hint);
}

static void keep(struct screen *screen)
{
	editor_store(screen);
}

static const struct view editor_view = {
	.name = "editor",
	.title = "Write",
	.help = "What you type is kept as a draft within a second, and becomes part of the "
		"record "
		"when you leave with Esc. Select with Shift and the arrows, or set a mark with "
		"Ctrl-Space and move.",
	.size = sizeof(struct editor),
	.keys = editor_keys,
	.typing = true,
	.open = open_job,
	.close = close_job,
	.leave = leave,
	.paint = paint_all,
	.resize = fit,
	.event = editor_event,
	.offers = editor_offers,
	.tick = tick,
	.keep = keep,
	.describe = describe,
	.status = status,
};

int editor_open(struct session *session, const struct editor_job *job)
{
	return view_open(session, &editor_view, job);
}
