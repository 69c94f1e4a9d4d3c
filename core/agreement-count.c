// SPDX-License-Identifier: MIT
// Pairs of grades by auditors and moderators, counted over the database.
#include <stdlib.h>
#include <strings.h>

#include "core/agreement.h"
#include "core/domains.h"
#include "core/lookup.h"
#include "core/moderation.h"
#include "core/right.h"
#include "core/template.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"

#define MODES 3

// What is counted, and where: a matrix for the whole and for each service, each domain, each mode.
struct tally {
	struct session *session;
	const struct agreement_filter *filter;
	struct lookup services;
	struct domains domains;
	int64_t service, team, auditor, moderator; // ids; 0: any
	const char *domain;                        // as stored; NULL: any
	struct agreement *cells;
};

// A senior manager asks about the own services only.
static int find_place(struct tally *tally)
{
	struct lookup teams = {0};
	int result = lookup_teams(tally->session->db, &teams);
	const struct lookup_row *team;

	if (!result)
		result = lookup_find(&tally->services, "service", tally->filter->service,
				 &tally->service) ||
					 lookup_find(&teams, "team", tally->filter->team,
						 &tally->team)
				 ? -1
				 : 0;
	team = result ? NULL : lookup_id(&teams, tally->team);
	if (!result && (tally->service || team))
		result = require(tally->session, RIGHT_REPORT,
			&(struct subject){
				.service_id = tally->service ? tally->service : team->parent});
	lookup_finish(&teams);
	return result;
}

static int find_people(struct tally *tally)
{
	struct lookup users = {0};
	int result = lookup_users(tally->session->db, &users);

	if (!result)
		result = lookup_find(&users, "user", tally->filter->auditor, &tally->auditor) ||
					 lookup_find(&users, "user", tally->filter->moderator,
						 &tally->moderator)
				 ? -1
				 : 0;
	lookup_finish(&users);
	return result;
}

static int find_domain(struct tally *tally)
{
	const char *code = tally->filter->domain;

	tally->domain = NULL;
	for (size_t i = 0; code && i < tally->domains.count; i++)
		if (strcasecmp(tally->domains.codes[i], code) == 0)
			tally->domain = tally->domains.codes[i];
	if (code && !tally->domain)
		return fail(ERROR_MISSING,
			"there is no domain %s: they are the codes of the templates, as "
			"VOICE, or overall",
			code);
	return 0;
}

static int tally_begin(struct tally *tally)
{
	struct db *db = tally->session->db;

	if (lookup_services(db, &tally->services) || domains_load(db, &tally->domains) ||
		find_place(tally) || find_people(tally) || find_domain(tally))
		return -1;
	tally->cells = xcalloc((tally->services.count + 1) * tally->domains.count * MODES,
		sizeof(*tally->cells));
	return 0;
}

static void tally_finish(struct tally *tally)
{
	lookup_finish(&tally->services);
	domains_finish(&tally->domains);
	free(tally->cells);
}

// place 0: the whole; else the service at place - 1 in the order of names.
static struct agreement *cell(struct tally *tally, size_t place, size_t domain, int mode)
{
	return &tally->cells[(place * tally->domains.count + domain) * MODES + (size_t)mode];
}

static size_t place_of(const struct tally *tally, int64_t service)
{
	for (size_t i = 0; i < tally->services.count; i++)
		if (tally->services.by_key[i]->id == service)
			return i + 1;
	return 0;
}

#define FILTER(t)                                                                           \
	INT("service", (t)->service), INT("team", (t)->team), INT("auditor", (t)->auditor), \
		INT("moderator", (t)->moderator), TEXT("domain", (t)->domain),              \
		INT("mode", (t)->filter->mode),                                             \
		INT("kind", (t)->filter->kind ? (t)->filter->kind : AUDIT_MONTHLY),         \
		INT("all", may_everywhere((t)->session, RIGHT_REPORT)),                     \
		INT("user", (t)->session->me.id)

static struct stmt *query(const struct tally *tally)
{
	const struct agreement_filter *filter = tally->filter;
	struct db *db = tally->session->db;

	if (filter->always)
		return db_query(db, QUERY_AGREEMENT_ALWAYS, ARGS(FILTER(tally)));
	return db_query(db, QUERY_AGREEMENT_PERIOD,
		ARGS(FILTER(tally), DAY("from", filter->range.first),
			DAY("to", filter->range.last)));
}

