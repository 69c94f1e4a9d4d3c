// SPDX-License-Identifier: MIT
// The guided audit on the screen: progress, the page, and what is in focus kept in sight.
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/mem.h"
#include "tui/guide-private.h"

enum {
	SIDEBAR_COLS = 36,
	MORE = 8, // cells at the right of the title, for the sign that the page goes on
};

int guide_text_cols(const struct paper *paper)
{
	int cols = paper->place.cols - 3;

	return cols > GUIDE_READABLE ? GUIDE_READABLE : cols;
}

const char *guide_who(enum part part)
{
	static const char *const names[PART_COUNT] = {
		"lead auditor", "peer auditor", "moderator"};

	return names[part];
}

int guide_others(const struct guide *guide, enum part parts[PART_COUNT])
{
	const struct audit *audit = guide->audit;
	int count = 0;

	for (enum part part = PART_LEAD; part < PART_COUNT; part++) {
		bool any = false;

		for (size_t i = 0; i < audit->template->domain_count; i++)
			any = any || audit->judgements[part][i].grade != GRADE_NONE;
		for (int place = 0; !any && place < PLACE_COUNT; place++)
			any = audit->texts[part][place].text &&
			      audit->texts[part][place].text[0];
		if (any && part != guide->part)
			parts[count++] = part;
	}
	return count;
}

// How far a page has come, in one sign: + nothing is missing, ~ begun, . untouched.
static char mark(const struct guide *guide, const struct page *page)
{
	if (page->kind == PAGE_CHECK) {
		for (size_t i = 0; i < guide->page_count; i++)
			if (guide->pages[i].missing)
				return '~';
		return '+';
	}
	// Nothing blocks a peer, who submits nothing: there, what is filled in counts.
	if (guide->part == PART_PEER ? page->filled == page->of
				     : page->missing == 0 && (page->filled || page->of == 0))
		return '+';
	return page->filled ? '~' : '.';
}

// "Voice" of VOICE: as much of a page's code as fits, with its sign behind it.
static void strip_label(
	const struct guide *guide, const struct page *page, int width, char *label)
{
	int letters = width >= 6 ? width - 2 : width - 1, i;

	for (i = 0; i < letters && page->code[i]; i++)
		label[i] = (char)(i ? tolower((unsigned char)page->code[i])
				    : toupper((unsigned char)page->code[i]));
	label[i++] = mark(guide, page);
	label[i] = '\0';
}

// The first of the pages shown where there is room for so many: the page in focus is among them.
static size_t first_shown(const struct guide *guide, size_t room)
{
	size_t half = room / 2;

	if (guide->page_count <= room || guide->page < half)
		return 0;
	return guide->page - half > guide->page_count - room ? guide->page_count - room
							     : guide->page - half;
}

static void paint_strip(const struct guide *guide, struct rect place)
{
	int width = (place.cols - 1) / (int)guide->page_count;
	size_t room, first;
	char label[32];

	width = width > 12 ? 12 : width < 4 ? 4 : width;
	room = (size_t)((place.cols - 1) / width);
	first = first_shown(guide, room);
	for (size_t i = first; i < guide->page_count && i < first + room; i++) {
		strip_label(guide, &guide->pages[i], width, label);
		paint_text(place.row, place.col + 1 + (int)(i - first) * width, width,
			i == guide->page ? THEME_FOCUS : THEME_TEXT, label);
	}
}

static void paint_sidebar(const struct guide *guide, struct rect place)
{
	int apart = (int)guide->page_count * 2 > place.rows ? 1 : 2;
	size_t first = first_shown(guide, (size_t)(place.rows / apart));

	for (size_t i = first; i < guide->page_count; i++) {
		const struct page *page = &guide->pages[i];
		int row = place.row + (int)(i - first) * apart;
		char text[32] = "";

		if (row >= place.row + place.rows)
			break;
		if (page->of)
			snprintf(text, sizeof(text), "%d/%d", page->filled, page->of);
		paint_format(row, place.col, 3, THEME_TEXT, "%c%c",
			i == guide->page ? '>' : ' ', mark(guide, page));
		paint_text(row, place.col + 3, place.cols - 10,
			i == guide->page ? THEME_FOCUS : THEME_TEXT, page->name);
		paint_text(row, place.col + place.cols - 6, 6, THEME_MUTED, text);
	}
}

static void paint_title(const struct guide *guide, struct rect place)
{
	const struct page *page = guide_page(guide);
	char *right =
		page->of ? xasprintf("%d of %d done", page->filled, page->of) : xstrdup("");
	int width = paint_width(right);

	paint_format(place.row, place.col + 2, place.cols - width - MORE - 4, THEME_HEADING,
		"%zu/%zu  %s", guide->page + 1, guide->page_count, page->name);
	paint_text(place.row, place.col + place.cols - width - MORE, width, THEME_MUTED, right);
	free(right);
}

static struct rect divide(const struct guide *guide, struct rect body)
{
	struct rect place = body;

