// SPDX-License-Identifier: MIT
// Saving what stands at a spot: a header field, grade, answer, text or feedback, all in one way.
#include <stdlib.h>
#include <string.h>

#include "core/audit-private.h"
#include "core/narrative-store.h"
#include "core/text.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"

// A spot of one part, with the words that go there.
struct save {
	struct change *change;
	struct spot spot;
	enum part part;
	const char *words;
};

struct spot_ops {
	// Whether words can stand there: 0, or -1 (65).
	int (*check)(const struct audit *audit, struct spot spot, const char *words);
	// What the database holds now: words (yours) and revision, "" and 0 for nothing.
	int (*read)(const struct save *save, char **words, int *revision);
	int (*write)(const struct save *save, int revision);
	void (*take)(const struct save *save, int revision);
	int (*revision)(const struct audit *audit, enum part part, int number); // in memory
};

static struct db *db_of(const struct save *save)
{
	return save->change->session->db;
}

#define AUDIT(save) INT("audit", (save)->change->audit->id)
#define PART(save) INT("part", (save)->part)
#define USER(save) INT("user", (save)->change->session->me.id)
#define AT(save) TEXT("at", (save)->change->now)

// 1 with the row of a statement that gives one or none.
static int one_row(struct stmt *row)
{
	return row ? stmt_next(row) : -1;
}

static int64_t domain_id(const struct save *save)
{
	return save->change->audit->template->domains[save->spot.number].id;
}

static int64_t prompt_id(const struct save *save)
{
	return template_prompt_at(save->change->audit->template, save->spot.number)->id;
}

// --- header fields ---

static int header_check(const struct audit *audit, struct spot spot, const char *words)
{
	const struct header_info *info = header_info((enum header_field)spot.number);
	date day;

	if (text_check(words, strlen(words), TEXT_LINE, info->label))
		return -1;
	if (info->is_date && *words && date_parse(words, DATE_ISO, &day))
		return fail(ERROR_DATA,
			"%s: %s is no date: write it like 2026-04-01 or 01/04/2026",
			info->label, words);
	return 0;
}

static int header_read(const struct save *save, char **words, int *revision)
{
	struct stmt *row = db_query(db_of(save), QUERY_HEADER_GET, ARGS(AUDIT(save)));
	int found = one_row(row);

	*revision = 0;
	if (found == 1) {
		*words = xstrdup(stmt_text(row, save->spot.number));
		stmt_done(row);
	}
	return found == 1 ? 0 : -1;
}

static int header_write(const struct save *save, int revision)
{
	return db_run(db_of(save), QUERY_HEADER_PUT,
		ARGS(INT("field", save->spot.number), TEXT("value", save->words), AUDIT(save)));
}

static void header_take(const struct save *save, int revision)
{
	xreplace(&save->change->audit->header[save->spot.number], save->words);
}

static int header_revision(const struct audit *audit, enum part part, int number)
{
	return 0;
}

// --- grades ---

static int grade_check(const struct audit *audit, struct spot spot, const char *words)
{
	const struct domain *domain = &audit->template->domains[spot.number];
	enum grade grade;

	if (grade_parse(words, &grade))
		return fail(ERROR_DATA,
			"%s is no grade: Outstanding, Good, Requires Improvement or Inadequate",
			words);
	if (grade == GRADE_NOT_APPLICABLE && !domain->allows_na)
		return fail(ERROR_DATA, "%s must be graded: it always applies", domain->name);
	return 0;
}

static int grade_read(const struct save *save, char **words, int *revision)
{
	struct stmt *row = db_query(db_of(save), QUERY_JUDGEMENT_GET,
		ARGS(AUDIT(save), PART(save), INT("domain", domain_id(save))));
	int found = one_row(row);

	if (found == 1) {
		*words = xstrdup(grade_name((enum grade)stmt_int_or(row, 0, GRADE_NONE)));
		*revision = (int)stmt_int(row, 1);
		stmt_done(row);
	}
	return found < 0 ? -1 : 0;
}

