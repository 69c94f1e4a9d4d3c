// SPDX-License-Identifier: MIT
// The council of world.h with audits that have a result, and what is signed of them.
#pragma once

#include "core/loop.h"
#include "test/table.h"
#include "test/world.h"

// On top of world.h: ivy, a head of service, and dot, a service director, answer for Assessment like sam; qed is QA and
// an auditor.
int looped_setup(void **state);

// The columns grade and risk of a table.
enum grade cell_grade(const struct table *table, size_t row);
bool cell_risk(const struct table *table, size_t row);

// Raises a safety concern as the session's person.
void looped_raise(struct world *world, struct audit *audit);

// Fills in all of an audit, the overall grade as given; one that is not Good raises an action.
void looped_grade(struct world *world, struct audit *audit, enum grade grade);

// An audit of C1 led by bob, of the grade, submitted today, with a safety concern raised before or without. Its id.
int64_t looped_audit(struct world *world, enum grade grade, bool risk);

// Has bob amend its overall grade.
void looped_amend(struct world *world, int64_t id, const char *grade);

// The open step of a code, else the newest. To be finished.
struct loop_step looped_step(struct world *world, const char *code);

// Has somebody sign a part of it, by its post (NULL: their own), with all that is asked for said.
int looped_sign(struct world *world, const char *who, const char *code, const char *post,
	date done_on, const char *late);
