// SPDX-License-Identifier: MIT
// How draws and their receipts are shown.
#pragma once

#include <stdio.h>

#include "core/sample.h"

struct run;

// What was drawn just now; what could be drawn.
void sample_show_drawn(struct run *run, const struct sample *sample);
void sample_show_frame(struct run *run, const struct sample *sample);

// One line for each team that fell short, with a word before it; nothing where none did.
void sample_show_shortfalls(FILE *to, const char *before, const struct sample *sample);

// A whole receipt: for people, for programs, and as the CSV from which anybody can draw again (path NULL: standard
// output; raw: no cell is defused for spreadsheets). -1 where the file cannot be written.
void sample_show_receipt(struct run *run, const struct sample *sample);
void sample_show_json(struct run *run, const struct sample *sample);
int sample_show_csv(struct run *run, const struct sample *sample, const char *path, bool raw);

// sample list.
int sample_show_list(struct run *run);
