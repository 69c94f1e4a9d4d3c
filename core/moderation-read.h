// SPDX-License-Identifier: MIT
// Who has read an audit's grades: they cannot moderate it sealed any more.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/session.h"

// What a look has as its field in the trail where the grades were kept from who looked.
#define LOOK_BLIND "without grades"

// Logins of those who looked at an audit since it was submitted, by the trail, and were not kept from its grades
// then (audit.blind_id).
struct readers {
	char **logins;
	size_t count, room;
};

int readers_load(struct session *session, int64_t audit_id, struct readers *readers);
bool readers_have(const struct readers *readers, const char *login);
void readers_finish(struct readers *readers);
