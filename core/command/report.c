// SPDX-License-Identifier: MIT
// report: the month, the quarter, the year, as text, CSV or HTML; or a briefing on one theme.
#include <strings.h>

#include "core/command.h"
#include "core/command/all.h"
#include "core/document.h"
#include "core/command/period.h"
#include "core/learning.h"
#include "core/progress.h"
#include "core/report.h"
#include "db/error.h"
#include "db/mem.h"

// The last month that is over: what one asks for on the first working day of the next.
static struct date_range month_before(date today)
{
	struct date_parts parts = date_split(today);
	date first = date_from(parts.year, parts.month, 1);

	return (struct date_range){date_add_months(first, -1), first - 1};
}

static int brief(
	struct run *run, const char *theme, enum report_format format, const char *path)
{
	struct learning_brief material;
	struct document document;
	int result;

	if (format == REPORT_AS_CSV)
		return fail(ERROR_USAGE, "a briefing is text or html: leave --format csv out");
	if (learning_brief(run->session, theme, &material))
		return -1;
	document_begin(&document, run->out, path);
	if (format == REPORT_AS_HTML)
		learning_brief_html(run->session, &material, document.to);
	else
		learning_brief_text(run->session, &material, document.to);
	result = document_end(&document, 0);
	learning_brief_finish(&material);
	return result;
}

static int show(
	struct run *run, struct report_wish *wish, enum report_format format, const char *path)
{
	static char words[] = "report";
	struct report report;
	int result;

	wish->progress = progress_percent;
	wish->context = words;
	result = report_make(run->session, wish, &report);
	progress_end();
	if (result)
		return -1;
	result = report_write(&report, format, run->out, path);
	report_finish(&report);
	return result;
}

int command_report(struct run *run)
{
	struct period period = PERIOD_NONE;
	struct report_wish wish = {.range = month_before(run->session->today)};
	const char *format_name = "text", *path = NULL, *theme = NULL, *kind = NULL;
	bool dated;
	const struct option_spec options[] = {
		PERIOD_OPTIONS(period),
		{"--service", OPTION_TEXT, &wish.service},
		{"--team", OPTION_TEXT, &wish.team},
		{"--kind", OPTION_TEXT, &kind},
		{"--format", OPTION_TEXT, &format_name},
		{"--with-narratives", OPTION_FLAG, &wish.narratives},
		{"--briefing", OPTION_TEXT, &theme},
		{"-o", OPTION_TEXT, &path},
		{0},
	};
	enum report_format format = REPORT_AS_TEXT;

	if (options_read(run, options) || arguments_count(run, "report", 0, 0) ||
		report_format_read(format_name, &format) ||
		period_read(&period, &dated, &wish.range) ||
		(kind && audit_kind_read(kind, &wish.kind)) ||
		(format == REPORT_AS_CSV && command_needs_file(run, path)))
		return -1;
	return theme ? brief(run, theme, format, path) : show(run, &wish, format, path);
}
