// SPDX-License-Identifier: MIT
// How the items of a moderation are written: two grades and their reasons side by side, one's own texts.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/final.h"
#include "db/mem.h"
#include "tui/moderate-private.h"
#include "tui/words.h"

enum { MARGIN = 2 }; // cells before an item, for the mark of the focus

static bool beside(const struct paper *paper)
{
	return paper->place.cols >= GUIDE_WIDE - 1;
}

static int half(const struct paper *paper)
{
	return (paper->place.cols - MARGIN - 4) / 2;
}

static enum theme_role label_role(bool focus)
{
	return focus ? THEME_FOCUS : THEME_TITLE;
}

static bool moderating(const struct guide *guide)
{
	return guide->mode == &moderate_mode;
}

const char *moderate_own_text(const struct guide *guide, int place)
{
	const struct audit *audit = guide->audit;

	if (audit->drafts[place])
		return audit->drafts[place]->text;
	// What was sent stands: more of it is added behind, not written over it.
	if (place == PLACE_ANSWER || place == PLACE_DISPUTE)
		return "";
	return audit->part == PART_NONE ? "" : audit->texts[audit->part][place].text;
}

const char *moderate_text_label(const struct guide *guide, enum part part, int place)
{
	bool own = part == guide->audit->part;

	if (place >= PLACE_RATIONALE && part == PART_MODERATOR)
		return own ? "Your reason" : "The moderator's reason";
	if (place >= PLACE_RATIONALE)
		return own ? "Your rationale" : "The auditor's rationale";
	if (place == PLACE_COMMENTARY)
		return part == PART_SETTLER ? "Why it is settled so" : "Reflective commentary";
	if (place == PLACE_GOOD_PRACTICE)
		return "Good practice seen";
	if (place == PLACE_ANSWER)
		return own ? "Your answer" : "The auditor's answer";
	if (place == PLACE_DISPUTE)
		return own ? "Why you dispute it" : "Why the auditor disputes it";
	return place_info(place)->label;
}

// The grades as they are to be compared; those of imported moderations stand in the judgements alone.
static enum grade auditor_grade(const struct guide *guide, int domain)
{
	enum grade grade = guide->moderation->grades[domain].auditor;

	return grade != GRADE_NONE ? grade : guide->audit->judgements[PART_LEAD][domain].grade;
}

static enum grade moderator_grade(const struct guide *guide, int domain)
{
	enum grade grade = guide->moderation->grades[domain].own;

	return grade != GRADE_NONE ? grade
				   : guide->audit->judgements[PART_MODERATOR][domain].grade;
}

static const char *shown_grade(enum grade grade)
{
	return grade == GRADE_NONE ? "not graded" : grade_name(grade);
}

// "upheld: Good stands", "changed to Good", and by whom it was settled.
static char *decision_words(const struct guide *guide, int domain)
{
	const struct moderation_grade *grade = &guide->moderation->grades[domain];
	enum grade settled = guide->audit->judgements[PART_SETTLER][domain].grade;
	char *words;

	if (grade->decision == DECISION_CHANGED)
		words = xasprintf("changed to %s", grade_name(grade->changed_to));
	else if (grade->decision == DECISION_UPHELD)
		words = xasprintf(
			"upheld: %s stands", shown_grade(auditor_grade(guide, domain)));
	else if (guide->moderation->state < MODERATION_COMPLETED)
		words = xstrdup("to be decided: u upheld, c changed");
	else
		words = xstrdup(moderator_grade(guide, domain) == GRADE_NONE ? "not changed"
									     : "changed");
	if (settled != GRADE_NONE) {
		char *more = xasprintf("%s; settled: %s", words, grade_name(settled));

		free(words);
		words = more;
	}
	return words;
}

static int write_grade_of(
	struct paper *paper, int col, int cols, const char *who, enum grade grade)
{
	int used = paper_text(paper, col, cols, THEME_TITLE, who);

	return used + paper_text(paper, col + used, cols - used, theme_grade(grade),
			      shown_grade(grade));
}

// Whose grade the moderator's is, for the person who reads.
static const char *moderator_is(const struct guide *guide)
{
	return moderating(guide) ? "You: " : "Moderator: ";
}

