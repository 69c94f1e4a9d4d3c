// SPDX-License-Identifier: MIT
// JSON, written as it comes: nothing is held but the nesting and the last few thousand bytes.
#include <assert.h>
#include <string.h>

#include <utf8proc.h>

#include "core/json.h"

void json_init(struct json *json, FILE *to)
{
	json->to = to;
	json->depth = 0;
	json->length = 0;
}

static void flush(struct json *json)
{
	fwrite(json->held, 1, json->length, json->to);
	json->length = 0;
}

// Exports put millions of bytes here, a few at a time: stdio and printf would cost more than all else.
static void put(struct json *json, const char *bytes, size_t size)
{
	if (size > sizeof(json->held) - json->length)
		flush(json);
	if (size > sizeof(json->held)) {
		fwrite(bytes, 1, size, json->to);
		return;
	}
	memcpy(json->held + json->length, bytes, size);
	json->length += size;
}

static void put_text(struct json *json, const char *text)
{
	put(json, text, strlen(text));
}

static bool is_unsafe(utf8proc_int32_t rune)
{
	return rune < 0x20 || (rune >= 0x7f && rune < 0xa0) || rune == 0x061c ||
	       rune == 0x200e || rune == 0x200f || (rune >= 0x2028 && rune <= 0x202e) ||
	       (rune >= 0x2066 && rune <= 0x2069);
}

static void put_escape(struct json *json, utf8proc_int32_t rune)
{
	char text[8];

	switch (rune) {
	case '"': put_text(json, "\\\""); break;
	case '\\': put_text(json, "\\\\"); break;
	case '\n': put_text(json, "\\n"); break;
	case '\r': put_text(json, "\\r"); break;
	case '\t': put_text(json, "\\t"); break;
	default:
		snprintf(text, sizeof(text), "\\u%04x", (unsigned)rune & 0xffff);
		put_text(json, text);
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
static void put_string(struct json *json, const char *text)
{
	const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)text;

	put(json, "\"", 1);
	while (*at) {
		size_t run = plain(at);
		utf8proc_int32_t rune;
		utf8proc_ssize_t size;

		put(json, (const char *)at, run);
		at += run;
		if (!*at)
			break;
		size = utf8proc_iterate(at, -1, &rune);
		if (size <= 0)
			put_text(json, "\\ufffd");
		else if (is_unsafe(rune) || rune == '"' || rune == '\\')
			put_escape(json, rune);
		else
			put(json, (const char *)at, (size_t)size);
		at += size > 0 ? size : 1;
	}
	put(json, "\"", 1);
}

static void put_integer(struct json *json, int64_t number)
{
	char digits[24], *end = digits + sizeof(digits), *start = end;
	uint64_t left = number < 0 ? -(uint64_t)number : (uint64_t)number;

	do {
		*--start = (char)('0' + left % 10);
		left /= 10;
	} while (left);
	if (number < 0)
		*--start = '-';
	put(json, start, (size_t)(end - start));
}

static void put_break(struct json *json)
{
	static const char blanks[] = "\n                                "; // for JSON_DEPTH

	put(json, blanks, 1 + 2 * (size_t)json->depth);
}

static void begin(struct json *json, const char *key)
{
	if (json->depth) {
		if (json->filled[json->depth - 1])
			put(json, ",", 1);
		json->filled[json->depth - 1] = true;
		put_break(json);
	}
	if (key) {
		put_string(json, key);
		put(json, ": ", 2);
	}
}

static void descend(struct json *json, const char *key, char opening, char closing)
{
	begin(json, key);
	assert(json->depth < JSON_DEPTH);
	put(json, &opening, 1);
	json->closing[json->depth] = closing;
	json->filled[json->depth++] = false;
}

static void end_line(struct json *json)
{
	if (json->depth == 0) {
		put(json, "\n", 1);
		flush(json);
	}
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
	put(json, &json->closing[json->depth], 1);
	end_line(json);
}

void json_text(struct json *json, const char *key, const char *text)
{
	if (!text) {
		json_null(json, key);
		return;
	}
	begin(json, key);
	put_string(json, text);
	end_line(json);
}

void json_day(struct json *json, const char *key, date day)
{
	char text[DATE_TEXT];

	json_text(json, key, day == DATE_NONE ? NULL : date_iso(day, text));
}

void json_integer(struct json *json, const char *key, int64_t number)
{
	begin(json, key);
	put_integer(json, number);
	end_line(json);
}

void json_decimal(struct json *json, const char *key, double number, int decimals)
{
	char text[512];

	begin(json, key);
	snprintf(text, sizeof(text), "%.*f", decimals, number);
	put_text(json, text);
	end_line(json);
}

void json_bool(struct json *json, const char *key, bool value)
{
	begin(json, key);
	put_text(json, value ? "true" : "false");
	end_line(json);
}

void json_null(struct json *json, const char *key)
{
	begin(json, key);
	put(json, "null", 4);
	end_line(json);
}
