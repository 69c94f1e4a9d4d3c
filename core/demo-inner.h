// SPDX-License-Identifier: MIT
// What the files that make the practice database's content share, and nobody else sees.
#pragma once

#include "core/audit.h"
#include "core/demo-dice.h"
#include "core/demo-words.h"
#include "core/demo.h"

#define DEMO_MONTHS 24 // the last is the session's

struct demo_service {
	int64_t id;
	char *name;
};

struct demo_team {
	int64_t id;
	int service; // index
	char *name;
	int manager; // index in users; -1: none
};

struct demo_user {
	int64_t id;
	char *login, *name, *post;
	unsigned roles;
	int team;          // index; -1
	unsigned services; // bit by index, of those the person answers for
	bool left;
};

struct demo_case {
	int64_t id;
	char ref[12];
	int team, worker; // indices
	const char *plan; // borrowed from header_info()
	int audited;      // month in which it was audited last; -100: never
	bool open;
};

// A row of the trail to be written when all are known, in the order of time.
struct demo_event {
	date on;
	size_t order; // within the day
	int user;     // index
	const char *verb;
	int64_t audit_id, service_id;
	char ref[24];
	const char *field; // borrowed; NULL
	char *old, *new;   // NULL
};

struct demo;

// Something that somebody does on a day through the functions of the program itself.
struct demo_act {
	date on;
	size_t order; // within the day
	int user;     // index
	int (*run)(struct demo *demo, int64_t what);
	int64_t what;
	bool done;
};

// An audit that is moderated step by step in the last weeks, or waits to be.
struct demo_live {
	int64_t id;
	char ref[24];
	int lead, peer, service; // indices
	date completed;
	enum grade grades[TEMPLATE_DOMAINS_MAX]; // the lead's
	struct words_facts facts;
	enum demo_stage { // what becomes of its moderation
		STAGE_SELECTED,
		STAGE_GRADING,
		STAGE_REVEALED,
		STAGE_COMPLETED,
		STAGE_ACKNOWLEDGED,
		STAGE_ANSWERED,
		STAGE_DISPUTED,
		STAGE_SETTLED_CHANGED,
		STAGE_SETTLED_UPHELD,
	} stage;
};

struct demo {
	struct session *session;
	struct dice dice;
	bool crowded;      // so many audits that every case was audited in the last months
	struct dice later; // of the month: its throws leave those of the two years as they are
	struct dice loop;  // of closing the loop: likewise
	struct words *words;
	const struct template *template;
	date today;
	struct demo_service services[8];
	int service_count;
	struct demo_team *teams;
	size_t team_count, team_room;
	struct demo_user *users;
	size_t user_count, user_room;
	int me; // index in users
	char **workers;
	int worker_count;
	struct demo_case *cases;
	size_t case_count;
	struct demo_event *events;
	size_t event_count, event_room;
	struct demo_act *acts;
	size_t act_count, act_room;
	date select_on, live_from; // what was completed from then on is in live[]
	struct demo_live *live;
	size_t live_count, live_room;
	int stage_count, mine_count; // stages given out, those of them to the person here
	int64_t theme_ids[32];
	int theme_count;
	int64_t audit_id;         // of the audit made last
	int numbers[DEMO_MONTHS]; // references given out in each month
};

// A moderator's view of an audit against the lead's.
enum demo_agreement { DEMO_AGREE, DEMO_OVER, DEMO_UNDER };

// What happens in one audit, decided before any of it is written.
struct story {
	int64_t id;
	char ref[24];
	struct demo_case *file;
	int month;                 // 0 to DEMO_MONTHS - 1
	int lead, peer, moderator; // indices in users; -1
	const char *age_band;      // borrowed
	date allocated, due, started, completed, moderated, closed, withdrawn;
	enum audit_state state;
	enum grade lead_grades[TEMPLATE_DOMAINS_MAX], mod_grades[TEMPLATE_DOMAINS_MAX];
	enum demo_agreement agreement;
	int filled; // how many domains are filled in
	bool amended;
	enum { CONCERN_NONE, CONCERN_ANSWERED, CONCERN_OPEN } concern;
	struct words_facts facts;
};

// demo_fill() with so many of the audits whole, at most.
int demo_fill_whole(struct session *session, long audits, long whole, uint64_t seed,
	demo_progress *progress, void *context);

// Services, teams, staff, themes and cases (demo-council.c).
int demo_council(struct demo *demo, size_t cases);
void demo_council_free(struct demo *demo);

// Decides an audit of a month of a case of a team: people, dates up to today, grades (demo-story.c).
void story_draw(struct demo *demo, struct story *story, int month, int team);

