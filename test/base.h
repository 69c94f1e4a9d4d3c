// SPDX-License-Identifier: MIT
// A practice database in a temporary folder of its own, with the shipped template: a cmocka fixture.
#pragma once

#include "core/session.h"

struct base {
	char *folder; // of its own, removed with all that is in it
	char *path;   // of the database
	struct session
		*session; // of the first administrator, who is qa, auditor and moderator too
};

// For cmocka_unit_test_setup_teardown(): *state becomes a struct base.
int base_setup(void **state);
int base_teardown(void **state);

// The path of a file in the folder. Yours.
char *base_file(const struct base *base, const char *name);

// Writes a file in the folder and returns its path. Yours.
char *base_write(const struct base *base, const char *name, const char *text);

// The whole text of a file; NULL where it cannot be read. Yours.
char *base_read(const char *path);

// Adds a user whose login is also the name, in a team (made if need be, in the service Assessment) or
// none (""). Roles: sum of enum role. Returns the id.
int64_t base_user(struct base *base, const char *login, unsigned roles, const char *team);

// Runs SQL on the file behind the program's back, as a tamperer would. base_try returns -1 with the
// error set where the database refuses; base_tamper then ends the test. What reports count (core/tally.h) is counted
// anew after it.
void base_tamper(const struct base *base, const char *sql);
int base_try(const struct base *base, const char *sql);
