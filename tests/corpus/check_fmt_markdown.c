#include "tests/corpus/corpus-test.h"

#define HEAD(yaml) "---\n" yaml "---\n"

static const struct {
    const char *name, *text, *wanted;
} rows[] = {
    {"front matter", HEAD("layout: post\ntitle: Fog lifts\ndate: 2014-08-07 10:15:00 +0400\nauthor: Jane Doe\ntags: [fog, \"ships, all\"]\nlang: en\n")
     "\nForty ships left.\n",
     "title=Fog lifts | text=Forty ships left. | author=Jane Doe | language=en | keyword=fog\\nships, all | date=2014-08-07T06:15:00\n"},
    {"several authors", HEAD("title: 'It''s fog'\nauthors:\n  - name: Jane Doe\n    mail: j@c.example\n  - name: Otto Ufer\n") "x",
     "title=It's fog | text=x | author=Jane Doe\\nOtto Ufer\n"},
    {"an author with a name", HEAD("title: T\nauthor: {name: Jane, url: x}\n") "x", "title=T | text=x | author=Jane\n"},
    {"a value of nothing", HEAD("title: Fog\nauthor: \ntags: ~\n") "x", "title=Fog | text=x\n"},
    {"a folded value", HEAD("title: >\n  Fog\n  lifts\ncategories:\n- sea\n- air\n") "x", "title=Fog lifts | text=x | keyword=sea\\nair\n"},
    {"an address, and one within its site", HEAD("title: T\nurl: /a\npermalink: https://c.example/1\n") "x",
     "url=https://c.example/1 | title=T | text=x\n"},
    {"a whole address", HEAD("title: T\npermalink: https://c.example/1\n") "x", "url=https://c.example/1 | title=T | text=x\n"},
    {"a colon in a title is broken YAML", HEAD("title: Fog: a tale\nauthor: [Jane Doe, 'Otto']\ndate: 2014-08-07\ntags:\n  - a\n  - \"b c\"\n") "x",
     "title=Fog: a tale | text=x | author=Jane Doe\\nOtto | keyword=a\\nb c | date=2014-08-07\n"},
    {"references and tags in a title", HEAD("title: Fog&#58; <em>a</em> tale\n") "x", "title=Fog: a tale | text=x\n"},
    {"a description where there is no text", HEAD("title: T\ndescription: All of it.\n") "\n![p](a.jpg)\n", "title=T | text=All of it.\n"},
    {"a description besides a text", HEAD("title: T\ndescription: All of it.\n") "x", "title=T | text=x\n"},
    {"closed by dots, lines of Windows", "---\r\ntitle: T\r\n...\r\nOne.\r\nTwo.\r\n", "title=T | text=One.\\nTwo.\n"},
    {"aliases stand for nothing", HEAD("a: &a [x, x]\nb: &b [*a, *a]\ntags: [*b, y]\ntitle: T\n") "x", "title=T | text=x | keyword=y\n"},
    {"TOML", "+++\ntitle = \"Fog \\\"lifts\\\"\"\ndate = 2014-08-07T10:15:00Z # then\ndraft = false\nauthors = ['Jane',\n  'Otto']\n"
     "[taxonomies]\ntags = [\"fog\", \"sea\"]\n[extra]\nlang = \"x\"\n+++\nText.\n",
     "title=Fog \"lifts\" | text=Text. | author=Jane\\nOtto | keyword=fog\\nsea | date=2014-08-07T10:15:00\n"},
    {"TOML's escapes", "+++\ntitle = \"Caf\\u00e9 \\U0001F30A C:\\\\ \\\"x\\\"\"\nauthor = \"Ren\\q\"\n+++\nText.\n",
     "title=Caf\xC3\xA9 \xF0\x9F\x8C\x8A C:\\ \"x\" | text=Text. | author=Ren\\q\n"},
    {"TOML's string that nothing ends", "+++\nauthor = \"Ren\\u00E9\"\ntitle = \"Fog\\\n+++\nText.\n", "title=Fog | text=Text. | author=Ren\xC3\xA9\n"},
    {"no front matter", "# Fog lifts #\n\nForty ships left.\n\n# And more\n", "title=Fog lifts | text=Forty ships left.\\n\\nAnd more\n"},
    {"an underlined heading", "Fog lifts\n=========\n\nBefore\n------\nText.", "title=Fog lifts | text=Before\\n\\nText.\n"},
    {"a line that is no front matter", "---\n\nJust a ruler.\n\n---\n", "text=Just a ruler.\n"},
    {"emphasis", "*a* **b** _c_ __d__ ***e*** ~~f~~ s*tr*ess snake_case_name 3 * 4 *open\n", "text=a b c d e f stress snake_case_name 3 * 4 *open\n"},
    {"links", "See [the *port*](http://p.example/a_(b) \"title\"), [it][1], [1], <https://q.example/a_b_c>, [x](\n\n[1]: http://r.example\n",
     "text=See the port, it, [1], https://q.example/a_b_c, [x](\n"},
    {"pictures are left out", "a ![alt *t*](p.jpg) b [![alt](p.jpg)](http://x) c ![alt][p] d", "text=a  b  c  d\n"},
    {"notes", "Fog[^1] lifts.\n\n[^1]: At last.\n", "text=Fog lifts.\\n\\nAt last.\n"},
    {"code", "Use `<b>*x*</b>` and ``a`b``:\n\n```html\n<p>*y*</p>\n  &amp;\n```\nend `open\n",
     "text=Use <b>*x*</b> and a`b:\\n\\n<p>*y*</p>\\n  &amp;\\n\\nend `open\n"},
    {"lists", "One:\n- a\n* [x] b\n  more\n1. c\n2) d\n\nIn\n1994. Then\n", "text=One:\\na\\nb\\nmore\\n1. c\\n2) d\\n\\nIn\\n1994. Then\n"},
    {"a quotation", "> a\n> > b\n>\n> c\n", "text=a\\nb\\n\\nc\n"},
    {"a table", "| Port | Ships |\n|:-----|------:|\n| Calder | 4\\|5 |\n|A|*B*|\n\nx | y\n", "text=Port Ships\\nCalder 4|5\\nA B\\n\\nx | y\n"},
    {"rulers", "a\n\n***\n\nb\n\n- - -\n\nc\n", "text=a\\n\\nb\\n\\nc\n"},
    {"signs that are escaped", "\\*a\\* 5 \\< 6 \\[b\\](c) AT\\&T\n", "text=*a* 5 < 6 [b](c) AT&T\n"},
    {"HTML", "<div class=\"a_b_c\">\n\n<b>Fog</b> &amp; *ships*\n\n</div>\n<!-- a comment\n\non and on -->\n<script>x</script>\na < b\n",
     "text=Fog & ships\\n\\na < b\n"},
    {"tags of generators", "{% include a.html %}Fog {{ site.x }}lifts{: .red}\n{{< figure src=\"a\" >}}\n", "text=Fog lifts\n"},
    {"escaped HTML stays", "```\n<p>a\n```\n", "text=<p>a\n"},
};

