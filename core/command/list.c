// SPDX-License-Identifier: MIT
// list audits / actions / contacts: what a filter leaves, for people and for programs.
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/audit-list.h"
#include "core/command.h"
#include "core/command/all.h"
#include "core/command/list.h"
#include "core/command/sub.h"
#include "core/listing.h"
#include "core/domains.h"
#include "core/lookup.h"
#include "core/post.h"
#include "core/theme.h"
#include "db/error.h"
#include "db/mem.h"

#define PAGE 200 // audits read at a time

// The filter as it was given, in words.
struct wish {
	const char *service, *team, *month, *state, *grade, *auditor, *text, *sort, *kind,
		*post, *theme, *domain;
	date completed[2], due[2]; // from, to; DATE_NONE: open
	bool open, reverse, json;
	long first;
};

int list_option_id(struct session *session, const char *kind, const char *name,
	int (*load)(struct db *db, struct lookup *lookup), int64_t *id)
{
	struct lookup lookup = {0};
	int result;

	if (!name)
		return 0;
	if (load(session->db, &lookup))
		return -1;
	result = lookup_find(&lookup, kind, name, id);
	lookup_finish(&lookup);
	return result;
}

int list_option_kind(const char *word, enum audit_kind *kind)
{
	if (!word || audit_kind_parse(word, kind) == 0)
		return 0;
	return fail(ERROR_USAGE,
		"--kind %s is no kind of audit: there are monthly, thematic, dip, "
		"multi-agency and review",
		word);
}

static int read_words(const struct wish *wish, struct audit_filter *filter)
{
	struct date_range month;
	enum grade grade = GRADE_NOT_APPLICABLE;

	if (wish->month && date_parse_month(wish->month, &month))
		return fail(ERROR_USAGE, "--month %s is no month: write it as 2026-10",
			wish->month);
	if (wish->state && audit_state_parse(wish->state, &filter->state))
		return fail(ERROR_USAGE,
			"--state %s is no state: write allocated, draft, submitted, moderated, "
			"closed or withdrawn",
			wish->state);
	if (wish->grade && (grade_parse(wish->grade, &grade) || grade < GRADE_OUTSTANDING))
		return fail(ERROR_USAGE,
			"--grade %s is no grade: write it in words or as O, G, RI, I",
			wish->grade);
	if (list_option_kind(wish->kind, &filter->kind))
		return -1;
	filter->month = wish->month;
	filter->grade = grade;
	filter->text = wish->text;
	filter->open = wish->open;
	filter->descending = wish->reverse;
	return 0;
}

static int read_range(const char *option, const date days[2], struct date_range *range)
{
	if (days[0] == DATE_NONE && days[1] == DATE_NONE)
		return 0;
	range->first = days[0] == DATE_NONE ? date_from(DATE_YEAR_MIN, 1, 1) : days[0];
	range->last = days[1] == DATE_NONE ? date_from(DATE_YEAR_MAX, 12, 31) : days[1];
	return range->first <= range->last
		       ? 0
		       : fail(ERROR_USAGE, "--%s-from is after --%s-to: exchange them", option,
				 option);
}

static int check_theme(struct session *session, const char *name)
{
	struct theme_row *rows;
	size_t count;
	bool found = false;

	if (theme_rows(session, false, &rows, &count))
		return -1;
	for (size_t i = 0; i < count; i++)
		found |= strcasecmp(rows[i].name, name) == 0;
	theme_rows_free(rows, count);
	return found ? 0
		     : fail(ERROR_MISSING,
			       "there is no theme %s: 'caseaudit theme list --all' shows those "
			       "there are",
			       name);
}

static int check_domain(struct session *session, const char *code)
{
	struct domains domains = {0};
	bool found = false;

	if (domains_load(session->db, &domains))
		return -1;
	for (size_t i = 0; i < domains.count; i++)
		found |= strcmp(domains.codes[i], code) == 0;
	domains_finish(&domains);
	return found ? 0
		     : fail(ERROR_MISSING,
			       "there is no domain %s: write its code, as VOICE or overall",
			       code);
}

// What reports count by.
static int read_counted(
	struct session *session, const struct wish *wish, struct audit_filter *filter)
{
	if (read_range("completed", wish->completed, &filter->completed) ||
		read_range("due", wish->due, &filter->due))
		return -1;
	if (wish->post && strcmp(wish->post, POST_NONE) != 0 && !post_find(wish->post))
		return fail(ERROR_USAGE, "--post %s is no post: there are %s, and none",
			wish->post, post_list());
	if (wish->domain && !wish->grade)
		return fail(ERROR_USAGE,
			"--domain %s says of which domain the grade is: add "
			"--grade",
			wish->domain);
	if ((wish->theme && check_theme(session, wish->theme)) ||
		(wish->domain && check_domain(session, wish->domain)))
		return -1;
	filter->post = wish->post && post_find(wish->post) ? post_find(wish->post) : wish->post;
	filter->theme = wish->theme;
	filter->domain = wish->domain;
	return 0;
}

