// SPDX-License-Identifier: MIT
// The rows of Home's lists.
#include <stdlib.h>

#include "core/right.h"
#include "db/mem.h"
#include "tui/audit-rows.h"
#include "tui/home-private.h"
#include "tui/words.h"

static const struct list_column work_columns[] = {
	{"Reference", 13, 0, 0, false},
	{"Due", 25, 0, 0, false},
	{"State", 10, 0, 0, false},
	{"Case", 10, 1, 2, false},
	{"Team", 16, 2, 3, false},
	{"Lead", 16, 2, 4, false},
	{"Peer", 14, 1, 5, false},
};

static void add_work(struct list *list, int64_t number, const struct audit_row *row)
{
	char due[64];
	enum theme_role role = words_audit_due(list->screen->session, row, due, sizeof(due));
	const struct list_cell cells[LENGTH(work_columns)] = {
		{row->ref, THEME_TEXT},
		{due, role},
		{row->at_risk ? "AT RISK" : audit_state_name(row->state),
			row->at_risk ? THEME_SAFETY : THEME_TEXT},
		{row->case_ref, THEME_TEXT},
		{row->team, THEME_TEXT},
		{row->lead, THEME_TEXT},
		{row->peer, THEME_TEXT},
	};

	list_add(list, row->id, number, row->key, cells);
}

static struct home *home_of(const struct list *list)
{
	return list->screen->state;
}

static void add_mine(struct list *list, int index)
{
	add_work(list, index, &home_of(list)->mine[index]);
}

static int fetch_mine(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	return list_fetch_indexed(
		list, from, forward, count, home_of(list)->mine_count, add_mine);
}

static const char *empty_mine(void *context)
{
	return "Nothing waits for you. An audit comes here when the QA team allocates one to "
	       "you, as lead "
	       "or peer auditor; submitted ones stand under Audits (a).";
}

static void add_open(struct list *list, const struct audit_row *row)
{
	add_work(list, 0, row);
}

static int fetch_open(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	static const struct audit_filter filter = {.open = true};

	return audit_rows_fetch(list, &filter, from, forward, count, add_open);
}

static const char *empty_open(void *context)
{
	return "No audit is open. The QA team begins one for a case in the list of audits: a, "
	       "then +.";
}

static const struct list_column concern_columns[] = {
	{"Reference", 13, 0, 0, false},
	{"Raised", 18, 0, 0, false},
	{"Concern", 20, 3, 0, false},
	{"Told", 14, 1, 2, false},
	{"By", 14, 1, 3, false},
};

static void add_concern(struct list *list, int index)
{
	const struct concern *concern = &home_of(list)->concerns[index];
	char when[32];
	const struct list_cell cells[LENGTH(concern_columns)] = {
		{concern->audit_ref, THEME_TEXT},
		{session_show_moment(list->screen->session, concern->raised_at, when),
			THEME_OVERDUE},
		{concern->what, THEME_TEXT},
		{concern->told_whom, THEME_TEXT},
		{concern->raised_by, THEME_MUTED},
	};

	list_add(list, concern->audit_id, index, NULL, cells);
}

static int fetch_concerns(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	return list_fetch_indexed(
		list, from, forward, count, home_of(list)->concern_count, add_concern);
}

static const char *empty_concerns(void *context)
{
	return "No safety concern is open.";
}

static const struct list_column news_columns[] = {
	{"Reference", 13, 0, 0, false},
	{"What happened", 22, 1, 0, false},
	{"Who", 16, 1, 0, false},
	{"When", 18, 0, 1, false},
};

static void add_news(struct list *list, int index)
{
	const struct news *news = &home_of(list)->news[index];
	char when[32];
	const struct list_cell cells[LENGTH(news_columns)] = {
		{news->ref, THEME_TEXT},
		{words_act(news->act), THEME_TEXT},
		{news->who, THEME_TEXT},
		{session_show_moment(list->screen->session, news->at, when), THEME_TEXT},
	};

	list_add(list, news->audit_id, index, NULL, cells);
}

static int fetch_news(
	void *context, const struct list_row *from, bool forward, int count, struct list *list)
{
	return list_fetch_indexed(
		list, from, forward, count, home_of(list)->news_count, add_news);
}

static const char *empty_news(void *context)
{
	return "Nothing was changed by others in the audits that you see since you were last "
	       "here.";
}

static const struct list_source mine = {
	work_columns, LENGTH(work_columns), fetch_mine, empty_mine};
static const struct list_source open_audits = {
	work_columns, LENGTH(work_columns), fetch_open, empty_open};
static const struct list_source concerns = {
	concern_columns, LENGTH(concern_columns), fetch_concerns, empty_concerns};
static const struct list_source news = {
	news_columns, LENGTH(news_columns), fetch_news, empty_news};

const struct list_source *const home_sources[HOME_TAB_COUNT] = {
	[HOME_MINE] = &mine,
	[HOME_OPEN] = &open_audits,
	[HOME_SAFETY] = &concerns,
	[HOME_NEWS] = &news,
};
