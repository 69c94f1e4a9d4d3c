// SPDX-License-Identifier: MIT
// How far auditors and moderators agree: a period, its domains, each with its bars.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/moderation.h"
#include "core/right.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/agreement-private.h"
#include "tui/screens.h"

enum {
	HEAD_ROWS = 2, // the period, the tabs
	MATRIX_ROWS = 6,
	DETAIL_ROWS = 5, // what is said of the line in focus
	BAR = 10,
	BALANCE = 19,
};

const int agreement_modes[AGREEMENT_MODES] = {
	MODERATION_SEALED, MODERATION_OPEN, MODERATION_IMPORTED};

static const struct list_column columns[] = {
	{"Domain", 24, 2, 0, false},
	{"n", 5, 0, 0, true},
	{"Same", 12, 0, 0, true},
	{"", BAR, 0, 3, false},
	{"High|Low", BALANCE, 0, 1, false},
	{"Kappa", 9, 0, 0, true},
	{"95% interval", 13, 0, 2, true},
};

static struct board *board_of(const struct list *list)
{
	return list->screen->state;
}

static const struct agreement_line *line_at(const struct board *board, size_t row)
{
	return &board->found.lines[board->rows[row]];
}

// "19 (79%)": a percentage never stands without its count.
static char *short_share(const struct agreement *a)
{
	return a->n ? xasprintf("%ld (%ld%%)", a->exact, (200 * a->exact + a->n) / (2 * a->n))
		    : xstrdup("undefined");
}

static void add_row(struct list *list, int index)
{
	const struct agreement_line *line = line_at(board_of(list), (size_t)index);
	const struct agreement *a = &line->agreement;
	bool weak = a->few || a->dominated;
	char *n = xasprintf("%ld", a->n), *share = short_share(a),
	     *bar = agreement_bar(a->exact, a->n, BAR),
	     *balance = agreement_balance(a, BALANCE),
	     *kappa = a->defined ? xasprintf("%.2f%c", agreement_figure(a->kappa),
					   weak ? '*' : ' ')
				 : xstrdup("undefined"),
	     *interval = a->interval ? xasprintf("%.2f to %.2f", agreement_figure(a->low),
					       agreement_figure(a->high))
				     : xstrdup("undefined");
	const struct list_cell cells[LENGTH(columns)] = {
		{line->domain_name, THEME_TEXT},
		{n, THEME_TEXT},
		{share, THEME_TEXT},
		{bar, THEME_TEXT},
		{balance, THEME_TEXT},
		{kappa, weak ? THEME_MUTED : THEME_TEXT},
		{interval, weak ? THEME_MUTED : THEME_TEXT},
	};

	list_add(list, (int64_t)index + 1, index, NULL, cells);
	free(n);
	free(share);
	free(bar);
	free(balance);
	free(kappa);
	free(interval);
}

static int fetch(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	return list_fetch_indexed(
		list, from, forward, count, (int)board_of(list)->row_count, add_row);
}

static const char *empty(void *context)
{
	return "No pairs of grades here. < and > go to another period, p chooses how long it "
	       "is, Tab shows those moderated in another way.";
}

static const struct list_source source = {columns, LENGTH(columns), fetch, empty};

// The lines of a tab, those of the whole; without any pair none.
static size_t rows_of(const struct board *board, int tab, size_t *rows)
{
	size_t count = 0;

	for (size_t i = 0; i < board->found.count; i++) {
		const struct agreement_line *line = &board->found.lines[i];

		if (*line->service || line->mode != agreement_modes[tab] || !line->agreement.n)
			continue;
		if (rows)
			rows[count] = i;
		count++;
	}
	return count;
}

static void show_tab(struct screen *screen, int tab)
{
	struct board *board = screen->state;

	free(board->rows);
	board->tab = tab;
	board->rows = xcalloc(board->found.count + 1, sizeof(*board->rows));
	board->row_count = rows_of(board, tab, board->rows);
	list_reload(&board->list);
	view_stale(screen);
}

