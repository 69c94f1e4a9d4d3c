// SPDX-License-Identifier: MIT
// Long work says on the terminal how far it is, and can be stopped with Ctrl-C leaving nothing half-written.
#include <inttypes.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/progress.h"
#include "db/db.h"
#include "db/error.h"
#include "db/mem.h"

#define LOOK_EVERY 64 // calls: the clock is not asked for each row
#define FIRST_MS 500
#define EVERY_MS 100

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};

// Of the process, as signals are.
static volatile sig_atomic_t asked; // the signal that came
static struct {
	FILE *to; // a terminal; NULL: nothing is said
	unsigned calls;
	int64_t next; // when something is said again, in ms; 0: not begun
	bool shown;   // there is something to take off
} state;

static void ask(int number)
{
	asked = number;
}

static int stop_reading(void)
{
	return asked != 0;
}

void progress_watch(FILE *to)
{
	// The second one finds the default action.
	struct sigaction ours = {.sa_handler = ask, .sa_flags = (int)SA_RESETHAND}, before;

	for (size_t i = 0; i < LENGTH(signals); i++)
		if (sigaction(signals[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL)
			sigaction(signals[i], &ours, NULL);
	state.to = isatty(fileno(to)) ? to : NULL;
	db_stop_when(stop_reading);
}

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

// A whole line of its own, written over the one before.
static void say(const char *what, int64_t done, int64_t of)
{
	if (of > 0)
		fprintf(state.to, "\r%s: %" PRId64 " of %" PRId64 " (%d%%) \b", what, done, of,
			(int)(done * 100 / of));
	else
		fprintf(state.to, "\r%s: %" PRId64 "%s \b", what, done, of < 0 ? "%" : "");
	fflush(state.to);
	state.shown = true;
}

int progress_tell(const char *what, int64_t done, int64_t of)
{
	int64_t now;

	if (asked) {
		progress_end();
		return fail(ERROR_STOPPED, "stopped at your wish: nothing of this was kept");
	}
	if (!state.to || state.calls++ % LOOK_EVERY)
		return 0;
	now = now_ms();
	if (!state.next)
		state.next = now + FIRST_MS;
	if (now < state.next)
		return 0;
	state.next = now + EVERY_MS;
	say(what, done, of);
	return 0;
}

int progress_percent(int percent, void *context)
{
	state.calls = 0; // asked seldom enough
	return progress_tell(context, percent, -1);
}

void progress_end(void)
{
	if (state.shown)
		fprintf(state.to, "\r%*s\r", 70, "");
	if (state.shown)
		fflush(state.to);
	state.shown = false;
	state.next = 0;
	state.calls = 0;
}

bool progress_stopped(void)
{
	return asked != 0;
}

void progress_pass_on(void)
{
	if (!asked)
		return;
	signal(asked, SIG_DFL);
	raise(asked);
}
