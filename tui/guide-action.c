// SPDX-License-Identifier: MIT
// The guided audit's actions: SMART, each field on its own line.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/post.h"
#include "core/tracker.h"
#include "core/user.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/form.h"
#include "tui/guide-private.h"
#include "tui/prompt.h"

enum { WHAT, MEASURE, OWNER, POST, REASON, DUE, SCOPE, PRIORITY, ESCALATED, FIELDS };

static size_t complete_post(void *context, const char *text, struct choice *matches, size_t max)
{
	size_t count = 0;

	for (size_t i = 0; i < post_count && count < max; i++)
		if (strncasecmp(posts[i], text, strlen(text)) == 0)
			matches[count++] = (struct choice){.name = posts[i]};
	return count;
}

static const struct choice scopes[] = {{.name = "case", .help = "for this child"},
	{.name = "service", .help = "for how the service works"}, {0}};

static const struct field fields[FIELDS] = {
	[WHAT] = {FIELD_TEXT, "What exactly", "Specific: one thing that can be done", true},
	[MEASURE] = {FIELD_TEXT, "How we will know",
		"Measurable: what will be seen on the file when it is done"},
	[OWNER] = {FIELD_TEXT, "Who",
		"Achievable: the login of a user here, or the name of who can do it"},
	[POST] = {FIELD_PICK, "Their post",
		"Social worker, CP chair, IRO, personal adviser, team manager ...",
		.complete = complete_post},
	[REASON] = {FIELD_TEXT, "Why it matters", "Relevant: what it changes for the child"},
	[DUE] = {FIELD_DATE, "By when", "Time-bound: a date", true},
	[SCOPE] = {FIELD_CHOICE, "For", "This case, or the service", true, .choices = scopes},
	[PRIORITY] = {FIELD_YES_NO, "Priority", "Yes where it cannot wait its turn"},
	[ESCALATED] = {FIELD_YES_NO, "Escalated",
		"Yes where concerns were taken to senior managers"},
};

// The action as its form shows it. Texts borrowed, but for the date, which is in due.
static void values_of(
	const struct action *action, char due[static DATE_TEXT], const char **values)
{
	values[WHAT] = action->what;
	values[MEASURE] = action->measure;
	values[OWNER] = action->owner_id ? action->owner_login : action->owner_name;
	values[POST] = action->owner_post;
	values[REASON] = action->reason;
	values[DUE] = date_iso(action->due_on, due);
	values[SCOPE] = scope_name(action->scope);
	values[PRIORITY] = action->priority ? "yes" : "no";
	values[ESCALATED] = action->escalated ? "yes" : "no";
}

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
	const char *values[FIELDS], *lacks = action_lacks(action);
	char due[DATE_TEXT], number[16], *who, *how;

	values_of(action, due, values);
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
	write_line(paper, cols, fields[MEASURE].label, action->measure, "not said yet");
	write_line(paper, cols, fields[OWNER].label, who, "nobody yet");
	write_line(paper, cols, fields[REASON].label, action->reason, "not said yet");
	write_line(paper, cols, fields[DUE].label, how, "");
	if (lacks)
		write_line(paper, cols, "Still missing", lacks, "");
	free(who);
	free(how);
}

// What the form's save works for.
struct editing {
	struct screen *screen;
	int index;   // -1: a new one
	date warned; // the day that is no working day and was warned of
};

// A login names a user; anything else is the name of somebody who is none.
static int find_owner(struct session *session, const char *value, struct action *action)
{
	struct user_row *rows = NULL;
	size_t count = 0;

	if (*value && user_list(session, value, &rows, &count) != 0)
		return -1;
	action->owner_login = xstrdup(count ? rows[0].login : "");
	action->owner_name = xstrdup(count ? rows[0].name : value);
	if (count && !*action->owner_post)
		xreplace(&action->owner_post, rows[0].post);
	user_rows_free(rows, count);
	return 0;
}

static int read_form(struct form *form, struct session *session, struct action *action)
{
	action->what = xstrdup(form_value(form, WHAT));
	action->measure = xstrdup(form_value(form, MEASURE));
	action->reason = xstrdup(form_value(form, REASON));
	action->owner_post = xstrdup(form_value(form, POST));
	action->priority = strcmp(form_value(form, PRIORITY), "yes") == 0;
	action->escalated = strcmp(form_value(form, ESCALATED), "yes") == 0;
	action->start_on = DATE_NONE;
	action->due_on = DATE_NONE;
	date_parse(form_value(form, DUE), DATE_ISO, &action->due_on);
	if (scope_parse(form_value(form, SCOPE), &action->scope) != 0)
		action->scope = SCOPE_CASE;
	return find_owner(session, form_value(form, OWNER), action);
}

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

// A day on which nobody works is kept when it is saved a second time.
static int warn(struct guide *guide, struct editing *editing, date due)
{
	bool stands =
		editing->index >= 0 && guide->audit->actions[editing->index].due_on == due;
	char *warning = stands || editing->warned == due
				? NULL
				: action_day_warning(guide->session, due);

	if (!warning)
		return 0;
	editing->warned = due;
	fail(ERROR_DATA, "%s; save again to keep it", warning);
	free(warning);
	return -1;
}

static int save(struct form *form, void *context)
{
	struct editing *editing = context;
	struct guide *guide = guide_of(editing->screen);
	struct action action = {0};
	int result = read_form(form, guide->session, &action);

	if (result == 0)
		result = warn(guide, editing, action.due_on);
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
	struct editing *editing = xcalloc(1, sizeof(*editing));
	struct form_content content = {.title = index < 0 ? "New action" : "Action",
		.help = "An action is SMART: what exactly, how we will know, who can do it, "
			"why it "
			"matters to the child, and by when.",
		.fields = fields,
		.count = FIELDS,
		.save = save,
		.context = editing,
		.free = free};
	const char *values[FIELDS] = {[SCOPE] = "case", [PRIORITY] = "no", [ESCALATED] = "no"};
	char due[DATE_TEXT];
	char *draft = index < 0 ? xasprintf("action of %s", guide->audit->ref)
				: xasprintf("action %d of %s", guide->audit->actions[index].seq,
					  guide->audit->ref);
	int result;

	*editing = (struct editing){screen, index, DATE_NONE};
	if (index >= 0)
		values_of(&guide->audit->actions[index], due, values);
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
