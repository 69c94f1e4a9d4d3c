// SPDX-License-Identifier: MIT
// How each kind of item of the guided audit is written on its page.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/mem.h"
#include "tui/concern.h"
#include "tui/moderate-private.h"

enum {
	MARGIN = 2,       // cells before an item, for the mark of the focus
	LABEL = 20,       // cells of a field's label
	PREVIEW = 8,      // rows of a text in focus, before Enter is needed to read on
	PREVIEW_LESS = 4, // of others
};

void guide_focus_mark(struct paper *paper, bool focus)
{
	if (!focus)
		return;
	paper_text(paper, 0, 1, THEME_TITLE, ">");
	paper_cursor(paper, MARGIN);
}

static enum theme_role label_role(bool focus)
{
	return focus ? THEME_FOCUS : THEME_TITLE;
}

static void write_note(
	struct guide *guide, const struct item *item, struct paper *paper, bool focus)
{
	paper_add(paper, MARGIN, guide_text_cols(paper), item->role, item->text);
	if (item + 1 == guide->items + guide->item_count)
		return;
	switch (item[1].kind) {
	case ITEM_NOTE: // notes stand together; those below bring their own distance
	case ITEM_HEADING:
	case ITEM_GRADE:
	case ITEM_FEEDBACK:
	case ITEM_ACTION:
	case ITEM_ACTION_ADD:
	case ITEM_TEXT: return;
	default: paper->row++;
	}
}

static void write_heading(
	struct guide *guide, const struct item *item, struct paper *paper, bool focus)
{
	paper->row += paper->row ? 1 : 0;
	paper_add(paper, MARGIN, guide_text_cols(paper), THEME_HEADING, item->text);
}

void guide_write_field(
	struct paper *paper, bool focus, const char *label, const char *value, const char *hint)
{
	int label_cols = paper->place.cols < 70 ? LABEL - 4 : LABEL, rows;
	int cols = guide_text_cols(paper) - label_cols - 1;

	guide_focus_mark(paper, focus);
	paper_text(paper, MARGIN, label_cols, label_role(focus), label);
	rows = paper_wrap(paper, MARGIN + label_cols + 1, cols, 0, THEME_TEXT, value);
	paper->row += rows ? rows : 1;
	if (focus && hint && *hint)
		paper_add(paper, MARGIN + label_cols + 1, cols, THEME_MUTED, hint);
}

static void write_header(
	struct guide *guide, const struct item *item, struct paper *paper, bool focus)
{
	const struct header_info *info = header_info(item->number);
	char *value = audit_spot_value(guide->audit, PART_LEAD, item->spot);
	date day;

	if (info->is_date && date_parse(value, DATE_ISO, &day) == 0)
		xreplace(&value, date_show(day, (char[DATE_TEXT]){0}));
	guide_write_field(paper, focus, info->label,
		*value           ? value
		: info->required ? "(still to fill in)"
				 : "-",
		info->hint);
	free(value);
}

static const char *short_answer(enum answer_value value)
{
	return value == ANSWER_NOT_APPLICABLE ? "n/a" : answer_name(value);
}

static enum theme_role answer_role(enum answer_value value)
{
	switch (value) {
	case ANSWER_YES: return THEME_DONE;
	case ANSWER_PARTLY: return THEME_DUE;
	case ANSWER_NO: return THEME_OVERDUE;
	default: return THEME_MUTED;
	}
}

// As much of a text as can show in so many rows, yours; *cut tells whether that is less than
// all of it.
static char *beginning(const char *label, const char *text, int cols, int rows, bool *cut)
{
	size_t length = strlen(text), most = (size_t)(cols * (rows + 1)) * 4;

	*cut = length > most;
	while (*cut && ((unsigned char)text[most] & 0xc0) == 0x80)
		most--;
	return xasprintf("%s%.*s", label, (int)(*cut ? most : length), text);
}

// A text in the foreground's part under a prompt or in its own right: a few rows of it.
void guide_write_preview(
	struct paper *paper, int col, int cols, const char *label, const char *text, bool focus)
{
	int most = focus ? PREVIEW : PREVIEW_LESS;
	bool cut;
	char *begin = beginning(label, text, cols, most, &cut);

	paper->row += paper_wrap(paper, col, cols, most, THEME_TEXT, begin);
	if (cut || text_lines(begin, strlen(begin), cols) > (size_t)most)
		paper_add(paper, col, cols, THEME_MUTED, "... and more: open it to read on");
	free(begin);
}

