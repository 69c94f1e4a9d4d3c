// SPDX-License-Identifier: MIT
// Tables of the report: by which means people were reached, and by whom audits were moderated.
#include <stdlib.h>
#include <string.h>

#include "core/audit-list.h"
#include "core/contact.h"
#include "core/moderation.h"
#include "core/report-private.h"
#include "core/text.h"
#include "db/mem.h"

// Of the audits completed in the period.
static int read(const struct maker *maker, enum tally what,
	void (*take)(const struct tally_row *row, void *context), void *context)
{
	struct tally_filter filter = maker->filter;

	filter.range = maker->now.range;
	return tally_read(maker->session, what, &filter, take, context);
}

// What is counted of contacts: of child and family, by means.
struct contacts {
	int64_t all[CONTACT_FAMILY + 1][MEANS_END], answered[CONTACT_FAMILY + 1][MEANS_END];
	int64_t sum;
};

static void take_contact(const struct tally_row *row, void *context)
{
	struct contacts *contacts = context;

	contacts->all[row->a][row->c] += row->count;
	if (row->b == CONTACT_REPLIED)
		contacts->answered[row->a][row->c] += row->count;
	contacts->sum += row->count;
}

// The name of a means as filters have it.
static const char *means_wish(const char *const *usual, int64_t number)
{
	return number ? means_name(usual, number) : MEANS_NONE;
}

static char *wish_done(const struct maker *maker)
{
	return wish_add(wish_of(maker, 0, 0, "completed"), "state=done");
}

static void add_contacts(struct maker *maker, const struct contacts *contacts,
	enum contact_who who, int64_t means)
{
	int64_t all = contacts->all[who][means];
	const char *name = contact_who_name(who), *by = means_wish(contact_means, means);

	add_count(maker, all, wish_add(wish_done(maker), "contact=%s\tmeans=%s", name, by));
	add_share(maker, contacts->answered[who][means], all,
		wish_add(wish_done(maker), "contact=%s\tmeans=%s\tanswered=yes", name, by));
}

static int contacts_table(struct maker *maker)
{
	static const struct report_column columns[] = {{"Means", false}, {"Children", true},
		{"Of them answered", true}, {"Families", true}, {"Of these answered", true}};
	struct contacts contacts = {0};

	if (read(maker, TALLY_CONTACT, take_contact, &contacts))
		return -1;
	if (!contacts.sum)
		return 0;
	table_begin(
		maker, "How child and family were told of the audit", columns, LENGTH(columns));
	for (int64_t i = 1; i <= MEANS_END; i++) {
		int64_t means = i % MEANS_END; // who was not written to stands last

		if (!contacts.all[CONTACT_CHILD][means] && !contacts.all[CONTACT_FAMILY][means])
			continue;
		add_text(maker, means ? means_name(contact_means, means) : "not written to");
		add_contacts(maker, &contacts, CONTACT_CHILD, means);
		add_contacts(maker, &contacts, CONTACT_FAMILY, means);
	}
	return 0;
}

// What is counted of feedback obtained: by source and means.
struct heard {
	int64_t all[SOURCE_COUNT][MEANS_END], sum[MEANS_END];
};

static void take_obtained(const struct tally_row *row, void *context)
{
	struct heard *heard = context;

	heard->all[row->a][row->c] += row->count;
	heard->sum[row->c] += row->count;
}

static void add_obtained(struct maker *maker, const struct heard *heard, int64_t means)
{
	add_text(maker, means ? means_name(feedback_means, means) : "not said");
	for (int source = 0; source < SOURCE_COUNT; source++)
		add_count(maker, heard->all[source][means],
			wish_add(wish_done(maker), "feedback=%s yes\tmeans=%s",
				source_info((enum source)source)->code,
				means_wish(feedback_means, means)));
}

static int obtained_table(struct maker *maker)
{
	static const struct report_column columns[] = {{"Means", false}, {"Child", true},
		{"Parent", true}, {"Carer", true}, {"Practitioner", true}};
	struct heard heard = {0};
	bool begun = false;

	if (read(maker, TALLY_OBTAINED, take_obtained, &heard))
		return -1;
	for (int64_t i = 1; i <= MEANS_END; i++) {
		int64_t means = i % MEANS_END;

		if (!heard.sum[means])
			continue;
		if (!begun)
			table_begin(maker, "By which means feedback was obtained", columns,
				LENGTH(columns));
		begun = true;
		add_obtained(maker, &heard, means);
	}
	return 0;
}

int means_tables(struct maker *maker)
{
	return obtained_table(maker) || contacts_table(maker) ? -1 : 0;
}

// Who moderated, and what came of it.
struct moderator_line {
	int64_t id; // 0: nobody who is a user here
	char *name, *login;
	int64_t counts[MODERATOR_DAYS + 1];
};

struct moderator_lines {
	struct moderator_line *lines;
	size_t count, room;
};

