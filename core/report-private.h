// SPDX-License-Identifier: MIT
// What the files of the report share, and nobody else sees.
#pragma once

#include "core/agreement.h"
#include "core/chart.h"
#include "core/domains.h"
#include "core/lookup.h"
#include "core/measure.h"
#include "core/report.h"

#define MODES 3
#define POSTS_MAX 32

// A place of the council, and what is counted of it.
struct area {
	int64_t service, team; // team 0: the service as a whole; both 0: everything
	int64_t compliance[COMPLIANCE_EXEMPT + 1]; // by enum compliance
	int64_t missing;                           // open and past their date
	int64_t completed, moderated;
	int64_t grades[GRADE_INADEQUATE + 1]; // overall, final
	int64_t raised, closed, open, overdue;
};

struct theme_count {
	int64_t id, strengths, developments;
};

struct step_count {
	int64_t rule, by_state[STEPS_CANCELLED + 1];
};

// Ages of overdue actions, in months between that in which they were due and the last of the period: 0, 1 to 2, 3 to 5,
// 6 to 11, 12 and more.
#define ACTION_AGES 5

// Everything that is counted of a period.
struct gathered {
	struct date_range range;
	int64_t figures[FIGURE_COUNT];
	struct area *
		places; // everything, then service by service: the whole of it, then its teams; by name
	size_t place_count, place_room;
	int64_t posts[POSTS_MAX][COMPLIANCE_EXEMPT + 1];
	int64_t posts_missing[POSTS_MAX];
	int64_t (*final)[GRADE_INADEQUATE + 1], (*lead)[GRADE_INADEQUATE + 1]; // by domain code
	struct agreement (*pairs)[MODES];                                      // by domain code
	int64_t feedback[SOURCE_COUNT][2];
	struct theme_count *themes;
	size_t theme_count, theme_room;
	struct step_count *steps;
	size_t step_count, step_room;
	int64_t raised, slipped, closed_in_time, closed_late, open, overdue, for_service;
	int64_t ages[ACTION_AGES];
};

// The report being made.
struct maker {
	struct session *session;
	const struct report_wish *wish;
	struct report *report;
	struct report_section *section; // being filled
	struct tally_filter filter;
	struct date_range report_range; // of the section at hand
	struct domains domains;
	struct lookup services, teams;
	struct gathered now, before; // before: the period before it, of the same length
	int64_t audits;              // how many are behind it: for progress
};

// The days in which actions of an age were due, the ages by their places in struct gathered.
struct date_range age_days(const struct maker *maker, int age);

// Counts a period. -1: the store failed.
int gather(struct maker *maker, struct date_range range, struct gathered *gathered);
void gathered_finish(struct gathered *gathered);

// The period of the same kind before one: the month before a month, the quarter before a quarter ... else as many days.
struct date_range period_before(struct date_range range);

// Adds a chart of the months up to the end of the period to the section at hand, by its code (core/charts.h), where there
// is enough for one; months 0: as many as charts have. -1: the store failed.
int chart_months(struct maker *maker, const char *code, int months);

// Add one of the period itself.
void chart_domains(struct maker *maker); // heat table of the period
void chart_agreement(struct maker *maker, size_t code, int mode);
void chart_ages(struct maker *maker); // of open actions

// "October 2026", "2023-24-Q2". Yours.
char *period_words(struct date_range range);

