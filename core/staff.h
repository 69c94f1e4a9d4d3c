// SPDX-License-Identifier: MIT
// Who answers for a team and for a service, by post: whom a step or a safety concern is put to.
#pragma once

#include "core/session.h"

// Upwards: who is asked where nobody holds the post that is wanted.
enum rung {
	RUNG_TEAM,     // team manager or early help team leader of the team
	RUNG_SERVICE,  // service manager who answers for the service
	RUNG_HEAD,     // head of service, likewise
	RUNG_DIRECTOR, // service director, likewise
	RUNG_NOBODY,
};

const char *rung_name(enum rung rung); // "team manager" ...; "nobody". Borrowed.

// The rung of a post; RUNG_NOBODY for all others.
enum rung rung_of(const char *post);

// The active users who hold such a post and the role that goes with it, and which rungs are held where.
struct staff;
struct staff *staff_load(struct session *session); // NULL: the store failed
void staff_destroy(struct staff *staff);           // takes NULL

// The lowest rung from the wanted one up that somebody holds for the team and service; RUNG_NOBODY.
enum rung staff_rung(
	const struct staff *staff, enum rung wanted, int64_t team_id, int64_t service_id);

// Whether a user holds a rung for the team or service.
bool staff_holds(const struct staff *staff, int64_t user_id, enum rung rung, int64_t team_id,
	int64_t service_id);

// Whether a list of user ids (" 3 7 "; NULL or "": nobody) has that one, and whether anybody else holds the rung.
bool staff_named(const char *users, int64_t user_id);
bool staff_other(const struct staff *staff, const char *users, enum rung rung, int64_t team_id,
	int64_t service_id);

// Whether a user holds any rung anywhere.
bool staff_is(const struct staff *staff, int64_t user_id);

// Whether a user may be asked in place of somebody below: because nobody holds the post below for one of their services.
// Of those who answer for a service it is always so, as a team may have no manager.
bool staff_stands_in(const struct staff *staff, int64_t user_id);

// The names of who holds a rung, by name: "Ann Archer, Max Moss"; "" nobody. Yours.
char *staff_names(
	const struct staff *staff, enum rung rung, int64_t team_id, int64_t service_id);
