// SPDX-License-Identifier: MIT
// The outcome of an audit, written to a file from the screens.
#pragma once

#include "core/session.h"

// Asks for whom, in which form and to which file, and writes it (core/handover.h). Says on the line of messages where
// it is. 0, also where no answer was given; -1 with the error set.
int handover_ask(struct session *session, const char *audit_ref);
