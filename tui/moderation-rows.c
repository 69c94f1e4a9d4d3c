// SPDX-License-Identifier: MIT
// Rows of moderations for a list, fetched as the list asks for them.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "db/mem.h"
#include "tui/moderations-private.h"
#include "tui/words.h"

enum { AT_ONCE = 64 };

const struct list_column moderation_columns[MODERATION_COLUMNS] = {
	{"Reference", 13, 0, 0, false},
	{"State", 9, 0, 0, false},
	{"Due", 25, 0, 0, false},
	{"Mode", 8, 0, 3, false},
	{"Moderator", 16, 2, 1, false},
	{"Team", 14, 2, 4, false, .last_word = true},
	{"Auditor", 14, 2, 5, false},
	{"Case", 10, 1, 6, false},
};

static enum theme_role due_words(const struct session *session,
	const struct moderation_row *row, char *text, size_t size)
{
	char day[DATE_TEXT];

	if (row->state <= MODERATION_REVEALED)
		return words_due(session, row->due_on, text, size);
	snprintf(text, size, "%s, %d changed", date_show(row->moderated_on, day), row->changed);
	return row->state == MODERATION_DISPUTED ? THEME_DUE : THEME_TEXT;
}

static void add_row(struct list *list, const struct moderation_row *row)
{
	char due[64];
	enum theme_role role = due_words(list->screen->session, row, due, sizeof(due));
	bool nobody = !*row->moderator;
	const struct list_cell cells[LENGTH(moderation_columns)] = {
		{row->ref, THEME_TEXT},
		{moderation_state_name(row->state),
			row->state == MODERATION_DISPUTED ? THEME_OVERDUE : THEME_TEXT},
		{due, role},
		{moderation_mode_name(row->mode), THEME_TEXT},
		{nobody ? "nobody yet" : row->moderator, nobody ? THEME_DUE : THEME_TEXT},
		{row->team, THEME_TEXT},
		{row->lead, THEME_TEXT},
		{row->case_ref, THEME_TEXT},
	};

	list_add(list, row->audit_id, 0, row->key, cells);
}

// Does the row hold the words, accents and capitals aside?
static bool holds(const struct moderation_row *row, const char *key)
{
	char *text = xasprintf("%s %s %s %s %s %s %s %s", row->ref, row->case_ref, row->service,
		row->team, row->lead, row->moderator, row->moderator_login,
		moderation_state_name(row->state));
	char *folded = text_key(text);
	bool found = strstr(folded, key) != NULL;

	free(folded);
	free(text);
	return found;
}

// A page of rows, from `place` on; the place moves behind it. Returns how many were read, *added those that fit.
static int read_page(struct list *list, enum moderation_list which, const char *key,
	void (*add)(struct list *list, const struct moderation_row *row),
	struct moderation_row *place, bool forward, int ask, int *added)
{
	struct moderation_row rows[AT_ONCE];
	int got = moderation_page(
		list->screen->session, which, place->key ? place : NULL, !forward, rows, ask);

	for (int i = 0; i < got; i++) {
		if (*added > 0 && (!*key || holds(&rows[i], key))) {
			add(list, &rows[i]);
			--*added;
		}
		if (i + 1 == got) {
			xreplace(&place->key, rows[i].key);
			place->audit_id = rows[i].audit_id;
		}
		moderation_row_finish(&rows[i]);
	}
	return got;
}

int moderation_rows_fetch(struct list *list, enum moderation_list which, const char *words,
	void (*add)(struct list *list, const struct moderation_row *row),
	const struct list_row *from, bool forward, int count)
{
	char *key = text_key(words ? words : "");
	struct moderation_row place = {0};
	int got, ask;

	if (from)
		place = (struct moderation_row){
			.audit_id = from->id, .key = xstrdup(from->key)};
	do {
		ask = *key || count > AT_ONCE ? AT_ONCE : count;
		got = read_page(
			list, which, key, add ? add : add_row, &place, forward, ask, &count);
	} while (got == ask && count > 0);
	free(place.key);
	free(key);
	return got < 0 ? -1 : 0;
}
