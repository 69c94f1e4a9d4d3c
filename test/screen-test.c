// SPDX-License-Identifier: MIT
// Runs test/screen/*.keys, or those named, against their .ref files; --update writes these anew.
#include "test/test.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/mem.h"
#include "test/script.h"

// A script with one of its sizes and terminals.
struct run_of {
	struct script *script;
	size_t run;
	struct fixture fixture;
};

static int update;

static int set_up(void **state)
{
	struct fixture *fixture = &((struct run_of *)*state)->fixture;

	fixture_init(fixture);
	fixture->as_nobody = 1;
	return 0;
}

static int tear_down(void **state)
{
	fixture_end(&((struct run_of *)*state)->fixture);
	return 0;
}

static void the_screen_is_as_written(void **state)
{
	struct run_of *run = *state;

	script_run(run->script, run->run, &run->fixture, update);
}

static int is_wanted(const char *path, char **names, int count)
{
	const char *name = strrchr(path, '/') + 1;

	for (int i = 0; i < count; i++) {
		if (strncmp(name, names[i], strcspn(name, ".")) == 0 &&
			strlen(names[i]) == strcspn(name, "."))
			return 1;
	}
	return count == 0;
}

struct list {
	struct CMUnitTest *tests;
	size_t count, room;
};

static void add_script(struct list *list, struct script *script)
{
	for (size_t i = 0; i < script_runs(script); i++) {
		struct run_of *run = xcalloc(1, sizeof(*run));

		run->script = script;
		run->run = i;
		list->tests =
			xgrow(list->tests, list->count, &list->room, sizeof(*list->tests));
		list->tests[list->count++] = (struct CMUnitTest){script_run_name(script, i),
			the_screen_is_as_written, set_up, tear_down, run};
	}
}

static void list_finish(struct list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		free((char *)list->tests[i].name);
		free(list->tests[i].initial_state);
	}
	free(list->tests);
}

int main(int argc, char **argv)
{
	struct script *scripts[512];
	struct list list = {0};
	size_t count = 0;
	glob_t found;
	int failed;

	update = argc > 1 && strcmp(argv[1], "--update") == 0;
	if (glob(TEST_DIR "/screen/*.keys", 0, NULL, &found) != 0)
		return 99;
	for (size_t i = 0; i < found.gl_pathc && count < LENGTH(scripts); i++) {
		if (is_wanted(found.gl_pathv[i], argv + 1 + update, argc - 1 - update)) {
			scripts[count] = script_read(found.gl_pathv[i]);
			add_script(&list, scripts[count++]);
		}
	}
	failed = _cmocka_run_group_tests("screens", list.tests, list.count, NULL, NULL);
	if (failed)
		_exit(1); // what a failed test left behind is no leak of ours
	while (count)
		script_destroy(scripts[--count]);
	list_finish(&list);
	globfree(&found);
	return failed != 0;
}
