// SPDX-License-Identifier: MIT
// The help screen, made from the tables of keys: what has no row has no key.
#include <stdio.h>
#include <string.h>
#include "tui/help.h"
#include "tui/pager.h"

enum { TERM_COLS = 22 };

static void add_key(struct pager *pager, const struct key *row)
{
	char term[64] = "";

	for (size_t i = 0; i < sizeof(row->key) / sizeof(row->key[0]) && row->key[i] != 0;
		i++) {
		size_t used = strlen(term);
		snprintf(term + used, sizeof(term) - used, "%s%s", i == 0 ? "" : " ",
			key_name(row->key[i]));
	}
	pager_term(pager, term, TERM_COLS, THEME_TEXT, row->help);
}

// A widget's key that the screen uses for something else does not work here.
static bool is_taken(const struct key *rows, const struct key *by)
{
	for (; by != NULL && by->name != NULL; by++)
		if (by != rows && by->key[0] == rows->key[0])
			return true;
	return false;
}

static void add_keys(struct pager *pager, const char *heading, const struct key *rows,
	const struct key *before)
{
	if (rows == NULL || rows->name == NULL)
		return;
	pager_add(pager, THEME_TEXT, 0, "");
	pager_add(pager, THEME_HEADING, 0, heading);
	for (; rows->name != NULL; rows++)
		if (!is_taken(rows, before))
			add_key(pager, rows);
}

static int fill(struct pager *pager, const void *context)
{
	const struct screen *screen = context;

	if (screen->view->help != NULL)
		pager_add(pager, THEME_TEXT, 0, screen->view->help);
	add_keys(pager, "Keys of this screen", screen->view->keys, NULL);
	add_keys(pager, "Moving about", screen->widget_keys, screen->view->keys);
	add_keys(pager, "Keys of every screen", view_keys, NULL);
	return 0;
}

int help_open(struct screen *screen)
{
	return pager_open(screen->session, &(struct pager_content){"Keys", NULL, fill, screen});
}
