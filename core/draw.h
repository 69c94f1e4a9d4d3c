// SPDX-License-Identifier: MIT
// The random draw: a published method that anybody can run again. No database here.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The method "draw-1":
//  1. The frame is put in order: by service, then team, then ref, each compared byte by byte.
//  2. Its hash is SHA-256 over one line for each entry, in that order, excluded ones too:
//     service TAB team TAB ref LF.
//  3. The key of an entry is SHA-256 over: seed LF frame-hash (64 small hex digits) LF ref.
//  4. Within a stratum the entries that are not excluded are put in order of their keys, smallest first (as
//     bytes; so as hexadecimal text too): that is the drawn order. The first N are chosen, less those that an
//     earlier draw of the same frame chose; a replacement is the next one of that order.
// With a seed of 32 random bytes each order of a stratum is as likely as any other.
#define DRAW_METHOD "draw-1"
#define DRAW_HASH_TEXT 65

struct draw_entry {
	const char *ref, *service, *team; // borrowed
	bool excluded;
	bool counted; // excluded because an earlier draw chose it: one less is wanted of its stratum
	size_t index; // the caller's own; moves with the entry
	// Written by draw_run():
	unsigned char key[32];
	int64_t rank; // 1, 2 ... within the stratum; 0: excluded
	bool chosen;
};

// How the frame is cut into strata, and how many are taken from each.
struct draw_rule {
	bool by_team; // strata are teams; else services
	int64_t per;  // so many from each stratum; 0: by percent
	int64_t percent; // 1 to 100, of all entries of the stratum (excluded ones too), rounded up; 100 with per 0: all
};

// A new seed: 64 hexadecimal digits of libsodium's random bytes.
void draw_seed(char seed[static DRAW_HASH_TEXT]);

// Puts the entries in order and writes the frame's hash.
void draw_order(struct draw_entry *entries, size_t count, char hash[static DRAW_HASH_TEXT]);

// Whether two entries lie in the same stratum.
bool draw_same_stratum(
	const struct draw_rule *rule, const struct draw_entry *a, const struct draw_entry *b);

// How many a stratum of so many entries is asked for, those of earlier draws among them.
int64_t draw_wanted(const struct draw_rule *rule, int64_t entries);

// Draws from entries that stand in order: writes key, rank and chosen.
void draw_run(struct draw_entry *entries, size_t count, const char *seed,
	const char hash[static DRAW_HASH_TEXT], const struct draw_rule *rule);
