// SPDX-License-Identifier: MIT
// The inside of the guided audit: its pages, the items on them, and who does what.
#pragma once

#include "core/audit-links.h"
#include "tui/editor.h"
#include "tui/guide.h"
#include "tui/paper.h"
#include "tui/view.h"

enum {
	GUIDE_WIDE = 120,     // columns from which things stand side by side
	GUIDE_SIDEBAR = 160,  // columns from which the pages are listed at the left
	GUIDE_READABLE = 110, // cells of a line of text: longer ones are hard to read
};

// What can stand on a page. One row of guide_item_types for each.
enum item_kind {
	ITEM_NOTE,      // text to read; `text`
	ITEM_HEADING,   // `text`
	ITEM_HEADER,    // enum header_field
	ITEM_PROMPT,    // prompt.seq
	ITEM_GRADE,     // domain.seq
	ITEM_INDICATOR, // the row of the board: the number-th indicator of each grade
	ITEM_TEXT,      // place
	ITEM_FEEDBACK,  // enum source
	ITEM_THEME,     // index in audit.themes
	ITEM_THEME_ADD,
	ITEM_ACTION, // index in audit.actions
	ITEM_ACTION_ADD,
	ITEM_CONCERN, // index in audit.concerns
	ITEM_MISSING, // index in guide.missing
	ITEM_SUBMIT,
	ITEM_AMENDMENT, // index in audit.amendments
	// Of a moderation: see moderate-private.h.
	ITEM_COMPARE,  // domain.seq: both grades, and what was decided
	ITEM_SIDES,    // domain.seq: why, by the auditor and by the moderator
	ITEM_OWN_TEXT, // place: the person's own, a draft until all is done
	ITEM_SAID,     // part * PLACE_COUNT + place: a text that stands
	ITEM_VERDICT,  // enum verdict_on
	ITEM_TOOK_PART,
	ITEM_SETTLE, // domain.seq: the grade that settles it
	ITEM_FINISH, // enum finish
	ITEM_KINDS
};

struct item {
	enum item_kind kind;
	int number;
	char *text;           // of notes and headings; NULL otherwise
	enum theme_role role; // of notes
	struct spot spot;     // what it fills in; kind -1: nothing
	int group;            // items of one group are kept in sight together; 0: none
};

#define SPOT_NONE ((struct spot){(enum spot_kind) - 1, 0})

struct guide;
struct moderation;

struct item_type {
	bool focus; // can the cursor stand on it?
	// Writes the item on paper from its row on and leaves the row below it. With focus it
	// places the cursor and shows more.
	void (*write)(
		struct guide *guide, const struct item *item, struct paper *paper, bool focus);
	// What Enter does. Like the run of a key.
	int (*act)(struct screen *screen, const struct item *item);
	const char *enter; // what Enter does, in a few words for the message line
};

extern const struct item_type guide_item_types[ITEM_KINDS];

enum page_kind {
	PAGE_OUTCOME, // of a moderation, as are the next and PAGE_COMMENTARY
	PAGE_SETTLE,
	PAGE_CASE,
	PAGE_DOMAIN,
	PAGE_FINDINGS,
	PAGE_PRACTITIONER,
	PAGE_FEEDBACK,
	PAGE_LEARNING,
	PAGE_ACTIONS,
	PAGE_OVERALL,
	PAGE_COMMENTARY,
	PAGE_CHECK,
	PAGE_AMENDMENTS,
	PAGE_KINDS
};

struct page {
	enum page_kind kind;
	int domain;       // of PAGE_DOMAIN: domain.seq
	const char *code; // kept in the bookmark
	const char *name;
	int filled, of; // how much of it is filled in
	int missing;    // what still blocks submitting
};

// What was done: a spot was filled in, an indicator ticked or not, a theme added or dropped, an
// action added, changed or dropped.
enum undo_kind {
	UNDO_SPOT,
	UNDO_TICK,
	UNDO_UNTICK,
	UNDO_THEME,
	UNDO_NO_THEME,
	UNDO_ACTION,
	UNDO_ACTION_AS_IT_WAS,
	UNDO_NO_ACTION
};

// One step that u takes back: what stood there before.
struct undo {
	struct spot spot;
	int value;            // grade, answer, obtained
	int64_t id;           // of an indicator that was ticked or a theme that was added
	char *text;           // a text, header value, means; a theme's name
	int aspect;           // of a theme that was dropped
	struct action action; // as it was
	enum undo_kind kind;
};

