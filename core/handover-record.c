// SPDX-License-Identifier: MIT
// The outcome of an audit as one record for practitioner and supervision.
#include <stdlib.h>
#include <string.h>

#include "core/final.h"
#include "core/handover-private.h"
#include "db/mem.h"

static const char *const voices[PART_COUNT] = {[PART_LEAD] = "Lead auditor",
	[PART_PEER] = "Peer auditor",
	[PART_MODERATOR] = "Moderator",
	[PART_SETTLER] = "Settlement of the dispute"};

static const char *text_of(const struct handover *handover, enum part part, int place)
{
	return handover->audit->texts[part][place].text;
}

// A text under its name; nothing where there is none.
static void said(struct handover *handover, const char *name, const char *text)
{
	if (!*text)
		return;
	prose_section(&handover->prose, 3, name);
	prose_text(&handover->prose, text);
	prose_close(&handover->prose);
}

static void place_said(struct handover *handover, enum part part, enum place place)
{
	char *name = part == PART_LEAD || part == PART_PEER
			     ? xasprintf("%s%s", place_info(place)->label,
				       part == PART_PEER ? " (peer auditor)" : "")
			     : xasprintf("%s: %s", voices[part], place_info(place)->label);

	said(handover, name, text_of(handover, part, place));
	free(name);
}

static void put_people(struct handover *handover)
{
	const struct audit *audit = handover->audit;
	const char *moderator = audit->texts[PART_MODERATOR][PLACE_COMMENTARY].changed_by;
	char *lead = xasprintf(
		"%s%s%s", audit->lead_name, *audit->lead_post ? ", " : "", audit->lead_post);

	prose_pair(&handover->prose, voices[PART_LEAD], lead);
	prose_pair(&handover->prose, voices[PART_PEER], audit->peer_name);
	prose_pair(&handover->prose, voices[PART_MODERATOR], moderator);
	free(lead);
}

static void put_head(struct handover *handover)
{
	const struct audit *audit = handover->audit;
	struct prose *prose = &handover->prose;

	prose_section(prose, 2, "The audit");
	prose_pairs(prose);
	prose_pair(prose, "Case", audit->case_ref);
	prose_pair(prose, "Team", audit->team);
	prose_pair(prose, "Service", audit->service);
	if (audit->kind != AUDIT_MONTHLY)
		prose_pair(prose, "Kind", audit_kind_name(audit->kind));
	put_people(handover);
	for (int field = 0; field < HEADER_COUNT; field++) {
		const struct header_info *info = header_info((enum header_field)field);
		date day;

		if (info->is_date && date_parse(audit->header[field], DATE_ISO, &day) == 0)
			handover_day(handover, info->label, day);
		else
			prose_pair(prose, info->label, audit->header[field]);
	}
	handover_day(handover, "Completed on", audit->completed_on);
	handover_day(handover, "Moderated on", audit->moderated_on);
	handover_day(handover, "Closed on", audit->closed_on);
	prose_pair(prose, "State", audit_state_name(audit->state));
	prose_close(prose);
	if (audit->at_risk)
		prose_text(prose, "A SAFETY CONCERN ABOUT THIS CHILD IS OPEN: see below.");
	prose_close(prose);
}

// Of a moderator who left a grade as it was there is none.
static const char *grade_words(const struct audit *audit, enum part part, int domain)
{
	enum grade grade = audit->judgements[part][domain].grade;

	if (grade == GRADE_NONE && part == PART_MODERATOR && audit->moderated_on != DATE_NONE &&
		audit->judgements[PART_LEAD][domain].grade != GRADE_NONE)
		return "upheld";
	return grade == GRADE_NONE ? "" : grade_name(grade);
}

static bool spoke(const struct audit *audit, enum part part)
{
	for (size_t i = 0; i < audit->template->domain_count; i++)
		if (*grade_words(audit, part, (int)i))
			return true;
	return part == PART_LEAD;
}

