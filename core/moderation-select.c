// SPDX-License-Identifier: MIT
// Selecting the month's audits for moderation: a draw with a receipt, and who moderates what.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/moderation-give.h"
#include "core/notice.h"
#include "core/sample-private.h"
#include "db/error.h"
#include "db/mem.h"

#define ALREADY "selected already"
#define EVERY_INADEQUATE "every Inadequate audit is moderated"

// A selection being made.
struct selection {
	const struct moderation_request *request;
	struct date_range month;
	struct terms terms;
	struct draw_rule rule;
	struct target *targets; // as they were read
	size_t count, room;
	struct draw_entry *entries;   // in the order of the frame; index: their target
	int *chosen;                  // by place in the frame: see sample_entry.chosen
	struct moderator **moderator; // by place; NULL: nobody
	struct way *way;              // by place
	struct moderators moderators;
	struct sample *sample;
};

static void selection_finish(struct selection *selection)
{
	for (size_t i = 0; i < selection->count; i++)
		target_finish(&selection->targets[i]);
	free(selection->targets);
	free(selection->entries);
	free(selection->chosen);
	free(selection->moderator);
	free(selection->way);
	moderators_finish(&selection->moderators);
}

static int frame_read(struct session *session, struct selection *selection)
{
	enum grade grade = selection->request->grade;
	struct stmt *row = db_query(session->db, QUERY_MODERATION_FRAME,
		ARGS(DAY("first", selection->month.first), DAY("last", selection->month.last),
			INT("grade", grade < GRADE_OUTSTANDING ? 0 : grade)));
	int more = -1;

	while (row && (more = stmt_next(row)) == 1) {
		selection->targets = xgrow(selection->targets, selection->count,
			&selection->room, sizeof(*selection->targets));
		target_read(row, &selection->targets[selection->count++]);
	}
	return more;
}

static struct target *target_at(const struct selection *selection, size_t place)
{
	return &selection->targets[selection->entries[place].index];
}

static void frame_order(struct selection *selection, char hash[static DRAW_HASH_TEXT])
{
	size_t count = selection->count;

	selection->entries = xcalloc(count + 1, sizeof(*selection->entries));
	selection->chosen = xcalloc(count + 1, sizeof(*selection->chosen));
	selection->moderator = xcalloc(count + 1, sizeof(struct moderator *));
	selection->way = xcalloc(count + 1, sizeof(*selection->way));
	for (size_t i = 0; i < count; i++) {
		const struct target *target = &selection->targets[i];

		selection->entries[i] = (struct draw_entry){.ref = target->ref,
			.service = target->service,
			.team = target->team,
			.excluded = target->selected,
			.counted = target->drawn,
			.index = i};
	}
	draw_order(selection->entries, count, hash);
}

static struct sample *sample_make(const struct selection *selection, const char *hash)
{
	const struct moderation_request *request = selection->request;
	struct sample *sample = xcalloc(1, sizeof(*sample));
	bool graded = request->grade >= GRADE_OUTSTANDING;
	char seed[DRAW_HASH_TEXT];

	draw_seed(seed);
	*sample = (struct sample){
		.month = xstrdup(request->month),
		.purpose = SAMPLE_MODERATION,
		.kind = AUDIT_MONTHLY,
		.method = xstrdup(DRAW_METHOD),
		.seed = xstrdup(request->seed ? request->seed : seed),
		.seed_given = request->seed != NULL,
		.rule = sample_rule_words(&selection->rule),
		.frame_rule = xasprintf("monthly audits completed in the month%s%s",
			graded ? ", final grade " : "",
			graded ? grade_name(request->grade) : ""),
		.frame_hash = xstrdup(hash),
	};
	return sample;
}

// Draws, and takes the Inadequate ones besides.
static void choose(struct selection *selection)
{
	const struct sample *sample = selection->sample;

	draw_run(selection->entries, selection->count, sample->seed, sample->frame_hash,
		&selection->rule);
	for (size_t i = 0; i < selection->count; i++) {
		const struct draw_entry *entry = &selection->entries[i];

		if (entry->chosen)
			selection->chosen[i] = 1;
		else if (!entry->excluded && selection->terms.inadequate &&
			 target_at(selection, i)->final == GRADE_INADEQUATE)
			selection->chosen[i] = 2;
	}
}

static int anything_chosen(const struct selection *selection)
{
	const struct moderation_request *request = selection->request;
	bool graded = request->grade >= GRADE_OUTSTANDING;
	size_t selected = 0;

	for (size_t i = 0; i < selection->count; i++) {
		if (selection->chosen[i])
			return 0;
		selected += selection->entries[i].excluded;
	}
	if (!selection->count)
		return fail(ERROR_DATA,
			"no audit of %s is there to be selected: none was completed in it%s "
			"and waits for moderation",
			request->month, graded ? " with that grade" : "");
	if (selected == selection->count)
		return fail(ERROR_DATA,
			"no audit of %s is there to be selected: all %zu are selected already; "
			"'caseaudit moderate list --open' shows them",
			request->month, selection->count);
	return fail(ERROR_DATA,
		"no audit of %s is there to be selected: of its %zu audits %ld%% of each "
		"service were drawn already; ask for more, or add one with 'caseaudit "
		"moderate add'",
		request->month, selection->count, request->percent);
}

