// SPDX-License-Identifier: MIT
// challenge: the monthly meeting that looks at a share of the Inadequate audits.
#include <inttypes.h>
#include <stdlib.h>
#include <strings.h>

#include "core/challenge-agenda.h"
#include "core/command.h"
#include "core/command/all.h"
#include "core/command/sample.h"
#include "core/command/sub.h"
#include "core/document.h"
#include "core/listing.h"
#include "db/error.h"
#include "db/mem.h"

static void show_drawn(struct run *run, const struct sample *sample)
{
	static const char *const names[] = {"audit", "service", "team", "drawn"};
	struct listing *listing;

	fprintf(run->out, "Draw %s: %zu of %zu Inadequate audits are on the agenda\n",
		sample->name, sample_chosen(sample), sample->entry_count);
	listing = listing_begin(run->out, false, names, LENGTH(names));
	for (size_t i = 0; i < sample->entry_count; i++) {
		const struct sample_entry *entry = &sample->entries[i];

		if (!entry->chosen)
			continue;
		listing_text(listing, entry->ref);
		listing_text(listing, entry->service);
		listing_text(listing, entry->team);
		listing_number(listing, entry->rank);
	}
	listing_end(listing);
	fprintf(run->out, "Digest %s\n", sample->digest);
	sample_show_shortfalls(run->err, "caseaudit: ", sample);
}

// Who drew may be the moderator of one that the frame has: then it is not theirs to see yet.
static int show_selected(struct run *run, const struct sample *sample)
{
	struct sample *seen;

	if (!sample_get(run->session, sample->name, &seen)) {
		show_drawn(run, seen);
		sample_destroy(seen);
		return 0;
	}
	if (error_kind() != ERROR_DENIED)
		return -1;
	fprintf(run->out,
		"Draw %s is made. You are to moderate one of the audits it was drawn from, so "
		"its receipt is kept from you until your grades are sealed\n",
		sample->name);
	return 0;
}

static int draw(struct run *run)
{
	struct challenge_request request = {.percent = -1, .from = DATE_NONE, .to = DATE_NONE};
	const struct option_spec options[] = {
		{"--percent", OPTION_NUMBER, &request.percent},
		{"--seed", OPTION_TEXT, &request.seed},
		{"--from", OPTION_DATE, &request.from},
		{"--to", OPTION_DATE, &request.to},
		{0},
	};
	struct sample *sample;
	int result;

	if (options_read(run, options) || arguments_count(run, "challenge", 1, 1))
		return -1;
	request.month = run->argv[0];
	if (request.percent < 0)
		return command_usage("challenge", "how many? Give --percent 1 to 100");
	if (challenge_select(run->session, &request, &sample))
		return -1;
	result = show_selected(run, sample);
	sample_destroy(sample);
	return result;
}

static int add(struct run *run)
{
	const char *month = NULL, *why = NULL;
	const struct option_spec options[] = {
		{"--month", OPTION_TEXT, &month}, {"--why", OPTION_TEXT, &why}, {0}};

	if (options_read(run, options) || arguments_count(run, "challenge", 1, 1))
		return -1;
	if (!month || !why)
		return command_usage(
			"challenge", "to which meeting, and why? Give --month and --why");
	if (challenge_add(run->session, run->argv[0], month, why))
		return -1;
	fprintf(run->out, "Audit %s is on the agenda of %s\n", run->argv[0], month);
	return 0;
}

static int record_one(struct run *run, const char *month, const struct challenge_word *word)
{
	struct challenge challenge;
	int result;

	if (challenge_find(run->session, month, run->argv[0], &challenge))
		return -1;
	result = challenge_record(run->session, challenge.id, word);
	if (!result)
		fprintf(run->out, "Audit %s, meeting of %s: %s\n", challenge.audit_ref,
			challenge.month, challenge_outcome_name(word->outcome));
	challenge_finish(&challenge);
	return result;
}

