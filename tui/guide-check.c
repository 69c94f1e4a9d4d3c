// SPDX-License-Identifier: MIT
// The guided audit's end: what is missing, submitting; and the safety concern, which waits for
// no end.
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "db/mem.h"
#include "tui/concern.h"
#include "tui/form.h"
#include "tui/guide-private.h"
#include "tui/prompt.h"

int guide_act_missing(struct screen *screen, const struct item *item)
{
	guide_jump(screen, guide_of(screen)->missing[item->number].spot);
	return 0;
}

// Why a review is late, asked before it is submitted. Yours; NULL: they go back. "" where it is not late.
static char *ask_late(const struct guide *guide)
{
	char day[DATE_TEXT], *question, *why;
	date due_on;
	int late = audit_review_late(guide->session, guide->audit, &due_on);

	if (late <= 0)
		return late < 0 ? NULL : xstrdup("");
	question =
		xasprintf("This review was due by %s. Why is it late", date_show(due_on, day));
	why = prompt_line(question, NULL);
	free(question);
	if (why && *why)
		return why;
	free(why);
	return NULL;
}

// Asks what is to be asked, and submits. 1: done; 0: they go back.
static int submit(const struct guide *guide)
{
	char *why = ask_late(guide);
	int result = 0;

	if (why && prompt_word("From then on the audit is fixed.", "submit"))
		result = audit_submit_late(guide->session, guide->audit, why) ? -1 : 1;
	free(why);
	return result;
}

int guide_act_submit(struct screen *screen, const struct item *item)
{
	struct guide *guide = guide_of(screen);
	int done;

	if (guide_may_write(guide, true) != 0)
		return -1;
	for (size_t i = 0; i < guide->missing_count; i++)
		if (guide->missing[i].blocks)
			return fail(ERROR_DATA,
				"Not everything is there yet: Enter on a line goes to it");
	done = submit(guide);
	if (done <= 0)
		return done;
	guide_undo_free(guide);
	guide->undo = NULL;
	guide->undo_room = 0;
	guide_refresh(screen);
	guide_go(screen, 0);
	view_say("Submitted. A correction is an amendment: a, with a reason");
	return 0;
}

enum { WHAT, TOLD, WHEN, FIELDS };

static const struct field fields[FIELDS] = {
	[WHAT] = {FIELD_LINES, "What worries you",
		"What was seen or not seen, and why it may mean risk now", true},
	[TOLD] = {FIELD_TEXT, "Who was told",
		"By name and post: the team manager, the service manager ...", true},
	[WHEN] = {FIELD_TEXT, "When", "The time they were told, as in: today 14:20", true},
};

// What the form's save works for.
struct raising {
	struct screen *screen;
	int64_t prompt_id;
};

// By when somebody is to act; out of hours nobody here does, and the child cannot wait for the morning.
static void say_clock(const struct guide *guide)
{
	const struct session *session = guide->session;
	const struct concern *concern =
		&guide->audit->concerns[guide->audit->concern_count - 1];
	struct concern_hours hours;
	char when[32];

	session_show_moment(session, concern->due_at, when);
	if (concern_hours_load(guide->session, &hours) == 0 &&
		!concern_in_hours(session->holidays, &hours, session_time(session)))
		view_say("Out of hours: ring the emergency duty team. On record, to be "
			 "answered by %s",
			when);
	else
		view_say("The safety concern is on record, to be answered by %s", when);
}

static int save(struct form *form, void *context)
{
	struct raising *raising = context;
	struct guide *guide = guide_of(raising->screen);

	if (concern_raise(guide->session, guide->audit, raising->prompt_id,
		    form_value(form, WHAT), form_value(form, TOLD),
		    form_value(form, WHEN)) != 0)
		return -1;
	say_clock(guide);
	return 0;
}

int guide_concern(struct screen *screen, int64_t prompt_id)
{
	struct raising *raising = xcalloc(1, sizeof(*raising));
	struct form_content content = {.title = "Immediate safety concern",
		.help = "A concern that the child is at risk now is not a grade. Tell the "
			"manager first; "
			"then put on record what, who was told, and when. It does not wait for "
			"the audit "
			"to be finished.",
		.fields = fields,
		.count = FIELDS,
		.save = save,
		.context = raising,
		.free = free};

	char *draft = xasprintf("concern of %s", guide_of(screen)->audit->ref);
	int result;

	*raising = (struct raising){screen, prompt_id};
	content.draft = draft;
	result = form_open(guide_of(screen)->session, &content);
	free(draft);
	return result;
}

// What was done about a concern: by those who answer for the case, not only by who writes the
// audit.
int guide_act_concern(struct screen *screen, const struct item *item)
{
	struct guide *guide = guide_of(screen);
	const struct concern *concern = &guide->audit->concerns[item->number];

	if (concern->answered)
		return fail(ERROR_USAGE, "It is on record what was done about this");
	guide->answering = true;
	return concern_form(guide->session, concern);
}
