// SPDX-License-Identifier: MIT
// The report on the screen, written to a file.
#include <stdlib.h>

#include "db/mem.h"
#include "tui/file-name.h"
#include "tui/report-private.h"

int report_to_file(struct screen *screen)
{
	static const enum report_format formats[] = {[FILE_TEXT] = REPORT_AS_TEXT,
		[FILE_CSV] = REPORT_AS_CSV,
		[FILE_HTML] = REPORT_AS_HTML};
	const struct report *report = &((struct report_page *)screen->state)->report;
	char *offer = xasprintf("report-%s.html", report->period), *path;
	enum file_form form;
	int result;

	for (char *at = offer; *at; at++)
		if (*at == ' ')
			*at = '-';
	result = file_name_ask(offer, &path, &form);
	if (path)
		result = report_write(report, formats[form], NULL, path);
	if (path && result == 0)
		view_say("Written to %s", path);
	free(path);
	free(offer);
	return result;
}
