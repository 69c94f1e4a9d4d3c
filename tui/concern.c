// SPDX-License-Identifier: MIT
// Safety concerns outside of their audit: in words, and what was done about one.
#include <stdio.h>
#include <stdlib.h>

#include "db/mem.h"
#include "tui/concern.h"
#include "tui/form.h"

enum theme_role concern_due_words(
	const struct session *session, const struct concern *concern, char *text, size_t size)
{
	bool late = concern->level > CONCERN_IN_TIME;
	char when[32];

	snprintf(text, size, "%s %s", late ? "OVERDUE" : "by",
		session_show_moment(session, concern->due_at, when));
	return late ? THEME_OVERDUE : THEME_DUE;
}

char *concern_asked_words(const struct concern *concern)
{
	if (concern->rung == RUNG_NOBODY)
		return xstrdup("QA team");
	return xasprintf("%s %s", rung_name(concern->rung), concern->asked);
}

static const struct field fields[] = {
	{FIELD_LINES, "What was done",
		"Who went or rang, what they found, and whether the child is safe", true},
};

// What the form's save works for.
struct answering {
	struct session *session;
	int64_t concern_id;
	char *title, *help;
};

static void answering_destroy(void *context)
{
	struct answering *answering = context;

	free(answering->title);
	free(answering->help);
	free(answering);
}

static int save(struct form *form, void *context)
{
	struct answering *answering = context;

	if (concern_answer(answering->session, answering->concern_id, form_value(form, 0)) != 0)
		return -1;
	view_say("On record: the concern is answered");
	return 0;
}

static char *help_of(const struct session *session, const struct concern *concern)
{
	char when[32], *asked = concern->asked ? concern_asked_words(concern) : NULL, *help;

	help = xasprintf("%s\nTold: %s, %s. Raised by %s, %s%s%s.", concern->what,
		concern->told_whom, concern->told_at, concern->raised_by,
		session_show_moment(session, concern->raised_at, when), asked ? "; with " : "",
		asked ? asked : "");
	free(asked);
	return help;
}

static char *title_of(const struct session *session, const struct concern *concern)
{
	char due[64];

	concern_due_words(session, concern, due, sizeof(due));
	return xasprintf("Safety concern, %s, %s", concern->audit_ref, due);
}

int concern_form(struct session *session, const struct concern *concern)
{
	struct answering *answering = xcalloc(1, sizeof(*answering));
	char *draft =
		xasprintf("answer of %s concern %d", concern->audit_ref, (int)concern->id);
	struct form_content content = {
		.fields = fields, .count = LENGTH(fields), .save = save, .draft = draft};
	int result;

	*answering = (struct answering){
		.session = session,
		.concern_id = concern->id,
		.title = title_of(session, concern),
		.help = help_of(session, concern),
	};
	content.title = answering->title;
	content.help = answering->help;
	content.context = answering;
	content.free = answering_destroy;
	result = form_open(session, &content);
	free(draft);
	return result;
}
