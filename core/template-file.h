// SPDX-License-Identifier: MIT
// Templates as CSV files: imported as a new version, exported again, compared.
#pragma once

#include "core/problem.h"
#include "core/template.h"

// The file has the columns kind,domain,domain_name,grade,seq,text,flag in any order. A row by its kind:
//
//   question   the core question (text) of a domain (domain: its code, domain_name: its name), one for
//              each; flag NA: the domain may be graded not applicable
//   prompt     seq is its code (V1), text the question; flag SAFETY
//   indicator  grade, seq (1, 2 ... within domain and grade) and text: one line of a descriptor
//   template   flag NO_OVERALL: this template gives no overall grade; no other cell is filled
//
// Domains stand in the order in which they first appear. A last domain `overall` is added where no row
// says NO_OVERALL; rows may give it a question and indicators, not prompts. Codes are letters, digits,
// _ and, for prompts, -; up to 16. Domain codes become columns of the exports, so names of other columns
// are refused. At most TEMPLATE_DOMAINS_MAX domains and TEMPLATE_PROMPTS_MAX prompts.

// What a template is called: letters, digits, - and _, up to 64. -1 (65) with what is wrong.
int template_check_name(const char *name);

// Reads such a file (path "-": standard input) into memory, without name, version and ids. All that is
// wrong goes to problems; then, or where the file cannot be read (-1 with the error set), *template is
// NULL. It is yours.
int template_read(const char *path, struct problems *problems, struct template **template);

// The same from a text.
int template_read_text(const char *text, struct problems *problems, struct template **template);

// Stores what was read as the next version of name, in force from a day, published at once and so frozen
// for ever, with a row in the trail (RIGHT_TEMPLATE). NULL with the error set.
const struct template *template_publish(struct session *session,
	const struct template *template, const char *name, date effective_on);

// Stores the template that comes with the program: for a database just made.
int template_ship(struct session *session);

// Writes the file that would import as the same template; options as for writer_create().
int template_export(const struct template *template, const char *path, unsigned options);

// What differs between two templates, by domain code, prompt code, and indicator's grade and number.
enum template_change_kind {
	TEMPLATE_ADDED,
	TEMPLATE_REMOVED,
	TEMPLATE_CHANGED,
};

struct template_change {
	enum template_change_kind kind;
	char *what;            // "VOICE name", "prompt V1", "VOICE Good 3"
	const char *old, *new; // borrowed from the templates; NULL where there was or is none
};

// In the order of the new template, what was removed from a domain behind what it has; first the
// domains that are gone. The list is yours, freed with template_changes_free().
size_t template_diff(const struct template *old, const struct template *new,
	struct template_change **changes);
void template_changes_free(struct template_change *changes, size_t count);

// "added", "removed", "changed". Borrowed.
const char *template_change_name(enum template_change_kind kind);
