// SPDX-License-Identifier: MIT
// Exports: what the records hold, as CSV files that reconcile with what was asked.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/date.h"
#include "core/session.h"
#include "core/trail.h"

// What is asked for. Zero is everything.
struct export_filter {
	bool dated;              // range counts
	struct date_range range; // of an audit: its day of completion, else the day it is due
	const char *service, *team; // names; NULL: all
};

struct export_receipt {
	size_t rows;                // without the header
	char sha256[65];            // of the file, in hex
	char head[TRAIL_HASH_TEXT]; // of the trail, with this export in it
};

// Writes a dataset to a file (path NULL or "-": standard output), from one moment of the database, with
// the options of core/writer.h. RIGHT_REPORT: QA gets everything, senior managers their own services.
// The rows written are counted against a count of the selection in the same snapshot. The act is a row of the
// trail. Returns 0 and the receipt; -1 with the error set (ERROR_USAGE no such dataset or a filter it
// does not have, ERROR_MISSING no such service or team, ERROR_DENIED, ERROR_IO ...): then no file is
// left behind.
int export_file(struct session *session, const char *dataset, const char *path,
	const struct export_filter *filter, unsigned options, struct export_receipt *receipt);

// The datasets, separated by blanks: for help and completion. Borrowed.
const char *export_datasets(void);