static void take_moderator(const struct tally_row *row, void *context)
{
	struct moderator_lines *all = context;
	size_t at = 0;

	while (at < all->count && all->lines[at].id != row->a)
		at++;
	if (at == all->count) {
		all->lines = xgrow(all->lines, all->count, &all->room, sizeof(*all->lines));
		all->lines[all->count++] = (struct moderator_line){.id = row->a};
	}
	all->lines[at].counts[row->b] += row->count;
}

// Names of staff stand in a report only where the process needs them: QA gives out the moderations and looks after who
// does them. To a senior manager the others are one line together.
static bool is_named(const struct maker *maker, const struct moderator_line *line)
{
	return may_everywhere(maker->session, RIGHT_REPORT) ||
	       line->id == maker->session->me.id;
}

static int line_name(struct maker *maker, struct moderator_line *line)
{
	struct stmt *row;
	int found;

	if (!line->id) {
		line->name = xstrdup("somebody of the past");
		line->login = xstrdup(MODERATOR_NONE);
		return 0;
	}
	row = db_query(maker->session->db, QUERY_REPORT_USER, ARGS(INT("id", line->id)));
	found = row ? stmt_next(row) : -1;
	if (found != 1)
		return -1;
	line->name = xstrdup(stmt_text(row, 0));
	line->login = xstrdup(stmt_text(row, 1));
	stmt_done(row);
	return 0;
}

// Takes those that are not named out of the lines and gives their sum.
static struct moderator_line others_take(const struct maker *maker, struct moderator_lines *all)
{
	struct moderator_line others = {0};
	size_t kept = 0;

	for (size_t i = 0; i < all->count; i++) {
		const struct moderator_line line = all->lines[i];

		if (is_named(maker, &line)) {
			all->lines[kept++] = line;
			continue;
		}
		for (size_t k = 0; k < LENGTH(others.counts); k++)
			others.counts[k] += line.counts[k];
	}
	all->count = kept;
	return others;
}

static int by_name(const void *a, const void *b)
{
	const struct moderator_line *left = a, *right = b;
	int order;

	if (!left->id != !right->id)
		return !left->id - !right->id; // the past last
	order = text_compare(left->name, right->name);
	return order ? order : (left->id > right->id) - (left->id < right->id);
}

static void add_moderator(
	struct maker *maker, const char *name, const int64_t *counts, const char *login)
{
	static const struct {
		enum moderator_count count;
		enum decision decision;
	} decisions[] = {
		{MODERATOR_UPHELD, DECISION_UPHELD}, {MODERATOR_CHANGED, DECISION_CHANGED}};
	int64_t all = counts[MODERATOR_UPHELD] + counts[MODERATOR_CHANGED];

	add_text(maker, name);
	add_count(maker, all, wish_add(wish_done(maker), "moderator=%s", login));
	for (size_t i = 0; i < LENGTH(decisions); i++)
		add_share(maker, counts[decisions[i].count], all,
			wish_add(wish_done(maker), "moderator=%s\tdecision=%s", login,
				decision_name(decisions[i].decision)));
	add_mean(maker, counts[MODERATOR_DAYS], all,
		wish_add(wish_done(maker), "moderator=%s", login));
}

static int lines_add(struct maker *maker, struct moderator_lines *all)
{
	static const struct report_column columns[] = {{"Moderator", false},
		{"Moderated", true}, {"All grades upheld", true}, {"Grades changed", true},
		{"Mean days", true}};
	struct moderator_line others = others_take(maker, all);

	for (size_t i = 0; i < all->count; i++)
		if (line_name(maker, &all->lines[i]))
			return -1;
	if (all->count)
		qsort(all->lines, all->count, sizeof(*all->lines), by_name);
	table_begin(maker, "By moderator", columns, LENGTH(columns));
	for (size_t i = 0; i < all->count; i++)
		add_moderator(
			maker, all->lines[i].name, all->lines[i].counts, all->lines[i].login);
	if (others.counts[MODERATOR_UPHELD] + others.counts[MODERATOR_CHANGED])
		add_moderator(maker, all->count ? "other moderators" : "all moderators",
			others.counts, MODERATOR_OTHERS);
	caution(maker,
		"Of the audits completed in the period. Days: calendar days from submission to "
		"the completed moderation.%s",
		may_everywhere(maker->session, RIGHT_REPORT)
			? " This table names staff: it is for QA, leave it out of what goes "
			  "further."
			: "");
	return 0;
}

int moderators_table(struct maker *maker)
{
	struct moderator_lines all = {0};
	int result = read(maker, TALLY_MODERATOR, take_moderator, &all);

	if (!result && all.count)
		result = lines_add(maker, &all);
	for (size_t i = 0; i < all.count; i++) {
		free(all.lines[i].name);
		free(all.lines[i].login);
	}
	free(all.lines);
	return result;
}
