// SPDX-License-Identifier: MIT
// agreement: how far auditors and moderators agree, as text, CSV and JSON.
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/command/agreement.h"
#include "core/command/all.h"
#include "core/command/period.h"
#include "core/json.h"
#include "core/moderation.h"
#include "core/writer.h"
#include "db/error.h"
#include "db/mem.h"

// As given.
struct wish {
	struct period period;
	bool always;
	const char *mode, *kind, *format, *path;
};

// The service of a line: "all" is the whole of what was asked for; of one service it has that one's name, as it is kept
// where there is a pair.
static const char *service_of(
	const struct agreement_view *view, const struct agreement_line *line)
{
	if (*line->service || !view->filter->service)
		return *line->service ? line->service : "all";
	for (size_t i = 0; i < view->agreements.count; i++)
		if (*view->agreements.lines[i].service)
			return view->agreements.lines[i].service;
	return view->filter->service;
}

// With one service asked for its lines and those of the whole are the same.
static bool repeats(const struct agreement_view *view, const struct agreement_line *line)
{
	return view->filter->service && *line->service;
}

static char *line_note(const struct agreement_line *line, bool practice)
{
	char *note = agreement_note(&line->agreement),
	     *text = xasprintf("%s%s%s%s",
		     moderation_mode_name((enum moderation_mode)line->mode), *note ? "; " : "",
		     note, practice ? "; practice database" : "");

	free(note);
	return text;
}

// To four decimals; what is not defined says so.
static void put_figure(struct writer *writer, bool defined, double value)
{
	char *text = xasprintf("%.4f", round(value * 10000) / 10000 + 0.0);

	writer_plain(writer, defined ? text : "undefined", SIZE_MAX);
	free(text);
}

static void put_share(struct writer *writer, long count, long n)
{
	put_figure(writer, n > 0, n ? (double)count / (double)n : 0);
}

static void put_line(struct writer *writer, const struct agreement_view *view,
	const struct agreement_line *line, bool practice)
{
	const struct agreement *a = &line->agreement;
	char *note = line_note(line, practice);

	writer_text(writer, view->period, SIZE_MAX);
	writer_text(writer, service_of(view, line), SIZE_MAX);
	writer_text(writer, line->domain, SIZE_MAX);
	writer_integer(writer, a->n);
	put_share(writer, a->exact, a->n);
	put_share(writer, a->within_one, a->n);
	put_share(writer, a->over, a->n);
	put_share(writer, a->under, a->n);
	put_figure(writer, a->defined, a->kappa);
	put_figure(writer, a->interval, a->low);
	put_figure(writer, a->interval, a->high);
	writer_text(writer, note, SIZE_MAX);
	writer_end_row(writer);
	free(note);
}

static int show_csv(struct run *run, const struct agreement_view *view, const char *path)
{
	static const char *const names[] = {"period", "service", "domain", "n", "exact",
		"within_one", "over", "under", "kappa", "kappa_low", "kappa_high", "note"};
	struct writer writer;
	int result;

	fflush(run->out);
	result = writer_create(&writer, path, 0);
	if (!result)
		writer_header(&writer, names, LENGTH(names));
	for (size_t i = 0; i < view->agreements.count && !result; i++)
		if (!repeats(view, &view->agreements.lines[i]))
			put_line(&writer, view, &view->agreements.lines[i],
				run->session->practice);
	if (!result)
		result = writer_commit(&writer);
	writer_discard(&writer);
	return result;
}

static void json_figure(struct json *json, const char *key, bool defined, double value)
{
	if (defined)
		json_decimal(json, key, round(value * 10000) / 10000 + 0.0, 4);
	else
		json_null(json, key);
}

static void json_matrix(struct json *json, const struct agreement *agreement)
{
	json_array(json, "matrix");
	for (int i = 0; i < AGREEMENT_GRADES; i++) {
		json_array(json, NULL);
		for (int j = 0; j < AGREEMENT_GRADES; j++)
			json_integer(json, NULL, agreement->matrix[i][j]);
		json_end(json);
	}
	json_end(json);
}

static void json_line(struct json *json, const struct agreement_view *view,
	const struct agreement_line *line, bool practice)
{
	const struct agreement *a = &line->agreement;
	char *note = line_note(line, practice);

	json_object(json, NULL);
	json_text(json, "period", view->period);
	json_text(json, "service", service_of(view, line));
	json_text(json, "domain", line->domain);
	json_text(json, "domain_name", line->domain_name);
	json_text(json, "mode", moderation_mode_name((enum moderation_mode)line->mode));
	json_integer(json, "n", a->n);
	json_integer(json, "exact", a->exact);
	json_integer(json, "within_one", a->within_one);
	json_integer(json, "over", a->over);
	json_integer(json, "under", a->under);
	json_figure(json, "kappa", a->defined, a->kappa);
	json_figure(json, "kappa_low", a->interval, a->low);
	json_figure(json, "kappa_high", a->interval, a->high);
	json_matrix(json, a);
	json_text(json, "note", note);
	json_end(json);
	free(note);
}

