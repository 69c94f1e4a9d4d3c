// SPDX-License-Identifier: MIT
// The forms for a person, a team and a service. What they may hold is core's to say.
#include <stdlib.h>
#include <string.h>

#include "core/role.h"
#include "core/session.h"
#include "db/mem.h"
#include "tui/form.h"
#include "tui/offer.h"
#include "tui/people-form.h"

// What a form works on: who asks, and the name of the record as it was ("" for a new one).
struct errand {
	struct session *session;
	char *name;
};

static struct errand *errand_create(struct session *session, const char *name)
{
	struct errand *errand = xmalloc(sizeof(*errand));

	*errand = (struct errand){session, xstrdup(name)};
	return errand;
}

static void errand_destroy(void *context)
{
	struct errand *errand = context;

	free(errand->name);
	free(errand);
	offer_free(NULL);
}

static bool is_new(const struct errand *errand)
{
	return errand->name[0] == '\0';
}

static enum active active_of(const struct form *form, size_t field)
{
	return strcmp(form_value(form, field), "no") == 0 ? ACTIVE_NO : ACTIVE_YES;
}

enum user_field {
	USER_LOGIN,
	USER_NAME,
	USER_POST,
	USER_AUDITOR, // the roles, in the order of enum role
	USER_MODERATOR,
	USER_QA,
	USER_ADMIN,
	USER_TEAM,
	USER_SERVICES,
	USER_ACTIVE,
	USER_FIELD_COUNT,
};

static const struct field user_fields[USER_FIELD_COUNT] = {
	[USER_LOGIN] = {FIELD_TEXT, "Login", "Of the operating system; it never changes", true,
		64},
	[USER_NAME] = {FIELD_TEXT, "Name", "As colleagues know them", true, 100},
	[USER_POST] = {FIELD_PICK, "Post", "Compliance is counted by post", true,
		.complete = offer_posts},
	[USER_AUDITOR] = {FIELD_YES_NO, "Auditor", "Writes the audits allocated to them"},
	[USER_MODERATOR] = {FIELD_YES_NO, "Moderator",
		"Validates audits of the services they answer for"},
	[USER_QA] = {FIELD_YES_NO, "QA",
		"Runs the cycle: allocates, chases, verifies, exports"},
	[USER_ADMIN] = {FIELD_YES_NO, "Administrator",
		"Users, teams, backup; sees no case content"},
	[USER_TEAM] = {FIELD_PICK, "Team", "The one they work in; Backspace: none",
		.complete = offer_teams},
	[USER_SERVICES] = {FIELD_TEXT, "Services",
		"That a senior manager answers for, split by ;"},
	[USER_ACTIVE] = {FIELD_YES_NO, "Active", "no: has left, and gets nothing any more"},
};

static int save_user(struct form *form, void *context)
{
	struct errand *errand = context;
	unsigned sum = 0;

	for (int i = 0; i < 4; i++)
		if (strcmp(form_value(form, USER_AUDITOR + (size_t)i), "yes") == 0)
			sum |= 1U << i;
	char *roles = roles_text(sum);
	struct user_fields fields = {
		.login = form_value(form, USER_LOGIN),
		.name = form_value(form, USER_NAME),
		.post = form_value(form, USER_POST),
		.roles = roles,
		.team = form_value(form, USER_TEAM),
		.services = form_value(form, USER_SERVICES),
		.active = active_of(form, USER_ACTIVE),
	};
	int result = user_put(errand->session, &fields, is_new(errand) ? PUT_NEW : PUT_OLD);
	free(roles);
	return result;
}

