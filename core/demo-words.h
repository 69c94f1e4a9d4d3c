// SPDX-License-Identifier: MIT
// Narratives put together from the grammar in data/demo-words.txt.
#pragma once

#include "core/demo-dice.h"

struct words;

// What a text is about.
struct words_facts {
	const char *child;  // "the child", "the young person"
	const char *worker; // the practitioner's post
	int month;          // 1 to 12: texts speak of the half year before it
};

struct words *words_create(void);
void words_destroy(struct words *words); // takes NULL

// Is there a rule with that name?
bool words_has(const struct words *words, const char *rule);

// A text by a rule, {...} in it replaced: by a fact, else by a text of the rule with that name. A capital
// at the start of a name that is no rule's capitalises what comes. Borrowed until the next call.
const char *words_compose(struct words *words, struct dice *dice, const char *rule,
	const struct words_facts *facts);

// The same with "fmt" making the rule's name.
const char *words_of(struct words *words, struct dice *dice, const struct words_facts *facts,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));