struct guide;

// What other uses of these pages than the auditor's do in their own way: moderating, reading an outcome, settling.
// What is NULL here is done as for the auditor.
struct guide_mode {
	bool (*shown)(const struct guide *guide, enum page_kind kind);
	void (*build[PAGE_KINDS])(struct guide *guide);
	void (*count)(struct guide *guide, struct page *page); // filled and of
	size_t (*missing)(struct guide *guide, struct missing **list);
	enum page_kind (*page_of)(const struct guide *guide, struct spot spot); // or PAGE_KINDS
	enum grade (*given)(const struct guide *guide, int domain);             // on the board
	int (*may_grade)(const struct guide *guide); // 0, or -1 with fail()
	int (*grade)(struct screen *screen, int domain, enum grade grade);
};

struct guide {
	struct session *session;
	struct audit *audit; // the moderation's where there is one
	const struct guide_mode *mode;
	struct moderation *moderation;
	bool turned_over; // on a narrow screen the other side is in sight
	enum grade settled[TEMPLATE_DOMAINS_MAX]; // what is to become of the moderated grades
	bool writable;
	struct audit_link *links; // as it was opened
	size_t link_count;
	enum part part; // whose part is in the foreground: the person's own, else the lead's
	struct page *pages;
	size_t page_count, page_room;
	size_t page; // the one shown
	struct item *items;
	size_t item_count, item_room;
	size_t item; // in focus
	int scroll;
	int grade;   // the descriptor in sight: enum grade
	bool turned; // to it by the person, on this page
	struct missing *missing;
	size_t missing_count;
	struct undo *undo;
	size_t undo_count, undo_room;
	int writing;    // the place being written in the editor
	bool answering; // a safety concern, in a form: the audit is read again behind it
	bool amending;  // the editor's text is an amendment
	struct spot amend_spot;
	char *amended;        // that text
	int late_place;       // the text of `late`
	struct conflict late; // a text that came too late, until the person has decided
	bool late_asks;       // the person has not been asked about it yet
	char *sought;         // what was searched for last
};

struct guide *guide_of(struct screen *screen);

// guide.c, for who opens these pages in another mode: `audit` and `session` are set.
void guide_begin(struct screen *screen);
void guide_close(struct screen *screen);
// To a page by its code; NULL: to where the person stood when they left.
void guide_find_place(struct screen *screen, const char *page);
void guide_keep(struct screen *screen);
int guide_act(struct screen *screen);

// guide-pages.c: which pages there are, and what stands on them.
void guide_pages_init(struct guide *guide);
void guide_items_build(struct guide *guide);
void guide_items_free(struct guide *guide);
// After every change: what is missing, what is filled, the items.
void guide_refresh(struct screen *screen);
// The page on which a spot stands.
size_t guide_page_of(const struct guide *guide, struct spot spot);
// Shows a page from its top; going there also keeps it as the place where the person stands.
void guide_show(struct screen *screen, size_t page);
void guide_go(struct screen *screen, size_t page);
void guide_jump(struct screen *screen, struct spot spot);
const struct item *guide_focus(const struct guide *guide);
const struct page *guide_page(const struct guide *guide);
// The domain of the page shown; NULL where it is none. The overall page's is the overall one.
const struct domain *guide_domain(const struct guide *guide);
// Pages as the auditor has them, for other modes to put their own items around.
void guide_build_prompts(struct guide *guide);
void guide_build_board(struct guide *guide);
void guide_build_text(struct guide *guide, int place);
struct item *guide_add(struct guide *guide, enum item_kind kind, int number, struct spot spot);
void guide_note(struct guide *guide, enum theme_role role, char *text); // takes the text over

// guide-paint.c
void guide_paint(struct screen *screen);
void guide_status(struct screen *screen, char *text, size_t size);
void guide_describe(struct screen *screen, char *text, size_t size);
// Cells for text on a page.
int guide_text_cols(const struct paper *paper);

// The grade on the board: the foreground part's, or the mode's own.
enum grade guide_given(const struct guide *guide, int domain);

// "lead auditor", "peer auditor", "moderator".
const char *guide_who(enum part part);

// The parts other than the foreground one that have something to show: writes them, returns how
// many.
int guide_others(const struct guide *guide, enum part parts[PART_COUNT]);

