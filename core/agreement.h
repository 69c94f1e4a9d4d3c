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

// One pair; not graded and not applicable make none.
void agreement_add(struct agreement *agreement, enum grade auditor, enum grade moderator);

// Computes all below the matrix. With p the shares of the matrix, r and c those of its rows and columns, and the
// weights w[i][j] = 1 - (i - j)^2 / 9 (quadratic: Fleiss and Cohen 1973, Educational and Psychological Measurement 33,
// 613-619), kappa (Cohen 1968, Psychological Bulletin 70, 213-220) is
//     kappa = (po - pe) / (1 - pe),  po = sum w[i][j] p[i][j],  pe = sum w[i][j] r[i] c[j]
// and its large-sample variance (Fleiss, Cohen and Everitt 1969, Psychological Bulletin 72, 323-327; chapter 18 of
// Fleiss, Levin and Paik 2003, Statistical Methods for Rates and Proportions)
//     (sum p[i][j] (w[i][j] - (u[i] + v[j]) (1 - kappa))^2 - (kappa - pe (1 - kappa))^2) / (n (1 - pe)^2)
//     where u[i] = sum over j of c[j] w[i][j] and v[j] = sum over i of r[i] w[i][j].
// low and high are kappa -/+ 1.96 times its root, cut at -1 and 1. kappa is not defined where there is no pair or
// where both gave one and the same grade throughout (1 - pe is 0); its interval neither where that variance is 0:
// where nothing differs, where one of the two gave one grade only, and of too few pairs. Such an interval would
// have no width, and would say that the figure is sure when it is least so.
void agreement_finish(struct agreement *agreement);

// Kappa and its bounds as people read them: rounded half away from zero to two decimals, for "%.2f", never "-0.00".
double agreement_figure(double value);

// In words, each yours. A share with its count: "19 of 24 (79%)", rounded half up; "undefined (no pairs)".
char *agreement_share(long count, long n);
// "0.62, 95% interval 0.41 to 0.83"; "1.00, interval undefined (they never differ)"; "undefined (no pairs)" ...
char *agreement_kappa(const struct agreement *agreement);
// "Of 24 pairs the auditor graded higher in 4 and lower in 1."
char *agreement_direction(const struct agreement *agreement);

// "n under 20, one grade over 80%"; "" where neither holds: the warnings where there is room for a few words. Yours.
char *agreement_cautions(const struct agreement *agreement);

// The warnings as one text, "n under 20: ...; one grade holds over 80%: ..."; "" for none. And with why kappa or its
// interval is undefined behind them. Yours.
char *agreement_warnings(const struct agreement *agreement);
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

// What was asked for, in words: "2026-10-01 to 2026-10-31, service Assessment". Yours.
char *agreement_asked(const struct agreement_filter *filter);

// That figures were shown to somebody stands in the trail, as any report.
int agreement_record(struct session *session, const struct agreement_filter *filter);
