// SPDX-License-Identifier: MIT
// The trail: every look and every change, in a chain that shows what was altered afterwards.
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/right.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"

#define HASH crypto_hash_sha256_BYTES
#define SALT 16

// The fields of a row in the order in which they are hashed.
struct link {
	int64_t seq, uid;
	const char *at, *actor, *act, *record, *field;
	int64_t audit_id, service_id;
	const unsigned char *old_digest, *new_digest; // NULL: none
};

static void mix(crypto_hash_sha256_state *state, const void *bytes, size_t length)
{
	char size[24];

	crypto_hash_sha256_update(state, (unsigned char *)size,
		(unsigned long long)snprintf(size, sizeof(size), "%zu:", length));
	crypto_hash_sha256_update(state, bytes, length);
}

static void mix_text(crypto_hash_sha256_state *state, const char *text)
{
	mix(state, text, strlen(text));
}

static void mix_number(crypto_hash_sha256_state *state, int64_t number, bool none)
{
	char text[24] = "-";

	if (!none)
		snprintf(text, sizeof(text), "%" PRId64, number);
	mix_text(state, text);
}

static void mix_digest(crypto_hash_sha256_state *state, const unsigned char *digest)
{
	if (digest)
		mix(state, digest, HASH);
	else
		mix_text(state, "-");
}

static void link_hash(const struct link *link, const unsigned char *before, unsigned char *hash)
{
	crypto_hash_sha256_state state;

	crypto_hash_sha256_init(&state);
	crypto_hash_sha256_update(&state, before, HASH);
	mix_number(&state, link->seq, false);
	mix_text(&state, link->at);
	mix_text(&state, link->actor);
	mix_number(&state, link->uid, false);
	mix_text(&state, link->act);
	mix_text(&state, link->record);
	mix_number(&state, link->audit_id, link->audit_id == 0);
	mix_number(&state, link->service_id, link->service_id == 0);
	mix_text(&state, link->field);
	mix_digest(&state, link->old_digest);
	mix_digest(&state, link->new_digest);
	crypto_hash_sha256_final(&state, hash);
}

static void value_digest(const unsigned char *salt, const char *value, unsigned char *digest)
{
	crypto_hash_sha256_state state;

	crypto_hash_sha256_init(&state);
	crypto_hash_sha256_update(&state, salt, SALT);
	crypto_hash_sha256_update(&state, (const unsigned char *)value, strlen(value));
	crypto_hash_sha256_final(&state, digest);
}

// The end of the chain: seq 0 and zeros where there is none yet.
static int head_get(struct db *db, int64_t *seq, unsigned char *hash)
{
	struct stmt *stmt = db_query(db, QUERY_TRAIL_HEAD, NO_ARGS);
	int found = stmt ? stmt_next(stmt) : -1;

	*seq = 0;
	memset(hash, 0, HASH);
	if (found == 1) {
		*seq = stmt_int(stmt, 0);
		if (stmt_size(stmt, 1) == HASH)
			memcpy(hash, stmt_blob(stmt, 1), HASH);
		stmt_done(stmt);
	}
	return found < 0 ? -1 : 0;
}

static int store_values(
	struct db *db, int64_t seq, const struct act *act, const unsigned char *salt)
{
	if (!act->old && !act->new)
		return 0;
	return db_run(db, QUERY_TRAIL_VALUE_ADD,
		ARGS(INT("seq", seq), BLOB("salt", salt, SALT), TEXT("old", act->old),
			TEXT("new", act->new)));
}

static int store_link(struct db *db, const struct link *link, const unsigned char *hash)
{
	return db_run(db, QUERY_TRAIL_ADD,
		ARGS(INT("seq", link->seq), TEXT("at", link->at), TEXT("actor", link->actor),
			INT("uid", link->uid), TEXT("act", link->act),
			TEXT("record", link->record),
			{.name = "audit",
				.type = link->audit_id ? BIND_INT : BIND_NULL,
				.number = link->audit_id},
			{.name = "service",
				.type = link->service_id ? BIND_INT : BIND_NULL,
				.number = link->service_id},
			TEXT("field", link->field),
			BLOB("old_digest", link->old_digest, link->old_digest ? HASH : 0),
			BLOB("new_digest", link->new_digest, link->new_digest ? HASH : 0),
			BLOB("hash", hash, HASH)));
}

