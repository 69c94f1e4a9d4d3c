// SPDX-License-Identifier: MIT
// Writing to child and family when their case is audited, so that both have time to take part.
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/audit-private.h"
#include "core/contact-private.h"
#include "core/text.h"
#include "core/tally.h"
#include "core/workday.h"
#include "db/error.h"
#include "db/mem.h"

#define MEANS_MOST 100 // bytes
#define NOTE_MOST 2000

static const char *const who_names[] = {[CONTACT_CHILD] = "child", [CONTACT_FAMILY] = "family"};

const char *contact_who_name(enum contact_who who)
{
	return who_names[who];
}

const char *contact_state_name(enum contact_state state)
{
	static const char *const names[] = {[CONTACT_TO_WRITE] = "to be written to",
		[CONTACT_WRITTEN] = "written to",
		[CONTACT_REPLIED] = "answered",
		[CONTACT_NONE] = "no contact"};

	return names[state];
}

int contact_who_parse(const char *text, enum contact_who *who)
{
	for (int i = CONTACT_CHILD; i <= CONTACT_FAMILY; i++) {
		if (strcasecmp(who_names[i], text) == 0) {
			*who = (enum contact_who)i;
			return 0;
		}
	}
	return fail(ERROR_USAGE, "%s: say whom it is about, child or family", text);
}

void contact_finish(struct contact *contact)
{
	free(contact->ref);
	free(contact->case_ref);
	free(contact->lead);
	free(contact->means);
	free(contact->note);
	free(contact->by);
	free(contact->changed_at);
	*contact = (struct contact){0};
}

void contact_read(struct stmt *row, struct contact *contact)
{
	*contact = (struct contact){
		.audit_id = stmt_int(row, 0),
		.ref = xstrdup(stmt_text(row, 1)),
		.case_ref = xstrdup(stmt_text(row, 2)),
		.lead = xstrdup(stmt_text(row, 3)),
		.means = xstrdup(stmt_text(row, 4)),
		.note = xstrdup(stmt_text(row, 5)),
		.by = xstrdup(stmt_text(row, 6)),
		.changed_at = xstrdup(stmt_text(row, 7)),
		.who = (enum contact_who)stmt_int(row, 8),
		.state = (enum contact_state)stmt_int(row, 9),
		.due_on = stmt_date(row, 10),
		.written_on = stmt_date(row, 11),
		.replied_on = stmt_date(row, 12),
		.revision = (int)stmt_int(row, 13),
		.audit_state = (enum audit_state)stmt_int(row, 14),
		.subject = {.lead_id = stmt_int(row, 15),
			.peer_id = stmt_int(row, 16),
			.team_id = stmt_int(row, 17),
			.service_id = stmt_int(row, 18),
			.submitted = stmt_int(row, 14) >= AUDIT_SUBMITTED},
		.allocated_on = stmt_date(row, 19),
	};
}

bool contact_is_open(const struct contact *contact)
{
	return contact->state <= CONTACT_WRITTEN && contact->audit_state <= AUDIT_DRAFT;
}

date contact_by(const struct session *session, const struct contact *contact)
{
	if (contact_is_open(contact) && contact->state == CONTACT_TO_WRITE)
		return workday_add(session->holidays, contact->allocated_on, CONTACT_DAYS);
	return contact->due_on;
}

bool contact_may_put(const struct session *session, const struct contact *contact)
{
	return may(session, RIGHT_WRITE, &contact->subject) ||
	       may(session, RIGHT_SAMPLE, &contact->subject);
}

const char *contact_state_words(const struct contact *contact)
{
	bool closed = contact->audit_state > AUDIT_DRAFT;

	if (closed && contact->state == CONTACT_TO_WRITE)
		return "never written to";
	if ((closed && contact->state == CONTACT_WRITTEN) ||
		(contact->state == CONTACT_NONE && contact->written_on != DATE_NONE))
		return "no answer";
	return contact_state_name(contact->state);
}

char *contact_words(const struct contact *contact)
{
	char written[DATE_TEXT], replied[DATE_TEXT];
	bool wrote = contact->written_on != DATE_NONE;
	const char *state = contact_state_words(contact);
	char *first, *words;

	if (!wrote && contact->replied_on == DATE_NONE)
		return xstrdup(state);
	first = wrote ? xasprintf("written to on %s, %s",
				date_show(contact->written_on, written), contact->means)
		      : xstrdup("");
	if (contact->replied_on != DATE_NONE)
		words = xasprintf("%s%sanswered on %s", first, wrote ? "; " : "",
			date_show(contact->replied_on, replied));
	else if (contact->state == CONTACT_NONE || contact->audit_state > AUDIT_DRAFT)
		words = xasprintf("%s; no answer", first);
	else
		words = xstrdup(first);
	free(first);
	return words;
}

int contact_begin(struct session *session, int64_t audit_id)
{
	return db_run(session->db, QUERY_CONTACT_BEGIN, ARGS(INT("audit", audit_id)));
}

static int load(struct session *session, int64_t audit_id, struct contact list[static 2])
{
	struct stmt *row =
		db_query(session->db, QUERY_CONTACT_OF, ARGS(INT("audit", audit_id)));
	int count = 0, more = -1;

	while (row && (more = stmt_next(row)) == 1)
		contact_read(row, &list[count++]);
	return more < 0 ? -1 : count;
}

static void finish_both(struct contact *list, int count)
{
	for (int i = 0; i < count; i++)
		contact_finish(&list[i]);
}

int contact_of(struct session *session, int64_t audit_id, struct contact list[static 2])
{
	int count = load(session, audit_id, list);

	if (count > 0 && require(session, RIGHT_SEE, &list[0].subject)) {
		finish_both(list, count);
		return -1;
	}
	return count;
}

