// SPDX-License-Identifier: MIT
// Putting a report together: sentences, tables and what is behind their numbers.
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/report-private.h"
#include "db/mem.h"

static struct report_part *part_add(struct maker *maker)
{
	struct report_section *section = maker->section;

	section->parts =
		xgrow(section->parts, section->count, &section->room, sizeof(*section->parts));
	section->parts[section->count] = (struct report_part){0};
	return &section->parts[section->count++];
}

static char *format(const char *fmt, va_list args)
{
	char *text;

	if (vasprintf(&text, fmt, args) < 0)
		abort();
	return text;
}

void say(struct maker *maker, const char *fmt, ...)
{
	struct report_part *part = part_add(maker);
	va_list args;

	va_start(args, fmt);
	part->kind = REPORT_WORDS;
	part->words = format(fmt, args);
	va_end(args);
}

void caution(struct maker *maker, const char *fmt, ...)
{
	struct report_part *part = part_add(maker);
	va_list args;

	va_start(args, fmt);
	part->kind = REPORT_NOTE;
	part->words = format(fmt, args);
	va_end(args);
}

void head_as_at(struct maker *maker, date day)
{
	struct report_section *section = maker->section;
	char text[DATE_TEXT];

	free(section->heading);
	section->heading = xasprintf("%s, as at %s", section->title, date_show(day, text));
}

date counted_until(const struct maker *maker, struct date_range range)
{
	return range.last < maker->session->today ? range.last : maker->session->today;
}

struct report_cell count_of(int64_t count, char *wish)
{
	return (struct report_cell){.kind = CELL_COUNT, .count = count, .wish = wish};
}

struct report_cell share_of(int64_t count, int64_t of, char *wish)
{
	return (struct report_cell){.kind = CELL_SHARE, .count = count, .of = of, .wish = wish};
}

struct report_cell text_of(const char *text)
{
	return (struct report_cell){.kind = CELL_TEXT, .text = xstrdup(text)};
}

// One cell within the words that are being written.
static void put_cell(struct report_part *part, FILE *words, const struct report_cell *cell)
{
	char text[40];

	if (cell->kind == CELL_TEXT) {
		fputs(cell->text, words);
		free(cell->text);
		return;
	}
	share_words(cell->count, cell->kind == CELL_SHARE ? cell->of : 0, text);
	part->numbers = xgrow(
		part->numbers, part->number_count, &part->number_room, sizeof(*part->numbers));
	part->numbers[part->number_count++] = (struct report_number){
		.at = (size_t)ftell(words), .length = strlen(text), .cell = *cell};
	fputs(text, words);
}

static void put_sentence(
	struct report_part *part, const char *words, const struct report_cell *cells)
{
	size_t size;
	FILE *to = open_memstream(&part->words, &size);

	for (; *words; words++) {
		if (*words == '%')
			put_cell(part, to, cells++);
		else
			fputc(*words, to);
	}
	fclose(to);
}

void say_of(struct maker *maker, const char *words, const struct report_cell *cells)
{
	struct report_part *part = part_add(maker);

	part->kind = REPORT_WORDS;
	put_sentence(part, words, cells);
}

void caution_of(struct maker *maker, const char *words, const struct report_cell *cells)
{
	struct report_part *part = part_add(maker);

	part->kind = REPORT_NOTE;
	put_sentence(part, words, cells);
}

void add_chart(struct maker *maker, struct chart *chart)
{
	struct report_part *part = part_add(maker);

	part->kind = REPORT_CHART;
	part->chart = chart;
}

static void table_init(struct report_table *table, const char *title,
	const struct report_column *columns, size_t count)
{
	*table = (struct report_table){.title = xstrdup(title), .column_count = count};
	table->columns = xcalloc(count, sizeof(*columns));
	memcpy(table->columns, columns, count * sizeof(*columns));
}

void table_begin(struct maker *maker, const char *title, const struct report_column *columns,
	size_t count)
{
	struct report_part *part = part_add(maker);

	part->kind = REPORT_TABLE;
	table_init(&part->table, title, columns, count);
}

void table_of_chart(struct maker *maker, const struct report_column *columns, size_t count)
{
	struct report_part *part = &maker->section->parts[maker->section->count - 1];

	table_init(&part->table, part->chart->title, columns, count);
}

