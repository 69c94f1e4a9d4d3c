// SPDX-License-Identifier: MIT
// completion bash | zsh | fish: what the shell offers, made from the command table.
#include <string.h>

#include "core/command.h"
#include "core/command/all.h"
#include "core/command/sub.h"

#define GLOBALS "--db --as --today --help --version"

// In single quotes for a shell: a quote within closes them, stands escaped and opens them again.
static void quoted(FILE *out, const char *text)
{
	fputc('\'', out);
	for (; *text; text++)
		if (*text == '\'')
			fputs("'\\''", out);
		else
			fputc(*text, out);
	fputc('\'', out);
}

// What may follow a command.
static void follows(FILE *out, const struct command *command)
{
	if (command->words)
		fprintf(out, "%s ", command->words);
	if (command->options)
		fprintf(out, "%s ", command->options);
	fputs("--help", out);
}

// The shells that need a case for each command share this; each of them opens it.
static void cases(FILE *out, const char *offer)
{
	for (const struct command *command = commands; command->name; command++) {
		fprintf(out, "    %s) %s\"", command->name, offer);
		follows(out, command);
		fputs("\" ;;\n", out);
	}
	fputs("    esac\n", out);
}

static int bash(struct run *run)
{
	FILE *out = run->out;

	fputs("# caseaudit: completion for bash, made by caseaudit completion bash.\n"
	      "_caseaudit() {\n"
	      "    local current=${COMP_WORDS[COMP_CWORD]} command= offered= i\n"
	      "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
	      "        case ${COMP_WORDS[i]} in\n"
	      "        --db | --as | --today) ((i++)) ;;\n"
	      "        -*) ;;\n"
	      "        *) command=${COMP_WORDS[i]}; break ;;\n"
	      "        esac\n"
	      "    done\n"
	      "    case $command in\n"
	      "    '') offered=\"",
		out);
	for (const struct command *command = commands; command->name; command++)
		fprintf(out, "%s ", command->name);
	fputs(GLOBALS "\" ;;\n", out);
	cases(out, "offered=");
	fputs("    COMPREPLY=($(compgen -W \"$offered\" -- \"$current\"))\n"
	      "}\n"
	      "complete -o default -F _caseaudit caseaudit\n",
		out);
	return 0;
}

static int zsh(struct run *run)
{
	FILE *out = run->out;

	fputs("#compdef caseaudit\n"
	      "# Completion for zsh, made by caseaudit completion zsh.\n"
	      "_caseaudit() {\n"
	      "    local command= i offered=\n"
	      "    local -a known\n"
	      "    for ((i = 2; i < CURRENT; i++)); do\n"
	      "        case $words[i] in\n"
	      "        --db | --as | --today) ((i++)) ;;\n"
	      "        -*) ;;\n"
	      "        *) command=$words[i]; break ;;\n"
	      "        esac\n"
	      "    done\n"
	      "    known=(\n",
		out);
	for (const struct command *command = commands; command->name; command++) {
		fprintf(out, "        %s:", command->name);
		quoted(out, command->help);
		fputc('\n', out);
	}
	fputs("    )\n"
	      "    if [[ -z $command ]]; then\n"
	      "        _describe command known\n"
	      "        compadd -- " GLOBALS "\n"
	      "        return\n"
	      "    fi\n"
	      "    case $command in\n",
		out);
	cases(out, "offered=");
	fputs("    compadd -- ${=offered}\n"
	      "    _files\n"
	      "}\n"
	      "_caseaudit \"$@\"\n",
		out);
	return 0;
}

static int fish(struct run *run)
{
	FILE *out = run->out;

	fputs("# caseaudit: completion for fish, made by caseaudit completion fish.\n"
	      "complete -c caseaudit -l db -r -d 'the database'\n"
	      "complete -c caseaudit -l as -x -d 'act as somebody else (practice)'\n"
	      "complete -c caseaudit -l today -x -d 'set the date (practice)'\n"
	      "complete -c caseaudit -l help -d 'help'\n"
	      "complete -c caseaudit -l version -d 'version'\n",
		out);
	for (const struct command *command = commands; command->name; command++) {
		fprintf(out, "complete -c caseaudit -n __fish_use_subcommand -a %s -d ",
			command->name);
		quoted(out, command->help);
		fprintf(out, "\ncomplete -c caseaudit -n '__fish_seen_subcommand_from %s' -a '",
			command->name);
		follows(out, command);
		fputs("'\n", out);
	}
	return 0;
}

int command_completion(struct run *run)
{
	static const struct subcommand shells[] = {
		{"bash", bash}, {"fish", fish}, {"zsh", zsh}, {0}};

	return subcommand_run(run, "completion", shells);
}
