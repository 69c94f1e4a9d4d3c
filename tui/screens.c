// SPDX-License-Identifier: MIT
// The screens of the program, by name, and the way into them.
#include <stdlib.h>

#include "core/right.h"
#include "core/trail.h"
#include "db/mem.h"
#include "tui/allocation.h"
#include "tui/challenge.h"
#include "tui/charts.h"
#include "tui/draw.h"
#include "tui/cycle.h"
#include "tui/frame.h"
#include "tui/guide.h"
#include "tui/learning.h"
#include "tui/moderate.h"
#include "tui/import-cases.h"
#include "tui/palette.h"
#include "tui/report.h"
#include "tui/screens.h"
#include "tui/tracker.h"
#include "tui/trail.h"
#include "tui/tui.h"
#include "tui/view.h"

static int open_trail(struct session *session)
{
	return view_open(session, &trail_view, &(struct trail_scope){0, NULL});
}

static int open_allocation(struct session *session)
{
	return allocation_open(session, NULL);
}

static const struct palette_place places[] = {
	{"agreement", "How far auditors and moderators agree", agreement_screen,
		NEEDS(RIGHT_REPORT)},
	{"allocation", "A month's audits given out", open_allocation, NEEDS(RIGHT_SAMPLE)},
	{"audits", "All audits that you may see", audits_open, NEEDS(RIGHT_SEE)},
	{"calibration", "One case graded blind by many: rounds", calibration_screen, 0},
	{"challenge", "Confirm and Challenge: the agendas of its meetings", challenge_screen,
		NEEDS(RIGHT_CHALLENGE)},
	{"charts", "Grades, compliance, feedback and actions over time", charts_screen,
		NEEDS(RIGHT_REPORT)},
	{"cycle", "The month at a glance, and who to chase", cycle_screen, NEEDS(RIGHT_SEE)},
	{"draws", "The draws of the months, and their receipts", draw_screen,
		NEEDS(RIGHT_REPORT)},
	{"exemplars", "Good practice to learn from", exemplars_screen, 0},
	{"learning", "What audits teach the service, by theme", learning_screen,
		NEEDS(RIGHT_REPORT)},
	{"moderations", "What is to be moderated, disputed, acknowledged",
		moderations_open_screen, NEEDS(RIGHT_SEE)},
	{"families", "Children and families to be written to, and their answers",
		contacts_screen, NEEDS(RIGHT_SEE)},
	{"people", "People, teams and services", people_open, NEEDS(RIGHT_ADMIN)},
	{"report", "The month's report: what the audits came to", report_screen,
		NEEDS(RIGHT_REPORT)},
	{"tracker", "Every open action and step, by due date", tracker_screen,
		NEEDS(RIGHT_SEE)},
	{"trail", "Who looked at and changed what", open_trail, NEEDS(RIGHT_TRAIL)},
	{NULL},
};

int screens_open_audit(struct session *session, int64_t audit_id)
{
	return guide_open(session, audit_id);
}

int screens_open_moderation(struct session *session, int64_t audit_id)
{
	return moderate_open_audit(session, audit_id);
}

int screens_open_concern(struct session *session, int64_t audit_id)
{
	return guide_open_at(session, audit_id, GUIDE_CONCERN);
}

int screens_run(struct session *session)
{
	if (tui_init() != 0)
		return -1;
	frame_identity(session->me.login, session->practice);
	palette_places(places);
	palette_screens(import_cases_words);
	int result = home_open(session);
	if (result == 0)
		view_run();
	tui_finish();
	return result;
}
