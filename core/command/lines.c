// SPDX-License-Identifier: MIT
// Lines of 80 cells for people: texts wrapped, headings underlined, all of it safe for terminals.
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "core/command/lines.h"
#include "core/text.h"
#include "db/mem.h"

#define WIDTH 80

void lines_say(FILE *out, const char *fmt, ...)
{
	va_list args;
	char *text, *clean;

	va_start(args, fmt);
	text = xvasprintf(fmt, args);
	va_end(args);
	clean = text_clean_line(text);
	fprintf(out, "%s\n", clean);
	free(clean);
	free(text);
}

void lines_block(FILE *out, int indent, const char *text)
{
	char *clean = text_clean(text, strlen(text), TEXT_LINES), *at = clean;
	size_t left = strlen(clean), shown, step;

	while (left && (step = text_wrap(at, left, WIDTH - indent, &shown))) {
		fprintf(out, "%*s%.*s\n", shown ? indent : 0, "", (int)shown, at);
		at += step;
		left -= step;
	}
	free(clean);
}

void lines_field(FILE *out, int indent, const char *label, const char *value)
{
	char *text;

	if (!value || !*value)
		return;
	text = xasprintf("%s: %s", label, value);
	lines_block(out, indent, text);
	free(text);
}

void lines_heading(FILE *out, const char *text)
{
	char *clean = text_clean_line(text);

	fprintf(out, "\n%s\n", clean);
	for (int i = 0; i < text_width(clean); i++)
		fputc('-', out);
	fputc('\n', out);
	free(clean);
}
