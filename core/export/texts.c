// SPDX-License-Identifier: MIT
// The texts of one audit after the other, in one walk over all of them (core/narrative.h).
#include <stdlib.h>
#include <string.h>

#include "core/export/texts.h"
#include "db/mem.h"

void texts_init(struct texts *texts, struct db *db, int first, int last)
{
	*texts = (struct texts){
		.cursor = {.db = db, .query = QUERY_EXPORT_TEXTS_FROM, .filter = texts->places},
		.places = {INT("first", first), INT("last", last), {.type = BIND_END}},
		.first = first,
		.count = last - first + 1,
		.slots = xcalloc((size_t)(last - first + 1) * PART_COUNT, sizeof(struct text)),
	};
}

void texts_finish(struct texts *texts)
{
	cursor_finish(&texts->cursor);
	for (int i = 0; i < texts->count * PART_COUNT; i++)
		free(texts->slots[i].text);
	free(texts->slots);
	*texts = (struct texts){0};
}

static struct text *slot(const struct texts *texts, int part, int place)
{
	return &texts->slots[part * texts->count + place - texts->first];
}

const struct text *texts_at(const struct texts *texts, int part, int place)
{
	return slot(texts, part, place);
}

static void keep(struct text *to, const char *text, size_t length)
{
	to->length = length;
	if (to->length > to->room) {
		to->room = to->length * 2;
		free(to->text);
		to->text = xmalloc(to->room);
	}
	memcpy(to->text, text, to->length);
}

int texts_read(struct texts *texts, int64_t audit)
{
	int more = cursor_find(&texts->cursor, audit);

	for (int i = 0; texts->any && i < texts->count * PART_COUNT; i++)
		texts->slots[i].length = 0;
	texts->any = more == 1;
	for (; more == 1; more = cursor_next(&texts->cursor, audit)) {
		struct stmt *row = texts->cursor.stmt;
		size_t length;
		const char *text = stmt_sized_text(row, 3, &length);

		keep(slot(texts, (int)stmt_int(row, 1), (int)stmt_int(row, 2)), text, length);
	}
	return more;
}
