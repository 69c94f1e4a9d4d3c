// SPDX-License-Identifier: MIT
// What pickers offer: read once when a form opens, searched at each key.
#include <stdlib.h>
#include <string.h>

#include "core/post.h"
#include "core/session.h"
#include "core/text.h"
#include "core/user.h"
#include "tui/offer.h"

static struct {
	struct user_row *people;
	struct team_row *teams;
	struct service_row *services;
	size_t people_count, team_count, service_count;
} offer;

void offer_free(void *unused)
{
	user_rows_free(offer.people, offer.people_count);
	team_rows_free(offer.teams, offer.team_count);
	service_rows_free(offer.services, offer.service_count);
	memset(&offer, 0, sizeof(offer));
}

int offer_load(struct session *session)
{
	offer_free(NULL);
	if (user_list(session, NULL, &offer.people, &offer.people_count) == 0 &&
		team_list(session, &offer.teams, &offer.team_count) == 0 &&
		service_list(session, &offer.services, &offer.service_count) == 0)
		return 0;
	offer_free(NULL);
	return -1;
}

static bool contains(const char *name, const char *text)
{
	char *name_key = text_key(name), *key = text_key(text);
	bool found = strstr(name_key, key) != NULL;

	free(name_key);
	free(key);
	return found;
}

static size_t offer_roles(unsigned roles, const char *text, struct choice *matches, size_t max)
{
	size_t count = 0;

	for (size_t i = 0; i < offer.people_count && count < max; i++) {
		const struct user_row *row = &offer.people[i];
		if ((roles == 0 || (row->active && row->roles & roles)) &&
			(contains(row->login, text) || contains(row->name, text)))
			matches[count++] =
				(struct choice){row->login, row->name, 0, THEME_TEXT};
	}
	return count;
}

size_t offer_people(void *context, const char *text, struct choice *matches, size_t max)
{
	return offer_roles(0, text, matches, max);
}

size_t offer_auditors(void *context, const char *text, struct choice *matches, size_t max)
{
	return offer_roles(ROLE_AUDITOR, text, matches, max);
}

size_t offer_moderators(void *context, const char *text, struct choice *matches, size_t max)
{
	return offer_roles(ROLE_MODERATOR, text, matches, max);
}

size_t offer_teams(void *context, const char *text, struct choice *matches, size_t max)
{
	size_t count = 0;

	for (size_t i = 0; i < offer.team_count && count < max; i++) {
		const struct team_row *row = &offer.teams[i];
		if (row->active && contains(row->name, text))
			matches[count++] =
				(struct choice){row->name, row->service, 0, THEME_TEXT};
	}
	return count;
}

size_t offer_services(void *context, const char *text, struct choice *matches, size_t max)
{
	size_t count = 0;

	for (size_t i = 0; i < offer.service_count && count < max; i++) {
		const struct service_row *row = &offer.services[i];
		if (row->active && contains(row->name, text))
			matches[count++] = (struct choice){row->name, NULL, 0, THEME_TEXT};
	}
	return count;
}

size_t offer_posts(void *context, const char *text, struct choice *matches, size_t max)
{
	size_t count = 0;

	for (size_t i = 0; i < post_count && count < max; i++)
		if (contains(posts[i], text))
			matches[count++] = (struct choice){posts[i], NULL, 0, THEME_TEXT};
	return count;
}
