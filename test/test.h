// SPDX-License-Identifier: MIT
// What every unit test includes first: cmocka, made to live beside our fail().
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

// cmocka's macro would swallow every mention of fail() in db/error.h.
#undef fail
#undef fail_msg
#define fail_msg(...) \
	(print_error("ERROR: " __VA_ARGS__), print_error("\n"), _fail(__FILE__, __LINE__))
