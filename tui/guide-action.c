// SPDX-License-Identifier: MIT
// The guided audit's actions: SMART, each field on its own line.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/error.h"
#include "db/mem.h"
#include "tui/guide-private.h"
#include "tui/offer.h"
#include "tui/smart.h"

static void write_line(struct paper *paper, int cols, const char *label, const char *value,
	const char *missing)
{
	int rows;

	paper_text(paper, 5, 18, THEME_MUTED, label);
	rows = paper_wrap(paper, 23, cols - 21, 3, *value ? THEME_TEXT : THEME_MUTED,
		*value ? value : missing);
	paper->row += rows ? rows : 1;
}

void guide_write_action(
	struct guide *guide, const struct item *item, struct paper *paper, bool focus)
{
	const struct action *action = &guide->audit->actions[item->number];
	int cols = guide_text_cols(paper), rows;
	const char *values[SMART_FIELDS], *lacks = action_lacks(action);
	char due[DATE_TEXT], number[16], *who, *how;

	smart_values(action, due, values);
	paper->row++;
	if (focus) {
		paper_text(paper, 0, 1, THEME_TITLE, ">");
		paper_cursor(paper, 2);
	}
	snprintf(number, sizeof(number), "%d.", item->number + 1);
	paper_text(paper, 2, 3, focus ? THEME_FOCUS : THEME_TITLE, number);
	rows = paper_wrap(paper, 5, cols - 3, 0, THEME_TITLE, action->what);
	paper->row += rows ? rows : 1;
	who = xasprintf("%s%s%s", action->owner_name, *action->owner_name ? ", " : "",
		action->owner_post);
	how = xasprintf("%s%s%s%s", date_show(action->due_on, due),
		action->scope == SCOPE_SERVICE ? ", for the service" : ", for this case",
		action->priority ? ", PRIORITY" : "", action->escalated ? ", ESCALATED" : "");
	write_line(paper, cols, smart_fields[SMART_MEASURE].label, action->measure,
		"not said yet");
	write_line(paper, cols, smart_fields[SMART_OWNER].label, who, "nobody yet");
	write_line(
		paper, cols, smart_fields[SMART_REASON].label, action->reason, "not said yet");
	write_line(paper, cols, smart_fields[SMART_DUE].label, how, "");
	if (lacks)
		write_line(paper, cols, "Still missing", lacks, "");
	free(who);
	free(how);
}

// What the form's save works for.
struct editing {
	struct screen *screen;
	int index; // -1: a new one
};

struct action guide_copy_action(const struct action *action)
{
	struct action copy = *action;

	copy.what = xstrdup(action->what);
	copy.measure = xstrdup(action->measure);
	copy.reason = xstrdup(action->reason);
	copy.owner_login = xstrdup(action->owner_login);
	copy.owner_name = xstrdup(action->owner_name);
	copy.owner_post = xstrdup(action->owner_post);
	copy.evidence = copy.impact = copy.said_by = copy.verified_by = NULL;
	return copy;
}

static int change(struct guide *guide, int index, const struct action *action)
{
	struct undo *undo = guide_remember_other(guide, UNDO_ACTION_AS_IT_WAS);
	struct conflict conflict = {0};

	undo->action = guide_copy_action(&guide->audit->actions[index]);
	undo->id = undo->action.id;
	if (audit_change_action(
		    guide->session, guide->audit, (size_t)index, action, &conflict) == 0)
		return 0;
	guide_forget(guide);
	conflict_finish(&conflict);
	return -1;
}

static void editing_destroy(void *context)
{
	offer_free(NULL);
	free(context);
}

// A day that was meant once is not asked about again.
static bool stands(const struct guide *guide, int index, date due)
{
	return index >= 0 && guide->audit->actions[index].due_on == due;
}

static int save(struct form *form, void *context)
{
	struct editing *editing = context;
	struct guide *guide = guide_of(editing->screen);
	struct action action = {0};
	int result = smart_read(form, guide->session, &action);

	if (result == 0 && !stands(guide, editing->index, action.due_on))
		result = smart_day(guide->session, &action.due_on);
	if (result == 0 && editing->index >= 0) {
		result = change(guide, editing->index, &action);
	} else if (result == 0) {
		result = audit_add_action(guide->session, guide->audit, &action);
		if (result == 0)
			guide_remember_other(guide, UNDO_ACTION)->id =
				guide->audit->actions[guide->audit->action_count - 1].id;
	}
	action_finish(&action);
	return result;
}

static int open_form(struct screen *screen, int index)
{
	struct guide *guide = guide_of(screen);
	struct editing *editing;
	struct form_content content = {.title = index < 0 ? "New action" : "Action",
		.help = SMART_HELP,
		.hints = true,
		.fields = smart_fields,
		.count = SMART_FIELDS,
		.save = save,
		.free = editing_destroy};
	const char *values[SMART_FIELDS] = {
		[SMART_SCOPE] = "case", [SMART_PRIORITY] = "no", [SMART_ESCALATED] = "no"};
	char due[DATE_TEXT];
	char *draft = index < 0 ? xasprintf("action of %s", guide->audit->ref)
				: xasprintf("action %d of %s", guide->audit->actions[index].seq,
					  guide->audit->ref);
	int result;

	if (offer_load(guide->session) != 0)
		return -1;
	editing = xmalloc(sizeof(*editing));
	*editing = (struct editing){screen, index};
	if (index >= 0)
		smart_values(&guide->audit->actions[index], due, values);
	content.context = editing;
	content.values = values;
	content.draft = draft;
	result = form_open(guide->session, &content);
	free(draft);
	return result;
}

int guide_act_action(struct screen *screen, const struct item *item)
{
	return guide_may_write(guide_of(screen), true) == 0 ? open_form(screen, item->number)
							    : -1;
}

int guide_act_action_add(struct screen *screen, const struct item *item)
{
	return guide_may_write(guide_of(screen), true) == 0 ? open_form(screen, -1) : -1;
}

int guide_drop_action(struct screen *screen, int index)
{
	struct guide *guide = guide_of(screen);

	guide_remember_other(guide, UNDO_NO_ACTION)->action =
		guide_copy_action(&guide->audit->actions[index]);
	if (guide_saved(screen, audit_drop_action(guide->session, guide->audit, (size_t)index),
		    NULL) != 0)
		return -1;
	view_say("The action is taken off: u brings it back");
	return 0;
}
