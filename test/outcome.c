// SPDX-License-Identifier: MIT
// Running the program without a terminal, also on a bad day: a full disk, a network drive.
#include "test/test.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/mem.h"
#include "test/fixture.h"

// In the child: three files of the folder become the standard ones.
static void redirect(const char *folder)
{
	if (chdir(folder) != 0 || dup2(open(".in", O_RDONLY | O_CREAT, 0600), 0) < 0 ||
		dup2(open(".out", O_WRONLY | O_CREAT | O_TRUNC, 0600), 1) < 0 ||
		dup2(open(".err", O_WRONLY | O_CREAT | O_TRUNC, 0600), 2) < 0)
		_exit(99);
	for (int fd = 3; fd < 64; fd++)
		close(fd);
}

static int status_of(pid_t child)
{
	int status;

	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

// Reads one of the files that the run wrote and removes it.
static char *collect(const struct fixture *fixture, const char *name, size_t *length)
{
	char *path = fixture_path(fixture, name), *text = fixture_read(path, length);

	unlink(path);
	free(path);
	return text;
}

#define SETTINGS_MAX 32

static void add(const char **list, const char *text)
{
	size_t count = 0;

	while (list[count])
		count++;
	assert_true(count + 1 < SETTINGS_MAX);
	list[count] = text;
	list[count + 1] = NULL;
}

// The environment of a run: with the shim loaded before the C library where the day is to be bad.
static char **environment_of(const struct fixture *fixture, const struct run_setup *setup)
{
	const char *settings[SETTINGS_MAX] = {NULL};
	char *disk = xasprintf("SHIM_DISK=%ld", setup->disk),
	     *file_system = xasprintf("SHIM_FILE_SYSTEM=%s", setup->file_system),
	     *uid = xasprintf("SHIM_UID=%ld", setup->uid),
	     *preload = xasprintf("LD_PRELOAD=%s", fixture_shim()), **environment;

	for (const char *const *own = setup->settings; own && *own; own++)
		add(settings, *own);
	if (setup->disk)
		add(settings, disk);
	if (setup->file_system)
		add(settings, file_system);
	if (setup->broken_sync)
		add(settings, "SHIM_SYNC=broken");
	if (setup->uid)
		add(settings, uid);
	if (setup->disk || setup->file_system || setup->broken_sync || setup->uid) {
		add(settings, preload);
		add(settings, "ASAN_OPTIONS=verify_asan_link_order=0");
	}
	environment = fixture_environment(fixture, settings);
	free(disk);
	free(file_system);
	free(uid);
	free(preload);
	return environment;
}

// Root may write what it likes; without these capabilities it is as bound as anybody.
static void become_plain(void)
{
	prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE);
	prctl(PR_CAPBSET_DROP, CAP_DAC_READ_SEARCH);
	prctl(PR_CAPBSET_DROP, CAP_FOWNER);
}

static void become(const struct fixture *fixture, const struct run_setup *setup, char **words,
	char **environment)
{
	redirect(fixture->folder);
	if (setup->plain_user)
		become_plain();
	execve(words[0], words, environment);
	_exit(99);
}

// The program, unless the first argument is another one, and its arguments; the array is yours.
static char **words_of(const char *const *arguments)
{
	size_t count = 0, given = 0;
	char **words;

	while (arguments && arguments[given])
		given++;
	words = xcalloc(given + 2, sizeof(*words));
	if (given == 0 || !strchr(arguments[0], '/'))
		words[count++] = (char *)fixture_program();
	for (size_t i = 0; i < given; i++)
		words[count++] = (char *)arguments[i];
	return words;
}

struct outcome fixture_run_as(const struct fixture *fixture, const struct run_setup *setup)
{
	char **environment = environment_of(fixture, setup),
	     **words = words_of(setup->arguments);
	const char *input = setup->input ? setup->input : "";
	struct outcome outcome;
	pid_t child;

	fixture_write(fixture, ".in", input, strlen(input));
	child = fork();
	if (child == 0)
		become(fixture, setup, words, environment);
	outcome.code = status_of(child);
	outcome.out = collect(fixture, ".out", &outcome.out_length);
	outcome.err = collect(fixture, ".err", &outcome.err_length);
	free(collect(fixture, ".in", NULL));
	environment_destroy(environment);
	free(words);
	return outcome;
}

#define ARGUMENTS_MAX 64

static void list_arguments(const char **list, va_list arguments)
{
	size_t count = 0;

	while ((list[count] = va_arg(arguments, const char *)))
		assert_true(++count < ARGUMENTS_MAX);
}

struct outcome fixture_run(const struct fixture *fixture, ...)
{
	const char *list[ARGUMENTS_MAX];
	va_list arguments;

	va_start(arguments, fixture);
	list_arguments(list, arguments);
	va_end(arguments);
	return fixture_run_as(fixture, &(struct run_setup){.arguments = list});
}

void fixture_must_run(const struct fixture *fixture, ...)
{
	const char *list[ARGUMENTS_MAX];
	va_list arguments;
	struct outcome outcome;

	va_start(arguments, fixture);
	list_arguments(list, arguments);
	va_end(arguments);
	outcome = fixture_run_as(fixture, &(struct run_setup){.arguments = list});
	if (outcome.code != 0)
		fail_msg("%s: exit %d: %s%s", list[0] ? list[0] : "(screens)", outcome.code,
			outcome.out, outcome.err);
	outcome_finish(&outcome);
}

void outcome_finish(struct outcome *outcome)
{
	free(outcome->out);
	free(outcome->err);
}
