// SPDX-License-Identifier: MIT
// Expected screens in .ref files, and how a screen is compared with them or written as one.
#pragma once

#include <regex.h>

#include "test/screen.h"

// The sections of a .ref file. A section is headed by "== LABEL"; then come the rows of the screen, each
// behind a "|", the place of the cursor, and, where asked for, runs of cells that are not plain, as
// "@ row column-column bold reverse colour 3 on 4".
struct snapshots;

// Reads the file; one that is not there has no sections.
struct snapshots *snapshots_read(const char *path);
void snapshots_destroy(struct snapshots *snapshots);

// Writes the sections back as they came, with those set since.
void snapshots_write(const struct snapshots *snapshots);

// NULL where there is no such section. Borrowed.
const char *snapshots_get(const struct snapshots *snapshots, const char *label);
void snapshots_set(struct snapshots *snapshots, const char *label, const char *text);

// The screen as the text of a section, with every match of the masks overwritten by '~', cell for cell,
// because clocks and logins differ from run to run; yours.
char *snapshot_of(
	const struct screen *screen, int with_looks, const regex_t *masks, size_t count);