static int give_out_one(struct session *session, struct selection *selection, size_t place)
{
	const struct target *target = target_at(selection, place);
	struct subject subject = target_subject(target);
	struct readers readers;
	struct moderator *moderator;

	if (readers_load(session, target->audit_id, &readers))
		return -1;
	moderator = moderators_pick(session, &selection->moderators, &subject, &readers);
	selection->way[place] = give_way(&selection->terms, moderator, &readers);
	selection->moderator[place] = moderator;
	if (moderator) {
		moderator->load++;
		moderator->given++;
	}
	readers_finish(&readers);
	return 0;
}

// Those with the fewest to choose from first, so that the load becomes even.
static int give_out(struct session *session, struct selection *selection)
{
	int most = (int)selection->moderators.count;

	for (int able = 0; able <= most; able++)
		for (size_t i = 0; i < selection->count; i++) {
			struct subject subject;

			if (!selection->chosen[i])
				continue;
			subject = target_subject(target_at(selection, i));
			if (moderators_able(session, &selection->moderators, &subject) ==
					able &&
				give_out_one(session, selection, i))
				return -1;
		}
	return 0;
}

// Says of a service which of its audits nobody can moderate: those from `first` up to `end` that were chosen. Of those
// to be drawn none can lack: what is not to be had is selected already.
static void nobody_say(struct selection *selection, size_t first, size_t end)
{
	int64_t chosen = 0, nobody = 0;
	char *refs, *why;
	size_t size;
	FILE *out = xmemstream(&refs, &size);

	for (size_t i = first; i < end; i++) {
		chosen += selection->chosen[i] != 0;
		if (selection->chosen[i] && !selection->moderator[i])
			fprintf(out, "%s%s", nobody++ ? ", " : "", selection->entries[i].ref);
	}
	xmemstream_end(out);
	why = xasprintf("nobody is there who may moderate %s: assign it by hand", refs);
	if (nobody)
		sample_add_shortfall(selection->sample, selection->entries[first].service, "",
			chosen, chosen - nobody, why);
	free(why);
	free(refs);
}

static void shortfalls_find(struct selection *selection)
{
	const struct draw_entry *entries = selection->entries;

	for (size_t first = 0, end; first < selection->count; first = end) {
		end = first + 1;
		while (end < selection->count &&
			draw_same_stratum(&selection->rule, &entries[first], &entries[end]))
			end++;
		nobody_say(selection, first, end);
	}
}

static int keep_one(struct session *session, struct selection *selection, size_t place)
{
	const struct target *target = target_at(selection, place);
	const char *why = selection->chosen[place] == 2 ? EVERY_INADEQUATE : "";
	char *how = *why ? xstrdup(why) : xasprintf("drawn: %s", selection->sample->name);
	int result = give_new(session, target, selection->moderator[place],
		selection->way[place], &selection->terms, selection->sample->id, why);

	if (!result)
		result = target_trail(session, target, "select", "selection", NULL, how);
	free(how);
	return result;
}

static int keep(struct session *session, struct selection *selection)
{
	struct sample *sample = selection->sample;

	for (size_t i = 0; i < selection->count; i++) {
		sample_add_entry(sample, &selection->entries[i],
			!selection->entries[i].excluded ? ""
			: selection->entries[i].counted ? SAMPLE_DRAWN_ALREADY
							: ALREADY);
		sample->entries[i].chosen = selection->chosen[i];
	}
	shortfalls_find(selection);
	if (sample_keep(session, sample))
		return -1;
	for (size_t i = 0; i < selection->count; i++)
		if (selection->chosen[i] && keep_one(session, selection, i))
			return -1;
	return 0;
}

static int tell(struct session *session, const struct selection *selection)
{
	char day[DATE_TEXT];

	for (size_t i = 0; i < selection->moderators.count; i++) {
		const struct moderator *moderator = &selection->moderators.list[i];
		char *words;
		int result;

		if (!moderator->given)
			continue;
		words = xasprintf("%d audit%s to moderate by %s", moderator->given,
			moderator->given == 1 ? "" : "s", date_show(selection->terms.due, day));
		result = notice_give(session, moderator->person.id, 0, "moderate", words);
		free(words);
		if (result)
			return -1;
	}
	return 0;
}

static int select_all(struct session *session, struct selection *selection)
{
	char hash[DRAW_HASH_TEXT];

	if (terms_load(session, &selection->terms) || frame_read(session, selection) ||
		moderators_load(session, selection->terms.due, &selection->moderators))
		return -1;
	frame_order(selection, hash);
	selection->sample = sample_make(selection, hash);
	choose(selection);
	return anything_chosen(selection) || give_out(session, selection) ||
			       keep(session, selection) || tell(session, selection)
		       ? -1
		       : 0;
}

int moderation_select(struct session *session, const struct moderation_request *request,
	struct sample **sample)
{
	struct selection selection = {
		.request = request, .rule = {.percent = request->percent}};
	int result;

	*sample = NULL;
	if (require(session, RIGHT_SAMPLE, NULL) ||
		sample_share_check(
			request->month, request->percent, request->seed, &selection.month) ||
		session_begin(session))
		return -1;
	result = db_end(session->db, select_all(session, &selection));
	if (!result)
		*sample = selection.sample;
	else
		sample_destroy(selection.sample);
	selection_finish(&selection);
	return result;
}
