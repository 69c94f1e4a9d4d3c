// SPDX-License-Identifier: MIT
// Reading a template's CSV: every error with its line and column.
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/sheet.h"
#include "core/template-build.h"
#include "core/template-file.h"
#include "core/text.h"
#include "db/error.h"
#include "db/mem.h"

#define CODE_MAX 16
#define NAME_MAX_BYTES 64
#define INDICATORS_MAX 99 // of one grade
#define CODE_LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"

enum column { KIND, DOMAIN, DOMAIN_NAME, GRADE, SEQ, TEXT, FLAG, COLUMN_COUNT };

static const struct sheet_column columns[COLUMN_COUNT] = {
	[KIND] = {"kind", SHEET_REQUIRED},
	[DOMAIN] = {"domain", SHEET_REQUIRED},
	[DOMAIN_NAME] = {"domain_name", SHEET_REQUIRED},
	[GRADE] = {"grade", SHEET_REQUIRED},
	[SEQ] = {"seq", SHEET_REQUIRED},
	[TEXT] = {"text", SHEET_REQUIRED},
	[FLAG] = {"flag", SHEET_OPTIONAL},
};

struct reader {
	struct sheet *sheet;
	struct problems *problems;
	struct template *template;
	bool no_overall;
};

static const char *cell(const struct reader *reader, enum column column)
{
	return sheet_cell(reader->sheet, column, NULL);
}

#define problem(reader, column, ...)                                                       \
	problem_add((reader)->problems, sheet_line((reader)->sheet), columns[column].name, \
		__VA_ARGS__)

// A cell that this kind of row does not use must be empty: else something was meant and would be lost.
static void leave_empty(struct reader *reader, enum column column)
{
	if (*cell(reader, column))
		problem(reader, column, "must be empty in a %s row: delete it",
			cell(reader, KIND));
}

// Whether the flag stands; another than that is a problem.
static bool flag_read(struct reader *reader, const char *known)
{
	const char *flag = cell(reader, FLAG);

	if (!*flag)
		return false;
	if (known && strcasecmp(flag, known) == 0)
		return true;
	if (known)
		problem(reader, FLAG, "'%s' is no flag of a %s row: write %s or leave it empty",
			flag, cell(reader, KIND), known);
	else
		leave_empty(reader, FLAG);
	return false;
}

// The cell's text where it is there and can be shown, else NULL.
static const char *text_read(struct reader *reader, enum column column)
{
	size_t length;
	const char *text = sheet_cell(reader->sheet, column, &length);

	if (length == 0) {
		problem(reader, column, "is empty: fill it in");
		return NULL;
	}
	if (text_check(text, length, TEXT_LINE, "the cell")) {
		problem_add_error(
			reader->problems, sheet_line(reader->sheet), columns[column].name);
		return NULL;
	}
	return text;
}

static bool code_fits(const char *code, const char *letters)
{
	size_t length = strlen(code);

	return length > 0 && length <= CODE_MAX && strspn(code, letters) == length;
}

// Names of other columns of audits' imports and exports, beside which the domain codes stand.
static bool code_is_taken(const char *code)
{
	static const char *const taken[] = {"audit_ref", "case_ref", "team", "template",
		"auditor", "moderator", "summary", "state", "month", "service", "worker",
		"plan_type", "age_band", "database", "withdrawn", "imported", "version"};

	for (size_t i = 0; i < LENGTH(taken); i++)
		if (strcasecmp(code, taken[i]) == 0)
			return true;
	return strncasecmp(code, "mod_", 4) == 0 || strncasecmp(code, "final_", 6) == 0;
}

static struct domain *domain_named(struct template *template, const char *code)
{
	return (struct domain *)template_domain(template, code);
}

static struct domain *domain_new(struct reader *reader, const char *code)
{
	bool overall = strcasecmp(code, TEMPLATE_OVERALL) == 0;
	const char *name = overall && !*cell(reader, DOMAIN_NAME)
				   ? "Overall"
				   : text_read(reader, DOMAIN_NAME);

	if (!code_fits(code, CODE_LETTERS)) {
		problem(reader, DOMAIN,
			"'%s' is no code: use 1 to %d letters, digits and _, like VOICE", code,
			CODE_MAX);
		return NULL;
	}
	if (code_is_taken(code)) {
		problem(reader, DOMAIN,
			"%s is the name of a column of the exports: use another code", code);
		return NULL;
	}
	if (reader->template->domain_count >= TEMPLATE_DOMAINS_MAX - 1 && !overall) {
		problem(reader, DOMAIN, "%s is one domain too many: at most %d can be graded",
			code, TEMPLATE_DOMAINS_MAX - 1);
		return NULL;
	}
	return name ? template_add_domain(
			      reader->template, overall ? TEMPLATE_OVERALL : code, name)
		    : NULL;
}