int trail_append(struct session *session, const struct act *act)
{
	unsigned char before[HASH], hash[HASH], salt[SALT], old_digest[HASH], new_digest[HASH];
	char now[MOMENT_TEXT];
	struct link link = {
		.at = session_now(session, now),
		.actor = session->me.login,
		.uid = session->uid,
		.act = act->verb,
		.record = act->record,
		.audit_id = act->audit_id,
		.service_id = act->service_id,
		.field = act->field ? act->field : "",
		.old_digest = act->old ? old_digest : NULL,
		.new_digest = act->new ? new_digest : NULL,
	};

	if (head_get(session->db, &link.seq, before))
		return -1;
	link.seq++;
	randombytes_buf(salt, sizeof(salt));
	if (act->old)
		value_digest(salt, act->old, old_digest);
	if (act->new)
		value_digest(salt, act->new, new_digest);
	link_hash(&link, before, hash);
	if (store_link(session->db, &link, hash) ||
		store_values(session->db, link.seq, act, salt))
		return -1;
	return db_run(session->db, QUERY_TRAIL_HEAD_PUT,
		ARGS(INT("seq", link.seq), BLOB("hash", hash, sizeof(hash))));
}

int trail_head(struct session *session, char text[static TRAIL_HASH_TEXT])
{
	unsigned char hash[HASH];
	int64_t seq;

	if (head_get(session->db, &seq, hash))
		return -1;
	sodium_bin2hex(text, TRAIL_HASH_TEXT, hash, sizeof(hash));
	return 0;
}

// The state of a walk along the chain.
struct walk {
	struct trail_check *check;
	void (*found)(const char *sentence, void *context);
	void *context;
	int64_t last;               // seq of the row before
	unsigned char before[HASH]; // its hash as stored
};