int agreement_apply(struct screen *screen)
{
	struct board *board = screen->state;
	struct agreement_filter filter = agreement_wish_filter(board);
	struct agreements found;

	if (agreement_count(screen->session, &filter, &found))
		return -1;
	agreements_finish(&board->found);
	board->found = found;
	show_tab(screen, board->tab);
	return 0;
}

// A filter of last time may name what this person may not ask for any more.
static int apply_first(struct screen *screen)
{
	if (!agreement_apply(screen))
		return 0;
	if (error_kind() != ERROR_MISSING && error_kind() != ERROR_DENIED)
		return -1;
	return agreement_clear_filter(screen);
}

static int open_board(struct screen *screen, const void *argument)
{
	struct board *board = screen->state;
	struct agreement_filter filter;

	agreement_wish_parse(&board->wish, "");
	board->day = screen->session->today;
	list_init(&board->list, screen, &source, board);
	view_focus(screen, &board->list, list_keys);
	if (!apply_first(screen)) {
		filter = agreement_wish_filter(board);
		for (int tab = AGREEMENT_MODES - 1; tab >= 0; tab--)
			if (rows_of(board, tab, NULL))
				show_tab(screen, tab);
		if (!agreement_record(screen->session, &filter))
			return 0;
	}
	screen->view->close(screen);
	return -1;
}

static void close_board(struct screen *screen)
{
	struct board *board = screen->state;

	list_finish(&board->list);
	agreements_finish(&board->found);
	agreement_wish_finish(&board->wish);
	free(board->rows);
}

static void paint_head(const struct board *board, struct rect place)
{
	static const char *const names[AGREEMENT_MODES] = {"Sealed", "Open", "Imported"};
	char period[64], narrowed[200];
	int col = place.col + 1;

	agreement_period(board, period, sizeof(period));
	agreement_wish_describe(&board->wish, narrowed, sizeof(narrowed));
	col += paint_format(place.row, col, place.cols - 2, THEME_HEADING,
		agreement_span(board) == SPAN_ALL ? "%s" : "< %s >", period);
	if (*narrowed)
		paint_format(
			place.row, col, place.cols - col, THEME_TEXT, "  only %s", narrowed);
	col = place.col + 1;
	for (int tab = 0; tab < AGREEMENT_MODES; tab++)
		col += paint_format(place.row + 1, col, place.cols - col,
			       tab == board->tab ? THEME_FOCUS : THEME_TEXT,
			       tab == board->tab ? "[%s]" : " %s ", names[tab]) +
		       1;
	paint_text(place.row + 1, col + 1, place.cols - col - 1, THEME_MUTED,
		board->tab == 0   ? "graded without knowing the auditor's"
		: board->tab == 1 ? "the auditor's grades were known"
				  : "how is not known");
}

// Returns the rows used.
static int paint_detail(const struct agreement_line *line, struct rect place)
{
	struct paper paper = {.place = place};
	char *direction = agreement_direction(&line->agreement),
	     *kappa = agreement_kappa(&line->agreement),
	     *note = agreement_warnings(&line->agreement);
	char *within = agreement_share(line->agreement.within_one, line->agreement.n);
	char *text = xasprintf("%s Within one grade: %s. Kappa: %s.", direction, within, kappa);

	paper_add(&paper, 1, place.cols - 2, THEME_TEXT, text);
	if (*note) {
		char *warning = xasprintf("* Take care: %s.", note);

		paper_add(&paper, 1, place.cols - 2, THEME_DUE, warning);
		free(warning);
	}
	free(text);
	free(within);
	free(note);
	free(kappa);
	free(direction);
	return paper.row;
}

// What room is left below shows the pairs, as on the page of the line.
static void paint_matrix(const struct agreement *agreement, struct rect place)
{
	paint_text(place.row, place.col + 1, place.cols - 2, THEME_MUTED,
		"The auditor's grades down, the moderator's across:");
	for (int j = 0; j < AGREEMENT_GRADES; j++)
		paint_format(place.row + 1, place.col + 23 + 7 * j, 7, THEME_MUTED, "%7s",
			grade_short((enum grade)(j + 1)));
	for (int i = 0; i < AGREEMENT_GRADES; i++) {
		paint_text(place.row + 2 + i, place.col + 1, 22, THEME_TEXT,
			grade_name((enum grade)(i + 1)));
		for (int j = 0; j < AGREEMENT_GRADES; j++)
			paint_format(place.row + 2 + i, place.col + 23 + 7 * j, 7,
				i == j ? THEME_HEADING : THEME_TEXT, "%7ld",
				agreement->matrix[i][j]);
	}
}

