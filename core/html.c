// SPDX-License-Identifier: MIT
// An HTML document, written as it comes: one file by itself, to be read, printed and sent on.
#include <assert.h>
#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "core/html.h"
#include "core/text.h"
#include "db/mem.h"

#define WIDE_COLUMNS 3 // columns of a table that may not fit on a telephone

// Classes: note (small print), practice, number, box (a frame around a part), inner (a row of what stands above), and a colour of the tracker in small
// letters: grey green amber red blue. Colours only frame a word that says the same.
static const char style[] =
	":root{color-scheme:light "
	"dark;--ink:#1a1a1a;--paper:#fff;--line:#8a8a8a;--soft:#f1f1f1;"
	"--grey:#6b6b6b;--green:#1b7a36;--amber:#9a5b00;--red:#b3171f;--blue:#1d5fa8}\n"
	"@media(prefers-color-scheme:dark){:root{--ink:#ececec;--paper:#141414;--line:#777;"
	"--soft:#242424;--grey:#a9a9a9;--green:#6fce8a;--amber:#e6ac4a;--red:#ff8c8c;"
	"--blue:#8ebdf2}}\n"
	"body{margin:0 auto;max-width:60rem;padding:1rem;color:var(--ink);"
	"background:var(--paper);font:1rem/1.45 system-ui,sans-serif}\n"
	"h1,h2,h3,h4{line-height:1.2;margin:1.4em 0 .4em}h1{margin-top:0}\n"
	"p,ul,ol,dl{margin:.4em 0}\n"
	"table{border-collapse:collapse;margin:.6em 0;width:100%}\n"
	".unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}\n"
	"caption{text-align:left;font-weight:bold;padding:.3em 0}\n"
	".wide{overflow-x:auto}\n"
	"th,td{border:1px solid var(--line);padding:.25em .5em;text-align:left;"
	"vertical-align:top}\n"
	"thead th{background:var(--soft);vertical-align:bottom}tbody th{font-weight:normal}\n"
	"a,summary{color:var(--blue)}summary{cursor:pointer;font-size:.9em;padding:.3em 0}\n"
	"nav ul{columns:18rem;padding-left:1.2em}\n"
	".number{text-align:right;font-variant-numeric:tabular-nums}td.number{white-space:"
	"nowrap}\n"
	"tbody .inner{padding-left:1.6em}\n"
	"dl{display:grid;grid-template-columns:fit-content(9em) 1fr;gap:.2em "
	"1em}dt{font-weight:bold}"
	"dd{margin:0;overflow-wrap:anywhere}\n"
	".note{color:var(--grey);font-size:.9em}\n"
	".practice{border:2px solid;padding:.2em .6em;font-weight:bold}\n"
	".box{border:1px solid var(--line);padding:.2em 1em;margin:1em 0}\n"
	".grey{color:var(--grey)}.green{color:var(--green)}.amber{color:var(--amber)}"
	".red{color:var(--red)}.blue{color:var(--blue)}\n"
	".grey,.green,.amber,.red,.blue{font-weight:bold}\n"
	"figure{margin:1em 0;break-inside:avoid}figcaption{font-size:.9em}\n"
	".chart{width:100%;height:auto;max-width:45rem;fill:var(--ink);"
	"font:12px system-ui,sans-serif}\n"
	".chart line,.chart path{fill:none;stroke:var(--line)}"
	".chart .grid{stroke-opacity:.35}.chart .mean{stroke:var(--ink)}"
	".chart .limit{stroke:var(--ink);stroke-dasharray:5 3}"
	".chart .step{stroke:var(--ink);stroke-dasharray:1 3;stroke-width:2}"
	".chart .path{stroke:var(--blue);stroke-width:1.5}.chart .dot{fill:var(--blue)}"
	".chart .odd{fill:var(--red);stroke:var(--paper)}"
	".chart .edge,.chart .same{fill:none;stroke:var(--line)}"
	".chart .same{stroke:var(--ink);stroke-width:2}.chart .tint{fill:var(--blue)}"
	".chart .hatch{stroke:var(--paper);stroke-width:1.2}"
	".chart .paper{fill:var(--paper)}.chart .name{font-weight:bold}"
	".chart .f1{fill:var(--blue)}.chart .f2{fill:var(--green)}"
	".chart .f3{fill:var(--amber)}.chart .f4{fill:var(--red)}\n"
	"@page{size:A4;margin:15mm 14mm}\n"
	"@media print{:root{--ink:#000;--paper:#fff;--line:#777;--soft:#eee;--grey:#444;"
	"--green:#1b7a36;--amber:#7a4800;--red:#b3171f;--blue:#1d5fa8}"
	"body{max-width:none;padding:0;font-size:10pt}h2,h3,h4,caption{break-after:avoid}"
	"tr,.box{break-inside:avoid}.wide{overflow:visible}details:not([open]){display:none}"
	"table{font-size:9pt}th,td{padding:.15em "
	".35em}a{color:inherit}thead{display:table-header-group}"
	".page{break-before:page}}\n";