static void write_draft_note(
	struct guide *guide, struct paper *paper, int col, int cols, int place)
{
	const struct draft *draft = guide->audit->drafts[place];
	char *text;

	// A moderator's drafts are texts of their own, not of the auditor's that stand here.
	if (!draft || guide->mode)
		return;
	text = xasprintf("Draft of %s, not kept yet: %s",
		session_show_moment(guide->session, draft->saved_at, (char[32]){0}),
		draft->text);
	paper->row += paper_wrap(paper, col, cols, 3, THEME_MESSAGE, text);
	free(text);
}

// What the other parts answered, and their evidence.
static void write_other_answers(
	struct guide *guide, int prompt, struct paper *paper, int col, int cols)
{
	enum part parts[PART_COUNT];
	int count = guide_others(guide, parts);

	for (int i = 0; i < count; i++) {
		enum answer_value value = guide->audit->answers[parts[i]][prompt].value;
		const char *evidence =
			guide->audit->texts[parts[i]][PLACE_EVIDENCE + prompt].text;
		char *text;

		if (value == ANSWER_NONE && (!evidence || !*evidence))
			continue;
		text = xasprintf("%s: %s%s%s", guide_who(parts[i]),
			value == ANSWER_NONE ? "no answer" : answer_name(value),
			evidence && *evidence ? ": " : "", evidence ? evidence : "");
		paper->row += paper_wrap(paper, col, cols, PREVIEW_LESS, THEME_MUTED, text);
		free(text);
	}
}

static void write_prompt(
	struct guide *guide, const struct item *item, struct paper *paper, bool focus)
{
	const struct prompt *prompt = template_prompt_at(guide->audit->template, item->number);
	enum answer_value value = guide->audit->answers[guide->part][item->number].value;
	const char *evidence =
		guide->audit->texts[guide->part][PLACE_EVIDENCE + item->number].text;
	int col = MARGIN + 13, cols = guide_text_cols(paper) - 13, rows;
	char answer[16];

	snprintf(answer, sizeof(answer), "[%-6s]", short_answer(value));
	guide_focus_mark(paper, focus);
	paper_text(paper, MARGIN, 4, label_role(focus), prompt->code);
	paper_text(paper, MARGIN + 4, 8, answer_role(value), answer);
	rows = paper_wrap(paper, col, cols, 0, THEME_TEXT, prompt->text);
	if (prompt->safety) {
		paper->row++;
		paper_text(paper, MARGIN + 4, 8, THEME_SAFETY, "SAFETY");
		paper->row--;
		rows = rows < 2 ? 2 : rows;
	}
	paper->row += rows;
	if (*evidence)
		guide_write_preview(paper, col, cols, "Evidence: ", evidence, focus);
	write_draft_note(guide, paper, col, cols, PLACE_EVIDENCE + item->number);
	write_other_answers(guide, item->number, paper, col, cols);
}

const char *guide_place_label(int place)
{
	if (place >= PLACE_EVIDENCE)
		return "Evidence on file";
	return place >= PLACE_RATIONALE ? "Rationale: why this grade"
					: place_info(place)->label;
}

const char *guide_place_hint(int place)
{
	if (place >= PLACE_EVIDENCE)
		return "What on the file shows it, and where: dates, records, words.";
	if (place >= PLACE_RATIONALE)
		return "How the judgement was reached, with the evidence on file. A grade "
		       "without its "
		       "rationale is not a finished judgement.";
	return place_info(place)->hint;
}

// The same text by the other parts: beside the foreground's on a wide screen, else below it.
// Returns the rows taken beside it.
static int write_other_texts(
	struct guide *guide, int place, struct paper *paper, int col, int cols, bool beside)
{
	enum part parts[PART_COUNT];
	int count = guide_others(guide, parts), top = paper->row, taken;

	for (int i = 0; i < count; i++) {
		const char *text = guide->audit->texts[parts[i]][place].text;
		char *heading;

		if (!text || !*text)
			continue;
		heading = xasprintf("%s wrote:", guide_who(parts[i]));
		paper_add(paper, col, cols, THEME_MUTED, heading);
		guide_write_preview(paper, col, cols, "", text, true);
		free(heading);
	}
	taken = paper->row - top;
	if (beside)
		paper->row = top;
	return taken;
}

static void write_text(
	struct guide *guide, const struct item *item, struct paper *paper, bool focus)
{
	enum part part = item->number == PLACE_COMMENTARY ? PART_MODERATOR : guide->part;
	const char *text = guide->audit->texts[part][item->number].text;
	bool beside = paper->place.cols >= GUIDE_WIDE && part == guide->part;
	int cols = beside ? paper->place.cols / 2 - 4 : guide_text_cols(paper), others, top;

