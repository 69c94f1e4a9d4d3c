// SPDX-License-Identifier: MIT
// How draws and their receipts are shown: to people, as JSON, and as the CSV from which anybody can draw again.
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/command.h"
#include "core/command/lines.h"
#include "core/command/sample.h"
#include "core/json.h"
#include "core/listing.h"
#include "core/writer.h"
#include "db/mem.h"

void sample_show_shortfalls(FILE *to, const char *before, const struct sample *sample)
{
	for (size_t i = 0; i < sample->shortfall_count; i++) {
		const struct sample_shortfall *shortfall = &sample->shortfalls[i];

		lines_say(to, "%s%s fell short: %" PRId64 " of %" PRId64 " (%s)", before,
			*shortfall->team ? shortfall->team : shortfall->service, shortfall->got,
			shortfall->wanted, shortfall->why);
	}
}

static size_t excluded_count(const struct sample *sample)
{
	size_t count = 0;

	for (size_t i = 0; i < sample->entry_count; i++)
		count += sample->entries[i].excluded[0] != '\0';
	return count;
}

static void head(FILE *to, const struct sample *sample)
{
	const char *what = sample->purpose == SAMPLE_AUDIT ? "cases" : "audits";
	char day[DATE_TEXT];

	lines_say(to, "Draw %s, %s, %s: %zu of %zu %s, %zu left out", sample->name,
		audit_kind_name(sample->kind), date_show(sample->drawn_on, day),
		sample_chosen(sample), sample->entry_count, what, excluded_count(sample));
	lines_say(to, "Frame: %s", sample->frame_rule);
	if (sample->purpose == SAMPLE_AUDIT && sample->exclude_months)
		lines_say(to, "Rule: %s; audited within %ld months: left out", sample->rule,
			sample->exclude_months);
	else
		lines_say(to, "Rule: %s", sample->rule);
	lines_say(to, "Method: %s, with %s", sample->method,
		sample->seed_given ? "a seed given by hand"
				   : "the computer's random numbers as seed");
	lines_say(to, "Seed    %s", sample->seed);
	lines_say(to, "Frame   %s", sample->frame_hash);
	lines_say(to, "Receipt %s", sample->digest);
}

// A receipt of cases names the audits that were made of them, one of audits has these alone.
static void chosen_list(struct run *run, const struct sample *sample)
{
	static const char *const names[] = {"audit", "case", "service", "team", "drawn"},
				 *const audits[] = {"audit", "service", "team", "drawn"};
	bool cases = sample->purpose == SAMPLE_AUDIT;
	struct listing *listing = listing_begin(run->out, false, cases ? names : audits,
		cases ? LENGTH(names) : LENGTH(audits));

	for (size_t i = 0; i < sample->entry_count; i++) {
		const struct sample_entry *entry = &sample->entries[i];

		if (!entry->chosen && !entry->audit_ref[0])
			continue;
		if (cases)
			listing_text(listing, entry->audit_ref);
		listing_text(listing, entry->ref);
		listing_text(listing, entry->service);
		listing_text(listing, entry->team);
		if (entry->chosen == 2)
			listing_text(listing, "without a draw");
		else
			listing_number(listing, entry->rank);
	}
	listing_end(listing);
}

void sample_show_drawn(struct run *run, const struct sample *sample)
{
	head(run->out, sample);
	chosen_list(run, sample);
}

static void excluded_list(struct run *run, const struct sample *sample)
{
	static const char *const names[] = {"left out", "service", "team", "because"};
	struct listing *listing;

	if (!excluded_count(sample))
		return;
	fprintf(run->out, "\n");
	listing = listing_begin(run->out, false, names, LENGTH(names));
	for (size_t i = 0; i < sample->entry_count; i++) {
		if (!sample->entries[i].excluded[0])
			continue;
		listing_text(listing, sample->entries[i].ref);
		listing_text(listing, sample->entries[i].service);
		listing_text(listing, sample->entries[i].team);
		listing_text(listing, sample->entries[i].excluded);
	}
	listing_end(listing);
}

