// SPDX-License-Identifier: MIT
// A bad day for the program under test, loaded before the C library: what the disk does is set by the
// environment, so that no test needs root, a small disk or a network drive.
#undef _FILE_OFFSET_BITS // statfs and statfs64 are two names here
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

#define EXPORTED __attribute__((visibility("default")))

static const struct {
	const char *name;
	unsigned magic; // statfs(2)
} file_systems[] = {
	{"nfs", 0x6969},
	{"cifs", 0xff534d42},
	{"smb2", 0xfe534d42},
};

// How many bytes the disk still takes; -1 for no end.
static long disk_left(long taken)
{
	static long left = -2;

	if (left == -2)
		left = getenv("SHIM_DISK") ? strtol(getenv("SHIM_DISK"), NULL, 10) : -1;
	if (left > 0)
		left = taken < left ? left - taken : 0;
	return left;
}

static int is_full(int fd)
{
	struct stat status;

	return fd > 2 && disk_left(0) == 0 && fstat(fd, &status) == 0 &&
	       S_ISREG(status.st_mode);
}

static ssize_t took(int fd, ssize_t written)
{
	if (fd > 2 && written > 0)
		disk_left(written);
	return written;
}

#define NEXT(name, type) ((type)dlsym(RTLD_NEXT, name))

EXPORTED ssize_t write(int fd, const void *bytes, size_t count);
EXPORTED ssize_t write(int fd, const void *bytes, size_t count)
{
	ssize_t (*next)(int, const void *, size_t) =
		NEXT("write", ssize_t(*)(int, const void *, size_t));

	if (is_full(fd)) {
		errno = ENOSPC;
		return -1;
	}
	return took(fd, next(fd, bytes, count));
}

EXPORTED ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t place);
EXPORTED ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t place)
{
	ssize_t (*next)(int, const void *, size_t, off64_t) =
		NEXT("pwrite64", ssize_t(*)(int, const void *, size_t, off64_t));

	if (is_full(fd)) {
		errno = ENOSPC;
		return -1;
	}
	return took(fd, next(fd, bytes, count, place));
}

EXPORTED int fsync(int fd);
EXPORTED int fsync(int fd)
{
	int (*next)(int) = NEXT("fsync", int (*)(int));

	if (getenv("SHIM_SYNC")) {
		errno = EIO;
		return -1;
	}
	return next(fd);
}

EXPORTED int fdatasync(int fd);
EXPORTED int fdatasync(int fd)
{
	return fsync(fd);
}

EXPORTED uid_t getuid(void);
EXPORTED uid_t getuid(void)
{
	uid_t (*next)(void) = NEXT("getuid", uid_t(*)(void));

	return getenv("SHIM_UID") ? (uid_t)strtol(getenv("SHIM_UID"), NULL, 10) : next();
}

EXPORTED int statvfs(const char *path, struct statvfs *room);
EXPORTED int statvfs(const char *path, struct statvfs *room)
{
	int (*next)(const char *, struct statvfs *) =
		NEXT("statvfs", int (*)(const char *, struct statvfs *));
	int result = next(path, room);

	if (disk_left(0) == 0)
		room->f_bavail = 0;
	return result;
}

EXPORTED int statvfs64(const char *path, struct statvfs64 *room);
EXPORTED int statvfs64(const char *path, struct statvfs64 *room)
{
	return statvfs(path, (struct statvfs *)room);
}

static void disguise(unsigned long *type)
{
	const char *name = getenv("SHIM_FILE_SYSTEM");

	for (size_t i = 0; name && i < sizeof(file_systems) / sizeof(file_systems[0]); i++) {
		if (strcmp(file_systems[i].name, name) == 0)
			*type = file_systems[i].magic;
	}
}

EXPORTED int statfs64(const char *path, struct statfs64 *where);
EXPORTED int statfs64(const char *path, struct statfs64 *where)
{
	int (*next)(const char *, struct statfs64 *) =
		NEXT("statfs64", int (*)(const char *, struct statfs64 *));
	int result = next(path, where);
	unsigned long type = (unsigned long)where->f_type;

	disguise(&type);
	where->f_type = (__fsword_t)type;
	return result;
}

EXPORTED int statfs(const char *path, struct statfs *where);
EXPORTED int statfs(const char *path, struct statfs *where)
{
	return statfs64(path, (struct statfs64 *)where);
}
