// SPDX-License-Identifier: MIT
// The queue of writers: flock(2) on a file beside the database.
//
// SQLite's own busy timeout is no queue: under load one writer takes the lock again and again while
// others starve until their timeout. The kernel hands a flock(2) on to those who wait for it.
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "db/error.h"
#include "db/mem.h"
#include "db/store.h"

#define PATIENCE_S 30

static volatile sig_atomic_t expired;

static void expire(int number)
{
	(void)number;
	expired = 1;
}

// flock() waits for ever: a timer interrupts it. Other signals (a resized window) do so too, and
// only start the wait again.
static int flock_within(int fd, int seconds)
{
	struct sigaction ours = {.sa_handler = expire}, before;
	struct itimerval limit = {.it_value.tv_sec = seconds}, none = {0};
	int result, why;

	expired = 0;
	sigaction(SIGALRM, &ours, &before);
	setitimer(ITIMER_REAL, &limit, NULL);
	do {
		result = flock(fd, LOCK_EX);
		why = errno;
	} while (result < 0 && why == EINTR && !expired);
	setitimer(ITIMER_REAL, &none, NULL);
	sigaction(SIGALRM, &before, NULL);
	errno = why;
	return result;
}

// With the database's own permissions: who may write there may stand in the queue.
static int queue_open(struct db *db)
{
	char *path = xasprintf("%s-queue", db->path);
	struct stat status;

	db->queue = open(path, O_RDONLY | O_CREAT | O_CLOEXEC, 0660);
	if (db->queue < 0)
		fail(ERROR_IO,
			"cannot open %s (%s): the folder of the database must be writable",
			path, strerror(errno));
	else if (stat(db->path, &status) == 0)
		fchmod(db->queue,
			status.st_mode &
				0666); // fails where another user made it: then it is right
	free(path);
	return db->queue < 0 ? -1 : 0;
}

int queue_enter(struct db *db)
{
	if (db->unnamed)
		return 0; // nobody else knows it
	if (db->queue < 0 && queue_open(db))
		return -1;
	if (flock(db->queue, LOCK_EX | LOCK_NB) == 0)
		return 0;
	if (errno == EWOULDBLOCK && flock_within(db->queue, PATIENCE_S) == 0)
		return 0;
	if (errno == EINTR)
		return fail(ERROR_BUSY,
			"somebody has been writing to %s for %d seconds: try again", db->path,
			PATIENCE_S);
	return fail(ERROR_IO, "cannot lock %s-queue: %s", db->path, strerror(errno));
}

void queue_leave(struct db *db)
{
	if (db->queue >= 0)
		flock(db->queue, LOCK_UN);
}
