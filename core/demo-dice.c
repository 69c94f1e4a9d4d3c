// SPDX-License-Identifier: MIT
// Chance that can be repeated: the same seed and stream give the same throws on every machine.
#include <sodium.h>
#include <string.h>

#include "core/demo-dice.h"
#include "db/mem.h"

static void put_little(unsigned char *bytes, uint64_t number)
{
	for (int i = 0; i < 8; i++)
		bytes[i] = (unsigned char)(number >> 8 * i);
}

void dice_init(struct dice *dice, uint64_t seed, uint64_t stream)
{
	*dice = (struct dice){.at = LENGTH(dice->drawn)};
	put_little(dice->key, seed);
	put_little(dice->key + 8, stream);
}

static uint32_t draw(struct dice *dice)
{
	if (dice->at == LENGTH(dice->drawn)) {
		unsigned char nonce[crypto_stream_chacha20_NONCEBYTES],
			bytes[sizeof(dice->drawn)];

		put_little(nonce, dice->block++);
		crypto_stream_chacha20(bytes, sizeof(bytes), nonce, dice->key);
		for (size_t i = 0; i < LENGTH(dice->drawn); i++)
			dice->drawn[i] = (uint32_t)bytes[4 * i] |
					 (uint32_t)bytes[4 * i + 1] << 8 |
					 (uint32_t)bytes[4 * i + 2] << 16 |
					 (uint32_t)bytes[4 * i + 3] << 24;
		dice->at = 0;
	}
	return dice->drawn[dice->at++];
}

uint32_t dice_below(struct dice *dice, uint32_t below)
{
	uint32_t uneven = -below % below, got; // 2^32 mod below

	do
		got = draw(dice);
	while (got < uneven);
	return got % below;
}

int dice_between(struct dice *dice, int low, int high)
{
	return low + (int)dice_below(dice, (uint32_t)(high - low + 1));
}

bool dice_permille(struct dice *dice, int share)
{
	return (int)dice_below(dice, 1000) < share;
}

size_t dice_weighted(struct dice *dice, const int *weights, size_t count)
{
	uint32_t sum = 0, at;

	for (size_t i = 0; i < count; i++)
		sum += (uint32_t)weights[i];
	at = dice_below(dice, sum);
	for (size_t i = 0; i < count; i++) {
		if (at < (uint32_t)weights[i])
			return i;
		at -= (uint32_t)weights[i];
	}
	return count - 1;
}
