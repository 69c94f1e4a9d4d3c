// SPDX-License-Identifier: MIT
// Retention: what is over for long enough loses its case, its texts and its names; its figures stay.
#include <inttypes.h>
#include <nettle/sha2.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "core/means.h"
#include "core/retain.h"
#include "core/trail-erase.h"
#include "db/error.h"
#include "db/mem.h"

// One run within its transaction.
struct retaining {
	struct session *session;
	const struct retain_request *request;
	struct retention *retention;
	int64_t run;  // retention.id
	int64_t base; // + audit.id: the casefile that stands for a case that stays
	char *prefix; // of the references that it gives; no other begins so
};

// What a statement is told besides the run.
enum told { RUN, RUN_PREFIX, RUN_PREFIX_BASE, RUN_BASE, RUN_MEANS, NOTHING_AT_ALL };

// In this order: what later ones look for by its reference is still there.
static const struct {
	enum query query;
	enum told told;
	enum { UNCOUNTED, VALUES, TEXTS, ACTIONS } counts;
} steps[] = {
	{QUERY_RETAIN_TRAIL_VALUES, RUN, VALUES},
	{QUERY_RETAIN_CASE_VALUES, RUN, VALUES},
	{QUERY_RETAIN_AUDIT_RECORDS, RUN, UNCOUNTED},
	{QUERY_RETAIN_CASE_RECORDS, RUN, UNCOUNTED},
	{QUERY_RETAIN_EXCLUDED, RUN, UNCOUNTED},
	{QUERY_RETAIN_PASSED, RUN, UNCOUNTED},
	{QUERY_RETAIN_REPLACEMENTS, RUN, UNCOUNTED},
	{QUERY_RETAIN_ENTRIES_OF_AUDITS, RUN_PREFIX_BASE, UNCOUNTED},
	{QUERY_RETAIN_ENTRIES_OF_CASES, RUN_PREFIX, UNCOUNTED},
	{QUERY_RETAIN_ENTRIES_NAMED, RUN_PREFIX, UNCOUNTED},
	{QUERY_RETAIN_INDEX_DROP, RUN, UNCOUNTED},
	{QUERY_RETAIN_NARRATIVES, RUN, TEXTS},
	{QUERY_RETAIN_INDEX_MERGE, NOTHING_AT_ALL, UNCOUNTED},
	{QUERY_RETAIN_DRAFTS, RUN, UNCOUNTED},
	{QUERY_RETAIN_PLACES, RUN, UNCOUNTED},
	{QUERY_RETAIN_SCREENS, RUN, UNCOUNTED},
	{QUERY_RETAIN_FEEDBACK, RUN_MEANS, UNCOUNTED},
	{QUERY_RETAIN_CONTACTS, RUN_MEANS, UNCOUNTED},
	{QUERY_RETAIN_CONCERNS, RUN, UNCOUNTED},
	{QUERY_RETAIN_ACTION_INDEX_DROP, RUN, UNCOUNTED},
	{QUERY_RETAIN_ACTIONS, RUN, ACTIONS},
	{QUERY_RETAIN_ACTION_INDEX_ADD, RUN, UNCOUNTED},
	{QUERY_RETAIN_ACTION_INDEX_MERGE, NOTHING_AT_ALL, UNCOUNTED},
	{QUERY_RETAIN_ACTION_NOTES, RUN, UNCOUNTED},
	{QUERY_RETAIN_DETAILS, RUN, UNCOUNTED},
	{QUERY_RETAIN_STEPS, RUN, UNCOUNTED},
	{QUERY_RETAIN_AMENDMENTS, RUN, UNCOUNTED},
	{QUERY_RETAIN_MODERATIONS, RUN, UNCOUNTED},
	{QUERY_RETAIN_CHALLENGES, RUN, UNCOUNTED},
	{QUERY_RETAIN_EXEMPLARS, RUN, UNCOUNTED},
	{QUERY_RETAIN_NOTICES, RUN, UNCOUNTED},
	{QUERY_RETAIN_RATIONALES, RUN, UNCOUNTED},
	{QUERY_RETAIN_ROUNDS, RUN_PREFIX, UNCOUNTED},
};

// After the audits' own rows, which ask for the cases as they were.
static const struct {
	enum query query;
	enum told told;
} last_steps[] = {
	{QUERY_RETAIN_CASE_INSTEAD, RUN_PREFIX_BASE},
	{QUERY_RETAIN_AUDIT_CASES, RUN_BASE},
	{QUERY_RETAIN_WORKERS, RUN},
	{QUERY_RETAIN_CASE_ROWS, RUN_PREFIX},
};

