// SPDX-License-Identifier: MIT
// People: added, changed, listed; never deleted, because the past refers to them.
#pragma once

#include "core/team.h"

// What is known about a person; a NULL text leaves what is there.
struct user_fields {
	const char *
		login; // of the operating system: letters, digits, . _ - @ \, up to 64; never changes
	const char *name; // one line, up to 100 characters; needed for a new user
	const char *post; // of core/post.h; needed for a new user
	const char
		*roles; // of core/role.h, split by ; or ,; needed for a new user, may be empty
	const char *team;     // by name; "": works for no one team
	const char *services; // that a senior manager answers for, split by ; or ,; "": none
	enum active active;   // ACTIVE_NO: left; gets nothing but a clear message from then on
};

// Puts a person (RIGHT_ADMIN): one transaction, with a row in the trail for each thing changed. -1 as
// enum put says; 65 for what fits none of the rules above, 66 for an unknown team or service, 77 where no
// active administrator would be left.
int user_put(struct session *session, const struct user_fields *fields, enum put put);

struct user_row {
	int64_t id;
	char *login, *name, *post;
	unsigned roles; // sum of enum role
	char *team;     // "": none
	char *services; // split by ;
	bool active;
};

// Everybody by login, or the one with a login (then *count is 0 or 1). Anybody who is a user may see
// them. 0 with *rows and *count, which are yours, or -1.
int user_list(
	struct session *session, const char *login, struct user_row **rows, size_t *count);
void user_rows_free(struct user_row *rows, size_t count);
