// SPDX-License-Identifier: MIT
// What to draw: the form, and what is typed into it made a request.
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/template.h"
#include "core/text.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/draw-private.h"
#include "tui/form.h"
#include "tui/offer.h"

// A whole number from least to most; empty: none.
static int number(
	const char *text, long least, long most, const char *what, long none, long *value)
{
	char *end;

	*value = none;
	if (!*text)
		return 0;
	errno = 0;
	*value = strtol(text, &end, 10);
	if (*end || errno || *value < least || *value > most)
		return fail(ERROR_USAGE, "%s is %ld to %ld: type a whole number", what, least,
			most);
	return 0;
}

static const char *or_null(const char *text)
{
	return *text ? text : NULL;
}

// References stand apart by commas or blanks: none has either.
static void cases_split(struct draw_wish *wish)
{
	size_t count = 0;
	char *rest = NULL;

	wish->picked = xstrdup(wish->values[DRAW_CASES]);
	wish->refs = xcalloc(strlen(wish->picked) / 2 + 1, sizeof(*wish->refs));
	for (char *ref = strtok_r(wish->picked, ", \t;", &rest); ref;
		ref = strtok_r(NULL, ", \t;", &rest))
		wish->refs[count++] = ref;
	wish->request.cases = count ? wish->refs : NULL;
	wish->request.case_count = count;
}

// How many: exactly one of both; hand-picked cases are all taken unless it is said.
static int rule_make(struct draw_wish *wish, enum draw_field *field)
{
	struct sample_request *request = &wish->request;
	long per = 0, percent = 0;

	*field = DRAW_PER_TEAM;
	if (number(wish->values[DRAW_PER_TEAM], 1, 1000, "How many from each team", 0, &per))
		return -1;
	*field = DRAW_PERCENT;
	if (number(wish->values[DRAW_PERCENT], 1, 100, "A percentage", 0, &percent))
		return -1;
	if (per && percent)
		return fail(ERROR_USAGE, "Give so many a team, or a percentage: not both");
	*field = DRAW_PER_TEAM;
	if (!per && !percent && !request->case_count)
		return fail(
			ERROR_USAGE, "Say how many: so many from each team, or a percentage");
	request->rule.per = per;
	request->rule.percent = percent || per ? percent : 100;
	return 0;
}

static int dates_make(struct draw_wish *wish, enum draw_field *field)
{
	struct date_range month;

	*field = DRAW_MONTH;
	if (date_parse_month(wish->values[DRAW_MONTH], &month))
		return fail(ERROR_USAGE, "%s is no month: type it like 2026-10",
			wish->values[DRAW_MONTH]);
	wish->request.month = wish->values[DRAW_MONTH];
	*field = DRAW_DUE;
	wish->request.due = DATE_NONE;
	if (*wish->values[DRAW_DUE] &&
		date_parse(wish->values[DRAW_DUE], DATE_ISO, &wish->request.due))
		return fail(ERROR_USAGE, "%s is no date: type it like 30/10/2026",
			wish->values[DRAW_DUE]);
	*field = DRAW_EXCLUDE;
	return number(wish->values[DRAW_EXCLUDE], 0, 1200, "The number of months", -1,
		&wish->request.exclude_months);
}

int draw_wish_make(
	struct draw_wish *wish, const char *const values[DRAW_FIELDS], enum draw_field *field)
{
	struct sample_request *request = &wish->request;

	*wish = (struct draw_wish){0};
	for (int i = 0; i < DRAW_FIELDS; i++)
		wish->values[i] = xstrdup(values[i] ? values[i] : "");
	cases_split(wish);
	*field = DRAW_KIND;
	if (audit_kind_parse(wish->values[DRAW_KIND], &request->kind))
		return fail(ERROR_USAGE, "Choose the kind of audit");
	if (dates_make(wish, field) || rule_make(wish, field))
		return -1;
	request->template = or_null(wish->values[DRAW_TEMPLATE]);
	request->service = or_null(wish->values[DRAW_SERVICE]);
	request->team = or_null(wish->values[DRAW_TEAM]);
	request->plan_type = or_null(wish->values[DRAW_PLAN_TYPE]);
	request->seed = or_null(wish->values[DRAW_SEED]);
	*field = DRAW_SERVICE;
	if (request->kind == AUDIT_MONTHLY &&
		(request->service || request->team || request->plan_type ||
			request->case_count))
		return fail(ERROR_USAGE,
			"The month's own draw is of all open cases: choose another kind for a "
			"part of them");
	return 0;
}

void draw_wish_finish(struct draw_wish *wish)
{
	for (int i = 0; i < DRAW_FIELDS; i++)
		free(wish->values[i]);
	free(wish->picked);
	free(wish->refs);
	*wish = (struct draw_wish){0};
}

