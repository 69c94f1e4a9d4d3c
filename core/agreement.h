// SPDX-License-Identifier: MIT
// How far two people who graded the same agree: the auditor and the moderator. No database in the first half.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/grade.h"
#include "core/session.h"

#define AGREEMENT_GRADES 4

// matrix[a][m]: how often the auditor gave grade a + 1 and the moderator m + 1.
struct agreement {
	long matrix[AGREEMENT_GRADES][AGREEMENT_GRADES];
	long n, exact, within_one;
	long over, under; // the auditor graded higher (better); lower
	bool defined;     // of kappa: false where n is 0 or chance alone agrees wholly
	double kappa;     // quadratic weighted
	bool interval;    // low and high are defined
	double low, high; // 95%
	bool few;         // n under 20
	bool dominated; // one grade holds over 80% of the auditor's or of the moderator's grades
};

void agreement_add(struct agreement *agreement, enum grade auditor, enum grade moderator);
void agreement_finish(struct agreement *agreement); // computes all below the matrix

// The warnings as one text: "n under 20: ...; one grade holds over 80%: ..."; "" for none. Yours.
char *agreement_note(const struct agreement *agreement);

// Which pairs.
struct agreement_filter {
	struct date_range range; // by the audits' completion
	bool always;             // no range
	const char *service;     // name; NULL any
	const char *team;
	const char *auditor;   // login of the lead; NULL any
	const char *moderator; // login
	const char *domain;    // code; NULL any
	int mode;              // enum moderation_mode; -1 any
	int kind;              // enum audit_kind; 0: monthly; -1: any
};

// A line: of a service ("" the whole of what was asked for), a domain, a mode.
struct agreement_line {
	char *service, *domain, *domain_name;
	int mode; // enum moderation_mode
	struct agreement agreement;
};
struct agreements {
	struct agreement_line *lines;
	size_t count;
};

// Counts (RIGHT_REPORT: senior managers get their own services) for the whole and for each service, for each domain
// and overall, sealed, open and imported ones apart: lines without a pair are left out, but that of the whole. The
// pair of a domain is the lead's grade as it was revealed (of imported ones: as it stands) and the moderator's own,
// sealed one (of open and imported ones: what was decided; empty: the lead's). Not applicable makes no pair.
int agreement_count(struct session *session, const struct agreement_filter *filter,
	struct agreements *agreements);
void agreements_finish(struct agreements *agreements);
