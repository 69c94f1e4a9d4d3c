// SPDX-License-Identifier: MIT
// Where every text of an audit belongs: the parts, the places, and the number that they make.
#pragma once

#include <stdbool.h>
#include <stdint.h>

// Who speaks. As stored.
enum part {
	PART_NONE = -1, // a reader: writes nothing
	PART_LEAD = 0,
	PART_PEER = 1,
	PART_MODERATOR = 2,
	PART_SETTLER = 3, // of a dispute about the moderation
	PART_COUNT
};

// "lead", "peer", "moderator", "settler". Borrowed.
const char *part_name(enum part part);

// What a text of a part says. As stored: a number is never given a new meaning.
enum place {
	PLACE_WELL,        // what works well
	PLACE_NEEDS_WORK,  // what needs work
	PLACE_IMPACT,      // on the child
	PLACE_REFLECTION,  // the practitioner's own
	PLACE_EXPERIENCE,  // how the practitioner found the audit
	PLACE_CHILD_WORDS, // feedback: in their words, or why there is none
	PLACE_CHILD_WHY_NOT,
	PLACE_PARENT_WORDS,
	PLACE_PARENT_WHY_NOT,
	PLACE_CARER_WORDS,
	PLACE_CARER_WHY_NOT,
	PLACE_PRACTITIONER_WHY_NOT, // why the practitioner took no part
	PLACE_LEARNING_CASE,        // learning for this case
	PLACE_LEARNING_SERVICE,     // learning for the service
	PLACE_GOOD_PRACTICE,        // to share
	PLACE_SUMMARY,
	PLACE_WHY_DIFFERS, // the overall grade from the suggested one
	PLACE_COMMENTARY,  // the moderator's, to aid learning
	PLACE_ANSWER,      // the lead's, to the moderation
	PLACE_DISPUTE,     // why the lead disputes it
	PLACE_FIXED_COUNT,
	PLACE_RATIONALE =
		32, // + domain.seq: the reason for its grade, with the evidence on file
	PLACE_EVIDENCE = 64, // + prompt.seq: the evidence for its answer
	PLACE_COUNT = 256
};

// A fixed place in words. All texts borrowed.
struct place_info {
	const char *code;  // well: in the trail, in amendments and exports
	const char *label; // What works well
	const char *hint;  // for the writer, one or two sentences
	bool required;     // before an audit is submitted
};

// The row of a fixed place (below PLACE_FIXED_COUNT).
const struct place_info *place_info(enum place place);

// The id of a text in table narrative: audit_id * 1024 + part * 256 + place.
int64_t narrative_id(int64_t audit_id, enum part part, int place);

// The part and the place of such an id.
enum part narrative_part(int64_t id);
int narrative_place(int64_t id);
