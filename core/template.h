// SPDX-License-Identifier: MIT
// Templates: the versioned sets of domains, prompts and descriptors that audits are made with.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/date.h"
#include "core/grade.h"

struct session;

#define TEMPLATE_DOMAINS_MAX 32  // the overall grade among them
#define TEMPLATE_PROMPTS_MAX 192 // in the whole template
#define TEMPLATE_OVERALL "overall"
#define TEMPLATE_SHIPPED "case-file-2024" // its name; loaded by init

// A question to answer yes, partly, no or not applicable.
struct prompt {
	int64_t id;
	int seq;    // 0, 1 ... through the whole template
	int domain; // index in template.domains
	char *code; // V1 ...: no other prompt of the template has it
	char *text;
	bool safety; // a "no" asks whether the child is at risk now
};

// One statement of what a grade looks like; it can be ticked as seen on file.
struct indicator {
	int64_t id;
	int seq; // 1, 2 ... within the grade
	char *text;
};

// A thing to grade. The overall grade is one too: the last, with the code `overall`.
struct domain {
	int64_t id;
	int seq;        // its index in template.domains
	char *code;     // VOICE ...: compared across versions
	char *name;     // Voice of the child
	char *question; // the core question; "" where there is none
	bool allows_na; // may be graded not applicable
	bool overall;
	struct prompt *prompts; // in order; none for the overall grade
	size_t prompt_count;
	// The descriptor of a grade, by enum grade from GRADE_OUTSTANDING to GRADE_INADEQUATE.
	struct {
		struct indicator *list;
		size_t count;
	} descriptors[GRADE_INADEQUATE + 1];
};

// A version of a template, whole. It never changes once published, so what is loaded stays true.
struct template
{
	int64_t id;
	char *name;
	int version;       // 1, 2 ... within the name
	date effective_on; // audits allocated from this date start on it
	struct domain *domains;
	size_t domain_count;
	size_t prompt_count; // of all domains
};

// A version of a template by its id; it is read once and kept until session_close(), so borrow it
// freely. NULL (66) where there is none.
const struct template *template_get(struct session *session, int64_t id);

// By name (any case) and version, 0 for the newest. NULL (66) with a message that lists the names.
const struct template *template_find(struct session *session, const char *name, int version);

// The version of a name that audits allocated on a day start on: the newest of those in force by then;
// for a day before the first came into force, the first (audits of the past are held in it). name NULL
// or "": the name that the council uses now, see template_use(). NULL (66) where there is none.
const struct template *template_in_force(struct session *session, const char *name, date day);

// Makes a name the one that audits are made with unless another is asked for (RIGHT_TEMPLATE).
int template_use(struct session *session, const char *name);

// The overall "domain"; NULL where the template leaves the overall grade out.
const struct domain *template_overall(const struct template *template);

// How many domains are graded by themselves: all but the overall one, which is the last.
size_t template_graded_count(const struct template *template);

// By code, any case; NULL where there is none.
const struct domain *template_domain(const struct template *template, const char *code);
const struct prompt *template_prompt(const struct template *template, const char *code);

// By database id; NULL where the template has no such row.
const struct domain *template_domain_by_id(const struct template *template, int64_t id);
const struct prompt *template_prompt_by_id(const struct template *template, int64_t id);

// The prompt with a number (0 to prompt_count - 1), and the domain it stands in.
const struct prompt *template_prompt_at(const struct template *template, int seq);

void template_destroy(struct template *template); // takes NULL

// A row of the list of templates.
struct template_row {
	int64_t id;
	char *name;
	int version;
	date effective_on;
	char *published_at, *published_by;
	bool in_use; // its name is the one that template_use() set
	int domains, prompts, indicators;
	int64_t audits; // started on it
};

// All versions by name and version; anybody who is a user may see them. Returns 0 and *rows with *count
// of them, freed with template_rows_free(), or -1.
int template_list(struct session *session, struct template_row **rows, size_t *count);
void template_rows_free(struct template_row *rows, size_t count);
