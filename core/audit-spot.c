// SPDX-License-Identifier: MIT
// Every spot of an audit that can be filled in: its code, its name and its value in words.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/audit-private.h"
#include "db/error.h"
#include "db/mem.h"

static const struct domain *domain_at(const struct audit *audit, int seq)
{
	return &audit->template->domains[seq];
}

static char *place_code(const struct audit *audit, int place)
{
	if (place >= PLACE_EVIDENCE)
		return xasprintf("%s.evidence",
			template_prompt_at(audit->template, place - PLACE_EVIDENCE)->code);
	if (place >= PLACE_RATIONALE)
		return xasprintf(
			"%s.rationale", domain_at(audit, place - PLACE_RATIONALE)->code);
	return xstrdup(place_info((enum place)place)->code);
}

static char *bare_code(const struct audit *audit, struct spot spot)
{
	switch (spot.kind) {
	case SPOT_HEADER: return xstrdup(header_info((enum header_field)spot.number)->code);
	case SPOT_GRADE: return xasprintf("%s.grade", domain_at(audit, spot.number)->code);
	case SPOT_ANSWER:
		return xasprintf(
			"%s.answer", template_prompt_at(audit->template, spot.number)->code);
	case SPOT_TEXT: return place_code(audit, spot.number);
	case SPOT_FEEDBACK:
		return xasprintf("%s.feedback", source_info((enum source)spot.number)->code);
	case SPOT_THEMES: return xstrdup("themes");
	case SPOT_ACTION:
		if (spot.number >= 0)
			return xasprintf("action %d", audit->actions[spot.number].seq);
		return xstrdup("actions");
	case SPOT_CONCERN: return xstrdup("concern");
	}
	return xstrdup("");
}

char *audit_spot_code(const struct audit *audit, enum part part, struct spot spot)
{
	char *bare = bare_code(audit, spot), *code;

	if (part == PART_NONE || part == PART_LEAD)
		return bare;
	code = xasprintf("%s.%s", part_name(part), bare);
	free(bare);
	return code;
}

static char *place_label(const struct audit *audit, int place)
{
	if (place >= PLACE_EVIDENCE)
		return xasprintf("%s: evidence",
			template_prompt_at(audit->template, place - PLACE_EVIDENCE)->code);
	if (place >= PLACE_RATIONALE)
		return xasprintf(
			"%s: rationale", domain_at(audit, place - PLACE_RATIONALE)->name);
	return xstrdup(place_info((enum place)place)->label);
}

char *audit_spot_label(const struct audit *audit, struct spot spot)
{
	switch (spot.kind) {
	case SPOT_HEADER: return xstrdup(header_info((enum header_field)spot.number)->label);
	case SPOT_GRADE: return xasprintf("%s: grade", domain_at(audit, spot.number)->name);
	case SPOT_ANSWER:
		return xasprintf(
			"%s: answer", template_prompt_at(audit->template, spot.number)->code);
	case SPOT_TEXT: return place_label(audit, spot.number);
	case SPOT_FEEDBACK:
		return xasprintf("%s: feedback", source_info((enum source)spot.number)->label);
	case SPOT_THEMES: return xstrdup("Themes");
	case SPOT_ACTION:
		if (spot.number >= 0)
			return xasprintf("Action %d", audit->actions[spot.number].seq);
		return xstrdup("Actions");
	case SPOT_CONCERN: return xstrdup("Safety concern");
	}
	return xstrdup("");
}

static char *feedback_words(const struct feedback *feedback)
{
	if (feedback->obtained == OBTAINED_UNSAID)
		return xstrdup("");
	if (feedback->obtained == OBTAINED_NO)
		return xstrdup("no");
	return xasprintf("yes%s%s", *feedback->means ? ", " : "", feedback->means);
}

static char *theme_words(const struct audit *audit)
{
	char *words = NULL;
	size_t size;
	FILE *out = xmemstream(&words, &size);

	for (size_t i = 0; i < audit->theme_count; i++)
		fprintf(out, "%s%s", i ? "; " : "", audit->themes[i].name);
	xmemstream_end(out);
	return words;
}

char *audit_spot_value(const struct audit *audit, enum part part, struct spot spot)
{
	switch (spot.kind) {
	case SPOT_HEADER: return xstrdup(audit->header[spot.number]);
	case SPOT_GRADE: return xstrdup(grade_name(audit->judgements[part][spot.number].grade));
	case SPOT_ANSWER: return xstrdup(answer_name(audit->answers[part][spot.number].value));
	case SPOT_TEXT: return xstrdup(audit->texts[part][spot.number].text);
	case SPOT_FEEDBACK: return feedback_words(&audit->feedback[spot.number]);
	case SPOT_THEMES: return theme_words(audit);
	case SPOT_ACTION:
		return xstrdup(spot.number >= 0 ? audit->actions[spot.number].what : "");
	case SPOT_CONCERN: return xstrdup(audit->concerns[spot.number].what);
	}
	return xstrdup("");
}
