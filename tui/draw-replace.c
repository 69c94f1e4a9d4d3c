// SPDX-License-Identifier: MIT
// Acts on a draw that was made: running it again, replacing a case.
#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "db/error.h"
#include "db/mem.h"
#include "tui/draw-private.h"
#include "tui/form.h"
#include "tui/pager.h"
#include "tui/prompt.h"

static void gather(const char *sentence, void *context)
{
	char **text = context, *longer = xasprintf("%s%s\n", *text, sentence);

	free(*text);
	*text = longer;
}

static int fill_wrong(struct pager *pager, const void *context)
{
	pager_add(pager, THEME_HEADING, 0,
		"The draw was run again from its receipt, and this does not hold:");
	pager_add(pager, THEME_ERROR, 0, context);
	return 0;
}

int draw_verify(struct session *session, const char *name)
{
	char *text = xstrdup("");
	int wrong, result = sample_verify(session, name, &wrong, gather, &text);

	if (!result && wrong)
		result = pager_open(session,
			&(struct pager_content){
				.title = "Does not hold", .fill = fill_wrong, .context = text});
	else if (!result && *text)
		view_say("%.*s", (int)strcspn(text, "\n"), text);
	else if (!result)
		view_say("Run again: the draw %s holds, case by case", name);
	free(text);
	return result;
}

// Which of the receipt's audits can be picked: those that stand and are not submitted or withdrawn.
static bool stands(const struct sample *sample, const struct sample_entry *entry)
{
	for (size_t i = 0; i < sample->replacement_count; i++)
		if (sample->replacements[i].out_place == entry->place)
			return false;
	return *entry->audit_ref && entry->audit_state <= AUDIT_DRAFT;
}

static bool has(const char *text, const char *key)
{
	char *folded = text_key(text);
	bool found = strstr(folded, key) != NULL;

	free(folded);
	return found;
}

// By audit, case or team.
static size_t offer_audits(void *context, const char *text, struct choice *matches, size_t max)
{
	static char *words[64]; // what the matches point at, until the next call
	const struct sample *sample = context;
	char *key = text_key(text);
	size_t count = 0;

	for (size_t i = 0; i < sample->entry_count && count < max && count < LENGTH(words);
		i++) {
		const struct sample_entry *entry = &sample->entries[i];

		if (!stands(sample, entry) ||
			!(has(entry->audit_ref, key) || has(entry->ref, key) ||
				has(entry->team, key)))
			continue;
		free(words[count]);
		words[count] = xasprintf("%s, %s", entry->ref, entry->team);
		matches[count] = (struct choice){entry->audit_ref, words[count], 0, THEME_TEXT};
		count++;
	}
	free(key);
	return count;
}

struct replacing {
	struct session *session;
	char *audit, *title, *help;
};

static void replacing_destroy(void *context)
{
	struct replacing *replacing = context;

	free(replacing->audit);
	free(replacing->title);
	free(replacing->help);
	free(replacing);
}

enum { REASON, APPROVED_BY, FIELDS };

static const struct field fields[FIELDS] = {
	[REASON] = {FIELD_LINES, "Reason",
		"Why this case cannot be audited; it stays on the receipt", true, 500},
	[APPROVED_BY] = {FIELD_TEXT, "Approved by", "Name and post of who approved it", true,
		200},
};

static int save(struct form *form, void *context)
{
	struct replacing *replacing = context;
	char *ref;

	if (sample_replace(replacing->session, replacing->audit, form_value(form, REASON),
		    form_value(form, APPROVED_BY), &ref))
		return -1;
	view_say("Replaced: audit %s is made in its place, %s is withdrawn", ref,
		replacing->audit);
	free(ref);
	return 0;
}

// Who comes next, and who is passed over for it. Yours.
static char *next_words(const struct sample_replacement *next)
{
	char *words = xasprintf(
		"%s goes out; %s comes next in the drawn order.", next->out_ref, next->in_ref);

	for (size_t i = 0; i < next->passed_count && i < 2; i++) {
		char *longer = xasprintf("%s Passed over: %s (%s).", words, next->passed[i].ref,
			next->passed[i].why);

		free(words);
		words = longer;
	}
	if (next->passed_count > 2) {
		char *longer = xasprintf("%s And %zu more.", words, next->passed_count - 2);

		free(words);
		words = longer;
	}
	return words;
}

static int ask_why(
	struct session *session, const char *audit, const struct sample_replacement *next)
{
	struct replacing *replacing = xmalloc(sizeof(*replacing));

	*replacing = (struct replacing){
		session, xstrdup(audit), xasprintf("Replace %s", audit), next_words(next)};
	return form_open(session, &(struct form_content){.title = replacing->title,
					  .help = replacing->help,
					  .fields = fields,
					  .count = FIELDS,
					  .save = save,
					  .context = replacing,
					  .free = replacing_destroy,
					  .draft = replacing->title});
}

int draw_replace(struct screen *screen, const struct sample *sample)
{
	struct sample_replacement next;
	char *audit;
	int result;

	audit = prompt_ask(
		&(struct question){.words = "Replace which audit? By audit, case or team",
			.complete = offer_audits,
			.context = (void *)(uintptr_t)sample,
			.strict = true});
	if (!audit)
		return 0;
	result = sample_next(screen->session, audit, &next);
	if (!result && !*next.in_ref)
		result = fail(ERROR_DATA,
			"Nobody is left in the drawn order of that team: withdraw %s instead",
			audit);
	else if (!result)
		result = ask_why(screen->session, audit, &next);
	sample_replacement_finish(&next);
	free(audit);
	return result;
}