static const char *auditor_is(const struct guide *guide)
{
	return !moderating(guide) && guide->audit->part == PART_LEAD ? "You: " : "Auditor: ";
}

void moderate_write_compare(
	struct guide *guide, const struct item *item, struct paper *paper, bool focus)
{
	int domain = item->number, col = MARGIN, cols = half(paper);
	enum grade auditor = auditor_grade(guide, domain), own = moderator_grade(guide, domain);
	char *decision = decision_words(guide, domain);
	const char *difference = words_difference(auditor, own);

	paper->row += paper->row ? 1 : 0;
	if (guide_page(guide)->kind == PAGE_OUTCOME)
		paper_add(paper, MARGIN, paper->place.cols - MARGIN, THEME_HEADING,
			guide->audit->template->domains[domain].name);
	guide_focus_mark(paper, focus);
	col += write_grade_of(paper, col, cols, auditor_is(guide), auditor);
	col = beside(paper) ? MARGIN + cols + 2 : col + 3;
	col += write_grade_of(paper, col, paper->place.cols - col, moderator_is(guide), own);
	if (beside(paper) || col + (int)strlen(difference) + 4 < paper->place.cols)
		paper_text(
			paper, col + 3, paper->place.cols - col - 3, THEME_MUTED, difference);
	else {
		paper->row++;
		paper_text(paper, MARGIN, paper->place.cols - MARGIN, THEME_MUTED, difference);
	}
	paper->row++;
	paper_add(paper, MARGIN, guide_text_cols(paper), label_role(focus), decision);
	free(decision);
}

// The lead's rationale of the overall grade is the summary.
static const char *auditor_why(const struct guide *guide, int domain)
{
	const char *text = guide->audit->texts[PART_LEAD][PLACE_RATIONALE + domain].text;

	return *text || !guide->audit->template->domains[domain].overall
		       ? text
		       : guide->audit->texts[PART_LEAD][PLACE_SUMMARY].text;
}

const char *moderate_why(const struct guide *guide, enum part part, int domain)
{
	if (part == PART_LEAD)
		return auditor_why(guide, domain);
	return moderating(guide)
		       ? moderate_own_text(guide, PLACE_RATIONALE + domain)
		       : guide->audit->texts[PART_MODERATOR][PLACE_RATIONALE + domain].text;
}

static void write_side(struct guide *guide, int domain, enum part part, struct paper *paper,
	int col, int cols, bool focus)
{
	const char *text = moderate_why(guide, part, domain);
	bool other = !beside(paper);
	char *label =
		xasprintf("%s%s", moderate_text_label(guide, part, PLACE_RATIONALE + domain),
			other ? "  (v: the other side)" : "");

	paper_text(paper, col, cols, label_role(focus), label);
	paper->row++;
	if (*text)
		guide_write_preview(paper, col, cols, "", text, focus);
	else
		paper_add(paper, col, cols, THEME_MUTED,
			moderating(guide) && part == PART_MODERATOR
				? "(nothing yet: e writes it; needed where the grade is "
				  "changed)"
				: "(nothing written)");
	free(label);
}

void moderate_write_sides(
	struct guide *guide, const struct item *item, struct paper *paper, bool focus)
{
	int cols = half(paper), top, left;

	guide_focus_mark(paper, focus);
	if (!beside(paper)) {
		write_side(guide, item->number, guide->turned_over ? PART_MODERATOR : PART_LEAD,
			paper, MARGIN, guide_text_cols(paper), focus);
		return;
	}
	top = paper->row;
	write_side(guide, item->number, PART_LEAD, paper, MARGIN, cols, focus);
	left = paper->row;
	paper->row = top;
	write_side(guide, item->number, PART_MODERATOR, paper, MARGIN + cols + 2, cols, false);
	paper->row = paper->row > left ? paper->row : left;
}

static const char *own_label(const struct guide *guide, int place)
{
	if (place >= PLACE_RATIONALE)
		return "Your reason for this grade";
	return moderate_text_label(guide, guide->audit->part, place);
}

