// SPDX-License-Identifier: MIT
// The codes of all domains of all templates: the grade columns of imports and exports.
#pragma once

#include <stddef.h>

#include "db/db.h"

#define DOMAINS_NONE SIZE_MAX

struct domains {
	// In the order of the templates and, within them, of the domains; `overall` last, where any
	// template has one.
	char **codes;
	size_t count, room;
	struct domains_row {
		int64_t id;
		size_t code; // its index in codes
	} * rows;            // by id
	size_t row_count, row_room;
};

int domains_load(struct db *db, struct domains *domains);
void domains_finish(struct domains *domains); // a zeroed one is fine

// The index of the code of a domain by the domain's id; DOMAINS_NONE where there is none.
size_t domains_code(const struct domains *domains, int64_t id);
