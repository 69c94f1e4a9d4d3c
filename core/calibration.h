// SPDX-License-Identifier: MIT
// A calibration round: one case, graded blind by many, then talked about.
#pragma once

#include "core/audit.h"

#define CALIBRATION_NAME_MAX 80 // bytes of a name

struct calibration_auditor {
	int64_t user_id;
	char *login, *name;
	char *sealed_at;                         // NULL: not yet, or not the person's to know
	enum grade grades[TEMPLATE_DOMAINS_MAX]; // only those that the person may see
	char *rationales[TEMPLATE_DOMAINS_MAX];  // never NULL; as the grades
	int revisions[TEMPLATE_DOMAINS_MAX];     // 0: nothing kept yet
	// Once closed, of who sealed, by domain: how many grades weaker (+) or better (-) than the median, where both
	// there are; the mean of these; and the mean of how far, whichever way.
	bool compared[TEMPLATE_DOMAINS_MAX];
	double distance[TEMPLATE_DOMAINS_MAX];
	int compared_count;
	double mean_distance, mean_apart;
};

struct calibration {
	int64_t id;
	char *name, *case_ref, *opened_by;
	const struct template *template; // borrowed from the session
	date due_on, opened_on, closed_on;
	struct calibration_auditor *auditors; // by name; none in a list
	size_t auditor_count,
		sealed_count; // sealed_count: of those that the person may know of
	int me;         // index of the session's person; -1; in a list 0 where they are in it
	bool sealed;    // by the session's person
	bool runs_late; // its day has gone by and it is not closed: grades are no longer taken
	// Once closed: over those who sealed. Median 2.5 stands between Good and Requires Improvement; 0: none graded.
	long spread[TEMPLATE_DOMAINS_MAX][GRADE_INADEQUATE + 1]; // [0]: not applicable
	double median[TEMPLATE_DOMAINS_MAX];
};

// The median of those that are graded: the middle one, of an even number the mean of the middle two; not graded and not
// applicable do not count. 0 where none is graded.
double calibration_median(const enum grade *grades, size_t count);

// A median in words: "Good", "between Good and Requires Improvement"; "" for 0. Yours.
char *calibration_median_words(double median);

// Opens a round (RIGHT_SAMPLE) and tells those who are to grade, who are two or more active auditors, senior managers
// or of QA that never had the case. -1: 65 what is wrong with a name, a day or a person; 66 no such case, template or
// person; 73 the name is taken.
struct calibration_request {
	const char *name, *case_ref, *template; // template NULL: the one in use
	date due_on;
	const char *const *logins;
	size_t count;
};
int calibration_start(struct session *session, const struct calibration_request *request);

// A round by its name: for who opens rounds (RIGHT_SAMPLE) and those who are in it. Before it is closed each sees
// their own grades only, QA who has sealed. The look stands in the trail. NULL: 66, 77.
struct calibration *calibration_open(struct session *session, const char *name);
void calibration_destroy(struct calibration *calibration); // takes NULL
int calibration_reload(struct session *session, struct calibration *calibration);

// One's own grade, until it is sealed, closed, or past its day (65); GRADE_NONE takes it back. 75: another window of
// the same person was quicker: calibration_reload() shows what it kept. In the trail stands that a grade was given
// and, so that nobody reads it there, not which.
int calibration_grade(
	struct session *session, struct calibration *calibration, int domain, enum grade grade);

// Why: kept as it is typed, outside the trail, like any draft. -1: as above.
int calibration_reason(struct session *session, struct calibration *calibration, int domain,
	const char *rationale);

// Makes one's grades final, also past the day. -1: 65 names the first domain that has none.
int calibration_seal(struct session *session, struct calibration *calibration);

// Ends it (RIGHT_SAMPLE): everybody in it is told and sees all sealed grades, which now stand in the trail.
int calibration_close(struct session *session, struct calibration *calibration);

// Those that the person may see, newest first: names, dates and how many, no auditors. Yours:
// calibration_list_free().
int calibration_list(struct session *session, struct calibration ***list, size_t *count);
void calibration_list_free(struct calibration **list, size_t count);
