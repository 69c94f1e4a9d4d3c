// SPDX-License-Identifier: MIT
// Expected screens in .ref files, and how a screen is compared with them or written as one.
#include "test/test.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/mem.h"
#include "test/snapshot.h"

struct section {
	char *label, *text;
};

struct snapshots {
	char *path;
	struct section *sections;
	size_t count, room;
};

static struct section *section_of(const struct snapshots *snapshots, const char *label)
{
	for (size_t i = 0; i < snapshots->count; i++) {
		if (strcmp(snapshots->sections[i].label, label) == 0)
			return &snapshots->sections[i];
	}
	return NULL;
}

const char *snapshots_get(const struct snapshots *snapshots, const char *label)
{
	struct section *section = section_of(snapshots, label);

	return section ? section->text : NULL;
}

void snapshots_set(struct snapshots *snapshots, const char *label, const char *text)
{
	struct section *section = section_of(snapshots, label);

	if (!section) {
		snapshots->sections = xgrow(snapshots->sections, snapshots->count,
			&snapshots->room, sizeof(*snapshots->sections));
		section = &snapshots->sections[snapshots->count++];
		*section = (struct section){xstrdup(label), NULL};
	}
	xreplace(&section->text, text);
}

static void append(char **text, const char *more)
{
	char *longer = xasprintf("%s%s", *text, more);

	free(*text);
	*text = longer;
}

struct snapshots *snapshots_read(const char *path)
{
	struct snapshots *snapshots = xcalloc(1, sizeof(*snapshots));
	FILE *file = fopen(path, "r");
	struct section *section = NULL;
	char *line = NULL;
	size_t room = 0;

	snapshots->path = xstrdup(path);
	while (file && getline(&line, &room, file) >= 0) {
		if (strncmp(line, "== ", 3) == 0) {
			line[strcspn(line, "\n")] = '\0';
			snapshots_set(snapshots, line + 3, "");
			section = section_of(snapshots, line + 3);
		} else if (section)
			append(&section->text, line);
	}
	free(line);
	if (file)
		fclose(file);
	return snapshots;
}

void snapshots_destroy(struct snapshots *snapshots)
{
	for (size_t i = 0; i < snapshots->count; i++) {
		free(snapshots->sections[i].label);
		free(snapshots->sections[i].text);
	}
	free(snapshots->sections);
	free(snapshots->path);
	free(snapshots);
}

void snapshots_write(const struct snapshots *snapshots)
{
	FILE *file = snapshots->count ? fopen(snapshots->path, "w") : NULL;

	if (!snapshots->count)
		return;
	if (!file)
		fail_msg("%s: %s", snapshots->path, strerror(errno));
	for (size_t i = 0; i < snapshots->count; i++)
		fprintf(file, "== %s\n%s", snapshots->sections[i].label,
			snapshots->sections[i].text);
	fclose(file);
}

// Overwrites the matches with as many '~' as they have characters.
static void apply_masks(char *row, const regex_t *masks, size_t count)
{
	regmatch_t match;

	for (size_t i = 0; i < count; i++) {
		char *rest = row;

		while (regexec(&masks[i], rest, 1, &match, 0) == 0 &&
			match.rm_eo > match.rm_so) {
			char *out = rest + match.rm_so, *end = rest + match.rm_eo;

			for (char *c = out; c < end; c++) {
				if ((*c & 0xc0) != 0x80)
					*out++ = '~';
			}
			memmove(out, end, strlen(end) + 1);
			rest = out;
		}
	}
}

static int same_look(struct screen_cell a, struct screen_cell b)
{
	return a.bold == b.bold && a.underline == b.underline && a.blink == b.blink &&
	       a.reverse == b.reverse && a.italic == b.italic && a.foreground == b.foreground &&
	       a.background == b.background;
}

static char *look_text(struct screen_cell cell)
{
	char *colours = xstrdup(""), *text;

	if (cell.foreground != -1 || cell.background != -1) {
		free(colours);
		colours = xasprintf(" colour %d on %d", cell.foreground, cell.background);
	}
	text = xasprintf("%s%s%s%s%s%s", cell.bold ? " bold" : "",
		cell.underline ? " underline" : "", cell.blink ? " blink" : "",
		cell.reverse ? " reverse" : "", cell.italic ? " italic" : "", colours);
	free(colours);
	return text;
}

static void append_looks(const struct screen *screen, int row, char **text)
{
	int columns = screen_columns(screen), end;

	for (int column = 0; column < columns; column = end) {
		struct screen_cell cell = screen_cell(screen, row, column);
		char *look = look_text(cell), *line;

		end = column + 1;
		while (end < columns && same_look(screen_cell(screen, row, end), cell))
			end++;
		line = xasprintf("@ %d %d-%d%s\n", row, column, end - 1, look);
		if (look[0])
			append(text, line);
		free(line);
		free(look);
	}
}

char *snapshot_of(
	const struct screen *screen, int with_looks, const regex_t *masks, size_t count)
{
	struct screen_cursor cursor = screen_cursor(screen);
	char *text = xstrdup(""), *line;

	for (int i = 0; i < screen_rows(screen); i++) {
		char *row = screen_row(screen, i);

		apply_masks(row, masks, count);
		line = xasprintf("|%s\n", row);
		append(&text, line);
		free(line);
		free(row);
	}
	line = cursor.visible ? xasprintf("cursor %d %d\n", cursor.row, cursor.column)
			      : xstrdup("cursor hidden\n");
	append(&text, line);
	free(line);
	for (int i = 0; with_looks && i < screen_rows(screen); i++)
		append_looks(screen, i, &text);
	return text;
}
