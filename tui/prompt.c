// SPDX-License-Identifier: MIT
// Questions at the foot of the screen: a line with completion, a typed word, yes or no.
#include <stdlib.h>
#include <string.h>
#include "core/text.h"
#include "db/mem.h"
#include "tui/line.h"
#include "tui/prompt.h"
#include "tui/tui.h"
#include "tui/view.h"

enum { MATCHES = 8 };

struct asking {
	const struct question *question;
	struct line line;
	struct choice matches[MATCHES];
	size_t count;
	int chosen;      // -1: the line as typed
	const char *why; // why the last key was refused
	bool anew;       // nothing was typed yet, and a letter begins anew
};

static bool begins_with(const char *name, const char *text)
{
	char *name_key = text_key(name), *key = text_key(text);
	bool begins = strncmp(name_key, key, strlen(key)) == 0;

	free(name_key);
	free(key);
	return begins;
}

// Those that begin with what was typed come before those that only contain it.
static void order_matches(struct asking *asking)
{
	size_t first = 0;

	for (size_t i = 0; i < asking->count; i++) {
		struct choice match = asking->matches[i];
		if (!begins_with(match.name, asking->line.text))
			continue;
		memmove(asking->matches + first + 1, asking->matches + first,
			(i - first) * sizeof(match));
		asking->matches[first++] = match;
	}
}

// What could complete the line. A picker takes the first of them unless another is chosen.
static void find_matches(struct asking *asking)
{
	const struct question *question = asking->question;

	asking->count = 0;
	if (question->complete != NULL)
		asking->count = question->complete(
			question->context, asking->line.text, asking->matches, MATCHES);
	order_matches(asking);
	asking->chosen =
		question->strict && asking->count > 0 && asking->line.length > 0 ? 0 : -1;
}

static void paint_match(const struct choice *match, int row, bool chosen)
{
	int cols = tui_cols(), col = 3;

	paint_blank((struct rect){row, 0, 1, cols});
	paint_text(row, 1, 1, THEME_TEXT, chosen ? ">" : " ");
	col += paint_text(
		row, col, cols - col - 1, chosen ? THEME_FOCUS : THEME_TEXT, match->name);
	if (match->help != NULL)
		paint_text(row, col + 2, cols - col - 3, THEME_MUTED, match->help);
}

static const char *hint_of(const struct asking *asking)
{
	const struct question *question = asking->question;

	if (question->strict && asking->count == 0 && asking->line.length > 0)
		return "Nothing matches: type less of it, or Esc leaves";
	if (question->complete == NULL)
		return "Enter takes, Esc leaves";
	if (question->leaver == NULL)
		return "Tab completes, Up/Down choose, Enter takes, Esc leaves";
	return "Up/Down choose, Enter takes, Tab takes and goes on, Esc leaves";
}

// Paints from the message line upwards: the line, the question, the matches.
static void paint_asking(struct asking *asking)
{
	const char *question = asking->question->words;
	int cols = tui_cols(), row = tui_rows() - 2, col = 1;
	bool beside = paint_width(question) + 20 < cols;
	int above = beside ? 0 : (int)text_lines(question, strlen(question), cols - 2);
	int first = row - above - (int)asking->count - (asking->count > 0);

	paint_blank((struct rect){first, 0, row - first + 2, cols});
	if (asking->count > 0)
		paint_rule(first, 0, cols);
	for (size_t i = 0; i < asking->count; i++)
		paint_match(&asking->matches[i], first + 1 + (int)i, asking->chosen == (int)i);
	if (beside)
		col += paint_format(row, 1, cols - 2, THEME_MESSAGE,
			strcmp(question, ":") == 0 ? "%s" : "%s: ", question);
	else
		paint_wrapped((struct rect){row - above, 1, above, cols - 2}, THEME_MESSAGE,
			question);
	paint_text(row + 1, 1, cols - 2, asking->why == NULL ? THEME_MUTED : THEME_ERROR,
		asking->why == NULL ? hint_of(asking) : asking->why);
	line_paint(&asking->line, row, col, cols - col - 1, THEME_FIELD, true);
}