	if (body.cols >= GUIDE_SIDEBAR) {
		paint_sidebar(guide,
			(struct rect){body.row, body.col + 1, body.rows, SIDEBAR_COLS - 2});
		paint_column(body.row, body.col + SIDEBAR_COLS, body.rows);
		place.col += SIDEBAR_COLS + 1;
		place.cols -= SIDEBAR_COLS + 1;
	} else {
		paint_strip(guide, body);
		place.row++;
		place.rows--;
	}
	paint_title(guide, place);
	place.row++;
	place.rows--;
	return place;
}

// Where on the page the group of the item in focus begins and ends; rows of the whole page in
// *all.
static void measure(struct guide *guide, struct rect place, int *from, int *to, int *all)
{
	struct paper paper = {.place = place, .dry = true};
	const struct item *focus = guide_focus(guide);
	int begin = -1, end = 0, own = 0, own_end = 0;

	for (size_t i = 0; i < guide->item_count; i++) {
		const struct item *item = &guide->items[i];
		int row = paper.row;

		guide_item_types[item->kind].write(guide, item, &paper, i == guide->item);
		if (i == guide->item) {
			own = row;
			own_end = paper.row;
		}
		if (focus->group && item->group == focus->group) {
			begin = begin < 0 ? row : begin;
			end = paper.row;
		}
	}
	if (begin < 0 || end - begin > place.rows) {
		// As much of the group as there is room for, where the focus is on its first
		// item.
		end = begin == own && end > own_end ? own + place.rows : own_end;
		begin = own;
	}
	// The first item brings what stands over it into sight.
	*from = begin == own && own < place.rows / 2 ? 0 : begin;
	*to = end - *from > place.rows ? *from + place.rows : end;
	if (own_end > *to && own_end - own <= place.rows)
		*from = own, *to = own_end;
	*all = paper.row;
}

static void scroll_to_focus(struct guide *guide, struct rect place)
{
	int from, to, all;

	measure(guide, place, &from, &to, &all);
	if (guide->scroll > from)
		guide->scroll = from;
	if (guide->scroll < to - place.rows)
		guide->scroll = to - place.rows;
	if (guide->scroll > all - place.rows)
		guide->scroll = all - place.rows;
	if (guide->scroll < 0)
		guide->scroll = 0;
}

// Which way the page goes on, out of sight.
static const char *more_sign(const struct guide *guide, const struct paper *paper)
{
	bool below = paper->row > guide->scroll + paper->place.rows;

	if (guide->scroll > 0)
		return below ? "^ v" : "^";
	return below ? "v" : "";
}

void guide_paint(struct screen *screen)
{
	struct guide *guide = guide_of(screen);
	struct paper paper = {.place = divide(guide, screen->body)};

	scroll_to_focus(guide, paper.place);
	paper.scroll = guide->scroll;
	paint_cursor(paper.place.row, paper.place.col);
	for (size_t i = 0; i < guide->item_count; i++)
		guide_item_types[guide->items[i].kind].write(
			guide, &guide->items[i], &paper, i == guide->item);
	paint_text(paper.place.row - 1, paper.place.col + paper.place.cols - MORE + 1, MORE - 1,
		THEME_MUTED, more_sign(guide, &paper));
}

// In how many texts something typed waits to become part of the record.
static size_t drafts(const struct guide *guide)
{
	size_t count = 0;

	for (int place = 0; place < PLACE_COUNT; place++)
		count += guide->audit->drafts[place] != NULL;
	return count;
}

static bool amendable(const struct guide *guide)
{
	struct subject subject = audit_subject(guide->audit);

	return guide->audit->state >= AUDIT_SUBMITTED &&
	       guide->audit->state != AUDIT_WITHDRAWN &&
	       may(guide->session, RIGHT_AMEND, &subject);
}

void guide_status(struct screen *screen, char *text, size_t size)
{
	struct guide *guide = guide_of(screen);
	const struct item *item = guide_focus(guide);
	const char *enter = guide_item_types[item->kind].enter;
	bool answers =
		item->kind == ITEM_CONCERN && !guide->audit->concerns[item->number].answered;
	size_t waiting = drafts(guide);
	char note[48] = "";

	if (waiting)
		snprintf(note, sizeof(note), "%zu draft%s not kept yet · ", waiting,
			waiting == 1 ? "" : "s");
	if (guide->writable || answers)
		snprintf(text, size, "%s%s", note, enter ? enter : "");
	else if (guide->audit->state < AUDIT_SUBMITTED &&
		 guide->audit->not_before > guide->session->today)
		snprintf(text, size, "To read only: this review is not begun before %s",
			date_show(guide->audit->not_before, (char[DATE_TEXT]){0}));
	else
		snprintf(text, size, "To read only%s",
			amendable(guide) ? ": a corrects what is in focus, with a reason" : "");
}

void guide_describe(struct screen *screen, char *text, size_t size)
{
	const struct audit *audit = guide_of(screen)->audit;

	snprintf(text, size, "%s  case %s  %s%s", audit->ref, audit->case_ref,
		audit_state_name(audit->state), audit->at_risk ? "  AT RISK" : "");
}
