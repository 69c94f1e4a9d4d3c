// SPDX-License-Identifier: MIT
// The real program in a pseudo-terminal, with a terminal emulator behind it that a test can read.
#include "test/test.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "db/mem.h"
#include "test/keyboard.h"
#include "test/screen-private.h"
#include "test/words.h"

// Milliseconds until a test gives up: sanitizers on a busy machine are slow. A program that has shown its
// screen and then stays quiet will not change it any more.
#define PATIENCE 20000
#define QUIET 6000

static struct screen *running;
static char step[512];

void screen_says_where(const char *where)
{
	snprintf(step, sizeof(step), "%s%s", where, where[0] ? ": " : "");
}

static int set_property(VTermProp property, VTermValue *value, void *data)
{
	struct screen *screen = data;

	if (property == VTERM_PROP_CURSORVISIBLE)
		screen->cursor_visible = value->boolean;
	else if (property == VTERM_PROP_ALTSCREEN)
		screen->alternate = value->boolean;
	else if (property == VTERM_PROP_TITLE)
		xreplace(&screen->title, value->string);
	return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = set_property};

static void start_terminal(struct screen *screen)
{
	screen->terminal = vterm_new(screen->rows, screen->columns);
	vterm_set_utf8(screen->terminal, 1);
	screen->cells = vterm_obtain_screen(screen->terminal);
	vterm_screen_set_callbacks(screen->cells, &callbacks, screen);
	vterm_screen_enable_altscreen(screen->cells, 1);
	vterm_screen_reset(screen->cells, 1);
}

// The program, unless the first argument is another one, and its arguments, up to NULL.
static void put_words(const char **words, const char *const *arguments)
{
	size_t count = 0;

	if (!arguments || !arguments[0] || !strchr(arguments[0], '/'))
		words[count++] = fixture_program();
	while (arguments && *arguments) {
		assert_true(count < WORDS_MAX);
		words[count++] = *arguments++;
	}
	words[count] = NULL;
}

static void become(const struct fixture *fixture, const char **words, char *const *environment)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (chdir(fixture->folder) == 0)
		execve(words[0], (char *const *)words, environment);
	_exit(99);
}

static char **environment_of(const struct fixture *fixture, const struct screen_setup *setup)
{
	const char *settings[32] = {NULL};
	char *term = xasprintf("TERM=%s", setup->term ? setup->term : "xterm-256color"),
	     **environment;
	size_t count = 0;

	settings[count++] = term;
	for (const char *const *own = setup->settings; own && *own; own++) {
		assert_true(count + 1 < LENGTH(settings));
		settings[count++] = *own;
	}
	environment = fixture_environment(fixture, settings);
	free(term);
	return environment;
}

struct screen *screen_start(const struct fixture *fixture, const struct screen_setup *setup,
	const char *const *arguments)
{
	struct screen *screen = xcalloc(1, sizeof(*screen));
	struct winsize size = {.ws_row = (unsigned short)(setup->rows ? setup->rows : 24),
		.ws_col = (unsigned short)(setup->columns ? setup->columns : 80)};
	char **environment = environment_of(fixture, setup);
	const char *words[WORDS_MAX + 1];

	put_words(words, arguments);
	screen->rows = size.ws_row;
	screen->columns = size.ws_col;
	screen->term = xstrdup(setup->term ? setup->term : "xterm-256color");
	screen->title = xstrdup("");
	screen->exit_code = -1;
	start_terminal(screen);
	screen->child = forkpty(&screen->master, NULL, NULL, &size);
	if (screen->child == 0)
		become(fixture, words, environment);
	if (screen->child < 0)
		fail_msg("no pseudo-terminal: %s", strerror(errno));
	environment_destroy(environment);
	screen->next = running;
	running = screen;
	return screen;
}