static int grade_write(const struct save *save, int revision)
{
	enum grade grade = GRADE_NONE;

	grade_parse(save->words, &grade);
	return db_run(db_of(save), QUERY_JUDGEMENT_PUT,
		ARGS(AUDIT(save), PART(save), INT("domain", domain_id(save)),
			{.name = "grade",
				.type = grade == GRADE_NONE ? BIND_NULL : BIND_INT,
				.number = grade},
			USER(save), INT("revision", revision), AT(save)));
}

static void grade_take(const struct save *save, int revision)
{
	struct judgement *judgement =
		&save->change->audit->judgements[save->part][save->spot.number];

	grade_parse(save->words, &judgement->grade);
	judgement->revision = revision;
	xreplace(&judgement->changed_at, save->change->now);
}

static int grade_revision(const struct audit *audit, enum part part, int number)
{
	return audit->judgements[part][number].revision;
}

// --- answers ---

static int answer_check(const struct audit *audit, struct spot spot, const char *words)
{
	enum answer_value value;

	if (answer_parse(words, &value))
		return fail(ERROR_DATA, "%s is no answer: yes, partly, no or not applicable",
			words);
	return 0;
}

static int answer_read(const struct save *save, char **words, int *revision)
{
	struct stmt *row = db_query(db_of(save), QUERY_ANSWER_GET,
		ARGS(AUDIT(save), PART(save), INT("prompt", prompt_id(save))));
	int found = one_row(row);

	if (found == 1) {
		*words = xstrdup(answer_name((enum answer_value)stmt_int(row, 0)));
		*revision = (int)stmt_int(row, 1);
		stmt_done(row);
	}
	return found < 0 ? -1 : 0;
}

static int answer_write(const struct save *save, int revision)
{
	enum answer_value value = ANSWER_NONE;

	answer_parse(save->words, &value);
	if (value == ANSWER_NONE)
		return db_run(db_of(save), QUERY_ANSWER_DROP,
			ARGS(AUDIT(save), PART(save), INT("prompt", prompt_id(save))));
	return db_run(db_of(save), QUERY_ANSWER_PUT,
		ARGS(AUDIT(save), PART(save), INT("prompt", prompt_id(save)),
			INT("value", value), USER(save), INT("revision", revision), AT(save)));
}

static void answer_take(const struct save *save, int revision)
{
	struct answer *answer = &save->change->audit->answers[save->part][save->spot.number];

	answer_parse(save->words, &answer->value);
	answer->revision = answer->value == ANSWER_NONE ? 0 : revision;
}

static int answer_revision(const struct audit *audit, enum part part, int number)
{
	return audit->answers[part][number].revision;
}

// --- texts ---

static int64_t text_id(const struct save *save)
{
	return narrative_id(save->change->audit->id, save->part, save->spot.number);
}

static int text_checked(const struct audit *audit, struct spot spot, const char *words)
{
	char *label = audit_spot_label(audit, spot);
	int result = text_check(words, strlen(words), TEXT_LINES, label);

	free(label);
	return result;
}

static int text_read(const struct save *save, char **words, int *revision)
{
	struct stmt *row =
		db_query(db_of(save), QUERY_NARRATIVE_GET, ARGS(INT("id", text_id(save))));
	int found = one_row(row);

	if (found == 1) {
		*words = xstrdup(stmt_text(row, 0));
		*revision = (int)stmt_int(row, 1);
		stmt_done(row);
	}
	return found < 0 ? -1 : 0;
}

static int text_write(const struct save *save, int revision)
{
	return narrative_store(db_of(save), text_id(save), save->words,
		save->change->session->me.id, revision, save->change->now);
}

static void text_take(const struct save *save, int revision)
{
	struct narrative *text = &save->change->audit->texts[save->part][save->spot.number];

	xreplace(&text->text, save->words);
	xreplace(&text->changed_by, save->change->session->me.name);
	xreplace(&text->changed_at, save->change->now);
	text->revision = *save->words ? revision : 0;
}