void sample_show_frame(struct run *run, const struct sample *sample)
{
	struct sample_stratum *strata;
	size_t count;
	int64_t drawn = 0;

	strata = sample_strata(sample, false, &count);
	for (size_t i = 0; i < count; i++)
		drawn += strata[i].got;
	free(strata);
	lines_say(run->out,
		"Nothing is drawn yet: it would be %" PRId64 " of %zu open cases, %zu left out",
		drawn, sample->entry_count, excluded_count(sample));
	excluded_list(run, sample);
}

void sample_show_receipt(struct run *run, const struct sample *sample)
{
	char when[32];

	head(run->out, sample);
	lines_say(run->out, "Drawn by %s, %s", sample->drawn_by,
		session_show_stamp(run->session, sample->drawn_at, when));
	sample_show_shortfalls(run->out, "", sample);
	for (size_t i = 0; i < sample->replacement_count; i++) {
		const struct sample_replacement *replacement = &sample->replacements[i];

		lines_say(run->out, "%s was replaced by %s: %s (approved by %s, %s, %.10s)",
			replacement->out_ref, replacement->in_ref, replacement->reason,
			replacement->approved_by, replacement->by, replacement->at);
		for (size_t j = 0; j < replacement->passed_count; j++)
			lines_say(run->out, "  %s was passed over: %s",
				replacement->passed[j].ref, replacement->passed[j].why);
	}
	fprintf(run->out, "\n");
	chosen_list(run, sample);
	excluded_list(run, sample);
}

static void entry_json(struct json *json, const struct sample_entry *entry)
{
	json_object(json, NULL);
	json_integer(json, "place", entry->place + 1);
	json_text(json, "ref", entry->ref);
	json_text(json, "service", entry->service);
	json_text(json, "team", entry->team);
	json_text(json, "excluded", entry->excluded);
	json_integer(json, "rank", entry->rank);
	json_bool(json, "chosen", entry->chosen != 0);
	json_bool(json, "without_draw", entry->chosen == 2);
	json_text(json, "audit_ref", entry->audit_ref);
	json_end(json);
}

static void passed_json(struct json *json, const struct sample_replacement *replacement)
{
	json_array(json, "passed_over");
	for (size_t i = 0; i < replacement->passed_count; i++) {
		json_object(json, NULL);
		json_text(json, "ref", replacement->passed[i].ref);
		json_text(json, "why", replacement->passed[i].why);
		json_end(json);
	}
	json_end(json);
}

static void lists_json(struct json *json, const struct sample *sample)
{
	json_array(json, "shortfalls");
	for (size_t i = 0; i < sample->shortfall_count; i++) {
		json_object(json, NULL);
		json_text(json, "service", sample->shortfalls[i].service);
		json_text(json, "team", sample->shortfalls[i].team);
		json_integer(json, "wanted", sample->shortfalls[i].wanted);
		json_integer(json, "got", sample->shortfalls[i].got);
		json_text(json, "why", sample->shortfalls[i].why);
		json_end(json);
	}
	json_end(json);
	json_array(json, "replacements");
	for (size_t i = 0; i < sample->replacement_count; i++) {
		json_object(json, NULL);
		json_text(json, "out", sample->replacements[i].out_ref);
		json_text(json, "in", sample->replacements[i].in_ref);
		json_text(json, "reason", sample->replacements[i].reason);
		json_text(json, "approved_by", sample->replacements[i].approved_by);
		json_text(json, "by", sample->replacements[i].by);
		json_text(json, "at", sample->replacements[i].at);
		passed_json(json, &sample->replacements[i]);
		json_end(json);
	}
	json_end(json);
}

static void head_json(struct json *json, const struct sample *sample)
{
	static const char *const purposes[] = {"", "audit", "moderation", "challenge"};
	char day[DATE_TEXT];

	json_text(json, "name", sample->name);
	json_text(json, "month", sample->month);
	json_text(json, "purpose", purposes[sample->purpose]);
	json_text(json, "kind", audit_kind_name(sample->kind));
	json_text(json, "method", sample->method);
	json_text(json, "seed", sample->seed);
	json_bool(json, "seed_given", sample->seed_given);
	json_text(json, "rule", sample->rule);
	json_text(json, "frame_rule", sample->frame_rule);
	json_integer(json, "exclude_months", sample->exclude_months);
	json_text(json, "frame_hash", sample->frame_hash);
	json_text(json, "digest", sample->digest);
	json_text(json, "drawn_on", date_iso(sample->drawn_on, day));
	json_text(json, "drawn_by", sample->drawn_by);
}

