// SPDX-License-Identifier: MIT
// The practice database's council: services, teams, staff, themes and cases.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/data.h"
#include "core/demo-inner.h"
#include "db/mem.h"

#define WORKERS 140
#define FIELDS 7 // of a line of staff

// Splits the next line of a table at its tabs into fields (those missing are ""), comments skipped. The
// line's copy is yours. Returns false after the last.
static bool next_line(const char **at, char **copy, const char **fields, int count)
{
	size_t length;
	char *rest;

	while (**at == '#')
		*at += strcspn(*at, "\n") + 1;
	if (!**at)
		return false;
	length = strcspn(*at, "\n");
	rest = *copy = xstrndup(*at, length);
	*at += length + ((*at)[length] == '\n');
	for (int i = 0; i < count; i++) {
		fields[i] = rest ? strsep(&rest, "\t") : "";
	}
	return true;
}

static int add_service(struct demo *demo, const char *name)
{
	struct demo_service *service;

	for (int i = 0; i < demo->service_count; i++)
		if (strcmp(demo->services[i].name, name) == 0)
			return i;
	service = &demo->services[demo->service_count];
	if (db_run(demo->session->db, QUERY_SERVICE_ADD, ARGS(TEXT("name", name))))
		return -1;
	*service = (struct demo_service){db_last_id(demo->session->db), xstrdup(name)};
	return demo->service_count++;
}

static int add_team(struct demo *demo, const char *service_name, const char *name)
{
	int service = add_service(demo, service_name);

	if (service < 0 ||
		db_run(demo->session->db, QUERY_TEAM_ADD,
			ARGS(INT("service", demo->services[service].id), TEXT("name", name))))
		return -1;
	demo->teams =
		xgrow(demo->teams, demo->team_count, &demo->team_room, sizeof(*demo->teams));
	demo->teams[demo->team_count++] =
		(struct demo_team){db_last_id(demo->session->db), service, xstrdup(name), -1};
	return 0;
}

static int team_by_name(const struct demo *demo, const char *name)
{
	for (size_t i = 0; i < demo->team_count; i++)
		if (strcmp(demo->teams[i].name, name) == 0)
			return (int)i;
	return -1;
}

static unsigned roles_of(const char *letters)
{
	unsigned roles = 0;

	for (; *letters; letters++)
		roles |= *letters == 'a'   ? ROLE_AUDITOR
			 : *letters == 'm' ? ROLE_MODERATOR
			 : *letters == 'q' ? ROLE_QA
					   : ROLE_ADMIN;
	return roles;
}

static unsigned services_of(const struct demo *demo, const char *names)
{
	unsigned services = 0;

	for (int i = 0; i < demo->service_count; i++)
		if (strcmp(names, "all") == 0 || strstr(names, demo->services[i].name))
			services |= 1u << i;
	return services;
}

static int add_services(struct demo *demo, const struct demo_user *user)
{
	for (int i = 0; i < demo->service_count; i++)
		if (user->services >> i & 1 &&
			db_run(demo->session->db, QUERY_USER_SERVICE_ADD,
				ARGS(INT("user", user->id),
					INT("service", demo->services[i].id))))
			return -1;
	return 0;
}

static int change_user(struct demo *demo, const struct demo_user *user)
{
	int64_t team = user->team < 0 ? 0 : demo->teams[user->team].id;

	return db_run(demo->session->db, QUERY_USER_CHANGE,
		ARGS(TEXT("name", user->name), TEXT("post", user->post),
			INT("roles", user->roles), ID_OR_NULL("team", team),
			INT("active", !user->left), INT("id", user->id)));
}

static int add_user(struct demo *demo, struct demo_user *user)
{
	int64_t team = user->team < 0 ? 0 : demo->teams[user->team].id;

	if (db_run(demo->session->db, QUERY_USER_ADD,
		    ARGS(TEXT("login", user->login), TEXT("name", user->name),
			    TEXT("post", user->post), INT("roles", user->roles),
			    ID_OR_NULL("team", team))))
		return -1;
	user->id = db_last_id(demo->session->db);
	return user->left ? change_user(demo, user) : 0;
}

static int keep_user(struct demo *demo, struct demo_user user)
{
	if (user.team >= 0 && !user.left && strstr(user.post, "leader"))
		demo->teams[user.team].manager = (int)demo->user_count;
	if (user.team >= 0 && !user.left && strcmp(user.post, "team manager") == 0)
		demo->teams[user.team].manager = (int)demo->user_count;
	demo->users =
		xgrow(demo->users, demo->user_count, &demo->user_room, sizeof(*demo->users));
	demo->users[demo->user_count++] = user;
	return add_services(demo, &user);
}

// The person who runs this: a manager of the first team that nobody in the table manages.
static int add_me(struct demo *demo)
{
	int team = 0;
	struct demo_user me = {
		.id = demo->session->me.id,
		.login = xstrdup(demo->session->me.login),
		.name = xstrdup("Alex Morgan"),
		.post = xstrdup("team manager"),
		.roles = ROLE_AUDITOR | ROLE_MODERATOR | ROLE_QA | ROLE_ADMIN,
	};

	while (demo->teams[team].manager >= 0)
		team++;
	me.team = team;
	me.services = 1u << demo->teams[team].service;
	demo->me = (int)demo->user_count;
	return keep_user(demo, me) || change_user(demo, &me) ? -1 : 0;
}

