// SPDX-License-Identifier: MIT
// An audit: the whole of it in memory, and every way in which it changes.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/action.h"
#include "core/concern.h"
#include "core/grade.h"
#include "core/narrative.h"
#include "core/right.h"
#include "core/template.h"

// As stored.
enum audit_state {
	AUDIT_ALLOCATED = 1,
	AUDIT_DRAFT = 2,
	AUDIT_SUBMITTED = 3,
	AUDIT_MODERATED = 4,
	AUDIT_CLOSED = 5,
	AUDIT_WITHDRAWN = 6, // exempt, not missing
};

// Why it is made. As stored. Only monthly ones count in the monthly figures.
enum audit_kind {
	AUDIT_MONTHLY = 1,
	AUDIT_THEMATIC = 2,
	AUDIT_DIP = 3,
	AUDIT_MULTI_AGENCY = 4,
	AUDIT_REVIEW = 5,
};

// "monthly", "thematic", "dip sample", "multi-agency", "review". Borrowed. The reading takes any case and "dip";
// -1 (no message) for another word.
const char *audit_kind_name(enum audit_kind kind);
int audit_kind_parse(const char *text, enum audit_kind *kind);
int audit_kind_read(const char *text, enum audit_kind *kind); // the same, with a message (2)

// "allocated" ... "withdrawn". Borrowed. The reading takes any case; -1 (no message) for another word.
const char *audit_state_name(enum audit_state state);
int audit_state_parse(const char *text, enum audit_state *state);

enum answer_value {
	ANSWER_NONE = -1, // not answered: no row
	ANSWER_NOT_APPLICABLE = 0,
	ANSWER_YES = 1,
	ANSWER_PARTLY = 2,
	ANSWER_NO = 3,
};

// "yes", "partly", "no", "not applicable"; "" for none. The reading takes any case, "n/a" and "na" and, as
// none, "". Borrowed.
const char *answer_name(enum answer_value value);
int answer_parse(const char *text, enum answer_value *value);

// Everything that can be filled in or pointed at in an audit: a kind and a number.
enum spot_kind {
	SPOT_HEADER, // enum header_field
	SPOT_GRADE,  // domain.seq
	SPOT_ANSWER, // prompt.seq
	SPOT_TEXT, // place: enum place, PLACE_RATIONALE + domain.seq, PLACE_EVIDENCE + prompt.seq
	SPOT_FEEDBACK, // enum source: obtained or not, and by which means
	SPOT_THEMES,   // 0
	SPOT_ACTION,   // index in audit.actions; -1: the list as a whole
	SPOT_CONCERN,  // index in audit.concerns
};

struct spot {
	enum spot_kind kind;
	int number;
};

// The facts at the head of an audit that its lead fills in.
enum header_field {
	HEADER_WORKER,
	HEADER_PLAN_TYPE,
	HEADER_AGE_BAND,
	HEADER_JUDGED_FROM, // a date: the start of the period judged, six months by default
	HEADER_READ_FROM,   // a date: the start of the period read, twelve months by default
	HEADER_COUNT
};

struct header_info {
	const char *code;  // plan_type: in the trail, in amendments and exports
	const char *label; // Plan type
	const char *hint;
	const char *const *
		choices; // usual values, ended by NULL; NULL where there are none. Others are allowed
	bool is_date;
	bool required;
};
const struct header_info *header_info(enum header_field field); // borrowed

// Whose feedback. As stored.
enum source { SOURCE_CHILD, SOURCE_PARENT, SOURCE_CARER, SOURCE_PRACTITIONER, SOURCE_COUNT };

struct source_info {
	const char *code;  // child
	const char *label; // Child
	enum place words, why_not;
};
const struct source_info *source_info(enum source source); // borrowed

enum obtained { OBTAINED_UNSAID = -1, OBTAINED_NO = 0, OBTAINED_YES = 1 };

struct judgement {
	enum grade grade;
	int revision;     // 0: never graded
	char *changed_at; // NULL: never
};

struct answer {
	enum answer_value value;
	int revision; // 0: not answered
};

struct narrative {
	char *text;                    // never NULL: "" where there is none
	int revision;                  // 0: there is none
	char *changed_by, *changed_at; // name and moment; NULL where there is none
};

// A text being typed by the session's person: not yet part of the record.
struct draft {
	char *text;
	int caret;      // byte offset of the cursor
	int base;       // revision of the text it began from
	char *saved_at; // a moment: since when it stands
};

struct feedback {
	enum obtained obtained;
	char *means; // "" where not obtained
	int revision;
};

