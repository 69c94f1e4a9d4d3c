// SPDX-License-Identifier: MIT
// The report on the screen: one long page, a focus that goes from number to number, and the audits behind each.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/chart.h"
#include "core/measure.h"
#include "core/right.h"
#include "core/text.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/behind.h"
#include "tui/charts.h"
#include "tui/report-private.h"
#include "tui/report.h"
#include "tui/screens.h"

static int open_wish(struct screen *screen, const struct report_cell *cell)
{
	int64_t audit = report_cell_audit(cell);

	if (audit)
		return screens_open_audit(screen->session, audit);
	return report_cell_behind(cell)
		       ? behind_open(screen->session, cell->wish, report_cell_counts(cell))
		       : audits_open_at(screen->session, cell->wish);
}

// The same months of the same place, point by point.
static int open_chart(const struct screen *screen, const struct chart *chart)
{
	const struct report_page *page = screen->state;
	const struct report_choice *choice = &page->choice;
	char until[DATE_TEXT];
	char *asked = xasprintf("code=%s\tservice=%s\tteam=%s\tmonths=%zu\tkind=%s\tuntil=%s",
		chart->code, choice->service, choice->team, chart->column_count,
		audit_kind_name(page->report.kind),
		date_iso(report_range(
				 (struct report_page *)screen->state, screen->session->today)
				 .last,
			until));
	int result = charts_open_at(screen->session, asked);

	free(asked);
	return result;
}

static int open_number(struct screen *screen)
{
	const struct report_page *page = screen->state;
	const struct report_piece *piece = report_number_of(page, page->at);
	const struct report_cell *cell = piece ? report_piece_number(piece) : NULL;

	if (piece && piece->chart)
		return open_chart(screen, piece->chart);
	if (!cell)
		return fail(
			ERROR_NONE, "Enter opens the audits behind a number: Tab goes to one");
	if (!cell->wish)
		return fail(ERROR_NONE, "%s",
			cell->why ? cell->why : "Behind this number stands no list of audits");
	if (!report_cell_counts(cell) && cell->kind != CELL_TEXT)
		return fail(ERROR_NONE, "There is none");
	return open_wish(screen, cell);
}

static int open_charts(struct screen *screen)
{
	return charts_screen(screen->session);
}

// Lays out again where the width is another one; the number in focus stays it.
static void lay(struct screen *screen)
{
	struct report_page *page = screen->state;
	const struct report_piece *piece;
	const struct report_cell *cell;
	const struct chart *chart;
	size_t section = 0, i;

	if (page->lines.width == screen->body.cols)
		return;
	piece = page->lines.count ? report_number_of(page, page->at) : NULL;
	cell = piece ? piece->cell : NULL;
	chart = piece ? piece->chart : NULL;
	if (page->lines.count)
		section = report_line_at(page, page->at)->section;
	report_lines_lay(&page->lines, &page->report, screen->body.cols);
	report_show_section(screen, section);
	for (size_t at = 0; (cell || chart) && at < page->lines.count; at++)
		for (i = report_line_at(page, at)->first;
			i < report_line_at(page, at)->first + report_line_at(page, at)->count;
			i++)
			if (page->lines.pieces[i].cell == cell &&
				page->lines.pieces[i].chart == chart) {
				page->at = at;
				report_want(page, &page->lines.pieces[i]);
			}
	report_scroll(screen);
}

int report_apply(struct screen *screen)
{
	struct report_page *page = screen->state;
	const struct report_choice *choice = &page->choice;
	struct report_wish wish = {
		.service = *choice->service ? choice->service : NULL,
		.team = *choice->team ? choice->team : NULL,
	};
	struct report report;
	size_t section = 0, within = 0;

	wish.range = report_range(page, screen->session->today);
	if (*choice->kind)
		audit_kind_parse(choice->kind, &wish.kind);
	if (report_make(screen->session, &wish, &report))
		return -1;
	if (page->lines.count) {
		section = report_line_at(page, page->at)->section;
		while (within < page->at &&
			report_line_at(page, page->at - within)->section == section)
			within++;
	}
	report_finish(&page->report);
	page->report = report;
	report_lines_lay(&page->lines, &page->report, screen->body.cols);
	report_show_section(screen, section);
	for (; within > 1 && page->at + 1 < page->lines.count &&
		report_line_at(page, page->at + 1)->section == section;
		within--)
		page->at++;
	report_scroll(screen);
	return 0;
}

// What was chosen last time may name what this person may not ask for any more.
static int apply_first(struct screen *screen)
{
	if (!report_apply(screen))
		return 0;
	if (error_kind() != ERROR_MISSING && error_kind() != ERROR_DENIED)
		return -1;
	return report_choose_all(screen);
}

static int open_page(struct screen *screen, const void *argument)
{
	struct report_page *page = screen->state;

	view_focus(screen, page, report_move_keys);
	report_choice_parse(&page->choice, "");
	page->day = DATE_NONE;
	if (!apply_first(screen))
		return 0;
	screen->view->close(screen);
	return -1;
}

static void close_page(struct screen *screen)
{
	struct report_page *page = screen->state;

	report_lines_finish(&page->lines);
	report_finish(&page->report);
	report_choice_finish(&page->choice);
	free(page->search);
}

static void paint_head(const struct report_page *page, struct rect place)
{
	const struct report *report = &page->report;
	size_t section = report_line_at(page, page->at)->section;
	char *where = xasprintf(
		"%s (%zu of %zu)", report->sections[section].title, section + 1, report->count);
	int col = place.col + place.cols - paint_width(where) - 1, end;

	end = paint_format(place.row, place.col, place.cols, THEME_HEADING, "< %s >",
		strstr(report->title, ", ") + 2);
	end += paint_format(place.row, place.col + end, place.cols - end, THEME_TEXT,
		"  %s, %s audits", report->place, audit_kind_name(report->kind));
	if (place.col + end + 2 <= col)
		paint_text(place.row, col, paint_width(where), THEME_MUTED, where);
	free(where);
}

