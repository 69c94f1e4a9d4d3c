// SPDX-License-Identifier: MIT
// Draws of the month and their receipts: cases to audit, audits to moderate.
#pragma once

#include "core/audit.h"
#include "core/draw.h"

enum sample_purpose { SAMPLE_AUDIT = 1, SAMPLE_MODERATION = 2, SAMPLE_CHALLENGE = 3 };

// What is asked for. Zero-initialised but for exclude_months: see there.
struct sample_request {
	const char *month; // YYYY-MM
	struct draw_rule rule;
	const char *seed;    // NULL: random
	long exclude_months; // -1: as the setting says
	enum audit_kind
		kind; // 0: AUDIT_MONTHLY. Each other kind may be drawn several times in a month
	const char *template; // name; NULL: the one in use
	// The frame of other kinds than monthly: all open cases, or fewer.
	const char *service, *team, *plan_type; // NULL: any
	const char *const *cases;               // hand-picked references; NULL: none
	size_t case_count;
	date due; // of the audits; DATE_NONE: the cycle's, else the last working day of the month
};

struct sample_entry {
	int64_t place;
	char *ref, *service, *team, *excluded; // excluded "": it could be drawn
	int64_t rank;                          // 0: excluded
	int chosen;                            // 0 no, 1 drawn, 2 taken without a draw
	char *audit_ref;                       // the audit that was made of it; "": none
	enum audit_state audit_state;          // as it is now; 0: none
};

struct sample_shortfall {
	char *service, *team;
	int64_t wanted, got;
	char *why;
};

// Who stood before the replacement in the drawn order and could not take the place.
struct sample_passed {
	int64_t place;
	char *ref, *why;
};

struct sample_replacement {
	int64_t out_place, in_place;
	char *out_ref, *in_ref, *reason, *approved_by, *by, *at;
	struct sample_passed *passed; // in the drawn order
	size_t passed_count;
};
void sample_replacement_finish(struct sample_replacement *replacement);

// A receipt, whole. Yours through sample_destroy().
struct sample {
	int64_t id;
	char *name, *month, *method, *seed, *rule, *frame_rule, *frame_hash, *digest, *drawn_at,
		*drawn_by, *drawn_login; // name and login
	enum sample_purpose purpose;
	enum audit_kind kind;
	bool seed_given;
	long exclude_months;
	date drawn_on;
	struct sample_entry *entries;
	size_t entry_count, entry_room;
	struct sample_shortfall *shortfalls;
	size_t shortfall_count;
	struct sample_replacement *replacements;
	size_t replacement_count;
	// sample_list() has no lists, but these: how many were taken; were missing; of how many strata.
	int64_t taken, missing, short_count;
};

// Opens a month (RIGHT_SAMPLE): audits of it are due on a day, DATE_NONE: its last working day. -1: 73 it is
// open already, 2 no month.
int cycle_open(struct session *session, const char *month, date due);

// Draws cases and makes an audit of each, allocated to nobody yet, with family contacts to be made; the month's own
// draw opens it where that was not done. RIGHT_SAMPLE. The frame: cases open today, of active teams. Left out, each with
// its reason: an audit under way; audited (completed, not withdrawn) within so many months before today - a case
// completed on the same day of that month may be drawn again. Every active team is a stratum, also without cases.
// *sample: the receipt. -1: 73 the month's draw was made (single cases can be replaced), 2, 66 no such
// template, team, case; 65 nothing can be drawn at all.
int sample_draw(
	struct session *session, const struct sample_request *request, struct sample **sample);

// The same without keeping anything: what would be in the frame and left out, nothing chosen.
int sample_frame(
	struct session *session, const struct sample_request *request, struct sample **sample);

// A receipt by its name (RIGHT_SAMPLE; senior managers: RIGHT_REPORT, entries of their own services). -1: 66.
int sample_get(struct session *session, const char *name, struct sample **sample);
void sample_destroy(struct sample *sample); // takes NULL

// How many of its entries were chosen.
size_t sample_chosen(const struct sample *sample);

// Runs a receipt again from its own lines and compares: frame hash, keys, ranks, chosen ones, shortfalls, the
// digest in the trail, and that an audit of it stands for each one chosen and not replaced. Calls found with a
// sentence for each thing that does not hold. *wrong: how many. Where retention took references of its lines away, it
// says so, and only the digest is compared.
int sample_verify(struct session *session, const char *name, int *wrong,
	void (*found)(const char *sentence, void *context), void *context);

// Replaces a drawn case (RIGHT_SAMPLE) by the next in the drawn order of its stratum that is still open and
// has no audit: the old audit is withdrawn with the reason, the new one made with the same people and date. -1:
// 65 without reason or approval, or nobody is left in the stratum; 66. *ref: of the new audit, yours.
int sample_replace(struct session *session, const char *audit_ref, const char *reason,
	const char *approved_by, char **ref);

// What sample_replace() would do now: the case that comes next, and who is passed over
// for it; in_ref "" where nobody is left. Nothing is kept. *next: yours, through sample_replacement_finish(). -1 as
// sample_replace().
int sample_next(
	struct session *session, const char *audit_ref, struct sample_replacement *next);

// A team (of a moderation: a service, team "") of a receipt, or of a frame: how many of its cases were open, left out and why, asked for and drawn.
struct sample_stratum {
	const char *service, *team,
		*why;      // borrowed from the sample; why: it falls short, NULL: it does not
	size_t first, end; // its entries; first == end: it has none
	int64_t open, under_way, audited, left_out; // left_out: with all other reasons
	int64_t counted;                            // of them: an earlier draw chose them
	int64_t wanted, got; // got: drawn; of a frame: how many can be drawn, at most wanted
};

// The teams of a sample, in order, also those without cases that fall short. drawn: false where it is a frame.
// Yours to free().
struct sample_stratum *sample_strata(const struct sample *sample, bool drawn, size_t *count);

// How many were asked for, as people say it: "1 from each team", "10% of each team", "all of them". Yours.
char *sample_rule_shown(const struct sample *sample);

// "monthly", "thematic" ..., "moderation", "challenge". Borrowed.
const char *sample_kind_name(const struct sample *sample);

// Receipts, newest month first; of one month where not NULL. Without entries.
int sample_list(
	struct session *session, const char *month, struct sample ***samples, size_t *count);

// For who else draws (moderation): keeps a receipt within the caller's transaction, its digest in the trail.
// Writes sample->id, name, digest; entries stand in order and are drawn already.
int sample_keep(struct session *session, struct sample *sample);
