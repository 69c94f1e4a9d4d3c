// SPDX-License-Identifier: MIT
// The outcome of an audit, written to a file from the screens.
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/handover.h"
#include "db/mem.h"
#include "tui/handover.h"
#include "tui/prompt.h"
#include "tui/view.h"

static const struct {
	struct choice choice;
	enum handover_reader reader;
	bool html;
	const char *suffix;
} forms[] = {
	{{"Practitioner and supervision, to read and print", "HTML", 'p', THEME_TEXT},
		HANDOVER_RECORD, true, ".html"},
	{{"Practitioner and supervision, to mail", "text", 'm', THEME_TEXT}, HANDOVER_RECORD,
		false, ".txt"},
	{{"The family, to print", "HTML", 'f', THEME_TEXT}, HANDOVER_FAMILY, true,
		"-family.html"},
	{{"The family, to read aloud or mail", "text", 'a', THEME_TEXT}, HANDOVER_FAMILY, false,
		"-family.txt"},
};

// Yours; NULL: no answer, or not over a file that is there.
static char *ask_path(const char *audit_ref, const char *suffix)
{
	char *initial = xasprintf("%s%s", audit_ref, suffix);
	char *path = prompt_line("Write it to the file", initial);

	free(initial);
	if (path && *path && access(path, F_OK) == 0 &&
		prompt_yes("There is such a file: write over it?") != 1) {
		free(path);
		return NULL;
	}
	if (path && !*path) {
		free(path);
		return NULL;
	}
	return path;
}

static int write_to(struct session *session, const struct handover_wish *wish, const char *path)
{
	if (handover_write(session, wish, NULL, path))
		return -1;
	view_say("Written to %s", path);
	if (wish->reader == HANDOVER_FAMILY)
		prompt_notice("For the family", handover_family_note);
	return 0;
}

int handover_ask(struct session *session, const char *audit_ref)
{
	struct choice choices[LENGTH(forms)];
	struct handover_wish wish = {.ref = audit_ref};
	int taken, result = 0;
	char *path;

	for (size_t i = 0; i < LENGTH(forms); i++)
		choices[i] = forms[i].choice;
	taken = prompt_choice("The outcome, to hand over, for", choices, LENGTH(forms), 0);
	if (taken < 0)
		return 0;
	wish.reader = forms[taken].reader;
	wish.html = forms[taken].html;
	path = ask_path(audit_ref, forms[taken].suffix);
	if (path)
		result = write_to(session, &wish, path);
	free(path);
	return result;
}
