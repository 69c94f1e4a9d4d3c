// SPDX-License-Identifier: MIT
// Who, when, in which database: the first argument of every operation.
#include <pwd.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/session.h"
#include "core/tally.h"
#include "core/template.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"

char *session_default_path(void)
{
	const char *path = getenv("CASEAUDIT_DB"), *data = getenv("XDG_DATA_HOME"),
		   *home = getenv("HOME");

	if (path && *path)
		return xstrdup(path);
	if (data && *data == '/')
		return xasprintf("%s/caseaudit/caseaudit.db", data);
	return xasprintf("%s/.local/share/caseaudit/caseaudit.db", home && *home ? home : ".");
}

char *session_login(void)
{
	struct passwd *entry = getpwuid(getuid());

	return entry ? xstrdup(entry->pw_name) : xasprintf("uid-%ld", (long)getuid());
}

static void person_finish(struct person *person)
{
	free(person->login);
	free(person->name);
	free(person->post);
	free(person->services);
	free(person->seen_at);
}

static int services_load(struct db *db, struct person *person)
{
	struct stmt *stmt = db_query(db, QUERY_USER_SERVICES, ARGS(INT("user", person->id)));
	size_t room = 0;
	int more = -1;

	while (stmt && (more = stmt_next(stmt)) == 1) {
		person->services = xgrow(person->services, person->service_count, &room,
			sizeof(*person->services));
		person->services[person->service_count++] = stmt_int(stmt, 0);
	}
	return more;
}

static void person_read(struct stmt *stmt, struct person *person)
{
	const char *seen = stmt_text_or_null(stmt, 8);

	*person = (struct person){
		.id = stmt_int(stmt, 0),
		.login = xstrdup(stmt_text(stmt, 1)),
		.name = xstrdup(stmt_text(stmt, 2)),
		.post = xstrdup(stmt_text(stmt, 3)),
		.roles = (unsigned)stmt_int(stmt, 4),
		.team_id = stmt_int(stmt, 5),
		.service_id = stmt_int(stmt, 6),
		.seen_at = seen ? xstrdup(seen) : NULL,
	};
}

// Unknown and disabled people learn no more than that.
static int person_load(struct db *db, const char *login, struct person *person)
{
	struct stmt *stmt = db_query(db, QUERY_USER_BY_LOGIN, ARGS(TEXT("login", login)));
	int found = stmt ? stmt_next(stmt) : -1;
	bool active;

	if (found < 0)
		return -1;
	if (found == 0)
		return fail(ERROR_DENIED,
			"%s is not a user of %s: ask its administrator to add you", login,
			db_path(db));
	active = stmt_int(stmt, 7);
	if (active)
		person_read(stmt, person);
	stmt_done(stmt);
	if (!active)
		return fail(ERROR_DENIED, "%s is no longer a user of %s: ask its administrator",
			login, db_path(db));
	return services_load(db, person);
}

static int holidays_load(struct session *session)
{
	struct stmt *stmt = db_query(session->db, QUERY_BANK_HOLIDAY_ALL, NO_ARGS);
	struct holiday *list = NULL;
	size_t count = 0, room = 0;
	int more = -1;

	while (stmt && (more = stmt_next(stmt)) == 1) {
		list = xgrow(list, count, &room, sizeof(*list));
		list[count++] =
			(struct holiday){stmt_date(stmt, 0), xstrdup(stmt_text(stmt, 1))};
	}
	if (count)
		session->holidays = holidays_create(list, count);
	for (size_t i = 0; i < count; i++)
		free((char *)list[i].name); // ours: const only for those who read
	free(list);
	return more;
}

static int kind_load(struct session *session)
{
	char *kind = NULL;
	int found = db_text(session->db, QUERY_SETTING_GET, ARGS(TEXT("name", "kind")), &kind);

	if (found == 0)
		fail(ERROR_DATA,
			"%s is not finished: it says neither live nor practice; make it again",
			db_path(session->db));
	session->practice = kind && strcmp(kind, "practice") == 0;
	free(kind);
	return found == 1 ? 0 : -1;
}

