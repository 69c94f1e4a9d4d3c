// SPDX-License-Identifier: MIT
// The two forms of show.
#pragma once

#include "core/contact.h"

struct run;

// The whole audit for a program: the keys are the columns of export audits, with the rows of the other
// datasets that belong to it in lists within, and what ties it to others (core/audit-links.h).
// -1: the store failed.
int show_json(struct run *run, const struct audit *audit, const struct contact *contacts,
	int contact_count);

// The whole audit for people, page by page, in lines of 80 cells.
// -1: the store failed.
int show_text(struct run *run, const struct audit *audit, const struct contact *contacts,
	int contact_count);

// All that is held on a case reference (core/person.h), into the file at path (NULL or "-": run->out).
int show_person(struct run *run, const char *ref, bool json, const char *path);
