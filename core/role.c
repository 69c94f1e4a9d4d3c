// SPDX-License-Identifier: MIT
// The roles of design section 2 as words.
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/role.h"
#include "core/session.h"
#include "db/mem.h"

static const struct {
	enum role role;
	const char *name;
} roles_known[] = {
	{ROLE_AUDITOR, "auditor"},
	{ROLE_MODERATOR, "moderator"},
	{ROLE_QA, "qa"},
	{ROLE_ADMIN, "admin"},
};

static unsigned find(const char *word, size_t length)
{
	for (size_t i = 0; i < LENGTH(roles_known); i++) {
		if (strlen(roles_known[i].name) == length &&
			strncasecmp(roles_known[i].name, word, length) == 0)
			return roles_known[i].role;
	}
	return 0;
}

int roles_parse(const char *text, unsigned *roles)
{
	unsigned sum = 0;

	while (*(text += strspn(text, " ;,"))) {
		size_t length = strcspn(text, ";,"), word = length;

		while (word && text[word - 1] == ' ')
			word--;
		if (!find(text, word))
			return -1;
		sum |= find(text, word);
		text += length;
	}
	*roles = sum;
	return 0;
}

char *roles_text(unsigned roles)
{
	char *text = xstrdup("");

	for (size_t i = 0; i < LENGTH(roles_known); i++) {
		char *longer;

		if (!(roles & roles_known[i].role))
			continue;
		longer = xasprintf("%s%s%s", text, *text ? ";" : "", roles_known[i].name);
		free(text);
		text = longer;
	}
	return text;
}

const char *role_list(void)
{
	return "auditor, moderator, qa, admin";
}
