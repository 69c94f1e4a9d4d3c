// SPDX-License-Identifier: MIT
// All that is held on a case, for the answer to whoever it is about: a subject access request.
#include <stdlib.h>
#include <string.h>

#include "core/audit.h"
#include "core/challenge.h"
#include "core/contact.h"
#include "core/loop.h"
#include "core/moderation.h"
#include "core/person.h"
#include "core/tracker.h"
#include "core/trail.h"
#include "db/error.h"
#include "db/mem.h"

static const struct person_part parts[] = {
	{"case", "The case", QUERY_PERSON_CASEFILE},
	{"workers", "Workers before", QUERY_PERSON_WORKERS},
	{"audits", "Audits", QUERY_PERSON_AUDITS},
	{"judgements", "Grades", QUERY_PERSON_JUDGEMENTS},
	{"answers", "Answers", QUERY_PERSON_ANSWERS},
	{"indicators", "Indicators seen", QUERY_PERSON_INDICATORS},
	{"texts", "What was written", QUERY_PERSON_TEXTS},
	{"drafts", "What is being written", QUERY_PERSON_DRAFTS},
	{"amendments", "Amendments", QUERY_PERSON_AMENDMENTS},
	{"feedback", "Feedback", QUERY_PERSON_FEEDBACK},
	{"contacts", "Contact with child and family", QUERY_PERSON_CONTACTS},
	{"themes", "Themes", QUERY_PERSON_THEMES},
	{"concerns", "Safety concerns", QUERY_PERSON_CONCERNS},
	{"actions", "Actions", QUERY_PERSON_ACTIONS},
	{"action_notes", "Notes on actions", QUERY_PERSON_ACTION_NOTES},
	{"moderations", "Moderations", QUERY_PERSON_MODERATIONS},
	{"moderation_grades", "Grades of moderators", QUERY_PERSON_MODERATION_GRADES},
	{"steps", "Steps that close the loop", QUERY_PERSON_STEPS},
	{"signatures", "Signatures", QUERY_PERSON_SIGNATURES},
	{"details", "What was done", QUERY_PERSON_DETAILS},
	{"challenges", "Confirm and Challenge", QUERY_PERSON_CHALLENGES},
	{"exemplars", "Good practice shown to others", QUERY_PERSON_EXEMPLARS},
	{"notices", "Notices to people", QUERY_PERSON_NOTICES},
	{"rounds", "Rounds of calibration", QUERY_PERSON_ROUNDS},
	{"round_grades", "Grades of those rounds", QUERY_PERSON_ROUND_GRADES},
	{"draws", "Draws it stood in", QUERY_PERSON_DRAWS},
	{"places", "Where people stand in its audits", QUERY_PERSON_PLACES},
	{"screens", "What screens remember of it", QUERY_PERSON_SCREENS},
	{"trail", "Who looked and who changed", QUERY_PERSON_TRAIL},
};

// The words for numbers, by what a column says behind its colon.

static const char *grade_word(int number)
{
	return grade_name((enum grade)number);
}

static const char *part_word(int number)
{
	return part_name((enum part)number);
}

static const char *state_word(int number)
{
	return audit_state_name((enum audit_state)number);
}

static const char *kind_word(int number)
{
	return audit_kind_name((enum audit_kind)number);
}

static const char *answer_word(int number)
{
	return answer_name((enum answer_value)number);
}

static const char *source_word(int number)
{
	return source_info((enum source)number)->code;
}

static const char *place_word(int number)
{
	return number < PLACE_FIXED_COUNT ? place_info((enum place)number)->label
	       : number < PLACE_EVIDENCE  ? "rationale"
					  : "evidence";
}

static const char *aspect_word(int number)
{
	return number == ASPECT_STRENGTH ? "strength" : "development";
}

static const char *who_word(int number)
{
	return contact_who_name((enum contact_who)number);
}

static const char *contact_word(int number)
{
	return contact_state_name((enum contact_state)number);
}

static const char *scope_word(int number)
{
	return scope_name((enum scope)number);
}

static const char *progress_word(int number)
{
	return progress_name((enum progress)number);
}

static const char *note_word(int number)
{
	return note_kind_name((enum note_kind)number);
}

static const char *moderation_word(int number)
{
	return moderation_state_name((enum moderation_state)number);
}

static const char *mode_word(int number)
{
	return moderation_mode_name((enum moderation_mode)number);
}

static const char *verdict_word(int number)
{
	return verdict_name((enum verdict)number);
}

static const char *decision_word(int number)
{
	return decision_name((enum decision)number);
}

static const char *loop_word(int number)
{
	return loop_state_name((enum loop_state)number);
}

static const char *outcome_word(int number)
{
	return challenge_outcome_name((enum challenge_outcome)number);
}

