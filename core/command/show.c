// SPDX-License-Identifier: MIT
// show AUDIT: the whole of one audit.
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/audit-links.h"
#include "core/command.h"
#include "core/command/all.h"
#include "core/command/lines.h"
#include "core/command/show.h"
#include "core/contact.h"
#include "core/handover.h"
#include "core/text.h"
#include "db/error.h"
#include "db/mem.h"

#define INDENT 4

static void block(FILE *out, int indent, const char *text)
{
	lines_block(out, indent, text);
}

static void line_in(FILE *out, int indent, const char *label, const char *value)
{
	lines_field(out, indent, label, value);
}

static void line(FILE *out, const char *label, const char *value)
{
	line_in(out, 0, label, value);
}

static void heading(FILE *out, const char *text)
{
	lines_heading(out, text);
}

static void line_day(FILE *out, const char *label, date day)
{
	char text[DATE_TEXT];

	line(out, label, date_show(day, text));
}

static void show_people(FILE *out, const struct audit *audit)
{
	char *lead = xasprintf(
		"%s%s%s", audit->lead_name, *audit->lead_post ? ", " : "", audit->lead_post);

	line(out, "Lead auditor", lead);
	line(out, "Peer auditor", audit->peer_name);
	free(lead);
}

// A day as the others in the head are written.
static void show_header(FILE *out, const struct audit *audit, enum header_field field)
{
	const struct header_info *info = header_info(field);
	date day;

	if (info->is_date && date_parse(audit->header[field], DATE_ISO, &day) == 0)
		line_day(out, info->label, day);
	else
		line(out, info->label, audit->header[field]);
}

static int show_links(struct run *run, const struct audit *audit)
{
	struct audit_link *list;
	size_t count;
	int result = audit_links(run->session, audit, &list, &count);

	for (size_t i = 0; i < count; i++)
		line(run->out, list[i].label, list[i].words);
	audit_links_free(list, count);
	return result;
}

static void show_head(FILE *out, const struct audit *audit)
{
	fprintf(out, "Audit %s of case %s, %s (%s)\n", audit->ref, audit->case_ref, audit->team,
		audit->service);
	fprintf(out, "State: %s\nTemplate: %s version %d\n", audit_state_name(audit->state),
		audit->template->name, audit->template->version);
	if (audit->kind != AUDIT_MONTHLY)
		fprintf(out, "Kind: %s, not in the monthly figures\n",
			audit_kind_name(audit->kind));
}

static void show_facts(FILE *out, const struct audit *audit)
{
	show_people(out, audit);
	line_day(out, "Allocated on", audit->allocated_on);
	line_day(out, "Due on", audit->due_on);
	line_day(out, "Completed on", audit->completed_on);
	line_day(out, "Moderated on", audit->moderated_on);
	line_day(out, "Closed on", audit->closed_on);
	line_day(out, "Withdrawn on", audit->withdrawn_on);
	line(out, "Withdrawn because", audit->withdrawn_why);
	line(out, "Withdrawal approved by", audit->withdrawn_by);
	for (int field = 0; field < HEADER_COUNT; field++)
		show_header(out, audit, (enum header_field)field);
	if (audit->at_risk)
		fputs("A SAFETY CONCERN ABOUT THIS CHILD IS OPEN\n", out);
}

static void show_ticks(FILE *out, const struct audit *audit, enum part part,
	const struct domain *domain, int grade)
{
	for (size_t i = 0; i < domain->descriptors[grade].count; i++) {
		const struct indicator *indicator = &domain->descriptors[grade].list[i];
		char *label;

		if (!audit_ticked(audit, part, indicator->id))
			continue;
		label = xasprintf("+ %s %d", grade_name((enum grade)grade), indicator->seq);
		line_in(out, INDENT, label, indicator->text);
		free(label);
	}
}

// What one part says of a domain.
static void show_judgement(
	FILE *out, const struct audit *audit, enum part part, const struct domain *domain)
{
	enum grade grade = audit->judgements[part][domain->seq].grade;
	const char *rationale = audit->texts[part][PLACE_RATIONALE + domain->seq].text;

	if (grade == GRADE_NONE && !*rationale)
		return;
	fprintf(out, "%s: %s\n", part_name(part),
		grade != GRADE_NONE ? grade_name(grade)
		: audit->blind      ? "grade kept from you until yours are sealed"
				    : "not graded");
	block(out, INDENT, rationale);
	for (int of = GRADE_OUTSTANDING; of <= GRADE_INADEQUATE; of++)
		show_ticks(out, audit, part, domain, of);
}

