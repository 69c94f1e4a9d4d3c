// SPDX-License-Identifier: MIT
// What each act on an action asks for, and what it makes of the action.
#include <stdlib.h>
#include <string.h>

#include "core/action-store.h"
#include "core/audit-private.h"
#include "core/text.h"
#include "core/tracker-private.h"
#include "db/error.h"
#include "db/mem.h"

static bool is_blank(const char *text)
{
	return !text || !text[strspn(text, " \t\n")];
}

// What the text of an act is called, and whether it must say something.
static const struct {
	const char *label;
	bool required;
} texts[TRACKER_ACTS] = {
	[TRACKER_PROGRESS] = {"the note", false},
	[TRACKER_NOTE] = {"the note", true},
	[TRACKER_DONE] = {"what shows that it is done", true},
	[TRACKER_VERIFY] = {"what it changed for the child", true},
	[TRACKER_RETURN] = {"why it is sent back", true},
	[TRACKER_POSTPONE] = {"why it takes longer", true},
	[TRACKER_HAND] = {"why it changes hands", true},
	[TRACKER_PRIORITY] = {"the note", false},
	[TRACKER_ESCALATE] = {"why", true},
	[TRACKER_CHANGE] = {"why its words change", true},
};

static int check_text(const char *text, enum text_kind kind, const char *label)
{
	return text ? text_check(text, strlen(text), kind, label) : 0;
}

static int progress_check(const struct wish *wish)
{
	if (wish->act != TRACKER_PROGRESS)
		return 0;
	if (wish->progress < PROGRESS_NOT_STARTED || wish->progress > PROGRESS_OFF_TRACK)
		return fail(ERROR_DATA,
			"progress is not started, progressing or off track: that "
			"it is done has an act of its own");
	if (wish->day != DATE_NONE && wish->progress != PROGRESS_OFF_TRACK)
		return fail(
			ERROR_DATA, "only what is off track has a plan: leave its date away");
	if (wish->progress == PROGRESS_OFF_TRACK && is_blank(wish->text))
		return fail(ERROR_DATA, "off track: say in a note what is in the way, and what "
					"the plan is");
	return 0;
}

int wish_check(const struct wish *wish)
{
	if (check_text(wish->text, TEXT_LINES, texts[wish->act].label) ||
		check_text(wish->name, TEXT_LINE, "the owner's name") ||
		check_text(wish->post, TEXT_LINE, "the owner's post"))
		return -1;
	if (texts[wish->act].required && is_blank(wish->text))
		return fail(ERROR_DATA, "%s is not said: write it", texts[wish->act].label);
	return progress_check(wish);
}

// "to Bob Birch, iro: on leave"; head may be NULL.
static char *joined(char *head, const char *text)
{
	char *words = is_blank(text) ? xstrdup(head)
				     : xasprintf("%s%s%s", head, *head ? ": " : "", text);

	free(head);
	return words;
}

char *wish_words(const struct wish *wish)
{
	char day[DATE_TEXT], *head;

	date_show(wish->day, day);
	switch (wish->act) {
	case TRACKER_PROGRESS:
		head = wish->day == DATE_NONE ? xstrdup("") : xasprintf("plan by %s", day);
		break;
	case TRACKER_DONE: head = xasprintf("on %s", day); break;
	case TRACKER_POSTPONE: head = xasprintf("to %s", day); break;
	case TRACKER_HAND: {
		char *owner = action_owner_words(
			is_blank(wish->login) ? wish->name : wish->login, wish->post);

		head = xasprintf("to %s", owner);
		free(owner);
		break;
	}
	case TRACKER_PRIORITY: head = xstrdup(wish->flag ? "set" : "taken off"); break;
	case TRACKER_ESCALATE:
		head = xstrdup(wish->flag ? "escalated" : "not escalated any more");
		break;
	default: head = xstrdup("");
	}
	return joined(head, wish->text);
}

// How it stands, for the trail: "off track, plan by 2 Nov 2026", "said to be done on 30 Oct 2026: in the file".
static char *status_words(const struct action *action)
{
	char day[DATE_TEXT];
	const char *name = progress_name(action->progress);

	switch (action->progress) {
	case PROGRESS_OFF_TRACK:
		if (action->plan_on == DATE_NONE)
			return xstrdup(name);
		return xasprintf("%s, plan by %s", name, date_show(action->plan_on, day));
	case PROGRESS_SAID_DONE:
		return xasprintf("%s on %s: %s", name, date_show(action->completed_on, day),
			action->evidence);
	case PROGRESS_VERIFIED:
		return xasprintf("%s on %s: %s", name, date_show(action->verified_on, day),
			action->impact);
	default: return xstrdup(name);
	}
}

