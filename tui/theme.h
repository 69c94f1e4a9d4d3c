// SPDX-License-Identifier: MIT
// What a piece of text is (its role) and how the terminal shows it: colour never stands alone.
#pragma once

// A role's look differs from plain text by an attribute too (bold, underline, reverse, dim) or its
// words say what the colour says, so that monochrome terminals and NO_COLOR lose nothing.
enum theme_role {
	THEME_TEXT,
	THEME_TITLE,    // the top line
	THEME_HEADING,  // a heading within a screen, a list's column names
	THEME_MUTED,    // less important text
	THEME_KEY,      // a key's name in the footer
	THEME_FOCUS,    // the item in focus
	THEME_FIELD,    // a field's value
	THEME_SELECTED, // selected text in the editor
	THEME_MATCH,    // where a search hit
	THEME_MESSAGE,
	THEME_ERROR, // a refusal, a validation message
	THEME_PRACTICE,
	THEME_SAFETY, // a safety concern
	THEME_OVERDUE,
	THEME_DUE, // due soon
	THEME_DONE,
	THEME_GRADE_OUTSTANDING,
	THEME_GRADE_GOOD,
	THEME_GRADE_REQUIRES_IMPROVEMENT,
	THEME_GRADE_INADEQUATE,
	THEME_STATUS_GREY,
	THEME_STATUS_GREEN,
	THEME_STATUS_AMBER,
	THEME_STATUS_RED,
	THEME_STATUS_BLUE,
	THEME_COUNT,
};

// Sets the roles up for the terminal in use: none, 8 or 256 colours, on the terminal's own default
// colours. The environment variable NO_COLOR, if not empty, means none. After curses has started.
void theme_init(void);

// The curses attributes of a role, for attrset(). Screens name roles to paint_text() instead.
unsigned theme_attributes(enum theme_role role);

// The role of a grade (core/grade.h); THEME_TEXT for none and not applicable.
enum theme_role theme_grade(int grade);

// The role of an action's colour (core/action.h), whose word is always there too.
enum theme_role theme_status(int colour);
