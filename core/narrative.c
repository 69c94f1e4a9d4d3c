// SPDX-License-Identifier: MIT
// Where every text of an audit belongs: the parts, the places, and the number that they make.
#include <strings.h>

#include "core/narrative.h"

#define PARTS 4 // of an audit's 1,024 numbers, 256 each

static const struct place_info places[PLACE_FIXED_COUNT] = {
	[PLACE_WELL] = {"well", "What works well",
		"Practice on this file that helped the child, and how you can see that it did.",
		true},
	[PLACE_NEEDS_WORK] = {"needs_work", "What needs work",
		"What is missing or weak, and what better would look like for this child.",
		true},
	[PLACE_IMPACT] = {"impact", "Impact on the child",
		"What is different for the child because of the work: better, worse or the "
		"same.",
		true},
	[PLACE_REFLECTION] = {"reflection", "Practitioner's reflection",
		"In the practitioner's own words: what they are proud of, what they would do "
		"differently.",
		false},
	[PLACE_EXPERIENCE] = {"experience", "How the practitioner found the audit",
		"Was it done with them? Was it fair, and did they learn from it?", false},
	[PLACE_CHILD_WORDS] = {"child_words", "The child's words",
		"What the child said or showed about the help they get, in their words.",
		false},
	[PLACE_CHILD_WHY_NOT] = {"child_why_not", "Why the child's feedback is missing",
		"What was tried, when, and what stood in the way.", false},
	[PLACE_PARENT_WORDS] = {"parent_words", "The parent's words",
		"What the parent said about the help the family gets, in their words.", false},
	[PLACE_PARENT_WHY_NOT] = {"parent_why_not", "Why the parent's feedback is missing",
		"What was tried, when, and what stood in the way.", false},
	[PLACE_CARER_WORDS] = {"carer_words", "The carer's words",
		"What the carer said about the help they and the child get, in their words.",
		false},
	[PLACE_CARER_WHY_NOT] = {"carer_why_not", "Why the carer's feedback is missing",
		"What was tried; or that the child has no carer but the parents.", false},
	[PLACE_PRACTITIONER_WHY_NOT] = {"practitioner_why_not",
		"Why the practitioner took no part",
		"What was tried, and when they will hear what was found.", false},
	[PLACE_LEARNING_CASE] = {"learning_case", "Learning for this case",
		"What should happen differently for this child and family.", true},
	[PLACE_LEARNING_SERVICE] = {"learning_service", "Learning for the service",
		"What others could learn from this file. No names.", true},
	[PLACE_GOOD_PRACTICE] = {"good_practice", "Good practice to share",
		"Something done here that others should see. No names.", false},
	[PLACE_SUMMARY] = {"summary", "Summary",
		"The whole judgement in a few sentences, for a reader who reads nothing else.",
		true},
	[PLACE_WHY_DIFFERS] = {"why_differs", "Why the overall grade differs",
		"What the suggested grade does not see: needed where yours differs from it.",
		false},
	[PLACE_COMMENTARY] = {"commentary", "Moderator's commentary",
		"A reflective commentary that the auditor can learn from.", false},
	[PLACE_ANSWER] = {"answer", "The auditor's answer",
		"What you take from the moderation, and what you see differently.", false},
	[PLACE_DISPUTE] = {"dispute", "Why the moderation is disputed",
		"Which grade, and what on file bears yours.", false},
};

const char *part_name(enum part part)
{
	static const char *const names[PART_COUNT] = {"lead", "peer", "moderator", "settler"};

	return part >= 0 && part < PART_COUNT ? names[part] : "";
}

const struct place_info *place_info(enum place place)
{
	return &places[place];
}

int64_t narrative_id(int64_t audit_id, enum part part, int place)
{
	return (audit_id * PARTS + part) * PLACE_COUNT + place;
}

enum part narrative_part(int64_t id)
{
	return (enum part)(id / PLACE_COUNT % PARTS);
}

int narrative_place(int64_t id)
{
	return (int)(id % PLACE_COUNT);
}