static void paint_line(struct report_page *page, size_t at, struct rect place)
{
	const struct report_line *line = report_line_at(page, at);
	const struct report_piece *focus = at == page->at ? report_number_of(page, at) : NULL;

	for (size_t i = line->first; i < line->first + line->count; i++) {
		const struct report_piece *piece = &page->lines.pieces[i];

		paint_text(place.row, place.col + piece->col, place.cols - piece->col,
			piece == focus ? THEME_FOCUS : piece->role, piece->text);
	}
	if (at == page->at)
		paint_cursor(place.row, place.col + (focus ? focus->col : 0));
}

static void paint(struct screen *screen)
{
	struct report_page *page = screen->state;
	struct rect place = screen->body;

	lay(screen);
	report_in_sight(screen);
	paint_head(page, place);
	place.row += REPORT_HEAD_ROWS;
	for (int row = 0; row < report_rows(screen); row++) {
		size_t at = page->top + (size_t)row;

		if (at < page->lines.count)
			paint_line(page, at,
				(struct rect){place.row + row, place.col, 1, place.cols});
	}
}

static void value_words(const struct report_cell *cell, char *text, size_t size)
{
	if (cell->kind == CELL_TEXT)
		snprintf(text, size, "%s", cell->text);
	else if (cell->kind == CELL_MEAN)
		snprintf(text, size, "the mean of %lld", (long long)cell->of);
	else if (cell->kind == CELL_SHARE && cell->of > 0)
		snprintf(text, size, "%lld of %lld (%d%%%s)", (long long)cell->count,
			(long long)cell->of, share_percent(cell->count, cell->of),
			cell->of < REPORT_FEW ? ", of few" : "");
	else
		snprintf(text, size, "%lld", (long long)cell->count);
}

// What a row is of; of one that stands within another that one first: "Assessment, Assessment East". Yours.
static char *row_words(const struct report_table *table, size_t row)
{
	char *own = report_cell_words(&table->cells[row * table->column_count]), *outer, *words;
	size_t indent = strspn(own, " ");

	while (indent && row > 0) {
		outer = report_cell_words(&table->cells[--row * table->column_count]);
		words = *outer == ' ' ? NULL : xasprintf("%s, %s", outer, own + indent);
		free(outer);
		if (!words)
			continue;
		free(own);
		return words;
	}
	return own;
}

// The number in focus in words: the value first, for the line may be too short for all of it.
static void status(struct screen *screen, char *text, size_t size)
{
	const struct report_page *page = screen->state;
	const struct report_piece *piece = report_number_of(page, page->at);
	const struct report_table *table = piece ? piece->table : NULL;
	size_t at;
	char *row, value[80];

	if (!piece)
		return;
	if (piece->chart) {
		snprintf(
			text, size, "Enter opens the chart, each of its points what is behind");
		return;
	}
	value_words(piece->cell, value, sizeof(value));
	if (!table) {
		snprintf(text, size, "%s%s", value,
			piece->cell->count ? ". Enter opens them" : ": there is none to open");
		return;
	}
	at = (size_t)(piece->cell - table->cells);
	row = row_words(table, at / table->column_count);
	snprintf(text, size, "%s: %s. %s", table->columns[at % table->column_count].name, value,
		row);
	free(row);
}

static bool offers(const struct screen *screen, const struct key *row)
{
	const struct report_page *page = screen->state;
	const struct report_piece *piece;

	if (row->run != open_number)
		return true;
	piece = report_number_of(page, page->at);
	return piece && (piece->chart || report_piece_number(piece)->wish);
}

static char *save(struct screen *screen)
{
	return report_choice_write(&((struct report_page *)screen->state)->choice);
}

static void restore(struct screen *screen, const char *text)
{
	report_choice_parse(&((struct report_page *)screen->state)->choice, text);
}

static const struct key keys[] = {
	{{K_ENTER}, "open", "What is behind the number in focus: audits, actions, steps",
		open_number, NEEDS(RIGHT_SEE)},
	{{'<', ',', '['}, "earlier", "The period before", report_earlier},
	{{'>', '.', ']'}, "later", "The period after", report_later},
	{{'f'}, "filter", "A month, quarter, year or any days; a service, a team; the kind",
		report_choose},
	{{'c'}, "charts", "One chart at a time, point by point", open_charts,
		NEEDS(RIGHT_REPORT)},
	{{'w'}, "write", "Write the report to a file: text, CSV or HTML", report_to_file},
	{{'F'}, "clear filter", "The whole council's monthly audits again", report_choose_all,
		.quiet = true},
	{{'r'}, "refresh", "Count again", report_apply, .quiet = true},
	{{0}},
};

int report_screen(struct session *session)
{
	static const struct view view = {
		.name = "report",
		.title = "Report",
		.help = "What the audits of a period came to, section by section. The focus "
			"goes from number to number, in tables, sentences and charts, and the "
			"line below says in words what it counts; Enter opens what is behind "
			"it, and Esc comes back. What is open is as at the end of the period, "
			"where the tracker shows today. A star marks a share of few, which "
			"says little. The period's kind, the service and the team are "
			"remembered.",
		.size = sizeof(struct report_page),
		.keys = keys,
		.open = open_page,
		.close = close_page,
		.paint = paint,
		.status = status,
		.offers = offers,
		.save = save,
		.restore = restore,
	};

	if (require(session, RIGHT_REPORT, NULL))
		return -1;
	return view_open(session, &view, NULL);
}
