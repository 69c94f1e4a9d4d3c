// SPDX-License-Identifier: MIT
// The trail: every look and every change, in a chain that shows what was altered afterwards.
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/right.h"
#include "core/trail-erase.h"
#include "core/trail-private.h"
#include "db/error.h"
#include "db/mem.h"

#define HASH TRAIL_HASH
#define SALT 16

// The bytes that are hashed, gathered first: one long update is several times faster than many short ones.
struct bytes {
	unsigned char fixed[1024],
		*data; // data: fixed, or from the heap where that is too small
	size_t length, room;
};

static void bytes_add(struct bytes *bytes, const void *data, size_t length)
{
	if (bytes->length + length > bytes->room) {
		unsigned char *old = bytes->data;

		bytes->room = (bytes->length + length) * 2;
		bytes->data = xmalloc(bytes->room);
		memcpy(bytes->data, old, bytes->length);
		if (old != bytes->fixed)
			free(old);
	}
	memcpy(bytes->data + bytes->length, data, length);
	bytes->length += length;
}

// Writes a number in decimal into the end of text and returns where it begins.
static const char *decimal(int64_t number, char text[static 24])
{
	uint64_t rest = number < 0 ? -(uint64_t)number : (uint64_t)number;
	char *at = text + 23;

	*at = '\0';
	do
		*--at = (char)('0' + rest % 10);
	while (rest /= 10);
	if (number < 0)
		*--at = '-';
	return at;
}

static void mix(struct bytes *bytes, const void *data, size_t length)
{
	char text[24];
	const char *size = decimal((int64_t)length, text);

	bytes_add(bytes, size, strlen(size));
	bytes_add(bytes, ":", 1);
	bytes_add(bytes, data, length);
}

static void mix_text(struct bytes *bytes, const char *text)
{
	mix(bytes, text, strlen(text));
}

static void mix_number(struct bytes *bytes, int64_t number)
{
	char text[24];

	mix_text(bytes, decimal(number, text));
}

static void mix_id(struct bytes *bytes, int64_t id)
{
	if (id)
		mix_number(bytes, id);
	else
		mix_text(bytes, "-");
}

static void mix_digest(struct bytes *bytes, const unsigned char *digest)
{
	if (digest)
		mix(bytes, digest, HASH);
	else
		mix_text(bytes, "-");
}

void trail_hash(const struct link *link, const unsigned char *before, unsigned char *hash)
{
	struct bytes bytes = {.data = bytes.fixed, .room = sizeof(bytes.fixed)};
	struct sha256_ctx state;

	bytes_add(&bytes, before, HASH);
	mix_number(&bytes, link->seq);
	mix_text(&bytes, link->at);
	mix_text(&bytes, link->actor);
	mix_number(&bytes, link->uid);
	mix_text(&bytes, link->act);
	mix_text(&bytes, link->record);
	mix_id(&bytes, link->audit_id);
	mix_id(&bytes, link->service_id);
	mix_text(&bytes, link->field);
	mix_digest(&bytes, link->old_digest);
	mix_digest(&bytes, link->new_digest);
	sha256_init(&state);
	sha256_update(&state, bytes.length, bytes.data);
	sha256_digest(&state, HASH, hash);
	if (bytes.data != bytes.fixed)
		free(bytes.data);
}