static int count(struct tally *tally)
{
	struct stmt *row = query(tally);
	int more = -1;

	while (row && (more = stmt_next(row)) == 1) {
		size_t place = place_of(tally, stmt_int(row, 0));
		size_t domain = domains_code(&tally->domains, stmt_int(row, 1));
		int mode = (int)stmt_int(row, 2);
		enum grade auditor = (enum grade)stmt_int_or(row, 3, GRADE_NONE),
			   moderator = (enum grade)stmt_int_or(row, 4, GRADE_NONE);

		agreement_add(cell(tally, 0, domain, mode), auditor, moderator);
		if (place)
			agreement_add(cell(tally, place, domain, mode), auditor, moderator);
	}
	return more;
}

static int add_line(struct tally *tally, struct agreements *agreements, size_t place,
	size_t domain, int mode)
{
	const char *code = tally->domains.codes[domain];
	struct agreement_line *line = &agreements->lines[agreements->count];
	char *name = NULL;

	if (db_text(tally->session->db, QUERY_AGREEMENT_DOMAIN_NAME, ARGS(TEXT("code", code)),
		    &name) < 0)
		return -1;
	*line = (struct agreement_line){
		.service = xstrdup(place ? tally->services.by_key[place - 1]->key : ""),
		.domain = xstrdup(code),
		.domain_name = name ? name : xstrdup(code),
		.mode = mode,
		.agreement = *cell(tally, place, domain, mode),
	};
	agreements->count++;
	return 0;
}

// By place, domain and mode: sealed ones first, imported ones last. The whole has a line even where there is no pair.
static int lines_make(struct tally *tally, struct agreements *agreements)
{
	static const int modes[MODES] = {
		MODERATION_SEALED, MODERATION_OPEN, MODERATION_IMPORTED};
	size_t domains = tally->domains.count,
	       all = (tally->services.count + 1) * domains * MODES;
	int result = 0;

	agreements->lines = xcalloc(all, sizeof(*agreements->lines));
	for (size_t i = 0; i < all && !result; i++) {
		size_t place = i / MODES / domains, domain = i / MODES % domains;
		struct agreement *agreement = cell(tally, place, domain, modes[i % MODES]);

		agreement_finish(agreement);
		if (agreement->n)
			result = add_line(tally, agreements, place, domain, modes[i % MODES]);
	}
	if (!result && !agreements->count) {
		size_t last = domains - 1;

		while (tally->domain && last && tally->domains.codes[last] != tally->domain)
			last--;
		result = add_line(tally, agreements, 0, last,
			tally->filter->mode < 0 ? MODERATION_SEALED : tally->filter->mode);
	}
	return result;
}

int agreement_count(struct session *session, const struct agreement_filter *filter,
	struct agreements *agreements)
{
	struct tally tally = {.session = session, .filter = filter};
	int result;

	*agreements = (struct agreements){0};
	if (require(session, RIGHT_REPORT, NULL) || db_snapshot(session->db))
		return -1;
	result =
		tally_begin(&tally) || count(&tally) || lines_make(&tally, agreements) ? -1 : 0;
	db_snapshot_end(session->db);
	tally_finish(&tally);
	if (result)
		agreements_finish(agreements);
	return result;
}

void agreements_finish(struct agreements *agreements)
{
	for (size_t i = 0; i < agreements->count; i++) {
		free(agreements->lines[i].service);
		free(agreements->lines[i].domain);
		free(agreements->lines[i].domain_name);
	}
	free(agreements->lines);
	*agreements = (struct agreements){0};
}

char *agreement_asked(const struct agreement_filter *filter)
{
	char from[DATE_TEXT], to[DATE_TEXT];
	char *days = filter->always ? xstrdup("all days")
				    : xasprintf("%s to %s", date_iso(filter->range.first, from),
					      date_iso(filter->range.last, to));
	const char *values[] = {filter->service, filter->team, filter->auditor,
		filter->moderator, filter->domain};
	static const char *const names[] = {
		"service", "team", "auditor", "moderator", "domain"};
	const char *kind = filter->kind > AUDIT_MONTHLY
				   ? audit_kind_name((enum audit_kind)filter->kind)
			   : filter->kind < 0 ? "every kind"
					      : NULL;
	char *text = xasprintf("%s%s%s", days, kind ? ", audits: " : "", kind ? kind : "");

	free(days);
	for (size_t i = 0; i < LENGTH(values); i++) {
		char *longer;

		if (!values[i])
			continue;
		longer = xasprintf("%s, %s %s", text, names[i], values[i]);
		free(text);
		text = longer;
	}
	return text;
}

int agreement_record(struct session *session, const struct agreement_filter *filter)
{
	char *asked = agreement_asked(filter);
	int result = session_begin(session);

	if (!result)
		result = db_end(
			session->db, trail_append(session, &(struct act){.verb = "report",
								   .record = "agreement",
								   .new = asked}));
	free(asked);
	return result;
}
