// SPDX-License-Identifier: MIT
// What pickers offer: read once when a form opens, searched at each key.
#include <stdlib.h>
#include <string.h>

#include "core/post.h"
#include "core/session.h"
#include "core/text.h"
#include "core/user.h"
#include "db/mem.h"
#include "tui/offer.h"

static struct {
	struct user_row *people;
	struct team_row *teams;
	struct service_row *services;
	size_t people_count, team_count, service_count;
} offer;

// The lines that offer_several() made last.
#define SEVERAL_MOST 16
static char *several[SEVERAL_MOST];

static void several_free(void)
{
	for (size_t i = 0; i < SEVERAL_MOST; i++) {
		free(several[i]);
		several[i] = NULL;
	}
}

void offer_free(void *unused)
{
	several_free();
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

// Whether the login is one of those before the last comma.
static bool is_among(const char *text, size_t length, const char *login)
{
	char *before = xstrndup(text, length), *rest = NULL;
	bool among = false;

	for (char *word = strtok_r(before, ", ", &rest); word;
		word = strtok_r(NULL, ", ", &rest))
		among = among || strcmp(word, login) == 0;
	free(before);
	return among;
}

size_t offer_several(void *context, const char *text, struct choice *matches, size_t max)
{
	struct choice people[SEVERAL_MOST];
	const char *comma = strrchr(text, ','), *last = comma ? comma + 1 : text;
	size_t before = comma ? (size_t)(comma - text) : 0, count = 0,
	       found = offer_roles(ROLE_AUDITOR | ROLE_MODERATOR | ROLE_QA,
		       last + strspn(last, " "), people, SEVERAL_MOST);

	several_free();
	for (size_t i = 0; i < found && count < max; i++) {
		if (is_among(text, before, people[i].name))
			continue;
		several[count] = xasprintf(
			"%.*s%s%s", (int)before, text, comma ? ", " : "", people[i].name);
		matches[count] = people[i];
		matches[count].name = several[count];
		count++;
	}
	return count;
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