static int pretend(struct session *session, const struct session_options *options)
{
	if ((options->as || options->today) && !session->practice)
		return fail(ERROR_DENIED,
			"%s is live: --as and --today work in a practice database only "
			"(caseaudit init --practice)",
			db_path(session->db));
	return options->today ? session_pretend(session, options->today) : 0;
}

int session_pretend(struct session *session, const char *text)
{
	int hour, minute, seconds = -1;
	char day[DATE_TEXT];
	date today;

	snprintf(day, sizeof(day), "%.10s", text);
	if (strlen(text) == strlen("2026-10-12T17:40") &&
		strspn(text + 11, "0123456789:") == 5 &&
		sscanf(text + 10, "T%2d:%2d", &hour, &minute) == 2 && hour < 24 && minute < 60)
		seconds = (hour * 60 + minute) * 60;
	if ((seconds < 0 && strlen(text) != strlen("2026-10-12")) ||
		date_parse(day, DATE_ISO, &today))
		return fail(ERROR_USAGE,
			"--today %s: a date is needed, like 2026-10-12, or one with a "
			"time, like 2026-10-12T17:40",
			text);
	session->today = today;
	session->fixed_today = true;
	session->fixed_seconds = seconds;
	return 0;
}

static struct session *session_on(struct db *db)
{
	struct session *session = xcalloc(1, sizeof(*session));

	if (sodium_init() < 0)
		abort();
	session->db = db;
	db_before_commit(db, tally_commit, session);
	session->uid = getuid();
	session->today = date_today();
	session->fixed_seconds = -1;
	return session;
}

struct session *session_open(const struct session_options *options)
{
	char *path = options->db ? xstrdup(options->db) : session_default_path();
	struct db *db = db_open(path);
	struct session *session;
	char *login;

	free(path);
	if (!db)
		return NULL;
	session = session_on(db);
	login = options->as ? xstrdup(options->as) : session_login();
	if (kind_load(session) || pretend(session, options) ||
		person_load(db, login, &session->me) || holidays_load(session) ||
		tally_ready(session)) {
		session_close(session);
		session = NULL;
	}
	free(login);
	return session;
}

static int found(struct session *session, bool practice, const char *login)
{
	struct db *db = session->db;
	char now[MOMENT_TEXT];

	session->practice = practice;
	if (db_run(db, QUERY_SETTING_PUT,
		    ARGS(TEXT("name", "kind"),
			    TEXT("value", practice ? "practice" : "live"))) ||
		db_run(db, QUERY_SETTING_PUT,
			ARGS(TEXT("name", "created_at"),
				TEXT("value", session_now(session, now)))) ||
		tally_rebuild(session) ||
		db_run(db, QUERY_USER_ADD,
			ARGS(TEXT("login", login), TEXT("name", login),
				TEXT("post", "administrator"), INT("roles", ROLE_ADMIN),
				NOTHING("team"))) ||
		person_load(db, login, &session->me))
		return -1;
	return trail_append(session, &(struct act){.verb = "init",
					     .record = "database",
					     .new = practice ? "practice" : "live"});
}

struct session *session_found(struct db *db, bool practice)
{
	struct session *session = session_on(db);
	char *login = session_login();
	int result = db_begin(db);

	if (!result)
		result = db_end(db, found(session, practice, login));
	free(login);
	if (!result)
		return session;
	session_close(session);
	return NULL;
}

void session_close(struct session *session)
{
	if (!session)
		return;
	person_finish(&session->me);
	holidays_destroy(session->holidays);
	for (size_t i = 0; i < session->template_count; i++)
		template_destroy(session->templates[i]);
	free(session->templates);
	free(session->chain);
	tally_finish(session);
	db_close(session->db);
	free(session);
}

int session_act_as(struct session *session, const char *login)
{
	struct person person = {0};

	if (!session->practice)
		return fail(ERROR_DENIED,
			"acting as another works in a practice database only: log in as them");
	if (person_load(session->db, login, &person))
		return -1;
	person_finish(&session->me);
	session->me = person;
	return 0;
}

