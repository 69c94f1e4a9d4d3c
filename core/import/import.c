// SPDX-License-Identifier: MIT
// The course of every import: one transaction, row by row, kept only where nothing was wrong.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/import/import.h"
#include "core/progress.h"
#include "core/right.h"
#include "db/error.h"
#include "db/mem.h"

static const struct import_kind *const kinds[] = {
	&import_services,
	&import_teams,
	&import_users,
	&import_cases,
	&import_audits,
	&import_actions,
	&import_holidays,
};

const char *import_kinds(void)
{
	static char list[128];

	for (size_t i = 0; i < LENGTH(kinds); i++) {
		if (i == 0)
			list[0] = '\0';
		else
			strncat(list, " ", sizeof(list) - strlen(list) - 1);
		strncat(list, kinds[i]->name, sizeof(list) - strlen(list) - 1);
	}
	return list;
}

static const struct import_kind *find_kind(const char *name)
{
	for (size_t i = 0; i < LENGTH(kinds); i++) {
		if (strcmp(kinds[i]->name, name) == 0)
			return kinds[i];
	}
	fail(ERROR_USAGE, "%s cannot be imported: choose one of %s", name, import_kinds());
	return NULL;
}

int import_trail(struct import *import, const struct act *act)
{
	if (strcmp(act->verb, "add") == 0)
		import->count.added++;
	else
		import->count.changed++;
	return trail_append(import->session, act);
}

static int import_rows(struct import *import)
{
	int64_t rows = 0;
	char words[40];
	int more;

	snprintf(words, sizeof(words), "import %s", import->kind->name);
	while ((more = sheet_next(import->sheet)) == 1) {
		if (sheet_blank(import->sheet))
			continue;
		import->problems_before = import->problems->count;
		if (import->kind->row(import) != 0 || progress_tell(words, ++rows, 0) != 0)
			return -1;
	}
	return more;
}

static int refuse(const struct problems *problems)
{
	return fail(ERROR_DATA,
		"%s: %zu problem%s, nothing was imported: correct the file and import it again",
		problems->file, problems->count, problems->count == 1 ? "" : "s");
}

// One row for the file as a whole, behind those of its records.
static int tell_trail(struct import *import)
{
	const struct import_count *count = &import->count;
	char *closed = count->closed ? xasprintf(", %zu closed", count->closed) : xstrdup("");
	char *counts = xasprintf("%zu new, %zu changed, %zu unchanged%s", count->added,
		count->changed, count->unchanged, closed);
	char *record = xasprintf("%s from %s", import->kind->name, import->problems->file);
	int result = trail_append(import->session,
		&(struct act){.verb = "import", .record = record, .new = counts});

	free(closed);
	free(counts);
	free(record);
	return result;
}

// What rows refer to is looked up within the transaction: nobody changes it meanwhile.
static int load(struct import *import)
{
	struct db *db = import->session->db;

	if (lookup_teams(db, &import->teams) != 0 || lookup_users(db, &import->users) != 0)
		return -1;
	return import->kind->begin ? import->kind->begin(import) : 0;
}

static int import_all(struct import *import, const char *path)
{
	if (load(import) != 0 || sheet_open(&import->sheet, path, import->columns,
					 import->column_count, import->problems) != 0)
		return -1;
	if (import_rows(import) != 0)
		return -1;
	if (import->problems->count)
		return refuse(import->problems);
	if (import->kind->end && import->kind->end(import) != 0)
		return -1;
	return tell_trail(import);
}

// A dry run goes the whole way, constraints and all, and is then taken back.
static int import_transaction(struct import *import, const char *path, bool dry_run)
{
	int result;

	if (session_begin(import->session) != 0)
		return -1;
	result = import_all(import, path);
	if (result == 0 && dry_run) {
		db_end(import->session->db, -1);
		return 0;
	}
	return db_end(import->session->db, result);
}

// Standard input may come as slowly as somebody types, and others wait for the end of the transaction: so
// it is taken down first, in a file without a name.
static FILE *spool(void)
{
	static char bytes[64 * 1024];
	FILE *file = tmpfile();
	ssize_t size = 0;

	while (file && (size = read(STDIN_FILENO, bytes, sizeof(bytes))) > 0) {
		if (fwrite(bytes, 1, (size_t)size, file) != (size_t)size)
			break;
	}
	if (file && size == 0 && fflush(file) == 0)
		return file;
	if (progress_stopped())
		fail(ERROR_STOPPED, "stopped at your wish: nothing of this was kept");
	else
		fail(ERROR_IO,
			"standard input cannot be taken down (%s): make room, or name a file",
			strerror(errno));
	if (file)
		fclose(file);
	return NULL;
}

static int import_from(struct import *import, const char *path, bool dry_run)
{
	FILE *spooled = NULL;
	char place[64];
	int result;

	if (strcmp(path, "-") == 0) {
		spooled = spool();
		if (!spooled)
			return -1;
		snprintf(place, sizeof(place), "/proc/self/fd/%d", fileno(spooled));
	}
	db_bulk(import->session->db, true);
	result = import_transaction(import, spooled ? place : path, dry_run);
	progress_end();
	db_bulk(import->session->db, false);
	if (spooled)
		fclose(spooled);
	return result;
}

// What only cases can be asked.
static int request_check(const struct import_request *request, const struct import_kind *kind)
{
	if ((request->close_gone || request->changes || request->expected) &&
		kind != &import_cases)
		return fail(ERROR_USAGE,
			"an import of %s closes nothing that is gone: leave out --close-gone",
			kind->name);
	return 0;
}

int import_run(struct session *session, const struct import_request *request,
	struct problems *problems, struct import_count *count)
{
	const struct import_kind *found = find_kind(request->kind);
	struct import import = {
		.session = session, .kind = found, .request = request, .problems = problems};
	int result;

	*count = (struct import_count){0};
	if (!found || request_check(request, found) ||
		require(session, found->right, &(struct subject){0}) != 0)
		return -1;
	import.columns = found->columns;
	import.column_count = found->column_count;
	result = import_from(&import, request->path, request->dry_run);
	*count = import.count;
	if (found->finish)
		found->finish(&import);
	sheet_close(import.sheet);
	lookup_finish(&import.teams);
	lookup_finish(&import.users);
	seen_destroy(import.seen);
	return result;
}

int import_file(struct session *session, const char *kind, const char *path, bool dry_run,
	struct problems *problems, struct import_count *count)
{
	struct import_request request = {.kind = kind, .path = path, .dry_run = dry_run};

	return import_run(session, &request, problems, count);
}