START_TEST(texts_are_read)
{
    g_autoptr(GPtrArray) all = read_written("a.md", rows[_i].text, strlen(rows[_i].text), NULL);
    g_autofree char *shown = show_all(all);
    ck_assert_msg(strcmp(shown, rows[_i].wanted) == 0, "%s:\n%s", rows[_i].name, shown);
}
END_TEST

static const struct {
    const char *name, *file, *text, *wanted;
} told[] = {
    {"front matter under any name", "post.txt", HEAD("title: T\n") "*x*", "title=T | text=x\n"},
    {"a name and nothing else", "a.markdown", "*x*", "text=x\n"},
    {"no name and nothing else", "a.txt", "*x*", "text=*x*\n"},
    {"front matter that is not closed", "a.txt", "---\ntitle: T\n", "text=---\\ntitle: T\n"},
    {"lines without a key", "a.txt", "---\nJust a text\n---\nx", "text=---\\nJust a text\\n---\\nx\n"},
    {"JSON Lines of that name", "a.md", "{\"title\":\"T\",\"text\":\"*x*\"}\n", "title=T | text=*x*\n"},
    {"the date of the file's name", "2014-08-07-fog.md", HEAD("title: T\n") "x", "title=T | text=x | date=2014-08-07\n"},
};

START_TEST(told_by_content)
{
    g_autoptr(GPtrArray) all = read_written(told[_i].file, told[_i].text, strlen(told[_i].text), NULL);
    g_autofree char *shown = show_all(all);
    ck_assert_msg(strcmp(shown, told[_i].wanted) == 0, "%s:\n%s", told[_i].name, shown);
}
END_TEST