int contact_of_ref(struct session *session, const char *ref, struct contact list[static 2])
{
	int64_t id;

	return audit_find(session, ref, &id) ? -1 : contact_of(session, id, list);
}

static int check_text(const char *text, size_t most, enum text_kind kind, const char *what)
{
	size_t length = strlen(text);

	if (length > most)
		return fail(ERROR_DATA, "the %s is longer than %zu letters: shorten it", what,
			most);
	return text_check(text, length, kind, what);
}

static bool is_blank(const char *text)
{
	return !text[strspn(text, " \t\n")];
}

static int check_day(const struct session *session, date day)
{
	char text[DATE_TEXT];

	if (day == DATE_NONE || day <= session->today)
		return 0;
	return fail(ERROR_DATA, "%s is still to come: say what was done already",
		date_show(day, text));
}

// What is said has to hang together: each date with what belongs to it.
static int check_whole(const struct contact *contact)
{
	bool wrote = contact->written_on != DATE_NONE,
	     replied = contact->replied_on != DATE_NONE;

	if (wrote && is_blank(contact->means))
		return fail(ERROR_DATA, "by which means were they written to: say letter, "
					"telephone, visit or another");
	if (!wrote && !is_blank(contact->means))
		return fail(ERROR_DATA, "when were they written to: give the day, or no means");
	if (wrote && replied && contact->replied_on < contact->written_on)
		return fail(ERROR_DATA,
			"the answer comes before the writing: one of the dates is wrong");
	if (contact->state == CONTACT_NONE && replied)
		return fail(ERROR_DATA, "they did answer: take that day away first");
	if (contact->state == CONTACT_NONE && is_blank(contact->note))
		return fail(ERROR_DATA,
			"why are they not to be contacted, or no answer comes: say so in a "
			"note");
	if (replied && !wrote && is_blank(contact->note))
		return fail(ERROR_DATA, "an answer without a writing: give the day of the "
					"writing, or say in a note how it came");
	return 0;
}

static int check(const struct session *session, const struct contact *contact)
{
	return check_text(contact->means, MEANS_MOST, TEXT_LINE, "means") ||
			       check_text(contact->note, NOTE_MOST, TEXT_LINES, "note") ||
			       check_day(session, contact->written_on) ||
			       check_day(session, contact->replied_on) || check_whole(contact)
		       ? -1
		       : 0;
}

static enum contact_state state_of(const struct contact *contact)
{
	return contact->state == CONTACT_NONE     ? CONTACT_NONE
	       : contact->replied_on != DATE_NONE ? CONTACT_REPLIED
	       : contact->written_on != DATE_NONE ? CONTACT_WRITTEN
						  : CONTACT_TO_WRITE;
}

static bool same(const struct contact *a, const struct contact *b)
{
	return a->state == b->state && a->written_on == b->written_on &&
	       a->replied_on == b->replied_on && strcmp(a->means, b->means) == 0 &&
	       strcmp(a->note, b->note) == 0;
}

// For the trail and for whoever came too late.
static char *words_whole(const struct contact *contact)
{
	char *words = contact_words(contact);
	char *whole = xasprintf("%s%s%s", words, *contact->note ? ": " : "", contact->note);

	free(words);
	return whole;
}

static int late(struct session *session, const struct contact *now)
{
	char moment[32];
	char *words = words_whole(now);

	fail(ERROR_BUSY, "%s changed it first, %s: \"%s\"; look at both, then save again",
		now->by, session_show_moment(session, now->changed_at, moment), words);
	free(words);
	return -1;
}

static int record(struct session *session, const struct contact *old, const struct contact *new)
{
	struct audit audit = {
		.id = old->audit_id, .ref = old->ref, .service_id = old->subject.service_id};
	char *before = words_whole(old), *after = words_whole(new);
	int result = audit_trail(
		session, &audit, "contact", contact_who_name(old->who), before, after);

	free(before);
	free(after);
	return result;
}

static int store(struct session *session, const struct contact *old, const struct contact *new)
{
	char now[MOMENT_TEXT];

	if (tally_touch(session, old->audit_id) ||
		db_run(session->db, QUERY_CONTACT_PUT,
			ARGS(INT("state", new->state), DAY("written", new->written_on),
				TEXT("means", new->means), DAY("replied", new->replied_on),
				TEXT("note", new->note), INT("user", session->me.id),
				TEXT("at", session_now(session, now)),
				INT("audit", old->audit_id), INT("who", old->who))))
		return -1;
	return record(session, old, new);
}

static int put_over(
	struct session *session, const struct contact *now, const struct contact *contact)
{
	struct contact wanted = *contact;

	if (!contact_may_put(session, now))
		return fail(ERROR_DENIED,
			"%s may not say how the %s of %s was contacted: its auditors do until "
			"it is submitted, and QA",
			session->me.login, contact_who_name(now->who), now->ref);
	if (now->revision != contact->revision)
		return late(session, now);
	wanted.state = state_of(contact);
	wanted.audit_state = now->audit_state;
	return same(now, &wanted) ? 0 : store(session, now, &wanted);
}

static int put(struct session *session, const struct contact *contact)
{
	struct contact list[2];
	int count = load(session, contact->audit_id, list), result = -1;

	for (int i = 0; i < count; i++)
		if (list[i].who == contact->who)
			result = put_over(session, &list[i], contact);
	if (count == 0)
		fail(ERROR_MISSING, "no contact with child or family is kept for this audit: "
				    "it began before they were");
	finish_both(list, count);
	return result;
}

int contact_put(struct session *session, const struct contact *contact)
{
	if (check(session, contact) || session_begin(session))
		return -1;
	return db_end(session->db, put(session, contact));
}
