// SPDX-License-Identifier: MIT
// A file that is written whole or not at all, with its running SHA-256.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <nettle/sha2.h>

#include "core/output.h"
#include "core/progress.h"
#include "db/error.h"
#include "db/mem.h"

static const char *name(const struct output *output)
{
	return output->path ? output->path : "standard output";
}

static char *folder(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return xstrdup(".");
	return slash == path ? xstrdup("/") : xstrndup(path, (size_t)(slash - path));
}

// Beside its final place, because rename(2) does not cross file systems.
static int open_named(struct output *output)
{
	output->temporary = xasprintf("%s.XXXXXX", output->path);
	output->fd = mkostemp(output->temporary, O_CLOEXEC);
	if (output->fd >= 0)
		return 0;
	free(output->temporary);
	output->temporary = NULL;
	return -1;
}

// A file without a name cannot be left behind, even by kill -9; not every file system has them.
static int open_whole(struct output *output, mode_t mode)
{
	char *where = folder(output->path);

	output->whole = true;
	output->fd = open(where, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
	free(where);
	if (output->fd < 0 && open_named(output) != 0)
		return -1;
	return fchmod(output->fd, mode);
}

static int open_path(struct output *output)
{
	struct stat status;
	char *target = realpath(output->path, NULL);

	if (target) {
		free(output->path);
		output->path = target;
	}
	if (stat(output->path, &status) != 0)
		return open_whole(output, 0600);
	if (S_ISREG(status.st_mode))
		return open_whole(output, status.st_mode & 0777);
	output->fd = open(output->path, O_WRONLY | O_CLOEXEC);
	return output->fd < 0 ? -1 : 0;
}

int output_create(struct output **output, const char *path)
{
	struct output *made = xcalloc(1, sizeof(*made));

	made->fd = STDOUT_FILENO;
	if (path && strcmp(path, "-") != 0)
		made->path = xstrdup(path);
	*output = NULL;
	if (made->path && open_path(made) != 0) {
		fail(ERROR_CREATE,
			"%s cannot be written (%s): choose another place or ask its owner",
			path, strerror(errno));
		output_destroy(made);
		return -1;
	}
	made->buffer = xmalloc(OUTPUT_BUFFER);
	made->hash = xmalloc(sizeof(*made->hash));
	sha256_init(made->hash);
	*output = made;
	return 0;
}

static void write_all(struct output *output, const char *data, size_t size)
{
	while (size && !output->failed) {
		ssize_t written = write(output->fd, data, size);

		if (written < 0 && errno == EINTR && !progress_stopped())
			continue;
		if (written < 0) {
			output->failed = true;
			fail(ERROR_IO,
				"%s cannot be written (%s): nothing of it is kept, make room "
				"or "
				"choose another place",
				name(output), strerror(errno));
			return;
		}
		data += written;
		size -= (size_t)written;
	}
}

void output_keep(struct output *output, struct piece *kept)
{
	kept->length = 0;
	output->kept = kept;
	output->kept_from = output->used;
}

static void keep_so_far(struct output *output)
{
	struct piece *kept = output->kept;
	size_t size = output->used - output->kept_from;

	if (kept->room - kept->length < size) {
		kept->room = (kept->length + size) * 2;
		kept->bytes = xreallocarray(kept->bytes, kept->room, 1);
	}
	memcpy(kept->bytes + kept->length, output->buffer + output->kept_from, size);
	kept->length += size;
	output->kept_from = 0;
}

void output_kept(struct output *output)
{
	keep_so_far(output);
	output->kept = NULL;
}

static void flush(struct output *output)
{
	if (output->kept)
		keep_so_far(output);
	sha256_update(output->hash, output->used, (const uint8_t *)output->buffer);
	write_all(output, output->buffer, output->used);
	output->used = 0;
}

char *output_flush_for(struct output *output, size_t size)
{
	if (OUTPUT_BUFFER - output->used < size)
		flush(output);
	return output->buffer + output->used;
}

void output_write(struct output *output, const void *data, size_t size)
{
	const char *from = data;

	while (size) {
		size_t part = size < OUTPUT_BUFFER ? size : OUTPUT_BUFFER;

		memcpy(output_room(output, part), from, part);
		output->used += part;
		from += part;
		size -= part;
	}
}

// Gives an unnamed file a name of its own first where the final one is taken: linkat(2) does not
// replace, rename(2) does.
static int link_unnamed(struct output *output)
{
	char from[64];

	snprintf(from, sizeof(from), "/proc/self/fd/%d", output->fd);
	if (linkat(AT_FDCWD, from, AT_FDCWD, output->path, AT_SYMLINK_FOLLOW) == 0)
		return 0;
	if (errno != EEXIST)
		return -1;
	output->temporary = xasprintf("%s.%d", output->path, (int)getpid());
	unlink(output->temporary);
	if (linkat(AT_FDCWD, from, AT_FDCWD, output->temporary, AT_SYMLINK_FOLLOW) == 0)
		return 0;
	free(output->temporary);
	output->temporary = NULL;
	return -1;
}

static void sync_folder(const char *path)
{
	char *where = folder(path);
	int fd = open(where, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	free(where);
}

static int give_name(struct output *output)
{
	if (fsync(output->fd) != 0 || (!output->temporary && link_unnamed(output) != 0) ||
		(output->temporary && rename(output->temporary, output->path) != 0))
		return fail(ERROR_IO,
			"%s cannot be written (%s): nothing of it is kept, make room or choose "
			"another place",
			name(output), strerror(errno));
	free(output->temporary);
	output->temporary = NULL;
	sync_folder(output->path);
	return 0;
}

int output_sum(struct output *output)
{
	uint8_t digest[SHA256_DIGEST_SIZE];

	flush(output);
	sha256_digest(output->hash, sizeof(digest), digest);
	for (size_t i = 0; i < sizeof(digest); i++)
		snprintf(output->sha256 + 2 * i, 3, "%02x", digest[i]);
	return output->failed ? -1 : 0;
}

int output_commit(struct output *output)
{
	if (!output->sha256[0])
		output_sum(output);
	return output->failed || (output->whole && give_name(output) != 0) ? -1 : 0;
}

void output_destroy(struct output *output)
{
	if (!output)
		return;
	if (output->temporary)
		unlink(output->temporary);
	if (output->path && output->fd >= 0 && output->fd != STDOUT_FILENO)
		close(output->fd);
	free(output->temporary);
	free(output->hash);
	free(output->buffer);
	free(output->path);
	free(output);
}