enum aspect { ASPECT_STRENGTH = 1, ASPECT_DEVELOPMENT = 2 };

struct theme {
	int64_t id;
	char *name;
	bool listed;        // on the list that QA keeps; else an auditor's own
	enum aspect aspect; // in an audit; 0 in theme_list()
};

// A correction after submission, seen as such.
struct amendment {
	char *field; // VOICE.grade, VOICE.rationale, V1.answer, well ...; of the peer: peer.VOICE.grade
	char *old, *new, *reason;
	char *by, *at;
};

// Where a person stood in an audit, to put the cursor back.
struct bookmark {
	char *page; // in the screen's own words; NULL: never here
	int item;
	char *left_at;
};

struct audit {
	int64_t id;
	char *ref;
	int64_t casefile_id, team_id, service_id; // team and service when allocated
	char *case_ref, *team, *service;
	const struct template *template; // borrowed from the session
	char *month;                     // 2026-10
	enum audit_state state;
	enum audit_kind kind;
	bool blind; // the person is to moderate it and does not get to see its grades yet
	int64_t lead_id, peer_id; // 0: nobody known here; no peer
	char *lead_login, *lead_name, *lead_post, *peer_login,
		*peer_name;         // "" where there is none
	char *header[HEADER_COUNT]; // never NULL; dates as ISO text
	date allocated_on, due_on, started_on, completed_on, moderated_on, closed_on,
		withdrawn_on;
	char *withdrawn_why, *withdrawn_by;
	int64_t review_of; // the audit that it reviews; 0: none
	date not_before;   // a review is not begun before this day; DATE_NONE: at once
	enum grade final_overall;
	bool at_risk;  // a concern about this child is open
	bool imported; // came from a spreadsheet
	int amended;   // how often, after submission
	int revision;

	// The part in which the session's person speaks. Of the other parts they are shown what they may see: a
	// peer nothing of the lead's grades, answers, ticks and texts before the audit is submitted.
	enum part part;
	struct judgement judgements[PART_COUNT][TEMPLATE_DOMAINS_MAX]; // by domain.seq
	struct answer answers[PART_COUNT][TEMPLATE_PROMPTS_MAX];       // by prompt.seq
	int64_t *ticks[PART_COUNT]; // indicator.id, ascending
	size_t tick_count[PART_COUNT];
	struct narrative texts[PART_COUNT][PLACE_COUNT];
	struct feedback feedback[SOURCE_COUNT];
	struct theme *themes;
	size_t theme_count;
	struct action *actions;
	size_t action_count;
	struct concern *concerns; // oldest first
	size_t concern_count;
	struct amendment *amendments; // oldest first
	size_t amendment_count;
	struct draft *drafts[PLACE_COUNT]; // of the person, in their part; NULL: none
	struct bookmark bookmark;
};

// The whole audit with a reference or, with audit_open_id(), an id. Records the look in the trail. NULL:
// 66 no such audit; 77 not the person's to see.
struct audit *audit_open(struct session *session, const char *ref);
struct audit *audit_open_id(struct session *session, int64_t id);
void audit_destroy(struct audit *audit); // takes NULL

// Reads it again in place, after somebody else changed it. The audit is unchanged where that fails.
int audit_reload(struct session *session, struct audit *audit);

// What the rights of an audit are asked about.
struct subject audit_subject(const struct audit *audit);

// True where the session's person may write in it now (RIGHT_WRITE): allocated or in draft, and theirs.
bool audit_writable(const struct session *session, const struct audit *audit);

bool audit_ticked(const struct audit *audit, enum part part, int64_t indicator_id);

// The overall grade that a part's domain grades suggest.
struct grade_suggestion audit_suggestion(const struct audit *audit, enum part part);

// The name of a spot as the trail, amendments and commands know it: "VOICE.grade", "V1.evidence", "well",
// "plan_type", "child.feedback"; of the peer's part with "peer." before it. Yours.
char *audit_spot_code(const struct audit *audit, enum part part, struct spot spot);

// The name of a spot for people: "Voice of the child: grade", "V1: evidence", "What works well". Yours.
char *audit_spot_label(const struct audit *audit, struct spot spot);

// What stands there, in words: "Good", "partly", the text, "2026-04-01", "yes, telephone". Yours.
char *audit_spot_value(const struct audit *audit, enum part part, struct spot spot);

// A save that came too late: somebody else changed the same thing first. All texts are yours through
// conflict_finish(). The audit in memory now shows theirs, so that a second save of the same, after both
// were seen, goes through.
struct conflict {
	char *who, *when;    // name and moment; NULL: no conflict
	char *theirs, *ours; // in words
};
void conflict_finish(struct conflict *conflict);

