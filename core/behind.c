// SPDX-License-Identifier: MIT
// The actions and the steps behind a number: the wish that names them, and a page of them.
#include "core/behind.h"

#include <stdlib.h>
#include <string.h>

#include "core/lookup.h"
#include "core/measure.h"
#include "core/right.h"
#include "db/mem.h"

static const char *const states[] = {[BEHIND_IN_TIME] = "in time",
	[BEHIND_LATE] = "late",
	[BEHIND_OPEN] = "open",
	[BEHIND_CANCELLED] = "cancelled",
	[BEHIND_COUNTED] = "counted"};

// The value of a key in a wish; NULL where it has none, or an empty one. Yours.
static char *value_of(const char *wish, const char *key)
{
	size_t length = strlen(key);

	for (const char *at = wish; *at;) {
		size_t size = strcspn(at, "\t");

		if (size > length + 1 && strncmp(at, key, length) == 0 && at[length] == '=')
			return xstrndup(at + length + 1, size - length - 1);
		at += size + (at[size] == '\t');
	}
	return NULL;
}

static bool says(const char *wish, const char *key, const char *wanted)
{
	char *value = value_of(wish, key);
	bool same = value && strcmp(value, wanted) == 0;

	free(value);
	return same;
}

static void take_day(const char *text, date *day)
{
	if (date_parse(text, DATE_ISO, day) != 0)
		*day = DATE_NONE;
}

static void take_days(const char *wish, const char *key, struct date_range *range)
{
	char *value = value_of(wish, key), *dots = value ? strstr(value, "..") : NULL;

	if (dots) {
		*dots = '\0';
		take_day(value, &range->first);
		take_day(dots + 2, &range->last);
	}
	free(value);
}

static enum behind_state state_of(const char *wish)
{
	for (size_t i = BEHIND_IN_TIME; i < LENGTH(states); i++)
		if (says(wish, "state", states[i]))
			return (enum behind_state)i;
	return BEHIND_ANY;
}

static int take_place(struct session *session, const char *wish, struct behind_filter *filter)
{
	char *service = value_of(wish, "service"), *team = value_of(wish, "team");
	int result =
		lookup_place(session->db, service, team, &filter->service_id, &filter->team_id);

	free(service);
	free(team);
	return result;
}

int behind_parse(struct session *session, const char *wish, struct behind_filter *filter)
{
	char *kind = value_of(wish, "kind"), *open = value_of(wish, "open"),
	     *rule = value_of(wish, "rule");

	*filter = (struct behind_filter){
		.steps = says(wish, "list", "steps"),
		.open_on = DATE_NONE,
		.slipped = says(wish, "slipped", "yes"),
		.service = says(wish, "for_service", "yes"),
		.in_time = says(wish, "in_time", "yes"),
		.priority = says(wish, "priority", "yes"),
		.rule_id = rule ? strtoll(rule, NULL, 10) : 0,
		.state = state_of(wish),
	};
	if (kind)
		audit_kind_parse(kind, &filter->kind);
	if (open)
		take_day(open, &filter->open_on);
	take_days(wish, "due", &filter->due);
	take_days(wish, "raised", &filter->raised);
	take_days(wish, "verified", &filter->verified);
	free(kind);
	free(open);
	free(rule);
	return take_place(session, wish, filter);
}

// Adds to words, which are freed, with a comma between.
static char *more(char *words, char *next)
{
	char *longer = xasprintf("%s%s%s", words, *words && *next ? ", " : "", next);

	free(words);
	free(next);
	return longer;
}

// "raised in 2026-10", "due by 31 Oct 2026" where it begins with the first day of all, "due after ..." likewise.
static char *days_words(const char *what, struct date_range range)
{
	char text[PERIOD_TEXT], day[DATE_TEXT];

	if (!range.last)
		return xstrdup("");
	if (range.first <= date_from(DATE_YEAR_MIN, 1, 1))
		return xasprintf("%s by %s", what, date_show(range.last, day));
	if (range.last >= date_from(DATE_YEAR_MAX, 12, 31))
		return xasprintf("%s after %s", what, date_show(range.first - 1, day));
	return xasprintf("%s in %s", what, period_name(range, text));
}

char *behind_place(struct session *session, const struct behind_filter *filter)
{
	struct lookup places = {0};
	const struct lookup_row *row = NULL;
	char *words;

	if (filter->team_id && lookup_teams(session->db, &places) == 0)
		row = lookup_id(&places, filter->team_id);
	else if (filter->service_id && lookup_services(session->db, &places) == 0)
		row = lookup_id(&places, filter->service_id);
	words = row ? xasprintf("%s=%s", filter->team_id ? "team" : "service", row->key)
		    : xstrdup("");
	lookup_finish(&places);
	return words;
}