void table_rows_are(struct maker *maker, const char *name)
{
	struct report_section *section = maker->section;

	section->parts[section->count - 1].table.columns[0].name = name;
}

// The next cell of the table at hand, which is the last part of the section; rows counts the whole ones.
static struct report_cell *cell_add(struct maker *maker)
{
	struct report_section *section = maker->section;
	struct report_table *table = &section->parts[section->count - 1].table;
	size_t used = table->cells_used++;

	table->cells = xgrow(table->cells, used, &table->room, sizeof(*table->cells));
	table->rows = table->cells_used / table->column_count;
	table->cells[used] = (struct report_cell){0};
	return &table->cells[used];
}

void add_cell(struct maker *maker, struct report_cell cell)
{
	*cell_add(maker) = cell;
}

void add_text(struct maker *maker, const char *text)
{
	add_cell(maker, text_of(text));
}

void add_words(struct maker *maker, const char *text, char *wish, const char *why)
{
	struct report_cell cell = text_of(text);

	cell.wish = wish;
	cell.why = why;
	add_cell(maker, cell);
}

void add_count(struct maker *maker, int64_t count, char *wish)
{
	add_cell(maker, count_of(count, wish));
}

void add_share(struct maker *maker, int64_t count, int64_t of, char *wish)
{
	add_cell(maker, share_of(count, of, wish));
}

void add_mean(struct maker *maker, int64_t sum, int64_t of, char *wish)
{
	add_cell(maker,
		(struct report_cell){.kind = CELL_MEAN, .count = sum, .of = of, .wish = wish});
}

const char *service_name(const struct maker *maker, int64_t id)
{
	const struct lookup_row *row = lookup_id(&maker->services, id);

	return row ? row->key : "";
}

const char *team_name(const struct maker *maker, int64_t id)
{
	const struct lookup_row *row = lookup_id(&maker->teams, id);

	return row ? row->key : "";
}

char *wish_place(const struct maker *maker, int64_t service, int64_t team)
{
	if (!service)
		service = maker->filter.service_id;
	if (!team)
		team = maker->filter.team_id;
	return xasprintf("reported=yes\tservice=%s\tteam=%s",
		service ? service_name(maker, service) : "",
		team ? team_name(maker, team) : "");
}

char *wish_of(const struct maker *maker, int64_t service, int64_t team, const char *days)
{
	const struct date_range *range = &maker->report_range;
	char from[DATE_TEXT], to[DATE_TEXT];

	return wish_add(wish_place(maker, service, team), "kind=%s\t%s=%s..%s",
		audit_kind_name((enum audit_kind)maker->filter.kind), days,
		date_iso(range->first, from), date_iso(range->last, to));
}

int64_t report_cell_counts(const struct report_cell *cell)
{
	return cell->kind == CELL_MEAN ? cell->of : cell->count;
}

#define OF_AUDIT "audit="

char *wish_audit(int64_t id)
{
	return xasprintf(OF_AUDIT "%lld", (long long)id);
}

int64_t report_cell_audit(const struct report_cell *cell)
{
	size_t length = strlen(OF_AUDIT);

	return strncmp(cell->wish, OF_AUDIT, length) == 0
		       ? strtoll(cell->wish + length, NULL, 10)
		       : 0;
}

char *wish_add(char *wish, const char *fmt, ...)
{
	va_list args;
	char *more, *result;

	va_start(args, fmt);
	more = format(fmt, args);
	va_end(args);
	result = xasprintf("%s\t%s", wish, more);
	free(more);
	free(wish);
	return result;
}

char *wish_below(struct maker *maker, struct date_range range, size_t code)
{
	struct date_range kept = maker->report_range;
	char *wish;

	maker->report_range = range;
	wish = wish_add(wish_of(maker, 0, 0, "completed"),
		"state=done\tgrades=below Good\tdomain=%s", maker->domains.codes[code]);
	maker->report_range = kept;
	return wish;
}

#define OF_LIST "list="

