// SPDX-License-Identifier: MIT
// By which means people were asked and written to: the usual ones are counted each by itself, all others together.
#include <strings.h>

#include "core/means.h"
#include "db/mem.h"

#define FEEDBACK(MEANS)               \
	MEANS("in person")            \
	MEANS("telephone")            \
	MEANS("video call")           \
	MEANS("in writing")           \
	MEANS("through their worker") \
	MEANS("through an advocate")  \
	MEANS("survey")

#define CONTACT(MEANS)                     \
	MEANS("letter")                    \
	MEANS("telephone")                 \
	MEANS("visit")                     \
	MEANS("text message")              \
	MEANS("email")                     \
	MEANS("in person")                 \
	MEANS("through the social worker") \
	MEANS("other")

#define NAME(name) name,
#define LISTED(name) name "|"

const char *const feedback_means[] = {FEEDBACK(NAME) NULL};
const char *const contact_means[] = {CONTACT(NAME) NULL};

_Static_assert(LENGTH(feedback_means) < MEANS_END, "a number for others, too");
_Static_assert(LENGTH(contact_means) < MEANS_END, "a number for others, too");

const char feedback_means_list[] = "|" FEEDBACK(LISTED);
const char contact_means_list[] = "|" CONTACT(LISTED);

int64_t means_number(const char *const *usual, const char *means)
{
	int64_t number = 1;

	if (!*means)
		return 0;
	for (; *usual && strcasecmp(*usual, means) != 0; usual++)
		number++;
	return number;
}

const char *means_name(const char *const *usual, int64_t number)
{
	if (number <= 0)
		return "";
	while (*usual && --number)
		usual++;
	return *usual ? *usual : MEANS_OTHER;
}
