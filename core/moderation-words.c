// SPDX-License-Identifier: MIT
// The words for a moderation's states, modes, decisions and verdicts.
#include "core/moderation.h"

const char *moderation_state_name(enum moderation_state state)
{
	static const char *const names[] = {
		"", "selected", "grading", "revealed", "completed", "disputed", "settled"};

	return state >= MODERATION_SELECTED && state <= MODERATION_SETTLED ? names[state] : "";
}

const char *moderation_mode_name(enum moderation_mode mode)
{
	static const char *const names[] = {"imported", "sealed", "open"};

	return mode >= MODERATION_IMPORTED && mode <= MODERATION_OPEN ? names[mode] : "";
}

const char *decision_name(enum decision decision)
{
	static const char *const names[] = {"", "upheld", "changed"};

	return decision >= DECISION_NONE && decision <= DECISION_CHANGED ? names[decision] : "";
}

const char *verdict_name(enum verdict verdict)
{
	static const char *const names[] = {"", "yes", "partly", "no"};

	return verdict >= VERDICT_NONE && verdict <= VERDICT_NO ? names[verdict] : "";
}

static const struct verdict_info verdicts[VERDICT_COUNT] = {
	[VERDICT_EVIDENCE] = {"evidence", "Evidence",
		"Does the evidence in the audit bear its grades?"},
	[VERDICT_TIMELINESS] = {"timeliness", "Timeliness",
		"Was the audit done in time to help the child?"},
	[VERDICT_RATIONALE] = {"rationale", "Rationale",
		"Does the audit say how each judgement was reached?"},
};

const struct verdict_info *verdict_info(enum verdict_on on)
{
	return &verdicts[on];
}