void sample_show_json(struct run *run, const struct sample *sample)
{
	struct json json;

	json_init(&json, run->out);
	json_object(&json, NULL);
	head_json(&json, sample);
	json_array(&json, "entries");
	for (size_t i = 0; i < sample->entry_count; i++)
		entry_json(&json, &sample->entries[i]);
	json_end(&json);
	lists_json(&json, sample);
	json_text(&json, "database", run->session->practice ? "practice" : "live");
	json_end(&json);
}

static const char *replaced_by(const struct sample *sample, int64_t place)
{
	for (size_t i = 0; i < sample->replacement_count; i++)
		if (sample->replacements[i].out_place == place)
			return sample->replacements[i].in_ref;
	return "";
}

static void entry_csv(
	struct writer *writer, const struct sample *sample, const struct sample_entry *entry)
{
	static const char *const chosen[] = {"no", "yes", "without a draw"};

	writer_text(writer, sample->name, SIZE_MAX);
	writer_text(writer, sample->seed, SIZE_MAX);
	writer_text(writer, sample->frame_hash, SIZE_MAX);
	writer_text(writer, sample->rule, SIZE_MAX);
	writer_text(writer, sample->purpose == SAMPLE_AUDIT ? "team" : "service", SIZE_MAX);
	writer_text(writer, entry->service, SIZE_MAX);
	writer_text(writer, entry->team, SIZE_MAX);
	writer_text(writer, entry->ref, SIZE_MAX);
	writer_text(writer, entry->excluded, SIZE_MAX);
	writer_integer(writer, entry->rank);
	writer_text(writer, chosen[entry->chosen], SIZE_MAX);
	writer_text(writer, entry->audit_ref, SIZE_MAX);
	writer_text(writer, replaced_by(sample, entry->place), SIZE_MAX);
}

int sample_show_csv(struct run *run, const struct sample *sample, const char *path, bool raw)
{
	static const char *const names[] = {"draw", "seed", "frame_hash", "rule", "strata",
		"service", "team", "ref", "excluded", "rank", "chosen", "audit_ref",
		"replaced_by", "database"};
	struct writer writer;
	int result = writer_create(&writer, path, raw ? WRITER_RAW : 0);

	if (!result)
		writer_header(&writer, names, LENGTH(names));
	for (size_t i = 0; i < sample->entry_count && !result; i++) {
		entry_csv(&writer, sample, &sample->entries[i]);
		writer_text(&writer, run->session->practice ? "practice" : "live", SIZE_MAX);
		writer_end_row(&writer);
	}
	if (!result)
		result = writer_commit(&writer);
	writer_discard(&writer);
	return result;
}

int sample_show_list(struct run *run)
{
	static const char *const names[] = {
		"name", "kind", "drawn_on", "rule", "frame_rule", "drawn_by"};
	const char *month = NULL;
	bool json = false;
	const struct option_spec options[] = {
		{"--month", OPTION_TEXT, &month}, {"--json", OPTION_FLAG, &json}, {0}};
	struct listing *listing;
	struct sample **samples;
	size_t count;
	int result;

	if (options_read(run, options) || arguments_count(run, "sample", 0, 0))
		return -1;
	result = sample_list(run->session, month, &samples, &count);
	listing = result ? NULL : listing_begin(run->out, json, names, LENGTH(names));
	for (size_t i = 0; i < count; i++) {
		char day[DATE_TEXT];

		if (!result) {
			listing_text(listing, samples[i]->name);
			listing_text(listing, sample_kind_name(samples[i]));
			listing_text(listing, date_iso(samples[i]->drawn_on, day));
			listing_text(listing, samples[i]->rule);
			listing_text(listing, samples[i]->frame_rule);
			listing_text(listing, samples[i]->drawn_by);
		}
		sample_destroy(samples[i]);
	}
	if (!result)
		listing_end(listing);
	free(samples);
	return result;
}
