// SPDX-License-Identifier: MIT
// Agreement for people: tables with bars in text, the matrix, and what it says in plain sentences.
#include <stdlib.h>
#include <strings.h>

#include "core/command/agreement.h"
#include "core/command/lines.h"
#include "core/moderation.h"
#include "core/text.h"
#include "db/mem.h"

#define NAME_WIDTH 31 // of 78 cells in all
#define BAR_WIDTH 10

static const char *mode_words(int mode)
{
	static const char *const words[] = {
		[MODERATION_IMPORTED] = "Imported: how they were moderated is not known",
		[MODERATION_SEALED] = "Sealed: the moderator graded without knowing the "
				      "auditor's grades",
		[MODERATION_OPEN] = "Open: the moderator knew the auditor's grades",
	};

	return words[mode];
}

static void bar(FILE *to, const char *name, long count, long n)
{
	long filled = n ? (2 * BAR_WIDTH * count + n) / (2 * n) : 0;

	fprintf(to, "  %s [", name);
	for (long i = 0; i < BAR_WIDTH; i++)
		fputc(i < filled ? '#' : '.', to);
	fprintf(to, "]");
}

// One line of figures, one of bars with the interval of kappa, and what to take care of.
static void row(FILE *to, const char *name, const struct agreement *a)
{
	char *padded = text_pad(name, NAME_WIDTH, false),
	     *kappa = a->defined ? xasprintf("%9.2f", agreement_figure(a->kappa))
				 : xstrdup("undefined"),
	     *cautions = agreement_cautions(a);

	fprintf(to, "%s%6ld%7ld%10ld%7ld%6ld %s\n", padded, a->n, a->exact, a->within_one,
		a->over, a->under, kappa);
	bar(to, "exact", a->exact, a->n);
	bar(to, "higher", a->over, a->n);
	bar(to, "lower", a->under, a->n);
	if (a->interval)
		fprintf(to, " 95%% %.2f to %.2f", agreement_figure(a->low),
			agreement_figure(a->high));
	fputc('\n', to);
	if (*cautions)
		fprintf(to, "  take care: %s\n", cautions);
	free(padded);
	free(kappa);
	free(cautions);
}

static void head(FILE *to, const char *what)
{
	char *padded = text_pad(what, NAME_WIDTH, false);

	fprintf(to, "%s     n  exact  within 1 higher lower     kappa\n", padded);
	free(padded);
}

static void matrix(FILE *to, const struct agreement_line *line)
{
	char *name = text_clean_line(line->domain_name);

	fprintf(to, "\n%s: the auditor's grades down, the moderator's across\n%20s", name, "");
	for (int j = 0; j < AGREEMENT_GRADES; j++)
		fprintf(to, "%8s", grade_short((enum grade)(j + 1)));
	fputc('\n', to);
	for (int i = 0; i < AGREEMENT_GRADES; i++) {
		fprintf(to, "%-20s", grade_name((enum grade)(i + 1)));
		for (int j = 0; j < AGREEMENT_GRADES; j++)
			fprintf(to, "%8ld", line->agreement.matrix[i][j]);
		fputc('\n', to);
	}
	free(name);
}

static void sentences(FILE *to, const struct agreement *a)
{
	char *exact = agreement_share(a->exact, a->n),
	     *within = agreement_share(a->within_one, a->n), *kappa = agreement_kappa(a),
	     *note = agreement_warnings(a), *direction = agreement_direction(a);

	lines_say(to, "%s", direction);
	lines_say(to, "The same grade: %s; within one grade: %s.", exact, within);
	lines_say(to, "Quadratic weighted kappa: %s.", kappa);
	if (*note)
		lines_say(to, "Take care: %s.", note);
	free(exact);
	free(within);
	free(kappa);
	free(note);
	free(direction);
}

static void services(FILE *to, const struct agreement_view *view, const char *domain,
	const char *name, int mode)
{
	bool begun = false;

	for (size_t i = 0; i < view->agreements.count; i++) {
		const struct agreement_line *line = &view->agreements.lines[i];

		if (!*line->service || line->mode != mode ||
			strcasecmp(line->domain, domain) != 0)
			continue;
		if (!begun)
			fprintf(to, "\nBy service: %s\n", name);
		if (!begun)
			head(to, "Service");
		begun = true;
		row(to, line->service, &line->agreement);
	}
}

// All of one mode: the domains, the matrix of the one asked for, else of the overall grade, and the services in it.
static void mode_text(FILE *to, const struct agreement_view *view, int mode)
{
	const struct agreement_line *last = NULL;

	for (size_t i = 0; i < view->agreements.count; i++) {
		const struct agreement_line *line = &view->agreements.lines[i];

		if (*line->service || line->mode != mode)
			continue;
		if (!last) {
			fprintf(to, "\n%s\n", mode_words(mode));
			head(to, "Domain");
		}
		last = line;
		row(to, line->domain_name, &line->agreement);
	}
	if (!last)
		return;
	matrix(to, last);
	sentences(to, &last->agreement);
	if (!view->filter->service)
		services(to, view, last->domain, last->domain_name, mode);
}

void agreement_text(struct run *run, const struct agreement_view *view)
{
	char *asked = agreement_asked(view->filter);

	fprintf(run->out, "Agreement of auditors and moderators%s\n",
		run->session->practice ? " (PRACTICE)" : "");
	lines_say(run->out, "Audits completed: %s", asked);
	free(asked);
	mode_text(run->out, view, MODERATION_SEALED);
	mode_text(run->out, view, MODERATION_OPEN);
	mode_text(run->out, view, MODERATION_IMPORTED);
}
