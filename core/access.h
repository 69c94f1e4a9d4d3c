// SPDX-License-Identifier: MIT
// The arguments of the {seen} fragment of db/query/access.sql: which audits a person may see.
#pragma once

#include "core/right.h"

// For ARGS(): in the order in which the fragment names them.
#define SEEN(s)                                                                   \
	INT("all", may_everywhere((s), RIGHT_SEE)),                               \
		INT("moderator", (s)->me.roles &ROLE_MODERATOR ? (s)->me.id : 0), \
		INT("auditor", (s)->me.roles &ROLE_AUDITOR ? (s)->me.id : 0),     \
		INT("team", (s)->me.roles &ROLE_AUDITOR ? (s)->me.team_id : 0)

// The arguments of {looped}, likewise.
#define LOOPED(s)                                                                 \
	INT("all", may_everywhere((s), RIGHT_LOOP)),                              \
		INT("moderator", (s)->me.roles &ROLE_MODERATOR ? (s)->me.id : 0), \
		INT("auditor", (s)->me.roles &ROLE_AUDITOR ? (s)->me.id : 0),     \
		INT("team", (s)->me.roles &ROLE_AUDITOR ? (s)->me.team_id : 0)
