// SPDX-License-Identifier: MIT
// Storing a template as a new version, and writing it to a file again.
#include <stdlib.h>
#include <string.h>

#include "core/data.h"
#include "core/right.h"
#include "core/template-file.h"
#include "core/trail.h"
#include "core/writer.h"
#include "db/error.h"
#include "db/mem.h"

#define SHIPPED_ON 2024, 9, 1 // the council's template was replaced then (brief section 2)

static int store_prompts(struct db *db, const struct domain *domain, int64_t domain_id)
{
	for (size_t i = 0; i < domain->prompt_count; i++) {
		const struct prompt *prompt = &domain->prompts[i];

		if (db_run(db, QUERY_PROMPT_ADD,
			    ARGS(INT("domain", domain_id), INT("seq", prompt->seq),
				    TEXT("code", prompt->code), TEXT("text", prompt->text),
				    INT("safety", prompt->safety))))
			return -1;
	}
	return 0;
}

static int store_descriptor(
	struct db *db, const struct domain *domain, int64_t domain_id, int grade)
{
	for (size_t i = 0; i < domain->descriptors[grade].count; i++) {
		const struct indicator *indicator = &domain->descriptors[grade].list[i];

		if (db_run(db, QUERY_DESCRIPTOR_ADD,
			    ARGS(INT("domain", domain_id), INT("grade", grade),
				    INT("seq", indicator->seq), TEXT("text", indicator->text))))
			return -1;
	}
	return 0;
}

static int store_domain(struct db *db, const struct domain *domain, int64_t template_id)
{
	int64_t id;

	if (db_run(db, QUERY_DOMAIN_ADD,
		    ARGS(INT("template", template_id), INT("seq", domain->seq),
			    TEXT("code", domain->code), TEXT("name", domain->name),
			    TEXT("question", domain->question),
			    INT("allows_na", domain->allows_na))))
		return -1;
	id = db_last_id(db);
	for (int grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++)
		if (store_descriptor(db, domain, id, grade))
			return -1;
	return store_prompts(db, domain, id);
}

static int record(struct session *session, const struct template *template, const char *name,
	int version, date effective_on)
{
	char day[DATE_TEXT];
	char *what = xasprintf("template %s version %d", name, version);
	char *new = xasprintf("in force from %s, %zu domains, %zu prompts",
		date_iso(effective_on, day), template->domain_count, template->prompt_count);
	int result = trail_append(
		session, &(struct act){.verb = "publish", .record = what, .new = new});

	free(what);
	free(new);
	return result;
}

// The next version of a name, and the name as its first version was written.
static int next_version(struct db *db, const char *name, int *version, char **written)
{
	struct stmt *stmt = db_query(
		db, QUERY_TEMPLATE_BY_VERSION, ARGS(TEXT("name", name), INT("version", 0)));
	int found = stmt ? stmt_next(stmt) : -1;

	*version = found == 1 ? (int)stmt_int(stmt, 1) + 1 : 1;
	*written = xstrdup(found == 1 ? stmt_text(stmt, 3) : name);
	if (found == 1)
		stmt_done(stmt);
	return found < 0 ? -1 : 0;
}

static int store(struct session *session, const struct template *template, const char *name,
	date effective_on, int64_t *id)
{
	struct db *db = session->db;
	char now[MOMENT_TEXT], *written;
	int version, result = next_version(db, name, &version, &written);

	if (!result)
		result = db_run(db, QUERY_TEMPLATE_ADD,
			ARGS(TEXT("name", written), INT("version", version),
				DAY("effective_on", effective_on)));
	*id = db_last_id(db);
	for (size_t i = 0; i < template->domain_count && !result; i++)
		result = store_domain(db, &template->domains[i], *id);
	if (!result)
		result = db_run(db, QUERY_TEMPLATE_PUBLISH,
			ARGS(TEXT("at", session_now(session, now)),
				TEXT("by", session->me.login), INT("id", *id)));
	if (!result)
		result = record(session, template, written, version, effective_on);
	free(written);
	return result;
}

static int store_whole(struct session *session, const struct template *template,
	const char *name, date effective_on, int64_t *id)
{
	if (session_begin(session))
		return -1;
	return db_end(session->db, store(session, template, name, effective_on, id));
}

const struct template *template_publish(struct session *session,
	const struct template *template, const char *name, date effective_on)
{
	int64_t id;

	if (require(session, RIGHT_TEMPLATE, NULL) || template_check_name(name))
		return NULL;
	if (effective_on == DATE_NONE) {
		fail(ERROR_USAGE, "from which day is the template in force: name a date");
		return NULL;
	}
	return store_whole(session, template, name, effective_on, &id)
		       ? NULL
		       : template_get(session, id);
}

int template_ship(struct session *session)
{
	struct problems problems;
	struct template *template;
	int64_t id;
	int result;

	problem_init(&problems, TEMPLATE_SHIPPED);
	result = template_read_text(data_case_file_2024, &problems, &template);
	if (!result && !template)
		result = fail(ERROR_DATA, "%s",
			problems.count ? problems.messages[0] : "the template is empty");
	problem_finish(&problems);
	if (!result)
		result = store_whole(
			session, template, TEMPLATE_SHIPPED, date_from(SHIPPED_ON), &id);
	template_destroy(template);
	return result;
}

// One row: what is no code of ours may hold anything.
static void write_row(struct writer *writer, const char *kind, const struct domain *domain,
	const char *grade, const char *seq, const char *text, const char *flag)
{
	writer_plain(writer, kind, SIZE_MAX);
	writer_plain(writer, domain ? domain->code : "", SIZE_MAX);
	writer_text(writer, domain ? domain->name : "", SIZE_MAX);
	writer_plain(writer, grade, SIZE_MAX);
	writer_plain(writer, seq, SIZE_MAX);
	writer_text(writer, text, SIZE_MAX);
	writer_plain(writer, flag, SIZE_MAX);
	writer_end_row(writer);
}

static void write_domain(struct writer *writer, const struct domain *domain)
{
	if (*domain->question)
		write_row(writer, "question", domain, "", "", domain->question,
			domain->allows_na ? "NA" : "");
	for (size_t i = 0; i < domain->prompt_count; i++)
		write_row(writer, "prompt", domain, "", domain->prompts[i].code,
			domain->prompts[i].text, domain->prompts[i].safety ? "SAFETY" : "");
	for (int grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++) {
		for (size_t i = 0; i < domain->descriptors[grade].count; i++) {
			const struct indicator *indicator = &domain->descriptors[grade].list[i];
			char seq[16];

			snprintf(seq, sizeof(seq), "%d", indicator->seq);
			write_row(writer, "indicator", domain, grade_name(grade), seq,
				indicator->text, "");
		}
	}
}

int template_export(const struct template *template, const char *path, unsigned options)
{
	static const char *const names[] = {
		"kind", "domain", "domain_name", "grade", "seq", "text", "flag"};
	struct writer writer = {0};
	int result;

	if (writer_create(&writer, path, options))
		return -1;
	writer_header(&writer, names, LENGTH(names));
	if (!template_overall(template))
		write_row(&writer, "template", NULL, "", "", "", "NO_OVERALL");
	for (size_t i = 0; i < template->domain_count; i++)
		write_domain(&writer, &template->domains[i]);
	result = writer_commit(&writer);
	writer_discard(&writer);
	return result;
}
