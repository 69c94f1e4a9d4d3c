// SPDX-License-Identifier: MIT
// Searching audits by words in their narratives and by the beginnings of references.
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/access.h"
#include "core/audit-search.h"
#include "db/error.h"
#include "db/mem.h"

#define BLANKS " \t\r\n"

// A word without letter or digit would match nothing and hide what the others match.
static bool says_something(const char *word, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (isalnum((unsigned char)word[i]) || (unsigned char)word[i] >= 0x80)
			return true;
	return false;
}

static void quote(FILE *out, const char *word, size_t length)
{
	putc('"', out);
	for (size_t i = 0; i < length; i++) {
		if (word[i] == '"')
			putc('"', out);
		putc(word[i], out);
	}
	putc('"', out);
}

char *search_match(const char *text)
{
	char *match = NULL;
	size_t size = 0, words = 0;
	FILE *out = xmemstream(&match, &size);

	for (text += strspn(text, BLANKS); *text; text += strspn(text, BLANKS)) {
		size_t length = strcspn(text, BLANKS);

		if (says_something(text, length)) {
			if (words++)
				putc(' ', out);
			quote(out, text, length);
		}
		text += length;
	}
	if (words)
		putc('*', out);
	xmemstream_end(out);
	if (words)
		return match;
	free(match);
	return NULL;
}

static void range_init(struct date_range range, char text[2][DATE_TEXT])
{
	if (range.last) {
		date_iso(range.first, text[0]);
		date_iso(range.last, text[1]);
	}
}

void wanted_init(
	struct wanted *wanted, const struct session *session, const struct audit_filter *filter)
{
	*wanted = (struct wanted){
		.drilled = filter->standing || filter->completed.last || filter->due.last ||
			   filter->moderated || filter->feedback_of || filter->contact ||
			   filter->moderated_by || filter->decision || filter->grades ||
			   filter->pairs || filter->review || filter->sealed ||
			   *OR_ANY(filter->post) || *OR_ANY(filter->theme) ||
			   filter->reported || filter->challenged.last};
	date_iso(session->today, wanted->today);
	range_init(filter->completed, wanted->completed);
	range_init(filter->due, wanted->due);
	if (filter->challenged.last) {
		date_month(filter->challenged.first, wanted->challenged[0]);
		date_month(filter->challenged.last, wanted->challenged[1]);
	}
}

// Audits by the order of their ids from one source.
struct stream {
	struct stmt *stmt; // NULL: nothing comes
	struct audit_row row;
	bool there;   // row holds the next one
	char *own[2]; // arguments that it borrows
};

// The next audit of the stream that is not the one before.
static int stream_step(struct stream *stream, int64_t before)
{
	int more = 0;

	if (stream->there)
		audit_row_finish(&stream->row);
	stream->there = false;
	while (stream->stmt && (more = stmt_next(stream->stmt)) == 1)
		if (stmt_int(stream->stmt, 0) != before)
			break;
	if (more == 1) {
		audit_row_read(stream->stmt, &stream->row);
		stream->there = true;
	} else {
		stream->stmt = NULL;
	}
	return more < 0 ? -1 : 0;
}

static void stream_end(struct stream *stream)
{
	if (stream->there)
		audit_row_finish(&stream->row);
	stmt_done(stream->stmt);
	free(stream->own[0]);
	free(stream->own[1]);
}

// Behind every narrative of an audit, seen in the direction of the walk.
static int64_t text_start(const struct audit_row *from, bool down)
{
	if (!from)
		return down ? INT64_MAX : 0;
	return down ? narrative_id(from->id, PART_LEAD, 0)
		    : narrative_id(from->id + 1, PART_LEAD, 0) - 1;
}

static int words_begin(struct session *session, const struct audit_filter *filter,
	const struct wanted *wanted, const char *match, int64_t from, bool down,
	struct stream *stream)
{
	*stream = (struct stream){0};
	if (!match)
		return 0;
	stream->stmt = db_query(session->db, down ? QUERY_LIST_TEXT_BACK : QUERY_LIST_TEXT,
		ARGS(TEXT("match", match), INT("from", from), WANTED(filter, wanted),
			SEEN(session)));
	return stream->stmt ? 0 : -1;
}

// So many are gathered and sorted in a few milliseconds.
#define GATHERED_MOST 20000

// By [down]: gathered, or walked where there are many.
static const enum query begins_queries[2][2] = {
	{QUERY_LIST_BEGINS, QUERY_LIST_BEGINS_BACK},
	{QUERY_LIST_BEGINS_MANY, QUERY_LIST_BEGINS_MANY_BACK},
};

// The whole text where it has no blank in it: references have none, and no byte of UTF-8 is above F4.
static int begins_begin(struct session *session, const struct audit_filter *filter,
	const struct wanted *wanted, const struct audit_row *from, bool down, int count,
	struct stream *stream)
{
	const char *start = filter->text + strspn(filter->text, BLANKS);
	char *low = xstrndup(start, strcspn(start, BLANKS)), *high = xasprintf("%s\xf5", low);
	const char *rest = start + strlen(low);
	struct bind least = TEXT("low", low), most = TEXT("high", high);
	int64_t id = from ? from->id : down ? INT64_MAX : 0, many = 0;
	int result = -1;

	*stream = (struct stream){0};
	if (!*low || rest[strspn(rest, BLANKS)])
		result = 0;
	else if (db_int(session->db, QUERY_LIST_BEGINS_PART,
			 ARGS(least, most, INT("most", GATHERED_MOST)), &many) >= 0) {
		stream->stmt =
			db_query(session->db, begins_queries[many == GATHERED_MOST][down],
				ARGS(INT("id", id), least, most, WANTED(filter, wanted),
					SEEN(session), INT("count", count)));
		result = stream->stmt ? 0 : -1;
	}
	stream->own[0] = low;
	stream->own[1] = high;
	return result;
}

static bool comes_first(const struct stream *a, const struct stream *b, bool down)
{
	if (!a->there || !b->there)
		return a->there;
	return down ? a->row.id >= b->row.id : a->row.id <= b->row.id;
}

// Merges the two streams; an audit that both give comes once.
static int merge(struct stream streams[2], bool down, struct audit_row *rows, int count)
{
	int got = 0;

	if (stream_step(&streams[0], 0) || stream_step(&streams[1], 0))
		return -1;
	while (got < count && (streams[0].there || streams[1].there)) {
		struct stream *next =
			comes_first(&streams[0], &streams[1], down) ? &streams[0] : &streams[1];
		int64_t id = next->row.id;

		rows[got] = next->row;
		rows[got++].key = xstrdup("");
		next->there = false;
		if (stream_step(next, id))
			return -1;
		for (int i = 0; i < 2; i++)
			if (streams[i].there && streams[i].row.id == id &&
				stream_step(&streams[i], id))
				return -1;
	}
	return got;
}

int audit_search(struct session *session, const struct audit_filter *filter,
	const struct audit_row *from, bool down, struct audit_row *rows, int count)
{
	struct stream streams[2] = {0};
	char *match = search_match(filter->text);
	struct wanted wanted;
	int got = -1;

	wanted_init(&wanted, session, filter);
	if (!words_begin(session, filter, &wanted, match, text_start(from, down), down,
		    &streams[0]) &&
		!begins_begin(session, filter, &wanted, from, down, count, &streams[1]))
		got = merge(streams, down, rows, count);
	stream_end(&streams[0]);
	stream_end(&streams[1]);
	free(match);
	return got;
}