static void reap(struct screen *screen)
{
	int status;

	while (waitpid(screen->child, &status, 0) < 0 && errno == EINTR)
		;
	screen->exit_code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

void screen_end(struct screen *screen)
{
	struct screen **place = &running;

	while (*place != screen)
		place = &(*place)->next;
	*place = screen->next;
	if (screen->master >= 0)
		close(screen->master);
	if (screen->exit_code < 0) {
		kill(screen->child, SIGKILL);
		reap(screen);
	}
	vterm_free(screen->terminal);
	free(screen->term);
	free(screen->title);
	free(screen->output);
	free(screen);
}

void screen_end_all(void)
{
	while (running)
		screen_end(running);
}

static void keep_output(struct screen *screen, const char *bytes, size_t length)
{
	while (screen->output_length + length + 1 > screen->output_room) {
		screen->output_room = screen->output_room ? screen->output_room * 2 : 65536;
		screen->output = xreallocarray(screen->output, screen->output_room, 1);
	}
	memcpy(screen->output + screen->output_length, bytes, length);
	screen->output_length += length;
	screen->output[screen->output_length] = '\0';
}

// What the terminal answers to questions of the program goes back to it.
static void answer(struct screen *screen)
{
	char bytes[256];
	size_t length;

	while ((length = vterm_output_read(screen->terminal, bytes, sizeof(bytes))) > 0) {
		if (write(screen->master, bytes, length) < 0)
			return;
	}
}

// Reads what there is, waiting so long for the first of it. 0 where nothing came or all is over.
static int read_some(struct screen *screen, int milliseconds)
{
	struct pollfd input = {.fd = screen->master, .events = POLLIN};
	char bytes[65536];
	ssize_t length;

	if (screen->master < 0 || poll(&input, 1, milliseconds) <= 0)
		return 0;
	length = read(screen->master, bytes, sizeof(bytes));
	if (length <= 0) { // EIO: no process holds the terminal any more
		close(screen->master);
		screen->master = -1;
		return 0;
	}
	keep_output(screen, bytes, (size_t)length);
	vterm_input_write(screen->terminal, bytes, (size_t)length);
	answer(screen);
	return 1;
}

void screen_type(struct screen *screen, const char *text)
{
	size_t length = strlen(text);

	while (length && screen->master >= 0) {
		struct pollfd both = {.fd = screen->master, .events = POLLIN | POLLOUT};
		ssize_t sent;

		if (poll(&both, 1, PATIENCE) <= 0)
			fail_msg("the program does not read what is typed");
		if (both.revents & POLLIN) // it would block on us otherwise
			read_some(screen, 0);
		if (!(both.revents & POLLOUT))
			continue;
		sent = write(screen->master, text, length < 256 ? length : 256);
		if (sent <= 0)
			return;
		text += sent;
		length -= (size_t)sent;
	}
}

// Whether the program asked for the cursor keys' application mode: only the terminal knows.
static int in_application_mode(struct screen *screen)
{
	char bytes[16] = "";

	vterm_keyboard_key(screen->terminal, VTERM_KEY_UP, VTERM_MOD_NONE);
	vterm_output_read(screen->terminal, bytes, sizeof(bytes) - 1);
	return bytes[1] == 'O';
}

void screen_key(struct screen *screen, const char *name)
{
	const char *bytes;

	while (read_some(screen, 0))
		;
	bytes = keyboard_bytes(screen->term, name, in_application_mode(screen));
	if (!bytes)
		fail_msg("%s has no key %s", screen->term, name);
	screen_type(screen, bytes);
}

void screen_paste(struct screen *screen, const char *text)
{
	while (read_some(screen, 0))
		;
	vterm_keyboard_start_paste(screen->terminal);
	answer(screen);
	screen_type(screen, text);
	vterm_keyboard_end_paste(screen->terminal);
	answer(screen);
}

static int64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

void screen_wait_for(struct screen *screen, int (*holds)(struct screen *, const void *data),
	const void *data, const char *what)
{
	int64_t end = now() + PATIENCE;

	while (read_some(screen, 0))
		;
	while (!holds(screen, data)) {
		int64_t left = end - now();

		if (screen->alternate && left > QUIET)
			left = QUIET;
		if (screen->master < 0 || left <= 0 || !read_some(screen, (int)left)) {
			struct screen_cursor cursor = screen_cursor(screen);

			fail_msg("%s%s: waited in vain for %s\nthe screen, cursor %d %d:\n%s",
				step,
				screen->master < 0 ? "the program has ended" : "time is up",
				what, cursor.row, cursor.column, screen_text(screen));
		}
	}
}

static int holds_text(struct screen *screen, const void *text)
{
	return screen_find(screen, text, NULL, NULL) >= 0;
}

void screen_wait(struct screen *screen, const char *text)
{
	screen_wait_for(screen, holds_text, text, text);
}

static int lacks_text(struct screen *screen, const void *text)
{
	return !holds_text(screen, text);
}

void screen_wait_gone(struct screen *screen, const char *text)
{
	char *what = xasprintf("\"%s\" to go", text);

	screen_wait_for(screen, lacks_text, text, what);
	free(what);
}

int screen_wait_exit(struct screen *screen)
{
	int64_t end = now() + PATIENCE;

	while (screen->master >= 0) {
		if (now() >= end)
			fail_msg("the program does not end; the screen:\n%s",
				screen_text(screen));
		read_some(screen, (int)(end - now()));
	}
	if (screen->exit_code < 0)
		reap(screen);
	return screen->exit_code;
}

int screen_hang_up(struct screen *screen)
{
	struct pollfd ended = {.fd = pidfd_open(screen->child, 0), .events = POLLIN};

	close(screen->master);
	screen->master = -1;
	if (poll(&ended, 1, PATIENCE) <= 0)
		fail_msg("the program does not end when its terminal goes away");
	close(ended.fd);
	reap(screen);
	return screen->exit_code;
}

void screen_settle(struct screen *screen, int milliseconds)
{
	while (read_some(screen, milliseconds))
		;
}

void screen_resize(struct screen *screen, int rows, int columns)
{
	struct winsize size = {
		.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};

	while (read_some(screen, 0))
		;
	screen->rows = rows;
	screen->columns = columns;
	vterm_set_size(screen->terminal, rows, columns);
	ioctl(screen->master, TIOCSWINSZ, &size);
}

void screen_signal(struct screen *screen, int signal)
{
	kill(screen->child, signal);
}
