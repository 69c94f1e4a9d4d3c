// SPDX-License-Identifier: MIT
// The stack of screens, and the loop that gives each event to whom it belongs.
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/remember.h"
#include "core/session.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/frame.h"
#include "tui/help.h"
#include "tui/palette.h"
#include "tui/tui.h"
#include "tui/view.h"

static struct screen *top;
static int depth_of_modal; // how many modal helpers wait in view_next()

struct screen *view_top(void)
{
	return top;
}

void view_stale(struct screen *screen)
{
	if (screen != NULL)
		screen->stale = true;
}

void view_tick_in(struct screen *screen, int milliseconds)
{
	int64_t at = tui_now() + milliseconds;

	if (screen->tick_at < 0 || at < screen->tick_at)
		screen->tick_at = at;
}

void view_focus(struct screen *screen, void *widget, const struct key *keys)
{
	if (screen->widget_keys != keys)
		screen->stale = true;
	screen->widget = widget;
	screen->widget_keys = keys;
}

static void say(enum theme_role role, const char *fmt, va_list args)
{
	frame_message(role, xvasprintf(fmt, args));
}

void view_say(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	say(THEME_MESSAGE, fmt, args);
	va_end(args);
}

void view_refuse(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	say(THEME_ERROR, fmt, args);
	va_end(args);
}

void view_error(void)
{
	view_refuse("%s", error_message());
}

// Gives a screen what it kept when it was left last.
static void restore(struct screen *screen)
{
	if (screen->view->restore == NULL || screen->session == NULL)
		return;
	char *text = remember_get(screen->session, screen->view->name);
	if (text != NULL)
		screen->view->restore(screen, text);
	free(text);
}

static void save(struct screen *screen)
{
	if (screen->view->save == NULL || screen->session == NULL)
		return;
	char *text = screen->view->save(screen);
	if (remember_put(screen->session, screen->view->name, text) != 0)
		view_error();
	free(text);
}

static void destroy(struct screen *screen)
{
	if (screen != NULL) {
		free(screen->state);
		free(screen);
	}
}

int view_open(struct session *session, const struct view *view, const void *argument)
{
	struct screen *screen = xcalloc(1, sizeof(*screen));

	*screen = (struct screen){.view = view,
		.state = view->size == 0 ? NULL : xcalloc(1, view->size),
		.session = session,
		.body = frame_body(),
		.typing = view->typing,
		.stale = true,
		.tick_at = -1,
		.below = top};
	restore(screen);
	if (view->open != NULL && view->open(screen, argument) != 0) {
		view_error();
		destroy(screen);
		return -1;
	}
	top = screen;
	return 0;
}

void view_close(struct screen *screen)
{
	struct screen **place = &top;

	while (*place != NULL && *place != screen)
		place = &(*place)->below;
	if (*place == NULL)
		return;
	save(screen);
	if (screen->view->close != NULL)
		screen->view->close(screen);
	*place = screen->below;
	destroy(screen);
	if (top == NULL)
		return;
	top->stale = true;
	if (top->view->shown != NULL && !tui_ended())
		top->view->shown(top);
}

int view_leave(void)
{
	if (top == NULL)
		return 0;
	if (top->view->leave != NULL && top->view->leave(top) != 0) {
		view_error();
		return -1;
	}
	view_close(top);
	return 0;
}

void view_paint(void)
{
	if (top == NULL)
		return;
	if (tui_too_small()) {
		frame_paint_small();
		return;
	}
	bool all = top->stale;
	if (all) {
		top->stale = false;
		paint_blank(top->body);
		frame_paint(top);
		top->view->paint(top);
	}
	frame_paint_message(top, all);
}

static void resize(void)
{
	for (struct screen *screen = top; screen != NULL; screen = screen->below) {
		screen->body = frame_body();
		screen->stale = true;
		if (screen->view->resize != NULL && !tui_too_small())
			screen->view->resize(screen);
	}
}

static bool again;

void view_again(void)
{
	again = true;
}

static bool service_idle(void)
{
	again = false;
	if (top != NULL && top->view->idle != NULL)
		top->view->idle(top);
	return again;
}

static int64_t service_deadline(void)
{
	int64_t due = -1;

	for (struct screen *screen = top; screen != NULL; screen = screen->below)
		if (screen->tick_at >= 0 && (due < 0 || screen->tick_at < due))
			due = screen->tick_at;
	return due;
}

