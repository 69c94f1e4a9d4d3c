// SPDX-License-Identifier: MIT
// Into which file something is written: asked, with the form that its name's end says.
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "db/error.h"
#include "tui/file-name.h"
#include "tui/prompt.h"

static int form_of(const char *path, enum file_form *form)
{
	const char *dot = strrchr(path, '.');

	if (dot && strcasecmp(dot, ".txt") == 0)
		*form = FILE_TEXT;
	else if (dot && strcasecmp(dot, ".csv") == 0)
		*form = FILE_CSV;
	else if (dot && (strcasecmp(dot, ".html") == 0 || strcasecmp(dot, ".htm") == 0))
		*form = FILE_HTML;
	else
		return fail(ERROR_USAGE,
			"Let the name end in .txt, .csv or .html: it says how to write");
	return 0;
}

int file_name_ask(const char *offer, char **path, enum file_form *form)
{
	char *name = prompt_line("Write to (.txt, .csv, .html)", offer);
	int result = name && *name ? form_of(name, form) : 0;

	*path = NULL;
	if (result == 0 && name && *name &&
		(access(name, F_OK) != 0 ||
			prompt_word("There is a file of this name already.", "replace"))) {
		*path = name;
		return 0;
	}
	free(name);
	return result;
}
