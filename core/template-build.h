// SPDX-License-Identifier: MIT
// Putting a template together in memory, from the database or from a file: for core/template*.c only.
#pragma once

#include "core/template.h"

// Each appends a copy of what is given; the result is borrowed until the next one is added beside it.
// The question of a domain is left NULL.
struct domain *template_add_domain(
	struct template *template, const char *code, const char *name);
struct prompt *template_add_prompt(
	struct domain *domain, const char *code, const char *text); // seq is left 0
struct indicator *template_add_indicator(
	struct domain *domain, enum grade grade, int seq, const char *text);
