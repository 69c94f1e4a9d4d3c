// SPDX-License-Identifier: MIT
// Sections of the report: grades, how they moved, and how far moderators agreed with them.
#include <stdlib.h>
#include <string.h>

#include "core/moderation.h"
#include "core/report-private.h"
#include "db/error.h"
#include "db/mem.h"

#define TRAJECTORY_MAX 12

static const struct report_column grade_columns[] = {
	{"Place", false},
	{"Outstanding", true},
	{"Good", true},
	{"Requires Improvement", true},
	{"Inadequate", true},
	{"Graded", true},
};

static int64_t graded(const int64_t *grades)
{
	int64_t of = 0;

	for (int grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++)
		of += grades[grade];
	return of;
}

// Which grades: of a domain (code NULL: the overall one), final or as the auditors gave them.
struct graded_by {
	const char *code;
	bool own;
};

static char *wish_grades(
	const struct maker *maker, const struct area *place, const struct graded_by *by)
{
	char *wish = wish_add(wish_of(maker, place ? place->service : 0,
				      place ? place->team : 0, "completed"),
		"state=done");

	if (by->code)
		wish = wish_add(wish, "domain=%s", by->code);
	return by->own ? wish_add(wish, "own=yes") : wish;
}

// The cells of one line of grades.
static void add_grades(struct maker *maker, const int64_t *grades, const struct area *place,
	struct graded_by by)
{
	int64_t of = graded(grades);

	for (int grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++)
		add_share(maker, grades[grade], of,
			wish_add(wish_grades(maker, place, &by), "grade=%s",
				grade_name((enum grade)grade)));
	add_count(maker, of, wish_add(wish_grades(maker, place, &by), "grades=graded"));
}

static bool overall(const struct maker *maker, size_t code)
{
	return strcmp(maker->domains.codes[code], "overall") == 0;
}

static void add_domain(struct maker *maker, size_t code)
{
	const struct gathered *now = &maker->now;
	const char *name = overall(maker, code) ? NULL : maker->domains.codes[code];
	char *label = domain_label(maker, code), *own = xasprintf("  as the auditors graded");

	add_text(maker, label);
	add_grades(maker, now->final[code], NULL, (struct graded_by){name, false});
	add_text(maker, own);
	add_grades(maker, now->lead[code], NULL, (struct graded_by){name, true});
	free(label);
	free(own);
}

static void domains_table(struct maker *maker)
{
	const struct gathered *now = &maker->now;

	table_begin(maker, "Final grades, and the auditors' own beside them", grade_columns,
		LENGTH(grade_columns));
	table_rows_are(maker, "Domain");
	for (size_t i = 0; i < maker->domains.count; i++) { // overall first
		size_t code = (i + maker->domains.count - 1) % maker->domains.count;

		if (graded(now->final[code]) || graded(now->lead[code]))
			add_domain(maker, code);
	}
}

static void places_table(struct maker *maker)
{
	const struct gathered *now = &maker->now;

	table_begin(maker, "Overall grades by service and team", grade_columns,
		LENGTH(grade_columns));
	for (size_t i = 0; i < now->place_count; i++) {
		const struct area *place = &now->places[i];
		char *team =
			place->team ? xasprintf("  %s", team_name(maker, place->team)) : NULL;

		if (graded(place->grades)) {
			add_text(maker, team             ? team
					: place->service ? service_name(maker, place->service)
							 : maker->report->place);
			add_grades(maker, place->grades, place, (struct graded_by){0});
		}
		free(team);
	}
}

// How many audits of the period are kept from a person.
struct sealed {
	int64_t user, count;
};

static void take_sealed(const struct tally_row *row, void *context)
{
	struct sealed *sealed = context;

	if (row->a == sealed->user)
		sealed->count += row->count;
}

// What the person is to moderate blind is in no figure of grades: see core/tally.h.
static int blind_say(struct maker *maker)
{
	struct tally_filter filter = maker->filter;
	struct sealed sealed = {.user = maker->session->me.id};

	filter.range = maker->now.range;
	if (tally_read(maker->session, TALLY_SEALED, &filter, take_sealed, &sealed))
		return -1;
	if (sealed.count)
		caution_of(maker,
			"Left out of all grades: % that you are to moderate and whose grades "
			"you are not to know yet.",
			CELLS(count_of(sealed.count, wish_add(wish_of(maker, 0, 0, "completed"),
							     "state=done\tsealed=yes"))));
	return 0;
}

