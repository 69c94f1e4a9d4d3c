// SPDX-License-Identifier: MIT
// Working days: Monday to Friday less the bank holidays of England.
#pragma once

#include <stddef.h>

#include "core/date.h"
#include "core/holiday.h"

// In all of these, holidays NULL stands for holidays_shipped().

// Whether the day is neither a Saturday, nor a Sunday, nor a bank holiday.
int workday_is(const struct holidays *holidays, date day);

// The date that lies so many working days after a day, counted from the day after (brief section 4): one
// working day after a Friday, or the Saturday or Sunday that follow it, is the Monday. A negative number
// counts back from the day before. 0 is the day itself, working or not. DATE_NONE where the day is
// DATE_NONE or the result leaves the years of core/date.h.
date workday_add(const struct holidays *holidays, date day, int count);

// How many working days lie after `from` up to and including `to`: what is left of a time limit. Where
// `to` comes first it is the working days after `to` up to and including `from`, negative: by how many
// it is overdue. 0 where either is DATE_NONE. For a working day `to`, workday_add undoes it.
int workday_count(const struct holidays *holidays, date from, date to);