static void put_grades(struct handover *handover)
{
	static const char *const heads[PART_COUNT] = {"Lead", "Peer", "Moderator", "Settled"};
	const struct audit *audit = handover->audit;
	struct html_column columns[PART_COUNT + 2] = {{"Domain", .heads = true}};
	size_t count = 1;

	for (int part = 0; part < PART_COUNT; part++)
		if (spoke(audit, (enum part)part))
			columns[count++].name = heads[part];
	columns[count++].name = "Final";
	prose_section(&handover->prose, 2, "The grades side by side");
	prose_table(&handover->prose, NULL, columns, count);
	for (size_t i = 0; i < audit->template->domain_count; i++) {
		prose_cell(&handover->prose, NULL, audit->template->domains[i].name);
		for (int part = 0; part < PART_COUNT; part++)
			if (spoke(audit, (enum part)part))
				prose_cell(&handover->prose, NULL,
					grade_words(audit, (enum part)part, (int)i));
		prose_cell(&handover->prose, NULL, grade_name(final_grade(audit, (int)i)));
	}
	prose_table_end(&handover->prose);
	if (audit->moderated_on == DATE_NONE)
		prose_note(&handover->prose, "Not moderated: the final grades are the lead "
					     "auditor's, unless a moderation changes them.");
	if (audit->final_overall == GRADE_INADEQUATE)
		prose_text(&handover->prose, grade_inadequate_note);
	prose_close(&handover->prose);
}

// Who saw an indicator on file: "seen by lead and peer auditor". Yours; NULL: nobody ticked it.
static char *seen_by(const struct audit *audit, int64_t indicator)
{
	static const char *const names[PART_COUNT] = {
		"lead auditor", "peer auditor", "moderator", "settler"};
	char *seen = NULL;

	for (int part = 0; part < PART_COUNT; part++) {
		char *longer;

		if (!audit_ticked(audit, (enum part)part, indicator))
			continue;
		longer = xasprintf("%s%s", seen ? seen : "seen by ", names[part]);
		if (seen) {
			free(longer);
			longer = xasprintf("%s, %s", seen, names[part]);
		}
		free(seen);
		seen = longer;
	}
	return seen;
}

static void put_indicator(struct handover *handover, const struct indicator *indicator)
{
	char *seen = seen_by(handover->audit, indicator->id);
	char *line = seen ? xasprintf("%s (%s)", indicator->text, seen) : NULL;

	prose_item(&handover->prose, line ? line : indicator->text);
	free(line);
	free(seen);
}

// What the final grade looks like, all of it; and of the other grades what somebody saw on file.
static void put_descriptors(
	struct handover *handover, const struct domain *domain, enum grade final)
{
	for (int grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++) {
		bool begun = false;

		for (size_t i = 0; i < domain->descriptors[grade].count; i++) {
			const struct indicator *indicator = &domain->descriptors[grade].list[i];
			char *seen = seen_by(handover->audit, indicator->id);
			char *head = xasprintf(grade == (int) final ? "%s looks like this:"
								    : "Of %s was seen:",
				grade_name((enum grade)grade));

			if (grade == (int) final || seen) {
				if (!begun) {
					prose_text(&handover->prose, head);
					prose_list(&handover->prose);
				}
				begun = true;
				put_indicator(handover, indicator);
			}
			free(head);
			free(seen);
		}
		if (begun)
			prose_close(&handover->prose);
	}
}

static void put_rationale(
	struct handover *handover, const struct domain *domain, enum part part)
{
	const char *words = text_of(handover, part, PLACE_RATIONALE + domain->seq);
	const char *grade = grade_words(handover->audit, part, domain->seq);
	char *name;

	if (!*words)
		return;
	name = xasprintf("%s%s%s:", voices[part], *grade ? ", " : "", grade);
	prose_note(&handover->prose, name);
	prose_text(&handover->prose, words);
	free(name);
}

static void put_domain(struct handover *handover, const struct domain *domain)
{
	enum grade final = final_grade(handover->audit, domain->seq);
	char *heading = xasprintf(
		"%s: %s", domain->name, final == GRADE_NONE ? "not graded" : grade_name(final));

	prose_section(&handover->prose, 3, heading);
	if (*domain->question)
		prose_note(&handover->prose, domain->question);
	put_descriptors(handover, domain, final);
	for (int part = 0; part < PART_COUNT; part++)
		put_rationale(handover, domain, (enum part)part);
	prose_close(&handover->prose);
	free(heading);
}

static void put_domains(struct handover *handover)
{
	const struct template *template = handover->audit->template;

	prose_section(&handover->prose, 2, "Domain by domain");
	for (size_t i = 0; i < template->domain_count; i++)
		put_domain(handover, &template->domains[i]);
	prose_close(&handover->prose);
}

// A section of fixed texts of the lead and the peer; nothing where nobody wrote any.
static void put_texts(
	struct handover *handover, const char *heading, const enum place *places, size_t count)
{
	bool begun = false;

