// SPDX-License-Identifier: MIT
// Measures the queue of writers: many processes that each commit one row after the other.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "db/db.h"
#include "db/error.h"
#include "db/mem.h"

#define SAMPLES (1 << 18) // waits that one writer keeps for the percentile

// What a writer tells: it lies in memory shared with the parent.
struct tally {
	long commits, failures;
	double worst, ended; // seconds
	char message[200];   // of the first failure
	long kept;
	float waits[SAMPLES];
};

static double now(void)
{
	struct timespec at;

	clock_gettime(CLOCK_MONOTONIC, &at);
	return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

// About 350 bytes, in one table with one index: a row of the trail as the program writes it.
static int commit_one(struct db *db)
{
	static const char digest[32] = "0123456789abcdef0123456789abcde",
			  record[210] = {[0 ... 208] = 'x'};
	int result = db_begin(db);

	if (result)
		return result;
	result = db_run(db, QUERY_TRAIL_ADD,
		ARGS(NOTHING("seq"), TEXT("at", "2026-10-12T09:30:00Z"),
			TEXT("actor", "sjones"), INT("uid", 1000), TEXT("act", "change"),
			TEXT("record", record), NOTHING("audit"), NOTHING("service"),
			TEXT("field", "VOICE.rationale"), BLOB("old_digest", digest, 32),
			BLOB("new_digest", digest, 32), BLOB("hash", digest, 32)));
	return db_end(db, result);
}

static void keep(struct tally *tally, double wait)
{
	tally->commits++;
	if (wait > tally->worst)
		tally->worst = wait;
	if (tally->kept < SAMPLES)
		tally->waits[tally->kept++] = (float)wait;
}

static void think_for(double seconds)
{
	double pause = 2 * seconds * drand48();

	nanosleep(&(struct timespec){(time_t)pause, (long)((pause - (long)pause) * 1e9)}, NULL);
}

static void write_until(
	const char *path, double start, double end, double think, struct tally *tally)
{
	struct db *db = db_open(path);

	if (!db) {
		snprintf(tally->message, sizeof(tally->message), "%s", error_message());
		tally->failures++;
		return;
	}
	srand48(getpid());
	while (now() < start)
		usleep(500);
	while (now() < end) {
		double began;

		if (think > 0)
			think_for(think);
		began = now();
		if (commit_one(db) == 0) {
			keep(tally, now() - began);
		} else if (tally->failures++ == 0) {
			snprintf(tally->message, sizeof(tally->message), "%s", error_message());
		}
	}
	tally->ended = now();
	db_close(db);
}

static int by_size(const void *a, const void *b)
{
	float left = *(const float *)a, right = *(const float *)b;

	return left < right ? -1 : left > right;
}

static double percentile(const struct tally *tallies, int writers, double share)
{
	long count = 0, at = 0;
	float *all;
	double result;

	for (int i = 0; i < writers; i++)
		count += tallies[i].kept;
	if (count == 0)
		return 0;
	all = xcalloc((size_t)count, sizeof(*all));
	for (int i = 0; i < writers; at += tallies[i++].kept)
		memcpy(all + at, tallies[i].waits, (size_t)tallies[i].kept * sizeof(*all));
	qsort(all, (size_t)count, sizeof(*all), by_size);
	result = all[(long)(share * (double)(count - 1))];
	free(all);
	return result;
}

// One line of figures that names itself, for a program to read.
static int tell(const struct tally *tallies, int writers, double start)
{
	long commits = 0, failures = 0, least = tallies[0].commits, most = 0;
	double worst = 0, end = start;

	for (int i = 0; i < writers; i++) {
		const struct tally *one = &tallies[i];

		commits += one->commits;
		failures += one->failures;
		least = one->commits < least ? one->commits : least;
		most = one->commits > most ? one->commits : most;
		worst = one->worst > worst ? one->worst : worst;
		end = one->ended > end ? one->ended : end;
		if (one->message[0])
			fprintf(stderr, "writers: %s\n", one->message);
	}
	printf("writers=%d rate=%.0f failures=%ld least=%ld most=%ld p95_ms=%.2f "
	       "worst_ms=%.1f\n",
		writers, (double)commits / (end - start), failures, least, most,
		percentile(tallies, writers, 0.95) * 1e3, worst * 1e3);
	return failures > 0;
}

int main(int argc, char **argv)
{
	int writers = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 0;
	double seconds = argc > 3 ? strtod(argv[3], NULL) : 5,
	       think = argc > 4 ? strtod(argv[4], NULL) : 0;
	double start = now() + 0.5 + writers * 0.01;
	struct tally *tallies;

	if (writers < 1) {
		fprintf(stderr, "usage: writers DATABASE WRITERS [SECONDS [THINK-SECONDS]]\n");
		return 2;
	}
	tallies = mmap(NULL, (size_t)writers * sizeof(*tallies), PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (tallies == MAP_FAILED)
		return 1;
	for (int i = 0; i < writers; i++)
		if (fork() == 0) {
			write_until(argv[1], start, start + seconds, think, &tallies[i]);
			_exit(0);
		}
	while (wait(NULL) > 0)
		;
	return tell(tallies, writers, start);
}
