// SPDX-License-Identifier: MIT
// The report written to a file, or shown, in one of its formats.
#include <strings.h>

#include "core/document.h"
#include "core/report.h"
#include "db/error.h"
#include "db/mem.h"

int report_format_read(const char *name, enum report_format *format)
{
	static const char *const names[] = {
		[REPORT_AS_TEXT] = "text", [REPORT_AS_CSV] = "csv", [REPORT_AS_HTML] = "html"};

	for (size_t i = 0; i < LENGTH(names); i++)
		if (strcasecmp(names[i], name) == 0) {
			*format = (enum report_format)i;
			return 0;
		}
	return fail(ERROR_USAGE, "--format %s: it is text, csv or html", name);
}

static int csv_write(const struct report *report, FILE *out, const char *path)
{
	struct writer writer;
	int result;

	if (out)
		fflush(out);
	result = writer_create(&writer, path, 0);
	if (!result)
		report_csv(report, &writer);
	if (!result)
		result = writer_commit(&writer);
	writer_discard(&writer);
	return result;
}

int report_write(
	const struct report *report, enum report_format format, FILE *out, const char *path)
{
	struct document document;

	if (format == REPORT_AS_CSV)
		return csv_write(report, out, path);
	document_begin(&document, out, path);
	if (format == REPORT_AS_HTML)
		report_html(report, document.to);
	else
		report_text(report, document.to);
	return document_end(&document, 0);
}
