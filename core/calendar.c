// SPDX-License-Identifier: MIT
// What is due, for a calendar program.
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/calendar.h"
#include "core/ical.h"
#include "core/output.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"

// A thing that is due, as it was told for one person.
struct entry {
	enum due_kind kind;
	int64_t id;
	date due_on;
	size_t order; // in which it was told
	char *name, *summary, *place;
};

struct gathering {
	struct entry *list;
	size_t count, room;
};

// Which audit, step or action: "2026-10-017/2". Yours.
static char *ref_of(const struct due *due)
{
	return due->number ? xasprintf("%s/%d", due->ref, due->number) : xstrdup(due->ref);
}

// What is to be done, without a word that was written about a child. Yours.
static char *summary_of(const struct due *due)
{
	char *ref = ref_of(due), *summary = NULL;

	switch (due->kind) {
	case DUE_CONCERN:
		summary = xasprintf("Safety concern on %s to be answered", ref);
		break;
	case DUE_AUDIT: summary = xasprintf("Audit %s", ref); break;
	case DUE_STEP: summary = xasprintf("%s, %s", ref, due->step); break;
	case DUE_MODERATION: summary = xasprintf("Moderation of %s", ref); break;
	case DUE_DISPUTE: summary = xasprintf("Dispute about %s to be settled", ref); break;
	case DUE_CONTACT: summary = xasprintf("%s, %s", ref, due->what); break;
	case DUE_VERIFY: summary = xasprintf("Action %s to be verified", ref); break;
	default: summary = xasprintf("Action %s", ref);
	}
	free(ref);
	return summary;
}

static int gather(const struct due *due, void *context)
{
	struct gathering *gathering = context;

	gathering->list = xgrow(
		gathering->list, gathering->count, &gathering->room, sizeof(*gathering->list));
	gathering->list[gathering->count] = (struct entry){
		.kind = due->kind,
		.id = due->id,
		.due_on = due->due_on,
		.order = gathering->count,
		.name = xstrdup(*due->name ? due->name : "nobody yet"),
		.summary = summary_of(due),
		.place = xasprintf("%s, %s", due->team, due->service),
	};
	gathering->count++;
	return 0;
}

static void gathering_finish(struct gathering *gathering)
{
	for (size_t i = 0; i < gathering->count; i++) {
		free(gathering->list[i].name);
		free(gathering->list[i].summary);
		free(gathering->list[i].place);
	}
	free(gathering->list);
}

static bool same(const struct entry *a, const struct entry *b)
{
	return a->kind == b->kind && a->id == b->id;
}

// By day, the rows of one thing together.
static int by_day(const void *a, const void *b)
{
	const struct entry *left = a, *right = b;
	int64_t order = (int64_t)left->due_on - right->due_on;

	if (!order)
		order = (int64_t)left->kind - (int64_t)right->kind;
	if (!order)
		order = left->id - right->id;
	if (!order)
		order = left->order < right->order ? -1 : 1;
	return order < 0 ? -1 : order > 0;
}

// The names of all who have a thing, whose first row is at `from`. *end: behind its last. Yours.
static char *names_of(const struct gathering *gathering, size_t from, size_t *end)
{
	char *names = xstrdup(gathering->list[from].name);

	for (*end = from + 1;
		*end < gathering->count && same(&gathering->list[*end], &gathering->list[from]);
		++*end) {
		char *longer = xasprintf("%s, %s", names, gathering->list[*end].name);

		free(names);
		names = longer;
	}
	return names;
}

static void add_event(struct ical *ical, const struct session *session, const char *base,
	const struct entry *entry, const char *names)
{
	const char *practice = session->practice ? "PRACTICE: " : "";
	char *uid = xasprintf(
		"%s-%" PRId64 "-%.16s@caseaudit", due_kind_name(entry->kind), entry->id, base);
	char *summary = names ? xasprintf("%s%s (%s)", practice, entry->summary, names)
			      : xasprintf("%s%s", practice, entry->summary);
	char *description =
		names ? xasprintf("%s\nWith: %s", entry->place, names) : xstrdup(entry->place);

	ical_add(ical, &(struct ical_event){.uid = uid,
			       .summary = summary,
			       .description = description,
			       .category = due_kind_name(entry->kind),
			       .day = entry->due_on});
	free(uid);
	free(summary);
	free(description);
}

static int64_t add_all(struct ical *ical, const struct session *session, const char *base,
	const struct gathering *gathering, bool named)
{
	int64_t events = 0;

	for (size_t from = 0, end; from < gathering->count; from = end, events++) {
		char *names = names_of(gathering, from, &end);

		add_event(ical, session, base, &gathering->list[from], named ? names : NULL);
		free(names);
	}
	return events;
}

static int tell_trail(struct session *session, const struct due_filter *filter)
{
	struct act act = {.verb = "export",
		.record = "calendar",
		.service_id = filter->service_id,
		.new = filter->login ? filter->login : "everybody"};

	return session_begin(session) ? -1 : db_end(session->db, trail_append(session, &act));
}

// The file gets its name last: nobody holds one of which the trail does not tell.
static int write_file(struct session *session, const struct due_filter *filter,
	const char *path, const char *text)
{
	struct output *output;
	int result;

	if (output_create(&output, path))
		return -1;
	output_write(output, text, strlen(text));
	result = output_sum(output);
	if (!result)
		result = tell_trail(session, filter);
	if (!result)
		result = output_commit(output);
	output_destroy(output);
	return result;
}

static int make(struct session *session, const struct due_filter *filter, const char *path,
	const struct gathering *gathering, int64_t *count)
{
	char *name = xasprintf("caseaudit: due dates%s%s%s", filter->login ? " of " : "",
		filter->login ? filter->login : "", session->practice ? " (PRACTICE)" : "");
	struct ical *ical = ical_create(name, session_time(session));
	char *base = NULL, *text;
	int result = -1;

	free(name);
	if (ical && db_text(session->db, QUERY_TRAIL_FIRST, NO_ARGS, &base) == 1) {
		*count = add_all(ical, session, base, gathering, !filter->login);
		text = ical_text(ical);
		result = write_file(session, filter, path, text);
		free(text);
	}
	free(base);
	ical_destroy(ical);
	return result;
}

int calendar_write(struct session *session, const struct due_filter *filter, const char *path,
	int64_t *count)
{
	struct gathering gathering = {0};
	int64_t overdue;
	int result = due_walk(session, filter, gather, &gathering, &overdue);

	if (!result) {
		if (gathering.count)
			qsort(gathering.list, gathering.count, sizeof(*gathering.list), by_day);
		result = make(session, filter, path, &gathering, count);
	}
	gathering_finish(&gathering);
	return result;
}
