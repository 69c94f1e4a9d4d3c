// SPDX-License-Identifier: MIT
// The saves of an audit as the screens ask for them: spots, ticks, drafts and where a person stood.
#include <stdlib.h>
#include <string.h>

#include "core/audit-private.h"
#include "core/text.h"
#include "db/error.h"
#include "db/mem.h"

static int draft_forget(struct session *session, const struct audit *audit, int place)
{
	return db_run(session->db, QUERY_DRAFT_DROP,
		ARGS(INT("id", narrative_id(audit->id, audit->part, place)),
			INT("user", session->me.id)));
}

// The text and the end of its draft are one transaction.
static int write_spot(struct change *change, struct spot spot, const char *words,
	struct conflict *conflict, int *revision)
{
	char *old;
	int result = spot_put(change, spot, "change", words, conflict, &old, revision);

	free(old);
	if (result >= 0 && spot.kind == SPOT_TEXT &&
		draft_forget(change->session, change->audit, spot.number))
		return -1;
	return result < 0 ? -1 : 0;
}

static int spot_save(struct session *session, struct audit *audit, struct spot spot,
	const char *words, struct conflict *conflict)
{
	struct change change;
	int revision = 0, result;
	char *ready;

	if (conflict)
		*conflict = (struct conflict){0};
	if (spot_prepare(audit, spot, words, &ready))
		return -1;
	result = change_begin(&change, session, audit, RIGHT_WRITE, spot_is_outcome(spot));
	if (!result)
		result = change_end(
			&change, write_spot(&change, spot, ready, conflict, &revision));
	if (!result) {
		spot_take(&change, spot, ready, revision);
		if (spot.kind == SPOT_TEXT) {
			draft_destroy(audit->drafts[spot.number]);
			audit->drafts[spot.number] = NULL;
		}
	}
	free(ready);
	return result;
}

// A period that was read begins on a day that has been.
static int header_check(
	const struct session *session, enum header_field field, const char *value)
{
	date day;
	char text[DATE_TEXT];

	if (!header_info(field)->is_date || date_parse(value, DATE_ISO_OR_BRITISH, &day) != 0 ||
		day <= session->today)
		return 0;
	return fail(ERROR_DATA, "%s: %s is still to come: give a day up to today",
		header_info(field)->label, date_show(day, text));
}

int audit_set_header(struct session *session, struct audit *audit, enum header_field field,
	const char *value, struct conflict *conflict)
{
	if (header_check(session, field, value))
		return -1;
	return spot_save(
		session, audit, (struct spot){SPOT_HEADER, (int)field}, value, conflict);
}

int audit_set_grade(struct session *session, struct audit *audit, int domain, enum grade grade,
	struct conflict *conflict)
{
	return spot_save(
		session, audit, (struct spot){SPOT_GRADE, domain}, grade_name(grade), conflict);
}

int audit_set_answer(struct session *session, struct audit *audit, int prompt,
	enum answer_value value, struct conflict *conflict)
{
	return spot_save(session, audit, (struct spot){SPOT_ANSWER, prompt}, answer_name(value),
		conflict);
}

int audit_set_text(struct session *session, struct audit *audit, int place, const char *text,
	struct conflict *conflict)
{
	return spot_save(session, audit, (struct spot){SPOT_TEXT, place}, text, conflict);
}

int audit_set_feedback(struct session *session, struct audit *audit, enum source source,
	enum obtained obtained, const char *means, struct conflict *conflict)
{
	bool by_means = obtained == OBTAINED_YES && means && *means;
	char *words = obtained == OBTAINED_UNSAID ? xstrdup("")
		      : obtained == OBTAINED_NO   ? xstrdup("no")
						  : xasprintf("yes%s%s", by_means ? ", " : "",
                                                          by_means ? means : "");
	int result = spot_save(
		session, audit, (struct spot){SPOT_FEEDBACK, (int)source}, words, conflict);

	free(words);
	return result;
}

