#include "search/markup.h"

#include <check.h>
#include <string.h>

static const struct {
    const char *name;
    Markup markup;
    gboolean at_start;
    const char *text, *written;
} cases[] = {
    {"HTML: signs", MARKUP_HTML, TRUE, "<b a=\"1\" c='2'> & &amp;",
     "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt; &amp; &amp;amp;"},
    {"HTML: line breaks", MARKUP_HTML, TRUE, "a\nb\tc", "a b c"},
    {"HTML: controls", MARKUP_HTML, TRUE, "a\033[31mb\001c", "ab\xEF\xBF\xBD" "c"},
    {"HTML: no characters of XML", MARKUP_HTML, TRUE,
     "\xEF\xBF\xBE\xEF\xBF\xBF\xF0\x9F\xBF\xBE\xEF\xB7\x90.",
     "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD."},
    {"HTML: not UTF-8", MARKUP_HTML, TRUE, "a\xFF<", "a\xEF\xBF\xBD&lt;"},
    {"Markdown: signs", MARKUP_MARKDOWN, FALSE, "*a* _b_ `c` [d](e) <f> \\ ~g~ h|i $j$ !k #l &m;",
     "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\<f\\> \\\\ \\~g\\~ h\\|i \\$j\\$ \\!k \\#l \\&m;"},
    {"Markdown: a heading at the start", MARKUP_MARKDOWN, TRUE, "# a # b", "\\# a \\# b"},
    {"Markdown: a list at the start", MARKUP_MARKDOWN, TRUE, "- a - b", "\\- a - b"},
    {"Markdown: no list behind it", MARKUP_MARKDOWN, FALSE, "- a", "- a"},
    {"Markdown: a number at the start", MARKUP_MARKDOWN, TRUE, "12. a 3. b", "12\\. a 3. b"},
    {"Markdown: a number with a bracket", MARKUP_MARKDOWN, TRUE, "1) a", "1\\) a"},
    {"Markdown: a number alone", MARKUP_MARKDOWN, TRUE, "12 storms.", "12 storms."},
    {"Markdown: digits to the end", MARKUP_MARKDOWN, TRUE, "2014", "2014"},
    {"Markdown: a rule", MARKUP_MARKDOWN, TRUE, "---", "\\---"},
    {"Markdown: line breaks", MARKUP_MARKDOWN, TRUE, "a\n\n# b", "a  \\# b"},
    {"nothing", MARKUP_MARKDOWN, TRUE, "", ""},
};

START_TEST(stays_text)
{
    g_autoptr(GString) out = g_string_new(NULL);
    markup_append(out, cases[_i].markup, cases[_i].text, strlen(cases[_i].text),
                  cases[_i].at_start);
    ck_assert_msg(g_str_equal(out->str, cases[_i].written), "%s: %s", cases[_i].name, out->str);
}
END_TEST

static const struct {
    Markup markup;
    const char *url, *written; /* NULL: no address */
} addresses[] = {
    {MARKUP_HTML, "https://x.example/?a=1&b=\"<'>\"",
     "https://x.example/?a=1&amp;b=&quot;&lt;&#39;&gt;&quot;"},
    {MARKUP_HTML, "http://x.example/\xC3\xA4 \n", "http://x.example/%C3%A4%20%0A"},
    {MARKUP_MARKDOWN, "https://x.example/<a>\\)", "https://x.example/%3Ca%3E%5C)"},
    {MARKUP_MARKDOWN, "javascript:alert(1)", NULL},
    {MARKUP_HTML, "data:text/html,<script>", NULL},
    {MARKUP_HTML, "", NULL},
};

START_TEST(takes_addresses_of_the_web)
{
    g_autoptr(GString) out = g_string_new(NULL);
    gboolean taken = markup_address(out, addresses[_i].markup, addresses[_i].url);
    ck_assert_int_eq(taken, addresses[_i].written != NULL);
    ck_assert_str_eq(out->str, taken ? addresses[_i].written : "");
}
END_TEST

int main(void)
{
    Suite *s = suite_create("markup");
    TCase *c = tcase_create("markup");
    tcase_add_loop_test(c, stays_text, 0, G_N_ELEMENTS(cases));
    tcase_add_loop_test(c, takes_addresses_of_the_web, 0, G_N_ELEMENTS(addresses));
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