static int add_staff(struct demo *demo)
{
	const char *at = data_demo_staff;
	char *copy;
	const char *fields[FIELDS];

	while (next_line(&at, &copy, fields, FIELDS)) {
		struct demo_user user = {
			.login = xstrdup(fields[0]),
			.name = xstrdup(fields[1]),
			.post = xstrdup(fields[2]),
			.roles = roles_of(fields[3]),
			.team = team_by_name(demo, fields[4]),
			.services = services_of(demo, fields[5]),
			.left = fields[6][0] == 'l',
		};

		free(copy);
		// The login that runs this may be one of the table's.
		if (strcmp(user.login, demo->session->me.login) == 0)
			xreplace(&user.login, "another");
		if (add_user(demo, &user) || keep_user(demo, user))
			return -1;
	}
	return add_me(demo);
}

static int add_teams(struct demo *demo)
{
	const char *at = data_demo_council;
	char *copy;
	const char *fields[3];
	int result = 0;

	while (!result && next_line(&at, &copy, fields, 3)) {
		result = add_team(demo, fields[0], fields[1]);
		free(copy);
	}
	return result;
}

// Those on QA's list came with the database; auditors wrote some of their own.
static int add_themes(struct demo *demo)
{
	static const char *const own[] = {
		"Kinship carers", "Online safety", "Moving house often"};
	struct stmt *stmt;
	int more = -1;

	for (size_t i = 0; i < LENGTH(own); i++)
		if (db_run(demo->session->db, QUERY_THEME_ADD,
			    ARGS(TEXT("name", own[i]), INT("listed", 0))))
			return -1;
	stmt = db_query(demo->session->db, QUERY_THEME_ALL, ARGS(NOTHING("listed")));
	while (stmt && (more = stmt_next(stmt)) == 1)
		if (demo->theme_count < (int)LENGTH(demo->theme_ids))
			demo->theme_ids[demo->theme_count++] = stmt_int(stmt, 0);
	return more;
}

// The plan types of a service by weight, in the order of header_info(HEADER_PLAN_TYPE)'s choices: early help, child
// in need, child protection, looked after, care leaver, assessment, no plan.
static const int plans_by_service[][7] = {
	{9, 1, 0, 0, 0, 0, 0},
	{0, 1, 0, 0, 0, 3, 6},
	{0, 3, 1, 0, 0, 6, 0},
	{0, 3, 7, 0, 0, 0, 0},
	{0, 0, 0, 10, 0, 0, 0},
	{0, 0, 0, 2, 8, 0, 0},
};

// Some had another practitioner before, now and then one who audits today.
static int add_former(struct demo *demo, const struct demo_case *file)
{
	struct dice *dice = &demo->later;
	const char *worker = demo->workers[dice_below(dice, WORKERS)];
	const struct demo_user *user =
		&demo->users[dice_below(dice, (uint32_t)demo->user_count)];

	if (!dice_permille(dice, 150))
		return 0;
	if (user->roles & ROLE_AUDITOR && !user->left && dice_permille(dice, 150))
		worker = user->name;
	return db_run(demo->session->db, QUERY_CASE_WORKER_WAS,
		ARGS(INT("casefile", file->id), TEXT("worker", worker),
			DAY("today", demo->today - dice_between(dice, 20, 400))));
}

static int add_case(struct demo *demo, size_t number)
{
	const char *const *plans = header_info(HEADER_PLAN_TYPE)->choices;
	struct demo_case *file = &demo->cases[number];
	bool closed = dice_permille(&demo->dice, 120);

	*file = (struct demo_case){
		.team = (int)(number % demo->team_count), .audited = -100, .open = !closed};
	file->worker =
		file->team * WORKERS / (int)demo->team_count + dice_between(&demo->dice, 0, 4);
	file->plan = plans[dice_weighted(
		&demo->dice, plans_by_service[demo->teams[file->team].service % 6], 7)];
	snprintf(file->ref, sizeof(file->ref), "CF-%06d",
		(int)(100000 + number * 7) + dice_between(&demo->dice, 0, 6));
	if (db_run(demo->session->db, QUERY_DEMO_CASE_ADD,
		    ARGS(TEXT("ref", file->ref), INT("team", demo->teams[file->team].id),
			    TEXT("worker", demo->workers[file->worker]),
			    TEXT("plan", file->plan),
			    TEXT("status", closed ? "closed" : "open"))))
		return -1;
	file->id = db_last_id(demo->session->db);
	return add_former(demo, file);
}

int demo_council(struct demo *demo, size_t cases)
{
	static const struct words_facts nothing = {"the child", "social worker", 1};

	demo->worker_count = WORKERS;
	demo->workers = xcalloc(WORKERS, sizeof(*demo->workers));
	for (int i = 0; i < WORKERS; i++)
		demo->workers[i] = xstrdup(
			words_compose(demo->words, &demo->dice, "practitioner", &nothing));
	if (add_teams(demo) || add_staff(demo) || add_themes(demo))
		return -1;
	demo->cases = xcalloc(cases, sizeof(*demo->cases));
	demo->case_count = cases;
	for (size_t i = 0; i < cases; i++)
		if (add_case(demo, i))
			return -1;
	return session_refresh(demo->session);
}

void demo_council_free(struct demo *demo)
{
	for (int i = 0; i < demo->service_count; i++)
		free(demo->services[i].name);
	for (size_t i = 0; i < demo->team_count; i++)
		free(demo->teams[i].name);
	for (size_t i = 0; i < demo->user_count; i++) {
		free(demo->users[i].login);
		free(demo->users[i].name);
		free(demo->users[i].post);
	}
	for (int i = 0; i < demo->worker_count; i++)
		free(demo->workers[i]);
	free(demo->teams);
	free(demo->users);
	free(demo->workers);
	free(demo->cases);
}
