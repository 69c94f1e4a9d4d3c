// SPDX-License-Identifier: MIT
// Who is to moderate an audit grades it first without knowing its grades: what is kept from them until then.
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/blind.h"
#include "db/mem.h"

bool blind_for(const struct session *session, int64_t blind_id)
{
	return blind_id && session->me.id == blind_id;
}

bool blind_place(int place)
{
	return place == PLACE_WHY_DIFFERS;
}

static bool is_letter(char byte)
{
	return isalnum((unsigned char)byte) || (unsigned char)byte >= 0x80;
}

static bool begins_sentence(const char *text, const char *at)
{
	while (at > text && strchr(" \t-*\"'", at[-1]))
		at--;
	return at == text || strchr(".!?\r\n", at[-1]);
}

// How long the grade is that is named there; 0: none is.
static size_t grade_at(const char *text, const char *at)
{
	if (at > text && is_letter(at[-1]))
		return 0;
	for (enum grade grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++) {
		const char *name = grade_name(grade);
		size_t length = strlen(name);

		if (strncasecmp(at, name, length) != 0 || is_letter(at[length]))
			continue;
		if (grade == GRADE_REQUIRES_IMPROVEMENT)
			return length;
		if (isupper((unsigned char)*at) &&
			!(at[length] == ' ' && begins_sentence(text, at)))
			return length;
	}
	return strncmp(at, "RI", 2) == 0 && !is_letter(at[2]) ? 2 : 0;
}

char *blind_words(const char *text)
{
	char *words;
	size_t size;
	FILE *out = xmemstream(&words, &size);

	for (const char *at = text; *at;) {
		size_t length = grade_at(text, at);

		if (length)
			fputs("[grade]", out);
		else
			fputc(*at, out);
		at += length ? length : 1;
	}
	xmemstream_end(out);
	return words;
}

bool blind_part(enum part part)
{
	return part != PART_MODERATOR;
}

static bool ends_in(const char *text, const char *end)
{
	size_t length = strlen(text), size = strlen(end);

	return length >= size && strcmp(text + length - size, end) == 0;
}

bool blind_amendment(const char *field)
{
	return ends_in(field, ".grade") || ends_in(field, place_info(PLACE_WHY_DIFFERS)->code);
}

int blind_in_sample(struct session *session, int64_t sample_id)
{
	int64_t count = 0;

	if (db_int(session->db, QUERY_BLIND_IN_SAMPLE,
		    ARGS(INT("sample", sample_id), INT("user", session->me.id)), &count) < 0)
		return -1;
	return count > 0;
}

int blind_in_challenge(struct session *session, int64_t sample_id)
{
	int64_t count = 0;

	if (db_int(session->db, QUERY_CHALLENGE_BLIND,
		    ARGS(INT("user", session->me.id), INT("sample", sample_id)), &count) < 0)
		return -1;
	return count > 0;
}
