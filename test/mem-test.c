// SPDX-License-Identifier: MIT
// Memory that is either given or the end: a text is whole, or the program is over.
#include "test/test.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/mem.h"

static void a_text_is_written_as_a_file_is(void **state)
{
	char *text;
	size_t length;
	FILE *stream = xmemstream(&text, &length);

	fprintf(stream, "%d of %d", 3, 4);
	xmemstream_end(stream);
	assert_string_equal(text, "3 of 4");
	assert_int_equal(length, 6);
	free(text);
}

// A full disk stands for memory that is used up: both are told when what was written is put in its place.
static void what_is_not_whole_is_the_end(void **state)
{
	int status;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		FILE *stream = fopen("/dev/full", "w");

		signal(SIGABRT, SIG_DFL); // cmocka's own would tell the parent's results
		close(STDERR_FILENO);
		if (stream && fputs("something", stream) >= 0)
			xmemstream_end(stream);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_is_written_as_a_file_is),
		cmocka_unit_test(what_is_not_whole_is_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