	cols = cols > GUIDE_READABLE ? GUIDE_READABLE : cols;
	paper->row++;
	guide_focus_mark(paper, focus);
	paper_text(paper, MARGIN, cols, label_role(focus), guide_place_label(item->number));
	top = ++paper->row;
	others = 0;
	if (beside)
		others = write_other_texts(
			guide, item->number, paper, MARGIN + cols + 2, cols, true);
	if (!others && beside)
		cols = guide_text_cols(paper);
	if (*text)
		guide_write_preview(paper, MARGIN, cols, "", text, focus);
	else
		paper_add(paper, MARGIN, cols, THEME_MUTED,
			guide->writable ? guide_place_hint(item->number) : "(nothing written)");
	if (part == guide->part)
		write_draft_note(guide, paper, MARGIN, cols, item->number);
	if (!beside && part == guide->part)
		write_other_texts(guide, item->number, paper, MARGIN, cols, false);
	if (paper->row < top + others)
		paper->row = top + others;
}

static void write_feedback(
	struct guide *guide, const struct item *item, struct paper *paper, bool focus)
{
	const struct feedback *feedback = &guide->audit->feedback[item->number];
	bool person = item->number == SOURCE_PRACTITIONER;
	const char *said = guide->writable ? "(still to say)" : "-";
	char *value;

	if (feedback->obtained == OBTAINED_YES)
		said = person ? "took part" : "obtained";
	if (feedback->obtained == OBTAINED_NO)
		said = person ? "took no part" : "not obtained";
	value = xasprintf("%s%s%s", said, feedback->means[0] ? ": " : "", feedback->means);
	paper->row++;
	guide_write_field(paper, focus, source_info(item->number)->label, value,
		!guide->writable ? NULL
		: person         ? "y took part, and how; n took no part; Enter writes about it"
			 : "y obtained, by which means; n not obtained; Enter writes the "
			   "words, or why not");
	free(value);
}

static void write_theme(
	struct guide *guide, const struct item *item, struct paper *paper, bool focus)
{
	const struct theme *theme = &guide->audit->themes[item->number];
	char *value = xasprintf("%s%s", theme->name, theme->listed ? "" : "  (own words)");

	guide_write_field(paper, focus,
		theme->aspect == ASPECT_STRENGTH ? "strength" : "development", value,
		"Space changes between strength and development, d takes it off");
	free(value);
}

static void write_theme_add(
	struct guide *guide, const struct item *item, struct paper *paper, bool focus)
{
	guide_write_field(
		paper, focus, "+ add a theme", "", "From the list that QA keeps, or your own");
}

static void write_action_add(
	struct guide *guide, const struct item *item, struct paper *paper, bool focus)
{
	paper->row++;
	guide_write_field(paper, focus, "+ add an action", "",
		"What exactly, how we will know, who, why, and by when");
}

static void write_concern(
	struct guide *guide, const struct item *item, struct paper *paper, bool focus)
{
	const struct concern *concern = &guide->audit->concerns[item->number];
	char due[64];
	enum theme_role role = concern_due_words(guide->session, concern, due, sizeof(due));
	char *text = xasprintf("%s  Told: %s, %s. Raised by %s, %s.%s%s", concern->what,
		concern->told_whom, concern->told_at, concern->raised_by,
		session_show_moment(guide->session, concern->raised_at, (char[32]){0}),
		concern->answered ? " Done: " : "", concern->answered ? concern->done : "");

	guide_focus_mark(paper, focus);
	paper_text(paper, MARGIN, 10, concern->answered ? THEME_DONE : THEME_SAFETY,
		concern->answered ? "answered" : "OPEN");
	paper_add(paper, MARGIN + 10, guide_text_cols(paper) - 10, THEME_TEXT, text);
	if (!concern->answered) {
		free(text);
		text = xasprintf("To be answered %s", due);
		paper_add(paper, MARGIN + 10, guide_text_cols(paper) - 10, role, text);
	}
	free(text);
}

static void write_missing(
	struct guide *guide, const struct item *item, struct paper *paper, bool focus)
{
	const struct missing *missing = &guide->missing[item->number];

	guide_focus_mark(paper, focus);
	paper_text(paper, MARGIN, 8, missing->blocks ? THEME_ERROR : THEME_MUTED,
		missing->blocks ? "missing" : "to note");
	paper_add(paper, MARGIN + 9, guide_text_cols(paper) - 9,
		focus ? THEME_FOCUS : THEME_TEXT, missing->words);
}

