// SPDX-License-Identifier: MIT
// Long work at a terminal: it says how far it is, and Ctrl-C leaves nothing half-written.
#include "test/test.h"

#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/mem.h"
#include "test/fixture.h"
#include "test/screen.h"

static size_t files_in(const char *folder)
{
	DIR *list = opendir(folder);
	size_t count = 0;

	while (readdir(list))
		count++;
	closedir(list);
	return count;
}

static void expect_no_file(const struct fixture *fixture, const char *name)
{
	char *path = fixture_path(fixture, name);

	if (access(path, F_OK) == 0)
		fail_msg("%s is there", path);
	free(path);
}

// Ended by the signal, as a shell sees it.
static void expect_stopped(struct screen *screen, int signal)
{
	assert_int_equal(screen_wait_exit(screen), 128 + signal);
	screen_end(screen);
}

// A file of so many audits, each of which import has to look at.
static void write_audits(const struct fixture *fixture, int count)
{
	char *text;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	fputs("audit_ref,case_ref,team,auditor,allocated_on,due_on,completed_on,overall\n", to);
	for (int i = 0; i < count; i++)
		fprintf(to, "A%d,C%d,East,Old Person,2023-05-01,2023-05-31,2023-05-20,G\n", i,
			i);
	fclose(to);
	fixture_write(fixture, "audits.csv", text, size);
	free(text);
}

static void council(const struct fixture *fixture)
{
	fixture_must_run(fixture, "init", "--practice", NULL);
	fixture_must_run(fixture, "service", "add", "MASH", NULL);
	fixture_must_run(fixture, "team", "add", "East", "--service", "MASH", NULL);
	fixture_must_run(fixture, "user", "add", "quinn", "--name", "Quinn", "--post",
		"qa co-ordinator", "--role", "qa", NULL);
}

static void an_import_is_stopped_and_taken_back(void **state)
{
	const struct fixture *fixture = *state;
	struct screen *screen;
	char *before, *after;
	size_t files;

	council(fixture);
	write_audits(fixture, 300000);
	before = fixture_hash(fixture->database);
	files = files_in(fixture->folder);
	screen = screen_start(fixture, &(struct screen_setup){0},
		(const char *[]){"--as", "quinn", "import", "audits", "audits.csv", NULL});
	screen_wait(screen, "import audits: ");
	screen_type(screen, "\x03");
	screen_wait(screen, "caseaudit: stopped at your wish: nothing of this was kept");
	expect_stopped(screen, SIGINT);
	assert_int_equal(files_in(fixture->folder), files);
	after = fixture_hash(fixture->database);
	assert_string_equal(after, before);
	free(after);
	free(before);
	fixture_must_run(fixture, "--as", "quinn", "verify", NULL);
}

static void a_database_of_made_up_records_is_not_there_before_it_is_whole(void **state)
{
	const struct fixture *fixture = *state;
	size_t files = files_in(fixture->folder);
	struct screen *screen = screen_start(fixture, &(struct screen_setup){0},
		(const char *[]){"init", "--demo", "--audits", "1000000", NULL});

	screen_wait(screen, "of 1000000");
	screen_type(screen, "\x03");
	screen_wait(screen, "stopped at your wish");
	expect_stopped(screen, SIGINT);
	expect_no_file(fixture, "caseaudit.db");
	assert_int_equal(files_in(fixture->folder), files);
}

// As another writer does: the export stands in line to tell the trail, its file written and without a name.
static int hold_the_queue(const struct fixture *fixture)
{
	char *path = xasprintf("%s-queue", fixture->database);
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(flock(fd, LOCK_EX), 0);
	free(path);
	return fd;
}

// Until somebody sleeps for the lock of that file.
static void wait_for_one_in_line(int fd)
{
	struct stat status;
	char *file, line[256];
	bool waits = false;

	assert_int_equal(fstat(fd, &status), 0);
	file = xasprintf(":%llu ", (unsigned long long)status.st_ino);
	while (!waits) {
		FILE *locks = fopen("/proc/locks", "r");

		while (locks && fgets(line, sizeof(line), locks))
			waits = waits || (strstr(line, "-> FLOCK") && strstr(line, file));
		fclose(locks);
		sched_yield();
	}
	free(file);
}

static void an_export_is_stopped_and_no_file_left(void **state)
{
	static const int ways[] = {SIGINT, SIGTERM, SIGHUP};
	const struct fixture *fixture = *state;

	fixture_demo(fixture);
	for (size_t i = 0; i < LENGTH(ways); i++) {
		int fd = hold_the_queue(fixture);
		char *before = fixture_hash(fixture->database), *after;
		size_t files = files_in(fixture->folder);
		struct screen *screen = screen_start(fixture, &(struct screen_setup){0},
			(const char *[]){"export", "answers", "-o", "out.csv", NULL});

		wait_for_one_in_line(fd);
		if (ways[i] == SIGINT)
			screen_type(screen, "\x03");
		else
			screen_signal(screen, ways[i]);
		if (ways[i] != SIGHUP)
			screen_wait(screen, "stopped at your wish");
		expect_stopped(screen, ways[i]);
		close(fd);
		expect_no_file(fixture, "out.csv");
		assert_int_equal(files_in(fixture->folder), files);
		after = fixture_hash(fixture->database);
		assert_string_equal(after, before);
		free(after);
		free(before);
	}
}

// What was there before is there still.
static void an_older_file_stays_when_an_export_is_stopped(void **state)
{
	const struct fixture *fixture = *state;
	struct screen *screen;
	char *path, *text;
	int fd;

	fixture_demo(fixture);
	fixture_write(fixture, "out.csv", "older", 5);
	fd = hold_the_queue(fixture);
	screen = screen_start(fixture, &(struct screen_setup){0},
		(const char *[]){"export", "audits", "-o", "out.csv", NULL});
	wait_for_one_in_line(fd);
	screen_type(screen, "\x03");
	expect_stopped(screen, SIGINT);
	close(fd);
	path = fixture_path(fixture, "out.csv");
	text = fixture_read(path, NULL);
	assert_string_equal(text, "older");
	free(text);
	free(path);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, fixture_teardown)

static int set_up(void **state)
{
	fixture_setup(state);
	((struct fixture *)*state)->as_nobody = 1;
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_import_is_stopped_and_taken_back),
		TEST(a_database_of_made_up_records_is_not_there_before_it_is_whole),
		TEST(an_export_is_stopped_and_no_file_left),
		TEST(an_older_file_stays_when_an_export_is_stopped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
