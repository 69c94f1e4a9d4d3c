// SPDX-License-Identifier: MIT
// Chance that can be repeated: the same seed and stream give the same throws on every machine.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The key stream of ChaCha20 (RFC 8439's cipher with libsodium's 64-bit nonce) under the key that holds the
// seed in its first 8 bytes and the stream in the next 8, both little-endian, and zeros; read as
// little-endian 32-bit numbers.
struct dice {
	unsigned char key[32];
	uint64_t block; // the nonce of the next block
	uint32_t drawn[256];
	size_t at; // of drawn; 256: none is left
};

void dice_init(struct dice *dice, uint64_t seed, uint64_t stream);

// 0 to below - 1, each as likely (below at least 1): throws that would favour some are thrown again.
uint32_t dice_below(struct dice *dice, uint32_t below);

// low to high, both included.
int dice_between(struct dice *dice, int low, int high);

// True in so many of a thousand cases.
bool dice_permille(struct dice *dice, int share);

// An index of weights (whole numbers of 0 or more, not all 0), each as likely as its weight says.
size_t dice_weighted(struct dice *dice, const int *weights, size_t count);