// Draws grades for the month so that `final` is what stands at the end.
void story_grades(struct demo *demo, struct story *story, enum grade final);

// The final grade that a month of the council's way from weak to better gives.
enum grade story_final(struct demo *demo, int month);

// First day worked and last day worked of a month.
date demo_month_start(const struct demo *demo, int month);
date demo_month_due(const struct demo *demo, int month);

// The month as YYYY-MM.
const char *demo_month(const struct demo *demo, int month, char text[static DATE_TEXT]);

// Writes the whole of it: the audit with all its parts (demo-write.c), its texts (demo-text.c), its actions
// (demo-action.c), and the events of its trail (demo-trail.c).
int demo_write(struct demo *demo, struct story *story);
int demo_write_texts(struct demo *demo, struct story *story);
int demo_write_actions(
	struct demo *demo, struct story *story, int count); // 0: as its grade asks

// The steps that an audit's final grade asks for, all but a few of those past their date signed (demo-step.c).
struct loop_rules;
int demo_write_steps(
	struct demo *demo, const struct story *story, const struct loop_rules *rules);
void demo_note_events(struct demo *demo, const struct story *story);

// Behind the rest: that it was closed, unless an action of it is open; then it is not.
int demo_note_end(struct demo *demo, const struct story *story);
void demo_note(struct demo *demo, const struct story *story, date on, int user,
	const char *verb, const char *field, const char *old, const char *new);

// Plans what a user does on a day, today at the latest (demo-trail.c).
void demo_plan(struct demo *demo, date on, int user,
	int (*run)(struct demo *demo, int64_t what), int64_t what);

// Sorts the events by day and writes them to the trail, doing what was planned for each day (demo-trail.c).
int demo_write_trail(struct demo *demo);

// Whether an audit is of the time in which there are steps; plans its results, and with them steps, signatures and
// reviews; what an audit holds besides its row and its moderation, with its index to come (demo-loop.c, demo-write.c).
bool demo_loop_has(const struct demo *demo, const struct story *story);
void demo_plan_loop(struct demo *demo, const struct story *story);
int demo_write_content(struct demo *demo, struct story *story);

// Who runs the monthly cycle: the first of QA who is not the person here.
int demo_coordinator(const struct demo *demo);

// A day so many working days from today.
date demo_workdays(const struct demo *demo, int count);

// Sets the days of the last month's moderation; then, when all audits are there, plans what is done in it
// (demo-month.c).
void demo_month_begin(struct demo *demo);
void demo_month_plan(struct demo *demo);

// A moderation of the past, whole (demo-moderation.c), and of the last weeks, step by step (demo-moderate.c).
int demo_write_moderation(struct demo *demo, const struct story *story);
void demo_keep_live(struct demo *demo, const struct story *story);
void demo_plan_moderation(struct demo *demo);

// Calibration rounds (demo-calibration.c).
void demo_plan_calibration(struct demo *demo);

// Confirm and Challenge, and exemplars (demo-challenge.c).
void demo_plan_challenge(struct demo *demo);

// What the moderator writes: on the whole, of the domains that differ or are weak; the reason for one changed grade.
// Yours.
char *demo_commentary(struct demo *demo, struct dice *dice, const struct words_facts *facts,
	const enum grade *auditor, const enum grade *own);
char *demo_changed_why(struct demo *demo, struct dice *dice, const struct words_facts *facts,
	int domain, enum grade auditor, enum grade own);

// Children and families written to (demo-month.c).
int demo_write_contacts(struct demo *demo, const struct story *story);

// The row of table audit alone.
int demo_write_audit(struct demo *demo, const struct story *story, bool imported);

// The name by which the grammar knows a domain: its code, or "any".
const char *demo_rules_for(const struct demo *demo, const struct domain *domain);

// A text of an audit, in the name of a user.
int demo_put_text(struct demo *demo, const struct story *story, enum part part, int place,
	const char *text, int user, date on);

// Audits as if imported from a spreadsheet (demo-bulk.c).
int demo_bulk(struct demo *demo, long count, demo_progress *progress, void *context, long of);

// The audits that fill the Home of the session's person (demo-mine.c). DEMO_MINE of them.
#define DEMO_MINE 6
int demo_mine(struct demo *demo, int count);

// A moment on a day: its hour and minute by chance, within the working day.
const char *demo_moment(struct demo *demo, date on, char text[static MOMENT_TEXT]);

// Ids bound as NULL where there is nobody.
int64_t demo_user_id(const struct demo *demo, int user);
#define ID_OR_NULL(n, v)                                                       \
	{                                                                      \
		.name = (n), .type = (v) ? BIND_INT : BIND_NULL, .number = (v) \
	}
