// SPDX-License-Identifier: MIT
// What the keyboards of the known terminals send.
#include <stdio.h>
#include <string.h>

#include "db/mem.h"
#include "test/keyboard.h"

// What is not in a terminal's own column is as for xterm; "" is a key that the terminal lacks.
static const struct {
	const char *name, *xterm, *linux_console, *screen, *vt100;
} keys[] = {
	{"Enter", "\r"},
	{"Tab", "\t"},
	{"BackTab", "\033[Z", "\033\t", NULL, ""},
	{"Esc", "\033"},
	{"Space", " "},
	{"Backspace", "\177", NULL, NULL, "\b"},
	{"Home", NULL, "\033[1~", "\033[1~", ""},
	{"End", NULL, "\033[4~", "\033[4~", ""},
	{"PageUp", "\033[5~", NULL, NULL, ""},
	{"PageDown", "\033[6~", NULL, NULL, ""},
	{"Insert", "\033[2~", NULL, NULL, ""},
	{"Delete", "\033[3~", NULL, NULL, ""},
	{"F1", "\033OP", "\033[[A", NULL, NULL},
	{"F2", "\033OQ", "\033[[B", NULL, NULL},
	{"F3", "\033OR", "\033[[C", NULL, NULL},
	{"F4", "\033OS", "\033[[D", NULL, NULL},
	{"F5", "\033[15~", "\033[[E", NULL, "\033Ot"},
	{"F6", "\033[17~", NULL, NULL, "\033Ou"},
	{"F7", "\033[18~", NULL, NULL, "\033Ov"},
	{"F8", "\033[19~", NULL, NULL, "\033Ol"},
	{"F9", "\033[20~", NULL, NULL, "\033Ow"},
	{"F10", "\033[21~", NULL, NULL, "\033Ox"},
	{"F11", "\033[23~", NULL, NULL, ""},
	{"F12", "\033[24~", NULL, NULL, ""},
	{"Ctrl-Left", "\033[1;5D", "", "", ""},
	{"Ctrl-Right", "\033[1;5C", "", "", ""},
	{"Ctrl-Home", "\033[1;5H", "", "", ""},
	{"Ctrl-End", "\033[1;5F", "", "", ""},
	{"Shift-Left", "\033[1;2D", "", "", ""},
	{"Shift-Right", "\033[1;2C", "", "", ""},
	{"Shift-Up", "\033[1;2A", "", "", ""},
	{"Shift-Down", "\033[1;2B", "", "", ""},
};

static const struct {
	const char *name, *plain, *application;
} cursor_keys[] = {
	{"Up", "\033[A", "\033OA"},
	{"Down", "\033[B", "\033OB"},
	{"Right", "\033[C", "\033OC"},
	{"Left", "\033[D", "\033OD"},
	{"Home", "\033[H", "\033OH"},
	{"End", "\033[F", "\033OF"},
};

static const char *own_column(const char *term, size_t key)
{
	if (strcmp(term, "linux") == 0)
		return keys[key].linux_console;
	if (strncmp(term, "screen", 6) == 0)
		return keys[key].screen;
	if (strncmp(term, "vt100", 5) == 0)
		return keys[key].vt100;
	return NULL;
}

// A character as itself, Ctrl-A to Ctrl-Z, and Alt with any character.
static const char *modified(const char *name)
{
	static char bytes[16];

	if (!name[1])
		return name;
	if (strncmp(name, "Ctrl-", 5) == 0 && name[5] >= '@' && name[5] <= '_' && !name[6]) {
		snprintf(bytes, sizeof(bytes), "%c", name[5] - '@');
		return bytes;
	}
	if (strncmp(name, "Alt-", 4) == 0) {
		snprintf(bytes, sizeof(bytes), "\033%s", name + 4);
		return bytes;
	}
	return NULL;
}

const char *keyboard_bytes(const char *term, const char *name, int application)
{
	for (size_t i = 0; i < LENGTH(keys); i++) {
		const char *own = own_column(term, i), *bytes = own ? own : keys[i].xterm;

		if (bytes && strcmp(keys[i].name, name) == 0)
			return bytes[0] ? bytes : NULL;
	}
	for (size_t i = 0; i < LENGTH(cursor_keys); i++) {
		if (strcmp(cursor_keys[i].name, name) == 0)
			return application ? cursor_keys[i].application : cursor_keys[i].plain;
	}
	return modified(name);
}