const char *moderate_hint(const struct guide *guide, int place)
{
	if (place == PLACE_COMMENTARY && guide->audit->part == PART_SETTLER)
		return "What the file bears out, and why: the auditor and the moderator read "
		       "it.";
	if (place < PLACE_RATIONALE)
		return place_info(place)->hint;
	return guide->moderation->grades[place - PLACE_RATIONALE].decision == DECISION_CHANGED
		       ? "Why the grade is changed: the auditor reads it beside their own "
			 "rationale."
		       : "A note to yourself for now; it is the reason, should you change the "
			 "auditor's grade.";
}

void moderate_write_own(
	struct guide *guide, const struct item *item, struct paper *paper, bool focus)
{
	const struct draft *draft = guide->audit->drafts[item->number];
	const char *text = moderate_own_text(guide, item->number);
	int cols = guide_text_cols(paper), col = MARGIN;
	char *since =
		draft ? xasprintf("  draft of %s", session_show_moment(guide->session,
							   draft->saved_at, (char[32]){0}))
		      : xstrdup("");

	paper->row++;
	guide_focus_mark(paper, focus);
	col += paper_text(paper, col, cols, label_role(focus), own_label(guide, item->number));
	paper_text(paper, col, cols - col, THEME_MESSAGE, since);
	paper->row++;
	if (*text)
		guide_write_preview(paper, MARGIN, cols, "", text, focus);
	else
		paper_add(paper, MARGIN, cols, THEME_MUTED, moderate_hint(guide, item->number));
	free(since);
}

void moderate_write_said(
	struct guide *guide, const struct item *item, struct paper *paper, bool focus)
{
	enum part part = item->number / PLACE_COUNT;
	int place = item->number % PLACE_COUNT;

	paper->row++;
	guide_focus_mark(paper, focus);
	paper_text(paper, MARGIN, guide_text_cols(paper), label_role(focus),
		moderate_text_label(guide, part, place));
	paper->row++;
	guide_write_preview(paper, MARGIN, guide_text_cols(paper), "",
		guide->audit->texts[part][place].text, focus);
}

void moderate_write_verdict(
	struct guide *guide, const struct item *item, struct paper *paper, bool focus)
{
	const struct verdict_info *info = verdict_info(item->number);
	enum verdict verdict = guide->moderation->verdicts[item->number];

	guide_write_field(paper, focus, info->label,
		verdict == VERDICT_NONE ? "(still to say)" : verdict_name(verdict),
		info->question);
}

void moderate_write_took_part(
	struct guide *guide, const struct item *item, struct paper *paper, bool focus)
{
	int took_part = guide->moderation->took_part;

	guide_write_field(paper, focus, "Auditor took part",
		took_part < 0 ? "(still to say)"
		: took_part   ? "yes"
			      : "no",
		"Was the moderation talked through with the auditor?");
}

void moderate_write_settle(
	struct guide *guide, const struct item *item, struct paper *paper, bool focus)
{
	int domain = item->number;
	enum grade to = guide->settled[domain];
	char *line = xasprintf(
		"auditor %s, moderated %s: ", grade_short(auditor_grade(guide, domain)),
		grade_short(final_grade(guide->audit, domain)));
	int col = MARGIN, cols = guide_text_cols(paper);

	guide_focus_mark(paper, focus);
	paper_text(paper, col, cols, label_role(focus),
		guide->audit->template->domains[domain].name);
	if (paper->place.cols < 100)
		paper->row++;
	else
		col += 44;
	col += paper_text(paper, col + 2, cols - col, THEME_MUTED, line) + 2;
	paper_text(paper, col, cols - col, to == GRADE_NONE ? THEME_TEXT : theme_grade(to),
		to == GRADE_NONE ? "it stands" : grade_name(to));
	paper->row++;
	free(line);
}

void moderate_write_finish(
	struct guide *guide, const struct item *item, struct paper *paper, bool focus)
{
	static const struct {
		const char *label, *hint;
	} ends[] = {
		[FINISH_SEAL] = {"Seal the grades",
			"Your grades can then never be changed, and the auditor's are shown"},
		[FINISH_COMPLETE] = {"Complete",
			"The auditor is told, and final grades follow what you decided"},
		[FINISH_SETTLE] = {"Settle it",
			"It is the last word: final grades follow it, both are told"},
	};

	paper->row++;
	guide_write_field(paper, focus, ends[item->number].label, "", ends[item->number].hint);
}
