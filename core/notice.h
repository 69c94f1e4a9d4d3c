// SPDX-License-Identifier: MIT
// What somebody is to be told: it stands on their Home until they have read it.
#pragma once

#include "core/session.h"

struct notice {
	int64_t id, audit_id; // audit_id 0: about none
	char *at, *act, *words, *by;
};
void notice_finish(struct notice *notice);

// Tells a user, within the caller's transaction. Nobody is told of what they did themselves, and user_id 0 is
// nobody: then nothing is done. words: one sentence, of the case nothing but references.
int notice_give(struct session *session, int64_t user_id, int64_t audit_id, const char *act,
	const char *words);

// What the notices of an act about an audit ask for is done: they leave the Home of a user, or with user_id 0 of
// whoever was told. Within the caller's transaction.
int notice_over(struct session *session, int64_t user_id, int64_t audit_id, const char *act);

// Unread ones of the session's person, newest first, at most max. Returns how many, or -1.
int notice_unread(struct session *session, struct notice *list, int max);

// Marks one, or with id 0 all, as read.
int notice_read(struct session *session, int64_t id);
