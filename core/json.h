// SPDX-License-Identifier: MIT
// JSON, written as it comes: nothing is held but the nesting and the last few thousand bytes.
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "core/date.h"

#define JSON_DEPTH 16

struct json {
	FILE *to;                // borrowed; its ferror() says whether writing went well
	int depth;               // of what is open now
	bool filled[JSON_DEPTH]; // whether the open object or array has a member
	char closing[JSON_DEPTH];
	char held[4096]; // not written yet: all is, once the last object or array is closed
	size_t length;
};

// Two blanks for each level, one member a line.
void json_init(struct json *json, FILE *to);

// Each of these writes one value: key is its name within an object, NULL within an array and at the
// top. text NULL is null. Control characters, also those above U+007F, and marks that change the
// direction of writing are escaped, so that the output is safe to look at in a terminal.
void json_object(struct json *json, const char *key);
void json_array(struct json *json, const char *key);
void json_text(struct json *json, const char *key, const char *text);
void json_day(
	struct json *json, const char *key, date day); // ISO 8601; null where it is DATE_NONE
void json_integer(struct json *json, const char *key, int64_t number);
void json_decimal(struct json *json, const char *key, double number, int decimals);
void json_bool(struct json *json, const char *key, bool value);
void json_null(struct json *json, const char *key);

// Closes the innermost object or array; the last one ends the line.
void json_end(struct json *json);
