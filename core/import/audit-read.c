// SPDX-License-Identifier: MIT
// import audits, the reading half: the cells of a row, and whether they fit together.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/import/audit.h"
#include "db/error.h"
#include "db/mem.h"

size_t audits_column(const struct import *import, size_t column)
{
	const struct audits_import *own = import->own;

	return own->first[column];
}

// "name vN" names a version, and a name alone the one in force when the audit was allocated.
static const struct template *find_template(struct import *import, const char *text, date day)
{
	const char *mark = strrchr(text, ' ');
	int version = 0, used = 0;
	const struct template *template;
	char *name;

	if (!mark || sscanf(mark, " v%d%n", &version, &used) != 1 || mark[used])
		return template_in_force(import->session, text, day);
	name = xstrndup(text, (size_t)(mark - text));
	template = template_find(import->session, name, version);
	free(name);
	return template;
}

static void use_template(struct audits_import *own, const struct template *template)
{
	if (template == own->template)
		return;
	own->template = template;
	for (size_t i = 0; i < own->domains.count; i++)
		own->domain[i] = template_domain(template, own->domains.codes[i]);
}

// The same as asked before for that day, where there was an answer: an error is told anew each time.
static const struct template *ask_template(struct import *import, const char *text, date day)
{
	struct audits_import *own = import->own;
	struct asked *asked = &own->asked[(unsigned)day % ASKED_MAX];

	if (!asked->answer || asked->day != day || strcmp(asked->text, text) != 0) {
		xreplace(&asked->text, text);
		asked->day = day;
		asked->answer = find_template(import, text, day);
	}
	return asked->answer;
}

static int read_template(struct import *import, date day)
{
	const char *text = import_line(import, audits_column(import, IN_TEMPLATE));
	const struct template *template;

	if (!text || day == DATE_NONE)
		return -1;
	template = ask_template(import, text, day);
	if (!template)
		return import_wrong(
			import, audits_column(import, IN_TEMPLATE), "%s", error_message());
	use_template(import->own, template);
	return 0;
}

static void check_grade(struct import *import, size_t column, size_t code, enum grade grade)
{
	struct audits_import *own = import->own;
	const struct domain *domain = own->domain[code];

	if (grade == GRADE_NONE)
		return;
	if (!domain)
		import_wrong(import, column,
			"%s v%d has no domain %s: leave the cell empty or name another "
			"template",
			own->template->name, own->template->version, own->domains.codes[code]);
	else if (grade == GRADE_NOT_APPLICABLE && !domain->allows_na)
		import_wrong(import, column, "%s cannot be not applicable: give a grade",
			own->domains.codes[code]);
}

// Whether there is any.
static bool read_grades(struct import *import, size_t first, enum grade *grades)
{
	const struct audits_import *own = import->own;
	bool any = false;

	for (size_t i = 0; i < own->domains.count; i++) {
		if (import_grade(import, first + i, &grades[i]) == 0 && own->template)
			check_grade(import, first + i, i, grades[i]);
		any |= grades[i] != GRADE_NONE;
	}
	return any;
}

static bool begins_with_no(const char *text, const char **rest)
{
	if (strcasecmp(text, "no") == 0 || strcasecmp(text, "n") == 0 ||
		strcasecmp(text, "not obtained") == 0) {
		*rest = "";
		return true;
	}
	if (strncasecmp(text, "no:", 3) != 0)
		return false;
	*rest = text + 3 + strspn(text + 3, " ");
	return true;
}

static struct said read_said(struct import *import, size_t column)
{
	const char *text = import_text(import, audits_column(import, column)), *rest;

	if (!*text)
		return (struct said){OBTAINED_UNSAID, ""};
	if (begins_with_no(text, &rest))
		return (struct said){OBTAINED_NO, rest};
	if (strcasecmp(text, "yes") == 0 || strcasecmp(text, "y") == 0 ||
		strcasecmp(text, "obtained") == 0)
		return (struct said){OBTAINED_YES, ""};
	return (struct said){OBTAINED_YES, text};
}

static void read_dates(struct import *import, struct audit_record *record)
{
	import_date(
		import, audits_column(import, IN_ALLOCATED_ON), true, &record->allocated_on);
	import_date(import, audits_column(import, IN_DUE_ON), true, &record->due_on);
	import_date(
		import, audits_column(import, IN_COMPLETED_ON), false, &record->completed_on);
	import_date(
		import, audits_column(import, IN_MODERATED_ON), false, &record->moderated_on);
}