static int run_step(const struct retaining *own, enum query query, enum told told)
{
	struct db *db = own->session->db;

	switch (told) {
	case RUN: return db_run(db, query, ARGS(INT("run", own->run)));
	case RUN_PREFIX:
		return db_run(
			db, query, ARGS(INT("run", own->run), TEXT("prefix", own->prefix)));
	case RUN_BASE:
		return db_run(db, query, ARGS(INT("run", own->run), INT("base", own->base)));
	case RUN_MEANS:
		return db_run(db, query,
			ARGS(INT("run", own->run),
				TEXT("usual", query == QUERY_RETAIN_FEEDBACK
						      ? feedback_means_list
						      : contact_means_list)));
	case RUN_PREFIX_BASE:
		return db_run(db, query,
			ARGS(INT("run", own->run), TEXT("prefix", own->prefix),
				INT("base", own->base)));
	default: return db_run(db, query, NO_ARGS);
	}
}

// A receipt whose number no row of the trail claims to be erased by yet.
static int open_receipt(struct retaining *own)
{
	struct session *session = own->session;
	char now[MOMENT_TEXT];
	int taken;

	do {
		if (db_run(session->db, QUERY_RETAIN_OPEN,
			    ARGS(DAY("before", own->retention->before),
				    TEXT("at", session_now(session, now)),
				    INT("user", session->me.id))))
			return -1;
		own->run = db_last_id(session->db);
		taken = trail_erased_before(session, own->run);
	} while (taken == 1);
	return taken;
}

static int choose_prefix(struct retaining *own)
{
	struct db *db = own->session->db;
	int64_t taken = 0;
	int found;

	own->prefix = xstrdup("anonymised-");
	while ((found = db_int(db, QUERY_RETAIN_PREFIX_TAKEN, ARGS(TEXT("prefix", own->prefix)),
			&taken)) == 1 &&
		taken) {
		char *longer =
			xasprintf("%s%02" PRIx32 "-", own->prefix, randombytes_uniform(256));

		free(own->prefix);
		own->prefix = longer;
	}
	return found < 0 ? -1 : 0;
}

static int mark(struct retaining *own)
{
	struct db *db = own->session->db;
	struct retention *retention = own->retention;

	if (db_run(db, QUERY_RETAIN_AUDITS,
		    ARGS(INT("run", own->run), DAY("today", own->session->today),
			    DAY("before", retention->before))))
		return -1;
	retention->audits = db_changes(db);
	if (db_run(db, QUERY_RETAIN_CASES,
		    ARGS(INT("run", own->run), DAY("before", retention->before))))
		return -1;
	retention->cases = db_changes(db);
	return 0;
}

static int tell(const struct retaining *own)
{
	struct date_parts today = date_split(own->session->today);
	date year_ago = date_from(today.year - 1, today.month,
		today.month == 2 && today.day == 29 ? 28 : today.day);
	struct stmt *stmt =
		db_query(own->session->db, QUERY_RETAIN_LIST, ARGS(INT("run", own->run)));
	int more = -1;

	while (stmt && (more = stmt_next(stmt)) == 1) {
		struct retained audit = {stmt_text(stmt, 0), stmt_text(stmt, 1),
			stmt_text(stmt, 2), (enum audit_state)stmt_int(stmt, 3),
			stmt_date(stmt, 4)};
		date completed = stmt_date(stmt, 5);

		own->retention->recent += completed != DATE_NONE && completed > year_ago;
		if (own->request->each)
			own->request->each(&audit, own->request->context);
	}
	return more;
}

// The usual values of a header field, each between semicolons.
static char *usual(enum header_field field)
{
	const char *const *choices = header_info(field)->choices;
	char *text = xstrdup(";");

	for (; choices && *choices; choices++) {
		char *longer = xasprintf("%s%s;", text, *choices);

		free(text);
		text = longer;
	}
	return text;
}

static int audit_rows(const struct retaining *own)
{
	char *plans = usual(HEADER_PLAN_TYPE), *ages = usual(HEADER_AGE_BAND);
	int result = db_run(own->session->db, QUERY_RETAIN_AUDIT_ROWS,
		ARGS(TEXT("prefix", own->prefix), TEXT("plans", plans), TEXT("ages", ages),
			INT("run", own->run)));

	free(ages);
	free(plans);
	return result;
}

