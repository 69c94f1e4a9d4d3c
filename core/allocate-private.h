// SPDX-License-Identifier: MIT
// What suggesting people for audits shares with showing them.
#pragma once

#include "core/allocate.h"

// An auditor and what they have in hand.
struct pool_person {
	int64_t id, team_id;
	char *login, *name, *post, *team;
	char *login_key, *name_key; // text_key(): how workers of cases are compared
	int load, peer_load;        // see struct candidate
	int recent;                 // audits due in the last twelve months, as lead
	int days, of;               // up to the due date asked about last
	int64_t *services;          // that they answer for
	size_t service_count;
};

// All active auditors, by login.
struct pool {
	struct pool_person *list;
	size_t count, room;
	struct date_range month;
	date due; // that days and of are about; DATE_NONE: none yet
};

int pool_load(struct session *session, const char *month, struct pool *pool);
void pool_finish(struct pool *pool);

// Counts on how many working days each is there up to a due date, from today or the month's beginning.
int pool_days(struct session *session, struct pool *pool, date due);

// Away for half of the time or more.
bool pool_away(const struct pool_person *person);

// An audit that somebody is wanted for.
struct wanted {
	int64_t id, casefile_id, team_id, service_id, lead_id, peer_id;
	char *ref, month[DATE_TEXT];
	date due;
	char **worker_keys; // of who works or worked on the case
	size_t worker_count;
};

// Reads it from the current row of the queries wanted_month and wanted_audit, but for the workers.
void wanted_read(struct stmt *row, struct wanted *wanted);
int wanted_workers(struct session *session, struct wanted *wanted, const char *worker);
void wanted_finish(struct wanted *wanted);

// Whether it is a case of the person's own team, or of a service that they answer for.
bool wanted_own(const struct wanted *wanted, const struct pool_person *person);

bool wanted_worked_on(const struct wanted *wanted, const struct pool_person *person);
