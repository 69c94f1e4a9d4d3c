// SPDX-License-Identifier: MIT
// The four grades, and the overall grade that a set of domain grades suggests.
#pragma once

#include <stddef.h>

// As stored. Best first, so that a greater number is a weaker grade.
enum grade {
	GRADE_NONE = -1,          // not graded yet; NULL in the database
	GRADE_NOT_APPLICABLE = 0, // the domain does not apply to this child
	GRADE_OUTSTANDING = 1,
	GRADE_GOOD = 2,
	GRADE_REQUIRES_IMPROVEMENT = 3,
	GRADE_INADEQUATE = 4,
};

// "Outstanding", "Good", "Requires Improvement", "Inadequate", "Not applicable"; "" for none. Borrowed.
const char *grade_name(enum grade grade);

// "O", "G", "RI", "I", "n/a"; "-" for none. For narrow columns. Borrowed.
const char *grade_short(enum grade grade);

// Reads a grade as people write it: the names above or O, G, RI, I, NA, N/A, in any case, spaces at
// the ends ignored; an empty text is GRADE_NONE. Returns 0, or -1 (and no message: the caller knows
// the place) where the text is none of them.
int grade_parse(const char *text, enum grade *grade);

struct grade_suggestion {
	enum grade grade; // GRADE_NONE where no domain is graded
	char reason[160]; // one sentence that explains it, for the screen
};

// The overall grade that the domain grades suggest: the lower median of those graded (of an even
// number the weaker of the middle two), not better than Requires Improvement with one Inadequate and
// Inadequate with two or more. Not graded and not applicable domains are left out. (Brief section 7:
// measured on 308 inspections; a suggestion, never a rule.)
struct grade_suggestion grade_suggest(const enum grade *domains, size_t count);

// What must stand wherever a person picks Inadequate (brief section 2). Borrowed.
extern const char grade_inadequate_note[];