	for (size_t i = 0; i < count; i++)
		for (int part = PART_LEAD; part <= PART_PEER; part++) {
			if (!*text_of(handover, (enum part)part, (int)places[i]))
				continue;
			if (!begun)
				prose_section(&handover->prose, 2, heading);
			begun = true;
			place_said(handover, (enum part)part, places[i]);
		}
	if (begun)
		prose_close(&handover->prose);
}

static void put_findings(struct handover *handover)
{
	static const enum place found[] = {
		PLACE_SUMMARY, PLACE_WELL, PLACE_NEEDS_WORK, PLACE_IMPACT, PLACE_WHY_DIFFERS};
	static const enum place learning[] = {
		PLACE_LEARNING_CASE, PLACE_LEARNING_SERVICE, PLACE_GOOD_PRACTICE};
	static const enum place practitioner[] = {PLACE_REFLECTION};

	put_texts(handover, "What was found", found, LENGTH(found));
	put_texts(handover, "Learning", learning, LENGTH(learning));
	put_texts(handover, "The practitioner", practitioner, LENGTH(practitioner));
}

static void put_moderation(struct handover *handover)
{
	static const struct {
		enum part part;
		enum place place;
	} texts[] = {{PART_MODERATOR, PLACE_COMMENTARY}, {PART_MODERATOR, PLACE_GOOD_PRACTICE},
		{PART_LEAD, PLACE_ANSWER}, {PART_LEAD, PLACE_DISPUTE},
		{PART_SETTLER, PLACE_COMMENTARY}};

	if (handover->audit->moderated_on == DATE_NONE)
		return;
	prose_section(&handover->prose, 2, "Moderation");
	for (size_t i = 0; i < LENGTH(texts); i++)
		place_said(handover, texts[i].part, texts[i].place);
	prose_close(&handover->prose);
}

static void put_feedback(struct handover *handover)
{
	const struct audit *audit = handover->audit;

	prose_section(&handover->prose, 2, "Feedback");
	prose_pairs(&handover->prose);
	for (int source = 0; source < SOURCE_COUNT; source++) {
		const struct source_info *info = source_info((enum source)source);
		char *value = audit_spot_value(
			audit, PART_LEAD, (struct spot){SPOT_FEEDBACK, source});
		const char *words = text_of(handover, PART_LEAD, (int)info->words);
		const char *why_not = text_of(handover, PART_LEAD, (int)info->why_not);
		char *line = xasprintf("%s%s%s", *value ? value : "not said",
			*words || *why_not ? ": " : "", *words ? words : why_not);

		prose_pair(&handover->prose, info->label, line);
		free(line);
		free(value);
	}
	prose_close(&handover->prose);
	prose_close(&handover->prose);
}

static void put_themes(struct handover *handover)
{
	const struct audit *audit = handover->audit;

	if (!audit->theme_count)
		return;
	prose_section(&handover->prose, 2, "Themes");
	prose_pairs(&handover->prose);
	for (size_t i = 0; i < audit->theme_count; i++)
		prose_pair(&handover->prose,
			audit->themes[i].aspect == ASPECT_STRENGTH ? "Strength"
								   : "For development",
			audit->themes[i].name);
	prose_close(&handover->prose);
	prose_close(&handover->prose);
}

static void put_footer(struct handover *handover)
{
	const struct audit *audit = handover->audit;
	char *template = xasprintf(
		"Template: %s version %d.", audit->template->name, audit->template->version);
	char *head = xasprintf("Head of the trail: %s", handover->head);

	prose_section(&handover->prose, 2, "About this record");
	prose_note(&handover->prose, template);
	prose_note(&handover->prose, head);
	prose_close(&handover->prose);
	free(head);
	free(template);
}

int handover_record(struct handover *handover)
{
	const struct audit *audit = handover->audit;
	char day[DATE_TEXT];
	char *title = xasprintf("Outcome of audit %s", audit->ref);
	char *note =
		xasprintf("Confidential: for practitioner and supervision. Made on %s by %s.",
			date_show(handover->session->today, day), handover->session->me.name);

	prose_begin(&handover->prose, handover->prose.to, handover->prose.as_html, title, note,
		handover->session->practice);
	put_head(handover);
	put_grades(handover);
	put_findings(handover);
	put_domains(handover);
	put_moderation(handover);
	put_feedback(handover);
	put_themes(handover);
	handover_actions(handover);
	handover_steps(handover);
	handover_concerns(handover);
	handover_amendments(handover);
	put_footer(handover);
	prose_end(&handover->prose);
	free(note);
	free(title);
	return 0;
}
