// SPDX-License-Identifier: MIT
// The terminal: raw while we run, sane whenever we do not; one poll for keys, signals and timers.
#include <curses.h>
#include <errno.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include "db/error.h"
#include "db/mem.h"
#include "tui/paint.h"
#include "tui/tui.h"

#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"

enum {
	ESCAPE_WAIT = 40,  // ms after which an Esc is the key, not a sequence's beginning
	PASTE_WAIT = 1000, // ms after which a paste without an end is taken as ended
	PAINT_WITHIN = 50, // ms within which typing ahead is shown all the same
};

// Asked for by signals; got_end is the number of the one that ends the program.
static volatile sig_atomic_t got_size, got_stop, got_continue, got_end;

static struct {
	bool started, active, ended, repaint;
	bool idled, working; // idle was called since the last event; it has more to do
	SCREEN *screen;
	struct termios before; // the terminal as we found it
	char leave[64];        // what gives the screen back: for the handler of fatal signals
	struct input input;
	struct tui_service service;
	int64_t painted_at;
	sigset_t waiting; // signals let in while we wait
} tui;

static void send(const char *bytes)
{
	if (write(STDOUT_FILENO, bytes, strlen(bytes)) < 0 && errno == EIO)
		got_end = SIGHUP; // the terminal has gone
}

static void on_signal(int signal)
{
	switch (signal) {
	case SIGWINCH: got_size = 1; break;
	case SIGTSTP: got_stop = 1; break;
	case SIGCONT: got_continue = 1; break;
	default: got_end = signal; break;
	}
}

// A crash: the terminal first, then what the signal does anyway. Only async-signal-safe calls.
static void on_crash(int number)
{
	if (tui.active) {
		send(PASTE_OFF);
		send(tui.leave);
		tcsetattr(STDIN_FILENO, TCSANOW, &tui.before);
	}
	signal(number, SIG_DFL);
	raise(number);
}

static const int ours[] = {SIGWINCH, SIGTSTP, SIGCONT, SIGTERM, SIGHUP, SIGINT, SIGQUIT};

// Our signals are let in only while we wait, so that no work is cut in two.
static void take_signals(void)
{
	static const int crashes[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};
	struct sigaction action = {.sa_handler = on_signal};
	sigset_t blocked;

	sigemptyset(&blocked);
	for (size_t i = 0; i < LENGTH(ours); i++) {
		sigaddset(&blocked, ours[i]);
		sigaction(ours[i], &action, NULL);
	}
	sigprocmask(SIG_BLOCK, &blocked, &tui.waiting);
	for (size_t i = 0; i < LENGTH(ours); i++)
		sigdelset(&tui.waiting, ours[i]);
	for (size_t i = 0; i < LENGTH(crashes); i++)
		signal(crashes[i], on_crash);
	signal(SIGPIPE, SIG_IGN);
}

// Names and widths need UTF-8: where the user's locale has none, C.UTF-8 serves for characters.
static void take_locale(void)
{
	setlocale(LC_CTYPE, "");
	if (MB_CUR_MAX < 3)
		setlocale(LC_CTYPE, "C.UTF-8");
}

static void enter(void)
{
	reset_prog_mode();
	send(PASTE_ON);
	tui.active = true;
}

// Lets curses know the terminal. -1 where it is unknown, or too plain for screens.
static int open_terminal(void)
{
	const char *name = getenv("TERM"), *rmcup;

	tui.screen = newterm(NULL, stdout, stdin);
	if (tui.screen == NULL)
		return fail(ERROR_USAGE,
			"terminal \"%s\" is not known here: set TERM, for example to xterm",
			name == NULL ? "" : name);
	if (tigetstr("cup") == NULL) {
		endwin();
		delscreen(tui.screen);
		tui.screen = NULL;
		return fail(ERROR_USAGE,
			"terminal \"%s\" cannot place its cursor: set TERM, for example to "
			"xterm",
			name);
	}
	rmcup = tigetstr("rmcup");
	if (rmcup != NULL && rmcup != (char *)-1)
		strncpy(tui.leave, rmcup, sizeof(tui.leave) - 1);
	return 0;
}

int tui_init(void)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return fail(
			ERROR_USAGE, "the screens need a terminal: give a command, see --help");
	take_locale();
	tcgetattr(STDIN_FILENO, &tui.before);
	if (open_terminal() != 0)
		return -1;
	input_init(&tui.input);
	take_signals();
	raw();
	noecho();
	nonl();
	idlok(stdscr, TRUE);
	theme_init();
	def_prog_mode();
	if (!tui.started)
		atexit(tui_finish);
	tui.started = true;
	enter();
	return 0;
}

static void leave(void)
{
	if (!tui.active)
		return;
	tui.active = false;
	send(PASTE_OFF);
	endwin();
	tcsetattr(STDIN_FILENO, TCSADRAIN, &tui.before);
}