static void read_people(struct import *import, struct audit_record *record)
{
	record->auditor_name = import_needed(import, audits_column(import, IN_AUDITOR));
	record->moderator_name = import_line(import, audits_column(import, IN_MODERATOR));
	if (record->auditor_name)
		record->auditor = lookup_key(&import->users, record->auditor_name);
	if (record->moderator_name && *record->moderator_name)
		record->moderator = lookup_key(&import->users, record->moderator_name);
	record->post = import_post(import, audits_column(import, IN_AUDITOR_POST));
	if (record->post && !*record->post && record->auditor)
		record->post = record->auditor->post;
}

// Days that are not there sort before all others, so they are never out of order.
static void check_order(struct import *import, const struct audit_record *record)
{
	if (record->due_on != DATE_NONE && record->due_on < record->allocated_on)
		import_wrong(import, audits_column(import, IN_DUE_ON),
			"is before allocated_on: correct one of the two");
	if (record->completed_on != DATE_NONE && record->completed_on < record->allocated_on)
		import_wrong(import, audits_column(import, IN_COMPLETED_ON),
			"is before allocated_on: correct one of the two");
	if (record->moderated_on != DATE_NONE && record->moderated_on < record->completed_on)
		import_wrong(import, audits_column(import, IN_MODERATED_ON),
			"is before completed_on: correct one of the two");
}

static void check_moderation(
	struct import *import, const struct audit_record *record, bool graded)
{
	bool named = record->moderator_name && *record->moderator_name;

	if (record->moderated_on != DATE_NONE && record->completed_on == DATE_NONE)
		import_wrong(import, audits_column(import, IN_MODERATED_ON),
			"is given and completed_on is empty: only what is done is moderated");
	if (record->moderated_on != DATE_NONE && !named)
		import_wrong(import, audits_column(import, IN_MODERATOR),
			"is empty and moderated_on is given: say who moderated it");
	if (record->moderated_on == DATE_NONE && (named || graded || *record->note))
		import_wrong(import, audits_column(import, IN_MODERATED_ON),
			"is empty and there is a moderator, a moderated grade or a note: say "
			"when");
	if (named && record->auditor_name &&
		strcasecmp(record->moderator_name, record->auditor_name) == 0)
		import_wrong(import, audits_column(import, IN_MODERATOR),
			"%s is the auditor: nobody moderates an audit they took part in",
			record->moderator_name);
}

// The overall grade is the last of the codes, where any template has one.
static void read_overall(struct import *import, struct audit_record *record)
{
	const struct audits_import *own = import->own;
	const struct domain *overall = own->template ? template_overall(own->template) : NULL;
	size_t last = own->domains.count - 1;

	record->overall = GRADE_NONE;
	if (!overall || record->completed_on == DATE_NONE)
		return;
	if (own->grade[last] == GRADE_NONE)
		import_wrong(import, audits_column(import, IN_GRADE) + last,
			"is empty and completed_on is given: give the overall grade");
	record->overall =
		own->moderated[last] != GRADE_NONE ? own->moderated[last] : own->grade[last];
}

void audits_read(struct import *import, struct audit_record *record)
{
	struct audits_import *own = import->own;
	bool graded, moderated;

	record->ref = import_needed(import, audits_column(import, IN_AUDIT_REF));
	record->case_ref = import_needed(import, audits_column(import, IN_CASE_REF));
	record->team = import_team(import, audits_column(import, IN_TEAM));
	read_dates(import, record);
	if (read_template(import, record->allocated_on) != 0)
		own->template = NULL;
	read_people(import, record);
	graded = read_grades(import, audits_column(import, IN_GRADE), own->grade);
	moderated = read_grades(import, audits_column(import, IN_MOD_GRADE), own->moderated);
	record->note = import_text(import, audits_column(import, IN_MODERATION_NOTE));
	record->summary = import_text(import, audits_column(import, IN_SUMMARY));
	record->child = read_said(import, IN_CHILD_FEEDBACK);
	record->family = read_said(import, IN_FAMILY_FEEDBACK);
	check_order(import, record);
	check_moderation(import, record, moderated);
	read_overall(import, record);
	record->begun = graded || *record->summary ||
			record->child.obtained != OBTAINED_UNSAID ||
			record->family.obtained != OBTAINED_UNSAID;
}