// The domain that the row belongs to, made where this is its first row; NULL with a problem.
static struct domain *domain_read(struct reader *reader)
{
	const char *code = cell(reader, DOMAIN), *name = cell(reader, DOMAIN_NAME);
	struct domain *domain = domain_named(reader->template, code);

	if (!domain)
		return domain_new(reader, code);
	if (*name && strcmp(name, domain->name) != 0) {
		problem(reader, DOMAIN_NAME, "'%s' is called '%s' further up: give it one name",
			name, domain->name);
		return NULL;
	}
	return domain;
}

static void read_question(struct reader *reader)
{
	struct domain *domain = domain_read(reader);
	const char *text = text_read(reader, TEXT);
	bool na = flag_read(reader, "NA");

	leave_empty(reader, GRADE);
	leave_empty(reader, SEQ);
	if (!domain || !text)
		return;
	if (domain->question) {
		problem(reader, TEXT, "%s has a core question already: delete one of the two",
			domain->code);
		return;
	}
	if (na && domain->overall)
		problem(reader, FLAG, "the overall grade always applies: delete the flag");
	domain->question = xstrdup(text);
	domain->allows_na = na;
}

static void read_prompt(struct reader *reader)
{
	struct domain *domain = domain_read(reader);
	const char *code = cell(reader, SEQ), *text = text_read(reader, TEXT);
	bool safety = flag_read(reader, "SAFETY");

	leave_empty(reader, GRADE);
	if (!code_fits(code, CODE_LETTERS "-"))
		problem(reader, SEQ,
			"'%s' is no code: use 1 to %d letters, digits, _ and -, like V1", code,
			CODE_MAX);
	else if (template_prompt(reader->template, code))
		problem(reader, SEQ, "%s stands twice: give each prompt its own code", code);
	else if (domain && domain->overall)
		problem(reader, DOMAIN,
			"the overall grade has no prompts: put it in another domain");
	else if (domain && text)
		template_add_prompt(domain, code, text)->safety = safety;
	if (++reader->template->prompt_count == TEMPLATE_PROMPTS_MAX + 1)
		problem(reader, KIND, "more than %d prompts: leave some out",
			TEMPLATE_PROMPTS_MAX);
}

static bool indicator_stands(const struct domain *domain, enum grade grade, int seq)
{
	for (size_t i = 0; i < domain->descriptors[grade].count; i++)
		if (domain->descriptors[grade].list[i].seq == seq)
			return true;
	return false;
}

// 1, 2 ... or 0 where the text is none of these.
static int number_read(const char *text)
{
	size_t length = strlen(text);

	if (length < 1 || length > 2 || strspn(text, "0123456789") != length)
		return 0;
	return (int)strtol(text, NULL, 10);
}

static void read_indicator(struct reader *reader)
{
	struct domain *domain = domain_read(reader);
	const char *text = text_read(reader, TEXT);
	int seq = number_read(cell(reader, SEQ));
	enum grade grade;

	flag_read(reader, NULL);
	if (grade_parse(cell(reader, GRADE), &grade) || grade < GRADE_OUTSTANDING) {
		problem(reader, GRADE,
			"'%s' is no grade: write Outstanding, Good, Requires Improvement or "
			"Inadequate",
			cell(reader, GRADE));
		return;
	}
	if (seq == 0)
		problem(reader, SEQ, "'%s' is no number from 1 to %d", cell(reader, SEQ),
			INDICATORS_MAX);
	else if (domain && indicator_stands(domain, grade, seq))
		problem(reader, SEQ, "%s %s %d stands twice: number them 1, 2, 3", domain->code,
			grade_name(grade), seq);
	else if (domain && text)
		template_add_indicator(domain, grade, seq, text);
}

static void read_template(struct reader *reader)
{
	static const enum column empty[] = {DOMAIN, DOMAIN_NAME, GRADE, SEQ, TEXT};

	for (size_t i = 0; i < LENGTH(empty); i++)
		leave_empty(reader, empty[i]);
	if (flag_read(reader, "NO_OVERALL"))
		reader->no_overall = true;
}

