// SPDX-License-Identifier: MIT
// The council of world.h with audits that wait for moderation.
#pragma once

#include "test/world.h"

// Ten audits of team A (Assessment), lead ann: 2026-10-101 to 110, submitted on 5 October; of every third the final
// grade is Inadequate. Two of team C (Early Help), lead max: 2026-10-201 and 202, Good.
// ida and ivy, a head of service, answer for Assessment like sam. The session is quinn's, on 12 October.
int submitted_setup(void **state);
