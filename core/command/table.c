// SPDX-License-Identifier: MIT
// The table of commands, in alphabetical order.
#include "core/command.h"
#include "core/command/all.h"

const struct command commands[] = {
	{
		.name = "action",
		.args = "add AUDIT --what TEXT --measure TEXT --reason TEXT (--owner LOGIN | "
			"--name NAME "
			"--post POST) --due DATE [--start DATE] [--scope case|service] "
			"[--priority] [--escalated] [--anyway]\n"
			"show ACTION [--json]\n"
			"progress ACTION not-started|progressing|off-track [--plan DATE] "
			"[--note TEXT] [--revision N]\n"
			"note ACTION TEXT [--revision N]\n"
			"done ACTION --evidence TEXT [--on DATE] [--revision N]\n"
			"verify ACTION --impact TEXT [--revision N]\n"
			"return ACTION --why TEXT [--revision N]\n"
			"postpone ACTION --to DATE --why TEXT [--anyway] [--revision N]\n"
			"hand ACTION (--to LOGIN | --name NAME --post POST) --why TEXT "
			"[--revision N]\n"
			"priority ACTION [--off] [--note TEXT] [--revision N]\n"
			"escalate ACTION [--off] --why TEXT [--revision N]\n"
			"change ACTION [--what TEXT] [--measure TEXT] [--reason TEXT] "
			"[--scope case|service] [--start DATE] --why TEXT [--revision N]\n"
			"bulk not-started|progressing|off-track (--actions ACTION[,ACTION] | "
			"--from FILE) [--plan DATE] [--note TEXT]",
		.words = "add show progress note done verify return postpone hand priority "
			 "escalate change bulk",
		.options = "--what --measure --reason --owner --name --post --due --start "
			   "--scope --priority --escalated --anyway --json --plan --note "
			   "--evidence --on --impact --why --to --off --actions --from "
			   "--revision",
		.help = "Reports on an action, verifies it, or raises another",
		.right = RIGHT_LOOP,
		.run = command_action,
	},
	{
		.name = "agreement",
		.args = "[--month YYYY-MM | --quarter YYYY-YY-QN | --year YYYY-YY | --from "
			"DATE "
			"--to DATE | --always] [--service S] [--team T] [--auditor LOGIN] "
			"[--moderator LOGIN] [--domain CODE] [--mode sealed|open|imported] "
			"[--kind K] [--format text|csv|json] [-o FILE]",
		.options = "--month --quarter --year --from --to --always --service --team "
			   "--auditor --moderator --domain --mode --kind --format -o",
		.help = "Shows how far auditors and moderators agree, domain by domain",
		.right = RIGHT_REPORT,
		.run = command_agreement,
	},
	{
		.name = "allocate",
		.args = "AUDIT [--to LOGIN] [--peer LOGIN] [--due DATE | --days N]\n"
			"--suggest YYYY-MM [--peers] [--accept] [--json]",
		.options = "--to --peer --due --days --suggest --peers --accept --json",
		.help = "Gives an audit to somebody, or suggests auditors for a whole month",
		.right = RIGHT_SAMPLE,
		.run = command_allocate,
	},
	{
		.name = "audit",
		.args = "add CASE --to LOGIN [--peer LOGIN] [--due DATE | --days N] "
			"[--month YYYY-MM] [--template NAME] [--kind KIND]\n"
			"withdraw AUDIT --why REASON --approved-by NAME",
		.words = "add withdraw",
		.options = "--to --peer --due --days --month --template --kind --why "
			   "--approved-by",
		.help = "Begins an audit of a case, or takes one out of the count",
		.right = RIGHT_SAMPLE,
		.run = command_audit,
	},
	{
		.name = "backup",
		.args = "FILE",
		.help = "Copies the database to a new file while others work, and checks the "
			"copy",
		.right = RIGHT_ADMIN,
		.run = command_backup,
	},
	{
		.name = "calendar",
		.args = "[--mine] [--service S] [--team T] [--days N] -o FILE",
		.options = "--mine --service --team --days -o",
		.help = "Writes due dates for a calendar program (iCalendar)",
		.right = RIGHT_SEE,
		.run = command_calendar,
	},
	{
		.name = "calibration",
		.args = "start NAME --case CASE --auditor LOGIN[,LOGIN] --due DATE "
			"[--template NAME]\n"
			"grade NAME DOMAIN GRADE [--why TEXT]\n"
			"seal NAME\n"
			"close NAME\n"
			"show NAME [--json]\n"
			"list [--json]",
		.words = "start grade seal close show list",
		.options = "--case --auditor --due --template --why --json",
		.help = "Has many grade one case blind, and shows how far apart they are",
		.right = RIGHT_COUNT,
		.run = command_calibration,
	},
	{
		.name = "challenge",
		.args = "select YYYY-MM --percent P [--seed S] [--from DATE --to DATE]\n"
			"add AUDIT --month YYYY-MM --why REASON\n"
			"agenda YYYY-MM [--format text|csv|html] [-o FILE]\n"
			"record AUDIT --month YYYY-MM --outcome confirmed|challenged|deferred "
			"--discussed TEXT [--follows TEXT] [--met DATE] [--revision N]\n"
			"list [--month YYYY-MM] [--json]",
		.words = "select add agenda record list",
		.options = "--percent --seed --from --to --month --why --outcome --discussed "
			   "--follows --met --revision --format -o --json",
		.help = "Draws Inadequate audits for Confirm and Challenge, and keeps what it "
			"said",
		.right = RIGHT_CHALLENGE,
		.run = command_challenge,
	},
	{
		.name = "chart",
		.args = "CODE [--service S] [--team T] [--months N] [--format text|svg] "
			"[--ascii]\n"
			"list [--json]\n"
			"step CODE YYYY-MM --why TEXT [--service S]\n"
			"step CODE YYYY-MM --remove [--service S]\n"
			"steps [--json]",
		.words = "list step steps",
		.options = "--service --team --months --format --ascii --why --remove --json",
		.help = "Shows a chart, and marks where its limits begin anew",
		.right = RIGHT_REPORT,
		.run = command_chart,
	},
	{
		.name = "completion",
		.args = "bash | fish | zsh",
		.words = "bash fish zsh",
		.help = "Prints the completion script for a shell",
		.no_session = true,
		.no_screen = true,
		.right = RIGHT_COUNT,
		.run = command_completion,
	},
	{
		.name = "contact",
		.args = "AUDIT child|family [--written DATE] [--by MEANS] [--replied DATE] "
			"[--none] [--note TEXT]",
		.options = "--written --by --replied --none --note",
		.help = "Keeps what was written to child and family, and what they answered",
		.right = RIGHT_SEE,
		.run = command_contact,
	},
	{
		.name = "cycle",
		.args = "open YYYY-MM [--due DATE]\n"
			"show [YYYY-MM] [--kind K] [--json]\n"
			"list [--json]",
		.words = "open show list",
		.options = "--due --kind --json",
		.help = "Opens a month, and shows where its audits stand",
		.right = RIGHT_SEE,
		.run = command_cycle,
	},
	{
		.name = "due",
		.args = "[--mine | --person LOGIN] [--service S] [--team T] [--overdue] "
			"[--days N] [--check] [--json]",
		.options = "--mine --person --service --team --overdue --days --check --json",
		.help = "Lists what is due and overdue, by person",
		.right = RIGHT_SEE,
		.run = command_due,
	},
	{
		.name = "export",
		.args = "audits | judgements | answers | feedback | themes | moderations | "
			"steps | actions | summary | kpi | trail | codebook [--month YYYY-MM | "
			"--quarter YYYY-YY-QN | "
			"--year YYYY-YY | "
			"--from DATE --to DATE] [--service S] [--team T] [-o FILE] [--bom] "
			"[--raw]",
		.words = "audits judgements answers feedback themes moderations steps "
			 "actions summary kpi trail codebook",
		.options =
			"--month --quarter --year --from --to --service --team -o --bom --raw",
		.help = "Writes what the records hold as CSV",
		.right = RIGHT_REPORT,
		.run = command_export,
	},
	{
		.name = "help",
		.args = "[COMMAND]",
		.help = "Lists the commands, or explains one",
		.no_session = true,
		.no_screen = true,
		.right = RIGHT_COUNT,
		.run = command_help_show,
	},
	{
		.name = "import",
		.args = "services | teams | users | cases | audits | actions | holidays FILE "
			"[--dry-run] [--close-gone] [--steps]",
		.words = "services teams users cases audits actions holidays",
		.options = "--dry-run --close-gone --steps",
		.help = "Reads a whole CSV file into the database, all or nothing",
		.right = RIGHT_COUNT,
		.run = command_import,
	},
	{
		.name = "init",
		.args = "[--practice] [--demo [--audits N] [--seed S]]",
		.options = "--practice --demo --audits --seed",
		.help = "Makes a new database, whose first administrator is you",
		.no_session = true,
		.no_screen = true,
		.right = RIGHT_COUNT,
		.run = command_init,
	},
	{
		.name = "learning",
		.args = "themes | actions [--theme T] [--service S] [--month YYYY-MM | "
			"--quarter YYYY-YY-QN | --year YYYY-YY | --from DATE --to DATE] "
			"[--json | --csv [-o FILE]]\n"
			"brief THEME [--format text|html] [-o FILE]\n"
			"exemplars [--theme T] [--all] [--json | --csv [-o FILE]]\n"
			"candidates [--theme T] [--first N] [--json]\n"
			"add AUDIT --title T --text T [--theme T] [--domain CODE]\n"
			"change EXEMPLAR [--title T] [--text T] [--theme T] [--domain CODE] "
			"[--revision N]\n"
			"withdraw EXEMPLAR [--back]",
		.words = "themes actions brief exemplars candidates add change withdraw",
		.options = "--theme --service --month --quarter --year --from --to --json "
			   "--csv -o --format --all --first --title --text --domain --revision "
			   "--back",
		.help = "Gathers what audits teach the service by theme, without the cases",
		.right = RIGHT_COUNT,
		.run = command_learning,
	},
	{
		.name = "list",
		.args = "audits [--service S] [--team T] [--month YYYY-MM] [--state STATE] "
			"[--grade G] [--auditor LOGIN] [--kind K] [--completed-from DATE] "
			"[--completed-to DATE] [--due-from DATE] [--due-to DATE] [--post POST] "
			"[--theme NAME] [--domain CODE] [--text WORDS] [--open] "
			"[--sort due|completed|reference] [--reverse] [--first N] [--json]\n"
			"actions [--service S] [--team T] [--owner LOGIN | --owner-name NAME | "
			"--mine] [--colour C[,C]] [--grade G] [--priority] [--escalated] "
			"[--overdue] [--said-done] [--text WORDS] [--by owner|team] [--first "
			"N] "
			"[--json]\n"
			"contacts [--month YYYY-MM] [--open] [--mine] [--first N] [--json]\n"
			"steps [--service S] [--team T] [--grade G] [--step CODE] [--overdue] "
			"[--mine] [--first N] [--json]",
		.words = "audits actions contacts steps",
		.options = "--service --team --month --state --grade --auditor --kind "
			   "--completed-from --completed-to --due-from --due-to --post "
			   "--theme --domain --text --open --sort --reverse --owner "
			   "--owner-name --colour --priority "
			   "--escalated --overdue --said-done --by --mine --step --first "
			   "--json",
		.help = "Lists audits that you may see, their open actions and steps, or "
			"contacts with families",
		.right = RIGHT_SEE,
		.run = command_list,
	},
	{
		.name = "loop",
		.args = "list [--json]\n"
			"import FILE --effective DATE [--dry-run]\n"
			"export [--version N] [-o FILE] [--bom] [--raw]\n"
			"diff [N] [N] [--json]",
		.words = "list import export diff",
		.options = "--json --effective --dry-run --version -o --bom --raw",
		.help = "Keeps the rules of closing the loop: which steps a grade asks for, "
			"and "
			"by when",
		.right = RIGHT_TEMPLATE,
		.run = command_loop,
	},
	{
		.name = "moderate",
		.args = "select YYYY-MM --percent P [--grade G] [--seed S]\n"
			"add AUDIT --why REASON [--to LOGIN]\n"
			"assign AUDIT --to LOGIN\n"
			"list [--mine | --open | --disputed | --outcomes | --completed] "
			"[--first N] [--json]",
		.words = "select add assign list",
		.options = "--percent --grade --seed --why --to --mine --open --disputed "
			   "--outcomes "
			   "--completed --first --json",
		.help = "Selects audits for moderation, gives them out, and lists them",
		.right = RIGHT_SEE,
		.run = command_moderate,
	},
	{
		.name = "report",
		.args = "[--month YYYY-MM | --quarter YYYY-YY-QN | --year YYYY-YY | --from "
			"DATE "
			"--to DATE] [--service S] [--team T] [--kind K] [--format "
			"text|csv|html] "
			"[--with-narratives] [-o FILE]\n"
			"--briefing THEME [--format text|html] [-o FILE]",
		.options =
			"--month --quarter --year --from --to --service --team --kind --format "
			"--with-narratives --briefing -o",
		.help = "Reports on a month, a quarter or a year, or briefs on one theme",
		.right = RIGHT_REPORT,
		.run = command_report,
	},
	{
		.name = "restore",
		.args = "FILE",
		.help = "Puts a backup in the place of the database, which is kept beside it",
		.no_session = true,
		.no_screen = true,
		.right = RIGHT_COUNT,
		.run = command_restore,
	},
	{
		.name = "retain",
		.args = "--before DATE [--dry-run | --yes] [--json]",
		.options = "--before --dry-run --yes --json",
		.help = "Anonymises what is over for long enough; its figures stay",
		.right = RIGHT_ADMIN,
		.run = command_retain,
	},
	{
		.name = "sample",
		.args = "YYYY-MM (--per-team N | --percent P) [--seed S] [--exclude-months N] "
			"[--due DATE] [--dry-run] [--kind K [--template NAME] [--service S] "
			"[--team T] [--plan-type P] [--cases CASE,CASE | --from FILE]]\n"
			"verify NAME\n"
			"show NAME [--json | --csv [--raw] [-o FILE]]\n"
			"list [--month YYYY-MM] [--json]\n"
			"replace AUDIT --why REASON --approved-by NAME",
		.words = "verify show list replace",
		.options =
			"--per-team --percent --seed --exclude-months --due --dry-run --kind "
			"--template --service --team --plan-type --cases --from --json --csv "
			"--raw -o --month --why --approved-by",
		.help = "Draws cases to audit at random, with a receipt that anybody can run "
			"again",
		.right = RIGHT_REPORT,
		.run = command_sample,
	},
	{
		.name = "service",
		.args = "add NAME\n"
			"change NAME [--name NEW] [--active | --inactive]\n"
			"list [--json]",
		.words = "add change list",
		.options = "--name --active --inactive --json",
		.help = "Adds, changes and lists services",
		.right = RIGHT_COUNT,
		.run = command_service,
	},
	{
		.name = "setting",
		.args = "list [--json]\nset NAME VALUE",
		.words = "list set",
		.options = "--json",
		.help = "Shows and changes what holds for the whole database",
		.right = RIGHT_COUNT,
		.run = command_setting,
	},
	{
		.name = "show",
		.args = "AUDIT [--json]\n"
			"AUDIT [--format text|html] [--for practitioner|family] [-o FILE]\n"
			"--person CASE [--json] [-o FILE]",
		.options = "--format --for --person --json -o",
		.help = "Shows one audit, its outcome to hand over, or all held on a case",
		.right = RIGHT_SEE,
		.run = command_show,
	},
	{
		.name = "step",
		.args = "list AUDIT [--json]\n"
			"do AUDIT STEP [--part POST] --on DATE [--note TEXT] [--attended TEXT] "
			"[--decisions TEXT] [--by-whom NAME] [--seen yes|no] [--alone yes|no] "
			"[--why-not TEXT] [--looked-at TEXT] [--in-place yes|partly|no] "
			"[--follows TEXT] [--late REASON] [--json]",
		.words = "list do",
		.options = "--part --on --note --attended --decisions --by-whom --seen --alone "
			   "--why-not --looked-at --in-place --follows --late --json",
		.help = "Shows the steps that close the loop of an audit, and says that one is "
			"done",
		.right = RIGHT_SEE,
		.run = command_step,
	},
	{
		.name = "team",
		.args = "add NAME --service S\n"
			"change NAME [--name NEW] [--service S] [--active | --inactive]\n"
			"list [--json]",
		.words = "add change list",
		.options = "--name --service --active --inactive --json",
		.help = "Adds, changes and lists teams",
		.right = RIGHT_COUNT,
		.run = command_team,
	},
	{
		.name = "template",
		.args = "list [--json]\n"
			"import FILE --name N --effective DATE [--dry-run]\n"
			"export NAME[@VERSION] [--version VERSION] [-o FILE] [--bom] [--raw]\n"
			"diff NAME[@VERSION] [NAME[@VERSION]] [--json]\n"
			"use NAME",
		.words = "list import export diff use",
		.options = "--json --name --effective --dry-run --version -o --bom --raw",
		.help = "Keeps the templates that audits are made with, version by version",
		.right = RIGHT_COUNT,
		.run = command_template,
	},
	{
		.name = "theme",
		.args = "add NAME\n"
			"change NAME [--name NEW] [--active | --inactive]\n"
			"list [--all] [--json]",
		.words = "add change list",
		.options = "--name --active --inactive --all --json",
		.help = "Keeps the list of themes that auditors choose from",
		.right = RIGHT_COUNT,
		.run = command_theme,
	},
	{
		.name = "trail",
		.args = "[RECORD] [--last N] [--json]",
		.options = "--last --json",
		.help = "Shows who looked and who changed what, newest first",
		.right = RIGHT_TRAIL,
		.run = command_trail,
	},
	{
		.name = "user",
		.args = "add LOGIN --name N --post P --role R[,R] [--team T] [--service "
			"S[,S]]\n"
			"change LOGIN [--name N] [--post P] [--role R[,R]] [--team T] "
			"[--service S[,S]] [--active | --inactive]\n"
			"change LOGIN --away FROM TO | --back\n"
			"away [LOGIN] [--json]\n"
			"list [--json]",
		.words = "add change away list",
		.options = "--name --post --role --team --service --active --inactive --away "
			   "--back --json",
		.help = "Adds, changes and lists people, and says who is away",
		.right = RIGHT_COUNT,
		.run = command_user,
	},
	{
		.name = "verify",
		.args = "[--head HASH]",
		.options = "--head",
		.help = "Walks the trail and checks the file, and names every row that does "
			"not hold",
		.right = RIGHT_TRAIL,
		.run = command_verify,
	},
	{
		.name = "workdays",
		.args = "DATE N",
		.help = "Prints the date N working days after DATE",
		.no_session = true,
		.right = RIGHT_COUNT,
		.run = command_workdays,
	},
	{0},
};
