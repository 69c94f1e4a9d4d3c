// SPDX-License-Identifier: MIT
// The suggestion of an overall grade: brief section 7.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/grade.h"

static void two_inadequate_decide(void **state)
{
	enum grade domains[] = {
		GRADE_GOOD, GRADE_INADEQUATE, GRADE_GOOD, GRADE_INADEQUATE, GRADE_GOOD};

	assert_int_equal(grade_suggest(domains, 5).grade, GRADE_INADEQUATE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_inadequate_decide),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