static int progress_apply(struct tracked *tracked, const struct wish *wish)
{
	struct action *action = &tracked->row.action;
	bool said = action->progress == PROGRESS_SAID_DONE;
	char day[DATE_TEXT];

	if (wish->day != DATE_NONE && wish->day < tracked->session->today)
		return fail(ERROR_DATA,
			"the plan's date, %s, has gone by: give one still to come",
			date_show(wish->day, day));
	if (said && is_blank(wish->text))
		return fail(ERROR_DATA,
			"action %s/%d is said to be done: say in a note why that "
			"is taken back",
			tracked->row.audit_ref, action->seq);
	if (action->progress == wish->progress && action->plan_on == wish->day &&
		is_blank(wish->text))
		return 1;
	tracked->old = status_words(action);
	action->progress = wish->progress;
	action->plan_on = wish->day;
	if (said) {
		action->completed_on = DATE_NONE;
		action->said_id = 0;
		xreplace(&action->evidence, "");
	}
	return 0;
}

static int note_apply(struct tracked *tracked, const struct wish *wish)
{
	return 0;
}

static int done_apply(struct tracked *tracked, const struct wish *wish)
{
	struct action *action = &tracked->row.action;
	char day[DATE_TEXT];

	if (wish->day == DATE_NONE)
		return fail(ERROR_DATA, "when was it done: give the day");
	if (wish->day > tracked->session->today)
		return fail(ERROR_DATA, "%s is still to come: say what was done already",
			date_show(wish->day, day));
	if (wish->day < action->created_on)
		return fail(ERROR_DATA,
			"the action was raised on %s, after that day: correct the day it was "
			"done",
			date_show(action->created_on, day));
	tracked->old = status_words(action);
	action->progress = PROGRESS_SAID_DONE;
	action->plan_on = DATE_NONE;
	action->completed_on = wish->day;
	action->said_id = tracked->session->me.id;
	xreplace(&action->evidence, wish->text);
	return 0;
}

static int verify_apply(struct tracked *tracked, const struct wish *wish)
{
	struct action *action = &tracked->row.action;

	tracked->old = status_words(action);
	action->progress = PROGRESS_VERIFIED;
	action->verified_on = tracked->session->today;
	action->verified_id = tracked->session->me.id;
	xreplace(&action->impact, wish->text);
	return 0;
}

static int return_apply(struct tracked *tracked, const struct wish *wish)
{
	struct action *action = &tracked->row.action;

	tracked->old = status_words(action);
	action->progress = PROGRESS_PROGRESSING;
	action->completed_on = action->verified_on = DATE_NONE;
	action->said_id = action->verified_id = 0;
	action->sent_back++;
	xreplace(&action->evidence, "");
	xreplace(&action->impact, "");
	return 0;
}

static int postpone_apply(struct tracked *tracked, const struct wish *wish)
{
	struct action *action = &tracked->row.action;
	char day[DATE_TEXT];

	if (wish->day == DATE_NONE)
		return fail(ERROR_DATA, "by when is it to be done: give the new date");
	if (wish->day < tracked->session->today)
		return fail(ERROR_DATA, "%s has gone by: give a date still to come",
			date_show(wish->day, day));
	if (wish->day == action->due_on)
		return fail(ERROR_DATA, "action %s/%d is due on %s already: give another date",
			tracked->row.audit_ref, action->seq, date_show(wish->day, day));
	if (action->start_on != DATE_NONE && action->start_on > wish->day)
		return fail(ERROR_DATA,
			"it is to start on %s, after that date: choose a later one",
			date_show(action->start_on, day));
	if (tracked_day(tracked->session, wish->day, wish->anyway))
		return -1;
	tracked->old = xstrdup(date_show(action->due_on, day));
	tracked->due_before = action->due_on;
	action->slips += wish->day > action->due_on;
	action->due_on = wish->day;
	return 0;
}