static void show_answer(
	FILE *out, const struct audit *audit, enum part part, const struct prompt *prompt)
{
	enum answer_value value = audit->answers[part][prompt->seq].value;
	const char *evidence = audit->texts[part][PLACE_EVIDENCE + prompt->seq].text;
	char *text;

	if (value == ANSWER_NONE && !*evidence)
		return;
	text = xasprintf("%s%s %s %s", part == PART_LEAD ? "" : part_name(part),
		part == PART_LEAD ? "" : ":", prompt->code, prompt->text);
	block(out, 0, text + strspn(text, " "));
	free(text);
	if (value != ANSWER_NONE)
		fprintf(out, "%*s%s\n", INDENT, "", answer_name(value));
	block(out, INDENT, evidence);
}

static void show_domain(FILE *out, const struct audit *audit, const struct domain *domain)
{
	heading(out, domain->name);
	block(out, 0, domain->question);
	for (int part = 0; part < PART_COUNT; part++)
		show_judgement(out, audit, (enum part)part, domain);
	for (int part = 0; part < PART_COUNT; part++)
		for (size_t i = 0; i < domain->prompt_count; i++)
			show_answer(out, audit, (enum part)part, &domain->prompts[i]);
}

static void show_texts(FILE *out, const struct audit *audit, enum part part)
{
	for (int place = 0; place < PLACE_FIXED_COUNT; place++) {
		const char *label = place_info((enum place)place)->label;

		if (!*audit->texts[part][place].text)
			continue;
		heading(out, label);
		if (part != PART_LEAD)
			fprintf(out, "(%s)\n", part_name(part));
		block(out, 0, audit->texts[part][place].text);
	}
}

static void show_feedback(FILE *out, const struct audit *audit)
{
	heading(out, "Feedback");
	for (int source = 0; source < SOURCE_COUNT; source++) {
		struct spot spot = {SPOT_FEEDBACK, source};
		char *value = audit_spot_value(audit, PART_LEAD, spot);

		line(out, source_info((enum source)source)->label,
			*value ? value : "not said yet");
		free(value);
	}
}

static void show_contacts(FILE *out, const struct contact *list, int count)
{
	static const char *const labels[] = {
		[CONTACT_CHILD] = "Child", [CONTACT_FAMILY] = "Family"};

	if (count)
		heading(out, "Contact with child and family");
	for (int i = 0; i < count; i++) {
		char *words = contact_words(&list[i]);

		line(out, labels[list[i].who], words);
		line_in(out, INDENT, "Note", list[i].note);
		free(words);
	}
}

static void show_themes(FILE *out, const struct audit *audit)
{
	if (audit->theme_count)
		heading(out, "Themes");
	for (size_t i = 0; i < audit->theme_count; i++)
		line(out,
			audit->themes[i].aspect == ASPECT_STRENGTH ? "Strength" : "Development",
			audit->themes[i].name);
}

static void show_action(FILE *out, const struct action *action, date today)
{
	char day[DATE_TEXT];

	fprintf(out, "%d. %s, %s%s%s\n", action->seq, colour_name(action_colour(action, today)),
		progress_name(action->progress), action->priority ? ", priority" : "",
		action->escalated ? ", escalated" : "");
	block(out, INDENT, action->what);
	line_in(out, INDENT, "How we will know", action->measure);
	line_in(out, INDENT, "Owner", action->owner_name);
	line_in(out, INDENT, "Why it matters to the child", action->reason);
	line_in(out, INDENT, "By", date_show(action->due_on, day));
	line_in(out, INDENT, "Evidence", action->evidence);
	line_in(out, INDENT, "Impact", action->impact);
}

static void show_concerns(struct run *run, const struct audit *audit)
{
	char moment[32];

	if (audit->concern_count)
		heading(run->out, "Safety concerns");
	for (size_t i = 0; i < audit->concern_count; i++) {
		const struct concern *concern = &audit->concerns[i];

		fprintf(run->out, "%s, %s\n",
			session_show_moment(run->session, concern->raised_at, moment),
			concern->raised_by);
		block(run->out, INDENT, concern->what);
		line_in(run->out, INDENT, "Told", concern->told_whom);
		line_in(run->out, INDENT, "When", concern->told_at);
		line_in(run->out, INDENT, "To be answered by",
			session_show_moment(run->session, concern->due_at, moment));
		line_in(run->out, INDENT, "Done",
			concern->answered ? concern->done : "not yet: open");
	}
}