static void report(struct walk *walk, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

static void report(struct walk *walk, const char *fmt, ...)
{
	va_list args;
	char *sentence;

	va_start(args, fmt);
	sentence = xvasprintf(fmt, args);
	va_end(args);
	walk->check->wrong++;
	walk->found(sentence, walk->context);
	free(sentence);
}

enum trail_column {
	SEQ,
	AT,
	ACTOR,
	UID,
	ACT,
	RECORD,
	AUDIT,
	SERVICE,
	FIELD,
	OLD_DIGEST,
	NEW_DIGEST,
	ROW_HASH,
	VALUE_SEQ,
	VALUE_SALT,
	VALUE_OLD,
	VALUE_NEW
};

static const unsigned char *digest_at(struct stmt *stmt, int column)
{
	return stmt_size(stmt, column) == HASH ? stmt_blob(stmt, column) : NULL;
}

static bool value_holds(struct stmt *stmt, int value, int digest)
{
	unsigned char expected[HASH];
	const unsigned char *stored = digest_at(stmt, digest);

	if (stmt_is_null(stmt, value) || !stored)
		return stmt_is_null(stmt, value) && !stored;
	value_digest(stmt_blob(stmt, VALUE_SALT), stmt_text(stmt, value), expected);
	return memcmp(expected, stored, HASH) == 0;
}

static void walk_values(struct walk *walk, struct stmt *stmt)
{
	bool had = digest_at(stmt, OLD_DIGEST) || digest_at(stmt, NEW_DIGEST);
	int64_t seq = stmt_int(stmt, SEQ);

	if (stmt_is_null(stmt, VALUE_SEQ)) {
		if (had)
			report(walk, "row %" PRId64 ": its old and new values were deleted",
				seq);
	} else if (stmt_size(stmt, VALUE_SALT) != SALT) {
		walk->check->erased++;
	} else if (!value_holds(stmt, VALUE_OLD, OLD_DIGEST) ||
		   !value_holds(stmt, VALUE_NEW, NEW_DIGEST)) {
		report(walk, "row %" PRId64 ": its old or new value was edited", seq);
	}
}

static void walk_row(struct walk *walk, struct stmt *stmt)
{
	unsigned char expected[HASH];
	struct link link = {
		.seq = stmt_int(stmt, SEQ),
		.at = stmt_text(stmt, AT),
		.actor = stmt_text(stmt, ACTOR),
		.uid = stmt_int(stmt, UID),
		.act = stmt_text(stmt, ACT),
		.record = stmt_text(stmt, RECORD),
		.audit_id = stmt_int(stmt, AUDIT),
		.service_id = stmt_int(stmt, SERVICE),
		.field = stmt_text(stmt, FIELD),
		.old_digest = digest_at(stmt, OLD_DIGEST),
		.new_digest = digest_at(stmt, NEW_DIGEST),
	};
	bool gap = link.seq != walk->last + 1;

	if (gap)
		report(walk, "row %" PRId64 ": %" PRId64 " row%s before it deleted", link.seq,
			link.seq - walk->last - 1,
			link.seq - walk->last == 2 ? " was" : "s were");
	link_hash(&link, walk->before, expected);
	if (!gap && (stmt_size(stmt, ROW_HASH) != HASH ||
			    memcmp(expected, stmt_blob(stmt, ROW_HASH), HASH) != 0))
		report(walk, "row %" PRId64 " (%s, %s, %s %s): edited, inserted or swapped",
			link.seq, link.at, link.actor, link.act, link.record);
	walk_values(walk, stmt);
	walk->last = link.seq;
	if (stmt_size(stmt, ROW_HASH) == HASH)
		memcpy(walk->before, stmt_blob(stmt, ROW_HASH), HASH);
	walk->check->rows++;
}

static int walk_end(struct walk *walk, struct session *session)
{
	unsigned char hash[HASH];
	int64_t seq;

	if (head_get(session->db, &seq, hash))
		return -1;
	if (seq > walk->last)
		report(walk, "the end: %" PRId64 " row%s after row %" PRId64 " deleted",
			seq - walk->last, seq - walk->last == 1 ? " was" : "s were",
			walk->last);
	else if (seq < walk->last)
		report(walk, "the end: the rows after row %" PRId64 " were inserted", seq);
	else if (memcmp(hash, walk->before, HASH) != 0)
		report(walk, "the end: the last row's hash was edited");
	sodium_bin2hex(walk->check->head, sizeof(walk->check->head), walk->before, HASH);
	return 0;
}

int trail_verify(struct session *session, struct trail_check *check,
	void (*found)(const char *sentence, void *context), void *context)
{
	struct walk walk = {.check = check, .found = found, .context = context};
	struct stmt *stmt;
	int more = -1;

	*check = (struct trail_check){0};
	if (db_snapshot(session->db))
		return -1;
	stmt = db_query(session->db, QUERY_TRAIL_WALK, NO_ARGS);
	while (stmt && (more = stmt_next(stmt)) == 1)
		walk_row(&walk, stmt);
	if (more == 0)
		more = walk_end(&walk, session);
	db_snapshot_end(session->db);
	return more;
}

static void row_read(struct stmt *stmt, struct trail_row *row)
{
	const char *old = stmt_text_or_null(stmt, 6), *new = stmt_text_or_null(stmt, 7);

	*row = (struct trail_row){
		.seq = stmt_int(stmt, 0),
		.at = xstrdup(stmt_text(stmt, 1)),
		.actor = xstrdup(stmt_text(stmt, 2)),
		.act = xstrdup(stmt_text(stmt, 3)),
		.record = xstrdup(stmt_text(stmt, 4)),
		.field = xstrdup(stmt_text(stmt, 5)),
		.old = old ? xstrdup(old) : NULL,
		.new = new ? xstrdup(new) : NULL,
		.erased = stmt_int(stmt, 8),
	};
}

int trail_page(struct session *session, int64_t audit_id, int64_t from, bool up,
	struct trail_row *rows, int count)
{
	struct stmt *stmt;
	int got = 0, more;

	if (require(session, RIGHT_TRAIL, NULL))
		return -1;
	stmt = db_query(session->db, up ? QUERY_TRAIL_PAGE_UP : QUERY_TRAIL_PAGE,
		ARGS(INT(up ? "after" : "before", from),
			INT("all", may_everywhere(session, RIGHT_TRAIL)),
			TEXT("actor", session->me.login), INT("user", session->me.id),
			{.name = "audit",
				.type = audit_id ? BIND_INT : BIND_NULL,
				.number = audit_id},
			INT("count", count)));
	if (!stmt)
		return -1;
	while ((more = stmt_next(stmt)) == 1)
		row_read(stmt, &rows[got++]);
	return more < 0 ? -1 : got;
}

void trail_row_finish(struct trail_row *row)
{
	free(row->at);
	free(row->actor);
	free(row->act);
	free(row->record);
	free(row->field);
	free(row->old);
	free(row->new);
}
