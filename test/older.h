// SPDX-License-Identifier: MIT
// Databases as older versions of the program left them, with rows in every table.
#pragma once

// Makes at path a database of schema `version`: the schemas from 1 on, each followed by the rows of test/schema/NNN.sql.
// The user 'me' of those rows gets the login of whoever runs the test.
void older_make(const char *path, int version);

// Runs the schemas behind `from` up to `to` on it, and nothing else.
void older_raise(const char *path, int from, int to);

// The rows of the database at path, a line each, in order: of the tables that the database at `like` has, with the columns
// that they have there. Yours.
char *older_rows(const char *path, const char *like);

// The number of its schema and every statement of it. Yours.
char *older_schema(const char *path);

// Ends the test with the first line that differs unless both texts are the same. Frees both.
void older_expect_same(const char *what, char *got, char *expected);

// The first column of each row of SQL, separated by commas. Yours.
char *older_look(const char *path, const char *sql);