int section_grades(struct maker *maker)
{
	const struct gathered *now = &maker->now;

	if (!now->figures[FIGURE_COMPLETED]) {
		say(maker, "No audit was completed in this period.");
		return 0;
	}
	say_of(maker,
		"% audits were completed; % of those graded are at Requires Improvement or "
		"better.",
		CELLS(figure_of(maker, now, FIGURE_COMPLETED, FIGURE_NONE),
			figure_of(maker, now, FIGURE_BETTER, FIGURE_GRADED)));
	if (blind_say(maker))
		return -1;
	domains_table(maker);
	chart_domains(maker);
	places_table(maker);
	caution(maker,
		"Counted by the day of completion. The final grade is that of who settled a "
		"dispute, else the moderator's, else the auditor's. A file graded Inadequate "
		"needs urgent and significant work; it does not in itself mean that the child "
		"is unsafe.");
	return 0;
}

// Overall grades period by period.
struct trajectory {
	const struct maker *maker;
	struct date_range ranges[TRAJECTORY_MAX]; // the newest first
	int count;
	int64_t grades[TRAJECTORY_MAX][GRADE_INADEQUATE + 1];
};

static void take(const struct tally_row *row, void *context)
{
	struct trajectory *trajectory = context;
	size_t code = domains_code(&trajectory->maker->domains, row->a);
	date day = date_from(row->month / 100, row->month % 100, 1);
	int at = 0;

	if (code == DOMAINS_NONE || !overall(trajectory->maker, code))
		return;
	while (at < trajectory->count && day < trajectory->ranges[at].first)
		at++;
	if (at < trajectory->count)
		trajectory->grades[at][row->b] += row->count;
}

static bool whole_months(struct date_range range)
{
	return date_split(range.first).day == 1 && date_split(range.last + 1).day == 1;
}

static int trajectory_count(const struct maker *maker, struct trajectory *trajectory)
{
	struct tally_filter filter = maker->filter;
	struct date_range range = maker->now.range;

	trajectory->maker = maker;
	while (trajectory->count < TRAJECTORY_MAX && range.first != DATE_NONE) {
		trajectory->ranges[trajectory->count++] = range;
		range = period_before(range);
	}
	filter.range = (struct date_range){
		trajectory->ranges[trajectory->count - 1].first, trajectory->ranges[0].last};
	return tally_read(maker->session, TALLY_FINAL, &filter, take, trajectory);
}

int section_trajectory(struct maker *maker)
{
	struct trajectory trajectory = {0};
	char name[PERIOD_TEXT];
	bool any = false;

	if (!whole_months(maker->now.range)) {
		say(maker, "There is a trajectory for whole months, quarters and years only.");
		return 0;
	}
	if (trajectory_count(maker, &trajectory))
		return -1;
	if (chart_months(maker, "grades", 0))
		return -1;
	table_begin(maker, "Overall grades, period by period", grade_columns,
		LENGTH(grade_columns));
	table_rows_are(maker, "Period");
	for (int i = trajectory.count - 1; i >= 0; i--) {
		any = any || graded(trajectory.grades[i]);
		if (!any)
			continue;
		maker->report_range = trajectory.ranges[i];
		add_text(maker, period_name(trajectory.ranges[i], name));
		add_grades(maker, trajectory.grades[i], NULL, (struct graded_by){0});
	}
	maker->report_range = maker->now.range;
	return 0;
}

// "0.60 (0.43 to 0.78)", or why it is not defined. Yours.
static char *kappa_words(const struct agreement *agreement)
{
	if (!agreement->defined || !agreement->interval)
		return agreement_kappa(agreement);
	return xasprintf("%.2f (%.2f to %.2f)", agreement_figure(agreement->kappa),
		agreement_figure(agreement->low), agreement_figure(agreement->high));
}