static void value_digest(const unsigned char *salt, const char *value, unsigned char *digest)
{
	struct sha256_ctx state;

	sha256_init(&state);
	sha256_update(&state, SALT, salt);
	sha256_update(&state, strlen(value), (const unsigned char *)value);
	sha256_digest(&state, HASH, digest);
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

// The end of the chain inside one write transaction, where nobody else moves it.
struct chain {
	int64_t transaction; // db_transaction() that it was read in
	int64_t seq;
	unsigned char hash[HASH];
	bool bulk; // the end is not written now
};

void trail_bulk(struct session *session, bool on)
{
	if (!session->chain)
		session->chain = xcalloc(1, sizeof(*session->chain));
	session->chain->bulk = on;
}

static int chain_end(struct session *session)
{
	int64_t transaction = db_transaction(session->db);

	if (!session->chain)
		trail_bulk(session, false);
	if (session->chain->transaction == transaction)
		return 0;
	session->chain->transaction = 0;
	if (head_get(session->db, &session->chain->seq, session->chain->hash))
		return -1;
	session->chain->transaction = transaction;
	return 0;
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

static int store_head(struct db *db, int64_t seq, const unsigned char *hash)
{
	return db_run(
		db, QUERY_TRAIL_HEAD_PUT, ARGS(INT("seq", seq), BLOB("hash", hash, HASH)));
}

// Asked for a few at a time: each question to the kernel takes as long as the hash of a row.
static void salt_take(unsigned char *salt)
{
	static unsigned char pool[32 * SALT];
	static size_t left;

	if (!left)
		randombytes_buf(pool, left = sizeof(pool));
	left -= SALT;
	memcpy(salt, pool + left, SALT);
}

static int chain_extend(struct session *session, struct link *link, const struct act *act)
{
	unsigned char hash[HASH], salt[SALT], old_digest[HASH], new_digest[HASH];
	struct chain *chain = session->chain;

	link->seq = chain->seq + 1;
	link->old_digest = act->old ? old_digest : NULL;
	link->new_digest = act->new ? new_digest : NULL;
	salt_take(salt);
	if (act->old)
		value_digest(salt, act->old, old_digest);
	if (act->new)
		value_digest(salt, act->new, new_digest);
	trail_hash(link, chain->hash, hash);
	if (store_link(session->db, link, hash) ||
		store_values(session->db, link->seq, act, salt) ||
		(!chain->bulk && store_head(session->db, link->seq, hash)))
		return -1;
	chain->seq = link->seq;
	memcpy(chain->hash, hash, HASH);
	return 0;
}

int trail_append(struct session *session, const struct act *act)
{
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
	};

	if (chain_end(session))
		return -1;
	if (chain_extend(session, &link, act)) {
		session->chain->transaction = 0; // whatever was written of it, read it again
		return -1;
	}
	return 0;
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

int trail_find_head(struct session *session, const char *text, int64_t *seq)
{
	unsigned char hash[HASH];
	size_t length;

	if (strlen(text) != 2 * HASH ||
		sodium_hex2bin(hash, HASH, text, 2 * HASH, NULL, &length, NULL) ||
		length != HASH)
		return fail(ERROR_USAGE,
			"%s is no head of a trail: it has %d hexadecimal digits", text,
			2 * HASH);
	return db_int(session->db, QUERY_TRAIL_BY_HASH, ARGS(BLOB("hash", hash, HASH)), seq);
}

// The state of a walk along the chain.
struct walk {
	struct trail_check *check;
	void (*found)(const char *sentence, void *context);
	void *context;
	int64_t last;               // seq of the row before
	unsigned char before[HASH]; // its hash as stored
	struct erased erased;
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

const unsigned char *trail_digest(struct stmt *stmt, int column)
{
	return stmt_size(stmt, column) == HASH ? stmt_blob(stmt, column) : NULL;
}

static bool value_holds(struct stmt *stmt, int value, int digest)
{
	unsigned char expected[HASH];
	const unsigned char *stored = trail_digest(stmt, digest);

	if (stmt_is_null(stmt, value) || !stored)
		return stmt_is_null(stmt, value) && !stored;
	value_digest(stmt_blob(stmt, VALUE_SALT), stmt_text(stmt, value), expected);
	return memcmp(expected, stored, HASH) == 0;
}

static void walk_values(struct walk *walk, struct stmt *stmt)
{
	bool had = trail_digest(stmt, OLD_DIGEST) || trail_digest(stmt, NEW_DIGEST);
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

struct link trail_link(struct stmt *stmt)
{
	return (struct link){
		.seq = stmt_int(stmt, SEQ),
		.at = stmt_text(stmt, AT),
		.actor = stmt_text(stmt, ACTOR),
		.uid = stmt_int(stmt, UID),
		.act = stmt_text(stmt, ACT),
		.record = stmt_text(stmt, RECORD),
		.audit_id = stmt_int(stmt, AUDIT),
		.service_id = stmt_int(stmt, SERVICE),
		.field = stmt_text(stmt, FIELD),
		.old_digest = trail_digest(stmt, OLD_DIGEST),
		.new_digest = trail_digest(stmt, NEW_DIGEST),
	};
}

// Whether a row has the hash that follows from it and the row before, or a record that was taken away since.
static bool row_holds(struct walk *walk, struct stmt *stmt, const struct link *link)
{
	const unsigned char *stored = trail_digest(stmt, ROW_HASH);
	unsigned char expected[HASH];

	trail_hash(link, walk->before, expected);
	return (stored && memcmp(expected, stored, HASH) == 0) ||
	       trail_erased_add(&walk->erased, link, stored);
}

static void walk_row(struct walk *walk, struct stmt *stmt)
{
	struct link link = trail_link(stmt);
	bool gap = link.seq != walk->last + 1, holds = row_holds(walk, stmt, &link);

	if (gap)
		report(walk, "row %" PRId64 ": %" PRId64 " row%s deleted before it", link.seq,
			link.seq - walk->last - 1,
			link.seq - walk->last == 2 ? " was" : "s were");
	else if (!holds)
		report(walk, "row %" PRId64 " (%s, %s, %s %s): edited, inserted or swapped",
			link.seq, link.at, link.actor, link.act, link.record);
	walk_values(walk, stmt);
	walk->last = link.seq;
	if (stmt_size(stmt, ROW_HASH) == HASH)
		memcpy(walk->before, stmt_blob(stmt, ROW_HASH), HASH);
	walk->check->rows++;
}

static void report_erased(void *context, const char *sentence)
{
	report(context, "%s", sentence);
}

static int walk_end(struct walk *walk, struct session *session)
{
	unsigned char hash[HASH];
	int64_t seq;

	if (head_get(session->db, &seq, hash))
		return -1;
	if (seq > walk->last)
		report(walk, "the end: %" PRId64 " row%s deleted after row %" PRId64,
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
		more = walk_end(&walk, session) || trail_erased_check(session, &walk.erased,
							   report_erased, &walk)
			       ? -1
			       : 0;
	erased_finish(&walk.erased);
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
		ARGS(TEXT("actor", session->me.login),
			INT("see", may_everywhere(session, RIGHT_SEE)),
			INT("moderator",
				session->me.roles & ROLE_MODERATOR ? session->me.id : 0),
			INT("user", session->me.id), INT(up ? "after" : "before", from),
			INT("meets", may(session, RIGHT_CHALLENGE, NULL)),
			INT("all", may_everywhere(session, RIGHT_TRAIL)),
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
