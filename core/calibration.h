// SPDX-License-Identifier: MIT
// A calibration round: one case, graded blind by many, then talked about.
#pragma once

#include "core/audit.h"

struct calibration_auditor {
	int64_t user_id;
	char *login, *name;
	char *sealed_at;                         // NULL: not yet
	enum grade grades[TEMPLATE_DOMAINS_MAX]; // only those that the person may see
	char *rationales[TEMPLATE_DOMAINS_MAX];
	// Once closed, by domain: how many grades weaker (+) or better (-) than the median; and their mean.
	double distance[TEMPLATE_DOMAINS_MAX];
	double mean_distance;
};

struct calibration {
	int64_t id;
	char *name, *case_ref, *opened_by;
	const struct template *template; // borrowed from the session
	date due_on, opened_on, closed_on;
	struct calibration_auditor *auditors;
	size_t auditor_count, sealed_count;
	int me; // index of the session's person; -1
	// Once closed: over those who sealed. Median 2.5 stands between Good and Requires Improvement; 0: none graded.
	long spread[TEMPLATE_DOMAINS_MAX][GRADE_INADEQUATE + 1];
	double median[TEMPLATE_DOMAINS_MAX];
};

// Opens a round (RIGHT_SAMPLE) and tells those who are to grade. -1: 65, 66, 73 the name is taken.
struct calibration_request {
	const char *name, *case_ref, *template; // template NULL: the one in use
	date due_on;
	const char *const *logins;
	size_t count;
};
int calibration_start(struct session *session, const struct calibration_request *request);

// A round by its name: for who opened rounds (RIGHT_SAMPLE) and those who are in it. Before it is closed each sees
// their own grades only, QA who has sealed. NULL: 66, 77.
struct calibration *calibration_open(struct session *session, const char *name);
void calibration_destroy(struct calibration *calibration);

// One's own grade and why, until it is sealed, closed, or past its day (75).
int calibration_grade(struct session *session, struct calibration *calibration, int domain,
	enum grade grade, const char *rationale);
int calibration_seal(struct session *session, struct calibration *calibration);

// Ends it (RIGHT_SAMPLE): everybody in it is told and sees all sealed grades.
int calibration_close(struct session *session, struct calibration *calibration);

// Those that the person may see, newest first: names and dates only.
int calibration_list(struct session *session, struct calibration ***list, size_t *count);