static void paint_below(const struct agreement_line *line, struct rect place)
{
	int used = paint_detail(line, place);

	if (place.rows - used > MATRIX_ROWS)
		paint_matrix(&line->agreement, (struct rect){place.row + used + 1, place.col,
						       MATRIX_ROWS, place.cols});
}

static void paint(struct screen *screen)
{
	struct board *board = screen->state;
	struct rect place = screen->body;
	int room = place.rows - HEAD_ROWS - DETAIL_ROWS - 1, rows = (int)board->row_count + 1;
	const struct list_row *focus;

	paint_head(board, place);
	if (!board->row_count || rows > room)
		rows = room;
	list_paint(&board->list,
		(struct rect){place.row + HEAD_ROWS, place.col, rows, place.cols});
	focus = list_focus(&board->list);
	rows += HEAD_ROWS + 1;
	if (focus)
		paint_below(line_at(board, (size_t)focus->number),
			(struct rect){
				place.row + rows, place.col, place.rows - rows, place.cols});
}

// What is said below belongs to the line in focus.
static bool event(struct screen *screen, const struct event *event)
{
	view_stale(screen);
	return false;
}

static int open_line(struct screen *screen)
{
	struct board *board = screen->state;
	const struct list_row *focus = list_focus(&board->list);

	if (!focus)
		return fail(ERROR_MISSING, "There is no domain here");
	return agreement_open_line(
		screen->session, board, line_at(board, (size_t)focus->number));
}

static int next_tab(struct screen *screen)
{
	show_tab(screen, (((struct board *)screen->state)->tab + 1) % AGREEMENT_MODES);
	return 0;
}

static int previous_tab(struct screen *screen)
{
	show_tab(screen,
		(((struct board *)screen->state)->tab + AGREEMENT_MODES - 1) % AGREEMENT_MODES);
	return 0;
}

static char *save(struct screen *screen)
{
	return agreement_wish_write(&((struct board *)screen->state)->wish);
}

static void restore(struct screen *screen, const char *text)
{
	agreement_wish_parse(&((struct board *)screen->state)->wish, text);
}

static const struct key keys[] = {
	{{K_ENTER}, "open", "The domain in focus: its matrix, and the services", open_line},
	{{'<', ',', '[', K_LEFT, 'h'}, "earlier", "The period before", agreement_earlier},
	{{'>', '.', ']', K_RIGHT, 'l'}, "later", "The period after", agreement_later},
	{{'p'}, "period", "A month, a financial quarter or year, or all days",
		agreement_choose_span},
	{{'f'}, "filter", "One service, team, auditor or moderator; another kind of audit",
		agreement_choose_filter},
	{{'F'}, "clear filter", "All services and people again", agreement_clear_filter,
		.quiet = true},
	{{K_TAB}, "next way", "Those moderated sealed, open, or imported", next_tab},
	{{K_BACKTAB}, "previous way", "The way before", previous_tab, .quiet = true},
	{{'r'}, "refresh", "Count again", agreement_apply, .quiet = true},
	{{0}},
};

int agreement_screen(struct session *session)
{
	static const struct view view = {
		.name = "agreement",
		.title = "Agreement",
		.help = "How far auditors and moderators agree, domain by domain, on audits "
			"completed in a period. A pair is the auditor's grade as it was "
			"revealed and the moderator's own. High: the auditor graded higher; "
			"Low: lower. Kappa is 1 where both always agree and 0 where they agree "
			"as often as by chance; a star says that "
			"the pairs are few or that one grade holds most: it then says little.",
		.size = sizeof(struct board),
		.keys = keys,
		.open = open_board,
		.close = close_board,
		.paint = paint,
		.event = event,
		.save = save,
		.restore = restore,
	};

	if (require(session, RIGHT_REPORT, NULL))
		return -1;
	return view_open(session, &view, NULL);
}
