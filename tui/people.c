// SPDX-License-Identifier: MIT
// People, teams and services: three lists, each with a form to add and to change.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/right.h"
#include "core/role.h"
#include "core/team.h"
#include "core/user.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/form.h"
#include "tui/list.h"
#include "tui/people-form.h"
#include "tui/screens.h"

enum tab { TAB_PEOPLE, TAB_TEAMS, TAB_SERVICES, TAB_COUNT };

struct people {
	enum tab tab;
	struct list list;
	struct user_row *users;
	struct team_row *teams;
	struct service_row *services;
	size_t user_count, team_count, service_count;
};

static struct people *people_of(const struct list *list)
{
	return list->screen->state;
}

static enum theme_role role_of(bool active)
{
	return active ? THEME_TEXT : THEME_MUTED;
}

static const struct list_column user_columns[] = {
	{"Login", 12, 1, 0, false},
	{"Name", 18, 2, 0, false},
	{"Post", 18, 1, 2, false},
	{"Roles", 18, 1, 1, false},
	{"Team", 14, 2, 3, false, .last_word = true},
	{"Services", 14, 2, 4, false},
	{"", 6, 0, 0, false},
};

static void add_user(struct list *list, int index)
{
	const struct user_row *user = &people_of(list)->users[index];
	char *roles = roles_text(user->roles);
	enum theme_role role = role_of(user->active);
	const struct list_cell cells[LENGTH(user_columns)] = {
		{user->login, role},
		{user->name, role},
		{user->post, role},
		{roles, role},
		{user->team, role},
		{user->services, role},
		{user->active ? "" : "left", role},
	};

	list_add(list, user->id, index, NULL, cells);
	free(roles);
}

static int fetch_users(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	return list_fetch_indexed(
		list, from, forward, count, (int)people_of(list)->user_count, add_user);
}

static const struct list_column team_columns[] = {
	{"Team", 24, 2, 0, false},
	{"Service", 24, 2, 0, false},
	{"People", 6, 0, 1, true},
	{"", 10, 0, 0, false},
};

static void add_team(struct list *list, int index)
{
	const struct team_row *team = &people_of(list)->teams[index];
	char count[16];
	enum theme_role role = role_of(team->active);

	snprintf(count, sizeof(count), "%d", team->people);
	const struct list_cell cells[LENGTH(team_columns)] = {{team->name, role},
		{team->service, role}, {count, role}, {team->active ? "" : "closed", role}};
	list_add(list, team->id, index, NULL, cells);
}

static int fetch_teams(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	return list_fetch_indexed(
		list, from, forward, count, (int)people_of(list)->team_count, add_team);
}

static const struct list_column service_columns[] = {
	{"Service", 30, 1, 0, false},
	{"Teams", 6, 0, 0, true},
	{"", 10, 0, 0, false},
};

static void add_service(struct list *list, int index)
{
	const struct service_row *service = &people_of(list)->services[index];
	char count[16];
	enum theme_role role = role_of(service->active);

	snprintf(count, sizeof(count), "%d", service->teams);
	const struct list_cell cells[LENGTH(service_columns)] = {
		{service->name, role}, {count, role}, {service->active ? "" : "closed", role}};
	list_add(list, service->id, index, NULL, cells);
}

static int fetch_services(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	return list_fetch_indexed(
		list, from, forward, count, (int)people_of(list)->service_count, add_service);
}

static const char *empty(void *context)
{
	return "Nothing here yet: n adds the first. Services come first, then their teams, "
	       "then the people; "
	       "whole lists come in with import services, import teams and import users.";
}

static const struct {
	const char *name;
	struct list_source source;
} tabs[TAB_COUNT] = {
	[TAB_PEOPLE] = {"People", {user_columns, LENGTH(user_columns), fetch_users, empty}},
	[TAB_TEAMS] = {"Teams", {team_columns, LENGTH(team_columns), fetch_teams, empty}},
	[TAB_SERVICES] = {"Services",
		{service_columns, LENGTH(service_columns), fetch_services, empty}},
};