static int owner_ready(struct session *session, const struct wish *wish, struct owner *owner)
{
	struct stmt *row;
	bool active;

	if (is_blank(wish->login) && is_blank(wish->name))
		return fail(ERROR_DATA, "who is to do it: give a login, or a name and a post");
	if (is_blank(wish->login) && is_blank(wish->post))
		return fail(ERROR_DATA, "what is the post of %s: give it too", wish->name);
	if (owner_find(session, wish->login, wish->name, wish->post, owner) || !owner->id)
		return owner->name ? 0 : -1;
	row = db_query(session->db, QUERY_USER_BY_LOGIN, ARGS(TEXT("login", wish->login)));
	if (!row || stmt_next(row) != 1)
		return -1;
	active = stmt_int(row, 7);
	stmt_done(row);
	return active ? 0
		      : fail(ERROR_DATA, "%s has left: hand it to somebody who is there",
				wish->login);
}

static int hand_apply(struct tracked *tracked, const struct wish *wish)
{
	struct action *action = &tracked->row.action;
	struct owner owner = {0};
	int result = owner_ready(tracked->session, wish, &owner);

	if (!result && owner.id == action->owner_id &&
		strcmp(owner.post, action->owner_post) == 0 &&
		(owner.id || strcmp(owner.name, action->owner_name) == 0))
		result = fail(ERROR_DATA, "action %s/%d is theirs already: name somebody else",
			tracked->row.audit_ref, action->seq);
	if (!result) {
		tracked->old = action_owner_words(
			action->owner_id ? action->owner_login : action->owner_name,
			action->owner_post);
		action->owner_id = owner.id;
		xreplace(&action->owner_name, owner.name);
		xreplace(&action->owner_post, owner.post);
	}
	owner_finish(&owner);
	return result;
}

static int flag_apply(struct tracked *tracked, const struct wish *wish, bool *flag)
{
	if (*flag == wish->flag)
		return 1;
	tracked->old = xstrdup(*flag ? "yes" : "no");
	*flag = wish->flag;
	return 0;
}

static int priority_apply(struct tracked *tracked, const struct wish *wish)
{
	return flag_apply(tracked, wish, &tracked->row.action.priority);
}

static int escalate_apply(struct tracked *tracked, const struct wish *wish)
{
	return flag_apply(tracked, wish, &tracked->row.action.escalated);
}

static int words_check(const struct action *words)
{
	if (is_blank(words->what) || is_blank(words->measure) || is_blank(words->reason))
		return fail(ERROR_DATA,
			"an action says what exactly is to be done, how we will "
			"know, and why it matters to the child: leave none empty");
	return 0;
}

static int change_apply(struct tracked *tracked, const struct wish *wish)
{
	struct action *action = &tracked->row.action, wanted = *action;
	char *new;

	wanted.what = wish->words->what;
	wanted.measure = wish->words->measure;
	wanted.reason = wish->words->reason;
	wanted.scope = wish->words->scope ? wish->words->scope : action->scope;
	wanted.start_on = wish->words->start_on;
	// Its date may lie before the audit's: that is not what changes here.
	if (action_check(&wanted, wanted.due_on) || words_check(&wanted))
		return -1;
	tracked->old = action_words(action);
	new = action_words(&wanted);
	if (strcmp(new, tracked->old) == 0) {
		free(new);
		return 1;
	}
	free(new);
	xreplace(&action->what, wanted.what);
	xreplace(&action->measure, wanted.measure);
	xreplace(&action->reason, wanted.reason);
	action->scope = wanted.scope;
	action->start_on = wanted.start_on;
	return 0;
}

int tracked_apply(struct tracked *tracked, const struct wish *wish)
{
	static int (*const apply[TRACKER_ACTS])(struct tracked *, const struct wish *) = {
		[TRACKER_PROGRESS] = progress_apply,
		[TRACKER_NOTE] = note_apply,
		[TRACKER_DONE] = done_apply,
		[TRACKER_VERIFY] = verify_apply,
		[TRACKER_RETURN] = return_apply,
		[TRACKER_POSTPONE] = postpone_apply,
		[TRACKER_HAND] = hand_apply,
		[TRACKER_PRIORITY] = priority_apply,
		[TRACKER_ESCALATE] = escalate_apply,
		[TRACKER_CHANGE] = change_apply,
	};

	return apply[wish->act](tracked, wish);
}