char *wish_pairs(const struct maker *maker, size_t code, int mode, const char *which)
{
	return wish_add(wish_of(maker, 0, 0, "completed"),
		"state=done\tdomain=%s\tmode=%s\tpair=%s", maker->domains.codes[code],
		moderation_mode_name((enum moderation_mode)mode), which);
}

static void add_agreement(struct maker *maker, size_t code, int mode)
{
	const struct agreement *agreement = &maker->now.pairs[code][mode];
	char *label = domain_label(maker, code), *kappa = kappa_words(agreement),
	     *line = xasprintf(
		     "%s, %s", label, moderation_mode_name((enum moderation_mode)mode));

	add_text(maker, line);
	add_count(maker, agreement->n, wish_pairs(maker, code, mode, "any"));
	add_share(maker, agreement->exact, agreement->n, wish_pairs(maker, code, mode, "same"));
	add_share(maker, agreement->within_one, agreement->n,
		wish_pairs(maker, code, mode, "within one"));
	add_share(maker, agreement->over, agreement->n,
		wish_pairs(maker, code, mode, "auditor higher"));
	add_share(maker, agreement->under, agreement->n,
		wish_pairs(maker, code, mode, "auditor lower"));
	add_words(maker, kappa, wish_pairs(maker, code, mode, "any"), NULL);
	free(label);
	free(kappa);
	free(line);
}

static void agreement_table(struct maker *maker)
{
	static const struct report_column columns[] = {
		{"Domain", false},
		{"Pairs", true},
		{"Same grade", true},
		{"Within one", true},
		{"Auditor higher", true},
		{"Auditor lower", true},
		{"Weighted kappa (95% interval)", true},
	};

	table_begin(maker, "Auditor against moderator", columns, LENGTH(columns));
	for (size_t i = 0; i < maker->domains.count; i++) {
		size_t code = (i + maker->domains.count - 1) % maker->domains.count;

		for (int mode = 0; mode < MODES; mode++)
			if (maker->now.pairs[code][mode].n)
				add_agreement(maker, code, mode);
	}
}

// As agreement_direction() says it.
static void direction_say(struct maker *maker, size_t code, int mode)
{
	const struct agreement *agreement = &maker->now.pairs[code][mode];
	const char *name = moderation_mode_name((enum moderation_mode)mode);
	struct report_cell pairs = count_of(agreement->n, wish_pairs(maker, code, mode, "any"));

	if (!agreement->over && !agreement->under)
		say_of(maker, "Overall, %: Both gave the same grade in every pair (%).",
			CELLS(text_of(name), pairs));
	else
		say_of(maker,
			agreement->n == 1
				? "Overall, %: Of % pair the auditor graded higher in "
				  "% and lower in %."
				: "Overall, %: Of % pairs the auditor graded higher "
				  "in % and lower in %.",
			CELLS(text_of(name), pairs,
				count_of(agreement->over,
					wish_pairs(maker, code, mode, "auditor higher")),
				count_of(agreement->under,
					wish_pairs(maker, code, mode, "auditor lower"))));
}

static void directions_say(struct maker *maker)
{
	for (size_t code = 0; code < maker->domains.count; code++)
		for (int mode = 0; mode < MODES && overall(maker, code); mode++) {
			const struct agreement *agreement = &maker->now.pairs[code][mode];
			char *warnings = agreement_warnings(agreement);

			if (agreement->n) {
				direction_say(maker, code, mode);
				if (*warnings)
					caution(maker, "%s", warnings);
				chart_agreement(maker, code, mode);
			}
			free(warnings);
		}
}

int section_moderation(struct maker *maker)
{
	const struct gathered *now = &maker->now;

	say_of(maker, "Of % audits completed in the period % were moderated.",
		CELLS(figure_of(maker, now, FIGURE_COMPLETED, FIGURE_NONE),
			figure_of(maker, now, FIGURE_MODERATED, FIGURE_COMPLETED)));
	if (!now->figures[FIGURE_MODERATED])
		return 0;
	directions_say(maker);
	agreement_table(maker);
	return chart_months(maker, "days_to_moderate", 0) || moderators_table(maker) ? -1 : 0;
}