// Where an indicator's id stands, or would stand, among those ticked.
static size_t tick_index(const struct audit *audit, enum part part, int64_t indicator_id)
{
	size_t low = 0, high = audit->tick_count[part];

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (audit->ticks[part][middle] < indicator_id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool audit_ticked(const struct audit *audit, enum part part, int64_t indicator_id)
{
	size_t at = tick_index(audit, part, indicator_id);

	return at < audit->tick_count[part] && audit->ticks[part][at] == indicator_id;
}

void tick_insert(struct audit *audit, enum part part, int64_t indicator_id)
{
	size_t at = tick_index(audit, part, indicator_id), *count = &audit->tick_count[part];
	int64_t *ticks = xreallocarray(audit->ticks[part], *count + 1, sizeof(*ticks));

	audit->ticks[part] = ticks;
	memmove(&ticks[at + 1], &ticks[at], (*count - at) * sizeof(*ticks));
	ticks[at] = indicator_id;
	(*count)++;
}

static void tick_remove(struct audit *audit, enum part part, int64_t indicator_id)
{
	size_t at = tick_index(audit, part, indicator_id), *count = &audit->tick_count[part];
	int64_t *ticks = audit->ticks[part];

	(*count)--;
	memmove(&ticks[at], &ticks[at + 1], (*count - at) * sizeof(*ticks));
}

// "VOICE.Good.3": the third indicator of Good in the domain. NULL where the template has no such id.
static char *indicator_code(const struct audit *audit, int64_t id)
{
	for (size_t d = 0; d < audit->template->domain_count; d++) {
		const struct domain *domain = &audit->template->domains[d];

		for (int grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++)
			for (size_t i = 0; i < domain->descriptors[grade].count; i++)
				if (domain->descriptors[grade].list[i].id == id)
					return xasprintf("%s.%s.%d", domain->code,
						grade_name((enum grade)grade),
						domain->descriptors[grade].list[i].seq);
	}
	return NULL;
}

static int tick_write(
	struct change *change, const char *code, int64_t indicator_id, bool ticked)
{
	enum query query = ticked ? QUERY_TICK_PUT : QUERY_TICK_DROP;
	const struct audit *audit = change->audit;
	char *field = xasprintf("%s%s", audit->part == PART_PEER ? "peer." : "", code);
	int result = db_run(change->session->db, query,
		ARGS(INT("audit", audit->id), INT("part", audit->part),
			INT("descriptor", indicator_id)));

	if (!result && db_changes(change->session->db))
		result = change_record(change, "change", field, ticked ? NULL : "seen on file",
			ticked ? "seen on file" : NULL, NULL);
	free(field);
	return result;
}

int audit_set_tick(
	struct session *session, struct audit *audit, int64_t indicator_id, bool ticked)
{
	char *code = indicator_code(audit, indicator_id);
	struct change change;
	int result;

	if (!code)
		return fail(ERROR_MISSING, "audit %s has no such indicator: see its template",
			audit->ref);
	result = change_begin(&change, session, audit, RIGHT_WRITE, false);
	if (!result)
		result = change_end(&change, tick_write(&change, code, indicator_id, ticked));
	if (!result && ticked != audit_ticked(audit, audit->part, indicator_id))
		(ticked ? tick_insert : tick_remove)(audit, audit->part, indicator_id);
	free(code);
	return result;
}

static int draft_write(struct change *change, int place, const struct draft *draft)
{
	const struct audit *audit = change->audit;

	return db_run(change->session->db, QUERY_DRAFT_PUT,
		ARGS(INT("id", narrative_id(audit->id, audit->part, place)),
			INT("user", change->session->me.id), TEXT("text", draft->text),
			INT("caret", draft->caret), INT("base", draft->base),
			TEXT("at", draft->saved_at)));
}

int draft_save(
	struct session *session, struct audit *audit, int place, const char *text, int caret)
{
	struct spot spot = {SPOT_TEXT, place};
	struct draft *draft;
	struct change change;
	char *ready;
	int result;

	if (moderation_owns(audit, place)) {
		if (text_check(text, strlen(text), TEXT_LINES, "text"))
			return -1;
		ready = xstrdup(text);
	} else if (spot_prepare(audit, spot, text, &ready)) {
		return -1;
	}
	if (moderation_owns(audit, place) ? moderation_draft_begin(&change, session, audit)
					  : change_begin(&change, session, audit, RIGHT_WRITE,
						    spot_is_outcome(spot))) {
		free(ready);
		return -1;
	}
	draft = xcalloc(1, sizeof(*draft));
	*draft = (struct draft){ready, caret,
		audit->drafts[place] ? audit->drafts[place]->base
				     : audit->texts[audit->part][place].revision,
		xstrdup(change.now)};
	result = change_end(&change, draft_write(&change, place, draft));
	draft_destroy(result ? draft : audit->drafts[place]);
	if (!result)
		audit->drafts[place] = draft;
	return result;
}

int draft_drop(struct session *session, struct audit *audit, int place)
{
	if (place < 0 || place >= PLACE_COUNT || !audit->drafts[place])
		return 0;
	if (db_begin(session->db) || db_end(session->db, draft_forget(session, audit, place)))
		return -1;
	draft_destroy(audit->drafts[place]);
	audit->drafts[place] = NULL;
	return 0;
}

int bookmark_save(struct session *session, struct audit *audit, const char *page, int item)
{
	char now[MOMENT_TEXT];
	int result = db_begin(session->db);

	session_now(session, now);
	if (!result)
		result = db_end(session->db,
			db_run(session->db, QUERY_BOOKMARK_PUT,
				ARGS(INT("user", session->me.id), INT("audit", audit->id),
					TEXT("page", page), INT("item", item),
					TEXT("at", now))));
	if (result)
		return -1;
	xreplace(&audit->bookmark.page, page);
	xreplace(&audit->bookmark.left_at, now);
	audit->bookmark.item = item;
	return 0;
}

bool audit_writable(const struct session *session, const struct audit *audit)
{
	struct subject subject = audit_subject(audit);

	return may(session, RIGHT_WRITE, &subject) && audit->not_before <= session->today;
}

struct grade_suggestion audit_suggestion(const struct audit *audit, enum part part)
{
	size_t count = template_graded_count(audit->template);
	enum grade grades[TEMPLATE_DOMAINS_MAX];

	for (size_t i = 0; i < count; i++)
		grades[i] = audit->judgements[part][i].grade;
	return grade_suggest(grades, count);
}