static int read_sort(const char *text, enum audit_sort *sort)
{
	static const struct {
		const char *name;
		enum audit_sort sort;
	} sorts[] = {{"due", SORT_DUE}, {"completed", SORT_COMPLETED},
		{"reference", SORT_REFERENCE}};

	for (size_t i = 0; text && i < LENGTH(sorts); i++) {
		if (strcasecmp(sorts[i].name, text) == 0) {
			*sort = sorts[i].sort;
			return 0;
		}
	}
	return text ? fail(ERROR_USAGE, "--sort %s: write due, completed or reference", text)
		    : 0;
}

static int read_wish(
	struct session *session, const struct wish *wish, struct audit_filter *filter)
{
	if (read_counted(session, wish, filter))
		return -1;
	if (filter->completed.last)
		filter->sort = SORT_COMPLETED; // then the range is one piece of an index
	return read_words(wish, filter) || read_sort(wish->sort, &filter->sort) ||
			       list_option_id(session, "service", wish->service,
				       lookup_services, &filter->service_id) ||
			       list_option_id(session, "team", wish->team, lookup_teams,
				       &filter->team_id) ||
			       list_option_id(session, "user", wish->auditor, lookup_users,
				       &filter->auditor_id)
		       ? -1
		       : 0;
}

static void put_row(struct listing *listing, const struct audit_row *row)
{
	listing_text(listing, row->ref);
	listing_text(listing, row->case_ref);
	listing_text(listing, row->team);
	listing_text(listing, row->service);
	listing_text(listing, row->month);
	listing_text(
		listing, row->lead_login && *row->lead_login ? row->lead_login : row->lead);
	listing_text(listing, row->peer_login && *row->peer_login ? row->peer_login : NULL);
	listing_text(listing, audit_state_name(row->state));
	listing_day(listing, row->due_on);
	listing_day(listing, row->completed_on);
	listing_text(listing,
		row->final_overall == GRADE_NONE ? NULL : grade_name(row->final_overall));
	listing_bool(listing, row->at_risk);
	listing_number(listing, row->amended);
	listing_text(listing, audit_kind_name(row->kind));
}

// The row behind which the next page begins: its texts outlive the page.
static void keep_last(struct audit_row *rows, int count, struct audit_row *last)
{
	audit_row_finish(last);
	for (int i = 0; i + 1 < count; i++)
		audit_row_finish(&rows[i]);
	*last = rows[count - 1];
}

static int list_all(struct session *session, const struct audit_filter *filter,
	struct listing *listing, long first)
{
	struct audit_row *rows = xcalloc(PAGE, sizeof(*rows)), last = {0};
	int got = PAGE;

	while (got == PAGE && first > 0) {
		got = audit_page(session, filter, last.ref ? &last : NULL, false, rows,
			first < PAGE ? (int)first : PAGE);
		for (int i = 0; i < got; i++)
			put_row(listing, &rows[i]);
		if (got > 0)
			keep_last(rows, got, &last);
		first -= got;
	}
	audit_row_finish(&last);
	free(rows);
	return got < 0 ? -1 : 0;
}

static int audits(struct run *run)
{
	static const char *const names[] = {"audit_ref", "case_ref", "team", "service", "month",
		"auditor", "peer", "state", "due_on", "completed_on", "final_overall",
		"at_risk", "amendments", "kind"};
	struct wish wish = {.first = LONG_MAX,
		.completed = {DATE_NONE, DATE_NONE},
		.due = {DATE_NONE, DATE_NONE}};
	const struct option_spec options[] = {
		{"--service", OPTION_TEXT, &wish.service},
		{"--team", OPTION_TEXT, &wish.team},
		{"--month", OPTION_TEXT, &wish.month},
		{"--state", OPTION_TEXT, &wish.state},
		{"--grade", OPTION_TEXT, &wish.grade},
		{"--auditor", OPTION_TEXT, &wish.auditor},
		{"--kind", OPTION_TEXT, &wish.kind},
		{"--completed-from", OPTION_DATE, &wish.completed[0]},
		{"--completed-to", OPTION_DATE, &wish.completed[1]},
		{"--due-from", OPTION_DATE, &wish.due[0]},
		{"--due-to", OPTION_DATE, &wish.due[1]},
		{"--post", OPTION_TEXT, &wish.post},
		{"--theme", OPTION_TEXT, &wish.theme},
		{"--domain", OPTION_TEXT, &wish.domain},
		{"--text", OPTION_TEXT, &wish.text},
		{"--open", OPTION_FLAG, &wish.open},
		{"--sort", OPTION_TEXT, &wish.sort},
		{"--reverse", OPTION_FLAG, &wish.reverse},
		{"--first", OPTION_NUMBER, &wish.first},
		{"--json", OPTION_FLAG, &wish.json},
		{0},
	};
	struct audit_filter filter = {0};
	struct listing *listing;
	int result;

	if (options_read(run, options) || arguments_count(run, "list", 0, 0) ||
		read_wish(run->session, &wish, &filter))
		return -1;
	listing = listing_begin(run->out, wish.json, names, LENGTH(names));
	result = list_all(run->session, &filter, listing, wish.first);
	listing_end(listing);
	return result;
}

int command_list(struct run *run)
{
	static const struct subcommand subs[] = {{"actions", list_actions}, {"audits", audits},
		{"contacts", list_contacts}, {"steps", list_steps}, {0}};

	return subcommand_run(run, "list", subs);
}