// guide-write.c, for other items. A few rows of a text, with a word that there is more; label stands before it.
void guide_focus_mark(struct paper *paper, bool focus);
void guide_write_field(struct paper *paper, bool focus, const char *label, const char *value,
	const char *hint);
void guide_write_preview(struct paper *paper, int col, int cols, const char *label,
	const char *text, bool focus);

// guide-board.c: descriptors and grades.
void guide_write_grade(
	struct guide *guide, const struct item *item, struct paper *paper, bool focus);
void guide_write_indicator(
	struct guide *guide, const struct item *item, struct paper *paper, bool focus);
int guide_board_rows(const struct guide *guide, const struct domain *domain);
void guide_add_descriptor(struct guide *guide, int domain, int grade, struct paper *paper);
int guide_grade(struct screen *screen, enum grade grade);
int guide_turn(struct screen *screen, int by);
int guide_act_grade(struct screen *screen, const struct item *item);
int guide_act_indicator(struct screen *screen, const struct item *item);

// guide-answer.c: prompts, header, feedback, themes.
int guide_answer(struct screen *screen, enum answer_value value);
// Where a SAFETY prompt is answered "no": asks whether the child is at risk now.
int guide_ask_risk(struct screen *screen, struct spot spot);
int guide_act_prompt(struct screen *screen, const struct item *item);
int guide_act_header(struct screen *screen, const struct item *item);
int guide_act_feedback(struct screen *screen, const struct item *item);
int guide_obtained(struct screen *screen, const struct item *item, enum obtained obtained);
int guide_act_theme_add(struct screen *screen, const struct item *item);
int guide_drop(struct screen *screen);
int guide_toggle_theme(struct screen *screen, const struct item *item);

// guide-text.c: texts, the editor, conflicts.
int guide_write_text(struct screen *screen, int place);
int guide_act_text(struct screen *screen, const struct item *item);
const char *guide_place_label(int place);
const char *guide_place_hint(int place);

// guide-compare.c: two texts side by side, and what is to be done about them.
int guide_open_conflict(struct screen *screen); // the text that came too late: guide.late
int guide_open_amendment(
	struct screen *screen); // guide.amended against what stands at guide.amend_spot

// guide-action.c
void guide_write_action(
	struct guide *guide, const struct item *item, struct paper *paper, bool focus);
int guide_act_action(struct screen *screen, const struct item *item);
int guide_act_action_add(struct screen *screen, const struct item *item);
struct action guide_copy_action(const struct action *action); // to be finished
int guide_drop_action(struct screen *screen, int index);

// guide-check.c: what is missing, submitting, concerns. guide-amend.c: corrections afterwards.
int guide_act_missing(struct screen *screen, const struct item *item);
int guide_act_submit(struct screen *screen, const struct item *item);
int guide_act_concern(struct screen *screen, const struct item *item);
int guide_concern(struct screen *screen, int64_t prompt_id);
int guide_amend(struct screen *screen);
int guide_amend_to(
	struct screen *screen, const char *value); // value in words, at guide.amend_spot

// guide-move.c: lines, pages and descriptors; the keys are for view_focus(screen, guide, guide_move_keys).
extern const struct key guide_move_keys[];
int guide_next_page(struct screen *screen);
int guide_choose_page(struct screen *screen);
int guide_go_check(struct screen *screen);
int guide_page_down(struct screen *screen);

// guide-help.c
int guide_explain(struct screen *screen);
int guide_search(struct screen *screen);

// guide-undo.c
void guide_remember(
	struct guide *guide, struct spot spot); // what stands there, before it is changed
struct undo *guide_remember_other(struct guide *guide, enum undo_kind kind);
void guide_forget(struct guide *guide); // the last one: the change failed
int guide_undo(struct screen *screen);
void guide_undo_free(struct guide *guide);

// After a save: shows what it did, or that somebody was quicker. Returns the result.
int guide_saved(struct screen *screen, int result, struct conflict *conflict);

// 0 where the person may write here now, else -1 with fail(): why not and what to do.
int guide_may_write(const struct guide *guide, bool lead_only);

// Asks for one of the usual values (NULL ends them) or another; initial is what stands there.
// Yours; NULL for no answer.
char *guide_ask_value(const char *title, const char *const *usual, const char *initial);
