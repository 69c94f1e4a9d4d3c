// SPDX-License-Identifier: MIT
// moderate select, add, assign and list: which audits are moderated, and by whom.
#include <limits.h>
#include <stdlib.h>

#include "core/command.h"
#include "core/command/moderate-select.h"
#include "core/command/sample.h"
#include "core/listing.h"
#include "core/moderation-give.h"
#include "core/moderation.h"
#include "db/error.h"
#include "db/mem.h"

#define PAGE 200 // moderations read at a time

static int show_chosen(struct run *run, const struct sample *sample)
{
	static const char *const names[] = {
		"audit", "service", "team", "selected", "moderator"};
	struct listing *listing = listing_begin(run->out, false, names, LENGTH(names));
	int result = 0;

	for (size_t i = 0; i < sample->entry_count && !result; i++) {
		const struct sample_entry *entry = &sample->entries[i];
		char *login = NULL;

		if (!entry->chosen)
			continue;
		result = moderation_given_to(run->session, entry->ref, &login);
		listing_text(listing, entry->ref);
		listing_text(listing, entry->service);
		listing_text(listing, entry->team);
		listing_text(listing, entry->chosen == 2 ? "Inadequate" : "drawn");
		listing_text(listing, login ? login : "nobody yet");
		free(login);
	}
	listing_end(listing);
	return result;
}

// Who selected may have become a moderator of some of them: then the receipt is not theirs to see yet.
static int show_selected(struct run *run, const struct sample *sample)
{
	struct sample *seen;
	int result = 0;

	fprintf(run->out, "Draw %s: %zu of %zu audits are to be moderated\n", sample->name,
		sample_chosen(sample), sample->entry_count);
	if (sample_get(run->session, sample->name, &seen)) {
		if (error_kind() != ERROR_DENIED)
			return -1;
		fputs("You are to moderate some of them: which is why the receipt is kept "
		      "from you until your grades are sealed\n",
			run->out);
		return 0;
	}
	result = show_chosen(run, seen);
	fprintf(run->out, "Digest %s\n", seen->digest);
	sample_show_shortfalls(run->err, "caseaudit: ", seen);
	sample_destroy(seen);
	return result;
}

int moderate_select(struct run *run)
{
	struct moderation_request request = {.percent = -1, .grade = GRADE_NONE};
	const char *grade = NULL;
	const struct option_spec options[] = {
		{"--percent", OPTION_NUMBER, &request.percent},
		{"--grade", OPTION_TEXT, &grade},
		{"--seed", OPTION_TEXT, &request.seed},
		{0},
	};
	struct sample *sample;
	int result;

	if (options_read(run, options) || arguments_count(run, "moderate", 1, 1))
		return -1;
	request.month = run->argv[0];
	if (request.percent < 0)
		return command_usage("moderate", "how many? Give --percent 1 to 100");
	if (grade && (grade_parse(grade, &request.grade) || request.grade < GRADE_OUTSTANDING))
		return fail(ERROR_USAGE,
			"--grade %s is no grade: write it in words or as O, G, RI, I", grade);
	if (moderation_select(run->session, &request, &sample))
		return -1;
	result = show_selected(run, sample);
	sample_destroy(sample);
	return result;
}

static int say_given(struct run *run, const char *ref)
{
	char *login;

	if (moderation_given_to(run->session, ref, &login))
		return -1;
	if (login)
		fprintf(run->out, "Audit %s is to be moderated by %s\n", ref, login);
	else
		fprintf(run->out,
			"Audit %s is to be moderated; nobody is there who may: assign it\n",
			ref);
	free(login);
	return 0;
}

int moderate_add(struct run *run)
{
	const char *why = NULL, *to = NULL;
	const struct option_spec options[] = {
		{"--why", OPTION_TEXT, &why}, {"--to", OPTION_TEXT, &to}, {0}};

	if (options_read(run, options) || arguments_count(run, "moderate", 1, 1))
		return -1;
	if (!why)
		return command_usage("moderate", "for which reason? Give --why REASON");
	return moderation_add(run->session, run->argv[0], to, why) ||
			       say_given(run, run->argv[0])
		       ? -1
		       : 0;
}