static int show_json(struct run *run, const struct agreement_view *view, const char *path)
{
	struct json json;

	json_init(&json, run->out);
	json_array(&json, NULL);
	for (size_t i = 0; i < view->agreements.count; i++)
		if (!repeats(view, &view->agreements.lines[i]))
			json_line(&json, view, &view->agreements.lines[i],
				run->session->practice);
	json_end(&json);
	return 0;
}

static int show_text(struct run *run, const struct agreement_view *view, const char *path)
{
	agreement_text(run, view);
	return 0;
}

static const struct format {
	const char *name;
	int (*show)(struct run *run, const struct agreement_view *view, const char *path);
} formats[] = {{"text", show_text}, {"csv", show_csv}, {"json", show_json}};

static int read_format(const struct wish *wish, const struct format **format)
{
	for (size_t i = 0; i < LENGTH(formats); i++)
		if (strcasecmp(formats[i].name, wish->format) == 0)
			*format = &formats[i];
	if (!*format)
		return fail(ERROR_USAGE, "--format %s: it is text, csv or json", wish->format);
	if (wish->path && (*format)->show != show_csv)
		return fail(ERROR_USAGE, "-o goes with --format csv: add it, or leave -o out");
	return 0;
}

static int read_mode(const char *word, int *mode)
{
	*mode = -1;
	for (int i = MODERATION_IMPORTED; word && i <= MODERATION_OPEN; i++)
		if (strcasecmp(moderation_mode_name((enum moderation_mode)i), word) == 0)
			*mode = i;
	if (word && *mode < 0)
		return fail(ERROR_USAGE, "--mode %s: it is sealed, open or imported", word);
	return 0;
}

static int read_kind(const char *word, int *kind)
{
	enum audit_kind parsed = AUDIT_MONTHLY;

	if (word && strcasecmp(word, "all") != 0 && audit_kind_parse(word, &parsed))
		return fail(ERROR_USAGE,
			"--kind %s: it is monthly, thematic, dip, multi-agency, review or all",
			word);
	*kind = word && strcasecmp(word, "all") == 0 ? -1 : (int)parsed;
	return 0;
}

static int read_period(const struct wish *wish, struct agreement_filter *filter)
{
	bool dated;

	if (period_read(&wish->period, &dated, &filter->range))
		return -1;
	if (dated && wish->always)
		return fail(ERROR_USAGE, "more than one period is given: leave --always out");
	filter->always = !dated;
	return 0;
}

// The period as it was asked for, else its days. Yours.
static char *period_name(const struct period *period, const struct agreement_filter *filter)
{
	const char *given = period->month     ? period->month
			    : period->quarter ? period->quarter
					      : period->year;
	char from[DATE_TEXT], to[DATE_TEXT];

	if (given || filter->always)
		return xstrdup(given ? given : "all");
	return xasprintf(
		"%s/%s", date_iso(filter->range.first, from), date_iso(filter->range.last, to));
}

static int show(struct run *run, const struct wish *wish, const struct agreement_filter *filter,
	const struct format *format)
{
	struct agreement_view view = {.filter = filter};
	char *period;
	int result;

	if (format->show == show_csv && command_needs_file(run, wish->path))
		return -1;
	if (agreement_count(run->session, filter, &view.agreements))
		return -1;
	period = period_name(&wish->period, filter);
	view.period = period;
	result = agreement_record(run->session, filter) || format->show(run, &view, wish->path)
			 ? -1
			 : 0;
	agreements_finish(&view.agreements);
	free(period);
	return result;
}

int command_agreement(struct run *run)
{
	struct wish wish = {.period = PERIOD_NONE, .format = "text"};
	struct agreement_filter filter = {0};
	const struct format *format = NULL;
	const struct option_spec specs[] = {
		PERIOD_OPTIONS(wish.period),
		{"--always", OPTION_FLAG, &wish.always},
		{"--service", OPTION_TEXT, &filter.service},
		{"--team", OPTION_TEXT, &filter.team},
		{"--auditor", OPTION_TEXT, &filter.auditor},
		{"--moderator", OPTION_TEXT, &filter.moderator},
		{"--domain", OPTION_TEXT, &filter.domain},
		{"--mode", OPTION_TEXT, &wish.mode},
		{"--kind", OPTION_TEXT, &wish.kind},
		{"--format", OPTION_TEXT, &wish.format},
		{"-o", OPTION_TEXT, &wish.path},
		{0},
	};

	if (options_read(run, specs) || arguments_count(run, "agreement", 0, 0) ||
		read_format(&wish, &format) || read_mode(wish.mode, &filter.mode) ||
		read_kind(wish.kind, &filter.kind) || read_period(&wish, &filter))
		return -1;
	return show(run, &wish, &filter, format);
}
