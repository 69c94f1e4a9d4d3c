// SPDX-License-Identifier: MIT
// A whole paint in one write.
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <unistd.h>

#include "tui/burst.h"

static struct {
	int memory,
		terminal; // file descriptors: what is held back, and the standard output itself
	bool tried, active;
} burst;

static bool ready(void)
{
	if (!burst.tried) {
		burst.tried = true;
		burst.memory = memfd_create("paint", MFD_CLOEXEC);
		burst.terminal = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	}
	return burst.memory >= 0 && burst.terminal >= 0;
}

void burst_begin(void)
{
	burst.active = ready() && dup2(burst.memory, STDOUT_FILENO) >= 0;
}

// All of it: a terminal that is slow or stopped takes part of a write and then none for a while.
static void send(const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t sent = write(STDOUT_FILENO, bytes, length);

		if (sent < 0 && errno == EAGAIN)
			poll(&(struct pollfd){STDOUT_FILENO, POLLOUT, 0}, 1, -1);
		else if (sent < 0 && errno != EINTR)
			return; // it is gone: the signal that says so ends the screens
		bytes += sent > 0 ? sent : 0;
		length -= sent > 0 ? (size_t)sent : 0;
	}
}

void burst_end(void)
{
	char bytes[16384];
	off_t end, at = 0;
	ssize_t got;

	if (!burst.active)
		return;
	burst.active = false;
	end = lseek(burst.memory, 0, SEEK_CUR);
	dup2(burst.terminal, STDOUT_FILENO);
	while (at < end) {
		size_t left = (size_t)(end - at);

		got = pread(
			burst.memory, bytes, left < sizeof(bytes) ? left : sizeof(bytes), at);
		if (got <= 0)
			break;
		send(bytes, (size_t)got);
		at += got;
	}
	lseek(burst.memory, 0, SEEK_SET);
}