char *wish_behind(const struct maker *maker, const char *list, int64_t service)
{
	char *place = wish_place(maker, service, 0),
	     *wish = xasprintf(OF_LIST "%s\tkind=%s\t%s", list,
		     audit_kind_name((enum audit_kind)maker->filter.kind), place);

	free(place);
	return wish;
}

bool report_wish_behind(const char *wish)
{
	return strncmp(wish, OF_LIST, strlen(OF_LIST)) == 0;
}

bool report_cell_behind(const struct report_cell *cell)
{
	return report_wish_behind(cell->wish);
}

char *wish_open_then(const struct maker *maker, char *wish)
{
	char from[DATE_TEXT], day[DATE_TEXT];

	date_iso(date_from(DATE_YEAR_MIN, 1, 1), from);
	date_iso(maker->report_range.last, day);
	return wish_add(wish, "raised=%s..%s\topen=%s", from, day, day);
}

char *wish_due_then(const struct maker *maker, char *wish, struct date_range due)
{
	char from[DATE_TEXT], to[DATE_TEXT], day[DATE_TEXT];

	return wish_add(wish, "due=%s..%s\topen=%s", date_iso(due.first, from),
		date_iso(due.last, to), date_iso(maker->report_range.last, day));
}

char *wish_overdue_then(const struct maker *maker, char *wish)
{
	return wish_due_then(maker, wish,
		(struct date_range){date_from(DATE_YEAR_MIN, 1, 1),
			overdue_day(maker, maker->report_range)});
}

date overdue_day(const struct maker *maker, struct date_range range)
{
	date today = maker->session->today;

	return range.last < today ? range.last : today - 1;
}

char *domain_label(struct maker *maker, size_t code)
{
	const char *name = maker->domains.codes[code];
	char *label = NULL;

	if (strcmp(name, "overall") == 0)
		return xstrdup("Overall");
	if (db_text(maker->session->db, QUERY_AGREEMENT_DOMAIN_NAME, ARGS(TEXT("code", name)),
		    &label) != 1)
		return xstrdup(name);
	return label;
}

struct date_range period_before(struct date_range range)
{
	struct date_parts from = date_split(range.first), behind = date_split(range.last + 1);
	int months = (behind.year - from.year) * 12 + behind.month - from.month;
	date length = range.last - range.first + 1;

	if (from.day == 1 && behind.day == 1)
		return (struct date_range){
			date_add_months(range.first, -months), range.first - 1};
	return (struct date_range){range.first - length, range.first - 1};
}

static char *mean_cell_words(const struct report_cell *cell)
{
	char *mean = mean_words(cell->count, cell->of),
	     *words = xasprintf("%s%s", mean, cell->of > 0 && cell->of < REPORT_FEW ? "*" : "");

	free(mean);
	return words;
}

char *report_cell_words(const struct report_cell *cell)
{
	char words[40];

	switch (cell->kind) {
	case CELL_TEXT: return xstrdup(cell->text);
	case CELL_COUNT: return xasprintf("%lld", (long long)cell->count);
	case CELL_MEAN: return mean_cell_words(cell);
	case CELL_SHARE:
		return xasprintf("%s%s", share_words(cell->count, cell->of, words),
			cell->of > 0 && cell->of < REPORT_FEW ? "*" : "");
	default: return xstrdup("");
	}
}

static void table_finish(struct report_table *table)
{
	for (size_t i = 0; i < table->cells_used; i++) {
		free(table->cells[i].text);
		free(table->cells[i].wish);
	}
	free(table->cells);
	free(table->columns);
	free(table->title);
}

static void section_finish(struct report_section *section)
{
	for (size_t i = 0; i < section->count; i++) {
		for (size_t at = 0; at < section->parts[i].number_count; at++)
			free(section->parts[i].numbers[at].cell.wish);
		free(section->parts[i].numbers);
		free(section->parts[i].words);
		chart_destroy(section->parts[i].chart);
		table_finish(&section->parts[i].table);
	}
	free(section->parts);
	free(section->heading);
}

void report_finish(struct report *report)
{
	for (size_t i = 0; i < report->count; i++)
		section_finish(&report->sections[i]);
	free(report->sections);
	free(report->title);
	free(report->period);
	free(report->place);
	free(report->made_at);
	free(report->made_by);
	free(report->templates);
	*report = (struct report){0};
}
