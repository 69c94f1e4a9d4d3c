// SPDX-License-Identifier: MIT
// What a screen keeps from one time to the next: named texts of a record, in one line.
#include <stdlib.h>
#include <string.h>

#include "db/mem.h"
#include "tui/kept.h"

char **kept_text(const void *record, const struct kept *part)
{
	return (char **)((char *)record + part->offset);
}

static void take(void *record, const struct kept *part, const char *piece, size_t length)
{
	size_t name = strlen(part->name);
	char **text = kept_text(record, part);

	if (length <= name || piece[name] != '=' || strncmp(piece, part->name, name) != 0)
		return;
	free(*text);
	*text = xstrndup(piece + name + 1, length - name - 1);
}

void kept_parse(void *record, const struct kept *parts, size_t count, const char *line)
{
	for (size_t i = 0; i < count; i++)
		if (!*kept_text(record, &parts[i]))
			*kept_text(record, &parts[i]) = xstrdup("");
	while (*line) {
		size_t length = strcspn(line, "\t");

		for (size_t i = 0; i < count; i++)
			take(record, &parts[i], line, length);
		line += length + (line[length] != '\0');
	}
}

char *kept_write(const void *record, const struct kept *parts, size_t count)
{
	char *line = xstrdup("");

	for (size_t i = 0; i < count; i++) {
		const char *text = *kept_text(record, &parts[i]);

		if (*text) {
			char *longer = xasprintf(
				"%s%s%s=%s", line, *line ? "\t" : "", parts[i].name, text);

			free(line);
			line = longer;
		}
	}
	return line;
}

void kept_finish(void *record, const struct kept *parts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(*kept_text(record, &parts[i]));
		*kept_text(record, &parts[i]) = NULL;
	}
}
