// SPDX-License-Identifier: MIT
// Briefing material on a theme: how often it was seen, what was found, what the service does, what good looks like.
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/exemplar.h"
#include "core/document.h"
#include "core/html.h"
#include "core/learning.h"
#include "core/right.h"
#include "db/mem.h"

#define MOST_FOUND 10   // texts of what audits found
#define MOST_VERIFIED 5 // actions that are over: those that are open all stand there

static int periods_read(
	struct session *session, struct learning_filter *filter, struct learning_brief *brief)
{
	date quarter = date_quarter_of(session->today).first;

	for (int i = LEARNING_PERIODS - 1; i >= 0; i--) {
		struct learning_period *period = &brief->periods[i];
		struct learning_theme *themes;
		size_t count;

		filter->range = date_quarter_of(quarter);
		date_quarter(quarter, period->name);
		quarter = date_add_months(quarter, -3);
		if (learning_themes(session, filter, &themes, &count))
			return -1;
		if (count) {
			period->strengths = themes[0].strengths;
			period->developments = themes[0].developments;
		}
		learning_themes_free(themes, count);
	}
	filter->range.last = date_quarter_of(session->today).last;
	return 0;
}

int learning_brief(struct session *session, const char *theme, struct learning_brief *brief)
{
	struct learning_filter filter = {0};

	*brief = (struct learning_brief){0};
	if (require(session, RIGHT_REPORT, NULL) ||
		learning_theme_id(session, theme, &filter.theme_id))
		return -1;
	// In its own spelling.
	if (db_text(session->db, QUERY_REPORT_THEME, ARGS(INT("id", filter.theme_id)),
		    &brief->theme) != 1 ||
		periods_read(session, &filter, brief) ||
		learning_found(
			session, &filter, MOST_FOUND, &brief->found, &brief->found_count) ||
		learning_actions(session, &filter, &brief->actions, &brief->action_count) ||
		exemplar_list(session, filter.theme_id, false, &brief->exemplars,
			&brief->exemplar_count)) {
		learning_brief_finish(brief);
		return -1;
	}
	return 0;
}

void learning_brief_finish(struct learning_brief *brief)
{
	free(brief->theme);
	learning_found_free(brief->found, brief->found_count);
	learning_actions_free(brief->actions, brief->action_count);
	exemplars_free(brief->exemplars, brief->exemplar_count);
	*brief = (struct learning_brief){0};
}

static void put_pair(FILE *to, int indent, const char *name, const char *text)
{
	char *line;

	if (!*text)
		return;
	line = xasprintf("%s: %s", name, text);
	document_wrap(to, indent, line);
	free(line);
}

static void periods_text(const struct learning_brief *brief, FILE *to)
{
	fputs("\nHow often audits named it\n", to);
	fprintf(to, "  %-12s%10s%24s\n", "quarter", "strength", "area for development");
	for (int i = 0; i < LEARNING_PERIODS; i++)
		fprintf(to, "  %-12s%10" PRId64 "%24" PRId64 "\n", brief->periods[i].name,
			brief->periods[i].strengths, brief->periods[i].developments);
}

// How many of the actions, which come with the open ones first, are shown.
static size_t shown_count(const struct learning_brief *brief)
{
	size_t count = 0;

	while (count < brief->action_count &&
		brief->actions[count].progress != PROGRESS_VERIFIED)
		count++;
	return count + MOST_VERIFIED < brief->action_count ? count + MOST_VERIFIED
							   : brief->action_count;
}

// "And 12 more, verified."; NULL where all are shown. Yours.
static char *more_words(const struct learning_brief *brief)
{
	size_t more = brief->action_count - shown_count(brief);

	return more ? xasprintf("And %zu more, verified.", more) : NULL;
}

static char *action_state(const struct learning_action *action)
{
	char day[DATE_TEXT];

	if (action->progress == PROGRESS_VERIFIED)
		return xasprintf("%s, verified", colour_name(action->colour));
	return xasprintf("%s, %s, due %s", colour_name(action->colour),
		progress_name(action->progress), date_show(action->due_on, day));
}