static void write_submit(
	struct guide *guide, const struct item *item, struct paper *paper, bool focus)
{
	paper->row++;
	guide_write_field(paper, focus, "Submit the audit", "",
		"From then on it is fixed: a correction is an amendment with its reason");
}

static void write_amendment(
	struct guide *guide, const struct item *item, struct paper *paper, bool focus)
{
	const struct amendment *amendment = &guide->audit->amendments[item->number];
	int half = (paper->place.cols - 6) / 2, rows, more, most = focus ? 0 : PREVIEW_LESS;
	char *title = xasprintf("%s  by %s, %s", amendment->field, amendment->by,
		session_show_moment(guide->session, amendment->at, (char[32]){0}));
	char *reason = xasprintf("Reason: %s", amendment->reason);

	guide_focus_mark(paper, focus);
	paper_add(paper, MARGIN, paper->place.cols, label_role(focus), title);
	paper_add(paper, MARGIN, guide_text_cols(paper), THEME_TEXT, reason);
	paper_text(paper, MARGIN, half, THEME_MUTED, "before");
	paper_text(paper, MARGIN + half + 2, half, THEME_MUTED, "after");
	paper->row++;
	rows = paper_wrap(paper, MARGIN, half, most, THEME_TEXT,
		amendment->old[0] ? amendment->old : "(nothing)");
	more = paper_wrap(paper, MARGIN + half + 2, half, most, THEME_TEXT,
		amendment->new[0] ? amendment->new : "(nothing)");
	paper->row += (rows > more ? rows : more) + 1;
	free(title);
	free(reason);
}

const struct item_type guide_item_types[ITEM_KINDS] = {
	[ITEM_NOTE] = {false, write_note},
	[ITEM_HEADING] = {false, write_heading},
	[ITEM_HEADER] = {true, write_header, guide_act_header, "Enter fills this in"},
	[ITEM_PROMPT] = {true, write_prompt, guide_act_prompt,
		"y yes  p partly  n no  x n/a  - none  e or Enter writes the evidence"},
	[ITEM_GRADE] = {true, guide_write_grade, guide_act_grade,
		"o g r i give the grade  x n/a  - none  left/right turn  e rationale"},
	[ITEM_INDICATOR] = {true, guide_write_indicator, guide_act_indicator,
		"Space ticks what is seen on file  o g r i grade  left/right turn"},
	[ITEM_TEXT] = {true, write_text, guide_act_text, "Enter or e opens the text"},
	[ITEM_FEEDBACK] = {true, write_feedback, guide_act_feedback,
		"y yes, by which means  n no  - not said  Enter writes the words, or why not"},
	[ITEM_THEME] = {true, write_theme, guide_toggle_theme,
		"Space strength or development  d takes it off"},
	[ITEM_THEME_ADD] = {true, write_theme_add, guide_act_theme_add, "Enter adds a theme"},
	[ITEM_ACTION] = {true, guide_write_action, guide_act_action,
		"Enter fills this in  d takes the action off"},
	[ITEM_ACTION_ADD] = {true, write_action_add, guide_act_action_add,
		"Enter adds an action"},
	[ITEM_CONCERN] = {true, write_concern, guide_act_concern,
		"Enter records what was done about it"},
	[ITEM_MISSING] = {true, write_missing, guide_act_missing, "Enter goes there"},
	[ITEM_SUBMIT] = {true, write_submit, guide_act_submit, "Enter submits the audit"},
	[ITEM_AMENDMENT] = {true, write_amendment, NULL, NULL},
	[ITEM_COMPARE] = {true, moderate_write_compare, moderate_act_compare,
		"u upheld  c changed  Enter chooses"},
	[ITEM_SIDES] = {true, moderate_write_sides, moderate_act_sides,
		"Enter reads both in full  e writes your reason"},
	[ITEM_OWN_TEXT] = {true, moderate_write_own, moderate_act_own, "Enter or e writes it"},
	[ITEM_SAID] = {true, moderate_write_said, moderate_act_said, "Enter reads it in full"},
	[ITEM_VERDICT] = {true, moderate_write_verdict, moderate_act_verdict,
		"y yes  p partly  n no  - not said"},
	[ITEM_TOOK_PART] = {true, moderate_write_took_part, moderate_act_took_part,
		"y yes  n no"},
	[ITEM_SETTLE] = {true, moderate_write_settle, moderate_act_settle,
		"o g r i the grade that settles it  - the moderated one stands"},
	[ITEM_FINISH] = {true, moderate_write_finish, moderate_act_finish,
		"Enter asks, and does it"},
};