static int erase(struct retaining *own)
{
	struct db *db = own->session->db;
	int64_t counts[ACTIONS + 1] = {0};

	for (size_t i = 0; i < LENGTH(steps); i++) {
		if (run_step(own, steps[i].query, steps[i].told))
			return -1;
		counts[steps[i].counts] += db_changes(db);
	}
	own->retention->trail_values = counts[VALUES];
	own->retention->texts = counts[TEXTS];
	own->retention->actions = counts[ACTIONS];
	if (audit_rows(own))
		return -1;
	for (size_t i = 0; i < LENGTH(last_steps); i++)
		if (run_step(own, last_steps[i].query, last_steps[i].told))
			return -1;
	return 0;
}

static int digest(const struct retaining *own)
{
	struct stmt *stmt =
		db_query(own->session->db, QUERY_RETAIN_LIST, ARGS(INT("run", own->run)));
	unsigned char hash[SHA256_DIGEST_SIZE];
	struct sha256_ctx state;
	int more = -1;

	sha256_init(&state);
	while (stmt && (more = stmt_next(stmt)) == 1) {
		const char *ref = stmt_text(stmt, 0);

		sha256_update(&state, strlen(ref), (const unsigned char *)ref);
		sha256_update(&state, 1, (const unsigned char *)"\n");
	}
	sha256_digest(&state, sizeof(hash), hash);
	sodium_bin2hex(
		own->retention->digest, sizeof(own->retention->digest), hash, sizeof(hash));
	return more;
}

static int note(const struct retaining *own)
{
	const struct retention *retention = own->retention;
	char day[DATE_TEXT], *record = xasprintf("retention %" PRId64, own->run);
	char *words = xasprintf("before %s: %" PRId64 " audits, %" PRId64 " actions, %" PRId64
				" cases, %" PRId64 " texts, %" PRId64
				" values of the trail; digest %s",
		date_iso(retention->before, day), retention->audits, retention->actions,
		retention->cases, retention->texts, retention->trail_values, retention->digest);
	int result = trail_append(own->session,
		&(struct act){
			.verb = "retain", .record = record, .field = "receipt", .new = words});

	free(words);
	free(record);
	return result;
}

static int close_receipt(const struct retaining *own)
{
	const struct retention *retention = own->retention;

	if (digest(own) ||
		db_run(own->session->db, QUERY_RETAIN_CLOSE,
			ARGS(INT("audits", retention->audits),
				INT("actions", retention->actions),
				INT("cases", retention->cases),
				INT("trail_values", retention->trail_values),
				TEXT("digest", retention->digest), INT("run", own->run))))
		return -1;
	return trail_erased_note(own->session, own->run) || note(own) ? -1 : 0;
}

static int mark_all(struct retaining *own)
{
	return open_receipt(own) || choose_prefix(own) || mark(own) || tell(own) ||
			       db_int(own->session->db, QUERY_RETAIN_BASE, NO_ARGS,
				       &own->base) < 0
		       ? -1
		       : 0;
}

static int erase_all(struct retaining *own)
{
	const char *expected = own->request->expected;

	if (erase(own) || close_receipt(own))
		return -1;
	if (expected && strcmp(expected, own->retention->digest) != 0)
		return fail(ERROR_BUSY,
			"it is no more the same that would go as when it was shown: nothing "
			"was changed; look again");
	return 0;
}

// Taken back where it is only a trial, or finds nothing.
static int transaction(struct retaining *own)
{
	struct db *db = own->session->db;
	bool keep = !own->request->dry_run;
	int result;

	if (session_begin(own->session))
		return -1;
	result = mark_all(own);
	if (!own->retention->audits && !own->retention->cases)
		keep = false;
	else if (!result)
		result = erase_all(own);
	if (!result && !keep) {
		db_end(db, -1);
		return 0;
	}
	if (!result)
		own->retention->id = own->run;
	return db_end(db, result);
}

int retain_run(struct session *session, const struct retain_request *request,
	struct retention *retention)
{
	struct retaining own = {.session = session, .request = request, .retention = retention};
	char day[DATE_TEXT];
	int result;

	*retention = (struct retention){.before = request->before};
	if (require(session, RIGHT_ADMIN, NULL))
		return -1;
	if (request->before > session->today)
		return fail(ERROR_DATA,
			"%s has not come yet: give a day before which audits were closed",
			date_show(request->before, day));
	result = transaction(&own);
	free(own.prefix);
	if (result || request->dry_run)
		return result;
	if (db_purge(session->db))
		return fail_in("%s, but not out of the file yet; give the same command again",
			retention->id ? "what was due is anonymised" : "nothing was due");
	return 0;
}
