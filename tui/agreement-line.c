// SPDX-License-Identifier: MIT
// All that is known of one domain: bars, the matrix of pairs, the services.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/moderation.h"
#include "db/mem.h"
#include "tui/agreement-private.h"
#include "tui/pager.h"

#define BAR_CELLS 20

char *agreement_bar(long count, long n, int cells)
{
	char *bar = xmalloc((size_t)cells + 1);
	long filled = n ? (2 * cells * count + n) / (2 * n) : 0;

	memset(bar, '.', (size_t)cells);
	memset(bar, '#', (size_t)filled);
	bar[cells] = '\0';
	return bar;
}

// So many cells of a half for a share; what there is shows.
static long half_of(long count, long n, long half)
{
	long filled = n ? (2 * half * count + n) / (2 * n) : 0;

	return count && !filled ? 1 : filled;
}

char *agreement_balance(const struct agreement *agreement, int cells)
{
	long half = (cells - 9) / 2, over = half_of(agreement->over, agreement->n, half),
	     under = half_of(agreement->under, agreement->n, half);
	static const char bar[] = "##########";

	return xasprintf("%3ld %*.*s|%-*.*s %-3ld", agreement->over, (int)half, (int)over, bar,
		(int)half, (int)under, bar, agreement->under);
}

static void add_matrix(struct pager *pager, const struct agreement *agreement)
{
	char *text = xasprintf("%-22s%7s%7s%7s%7s\n", "", "O", "G", "RI", "I");

	for (int i = 0; i < AGREEMENT_GRADES; i++) {
		char *longer = xasprintf("%s%-22s%7ld%7ld%7ld%7ld\n", text,
			grade_name((enum grade)(i + 1)), agreement->matrix[i][0],
			agreement->matrix[i][1], agreement->matrix[i][2],
			agreement->matrix[i][3]);

		free(text);
		text = longer;
	}
	pager_add_plain(pager, text);
	free(text);
}

static void add_bar(struct pager *pager, const char *name, long count, long n)
{
	char *bar = agreement_bar(count, n, BAR_CELLS), *share = agreement_share(count, n);

	pager_format(pager, THEME_TEXT, 0, "%-18s%s  %s", name, bar, share);
	free(share);
	free(bar);
}

static void add_sentences(struct pager *pager, const struct agreement *agreement)
{
	char *direction = agreement_direction(agreement), *kappa = agreement_kappa(agreement),
	     *note = agreement_warnings(agreement);

	pager_add(pager, THEME_TEXT, 0, direction);
	pager_format(pager, THEME_TEXT, 0, "Quadratic weighted kappa: %s.", kappa);
	if (*note)
		pager_format(pager, THEME_DUE, 0, "Take care: %s.", note);
	free(direction);
	free(kappa);
	free(note);
}

static void add_service(struct pager *pager, const struct agreement_line *line)
{
	const struct agreement *a = &line->agreement;
	char *share = agreement_share(a->exact, a->n), *kappa = agreement_kappa(a),
	     *cautions = agreement_cautions(a);

	pager_format(pager, THEME_TEXT, 2,
		"%s: the same in %s, higher in %ld, lower in %ld; kappa %s%s%s", line->service,
		share, a->over, a->under, kappa, *cautions ? "; take care: " : "", cautions);
	free(cautions);
	free(share);
	free(kappa);
}

struct shown_line {
	const struct board *board;
	const struct agreement_line *line;
};

static void add_services(struct pager *pager, const struct shown_line *shown)
{
	const struct agreements *found = &shown->board->found;

	if (*shown->board->wish.service)
		return;
	pager_add(pager, THEME_TEXT, 0, "");
	pager_add(pager, THEME_HEADING, 0, "By service");
	for (size_t i = 0; i < found->count; i++)
		if (*found->lines[i].service && found->lines[i].mode == shown->line->mode &&
			strcmp(found->lines[i].domain, shown->line->domain) == 0)
			add_service(pager, &found->lines[i]);
}

static int fill(struct pager *pager, const void *context)
{
	const struct shown_line *shown = context;
	const struct agreement *agreement = &shown->line->agreement;
	char period[64];

	agreement_period(shown->board, period, sizeof(period));
	pager_format(pager, THEME_HEADING, 0, "%s. %s, %s", shown->line->domain_name, period,
		moderation_mode_name((enum moderation_mode)shown->line->mode));
	pager_add(pager, THEME_TEXT, 0, "");
	pager_add(pager, THEME_TEXT, 0, "The auditor's grades down, the moderator's across:");
	add_matrix(pager, agreement);
	pager_add(pager, THEME_TEXT, 0, "");
	add_bar(pager, "The same grade", agreement->exact, agreement->n);
	add_bar(pager, "Within one", agreement->within_one, agreement->n);
	add_bar(pager, "Auditor higher", agreement->over, agreement->n);
	add_bar(pager, "Auditor lower", agreement->under, agreement->n);
	pager_add(pager, THEME_TEXT, 0, "");
	add_sentences(pager, agreement);
	add_services(pager, shown);
	return 0;
}

int agreement_open_line(
	struct session *session, const struct board *board, const struct agreement_line *line)
{
	struct shown_line shown = {board, line};

	return pager_open(session,
		&(struct pager_content){"Agreement: one domain",
			"How often each pair of grades was given. On the diagonal both gave "
			"the same; above it the auditor graded higher. Kappa is 1 where both "
			"always agree and 0 where they agree as often as chance would have it; "
			"a pair of grades far apart counts more than neighbours.",
			fill, &shown});
}