// Which step. Yours.
static char *rule_words(struct session *session, int64_t rule)
{
	struct stmt *row =
		rule ? db_query(session->db, QUERY_REPORT_RULE, ARGS(INT("id", rule))) : NULL;
	char *words;

	if (!row || stmt_next(row) != 1)
		return xstrdup("");
	words = xstrdup(stmt_text(row, 1));
	stmt_done(row);
	return words;
}

char *behind_words(struct session *session, const struct behind_filter *filter)
{
	char *words = xstrdup(filter->state ? states[filter->state] : ""), day[DATE_TEXT],
	     *place;

	words = more(words, days_words("raised", filter->raised));
	words = more(words, days_words("verified", filter->verified));
	words = more(words, days_words("due", filter->due));
	if (filter->open_on != DATE_NONE)
		words = more(words, xasprintf("open on %s", date_show(filter->open_on, day)));
	words = more(words, xstrdup(filter->slipped ? "put off since" : ""));
	words = more(words, xstrdup(filter->service ? "for the service" : ""));
	words = more(words, xstrdup(filter->in_time ? "done in time" : ""));
	words = more(words,
		xstrdup(filter->priority ? "priority, escalated, after Inadequate" : ""));
	words = more(words, rule_words(session, filter->rule_id));
	place = behind_place(session, filter);
	if (*place)
		*strchr(place, '=') = ' ';
	return more(words, place);
}

void behind_row_finish(struct behind_row *row)
{
	free(row->name);
	free(row->what);
	free(row->who);
	free(row->team);
	*row = (struct behind_row){0};
}

// The days of a range as arguments; both "" for any.
struct days {
	char from[DATE_TEXT], to[DATE_TEXT];
};

static struct days days_of(struct date_range range)
{
	struct days days = {"", ""};

	if (range.last) {
		date_iso(range.first, days.from);
		date_iso(range.last, days.to);
	}
	return days;
}

#define PLACE(s, f)                                                                         \
	INT("service", (f)->service_id), INT("team", (f)->team_id), INT("kind", (f)->kind), \
		INT("all", may_everywhere((s), RIGHT_REPORT)), INT("user", (s)->me.id)

static struct stmt *query_actions(struct session *session, const struct behind_filter *filter,
	int64_t from, bool back, int count)
{
	struct days due = days_of(filter->due), raised = days_of(filter->raised),
		    verified = days_of(filter->verified);
	char open[DATE_TEXT] = "";

	if (filter->open_on != DATE_NONE)
		date_iso(filter->open_on, open);
	return db_query(session->db, back ? QUERY_BEHIND_ACTIONS_BACK : QUERY_BEHIND_ACTIONS,
		ARGS(PLACE(session, filter), TEXT("due_from", due.from), TEXT("due_to", due.to),
			TEXT("raised_from", raised.from), TEXT("raised_to", raised.to),
			TEXT("verified_from", verified.from), TEXT("verified_to", verified.to),
			TEXT("open", open), INT("slipped", filter->slipped),
			INT("for_service", filter->service), INT("in_time", filter->in_time),
			INT("priority", filter->priority), INT("id", from),
			INT("count", count)));
}

static struct stmt *query_steps(struct session *session, const struct behind_filter *filter,
	int64_t from, bool back, int count)
{
	struct days due = days_of(filter->due);

	return db_query(session->db, back ? QUERY_BEHIND_STEPS_BACK : QUERY_BEHIND_STEPS,
		ARGS(PLACE(session, filter), TEXT("due_from", due.from), TEXT("due_to", due.to),
			INT("rule", filter->rule_id), INT("state", filter->state),
			INT("id", from), INT("count", count)));
}

static void row_read(struct stmt *stmt, struct behind_row *row)
{
	*row = (struct behind_row){
		.id = stmt_int(stmt, 0),
		.audit_id = stmt_int(stmt, 1),
		.name = xstrdup(stmt_text(stmt, 2)),
		.what = xstrdup(stmt_text(stmt, 3)),
		.who = xstrdup(stmt_text(stmt, 4)),
		.team = xstrdup(stmt_text(stmt, 5)),
		.raised_on = stmt_date(stmt, 6),
		.due_on = stmt_date(stmt, 7),
		.done_on = stmt_date(stmt, 8),
		.ended_on = stmt_date(stmt, 9),
	};
}

int behind_page(struct session *session, const struct behind_filter *filter, int64_t from,
	bool back, struct behind_row *rows, int count)
{
	struct stmt *stmt;
	int got = 0, next = -1;

	if (require(session, RIGHT_REPORT, NULL))
		return -1;
	if (!from && !back)
		from = INT64_MAX;
	stmt = filter->steps ? query_steps(session, filter, from, back, count)
			     : query_actions(session, filter, from, back, count);
	while (stmt && (next = stmt_next(stmt)) == 1)
		row_read(stmt, &rows[got++]);
	return next < 0 ? -1 : got;
}
