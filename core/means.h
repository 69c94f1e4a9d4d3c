// SPDX-License-Identifier: MIT
// By which means people were asked and written to: the usual ones are counted each by itself, all others together.
#pragma once

#include <stdint.h>

// Lists, each ended by NULL; others than the usual are allowed everywhere.
extern const char *const feedback_means[]; // of feedback: "in person", "telephone" ...
extern const char
	*const contact_means[]; // of writing to child and family: "letter", "telephone" ...

// Greater than the number of any.
#define MEANS_END 16

// The number of a means: 0 where none is named, its place in the list and 1, in any case; of any other the number
// behind the last one.
int64_t means_number(const char *const *usual, const char *means);

// And back: "" for 0, "another means" for all that are not usual. Borrowed.
#define MEANS_OTHER "another means"
const char *means_name(const char *const *usual, int64_t number);

// What filters call a means that is not named.
#define MEANS_NONE "none"

// The lists as statements take them: "|letter|telephone|".
extern const char feedback_means_list[], contact_means_list[];
