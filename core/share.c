// SPDX-License-Identifier: MIT
// Sharing work out evenly among those who can do it.
#include <stdlib.h>
#include <string.h>

#include "core/share.h"
#include "db/mem.h"

// A search for somebody with less to do, through whom tasks can pass on.
struct search {
	const struct share *share;
	int *through;  // of each person: the task by which they were reached; -1: not reached
	size_t *queue; // people reached, in order
	size_t head, tail;
};

static bool can(const struct share *share, size_t task, size_t person)
{
	return share->can[task * share->people + person];
}

static void take(const struct share *share, size_t task, size_t person)
{
	if (share->taker[task] >= 0)
		share->load[share->taker[task]]--;
	share->taker[task] = (int)person;
	share->load[person]++;
}

// Each task in turn to who has least so far: nearly even already.
static void begin(const struct share *share)
{
	for (size_t task = 0; task < share->tasks; task++) {
		size_t best = share->people;

		share->taker[task] = -1;
		for (size_t person = 0; person < share->people; person++)
			if (can(share, task, person) &&
				(best == share->people ||
					share->load[person] < share->load[best]))
				best = person;
		if (best < share->people)
			take(share, task, best);
	}
}

// Reaches everybody who could do a task of this person.
static void spread(struct search *search, size_t person)
{
	const struct share *share = search->share;

	for (size_t task = 0; task < share->tasks; task++) {
		if (share->taker[task] != (int)person)
			continue;
		for (size_t other = 0; other < share->people; other++)
			if (search->through[other] < 0 && can(share, task, other)) {
				search->through[other] = (int)task;
				search->queue[search->tail++] = other;
			}
	}
}

// Passes tasks along the way that was found, from its end back to where it began.
static void pass_on(struct search *search, size_t from, size_t to)
{
	while (to != from) {
		size_t task = (size_t)search->through[to];
		size_t before = (size_t)search->share->taker[task];

		take(search->share, task, to);
		to = before;
	}
}

// Looks from a person for one who has at least two less, and passes on. False: there is none.
static bool relieve(struct search *search, size_t person)
{
	const struct share *share = search->share;

	for (size_t i = 0; i < share->people; i++)
		search->through[i] = -1;
	search->head = search->tail = 0;
	search->through[person] = 0; // not to be reached
	spread(search, person);
	while (search->head < search->tail) {
		size_t other = search->queue[search->head++];

		if (share->load[other] + 2 <= share->load[person]) {
			pass_on(search, person, other);
			return true;
		}
		spread(search, other);
	}
	return false;
}

void share_out(const struct share *share)
{
	struct search search = {
		.share = share,
		.through = xcalloc(share->people + 1, sizeof(*search.through)),
		.queue = xcalloc(share->people + 1, sizeof(*search.queue)),
	};
	bool moved = true;

	begin(share);
	while (moved) { // ends: each time the sum of the squares grows less
		moved = false;
		for (size_t person = 0; person < share->people; person++)
			while (relieve(&search, person))
				moved = true;
	}
	free(search.through);
	free(search.queue);
}