static int record(struct run *run)
{
	const char *month = NULL, *outcome = NULL;
	struct challenge_word word = {.discussed = "", .follows = "", .met_on = DATE_NONE};
	long revision = 0;
	const struct option_spec options[] = {
		{"--month", OPTION_TEXT, &month},
		{"--outcome", OPTION_TEXT, &outcome},
		{"--discussed", OPTION_TEXT, &word.discussed},
		{"--follows", OPTION_TEXT, &word.follows},
		{"--met", OPTION_DATE, &word.met_on},
		{"--revision", OPTION_NUMBER, &revision},
		{0},
	};

	if (options_read(run, options) || arguments_count(run, "challenge", 1, 1))
		return -1;
	if (!month || !outcome)
		return command_usage("challenge",
			"of which meeting, and which outcome? Give --month and --outcome");
	if (challenge_outcome_parse(outcome, &word.outcome))
		return fail(ERROR_USAGE,
			"--outcome %s: it is confirmed, challenged or deferred", outcome);
	word.revision = (int)revision;
	return record_one(run, month, &word);
}

static const char *or_null(const char *text)
{
	return *text ? text : NULL;
}

static void put_row(struct listing *listing, const struct challenge *challenge)
{
	char *how = challenge_how(challenge);

	listing_text(listing, challenge->month);
	listing_text(listing, challenge->audit_ref);
	listing_text(listing, challenge->case_ref);
	listing_text(listing, challenge->service);
	listing_text(listing, challenge->team);
	listing_text(listing, challenge->lead);
	listing_day(listing, challenge->completed_on);
	listing_text(listing, how);
	listing_text(listing, challenge->outcome == CHALLENGE_WAITS
				      ? NULL
				      : challenge_outcome_name(challenge->outcome));
	listing_day(listing, challenge->met_on);
	listing_text(listing, or_null(challenge->discussed));
	listing_text(listing, or_null(challenge->follows));
	listing_text(listing, or_null(challenge->recorded_by));
	listing_number(listing, challenge->revision);
	free(how);
}

static int list(struct run *run)
{
	static const char *const names[] = {"month", "audit_ref", "case_ref", "service", "team",
		"auditor", "completed_on", "how", "outcome", "met_on", "discussed", "follows",
		"recorded_by", "revision"};
	const char *month = NULL;
	bool json = false;
	const struct option_spec options[] = {
		{"--month", OPTION_TEXT, &month}, {"--json", OPTION_FLAG, &json}, {0}};
	struct challenge *rows;
	struct listing *listing;
	size_t count;
	int result;

	if (options_read(run, options) || arguments_count(run, "challenge", 0, 0))
		return -1;
	result = challenge_list(run->session, month, &rows, &count);
	if (!result) {
		listing = listing_begin(run->out, json, names, LENGTH(names));
		for (size_t i = 0; i < count; i++)
			put_row(listing, &rows[i]);
		listing_end(listing);
	}
	challenge_list_free(rows, count);
	return result;
}

static int format_read(const char *name, enum agenda_format *format)
{
	static const char *const names[] = {
		[AGENDA_AS_TEXT] = "text", [AGENDA_AS_CSV] = "csv", [AGENDA_AS_HTML] = "html"};

	for (size_t i = 0; i < LENGTH(names); i++)
		if (strcasecmp(names[i], name) == 0) {
			*format = (enum agenda_format)i;
			return 0;
		}
	return fail(ERROR_USAGE, "--format %s: it is text, csv or html", name);
}

static int agenda(struct run *run)
{
	const char *name = "text", *path = NULL;
	const struct option_spec options[] = {
		{"--format", OPTION_TEXT, &name}, {"-o", OPTION_TEXT, &path}, {0}};
	enum agenda_format format = AGENDA_AS_TEXT;
	struct agenda shown;
	int result;

	if (options_read(run, options) || arguments_count(run, "challenge", 1, 1) ||
		format_read(name, &format) ||
		(format == AGENDA_AS_CSV && command_needs_file(run, path)) ||
		agenda_load(run->session, run->argv[0], &shown))
		return -1;
	result = agenda_write(run->session, &shown, format, run->out, path);
	agenda_finish(&shown);
	return result;
}

int command_challenge(struct run *run)
{
	static const struct subcommand subs[] = {{"select", draw}, {"add", add},
		{"agenda", agenda}, {"record", record}, {"list", list}, {0}};

	return subcommand_run(run, "challenge", subs);
}