// A text is compared with what its draft began from: that may be days ago.
static int text_revision(const struct audit *audit, enum part part, int number)
{
	const struct draft *draft = part == audit->part ? audit->drafts[number] : NULL;

	return draft ? draft->base : audit->texts[part][number].revision;
}

// --- feedback ---

static enum obtained feedback_parse(const char *words, const char **means)
{
	*means = "";
	if (strcmp(words, "no") == 0)
		return OBTAINED_NO;
	if (strncmp(words, "yes, ", 5) == 0)
		*means = words + 5;
	return strncmp(words, "yes", 3) == 0 ? OBTAINED_YES : OBTAINED_UNSAID;
}

static int feedback_check(const struct audit *audit, struct spot spot, const char *words)
{
	const char *means;
	enum obtained obtained = feedback_parse(words, &means);

	if ((obtained == OBTAINED_UNSAID && *words) ||
		(obtained == OBTAINED_YES && words[3] && !*means))
		return fail(ERROR_DATA,
			"%s: feedback is \"no\", \"yes\" or \"yes, by which means\"", words);
	return text_check(means, strlen(means), TEXT_LINE, "means of feedback");
}

static int feedback_read(const struct save *save, char **words, int *revision)
{
	struct stmt *row = db_query(db_of(save), QUERY_FEEDBACK_GET,
		ARGS(AUDIT(save), INT("source", save->spot.number)));
	int found = one_row(row);

	if (found == 1) {
		const char *means = stmt_text(row, 1);

		*words = stmt_int(row, 0) ? xasprintf("yes%s%s", *means ? ", " : "", means)
					  : xstrdup("no");
		*revision = (int)stmt_int(row, 2);
		stmt_done(row);
	}
	return found < 0 ? -1 : 0;
}

static int feedback_write(const struct save *save, int revision)
{
	const char *means;
	enum obtained obtained = feedback_parse(save->words, &means);

	if (obtained == OBTAINED_UNSAID)
		return db_run(db_of(save), QUERY_FEEDBACK_DROP,
			ARGS(AUDIT(save), INT("source", save->spot.number)));
	return db_run(db_of(save), QUERY_FEEDBACK_PUT,
		ARGS(AUDIT(save), INT("source", save->spot.number), INT("obtained", obtained),
			TEXT("means", means), INT("revision", revision), AT(save)));
}

static void feedback_take(const struct save *save, int revision)
{
	struct feedback *feedback = &save->change->audit->feedback[save->spot.number];
	const char *means;

	feedback->obtained = feedback_parse(save->words, &means);
	feedback->revision = feedback->obtained == OBTAINED_UNSAID ? 0 : revision;
	xreplace(&feedback->means, means);
}

static int feedback_revision(const struct audit *audit, enum part part, int number)
{
	return audit->feedback[number].revision;
}

static const struct spot_ops ops[] = {
	[SPOT_HEADER] = {header_check, header_read, header_write, header_take, header_revision},
	[SPOT_GRADE] = {grade_check, grade_read, grade_write, grade_take, grade_revision},
	[SPOT_ANSWER] = {answer_check, answer_read, answer_write, answer_take, answer_revision},
	[SPOT_TEXT] = {text_checked, text_read, text_write, text_take, text_revision},
	[SPOT_FEEDBACK] = {feedback_check, feedback_read, feedback_write, feedback_take,
		feedback_revision},
};

// Whether the audit has such a spot for the person's part to write.
static int spot_check(const struct audit *audit, struct spot spot)
{
	const struct template *template = audit->template;
	int prompts = (int)template->prompt_count, domains = (int)template->domain_count;
	int n = spot.number;
	bool there = n >= 0;

	switch (spot.kind) {
	case SPOT_HEADER: there = there && n < HEADER_COUNT; break;
	case SPOT_GRADE: there = there && n < domains; break;
	case SPOT_ANSWER: there = there && n < prompts; break;
	case SPOT_FEEDBACK: there = there && n < SOURCE_COUNT; break;
	case SPOT_TEXT:
		there = (n >= PLACE_EVIDENCE && n < PLACE_EVIDENCE + prompts) ||
			(n >= PLACE_RATIONALE && n < PLACE_RATIONALE + domains) ||
			(there && n < PLACE_COMMENTARY); // what follows belongs to moderation
		break;
	default: there = false;
	}
	if (!there)
		return fail(ERROR_MISSING,
			"audit %s has no such field to write: see its template", audit->ref);
	return 0;
}

