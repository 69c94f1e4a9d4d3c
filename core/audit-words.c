// SPDX-License-Identifier: MIT
// The words for an audit's states, answers, header fields and sources of feedback.
#include <string.h>
#include <strings.h>

#include "core/audit.h"
#include "db/error.h"
#include "db/mem.h"

static const char *const states[] = {[AUDIT_ALLOCATED] = "allocated",
	[AUDIT_DRAFT] = "draft",
	[AUDIT_SUBMITTED] = "submitted",
	[AUDIT_MODERATED] = "moderated",
	[AUDIT_CLOSED] = "closed",
	[AUDIT_WITHDRAWN] = "withdrawn"};

const char *audit_state_name(enum audit_state state)
{
	return state >= AUDIT_ALLOCATED && state <= AUDIT_WITHDRAWN ? states[state] : "";
}

int audit_state_parse(const char *text, enum audit_state *state)
{
	for (int i = AUDIT_ALLOCATED; i <= AUDIT_WITHDRAWN; i++) {
		if (strcasecmp(text, states[i]) == 0) {
			*state = (enum audit_state)i;
			return 0;
		}
	}
	return -1;
}

static const struct {
	const char *word;
	enum audit_kind kind;
} kinds[] = {
	// The first word of a kind is its name; the others are read too.
	{"monthly", AUDIT_MONTHLY},
	{"thematic", AUDIT_THEMATIC},
	{"dip sample", AUDIT_DIP},
	{"dip", AUDIT_DIP},
	{"multi-agency", AUDIT_MULTI_AGENCY},
	{"review", AUDIT_REVIEW},
};

const char *audit_kind_name(enum audit_kind kind)
{
	for (size_t i = 0; i < LENGTH(kinds); i++)
		if (kinds[i].kind == kind)
			return kinds[i].word;
	return "";
}

int audit_kind_parse(const char *text, enum audit_kind *kind)
{
	for (size_t i = 0; i < LENGTH(kinds); i++) {
		if (strcasecmp(text, kinds[i].word) == 0) {
			*kind = kinds[i].kind;
			return 0;
		}
	}
	return -1;
}

int audit_kind_read(const char *text, enum audit_kind *kind)
{
	if (!audit_kind_parse(text, kind))
		return 0;
	return fail(ERROR_USAGE,
		"%s is no kind of audit: there are monthly, thematic, dip, multi-agency and "
		"review",
		text);
}

static const struct {
	const char *word;
	enum answer_value value;
} answers[] = {
	// The first word of a value is its name; the others are read too.
	{"", ANSWER_NONE},
	{"not applicable", ANSWER_NOT_APPLICABLE},
	{"n/a", ANSWER_NOT_APPLICABLE},
	{"na", ANSWER_NOT_APPLICABLE},
	{"yes", ANSWER_YES},
	{"partly", ANSWER_PARTLY},
	{"no", ANSWER_NO},
};

const char *answer_name(enum answer_value value)
{
	for (size_t i = 0; i < LENGTH(answers); i++)
		if (answers[i].value == value)
			return answers[i].word;
	return "";
}

int answer_parse(const char *text, enum answer_value *value)
{
	for (size_t i = 0; i < LENGTH(answers); i++) {
		if (strcasecmp(text, answers[i].word) == 0) {
			*value = answers[i].value;
			return 0;
		}
	}
	return -1;
}

static const char *const plan_types[] = {"early help", "child in need", "child protection",
	"looked after", "care leaver", "assessment", "no plan", NULL};
static const char *const age_bands[] = {
	"unborn", "under 1", "1 to 4", "5 to 9", "10 to 15", "16 and 17", "18 and over", NULL};

static const struct header_info headers[HEADER_COUNT] = {
	[HEADER_WORKER] = {"worker", "Practitioner",
		"The social worker or practitioner with whom the audit is done.", NULL, false,
		true},
	[HEADER_PLAN_TYPE] = {"plan_type", "Plan type",
		"The child's plan at the time of the audit.", plan_types, false, true},
	[HEADER_AGE_BAND] = {"age_band", "Age band",
		"The child's age now, as a band: a date of birth is not needed.", age_bands,
		false, true},
	[HEADER_JUDGED_FROM] = {"judged_from", "Judged from",
		"The start of the period that is judged: the last six months, unless there is "
		"a "
		"reason.",
		NULL, true, true},
	[HEADER_READ_FROM] = {"read_from", "Read from",
		"The start of the period that was read: the last twelve months, unless there "
		"is a "
		"reason.",
		NULL, true, true},
};

const struct header_info *header_info(enum header_field field)
{
	return &headers[field];
}

static const struct source_info sources[SOURCE_COUNT] = {
	[SOURCE_CHILD] = {"child", "Child", PLACE_CHILD_WORDS, PLACE_CHILD_WHY_NOT},
	[SOURCE_PARENT] = {"parent", "Parent", PLACE_PARENT_WORDS, PLACE_PARENT_WHY_NOT},
	[SOURCE_CARER] = {"carer", "Carer", PLACE_CARER_WORDS, PLACE_CARER_WHY_NOT},
	[SOURCE_PRACTITIONER] = {"practitioner", "Practitioner", PLACE_EXPERIENCE,
		PLACE_PRACTITIONER_WHY_NOT},
};

const struct source_info *source_info(enum source source)
{
	return &sources[source];
}
