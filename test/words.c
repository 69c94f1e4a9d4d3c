// SPDX-License-Identifier: MIT
// A line of a script or table as arguments.
#include "test/test.h"

#include <stdlib.h>
#include <string.h>

#include "db/mem.h"
#include "test/words.h"

void words_split(struct words *words, const char *text)
{
	char *rest;

	free(words->text);
	*words = (struct words){.text = xstrdup(text)};
	rest = words->text;
	while (*(rest += strspn(rest, " "))) {
		char end = ' ';

		if (*rest == '\'') {
			end = '\'';
			rest++;
		}
		assert_true(words->count < WORDS_MAX);
		words->list[words->count++] = rest;
		rest = strchrnul(rest, end);
		if (*rest)
			*rest++ = '\0';
	}
}

void words_finish(struct words *words)
{
	free(words->text);
}
