// SPDX-License-Identifier: MIT
// What every unit test includes first: cmocka, made to live beside our fail().
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

// cmocka's macros would swallow every mention of fail() in db/error.h, and cut messages at 1 KiB.
#undef fail
#undef fail_msg
#define fail_msg(...) \
	(fprintf(stderr, "ERROR: " __VA_ARGS__), fputc('\n', stderr), _fail(__FILE__, __LINE__))
