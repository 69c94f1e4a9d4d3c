// SPDX-License-Identifier: MIT
// The roles' table: for each an attribute, a colour of 256 and a colour of 8.
#include <curses.h>
#include <stdlib.h>
#include "core/action.h"
#include "core/grade.h"
#include "db/mem.h"
#include "tui/theme.h"

// The colours of 256 are middle tones, legible on black and on white alike.
static const struct {
	attr_t attributes;
	short many,
		few; // colour where there are 256 and where there are 8; -1 the terminal's own
} roles[THEME_COUNT] = {
	[THEME_TEXT] = {A_NORMAL, -1, -1},
	[THEME_TITLE] = {A_BOLD, -1, -1},
	[THEME_HEADING] = {A_BOLD | A_UNDERLINE, -1, -1},
	[THEME_MUTED] = {A_NORMAL, 244, -1},
	[THEME_KEY] = {A_BOLD, 33, COLOR_BLUE},
	[THEME_FOCUS] = {A_REVERSE, -1, -1},
	[THEME_FIELD] = {A_UNDERLINE, -1, -1},
	[THEME_SELECTED] = {A_REVERSE, -1, -1},
	[THEME_MATCH] = {A_BOLD | A_UNDERLINE, 172, COLOR_MAGENTA},
	[THEME_MESSAGE] = {A_BOLD, -1, -1},
	[THEME_ERROR] = {A_BOLD, 160, COLOR_RED},
	[THEME_PRACTICE] = {A_BOLD | A_REVERSE, 172, COLOR_MAGENTA},
	[THEME_SAFETY] = {A_BOLD | A_REVERSE, 160, COLOR_RED},
	[THEME_OVERDUE] = {A_BOLD, 160, COLOR_RED},
	[THEME_DUE] = {A_NORMAL, 172, COLOR_MAGENTA},
	[THEME_DONE] = {A_NORMAL, 34, COLOR_GREEN},
	[THEME_GRADE_OUTSTANDING] = {A_NORMAL, 33, COLOR_BLUE},
	[THEME_GRADE_GOOD] = {A_NORMAL, 34, COLOR_GREEN},
	[THEME_GRADE_REQUIRES_IMPROVEMENT] = {A_NORMAL, 172, COLOR_MAGENTA},
	[THEME_GRADE_INADEQUATE] = {A_BOLD, 160, COLOR_RED},
	[THEME_STATUS_GREY] = {A_NORMAL, 244, -1},
	[THEME_STATUS_GREEN] = {A_NORMAL, 34, COLOR_GREEN},
	[THEME_STATUS_AMBER] = {A_NORMAL, 172, COLOR_MAGENTA},
	[THEME_STATUS_RED] = {A_BOLD, 160, COLOR_RED},
	[THEME_STATUS_BLUE] = {A_NORMAL, 33, COLOR_BLUE},
};

static unsigned shown[THEME_COUNT];

void theme_init(void)
{
	const char *none = getenv("NO_COLOR");
	bool colours = has_colors() && (none == NULL || none[0] == '\0');

	if (colours) {
		start_color();
		use_default_colors();
	}
	for (short i = 0; i < THEME_COUNT; i++) {
		short colour = COLORS >= 256 ? roles[i].many : roles[i].few;
		shown[i] = roles[i].attributes;
		if (colours && colour >= 0 && init_pair(i + 1, colour, -1) == OK)
			shown[i] |= COLOR_PAIR(i + 1);
	}
}

unsigned theme_attributes(enum theme_role role)
{
	return shown[role];
}

enum theme_role theme_grade(int grade)
{
	if (grade < GRADE_OUTSTANDING || grade > GRADE_INADEQUATE)
		return THEME_TEXT;
	return THEME_GRADE_OUTSTANDING + grade - GRADE_OUTSTANDING;
}

enum theme_role theme_status(int colour)
{
	static const enum theme_role status[] = {[COLOUR_GREY] = THEME_STATUS_GREY,
		[COLOUR_BLUE] = THEME_STATUS_BLUE,
		[COLOUR_GREEN] = THEME_STATUS_GREEN,
		[COLOUR_AMBER] = THEME_STATUS_AMBER,
		[COLOUR_RED] = THEME_STATUS_RED};

	return status[colour];
}