static void actions_text(const struct learning_brief *brief, FILE *to)
{
	char *more = more_words(brief);

	fputs("\nWhat the service does about it\n", to);
	if (!brief->action_count)
		fputs("  No action for the service came of it in these quarters.\n", to);
	for (size_t i = 0; i < shown_count(brief); i++) {
		const struct learning_action *action = &brief->actions[i];
		char *state = action_state(action);

		put_pair(to, 2, action->service, action->what);
		put_pair(to, 4, "how we will know", action->measure);
		put_pair(to, 4, "how it stands", state);
		put_pair(to, 4, "what it changed", action->impact);
		free(state);
	}
	if (more)
		document_wrap(to, 2, more);
	free(more);
}

void learning_brief_text(
	const struct session *session, const struct learning_brief *brief, FILE *to)
{
	document_wrap(to, 0, brief->theme);
	fprintf(to, "Briefing%s\n", session->practice ? " (PRACTICE)" : "");
	periods_text(brief, to);
	fputs("\nWhat was found\n", to);
	if (!brief->found_count)
		fputs("  Nothing was written on it in these quarters.\n", to);
	for (size_t i = 0; i < brief->found_count; i++)
		put_pair(to, 2, brief->found[i].service, brief->found[i].text);
	actions_text(brief, to);
	fputs("\nWhat good looks like\n", to);
	if (!brief->exemplar_count)
		fputs("  No exemplar is kept for it yet.\n", to);
	for (size_t i = 0; i < brief->exemplar_count; i++)
		put_pair(to, 2, brief->exemplars[i].title, brief->exemplars[i].text);
}

static void periods_html(const struct learning_brief *brief, struct html *html)
{
	static const struct html_column columns[] = {{"Quarter", false, true},
		{"Audits with a strength", true},
		{"Audits with an area for development", true}};

	html_section(html, 2, "How often audits named it");
	html_table(html, NULL, columns, LENGTH(columns));
	for (int i = 0; i < LEARNING_PERIODS; i++) {
		html_cell(html, brief->periods[i].name);
		html_number(html, brief->periods[i].strengths);
		html_number(html, brief->periods[i].developments);
	}
	html_table_end(html);
	html_close(html);
}

static void found_html(const struct learning_brief *brief, struct html *html)
{
	html_section(html, 2, "What was found");
	if (!brief->found_count)
		html_element(html, "p", NULL, "Nothing was written on it in these quarters.");
	for (size_t i = 0; i < brief->found_count; i++) {
		html_element(html, "h3", NULL, brief->found[i].service);
		html_narrative(html, brief->found[i].text);
	}
	html_close(html);
}

static void actions_html(const struct learning_brief *brief, struct html *html)
{
	static const struct html_column columns[] = {{"What", false, true},
		{"How we will know"}, {"Service"}, {"How it stands"}, {"What it changed"}};

	char *more = more_words(brief);

	html_section(html, 2, "What the service does about it");
	if (!brief->action_count)
		html_element(html, "p", NULL,
			"No action for the service came of it in these quarters.");
	else
		html_table(html, NULL, columns, LENGTH(columns));
	for (size_t i = 0; i < shown_count(brief); i++) {
		const struct learning_action *action = &brief->actions[i];
		char *state = action_state(action);

		html_cell(html, action->what);
		html_cell(html, action->measure);
		html_cell(html, action->service);
		html_cell_as(html, colour_name(action->colour), state);
		html_cell(html, action->impact);
		free(state);
	}
	if (brief->action_count)
		html_table_end(html);
	if (more)
		html_element(html, "p", "note", more);
	free(more);
	html_close(html);
}

static void exemplars_html(const struct learning_brief *brief, struct html *html)
{
	html_section(html, 2, "What good looks like");
	if (!brief->exemplar_count)
		html_element(html, "p", NULL, "No exemplar is kept for it yet.");
	for (size_t i = 0; i < brief->exemplar_count; i++) {
		html_open(html, "div", "box");
		html_element(html, "h3", NULL, brief->exemplars[i].title);
		html_narrative(html, brief->exemplars[i].text);
		html_element(html, "p", "note", brief->exemplars[i].service);
		html_close(html);
	}
	html_close(html);
}

void learning_brief_html(
	const struct session *session, const struct learning_brief *brief, FILE *to)
{
	char day[DATE_TEXT], *note;
	struct html html;

	note = xasprintf("Briefing from case audits, %s. No case, child or member of staff is "
			 "named.",
		date_show(session->today, day));
	html_begin(&html, to, brief->theme, note, session->practice);
	periods_html(brief, &html);
	found_html(brief, &html);
	actions_html(brief, &html);
	exemplars_html(brief, &html);
	html_end(&html);
	free(note);
}
