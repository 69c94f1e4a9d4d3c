// SPDX-License-Identifier: MIT
// A folder of its own for each test, the program run in it, and what it left there.
#include "test/test.h"

#include <errno.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <sodium.h>

#include "db/mem.h"
#include "test/fixture.h"
#include "test/screen.h"

void fixture_init(struct fixture *fixture)
{
	const char *temporary = getenv("TMPDIR");

	fixture->folder = xasprintf("%s/caseaudit-test-XXXXXX", temporary ? temporary : "/tmp");
	if (!mkdtemp(fixture->folder))
		fail_msg("%s: %s", fixture->folder, strerror(errno));
	fixture->database = fixture_path(fixture, "caseaudit.db");
}

static int remove_one(const char *path, const struct stat *stat, int kind, struct FTW *walk)
{
	return remove(path);
}

void fixture_finish(struct fixture *fixture)
{
	nftw(fixture->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
	free(fixture->folder);
	free(fixture->database);
}

void fixture_end(struct fixture *fixture)
{
	screen_end_all();
	fixture_finish(fixture);
}

int fixture_setup(void **state)
{
	struct fixture *fixture = xcalloc(1, sizeof(*fixture));

	fixture_init(fixture);
	*state = fixture;
	return 0;
}

int fixture_teardown(void **state)
{
	fixture_end(*state);
	free(*state);
	return 0;
}

char *fixture_path(const struct fixture *fixture, const char *name)
{
	return xasprintf("%s/%s", fixture->folder, name);
}

void fixture_write(
	const struct fixture *fixture, const char *name, const void *bytes, size_t length)
{
	char *path = fixture_path(fixture, name);
	FILE *file = fopen(path, "w");

	if (!file || fwrite(bytes, 1, length, file) != length || fclose(file) != 0)
		fail_msg("%s: %s", path, strerror(errno));
	free(path);
}

char *fixture_read(const char *path, size_t *length)
{
	FILE *file = fopen(path, "r");
	size_t count = 0, room = 4096, got;
	char *text = xmalloc(room);

	if (!file)
		fail_msg("%s: %s", path, strerror(errno));
	while ((got = fread(text + count, 1, room - count - 1, file)) > 0) {
		count += got;
		if (count + 1 == room)
			text = xreallocarray(text, room *= 2, 1);
	}
	fclose(file);
	text[count] = '\0';
	if (length)
		*length = count;
	return text;
}

// The test programs lie in build/NAME/test.
static const char *built(const char *name)
{
	static char path[PATH_MAX + 32];
	ssize_t length = readlink("/proc/self/exe", path, PATH_MAX);

	assert_true(length > 0);
	path[length] = '\0';
	snprintf(strrchr(path, '/'), 32, "/../%s", name);
	return path;
}

const char *fixture_program(void)
{
	static char *program;

	if (!program)
		program = xstrdup(built("tui/caseaudit"));
	return program;
}

const char *fixture_shim(void)
{
	static char *shim;

	if (!shim)
		shim = xstrdup(built("test/libshim.so"));
	return shim;
}

struct list {
	char **texts;
	size_t count, room;
};

static void list_add(struct list *list, char *text)
{
	list->texts = xgrow(list->texts, list->count, &list->room, sizeof(*list->texts));
	list->texts[list->count++] = text;
}

char **fixture_environment(const struct fixture *fixture, const char *const *settings)
{
	static const char *const kept[] = {
		"PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"};
	struct list list = {0};

	for (; settings && *settings; settings++)
		list_add(&list, xstrdup(*settings));
	list_add(&list, xasprintf("HOME=%s", fixture->folder));
	list_add(&list, xasprintf("TMPDIR=%s", fixture->folder));
	list_add(&list, xasprintf("CASEAUDIT_DB=%s", fixture->database));
	list_add(&list, xstrdup("LANG=C.UTF-8"));
	list_add(&list, xstrdup("TZ=Europe/London"));
	if (fixture->as_nobody) {
		list_add(&list, xasprintf("LD_PRELOAD=%s", fixture_shim()));
		list_add(&list, xstrdup("SHIM_UID=65534"));
		list_add(&list, xstrdup("ASAN_OPTIONS=verify_asan_link_order=0"));
	}
	for (size_t i = 0; i < LENGTH(kept); i++) {
		if (getenv(kept[i]))
			list_add(&list, xasprintf("%s=%s", kept[i], getenv(kept[i])));
	}
	list_add(&list, NULL);
	return list.texts;
}

void environment_destroy(char **environment)
{
	for (char **setting = environment; *setting; setting++)
		free(*setting);
	free(environment);
}

char *fixture_hash(const char *path)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char hex[2 * sizeof(hash) + 1], *bytes;
	size_t length;

	if (access(path, F_OK) != 0)
		return xstrdup("");
	bytes = fixture_read(path, &length);
	crypto_hash_sha256(hash, (unsigned char *)bytes, length);
	free(bytes);
	return xstrdup(sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash)));
}

static struct fixture demo;

static void demo_finish(void)
{
	fixture_finish(&demo);
}

void fixture_demo(const struct fixture *fixture)
{
	size_t length;
	char *bytes;

	if (!demo.folder) {
		fixture_init(&demo);
		demo.as_nobody = 1;
		atexit(demo_finish);
		fixture_must_run(&demo, "--today", "2026-11-16", "init", "--demo", "--audits",
			"200", "--seed", "1", NULL);
	}
	bytes = fixture_read(demo.database, &length);
	fixture_write(fixture, "caseaudit.db", bytes, length);
	free(bytes);
}