static void forget(struct people *people)
{
	user_rows_free(people->users, people->user_count);
	team_rows_free(people->teams, people->team_count);
	service_rows_free(people->services, people->service_count);
	people->users = NULL;
	people->teams = NULL;
	people->services = NULL;
	people->user_count = people->team_count = people->service_count = 0;
}

static int read_all(struct screen *screen)
{
	struct people *people = screen->state;

	forget(people);
	if (user_list(screen->session, NULL, &people->users, &people->user_count) != 0 ||
		team_list(screen->session, &people->teams, &people->team_count) != 0 ||
		service_list(screen->session, &people->services, &people->service_count) != 0)
		return -1;
	return 0;
}

static void show_tab(struct screen *screen, enum tab tab)
{
	struct people *people = screen->state;

	list_finish(&people->list);
	people->tab = tab;
	list_init(&people->list, screen, &tabs[tab].source, people);
	view_focus(screen, &people->list, list_keys);
	list_restart(&people->list, false);
}

static int open_screen(struct screen *screen, const void *argument)
{
	if (read_all(screen) != 0) {
		forget(screen->state);
		return -1;
	}
	show_tab(screen, TAB_PEOPLE);
	return 0;
}

static void close_screen(struct screen *screen)
{
	struct people *people = screen->state;

	list_finish(&people->list);
	forget(people);
}

static void shown(struct screen *screen)
{
	struct people *people = screen->state;

	if (read_all(screen) != 0)
		view_error();
	list_reload(&people->list);
}

static void paint(struct screen *screen)
{
	struct people *people = screen->state;
	struct rect place = screen->body;
	int col = 1;

	for (int tab = 0; tab < TAB_COUNT; tab++)
		col += paint_format(place.row, col, place.cols - col,
			       tab == (int)people->tab ? THEME_FOCUS : THEME_TEXT,
			       tab == (int)people->tab ? "[%s]" : " %s ", tabs[tab].name) +
		       1;
	list_paint(&people->list,
		(struct rect){place.row + 2, place.col, place.rows - 2, place.cols});
}

static int next_tab(struct screen *screen)
{
	show_tab(screen, (((struct people *)screen->state)->tab + 1) % TAB_COUNT);
	return 0;
}

static int previous_tab(struct screen *screen)
{
	show_tab(screen, (((struct people *)screen->state)->tab + TAB_COUNT - 1) % TAB_COUNT);
	return 0;
}

static int add(struct screen *screen)
{
	switch (((struct people *)screen->state)->tab) {
	case TAB_PEOPLE: return people_form_user(screen->session, NULL);
	case TAB_TEAMS: return people_form_team(screen->session, NULL);
	default: return people_form_service(screen->session, NULL);
	}
}

static int change(struct screen *screen)
{
	const struct people *people = screen->state;
	const struct list_row *row = list_focus(&people->list);

	if (row == NULL)
		return fail(ERROR_MISSING, "There is nothing here to change: n adds");
	switch (people->tab) {
	case TAB_PEOPLE: return people_form_user(screen->session, &people->users[row->number]);
	case TAB_TEAMS: return people_form_team(screen->session, &people->teams[row->number]);
	default: return people_form_service(screen->session, &people->services[row->number]);
	}
}

static const struct key keys[] = {
	{{K_ENTER, 'e'}, "change", "Change the one in focus", change, NEEDS(RIGHT_ADMIN)},
	{{'n', 'a'}, "new", "Add a person, team or service", add, NEEDS(RIGHT_ADMIN)},
	{{K_TAB, 'l', K_RIGHT}, "next list", "People, teams, services", next_tab},
	{{K_BACKTAB, 'h', K_LEFT}, "previous list", "The list before", previous_tab,
		.quiet = true},
	{{0}},
};

int people_open(struct session *session)
{
	static const struct view view = {
		.name = "people",
		.title = "People",
		.help = "Who works with this database, in which post and with which roles; "
			"their teams and "
			"services. Nobody is deleted, because the past refers to them: who has "
			"left is made "
			"inactive.",
		.size = sizeof(struct people),
		.keys = keys,
		.open = open_screen,
		.close = close_screen,
		.shown = shown,
		.paint = paint,
	};

	if (require(session, RIGHT_ADMIN, NULL) != 0)
		return -1;
	return view_open(session, &view, NULL);
}