static void show_amendments(struct run *run, const struct audit *audit)
{
	char moment[32];

	if (audit->amendment_count)
		heading(run->out, "Amendments");
	for (size_t i = 0; i < audit->amendment_count; i++) {
		const struct amendment *amendment = &audit->amendments[i];

		fprintf(run->out, "%s by %s, %s\n", amendment->field, amendment->by,
			session_show_moment(run->session, amendment->at, moment));
		line_in(run->out, INDENT, "Old",
			*amendment->old ? amendment->old : "(nothing)");
		line_in(run->out, INDENT, "New",
			*amendment->new ? amendment->new : "(nothing)");
		line_in(run->out, INDENT, "Reason", amendment->reason);
	}
}

int show_text(struct run *run, const struct audit *audit, const struct contact *contacts,
	int contact_count)
{
	FILE *out = run->out;

	if (run->session->practice)
		fputs("PRACTICE\n", out);
	show_head(out, audit);
	if (show_links(run, audit))
		return -1;
	show_facts(out, audit);
	for (size_t i = 0; i < audit->template->domain_count; i++)
		show_domain(out, audit, &audit->template->domains[i]);
	for (int part = 0; part < PART_COUNT; part++)
		show_texts(out, audit, (enum part)part);
	show_contacts(out, contacts, contact_count);
	show_feedback(out, audit);
	show_themes(out, audit);
	if (audit->action_count)
		heading(out, "Actions");
	for (size_t i = 0; i < audit->action_count; i++)
		show_action(out, &audit->actions[i], run->session->today);
	show_concerns(run, audit);
	show_amendments(run, audit);
	return 0;
}

static int show_audit(struct run *run, const char *ref, bool json)
{
	struct contact contacts[2];
	struct audit *audit = audit_open(run->session, ref);
	int count, result;

	if (!audit)
		return -1;
	count = contact_of(run->session, audit->id, contacts);
	result = count < 0 ? -1 : 0;
	if (!result && json)
		result = show_json(run, audit, contacts, count);
	else if (!result)
		result = show_text(run, audit, contacts, count);
	for (int i = 0; i < count; i++)
		contact_finish(&contacts[i]);
	audit_destroy(audit);
	return result;
}

// The options of show, as given; NULL and false: not.
struct asked {
	const char *person, *path, *format, *reader;
	bool json;
};

static int check_asked(const struct asked *asked)
{
	bool record = asked->format || asked->reader;

	if (asked->format && strcasecmp(asked->format, "text") != 0 &&
		strcasecmp(asked->format, "html") != 0)
		return fail(ERROR_USAGE, "--format %s: it is text or html", asked->format);
	if (asked->reader && strcasecmp(asked->reader, "practitioner") != 0 &&
		strcasecmp(asked->reader, "family") != 0)
		return fail(
			ERROR_USAGE, "--for %s: it is practitioner or family", asked->reader);
	if (record && (asked->person || asked->json))
		return command_usage("show", "--format and --for go with an audit alone");
	if (asked->path && !asked->person && !record)
		return command_usage("show", "-o goes with --format, --for or --person");
	return 0;
}

static int show_outcome(struct run *run, const struct asked *asked)
{
	struct handover_wish wish = {.ref = run->argv[0],
		.reader = asked->reader && strcasecmp(asked->reader, "family") == 0
				  ? HANDOVER_FAMILY
				  : HANDOVER_RECORD,
		.html = asked->format && strcasecmp(asked->format, "html") == 0};

	if (handover_write(run->session, &wish, run->out, asked->path))
		return -1;
	if (wish.reader == HANDOVER_FAMILY)
		fprintf(run->err, "caseaudit: %s: %s\n", wish.ref, handover_family_note);
	return 0;
}

int command_show(struct run *run)
{
	struct asked asked = {0};
	const struct option_spec options[] = {{"--json", OPTION_FLAG, &asked.json},
		{"--person", OPTION_TEXT, &asked.person}, {"-o", OPTION_TEXT, &asked.path},
		{"--format", OPTION_TEXT, &asked.format}, {"--for", OPTION_TEXT, &asked.reader},
		{0}};
	int words;

	if (options_read(run, options))
		return -1;
	words = asked.person ? 0 : 1;
	if (arguments_count(run, "show", words, words) || check_asked(&asked))
		return -1;
	if (asked.person)
		return show_person(run, asked.person, asked.json, asked.path);
	return asked.format || asked.reader ? show_outcome(run, &asked)
					    : show_audit(run, run->argv[0], asked.json);
}