static bool same_rights(const struct person *a, const struct person *b)
{
	size_t size = a->service_count * sizeof(*a->services);

	return a->id == b->id && a->roles == b->roles && a->team_id == b->team_id &&
	       a->service_id == b->service_id && a->service_count == b->service_count &&
	       (!size || memcmp(a->services, b->services, size) == 0);
}

// 1 where the person may do other things than before, 0 where the same.
static int person_again(struct session *session)
{
	struct person person = {0};
	bool same;

	if (person_load(session->db, session->me.login, &person)) {
		person_finish(&person);
		return -1;
	}
	same = same_rights(&session->me, &person);
	if (same) {
		person_finish(&person); // texts of me may be in use
		return 0;
	}
	person_finish(&session->me);
	session->me = person;
	return 1;
}

int session_refresh(struct session *session)
{
	struct person person = {0};

	if (person_load(session->db, session->me.login, &person)) {
		person_finish(&person);
		return -1;
	}
	person_finish(&session->me);
	session->me = person;
	return 0;
}

int session_begin(struct session *session)
{
	int changed;

	if (db_begin(session->db))
		return -1;
	if (session->checked == db_transaction(session->db))
		return 0; // an inner one
	session->checked = db_transaction(session->db);
	changed = person_again(session);
	if (changed > 0)
		fail(ERROR_BUSY,
			"what %s may do was changed meanwhile: look again, then try again",
			session->me.login);
	return changed ? db_end(session->db, -1) : 0;
}

bool session_watch(struct session *session)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (now.tv_sec < session->watch_at)
		return true;
	session->watch_at = now.tv_sec + 10;
	if (person_again(session) >= 0 || error_kind() != ERROR_DENIED)
		return true;
	session->me.roles = 0;
	return false;
}

bool session_clock(struct session *session)
{
	date today = date_today();

	if (session->fixed_today || today == session->today)
		return false;
	session->today = today;
	return true;
}

// The session's day, at the time of day a clock on the wall shows.
static time_t pretended(const struct session *session, time_t now)
{
	struct local local = {session->today, session->fixed_seconds};

	if (local.seconds < 0)
		local.seconds = moment_local(now).seconds;
	return moment_of(local);
}

const char *session_now(const struct session *session, char text[static MOMENT_TEXT])
{
	static char last[MOMENT_TEXT]; // a load of a million rows asks a million times
	static struct {
		time_t now;
		bool fixed;
		struct local at;
	} then = {.now = -1};
	time_t now = time(NULL);

	if (now != then.now || session->fixed_today != then.fixed ||
		(then.fixed && (session->today != then.at.day ||
				       session->fixed_seconds != then.at.seconds))) {
		then.now = now;
		then.fixed = session->fixed_today;
		then.at = (struct local){session->today, session->fixed_seconds};
		moment_text(then.fixed ? pretended(session, now) : now, last);
	}
	memcpy(text, last, sizeof(last));
	return text;
}

time_t session_time(const struct session *session)
{
	char now[MOMENT_TEXT];
	time_t at = 0;

	moment_parse(session_now(session, now), &at);
	return at;
}

// Without its day where that is `known`.
static const char *show_moment(const char *moment, date known, char text[static 32])
{
	struct local local;
	char day[DATE_TEXT];
	time_t at;

	if (moment_parse(moment, &at)) {
		snprintf(text, 32, "%.31s", moment);
		return text;
	}
	local = moment_local(at);
	snprintf(text, 32, "%s%s%02d:%02d", local.day == known ? "" : date_show(local.day, day),
		local.day == known ? "" : " ", local.seconds / 3600, local.seconds / 60 % 60);
	return text;
}

const char *session_show_moment(
	const struct session *session, const char *moment, char text[static 32])
{
	return show_moment(moment, session->today, text);
}

const char *session_show_stamp(
	const struct session *session, const char *moment, char text[static 32])
{
	return show_moment(moment, DATE_NONE, text);
}

date stmt_date(struct stmt *stmt, int column)
{
	date day = DATE_NONE;

	if (!stmt_is_null(stmt, column))
		date_parse(stmt_text(stmt, column), DATE_ISO, &day);
	return day;
}
