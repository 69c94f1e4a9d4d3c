// SPDX-License-Identifier: MIT
// What the files of the draw share among themselves.
#pragma once

#include "core/sample.h"

// The digest of a receipt: SHA-256, in hexadecimal digits, over its lines: name, month, purpose, kind, method, seed,
// seed_given, rule, frame_rule, exclude_months, frame_hash, drawn_on; then each entry: place, ref, service, team,
// excluded, rank and chosen, each shortfall: service, team, wanted, got, why, separated by tabs.
void sample_digest(const struct sample *sample, char digest[static DRAW_HASH_TEXT]);

// Why an entry is left out that an earlier draw chose: it counts in the percentage (draw_entry.counted).
#define SAMPLE_DRAWN_ALREADY "drawn already"

// Reads a rule as a receipt has it. -1 (65) where it is none.
int sample_rule_parse(const struct sample *sample, struct draw_rule *rule);

// Writes it so. Yours.
char *sample_rule_words(const struct draw_rule *rule);

// Adds to a sample's lists; texts are copied.
void sample_add_entry(
	struct sample *sample, const struct draw_entry *entry, const char *excluded);
void sample_add_shortfall(struct sample *sample, const char *service, const char *team,
	int64_t wanted, int64_t got, const char *why);

// Reads a receipt; not shown: for the checks alone, which tell nothing of the grades behind it.
int sample_read(struct session *session, const char *name, bool shown, struct sample **sample);

// How the trail notes that one case took the place of another, and who was passed over. Yours.
char *sample_replacement_words(const struct sample_replacement *replacement);

// Adds one that was passed over; texts are copied.
void sample_add_passed(struct sample_replacement *replacement, int64_t place, const char *ref,
	const char *why);

// The name that the next draw of this month, purpose and kind has, into sample->name. -1: 73 the month's own draw
// was made.
int sample_name(struct session *session, struct sample *sample);

// Tests what is asked of a draw of audits: a month, a share of 1 to 100 percent, a seed of one line (NULL: none). -1 (2, 65).
int sample_share_check(
	const char *month, long percent, const char *seed, struct date_range *range);
