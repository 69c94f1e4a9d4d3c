// SPDX-License-Identifier: MIT
// The report on the screen, written to a file.
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "db/error.h"
#include "db/mem.h"
#include "tui/prompt.h"
#include "tui/report-private.h"

static int format_of(const char *path, enum report_format *format)
{
	const char *dot = strrchr(path, '.');

	if (dot && strcasecmp(dot, ".txt") == 0)
		*format = REPORT_AS_TEXT;
	else if (dot && strcasecmp(dot, ".csv") == 0)
		*format = REPORT_AS_CSV;
	else if (dot && (strcasecmp(dot, ".html") == 0 || strcasecmp(dot, ".htm") == 0))
		*format = REPORT_AS_HTML;
	else
		return fail(ERROR_USAGE,
			"Let the name end in .txt, .csv or .html: it says how to write");
	return 0;
}

static int write_to(const struct report *report, const char *path)
{
	enum report_format format = REPORT_AS_TEXT;

	if (format_of(path, &format))
		return -1;
	if (access(path, F_OK) == 0 &&
		!prompt_word("There is a file of this name already.", "replace"))
		return 0;
	if (report_write(report, format, NULL, path))
		return -1;
	view_say("Written to %s", path);
	return 0;
}

int report_to_file(struct screen *screen)
{
	const struct report *report = &((struct report_page *)screen->state)->report;
	char *offer = xasprintf("report-%s.html", report->period), *path;
	int result = 0;

	for (char *at = offer; *at; at++)
		if (*at == ' ')
			*at = '-';
	path = prompt_line("Write to (.txt, .csv, .html)", offer);
	if (path && *path)
		result = write_to(report, path);
	free(path);
	free(offer);
	return result;
}
