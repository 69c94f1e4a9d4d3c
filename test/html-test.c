// SPDX-License-Identifier: MIT
// HTML: what is written is escaped, closed and asks nothing of the network.
#include <stdlib.h>
#include <string.h>

#include "core/html.h"
#include "test/test.h"

struct written {
	struct html html;
	FILE *to;
	char *text;
	size_t size;
};

static void begin(struct written *written)
{
	written->to = open_memstream(&written->text, &written->size);
	html_begin(&written->html, written->to, "Agenda <1>", "October & November", false);
}

static char *end(struct written *written)
{
	html_end(&written->html);
	fclose(written->to);
	return written->text;
}

static void has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("not there: %s\nin: %s", part, text);
}

static void lacks(const char *text, const char *part)
{
	if (strstr(text, part))
		fail_msg("there: %s\nin: %s", part, text);
}

static void test_escaped(void **state)
{
	static const struct {
		const char *text, *html;
	} rows[] = {
		{"<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"},
		{"a & b", "<p>a &amp; b</p>"},
		{"\"it's\"", "<p>&quot;it&#39;s&quot;</p>"},
		{"&amp;", "<p>&amp;amp;</p>"},
		{"bell \a, turned \u202e", "<p>bell \xef\xbf\xbd, turned \xef\xbf\xbd</p>"},
		{"cut \xc3", "<p>cut \xef\xbf\xbd</p>"},
		{"Si\xc3\xa2n \xf0\x9f\x91\xa7", "<p>Si\xc3\xa2n \xf0\x9f\x91\xa7</p>"},
		{NULL, "<p></p>"},
	};
	struct written written;
	char *text;

	begin(&written);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		html_element(&written.html, "p", NULL, rows[i].text);
	text = end(&written);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		has(text, rows[i].html);
	has(text, "<title>Agenda &lt;1&gt;</title>");
	has(text, "<h1>Agenda &lt;1&gt;</h1>");
	has(text, "<p class=\"note\">October &amp; November</p>");
	lacks(text, "<script");
	free(text);
}

static void test_alone(void **state)
{
	struct written written;
	char *text;

	begin(&written);
	html_section(&written.html, 2, "Open");
	text = end(&written);
	has(text, "<!DOCTYPE html>\n<html lang=\"en-GB\">");
	has(text, "default-src 'none'");
	has(text, "</section>\n</main>\n</body>\n</html>\n"); // what was left open
	lacks(text, "http:");
	lacks(text, "https:");
	lacks(text, "url(");
	lacks(text, "src=");
	lacks(text, "PRACTICE");
	free(text);
}

static void test_practice(void **state)
{
	struct written written;
	char *text;

	written.to = open_memstream(&written.text, &written.size);
	html_begin(&written.html, written.to, "Agenda", NULL, true);
	text = end(&written);
	has(text, "<p class=\"practice\">PRACTICE");
	lacks(text, "<p class=\"note\">");
	free(text);
}

static void test_table(void **state)
{
	static const struct html_column columns[] = {
		{"Team", false, true}, {"Audits", true}, {"Colour"}};
	struct written written;
	char *text;

	begin(&written);
	html_table(&written.html, "Teams", columns, 3);
	html_cell(&written.html, "North & South");
	html_number(&written.html, -12);
	html_cell_as(&written.html, "RED", "RED");
	html_cell(&written.html, "");
	html_number(&written.html, 1);
	html_cell(&written.html, "more");
	html_cell(&written.html, "Alone");
	html_table_end(&written.html);
	text = end(&written);
	has(text, "<caption>Teams</caption>\n<thead><tr>\n<th scope=\"col\">Team</th>\n"
		  "<th scope=\"col\" class=\"number\">Audits</th>\n");
	has(text, "<tr>\n<th scope=\"row\">North &amp; South</th>\n"
		  "<td class=\"number\">-12</td>\n<td class=\"red\">RED</td>\n</tr>\n");
	has(text,
		"<tr>\n<td></td>\n<td class=\"number\">1</td>\n"); // no head that names nothing
	has(text, "<tr>\n<th scope=\"row\">Alone</th>\n<td class=\"number\"></td>\n"
		  "<td></td>\n</tr>\n</tbody>\n</table>\n"); // a row left short is filled
	free(text);
}

static void test_narrative(void **state)
{
	struct written written;
	char *text;

	begin(&written);
	html_narrative(&written.html, "\nOne\ntwo < 3\n\n\nThree\n");
	html_narrative(&written.html, "");
	html_open(&written.html, "dl", NULL);
	html_pair(&written.html, "Worker", "");
	html_pair(&written.html, "Team", "Court");
	html_close(&written.html);
	text = end(&written);
	has(text, "<p>One<br>\ntwo &lt; 3</p>\n<p>Three</p>\n<dl>\n<dt>Team</dt>\n"
		  "<dd>Court</dd>\n</dl>\n");
	lacks(text, "Worker");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_escaped),
		cmocka_unit_test(test_alone),
		cmocka_unit_test(test_practice),
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_narrative),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