int moderate_assign(struct run *run)
{
	const char *to = NULL;
	const struct option_spec options[] = {{"--to", OPTION_TEXT, &to}, {0}};

	if (options_read(run, options) || arguments_count(run, "moderate", 1, 1))
		return -1;
	if (!to)
		return command_usage("moderate", "to whom? Give --to LOGIN");
	return moderation_assign(run->session, run->argv[0], to) || say_given(run, run->argv[0])
		       ? -1
		       : 0;
}

static void put_row(struct listing *listing, const struct moderation_row *row)
{
	listing_text(listing, row->ref);
	listing_text(listing, row->case_ref);
	listing_text(listing, row->service);
	listing_text(listing, row->team);
	listing_text(listing, row->lead);
	listing_text(listing, *row->moderator_login ? row->moderator_login
			      : *row->moderator     ? row->moderator
						    : NULL);
	listing_text(listing, moderation_state_name(row->state));
	listing_text(listing, moderation_mode_name(row->mode));
	listing_day(listing, row->due_on);
	listing_day(listing, row->completed_on);
	listing_day(listing, row->moderated_on);
	listing_number(listing, row->changed);
}

static int list_all(
	struct session *session, enum moderation_list list, struct listing *listing, long first)
{
	struct moderation_row *rows = xcalloc(PAGE, sizeof(*rows)), last = {0};
	int got = PAGE;

	while (got == PAGE && first > 0) {
		got = moderation_page(session, list, last.ref ? &last : NULL, false, rows,
			first < PAGE ? (int)first : PAGE);
		for (int i = 0; i < got; i++) {
			put_row(listing, &rows[i]);
			moderation_row_finish(&last);
			last = rows[i];
		}
		first -= got;
	}
	moderation_row_finish(&last);
	free(rows);
	return got < 0 ? -1 : 0;
}

// What a person most likely wants: their own to do, what is open, the outcomes of their audits.
static enum moderation_list usual(const struct session *session)
{
	return session->me.roles & ROLE_MODERATOR ? MODERATIONS_MINE
	       : session->me.roles & ROLE_QA      ? MODERATIONS_OPEN
						  : MODERATIONS_OUTCOMES;
}

// The list that a flag asks for.
static int list_pick(const bool *wanted, enum moderation_list *list)
{
	int count = 0;

	for (int i = 0; i < MODERATIONS_COUNT; i++) {
		if (!wanted[i])
			continue;
		*list = (enum moderation_list)i;
		count++;
	}
	return count > 1 ? command_usage("moderate", "one list at a time: give one of --mine, "
						     "--open, --disputed, --outcomes and "
						     "--completed")
			 : 0;
}

int moderate_list(struct run *run)
{
	static const char *const names[] = {"audit_ref", "case_ref", "service", "team",
		"auditor", "moderator", "state", "mode", "due_on", "completed_on",
		"moderated_on", "changed"};
	bool wanted[MODERATIONS_COUNT] = {false}, json = false;
	long first = LONG_MAX;
	const struct option_spec options[] = {
		{"--mine", OPTION_FLAG, &wanted[MODERATIONS_MINE]},
		{"--open", OPTION_FLAG, &wanted[MODERATIONS_OPEN]},
		{"--disputed", OPTION_FLAG, &wanted[MODERATIONS_DISPUTED]},
		{"--outcomes", OPTION_FLAG, &wanted[MODERATIONS_OUTCOMES]},
		{"--completed", OPTION_FLAG, &wanted[MODERATIONS_COMPLETED]},
		{"--first", OPTION_NUMBER, &first},
		{"--json", OPTION_FLAG, &json},
		{0},
	};
	enum moderation_list list = usual(run->session);
	struct listing *listing;
	int result;

	if (options_read(run, options) || arguments_count(run, "moderate", 0, 0) ||
		list_pick(wanted, &list))
		return -1;
	listing = listing_begin(run->out, json, names, LENGTH(names));
	result = list_all(run->session, list, listing, first);
	listing_end(listing);
	return result;
}
