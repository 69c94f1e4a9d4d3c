// SPDX-License-Identifier: MIT
// A file that is written whole or not at all, with its running SHA-256.
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct sha256_ctx;

// One buffer of this size, then write(2): no stdio on the way of a million rows.
#define OUTPUT_BUFFER ((size_t)64 * 1024)

// Bytes that were appended, kept to be appended again. Starts zeroed; bytes are freed by who has it.
struct piece {
	char *bytes;
	size_t length, room;
};

struct output {
	char *buffer;
	size_t used;
	struct piece *kept; // what is appended is kept there; NULL: it is not
	size_t kept_from;   // from here in the buffer on it is still to be put there
	int fd;
	char *path;      // where it goes, links followed; NULL for standard output
	char *temporary; // its name until it is whole; NULL for an unnamed or special file
	bool whole;      // a regular file, renamed when whole
	bool failed;     // fail() has been called: the rest is swallowed and commit fails
	struct sha256_ctx *hash;
	char sha256[65]; // of all bytes, in hex, once summed up
};

// Opens the output: path NULL or "-" is standard output. A regular file appears under its name only
// at output_commit(), in place of an older one, whose mode it keeps (a new one is for its owner only:
// it holds confidential data). A path that exists and is no regular file (/dev/null, a pipe) is
// written to directly. Returns 0, or -1 with ERROR_CREATE.
int output_create(struct output **output, const char *path);

// Appends. A write that fails is remembered (ERROR_IO) and returned by output_commit().
void output_write(struct output *output, const void *data, size_t size);

// Makes room for size bytes, at most OUTPUT_BUFFER, and returns where to put them; the caller adds
// what it has put to output->used.
char *output_flush_for(struct output *output, size_t size);
static inline char *output_room(struct output *output, size_t size)
{
	if (OUTPUT_BUFFER - output->used < size)
		return output_flush_for(output, size);
	return output->buffer + output->used;
}

// Keeps what is appended from the one to the other.
void output_keep(struct output *output, struct piece *kept);
void output_kept(struct output *output);

// Writes what is left and sets output->sha256: nothing may be appended after it. Returns 0, or -1
// (ERROR_IO).
int output_sum(struct output *output);

// Does that where it was not done, makes the file durable (fsync of file and folder) and gives it its name. Returns 0, or -1 (ERROR_IO, ERROR_CREATE): then nothing is left behind.
int output_commit(struct output *output);

// Frees it; a file that was not committed vanishes. Takes NULL.
void output_destroy(struct output *output);