// The outcome is one, and the lead's; a peer has grades, rationales, answers and evidence of their own.
bool spot_is_outcome(struct spot spot)
{
	return spot.kind == SPOT_HEADER || spot.kind == SPOT_FEEDBACK ||
	       (spot.kind == SPOT_TEXT && spot.number < PLACE_FIXED_COUNT);
}

// Dates are kept as ISO text whatever was typed, other words without blanks at their ends.
static char *normal(struct spot spot, const char *words)
{
	char iso[DATE_TEXT];
	enum answer_value value;
	enum grade grade;
	date day;

	if (spot.kind == SPOT_GRADE && !grade_parse(words, &grade))
		return xstrdup(grade_name(grade));
	if (spot.kind == SPOT_ANSWER && !answer_parse(words, &value))
		return xstrdup(answer_name(value));
	if (spot.kind == SPOT_HEADER && header_info((enum header_field)spot.number)->is_date &&
		!date_parse(words, DATE_ISO_OR_BRITISH, &day))
		return xstrdup(date_iso(day, iso));
	return xstrdup(words);
}

int spot_prepare(const struct audit *audit, struct spot spot, const char *words, char **ready)
{
	if (spot_check(audit, spot))
		return -1;
	*ready = normal(spot, words);
	if (!ops[spot.kind].check(audit, spot, *ready))
		return 0;
	free(*ready);
	return -1;
}

// Theirs goes into memory, and under the draft, so that a second save counts as having seen it.
static int late(const struct save *save, struct conflict *conflict, const char *field,
	const char *theirs, int revision)
{
	struct audit *audit = save->change->audit;
	struct save taken = *save;
	struct conflict known;

	change_late(save->change, &known, field, theirs, save->words);
	taken.words = theirs;
	ops[save->spot.kind].take(&taken, revision);
	if (save->spot.kind == SPOT_TEXT) {
		struct narrative *text = &audit->texts[save->part][save->spot.number];
		struct draft *draft = audit->drafts[save->spot.number];

		xreplace(&text->changed_by, known.who);
		xreplace(&text->changed_at, known.when);
		if (draft)
			draft->base = text->revision;
	}
	if (conflict)
		*conflict = known;
	else
		conflict_finish(&known);
	return -1;
}

int spot_put(struct change *change, struct spot spot, const char *verb, const char *words,
	struct conflict *conflict, char **old, int *revision)
{
	struct save save = {change, spot, change->audit->part, words};
	const struct spot_ops *op = &ops[spot.kind];
	char *held = audit_spot_value(change->audit, save.part, spot), *now = NULL;
	char *field = audit_spot_code(change->audit, save.part, spot);
	int current = 0, result;

	*old = NULL;
	result = op->read(&save, &now, &current);
	if (!now)
		now = xstrdup("");
	if (!result && strcmp(now, words) != 0) {
		if (current != op->revision(change->audit, save.part, spot.number) ||
			(spot.kind == SPOT_HEADER && strcmp(now, held) != 0))
			result = late(&save, conflict, field, now, current);
		else if (change_record(change, verb, field, now, words, revision) ||
			 op->write(&save, *revision))
			result = -1;
		else
			result = 1;
	}
	*revision = result == 0 ? current : *revision;
	*old = now;
	free(held);
	free(field);
	return result;
}

void spot_take(struct change *change, struct spot spot, const char *words, int revision)
{
	struct save save = {change, spot, change->audit->part, words};

	ops[spot.kind].take(&save, revision);
}