void tui_finish(void)
{
	if (tui.screen == NULL)
		return;
	leave();
	delscreen(tui.screen);
	tui.screen = NULL;
	input_finish(&tui.input);
	for (size_t i = 0; i < LENGTH(ours); i++)
		signal(ours[i], SIG_DFL);
	sigprocmask(SIG_SETMASK, &tui.waiting, NULL);
}

int tui_rows(void)
{
	return LINES;
}

int tui_cols(void)
{
	return COLS;
}

bool tui_too_small(void)
{
	return LINES < TUI_ROWS_LEAST || COLS < TUI_COLS_LEAST;
}

void tui_serve(const struct tui_service *service)
{
	tui.service = *service;
}

int64_t tui_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool tui_ended(void)
{
	return tui.ended;
}

void tui_pass_on(void)
{
	if (!got_end)
		return;
	signal(got_end, SIG_DFL);
	raise(got_end);
}

void tui_repaint(void)
{
	tui.repaint = true;
}

static bool poll_now(void)
{
	struct pollfd terminal = {STDIN_FILENO, POLLIN, 0};

	return poll(&terminal, 1, 0) > 0;
}

bool tui_pending(void)
{
	if (tui_now() - tui.painted_at > PAINT_WITHIN)
		return false;
	return input_partial(&tui.input) || poll_now();
}

// Stops here, with the default action of SIGTSTP, until SIGCONT.
static void stop(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTSTP);
	signal(SIGTSTP, SIG_DFL);
	kill(0, SIGTSTP);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	sigprocmask(SIG_BLOCK, &set, NULL);
	struct sigaction action = {.sa_handler = on_signal};
	sigaction(SIGTSTP, &action, NULL);
}

void tui_suspend(void)
{
	if (tui.service.keep != NULL)
		tui.service.keep();
	leave();
	stop();
	enter();
	got_stop = 0;
	got_continue = 0;
	got_size = 1;
	tui.repaint = true;
}

static void take_size(void)
{
	struct winsize size;

	got_size = 0;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
		resizeterm(size.ws_row, size.ws_col);
}

// What signals asked for. Returns true with an event.
static bool take_flags(struct event *event)
{
	if (got_end && !tui.ended) {
		tui.ended = true;
		if (tui.service.keep != NULL)
			tui.service.keep();
	}
	if (got_stop)
		tui_suspend();
	if (got_continue) {
		got_continue = 0;
		enter();
		got_size = 1;
		tui.repaint = true;
	}
	*event = (struct event){tui.ended ? EVENT_END : EVENT_RESIZE, 0, NULL, 0};
	if (tui.ended || (!got_size && !tui.repaint))
		return tui.ended;
	if (got_size)
		take_size();
	if (tui.repaint)
		clearok(curscr, TRUE);
	tui.repaint = false;
	return true;
}

// Milliseconds to wait, -1 for as long as it takes. A passed deadline is served first.
static int time_left(bool *partial)
{
	*partial = input_partial(&tui.input);
	if (*partial)
		return tui.input.count - tui.input.at > 6 ? PASTE_WAIT : ESCAPE_WAIT;
	if (tui.working)
		return 0;
	int64_t due = tui.service.deadline == NULL ? -1 : tui.service.deadline();
	if (due < 0)
		return -1;
	int64_t left = due - tui_now();
	return left < 0 ? 0 : left > 60000 ? 60000 : (int)left;
}

static void read_terminal(void)
{
	char bytes[16384];
	ssize_t count = read(STDIN_FILENO, bytes, sizeof(bytes));

	if (count > 0)
		input_feed(&tui.input, bytes, (size_t)count);
	else if (count == 0 || (errno != EINTR && errno != EAGAIN))
		got_end = SIGHUP;
}

// Waits once: for bytes, a signal or a deadline. Returns true where a partial sequence waited in vain.
static bool wait_once(void)
{
	bool partial;
	int left = time_left(&partial);
	struct pollfd terminal = {STDIN_FILENO, POLLIN, 0};
	struct timespec timeout = {left / 1000, left % 1000 * 1000000L};
	int ready = ppoll(&terminal, 1, left < 0 ? NULL : &timeout, &tui.waiting);

	if (ready > 0)
		read_terminal();
	else if (ready == 0 && !partial && tui.service.tick != NULL)
		tui.service.tick();
	return ready == 0 && partial;
}

static void show(void)
{
	paint_show();
	tui.painted_at = tui_now();
	if (!tui.idled && tui.service.idle != NULL && !poll_now()) {
		tui.working = tui.service.idle();
		tui.idled = !tui.working;
	}
}

struct event tui_next(void)
{
	struct event event;
	bool waited = false;

	tui.idled = false;
	for (;;) {
		if (take_flags(&event) || input_next(&tui.input, waited, &event))
			return event;
		if (!tui_pending() && !input_partial(&tui.input))
			show();
		waited = wait_once();
	}
}