void html_style(FILE *to)
{
	fprintf(to, "<style>\n%s</style>\n", style);
}

void html_begin(struct html *html, FILE *to, const char *title, const char *note, bool practice)
{
	*html = (struct html){.to = to};
	fputs("<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
	      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	      "<meta name=\"referrer\" content=\"no-referrer\">\n"
	      "<meta http-equiv=\"Content-Security-Policy\" "
	      "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
		to);
	html_element(html, "title", NULL, title);
	html_style(to);
	fputs("</head>\n<body>\n", to);
	html_open(html, "main", NULL);
	if (practice)
		html_element(html, "p", "practice", "PRACTICE: made-up records");
	html_element(html, "h1", NULL, title);
	if (note)
		html_element(html, "p", "note", note);
}

void html_end(struct html *html)
{
	while (html->depth)
		html_close(html);
	fputs("</body>\n</html>\n", html->to);
	free(html->heading);
	html->heading = NULL;
}

static void put_start(struct html *html, const char *name, const char *class)
{
	if (class)
		fprintf(html->to, "<%s class=\"%s\">", name, class);
	else
		fprintf(html->to, "<%s>", name);
}

void html_open(struct html *html, const char *name, const char *class)
{
	assert(html->depth < HTML_DEPTH);
	put_start(html, name, class);
	putc('\n', html->to);
	html->open[html->depth++] = name;
}

void html_close(struct html *html)
{
	assert(html->depth > 0);
	fprintf(html->to, "</%s>\n", html->open[--html->depth]);
}

static void put_rune(FILE *to, int32_t rune, const char *bytes, size_t size)
{
	switch (rune) {
	case '&': fputs("&amp;", to); break;
	case '<': fputs("&lt;", to); break;
	case '>': fputs("&gt;", to); break;
	case '"': fputs("&quot;", to); break;
	case '\'': fputs("&#39;", to); break;
	default:
		if (rune < 0 || text_refused(rune, TEXT_LINES))
			fputs("\xef\xbf\xbd", to);
		else
			fwrite(bytes, 1, size, to);
	}
}

static void put_text(struct html *html, const char *text, size_t length)
{
	while (length) {
		int32_t rune;
		size_t size = text_decode(text, length, &rune);

		put_rune(html->to, rune, text, size);
		text += size;
		length -= size;
	}
}

void html_text(struct html *html, const char *text)
{
	if (text)
		put_text(html, text, strlen(text));
}

void html_element(struct html *html, const char *name, const char *class, const char *text)
{
	put_start(html, name, class);
	html_text(html, text);
	fprintf(html->to, "</%s>\n", name);
}

void html_section(struct html *html, int level, const char *heading)
{
	char name[] = {'h', (char)('0' + level), '\0'};

	assert(level >= 2 && level <= 6);
	html_open(html, "section", NULL);
	html_element(html, name, NULL, heading);
	xreplace(&html->heading, heading);
}

void html_chapter(struct html *html, const char *id, const char *heading)
{
	html_open(html, "section", NULL);
	fprintf(html->to, "<h2 id=\"%s\">", id);
	html_text(html, heading);
	fputs("</h2>\n", html->to);
	xreplace(&html->heading, heading);
}

