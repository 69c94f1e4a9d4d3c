// SPDX-License-Identifier: MIT
// A template in memory: put together, looked things up in, freed.
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/template-build.h"
#include "db/mem.h"

struct domain *template_add_domain(
	struct template *template, const char *code, const char *name)
{
	struct domain *domain;

	template->domains = xreallocarray(
		template->domains, template->domain_count + 1, sizeof(*template->domains));
	domain = &template->domains[template->domain_count];
	*domain = (struct domain){
		.seq = (int)template->domain_count++,
		.code = xstrdup(code),
		.name = xstrdup(name),
		.overall = strcmp(code, TEMPLATE_OVERALL) == 0,
	};
	return domain;
}

struct prompt *template_add_prompt(struct domain *domain, const char *code, const char *text)
{
	struct prompt *prompt;

	domain->prompts = xreallocarray(
		domain->prompts, domain->prompt_count + 1, sizeof(*domain->prompts));
	prompt = &domain->prompts[domain->prompt_count++];
	*prompt = (struct prompt){
		.domain = domain->seq,
		.code = xstrdup(code),
		.text = xstrdup(text),
	};
	return prompt;
}

struct indicator *template_add_indicator(
	struct domain *domain, enum grade grade, int seq, const char *text)
{
	struct indicator **list = &domain->descriptors[grade].list;
	size_t *count = &domain->descriptors[grade].count;

	*list = xreallocarray(*list, *count + 1, sizeof(**list));
	(*list)[*count] = (struct indicator){.seq = seq, .text = xstrdup(text)};
	return &(*list)[(*count)++];
}

static void domain_finish(struct domain *domain)
{
	for (size_t i = 0; i < domain->prompt_count; i++) {
		free(domain->prompts[i].code);
		free(domain->prompts[i].text);
	}
	for (int grade = GRADE_OUTSTANDING; grade <= GRADE_INADEQUATE; grade++) {
		for (size_t i = 0; i < domain->descriptors[grade].count; i++)
			free(domain->descriptors[grade].list[i].text);
		free(domain->descriptors[grade].list);
	}
	free(domain->prompts);
	free(domain->code);
	free(domain->name);
	free(domain->question);
}

void template_destroy(struct template *template)
{
	if (!template)
		return;
	for (size_t i = 0; i < template->domain_count; i++)
		domain_finish(&template->domains[i]);
	free(template->domains);
	free(template->name);
	free(template);
}

const struct domain *template_overall(const struct template *template)
{
	const struct domain *last = &template->domains[template->domain_count - 1];

	return last->overall ? last : NULL;
}

size_t template_graded_count(const struct template *template)
{
	return template->domain_count - (template_overall(template) != NULL);
}

const struct domain *template_domain(const struct template *template, const char *code)
{
	for (size_t i = 0; i < template->domain_count; i++)
		if (strcasecmp(template->domains[i].code, code) == 0)
			return &template->domains[i];
	return NULL;
}

const struct domain *template_domain_by_id(const struct template *template, int64_t id)
{
	for (size_t i = 0; i < template->domain_count; i++)
		if (template->domains[i].id == id)
			return &template->domains[i];
	return NULL;
}

// The prompts of all domains in one row: the function says which of them is looked for.
static const struct prompt *prompt_where(const struct template *template,
	bool (*fits)(const struct prompt *prompt, const void *wanted), const void *wanted)
{
	for (size_t i = 0; i < template->domain_count; i++) {
		const struct domain *domain = &template->domains[i];

		for (size_t j = 0; j < domain->prompt_count; j++)
			if (fits(&domain->prompts[j], wanted))
				return &domain->prompts[j];
	}
	return NULL;
}

static bool has_code(const struct prompt *prompt, const void *code)
{
	return strcasecmp(prompt->code, code) == 0;
}

static bool has_id(const struct prompt *prompt, const void *id)
{
	return prompt->id == *(const int64_t *)id;
}

static bool has_seq(const struct prompt *prompt, const void *seq)
{
	return prompt->seq == *(const int *)seq;
}

const struct prompt *template_prompt(const struct template *template, const char *code)
{
	return prompt_where(template, has_code, code);
}

const struct prompt *template_prompt_by_id(const struct template *template, int64_t id)
{
	return prompt_where(template, has_id, &id);
}

const struct prompt *template_prompt_at(const struct template *template, int seq)
{
	return prompt_where(template, has_seq, &seq);
}