static void take_match(struct asking *asking, size_t index)
{
	if (index < asking->count) {
		char *name = xstrdup(asking->matches[index].name);
		line_set(&asking->line, name);
		free(name);
		find_matches(asking);
	}
}

// Enter: puts the answer into the line. Returns false where it is none yet.
static bool take_answer(struct asking *asking)
{
	if (asking->chosen >= 0) {
		const char *name = asking->matches[asking->chosen].name;
		line_set(&asking->line, name);
		return true;
	}
	if (!asking->question->strict)
		return true;
	for (size_t i = 0; i < asking->count; i++)
		if (strcmp(asking->matches[i].name, asking->line.text) == 0)
			return true;
	if (asking->count == 1) {
		take_match(asking, 0);
		return true;
	}
	asking->why = asking->count == 0 ? "Nothing matches: type less of it"
					 : "Choose one with Up/Down, or type more of it";
	return false;
}

static void choose(struct asking *asking, int step)
{
	int count = (int)asking->count;

	if (count > 0)
		asking->chosen = (asking->chosen + 1 + step + count + 1) % (count + 1) - 1;
}

// One event. Returns true when the question is over, with *answered telling how.
static bool serve(struct asking *asking, const struct event *event, bool *answered)
{
	int key = event->kind == EVENT_KEY ? event->key : 0;

	asking->why = NULL;
	*answered = false;
	if (asking->anew && (event->kind == EVENT_PASTE ||
				    (key >= ' ' && key < 0x110000 && key != K_BACKSPACE)))
		line_set(&asking->line, "");
	asking->anew = false;
	if (event->kind == EVENT_END || key == K_ESC || key == K_CTRL('c') ||
		key == K_CTRL('g'))
		return true;
	if (key == K_ENTER) {
		*answered = take_answer(asking);
		return *answered;
	}
	if ((key == K_TAB || key == K_CTRL('s')) && asking->question->leaver != NULL &&
		(asking->chosen >= 0 || asking->line.length == 0)) {
		*answered = asking->chosen >= 0 && take_answer(asking);
		*asking->question->leaver = key;
		return true;
	}
	if (key == K_TAB)
		take_match(asking, asking->chosen < 0 ? 0 : (size_t)asking->chosen);
	else if (key == K_UP || key == K_DOWN || key == K_BACKTAB)
		choose(asking, key == K_DOWN ? 1 : -1);
	else if (line_event(&asking->line, event)) {
		find_matches(asking);
		asking->why = asking->line.too_long ? "No more room in this field" : NULL;
	}
	return false;
}

char *prompt_ask(const struct question *question)
{
	struct asking asking = {.question = question, .anew = question->anew};
	bool answered = false;
	struct event event;

	line_init(&asking.line, question->initial);
	asking.line.limit = question->limit;
	find_matches(&asking);
	view_paint(); // what another question left
	do {
		size_t matches = asking.count;
		paint_asking(&asking);
		event = view_next();
		if (matches > 0) {
			view_stale(view_top());
			view_paint();
		}
	} while (!serve(&asking, &event, &answered));
	view_stale(view_top());
	char *text = answered ? xstrdup(asking.line.text) : NULL;
	line_finish(&asking.line);
	return text;
}

char *prompt_line(const char *question, const char *initial)
{
	return prompt_ask(&(struct question){.words = question, .initial = initial});
}

char *prompt_search(const char *question, const char *last)
{
	return prompt_ask(&(struct question){.words = question, .initial = last, .anew = true});
}

bool prompt_word(const char *question, const char *word)
{
	char *whole = xasprintf("%s Type %s to confirm", question, word);
	char *text = prompt_line(whole, NULL);
	bool same = text != NULL && strcmp(text, word) == 0;

	if (!same)
		view_refuse(text == NULL || text[0] == '\0'
				    ? "Nothing was done"
				    : "Nothing was done: \"%s\" was to be typed, exactly so",
			word);
	free(text);
	free(whole);
	return same;
}