static const struct {
	const char *name;
	const char *(*word)(int number);
} vocabularies[] = {
	{"answer", answer_word},
	{"aspect", aspect_word},
	{"audit_kind", kind_word},
	{"audit_state", state_word},
	{"challenge_outcome", outcome_word},
	{"contact_state", contact_word},
	{"contact_who", who_word},
	{"decision", decision_word},
	{"grade", grade_word},
	{"loop_state", loop_word},
	{"moderation_mode", mode_word},
	{"moderation_state", moderation_word},
	{"note_kind", note_word},
	{"part", part_word},
	{"place", place_word},
	{"progress", progress_word},
	{"scope", scope_word},
	{"source", source_word},
	{"verdict", verdict_word},
};

static const char *word_of(const char *vocabulary, int64_t number)
{
	for (size_t i = 0; i < LENGTH(vocabularies); i++)
		if (strcmp(vocabularies[i].name, vocabulary) == 0)
			return vocabularies[i].word((int)number);
	return NULL;
}

// A column's name is its key and, behind a colon, the words for its numbers, or "yes".
static void cell_read(
	struct stmt *stmt, int column, const char *words, struct person_cell *cell)
{
	if (stmt_is_null(stmt, column)) {
		cell->kind = CELL_NOTHING;
	} else if (stmt_is_number(stmt, column)) {
		cell->number = stmt_int(stmt, column);
		cell->kind = strcmp(words, "yes") == 0 ? CELL_YES : CELL_NUMBER;
		cell->text = word_of(words, cell->number);
		if (cell->text)
			cell->kind = CELL_TEXT;
	} else {
		cell->text = stmt_text(stmt, column);
		cell->kind = *cell->text ? CELL_TEXT : CELL_NOTHING;
	}
}

static int rows_read(struct stmt *stmt, const struct person_reader *reader)
{
	int count = stmt_columns(stmt), more;
	struct person_cell *cells = xcalloc((size_t)count, sizeof(*cells));
	const char **words = xcalloc((size_t)count, sizeof(*words));

	for (int i = 0; i < count; i++) {
		char *colon;

		cells[i].name = xstrdup(stmt_name(stmt, i));
		colon = strchr(cells[i].name, ':');
		words[i] = colon ? colon + 1 : "";
		if (colon)
			*colon = '\0';
	}
	while ((more = stmt_next(stmt)) == 1) {
		for (int i = 0; i < count; i++)
			cell_read(stmt, i, words[i], &cells[i]);
		reader->row(cells, count, reader->context);
	}
	for (int i = 0; i < count; i++)
		free(cells[i].name);
	free(words);
	free(cells);
	return more;
}

static int parts_read(
	struct session *session, int64_t casefile, const struct person_reader *reader)
{
	int result = 0;

	for (size_t i = 0; i < LENGTH(parts) && !result; i++) {
		struct stmt *stmt =
			db_query(session->db, parts[i].query, ARGS(INT("casefile", casefile)));

		reader->begin(&parts[i], reader->context);
		result = stmt ? rows_read(stmt, reader) : -1;
		reader->end(reader->context);
	}
	return result;
}

// Who is to grade without knowing another's grades does not get them this way either.
static int check_kept(struct session *session, int64_t casefile)
{
	char *ref = NULL;
	int found = db_text(session->db, QUERY_PERSON_KEPT,
		ARGS(INT("casefile", casefile), INT("user", session->me.id)), &ref);

	if (found == 1)
		fail(ERROR_DENIED,
			"you are to grade audit %s without knowing another's grades: somebody "
			"else of QA gathers what is held",
			ref);
	free(ref);
	return found ? -1 : 0;
}

static int find(struct session *session, const char *ref, int64_t *casefile)
{
	int found;

	if (!may_everywhere(session, RIGHT_SEE))
		return fail(ERROR_DENIED, "%s may not see all that is held on a case: QA does",
			session->me.login);
	found = db_int(session->db, QUERY_PERSON_CASE, ARGS(TEXT("ref", ref)), casefile);
	if (found == 0)
		return fail(ERROR_MISSING,
			"there is no case %s: it was never here, or it was anonymised", ref);
	return found < 0 ? -1 : check_kept(session, *casefile);
}

static int record(struct session *session, const char *ref)
{
	char *name = xasprintf("case %s", ref);
	int result = session_begin(session);

	if (!result)
		result = db_end(session->db, trail_append(session, &(struct act){.verb = "look",
									   .record = name,
									   .new = "all that is "
										  "held"}));
	free(name);
	return result;
}

int person_read(struct session *session, const char *ref, const struct person_reader *reader)
{
	int64_t casefile;
	int result;

	if (find(session, ref, &casefile) || record(session, ref) || db_snapshot(session->db))
		return -1;
	result = parts_read(session, casefile, reader);
	db_snapshot_end(session->db);
	return result;
}