// Adds to the section at hand.
void say(struct maker *maker, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void caution(struct maker *maker, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void add_chart(struct maker *maker, struct chart *chart); // takes it over

// Says in the heading of the section at hand as at which day it counts.
void head_as_at(struct maker *maker, date day);

// The last day of a range, or today: as at which what is open is counted.
date counted_until(const struct maker *maker, struct date_range range);

// The same with numbers that lead somewhere: each % of the words is the next of the cells, as people read it, and a cell of
// text is just its text. CELLS() ends their list; wishes are taken over.
void say_of(struct maker *maker, const char *words, const struct report_cell *cells);
void caution_of(struct maker *maker, const char *words, const struct report_cell *cells);
#define CELLS(...) ((const struct report_cell[]){__VA_ARGS__, {0}})
struct report_cell count_of(int64_t count, char *wish);
struct report_cell share_of(int64_t count, int64_t of, char *wish);
struct report_cell text_of(const char *text); // copied

// A table: then row after row its cells, as many as columns; title is copied, columns are kept.
void table_begin(struct maker *maker, const char *title, const struct report_column *columns,
	size_t count);
// The same in the chart that was added last, with its title, for screens: they show it instead of a matrix, and below
// anything else.
void table_of_chart(struct maker *maker, const struct report_column *columns, size_t count);
// What its rows are, where it shares its columns with others: the name over them. Borrowed.
void table_rows_are(struct maker *maker, const char *name);
void add_text(struct maker *maker, const char *text);
// Words that audits are behind, or that say why none can be opened: wish or why (borrowed) may be NULL.
void add_words(struct maker *maker, const char *text, char *wish, const char *why);
// wish NULL: nothing to be seen behind it; else it is taken over.
void add_count(struct maker *maker, int64_t count, char *wish);
void add_share(struct maker *maker, int64_t count, int64_t of, char *wish);
// The mean of so many whose sum it is; of 0: there is none.
void add_mean(struct maker *maker, int64_t sum, int64_t of, char *wish);
void add_cell(struct maker *maker, struct report_cell cell); // takes over what it holds

// The place alone: of a service, 0: of all that the report is of. Yours.
char *wish_place(const struct maker *maker, int64_t service, int64_t team);

// One audit. Yours.
char *wish_audit(int64_t id);

// The beginning of a wish: the place, the kind, and the period as completed= or due=. Yours.
char *wish_of(const struct maker *maker, int64_t service, int64_t team, const char *days);

// The wish with more behind it, which is freed. Yours.
char *wish_add(char *wish, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

// The beginning of a wish for actions or steps (core/behind.h), `list` says which, of a service, 0: of all that the report
// is of. Yours.
char *wish_behind(const struct maker *maker, const char *list, int64_t service);

// More for actions that were open at the end of the range of the section at hand, and had been due by then or, with days,
// were due in these. Takes the wish over. Yours.
char *wish_open_then(const struct maker *maker, char *wish);
char *wish_overdue_then(const struct maker *maker, char *wish);
char *wish_due_then(const struct maker *maker, char *wish, struct date_range due);

// The last day of a range on which an action can be past its date: of the last month yesterday.
date overdue_day(const struct maker *maker, struct date_range range);

// The audits, or the actions, behind a figure of the range of the section at hand; NULL: it has none. Yours.
char *wish_figure(const struct maker *maker, enum figure figure);

// A figure of a period as a cell; `of` is what it is a share of, FIGURE_NONE: nothing.
struct report_cell figure_of(struct maker *maker, const struct gathered *gathered,
	enum figure figure, enum figure of);

// The names of a place, and of a domain by its code.
const char *service_name(const struct maker *maker, int64_t id);
const char *team_name(const struct maker *maker, int64_t id);
char *domain_label(struct maker *maker, size_t code); // yours

// The audits of a range whose final grade of a domain is below Good. Yours.
char *wish_below(struct maker *maker, struct date_range range, size_t code);

// The arguments of {report_place} (db/query/report.sql), for ARGS().
#define WHOSE(m) OF_PLACE(m), INT("kind", (m)->filter.kind)
#define OF_PLACE(m)                                                               \
	INT("service", (m)->filter.service_id), INT("team", (m)->filter.team_id), \
		INT("all", may_everywhere((m)->session, RIGHT_REPORT)),           \
		INT("user", (m)->session->me.id)

// Tables of sections: by which means child, family and others were reached; by whom audits were moderated. -1: the store
// failed.
int means_tables(struct maker *maker);
int moderators_table(struct maker *maker);
// The audits of the pairs of a domain; which, in the words of core/audit-list.h. Yours.
char *wish_pairs(const struct maker *maker, size_t code, int mode, const char *which);

// The sections, in their order in report.c.
int section_board(struct maker *maker);
int section_changes(struct maker *maker);
int section_compliance(struct maker *maker);
int section_grades(struct maker *maker);
int section_trajectory(struct maker *maker);
int section_moderation(struct maker *maker);
int section_feedback(struct maker *maker);
int section_themes(struct maker *maker);
int section_practice(struct maker *maker);
int section_development(struct maker *maker);
int section_actions(struct maker *maker);
int section_steps(struct maker *maker);
int section_challenge(struct maker *maker);
int section_reviews(struct maker *maker);
