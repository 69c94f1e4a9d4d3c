// SPDX-License-Identifier: MIT
// retain --before DATE: anonymises what is over for long enough; shown first, and done by a typed word.
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "core/command.h"
#include "core/command/all.h"
#include "core/json.h"
#include "core/listing.h"
#include "core/retain.h"
#include "db/error.h"
#include "db/mem.h"

#define WORD "anonymise"

// What was asked, and where the audits of a run are listed.
struct asked {
	struct run *run;
	date before;
	bool dry_run, json, yes;
	struct listing *listing; // NULL: not listed
	struct json *to;         // NULL: not listed as JSON
};

static void list_audit(const struct retained *audit, void *context)
{
	const struct asked *asked = context;
	char over[DATE_TEXT];

	date_iso(audit->over, over);
	if (asked->to) {
		json_object(asked->to, NULL);
		json_text(asked->to, "audit_ref", audit->ref);
		json_text(asked->to, "service", audit->service);
		json_text(asked->to, "team", audit->team);
		json_text(asked->to, "state", audit_state_name(audit->state));
		json_text(asked->to, "over_on", over);
		json_end(asked->to);
	} else {
		listing_text(asked->listing, audit->ref);
		listing_text(asked->listing, audit->team);
		listing_text(asked->listing, audit_state_name(audit->state));
		listing_text(asked->listing, over);
	}
}

static int run_listed(struct asked *asked, struct retention *retention)
{
	static const char *const names[] = {"audit", "team", "state", "over"};
	struct run *run = asked->run;
	int result;

	asked->listing = listing_begin(run->out, false, names, LENGTH(names));
	result = retain_run(run->session,
		&(struct retain_request){.before = asked->before,
			.dry_run = true,
			.each = list_audit,
			.context = asked},
		retention);
	listing_end(asked->listing);
	return result;
}

static void warn_recent(struct run *run, const struct retention *retention)
{
	if (retention->recent)
		fprintf(run->err,
			"caseaudit: %" PRId64 " of them were completed within the last 12 "
			"months: draws no longer know that their cases were audited\n",
			retention->recent);
}

static char *counted(int64_t number, const char *what)
{
	return xasprintf("%" PRId64 " %s%s", number, what, number == 1 ? "" : "s");
}

static void tell_counts(struct run *run, const struct retention *retention)
{
	char *counts[] = {counted(retention->audits, "audit"),
		counted(retention->actions, "action"), counted(retention->cases, "case"),
		counted(retention->texts, "text"), counted(retention->trail_values, "value")};
	char day[DATE_TEXT];

	fprintf(run->out, "Over before %s: %s, %s, %s, %s, %s of the trail\n",
		date_show(retention->before, day), counts[0], counts[1], counts[2], counts[3],
		counts[4]);
	for (size_t i = 0; i < LENGTH(counts); i++)
		free(counts[i]);
	warn_recent(run, retention);
}

static int tell(struct run *run, const struct retention *retention)
{
	char head[TRAIL_HASH_TEXT];

	tell_counts(run, retention);
	if (!retention->id) {
		fprintf(run->out, "Nothing was changed.\n");
		return 0;
	}
	if (trail_head(run->session, head))
		return -1;
	fprintf(run->out,
		"Anonymised. Receipt %" PRId64 ": %s; head %s\n"
		"Backups made before hold it all still: keep them no longer than you may.\n",
		retention->id, retention->digest, head);
	return 0;
}

static int tell_json(struct asked *asked, const struct retention *retention)
{
	struct session *session = asked->run->session;
	char head[TRAIL_HASH_TEXT], day[DATE_TEXT];
	struct json *json = asked->to;

	if (trail_head(session, head))
		return -1;
	json_end(json);
	json_text(json, "before", date_iso(retention->before, day));
	json_bool(json, "dry_run", asked->dry_run);
	json_integer(json, "audits", retention->audits);
	json_integer(json, "actions", retention->actions);
	json_integer(json, "cases", retention->cases);
	json_integer(json, "texts", retention->texts);
	json_integer(json, "trail_values", retention->trail_values);
	if (retention->id) {
		json_integer(json, "receipt", retention->id);
		json_text(json, "digest", retention->digest);
	} else {
		json_null(json, "receipt");
		json_null(json, "digest");
	}
	json_text(json, "head", head);
	json_text(json, "database", session->practice ? "practice" : "live");
	json_end(json);
	return 0;
}

// The audits come first, as they are met.
static int run_json(struct asked *asked)
{
	struct run *run = asked->run;
	struct retention retention;
	struct json json;

	json_init(&json, run->out);
	asked->to = &json;
	json_object(&json, NULL);
	json_array(&json, "list");
	if (retain_run(run->session,
		    &(struct retain_request){.before = asked->before,
			    .dry_run = asked->dry_run,
			    .each = list_audit,
			    .context = asked},
		    &retention))
		return -1;
	return tell_json(asked, &retention);
}

static bool says_so(struct run *run)
{
	char answer[16] = "";

	fprintf(run->out, "It cannot be taken back. Type " WORD " to do it: ");
	fflush(run->out);
	if (!fgets(answer, sizeof(answer), run->in))
		answer[0] = '\0';
	answer[strcspn(answer, "\r\n")] = '\0';
	return strcasecmp(answer, WORD) == 0;
}

static bool has_terminal(const struct run *run)
{
	return run->in && isatty(fileno(run->in)) && isatty(fileno(run->out));
}

// Shows what would go, asks, and does just that.
static int run_asked(struct asked *asked)
{
	char digest[TRAIL_HASH_TEXT];
	struct run *run = asked->run;
	struct retention retention;

	if (run_listed(asked, &retention))
		return -1;
	tell_counts(run, &retention);
	if ((!retention.audits && !retention.cases) || !says_so(run)) {
		fprintf(run->out, "Nothing was changed.\n");
		return 0;
	}
	memcpy(digest, retention.digest, sizeof(digest));
	if (retain_run(run->session,
		    &(struct retain_request){.before = asked->before, .expected = digest},
		    &retention))
		return -1;
	retention.recent = 0; // said already
	return tell(run, &retention);
}

static int run_at_once(struct asked *asked)
{
	struct run *run = asked->run;
	struct retention retention;
	int result;

	if (asked->dry_run)
		result = run_listed(asked, &retention);
	else
		result = retain_run(run->session,
			&(struct retain_request){.before = asked->before}, &retention);
	return result ? -1 : tell(run, &retention);
}

int command_retain(struct run *run)
{
	struct asked asked = {.run = run, .before = DATE_NONE};
	const struct option_spec options[] = {{"--before", OPTION_DATE, &asked.before},
		{"--dry-run", OPTION_FLAG, &asked.dry_run},
		{"--json", OPTION_FLAG, &asked.json}, {"--yes", OPTION_FLAG, &asked.yes}, {0}};
	bool sure = true;

	if (options_read(run, options) || arguments_count(run, "retain", 0, 0))
		return -1;
	if (asked.before == DATE_NONE)
		return command_usage("retain", "--before DATE is missing");
	sure = asked.dry_run || asked.yes;
	if (!sure && (asked.json || !has_terminal(run)))
		return fail(ERROR_USAGE,
			"what is anonymised cannot be brought back: look with --dry-run what "
			"would go, then give --yes");
	if (asked.json)
		return run_json(&asked);
	return sure ? run_at_once(&asked) : run_asked(&asked);
}
