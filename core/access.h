// SPDX-License-Identifier: MIT
// The arguments of the {seen} fragment of db/query/access.sql: which audits a person may see.
#pragma once

#include "core/right.h"

// The argument of {kept_back}: as whom the person may have audits to grade blind.
#define BLIND_AS(s) INT("moderator", (s)->me.roles &ROLE_MODERATOR ? (s)->me.id : 0)

// For ARGS(): in the order in which the fragment names them.
#define SEEN(s)                                                               \
	INT("all", may_everywhere((s), RIGHT_SEE)), BLIND_AS(s),              \
		INT("auditor", (s)->me.roles &ROLE_AUDITOR ? (s)->me.id : 0), \
		INT("team", (s)->me.roles &ROLE_AUDITOR ? (s)->me.team_id : 0)

// The arguments of {looped}, likewise.
#define LOOPED(s)                                                                 \
	INT("all", may_everywhere((s), RIGHT_LOOP)),                              \
		INT("moderator", (s)->me.roles &ROLE_MODERATOR ? (s)->me.id : 0), \
		INT("auditor", (s)->me.roles &ROLE_AUDITOR ? (s)->me.id : 0),     \
		INT("team", (s)->me.roles &ROLE_AUDITOR ? (s)->me.team_id : 0)
