// SPDX-License-Identifier: MIT
// Sharing work out evenly among those who can do it. Numbers only.
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct share {
	size_t tasks, people;
	const bool *can; // can[task * people + person]
	int *load;       // of each person: what they have in hand; what they are given is added
	int *taker;      // of each task, a person or -1: nobody can; written here
};

// Gives each task that somebody can do to one of them, so that the sum of the squares of the loads is least: then
// nobody has two more than somebody to whom one of their tasks could pass, be it through others (an optimal
// semi-matching: Harvey, Ladner, Lovasz and Tamir, "Semi-matchings for bipartite graphs and load balancing", Journal of
// Algorithms 59, 2006; what people have in hand before counts as tasks that only they can do). Of equal ones the
// first person; the same input gives the same.
void share_out(const struct share *share);