void html_link(struct html *html, const char *id, const char *text)
{
	fprintf(html->to, "<a href=\"#%s\">", id);
	html_text(html, text);
	fputs("</a>", html->to);
}

// One paragraph: up to the empty line at end, its single line ends kept.
static void put_paragraph(struct html *html, const char *text, size_t length)
{
	fputs("<p>", html->to);
	for (;;) {
		const char *newline = memchr(text, '\n', length);
		size_t line = newline ? (size_t)(newline - text) : length;

		put_text(html, text, line);
		if (!newline)
			break;
		fputs("<br>\n", html->to);
		text += line + 1;
		length -= line + 1;
	}
	fputs("</p>\n", html->to);
}

void html_narrative(struct html *html, const char *text)
{
	text += strspn(text, "\n");
	while (*text) {
		const char *end = strstr(text, "\n\n");
		size_t length = end ? (size_t)(end - text) : strlen(text);

		while (!end && length && text[length - 1] == '\n')
			length--;
		put_paragraph(html, text, length);
		if (!end)
			return;
		text = end + strspn(end, "\n");
	}
}

// What scrolls by itself on a narrow screen: it can be reached by key, and has a name there.
static void wide_open(struct html *html, const char *name)
{
	assert(html->depth < HTML_DEPTH);
	fputs("<div class=\"wide\" role=\"group\" tabindex=\"0\" aria-label=\"", html->to);
	html_text(html, name);
	fputs("\">\n", html->to);
	html->open[html->depth++] = "div";
}

void html_table(
	struct html *html, const char *caption, const struct html_column *columns, size_t count)
{
	assert(count <= HTML_COLUMNS && count > 0);
	if (count >= WIDE_COLUMNS)
		wide_open(html, caption ? caption : html->heading);
	html_open(html, "table", NULL);
	html_element(
		html, "caption", caption ? NULL : "unseen", caption ? caption : html->heading);
	fputs("<thead><tr>\n", html->to);
	for (size_t i = 0; i < count; i++) {
		fprintf(html->to, "<th scope=\"col\"%s>",
			columns[i].number ? " class=\"number\"" : "");
		html_text(html, columns[i].name);
		fputs("</th>\n", html->to);
	}
	fputs("</tr></thead>\n", html->to);
	html_open(html, "tbody", NULL);
	html->columns = columns;
	html->column_count = count;
	html->column = 0;
}

// In small letters, so that the name of a colour will do.
static void put_class(FILE *to, bool number, const char *class)
{
	fprintf(to, " class=\"%s%s", number ? "number" : "", number && *class ? " " : "");
	for (; *class; class ++)
		putc(tolower((unsigned char)*class), to);
	putc('"', to);
}

void html_cell_as(struct html *html, const char *class, const char *text)
{
	const struct html_column *column = &html->columns[html->column];
	bool heads = column->heads && text && *text; // an empty head would name nothing
	const char *name = heads ? "th" : "td";

	if (html->column == 0)
		fputs("<tr>\n", html->to);
	fprintf(html->to, "<%s%s", name, heads ? " scope=\"row\"" : "");
	if (class || column->number)
		put_class(html->to, column->number, class ? class : "");
	putc('>', html->to);
	html_text(html, text);
	fprintf(html->to, "</%s>\n", name);
	if (++html->column < html->column_count)
		return;
	html->column = 0;
	fputs("</tr>\n", html->to);
}

void html_cell(struct html *html, const char *text)
{
	html_cell_as(html, NULL, text);
}

void html_number(struct html *html, int64_t number)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRId64, number);
	html_cell(html, text);
}

void html_table_end(struct html *html)
{
	while (html->column)
		html_cell(html, "");
	html_close(html); // tbody
	html_close(html);
	if (html->column_count >= WIDE_COLUMNS)
		html_close(html);
}

void html_pair(struct html *html, const char *name, const char *text)
{
	if (!text || !*text)
		return;
	html_element(html, "dt", NULL, name);
	fputs("<dd>", html->to);
	html_text(html, text);
	fputs("</dd>\n", html->to);
}