static void read_row(struct reader *reader)
{
	static const struct {
		const char *kind;
		void (*read)(struct reader *reader);
	} kinds[] = {
		{"question", read_question},
		{"prompt", read_prompt},
		{"indicator", read_indicator},
		{"template", read_template},
	};

	if (sheet_blank(reader->sheet))
		return;
	for (size_t i = 0; i < LENGTH(kinds); i++) {
		if (strcasecmp(cell(reader, KIND), kinds[i].kind) == 0) {
			kinds[i].read(reader);
			return;
		}
	}
	problem(reader, KIND,
		"'%s' is no kind of row: write question, prompt, indicator or "
		"template",
		cell(reader, KIND));
}

static int by_seq(const void *a, const void *b)
{
	return ((const struct indicator *)a)->seq - ((const struct indicator *)b)->seq;
}

// The overall grade goes behind the others, wherever its rows stood.
static void overall_last(struct template *template)
{
	const struct domain *found = template_domain(template, TEMPLATE_OVERALL);
	size_t last = template->domain_count - 1, at;
	struct domain overall;

	if (!found)
		return;
	at = (size_t)(found - template->domains);
	overall = *found;
	memmove(&template->domains[at], &template->domains[at + 1],
		(last - at) * sizeof(*template->domains));
	template->domains[last] = overall;
}

static void number_domain(struct domain *domain, int seq, int *prompts)
{
	domain->seq = seq;
	if (!domain->question)
		domain->question = xstrdup("");
	for (size_t i = 0; i < domain->prompt_count; i++) {
		domain->prompts[i].domain = seq;
		domain->prompts[i].seq = (*prompts)++;
	}
	for (int grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++)
		if (domain->descriptors[grade].count)
			qsort(domain->descriptors[grade].list, domain->descriptors[grade].count,
				sizeof(struct indicator), by_seq);
}

// What only the whole file shows.
static void check_whole(struct reader *reader)
{
	struct template *template = reader->template;
	bool overall = template_domain(template, TEMPLATE_OVERALL) != NULL;

	if (reader->no_overall && overall)
		problem_add(reader->problems, 0, "domain",
			"overall rows and the flag NO_OVERALL exclude each other: delete one");
	if (template->domain_count == (size_t)overall)
		problem_add(reader->problems, 0, "domain", "there is no domain: add rows");
	for (size_t i = 0; i < template->domain_count; i++)
		if (!template->domains[i].question && !template->domains[i].overall)
			problem_add(reader->problems, 0, "kind",
				"%s has no question row: add one", template->domains[i].code);
}

static void complete(struct reader *reader)
{
	struct template *template = reader->template;
	int prompts = 0;

	if (!reader->no_overall && !template_domain(template, TEMPLATE_OVERALL))
		template_add_domain(template, TEMPLATE_OVERALL, "Overall");
	overall_last(template);
	for (size_t i = 0; i < template->domain_count; i++)
		number_domain(&template->domains[i], (int)i, &prompts);
	template->prompt_count = (size_t)prompts;
}

// Takes over the sheet; NULL where opening it failed.
static int read_sheet(
	struct sheet *sheet, struct problems *problems, struct template **template)
{
	struct reader reader = {.sheet = sheet, .problems = problems};
	int more = -1;

	*template = NULL;
	if (!sheet)
		return -1;
	reader.template = xcalloc(1, sizeof(*reader.template));
	while ((more = sheet_next(sheet)) == 1)
		read_row(&reader);
	sheet_close(sheet);
	if (more == 0 && problems->count == 0)
		check_whole(&reader);
	if (more < 0 || problems->count) {
		template_destroy(reader.template);
		return more;
	}
	complete(&reader);
	*template = reader.template;
	return 0;
}

int template_read(const char *path, struct problems *problems, struct template **template)
{
	struct sheet *sheet;

	sheet_open(&sheet, path, columns, COLUMN_COUNT, problems);
	return read_sheet(sheet, problems, template);
}

int template_read_text(const char *text, struct problems *problems, struct template **template)
{
	struct sheet *sheet;

	sheet_open_text(&sheet, text, columns, COLUMN_COUNT, problems);
	return read_sheet(sheet, problems, template);
}

int template_check_name(const char *name)
{
	size_t length = strlen(name);

	if (length == 0 || length > NAME_MAX_BYTES || strspn(name, CODE_LETTERS "-") != length)
		return fail(ERROR_DATA,
			"'%s' is no name for a template: use 1 to %d letters, digits, - and _, "
			"like case-file-2024",
			name, NAME_MAX_BYTES);
	return 0;
}