static void service_tick(void)
{
	int64_t now = tui_now();

	for (struct screen *screen = top; screen != NULL; screen = screen->below)
		if (screen->tick_at >= 0 && screen->tick_at <= now) {
			screen->tick_at = -1;
			if (screen->view->tick != NULL)
				screen->view->tick(screen);
		}
	if (depth_of_modal == 0)
		view_paint();
}

static void service_keep(void)
{
	for (struct screen *screen = top; screen != NULL; screen = screen->below)
		if (screen->view->keep != NULL)
			screen->view->keep(screen);
}

// The keys that work in the midst of a question too. Returns true where this was one.
static bool serve_always(int key)
{
	if (key == K_CTRL('z'))
		tui_suspend();
	if (key == K_CTRL('l'))
		tui_repaint();
	return key == K_CTRL('z') || key == K_CTRL('l');
}

struct event view_next(void)
{
	for (;;) {
		depth_of_modal++;
		struct event event = tui_next();
		depth_of_modal--;
		if (event.kind == EVENT_KEY && serve_always(event.key))
			continue;
		if (event.kind == EVENT_RESIZE) {
			resize();
			view_paint();
		}
		if (!tui_too_small() || event.kind == EVENT_END)
			return event;
	}
}

static int may_do(struct screen *screen, const struct key *row)
{
	if (row->needs == 0)
		return 0;
	enum right right = row->needs - 1;
	return screen->view->may == NULL ? require(screen->session, right, NULL)
					 : screen->view->may(screen, right);
}

int view_do(struct screen *screen, const struct key *row)
{
	if (may_do(screen, row) != 0) {
		view_error();
		return -1;
	}
	if (row->run(screen) == 0)
		return 0;
	view_error();
	return -1;
}

static const struct key *find_key(const struct key *rows, int key)
{
	for (; rows != NULL && rows->name != NULL; rows++)
		for (size_t i = 0; i < LENGTH(rows->key) && rows->key[i] != 0; i++)
			if (rows->key[i] == key)
				return rows;
	return NULL;
}

static int leave_screen(struct screen *screen)
{
	view_leave();
	return 0;
}

static int repaint(struct screen *screen)
{
	tui_repaint();
	return 0;
}

static int suspend(struct screen *screen)
{
	tui_suspend();
	return 0;
}

const struct key view_keys[] = {
	{{'q', K_ESC, K_CTRL('c')}, "back", "Leave this screen; nothing is lost by it",
		leave_screen},
	{{'?', K_F1}, "keys", "The keys that work here, and what the screen is for", help_open},
	{{':', 'x' + K_ALT}, "command", "Do something by its name; Tab completes",
		palette_open},
	{{K_CTRL('l')}, "repaint", "Paint the whole screen again", repaint},
	{{K_CTRL('z')}, "suspend", "Stop the program; the shell's fg continues it", suspend},
	{{0}},
};

static void serve(const struct event *event)
{
	struct screen *screen = top;
	const struct key *tables[] = {screen->view->keys, screen->widget_keys, view_keys};

	if (tui_too_small())
		return;
	frame_clear_message();
	if (screen->view->event != NULL && screen->view->event(screen, event))
		return;
	bool letter = event->key >= ' ' && event->key < 0x110000 && event->key != K_BACKSPACE;
	for (size_t i = 0; event->kind == EVENT_KEY && i < LENGTH(tables); i++) {
		if (screen->typing && letter)
			break;
		const struct key *row = find_key(tables[i], event->key);
		if (row != NULL) {
			view_do(screen, row);
			return;
		}
	}
	if (event->kind == EVENT_KEY)
		view_refuse("%s does nothing here: %s shows the keys", key_name(event->key),
			screen->typing ? "F1" : "?");
	else
		view_refuse("There is no text to paste into here");
}

void view_run(void)
{
	static const struct tui_service service = {
		service_idle, service_deadline, service_tick, service_keep};

	tui_serve(&service);
	resize();
	while (top != NULL && !tui_ended()) {
		if (!tui_pending())
			view_paint();
		struct event event = tui_next();
		// The program may stand open overnight: the first key of the day brings the day.
		if (session_clock(top->session) && top->view->shown)
			top->view->shown(top);
		if (!session_watch(top->session))
			view_refuse("%s", error_message());
		if (event.kind == EVENT_RESIZE)
			resize();
		else if (event.kind != EVENT_END)
			serve(&event);
	}
	while (top != NULL)
		view_close(top);
}
