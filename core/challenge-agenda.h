// SPDX-License-Identifier: MIT
// The agenda of Confirm and Challenge: where each of its audits stands, as lines for a screen, a text or a page.
#pragma once

#include <stdio.h>

#include "core/audit.h"
#include "core/challenge.h"
#include "core/loop.h"

enum agenda_kind {
	AGENDA_SECTION, // text is its heading
	AGENDA_PAIR,    // name and text
	AGENDA_TEXT,    // a narrative
};

struct agenda_line {
	enum agenda_kind kind;
	char *name, *text; // name: "" but for a pair
	int colour;        // enum colour of what the text says; -1: none
};

// Where one audit stands: its grades by domain, safety concerns, steps with their clocks, actions, review, moderation,
// earlier meetings, and what this meeting said.
struct agenda_item {
	struct challenge challenge;
	struct agenda_line *lines;
	size_t line_count, line_room;
	// Counted, for rows of a file.
	int steps_open, steps_late, actions_open, actions_red, concerns_open;
};

struct agenda {
	char month[DATE_TEXT];
	struct agenda_item *items; // by service and reference
	size_t count;
};

// One audit's. Its look stands in the trail. Takes over the challenge, also on failure. -1: 66, 77.
int agenda_item_load(
	struct session *session, struct challenge *challenge, struct agenda_item *item);
void agenda_item_finish(struct agenda_item *item);

// All that the person sees of a meeting (RIGHT_CHALLENGE). -1: 66 nothing is on it for them.
int agenda_load(struct session *session, const char *month, struct agenda *agenda);
void agenda_finish(struct agenda *agenda);

enum agenda_format {
	AGENDA_AS_TEXT, // of at most 78 cells
	AGENDA_AS_CSV,  // a row for each audit
	AGENDA_AS_HTML, // a document with a page for each audit
};

// Writes it to a file, whole or not at all, or with path NULL to out (a CSV to standard output).
int agenda_write(const struct session *session, const struct agenda *agenda,
	enum agenda_format format, FILE *out, const char *path);
