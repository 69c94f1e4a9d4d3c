// SPDX-License-Identifier: MIT
// The last error, in the user's words: the floor everything stands on.
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "db/mem.h"

static struct {
	enum error kind;
	char *message;
} last;

// The bytes of the character at c, and its code; 0 where that is no UTF-8.
static size_t decode(const unsigned char *c, uint32_t *code)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	size_t size = *c < 0x80 ? 1 : *c < 0xc0 ? 0 : *c < 0xe0 ? 2 : *c < 0xf0 ? 3 : 4;

	*code = size < 2 ? *c : *c & (0x7fu >> size);
	for (size_t i = 1; i < size; i++) {
		if ((c[i] & 0xc0) != 0x80)
			return 0;
		*code = *code << 6 | (c[i] & 0x3f);
	}
	if (!size || *code < least[size] || *code > 0x10ffff || (*code & ~0x7ffu) == 0xd800)
		return 0;
	return size;
}

// Controls, and what turns the direction of the text around it or breaks its line.
static bool is_unsafe(uint32_t code)
{
	return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x61c ||
	       code == 0x200e || code == 0x200f || (code >= 0x2028 && code <= 0x202e) ||
	       (code >= 0x2066 && code <= 0x2069);
}

// Messages carry names and cells that users typed, and end on other people's terminals.
static void defuse(char *text)
{
	unsigned char *from = (unsigned char *)text, *to = from;

	while (*from) {
		uint32_t code;
		size_t size = decode(from, &code);

		if (size && !is_unsafe(code)) {
			memmove(to, from, size);
			to += size;
		} else {
			*to++ = '?';
		}
		from += size ? size : 1;
	}
	*to = '\0';
}

static void keep(char *message)
{
	defuse(message);
	free(last.message);
	last.message = message;
}

int fail(enum error kind, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	keep(xvasprintf(fmt, args));
	va_end(args);
	last.kind = kind;
	return -1;
}

int fail_in(const char *fmt, ...)
{
	va_list args;
	char *prefix;

	va_start(args, fmt);
	prefix = xvasprintf(fmt, args);
	va_end(args);
	keep(xasprintf("%s: %s", prefix, error_message()));
	free(prefix);
	return -1;
}

const char *error_message(void)
{
	return last.message ? last.message : "";
}

enum error error_kind(void)
{
	return last.kind;
}

void error_clear(void)
{
	last.kind = ERROR_NONE;
	free(last.message);
	last.message = NULL;
}
