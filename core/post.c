// SPDX-License-Identifier: MIT
// The posts that people hold: compliance is counted by them.
#include <string.h>
#include <strings.h>

#include "core/post.h"
#include "db/mem.h"

#define POSTS(POST)                    \
	POST("team manager")           \
	POST("early help team leader") \
	POST("service manager")        \
	POST("head of service")        \
	POST("service director")       \
	POST("cp chair")               \
	POST("iro")                    \
	POST("qa practitioner")        \
	POST("qa co-ordinator")        \
	POST("qa service manager")     \
	POST("social worker")          \
	POST("personal adviser")       \
	POST("administrator")

#define NAME(name) name,
#define LISTED(name) name ", "

const char *const posts[] = {POSTS(NAME)};
const size_t post_count = LENGTH(posts);

const char *post_find(const char *name)
{
	size_t length;

	name += strspn(name, " ");
	length = strlen(name);
	while (length && name[length - 1] == ' ')
		length--;
	for (size_t i = 0; i < post_count; i++) {
		if (strlen(posts[i]) == length && strncasecmp(posts[i], name, length) == 0)
			return posts[i];
	}
	return NULL;
}

bool post_is_head(const char *post)
{
	return strcmp(post, "head of service") == 0 || strcmp(post, "service director") == 0;
}

const char *post_list(void)
{
	static char list[] = POSTS(LISTED);

	list[sizeof(list) - sizeof(", ")] = '\0';
	return list;
}
