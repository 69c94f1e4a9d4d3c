// SPDX-License-Identifier: MIT
// What an administrator can set for the whole database: one row of a table each.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/session.h"

enum setting {
	SETTING_MODERATION_MODE, // sealed | open
	SETTING_MODERATE_INADEQUATE, // yes | no: every Inadequate audit is selected besides those drawn
	SETTING_MODERATION_DAYS, // working days from selection to the moderation's due date
	SETTING_EXCLUDE_MONTHS,  // audited within so many months before: not drawn
	SETTING_HORIZON_DAYS,    // working days ahead that `due` and Home look
	SETTING_WORKING_HOURS,   // 09:00-17:00: of a working day, by the clock on the wall
	SETTING_CONCERN_HOURS, // working hours in which a safety concern is answered; 0: by the end of the working day
	SETTING_VERIFY_DAYS, // working days in which QA verifies an action that is said to be done
	SETTING_COUNT
};

enum setting_type { SETTING_NUMBER, SETTING_YES_NO, SETTING_WORD, SETTING_HOURS };

struct setting_info {
	const char *name;    // moderation-mode: as typed
	const char *meaning; // one sentence
	const char *initial; // what holds until it is set
	enum setting_type type;
	long min, max;            // SETTING_NUMBER
	const char *const *words; // SETTING_WORD: what it may be, ended by NULL
};

const struct setting_info *setting_info(enum setting setting); // borrowed

// The setting with a name; -1 (66) with a message that lists the names.
int setting_find(const char *name, enum setting *setting);

// What holds now. Yours; NULL where the store fails.
char *setting_get(struct session *session, enum setting setting);
int setting_number(struct session *session, enum setting setting, long *number);

// Seconds since midnight of the two times of a SETTING_HOURS.
int setting_hours(struct session *session, enum setting setting, int *from, int *to);
int setting_is(struct session *session, enum setting setting, const char *word, bool *is);

// Sets it (RIGHT_ADMIN) and records that in the trail. -1: 65 with what it may be, 77.
int setting_put(struct session *session, enum setting setting, const char *value);
