// SPDX-License-Identifier: MIT
// JSON, written as it comes: nothing is held but the nesting.
#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include <utf8proc.h>

#include "core/json.h"

void json_init(struct json *json, FILE *to)
{
	*json = (struct json){.to = to};
}

static bool is_unsafe(utf8proc_int32_t rune)
{
	return rune < 0x20 || (rune >= 0x7f && rune < 0xa0) || rune == 0x061c ||
	       rune == 0x200e || rune == 0x200f || (rune >= 0x2028 && rune <= 0x202e) ||
	       (rune >= 0x2066 && rune <= 0x2069);
}

static void put_escape(FILE *to, utf8proc_int32_t rune)
{
	switch (rune) {
	case '\n': fputs("\\n", to); break;
	case '\r': fputs("\\r", to); break;
	case '\t': fputs("\\t", to); break;
	default: fprintf(to, "\\u%04x", (unsigned)rune);
	}
}

// How many bytes stand for themselves: most of all text, written in one go.
static size_t plain(const utf8proc_uint8_t *text)
{
	size_t length = 0;

	while (text[length] >= 0x20 && text[length] < 0x7f && text[length] != '"' &&
		text[length] != '\\')
		length++;
	return length;
}

// What is not UTF-8 becomes U+FFFD: a program that reads JSON would refuse the whole of it.
static void put_string(FILE *to, const char *text)
{
	const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)text;

	putc('"', to);
	while (*at) {
		size_t run = plain(at);
		utf8proc_int32_t rune;
		utf8proc_ssize_t size;

		fwrite(at, 1, run, to);
		at += run;
		if (!*at)
			break;
		size = utf8proc_iterate(at, -1, &rune);
		if (size <= 0)
			fputs("\\ufffd", to);
		else if (is_unsafe(rune))
			put_escape(to, rune);
		else if (rune == '"' || rune == '\\')
			fprintf(to, "\\%c", (int)rune);
		else
			fwrite(at, 1, (size_t)size, to);
		at += size > 0 ? size : 1;
	}
	putc('"', to);
}

static void put_break(struct json *json)
{
	fprintf(json->to, "\n%*s", json->depth * 2, "");
}

static void begin(struct json *json, const char *key)
{
	if (json->depth) {
		if (json->filled[json->depth - 1])
			putc(',', json->to);
		json->filled[json->depth - 1] = true;
		put_break(json);
	}
	if (key) {
		put_string(json->to, key);
		fputs(": ", json->to);
	}
}

static void descend(struct json *json, const char *key, char opening, char closing)
{
	begin(json, key);
	assert(json->depth < JSON_DEPTH);
	putc(opening, json->to);
	json->closing[json->depth] = closing;
	json->filled[json->depth++] = false;
}

static void end_line(struct json *json)
{
	if (json->depth == 0)
		putc('\n', json->to);
}

void json_object(struct json *json, const char *key)
{
	descend(json, key, '{', '}');
}

void json_array(struct json *json, const char *key)
{
	descend(json, key, '[', ']');
}

void json_end(struct json *json)
{
	assert(json->depth > 0);
	json->depth--;
	if (json->filled[json->depth])
		put_break(json);
	putc(json->closing[json->depth], json->to);
	end_line(json);
}

void json_text(struct json *json, const char *key, const char *text)
{
	if (!text) {
		json_null(json, key);
		return;
	}
	begin(json, key);
	put_string(json->to, text);
	end_line(json);
}

void json_integer(struct json *json, const char *key, int64_t number)
{
	begin(json, key);
	fprintf(json->to, "%" PRId64, number);
	end_line(json);
}

void json_decimal(struct json *json, const char *key, double number, int decimals)
{
	begin(json, key);
	fprintf(json->to, "%.*f", decimals, number);
	end_line(json);
}

void json_bool(struct json *json, const char *key, bool value)
{
	begin(json, key);
	fputs(value ? "true" : "false", json->to);
	end_line(json);
}

void json_null(struct json *json, const char *key)
{
	begin(json, key);
	fputs("null", json->to);
	end_line(json);
}
