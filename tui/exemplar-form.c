// SPDX-License-Identifier: MIT
// An exemplar's words: made of what an audit says, or changed.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/domains.h"
#include "core/template.h"
#include "core/theme.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/form.h"
#include "tui/learning-private.h"

enum { TITLE, WORDS, OF_THEME, DOMAIN, FIELDS };

// What a form works on.
struct errand {
	struct session *session;
	char *audit_ref; // NULL: one that is there
	int64_t id;
	int64_t theme_id; // that it was looked for under; LEARNING_ALL: none
	int revision;
	char *text, *help, *draft;
	struct theme_row *themes;
	size_t theme_count;
	struct domains domains;
};

static void errand_destroy(void *context)
{
	struct errand *errand = context;

	theme_rows_free(errand->themes, errand->theme_count);
	domains_finish(&errand->domains);
	free(errand->audit_ref);
	free(errand->text);
	free(errand->help);
	free(errand->draft);
	free(errand);
}

static size_t offer_themes(void *context, const char *text, struct choice *matches, size_t max)
{
	const struct errand *errand = context;
	size_t count = 0;

	for (size_t i = 0; i < errand->theme_count && count < max; i++)
		if (strcasestr(errand->themes[i].name, text))
			matches[count++] = (struct choice){.name = errand->themes[i].name};
	return count;
}

static size_t offer_domains(void *context, const char *text, struct choice *matches, size_t max)
{
	const struct domains *domains = &((const struct errand *)context)->domains;
	size_t count = 0;

	for (size_t i = 0; i < domains->count && count < max; i++)
		if (strcmp(domains->codes[i], TEMPLATE_OVERALL) != 0 &&
			strcasestr(domains->codes[i], text))
			matches[count++] = (struct choice){.name = domains->codes[i]};
	return count;
}

static const struct field fields[FIELDS] = {
	[TITLE] = {FIELD_TEXT, "Title", "What is good, in a few words", true, 120},
	[WORDS] = {FIELD_LINES, "Text",
		"What was done and what it changed; [case] and [worker] stand for who it was",
		true, 8000},
	[OF_THEME] = {FIELD_PICK, "Theme", "Space shows them; empty: none",
		.complete = offer_themes},
	[DOMAIN] = {FIELD_PICK, "Domain", "Space shows their codes; empty: the whole",
		.complete = offer_domains},
};

static int save(struct form *form, void *context)
{
	struct errand *errand = context;
	const struct exemplar_words words = {
		.theme = form_value(form, OF_THEME),
		.domain = form_value(form, DOMAIN),
		.title = form_value(form, TITLE),
		.text = form_value(form, WORDS),
	};

	if (errand->audit_ref == NULL) {
		if (exemplar_change(errand->session, errand->id, errand->revision, &words) != 0)
			return -1;
		view_say("Changed");
		return 0;
	}
	if (exemplar_add(errand->session, errand->audit_ref, &words, NULL) != 0)
		return -1;
	view_say("On the list of good practice, for everybody to read");
	return 0;
}

// The name of a theme on the list; "": it is not there.
static const char *theme_name(const struct errand *errand, int64_t id)
{
	for (size_t i = 0; i < errand->theme_count; i++)
		if (errand->themes[i].id == id)
			return errand->themes[i].name;
	return "";
}

static int show(
	struct session *session, struct errand *errand, const char *title, const char **values)
{
	if (theme_rows(session, true, &errand->themes, &errand->theme_count) != 0 ||
		domains_load(session->db, &errand->domains) != 0) {
		errand_destroy(errand);
		return -1;
	}
	if (values[OF_THEME] == NULL)
		values[OF_THEME] = theme_name(errand, errand->theme_id);
	return form_open(session, &(struct form_content){.title = title,
					  .help = errand->help,
					  .fields = fields,
					  .count = FIELDS,
					  .values = values,
					  .save = save,
					  .context = errand,
					  .free = errand_destroy,
					  .draft = errand->draft});
}

// The lines of a form are one line each.
static char *one_line(const char *text)
{
	char *line = xstrdup(text);

	for (char *at = line; (at = strpbrk(at, "\n\t"));)
		*at = ' ';
	return line;
}

int exemplar_new_form(
	struct session *session, const struct learning_candidate *from, int64_t theme_id)
{
	struct errand *errand = xcalloc(1, sizeof(*errand));
	const char *values[FIELDS] = {0};

	errand->session = session;
	errand->theme_id = theme_id;
	errand->audit_ref = xstrdup(from->audit_ref);
	errand->text = one_line(from->proposal);
	errand->help = xstrdup(
		"References and names are replaced. Read it again: a story can tell whose it "
		"is without a name. A text that names a case, the worker or a user is "
		"refused.");
	errand->draft = xasprintf("exemplar of %s", from->audit_ref);
	values[WORDS] = errand->text;
	return show(session, errand, "An exemplar", values);
}

int exemplar_form(struct session *session, int64_t id)
{
	struct errand *errand;
	struct exemplar exemplar;
	const char *values[FIELDS];
	int result;

	if (exemplar_load(session, id, &exemplar) != 0)
		return -1;
	errand = xcalloc(1, sizeof(*errand));
	errand->session = session;
	errand->id = id;
	errand->revision = exemplar.revision;
	errand->text = one_line(exemplar.text);
	errand->help = xstrdup("Who reads exemplars sees the change at once; the trail keeps "
			       "what stood here before.");
	values[TITLE] = exemplar.title;
	values[WORDS] = errand->text;
	values[OF_THEME] = exemplar.theme;
	values[DOMAIN] = exemplar.domain;
	result = show(session, errand, "Change an exemplar", values);
	exemplar_finish(&exemplar);
	return result;
}
