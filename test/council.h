// SPDX-License-Identifier: MIT
// Practice databases in the states that rows of exit.tsv start from; each is made at the fixture's path.
#pragma once

#include "test/fixture.h"

void make_practice(const struct fixture *fixture); // with nobody in it but its administrator

// A service, a team and four people: quinn (QA), sian (auditor), mel (senior manager of Assessment), other (of none).
void make_council(const struct fixture *fixture);

// On top of the council, each on top of the one it names.
void make_audited(
	const struct fixture *fixture); // audit 2026-10-001, which sian has begun to write
void make_submitted(const struct fixture *fixture);  // audited; Inadequate
void make_looped(const struct fixture *fixture);     // submitted; with its steps
void make_challenged(const struct fixture *fixture); // submitted; on the agenda of November
void make_raised(const struct fixture *fixture);
void make_selected(const struct fixture *fixture);   // submitted; for moderation, nobody's yet
void make_moderated(const struct fixture *fixture);  // submitted; sealed, by mel
void make_over(const struct fixture *fixture);       // submitted; closed since
void make_calibrated(const struct fixture *fixture); // audited; a round on CF-1 by sian and mel
void make_drawn(const struct fixture *fixture);      // audited; the draw of October
void make_redrawn(const struct fixture *fixture);    // drawn; tampered with

// Removes what was kept to be copied.
void originals_finish(void);