// What the form works on.
struct drawing {
	struct session *session;
	struct template_row *templates;
	size_t template_count;
};

static void drawing_destroy(void *context)
{
	struct drawing *drawing = context;

	template_rows_free(drawing->templates, drawing->template_count);
	free(drawing);
	offer_free(NULL);
}

static size_t offer_templates(
	void *context, const char *text, struct choice *matches, size_t max)
{
	struct drawing *drawing = context;
	char *key = text_key(text);
	size_t count = 0;

	for (size_t i = 0; i < drawing->template_count && count < max; i++) {
		const char *name = drawing->templates[i].name;
		char *name_key = text_key(name);

		if (strstr(name_key, key) &&
			(!i || strcmp(name, drawing->templates[i - 1].name)))
			matches[count++] = (struct choice){name, NULL, 0, THEME_TEXT};
		free(name_key);
	}
	free(key);
	return count;
}

static const struct choice kinds[] = {
	{"monthly", "of all open cases; counts in the figures", 'm', THEME_TEXT},
	{"thematic", "about one thing", 't', THEME_TEXT},
	{"dip sample", "a quick look", 'd', THEME_TEXT},
	{"multi-agency", "with partners", 'a', THEME_TEXT},
	{"review", "the same cases again", 'r', THEME_TEXT},
	{NULL},
};

static const struct field fields[DRAW_FIELDS] = {
	[DRAW_MONTH] = {FIELD_TEXT, "Month", "The cycle that the audits belong to: 2026-10",
		true, 7},
	[DRAW_KIND] = {FIELD_CHOICE, "Kind",
		"Right and left choose; only monthly ones count in the "
		"month's figures",
		true, .choices = kinds},
	[DRAW_PER_TEAM] = {FIELD_TEXT, "From each team", "So many cases; or a percentage below",
		false, 4},
	[DRAW_PERCENT] = {FIELD_TEXT, "Or percent",
		"Of the open cases of each team, rounded up", false, 3},
	[DRAW_EXCLUDE] = {FIELD_TEXT, "Leave out",
		"Audited within so many months; empty: as it is set", false, 4},
	[DRAW_TEMPLATE] = {FIELD_PICK, "Template", "Space shows them; empty: the one in use",
		.complete = offer_templates},
	[DRAW_SERVICE] = {FIELD_PICK, "Only service", "Not for monthly ones; Space shows them",
		.complete = offer_services},
	[DRAW_TEAM] = {FIELD_PICK, "Only team", "Not for monthly ones; Space shows them",
		.complete = offer_teams},
	[DRAW_PLAN_TYPE] = {FIELD_TEXT, "Only plan type",
		"Not for monthly ones; as the cases have it: child protection", false, 100},
	[DRAW_CASES] = {FIELD_TEXT, "Only these cases",
		"References with commas between; all are taken if no number stands above"},
	[DRAW_DUE] = {FIELD_DATE, "Due",
		"Empty: the month's last working day, or as it was opened"},
	[DRAW_SEED] = {FIELD_TEXT, "Seed",
		"Empty: the computer's random numbers; else a number nobody knew before", false,
		200},
};

static void values_of(const struct form *form, const char *values[DRAW_FIELDS])
{
	for (int i = 0; i < DRAW_FIELDS; i++)
		values[i] = form_value(form, (size_t)i);
}

static int preview(struct form *form, void *context)
{
	struct drawing *drawing = context;
	const char *values[DRAW_FIELDS];
	enum draw_field field;
	struct draw_wish wish;
	int result;

	values_of(form, values);
	result = draw_wish_make(&wish, values, &field);
	draw_wish_finish(&wish);
	if (result) {
		form_complain(form, field, error_message());
		form->at = field;
		return -1;
	}
	return draw_preview_open(drawing->session, values);
}

int draw_form_open(
	struct session *session, const char *month, const char *const values[DRAW_FIELDS])
{
	struct drawing *drawing;
	const char *initial[DRAW_FIELDS] = {[DRAW_KIND] = "monthly", [DRAW_PER_TEAM] = "1"};

	if (require(session, RIGHT_SAMPLE, NULL) || offer_load(session))
		return -1;
	drawing = xcalloc(1, sizeof(*drawing));
	drawing->session = session;
	if (template_list(session, &drawing->templates, &drawing->template_count)) {
		drawing_destroy(drawing);
		return -1;
	}
	initial[DRAW_MONTH] = month;
	return form_open(session, &(struct form_content){.title = "New draw",
					  .help = "Nothing is drawn yet: what the draw would "
						  "be made from is shown "
						  "first.",
					  .fields = fields,
					  .count = DRAW_FIELDS,
					  .values = values ? values : initial,
					  .save = preview,
					  .context = drawing,
					  .free = drawing_destroy,
					  .draft = DRAW_DRAFT});
}