int people_form_user(struct session *session, const struct user_row *user)
{
	const char *values[USER_FIELD_COUNT] = {[USER_ACTIVE] = "yes", [USER_AUDITOR] = "yes"};

	if (offer_load(session) != 0)
		return -1;
	if (user != NULL) {
		values[USER_LOGIN] = user->login;
		values[USER_NAME] = user->name;
		values[USER_POST] = user->post;
		values[USER_TEAM] = user->team;
		values[USER_SERVICES] = user->services;
		values[USER_ACTIVE] = user->active ? "yes" : "no";
		for (int i = 0; i < 4; i++)
			values[USER_AUDITOR + i] = user->roles & 1U << i ? "yes" : "no";
	}
	return form_open(session,
		&(struct form_content){user == NULL ? "New person" : user->login,
			"A person is known by the login of this computer. Roles add up.",
			user_fields, USER_FIELD_COUNT, values, save_user,
			errand_create(session, user == NULL ? "" : user->login),
			errand_destroy});
}

enum team_field { TEAM_NAME, TEAM_SERVICE, TEAM_ACTIVE, TEAM_FIELD_COUNT };

static const struct field team_fields[TEAM_FIELD_COUNT] = {
	[TEAM_NAME] = {FIELD_TEXT, "Team", NULL, true, 100},
	[TEAM_SERVICE] = {FIELD_PICK, "Service", "Space shows them", true,
		.complete = offer_services},
	[TEAM_ACTIVE] = {FIELD_YES_NO, "Active", "no: kept for the past, offered no more"},
};

static int save_team(struct form *form, void *context)
{
	struct errand *errand = context;
	const char *name = form_value(form, TEAM_NAME);
	struct team_fields fields = {
		.name = is_new(errand) ? name : errand->name,
		.rename = is_new(errand) ? NULL : name,
		.service = form_value(form, TEAM_SERVICE),
		.active = active_of(form, TEAM_ACTIVE),
	};

	return team_put(errand->session, &fields, is_new(errand) ? PUT_NEW : PUT_OLD);
}

int people_form_team(struct session *session, const struct team_row *team)
{
	const char *values[TEAM_FIELD_COUNT] = {[TEAM_ACTIVE] = "yes"};

	if (offer_load(session) != 0)
		return -1;
	if (team != NULL) {
		values[TEAM_NAME] = team->name;
		values[TEAM_SERVICE] = team->service;
		values[TEAM_ACTIVE] = team->active ? "yes" : "no";
	}
	return form_open(
		session, &(struct form_content){team == NULL ? "New team" : team->name, NULL,
				 team_fields, TEAM_FIELD_COUNT, values, save_team,
				 errand_create(session, team == NULL ? "" : team->name),
				 errand_destroy});
}

enum service_field { SERVICE_NAME, SERVICE_ACTIVE, SERVICE_FIELD_COUNT };

static const struct field service_fields[SERVICE_FIELD_COUNT] = {
	[SERVICE_NAME] = {FIELD_TEXT, "Service", NULL, true, 100},
	[SERVICE_ACTIVE] = {FIELD_YES_NO, "Active", "no: kept for the past, offered no more"},
};

static int save_service(struct form *form, void *context)
{
	struct errand *errand = context;
	const char *name = form_value(form, SERVICE_NAME);
	struct service_fields fields = {
		.name = is_new(errand) ? name : errand->name,
		.rename = is_new(errand) ? NULL : name,
		.active = active_of(form, SERVICE_ACTIVE),
	};

	return service_put(errand->session, &fields, is_new(errand) ? PUT_NEW : PUT_OLD);
}

int people_form_service(struct session *session, const struct service_row *service)
{
	const char *values[SERVICE_FIELD_COUNT] = {[SERVICE_ACTIVE] = "yes"};

	if (service != NULL) {
		values[SERVICE_NAME] = service->name;
		values[SERVICE_ACTIVE] = service->active ? "yes" : "no";
	}
	return form_open(session,
		&(struct form_content){service == NULL ? "New service" : service->name, NULL,
			service_fields, SERVICE_FIELD_COUNT, values, save_service,
			errand_create(session, service == NULL ? "" : service->name),
			errand_destroy});
}