START_TEST(names_can_be_mapped)
{
    static const char text[] = HEAD("kop: Fog\ninfo:\n  wann: 2014-08\n  wer: [Jane, Otto]\nurl: /a\n") "x";
    const char *const maps[] = {"title=kop", "date=info.wann", "author=info.wer", "url=url", NULL};
    CorpusOptions options = {.maps = maps};
    g_autoptr(GPtrArray) all = read_written("a.md", text, strlen(text), &options);
    g_autofree char *shown = show_all(all);
    ck_assert_str_eq(shown, "url=/a | title=Fog | text=x | author=Jane\\nOtto | date=2014-08\n");
}
END_TEST

/* As deep, and as many, as they like. */
START_TEST(hostile_texts_end)
{
    static const char *const pieces[] = {"[", "]", "![", "[a](", "**a", "a** ", "_a ", "`", "``` ", "<", "<!--", "> ", "- ", "| ", "|-|\n", "{% ",
                                         "*a_", "](", "\\", "a\n===\n", "[^1]", "{{<", "[]("};
    for (guint i = 0; i < G_N_ELEMENTS(pieces); i++) {
        g_autoptr(GString) text = g_string_new(NULL);
        while (text->len < 300000)
            g_string_append(text, pieces[i]);
        g_autoptr(GPtrArray) all = read_written("a.md", text->str, text->len, NULL);
        ck_assert_uint_eq(all->len, 1);
    }
}
END_TEST

START_TEST(hostile_front_matter_ends)
{
    static const char *const pieces[] = {"[", "{", "- ", "a: ", "a: &a [*a]\n", "? ", "\"", "|\n", "a:\n - b: {c: [", "!!x ", "%Y\n"};
    for (guint i = 0; i < G_N_ELEMENTS(pieces); i++) {
        g_autoptr(GString) text = g_string_new("---\ntitle: T\n");
        while (text->len < 200000)
            g_string_append(text, pieces[i]);
        g_string_append(text, "\n---\nx\n");
        g_autoptr(GPtrArray) all = read_written("a.md", text->str, text->len, NULL);
        ck_assert_uint_eq(all->len, 1);
        ck_assert_str_eq(seen_at(all, 0)->field[ARTICLE_TITLE], "T");
    }
}
END_TEST

START_TEST(any_bytes_are_safe)
{
    static const char *const pieces[] = {"---\n", "+++\n", "title: ", "a = ", "[", "]", "(", ")", "*", "_", "`", "~~~", "\n", "\n\n", "> ", "- ", "# ",
                                         "|", "---|", "text ", "<p>", "</p>", "<!--", "-->", "&amp;", "\\", "\x01\x02", "\xC3\xA9", "\xFF", "{%", "%}",
                                         "!", "\"", "'", ": ", "&a", "*a", "1. ", "==="};
    GRand *random = g_rand_new_with_seed(7);
    CorpusOptions options = {.format = "markdown"};
    for (guint run = 0; run < 3000; run++) {
        g_autoptr(GString) noise = g_string_new(run % 2 ? "---\nid: 1\n" : "a");
        for (int i = g_rand_int_range(random, 1, 60); i > 0; i--)
            g_string_append(noise, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
        g_autoptr(GPtrArray) all = read_written("a", noise->str, noise->len, &options);
        QUICK_ASSERT(all->len == 1, "%u articles of one text", all->len);
    }
    g_rand_free(random);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fmt_markdown");
    TCase *cases = tcase_create("texts");
    tcase_add_checked_fixture(cases, make_scratch, drop_scratch);
    tcase_set_timeout(cases, 120);
    tcase_add_loop_test(cases, texts_are_read, 0, G_N_ELEMENTS(rows));
    tcase_add_loop_test(cases, told_by_content, 0, G_N_ELEMENTS(told));
    tcase_add_test(cases, names_can_be_mapped);
    tcase_add_test(cases, hostile_texts_end);
    tcase_add_test(cases, hostile_front_matter_ends);
    tcase_add_test(cases, any_bytes_are_safe);
    suite_add_tcase(suite, cases);
    return run_suite(suite);
}