// Saves. Each is one transaction that looks at the state, the right (RIGHT_WRITE in audit->part) and the
// revision as they are in the database now, writes, and adds a row to the trail. What did not
// change writes nothing. The first one moves the audit from allocated to draft. On success the audit in
// memory is up to date; on failure it stands as before, but for a conflict: then -1 (75) and, where
// conflict is not NULL, *conflict is filled. Other failures: 77 no right (or submitted meanwhile), 65 a
// value that cannot be (with what could), 74/75 of the store.
int audit_set_header(struct session *session, struct audit *audit, enum header_field field,
	const char *value, struct conflict *conflict); // lead only; dates ISO or dd/mm/yyyy
int audit_set_grade(struct session *session, struct audit *audit, int domain, enum grade grade,
	struct conflict *conflict); // GRADE_NONE takes it back
int audit_set_answer(struct session *session, struct audit *audit, int prompt,
	enum answer_value value, struct conflict *conflict);
int audit_set_tick(
	struct session *session, struct audit *audit, int64_t indicator_id, bool ticked);
int audit_set_feedback(struct session *session, struct audit *audit, enum source source,
	enum obtained obtained, const char *means, struct conflict *conflict); // lead only

// Makes a text part of the record and drops its draft. The revision that is checked is the draft's base
// where there is a draft, else the one in memory. An empty text removes it.
int audit_set_text(struct session *session, struct audit *audit, int place, const char *text,
	struct conflict *conflict);

// Themes (lead only): one from QA's list or a free one by its name, which is made where there is none.
int audit_add_theme(
	struct session *session, struct audit *audit, const char *name, enum aspect aspect);
int audit_drop_theme(struct session *session, struct audit *audit, int64_t theme_id);

// QA's list by name, free ones excluded. Returns 0 and *themes with *count, freed by themes_free(), or -1.
int theme_list(struct session *session, struct theme **themes, size_t *count);
void themes_free(struct theme *themes, size_t count);

// Actions (lead only, while the audit is written). Of the action given, the SMART fields, scope,
// priority and escalated are read; owner_login names a user, or where empty owner_name somebody who is
// none. what and due_on must be there (65), and a due_on before the audit was allocated is refused.
int audit_add_action(struct session *session, struct audit *audit, const struct action *action);
int audit_change_action(struct session *session, struct audit *audit, size_t index,
	const struct action *action, struct conflict *conflict);
int audit_drop_action(struct session *session, struct audit *audit, size_t index);

// Drafts: what is being typed, in the person's own part. Quick, outside the trail, of nobody else's
// concern. draft_save() keeps text and cursor; draft_drop() forgets them.
int draft_save(
	struct session *session, struct audit *audit, int place, const char *text, int caret);
int draft_drop(struct session *session, struct audit *audit, int place);

// Keeps where the person stands.
int bookmark_save(struct session *session, struct audit *audit, const char *page, int item);

// A thing missing before the audit can be submitted.
struct missing {
	struct spot spot; // where to jump
	char *words;      // "Voice of the child has no grade"
	bool blocks;      // false: worth knowing, no obstacle
};

// Lists what is missing in the lead's part, in the order of the pages. Writes *list (missing_free()) and
// returns how many there are; those that block come with the rest.
size_t audit_missing(const struct audit *audit, struct missing **list);
void missing_free(struct missing *list, size_t count);

// Submits: fixed from now on. Lead only. -1 (65) says how much is missing; an audit with drafts left
// uncommitted counts those as missing.
int audit_submit(struct session *session, struct audit *audit);

// The same with why it is late, which a review that is submitted after the day of its step needs (65 without) and
// others leave out: it is kept with the step.
int audit_submit_late(struct session *session, struct audit *audit, const char *why);

// Whether an audit is a review whose step, when it is submitted today, is late: 1 with the day, 0, or -1.
int audit_review_late(struct session *session, const struct audit *audit, date *due_on);

// Whether a spot can be amended: a grade of the lead that was moderated stands, whether it was upheld or changed, or
// else an amendment would have the last word. Of imported moderations nobody knows what was upheld. 0, or -1 (65).
int audit_check_amend(struct session *session, const struct audit *audit, struct spot spot);

// Corrects a submitted audit (RIGHT_AMEND, in audit->part) at a header field, grade, answer, text or
// feedback; value in the words that audit_spot_value() gives. The reason must say something. The final
// overall grade follows.
int audit_amend(struct session *session, struct audit *audit, struct spot spot,
	const char *value, const char *reason);
