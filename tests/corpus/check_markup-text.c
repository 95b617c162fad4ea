#include "corpus/markup-text-private.h"
#include "tests/corpus/corpus-test.h"

static const struct {
    const char *name, *html, *text;
} cases[] = {
    {"nothing", "", ""},
    {"plain", "Talks in Calder go on", "Talks in Calder go on"},
    {"less and greater", "a < b and c > d, 3<4", "a < b and c > d, 3<4"},
    {"no element", "the <karabakh> file, <3", "the <karabakh> file, <3"},
    {"no reference", "AT&T, R&D; Q&A &foo; &", "AT&T, R&D; Q&A &foo; &"},
    {"a tag in a word", "<b>B</b>AKU", "BAKU"},
    {"neighbours in a line", "<a href=x>one</a><a href=y>two</a>", "one two"},
    {"neighbours with a space", "<i>one</i> <i>two</i>", "one two"},
    {"one in the other", "<p><b><i>one</i></b></p>", "one"},
    {"paragraphs", "<p>One.</p><p>Two.</p>", "One.\n\nTwo."},
    {"paragraphs on lines of their own", "<p>One.</p>\n <p>Two.</p>\n", "One.\n\nTwo."},
    {"paragraphs not closed", "One.<p>Two.<P>Three.", "One.\n\nTwo.\n\nThree."},
    {"lines", "One<br>two<br/>three<BR />four", "One\ntwo\nthree\nfour"},
    {"items", "<ul><li>one</li><li>two</li></ul>", "one\ntwo"},
    {"cells", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"},
    {"a picture", "one<img src='x>y.png' alt=\"a > b\">two", "one two"},
    {"line feeds stay", "One.\n\nTwo <b>three</b>.\nFour.", "One.\n\nTwo three.\nFour."},
    {"a script", "one<script>if (a<b) x();</script>two", "one two"},
    {"a style in capitals", "one<STYLE>p { }</Style >two", "one two"},
    {"a script without an end", "one<script>two", "one two"},
    {"a comment", "one<!-- <p>not this</p> -->two", "onetwo"},
    {"a comment without an end", "one<!-- two", "one<!-- two"},
    {"a document type", "<!DOCTYPE html><p>one</p>", "one"},
    {"references", "&quot;Rain&quot; &amp; wind&nbsp;&ndash; 5&deg;&#8217;&#x2019;&#39;",
     "\"Rain\" & wind – 5°’’'"},
    {"references of Windows-1252", "it&#146;s &#150; &#133;", "it’s – …"},
    {"a reference without a semicolon", "it&#8217s &nbsp here", "it’s &nbsp here"},
    {"references to nothing", "&#0; &#xD800; &#x110000; &#99999999999999999999; &#; &#x;",
     "\xEF\xBF\xBD \xEF\xBF\xBD \xEF\xBF\xBD \xEF\xBF\xBD &#; &#x;"},
    {"a soft hyphen", "sol&shy;dier", "soldier"},
    {"escaped twice", "&amp;quot;Rain&amp;quot; it&amp;#39;s R&amp;amp;D", "\"Rain\" it's R&D"},
    {"escaped three times", "&amp;amp;quot;", "\""},
    {"an ampersand escaped", "AT&amp;T; fish &amp; chips", "AT&T; fish & chips"},
    {"all of it escaped", "&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two&amp;nbsp;three.&lt;/p&gt;",
     "One.\n\nTwo three."},
    {"a tag that is spoken of", "<p>The &lt;p&gt; tag</p>", "The <p> tag"},
    {"a tag cut off", "one <a href=\"x", "one <a href=\"x"},
    {"a tag in a tag", "one <a <b>two</b>", "one <a two"},
    {"a quote in a value without quotes", "<a href=it's>one</a>", "one"},
    {"attributes over lines", "<a\n href='x'\n>one</a>", "one"},
    {"upper case and name space", "<SPAN>one</SPAN><o:p></o:p>", "one"},
    {"other scripts", "<p>Баку</p><p>北京&#x5317;</p>", "Баку\n\n北京北"},
};

START_TEST(markup_becomes_text)
{
    g_autoptr(GString) to = g_string_new("> ");
    markup_text_append(to, cases[_i].html, strlen(cases[_i].html));
    ck_assert_msg(strcmp(to->str + 2, cases[_i].text) == 0, "%s: \"%s\"", cases[_i].name, to->str + 2);
    gboolean changed = strcmp(cases[_i].html, cases[_i].text) != 0;
    ck_assert_msg(!changed || markup_text_suspected(cases[_i].html, strlen(cases[_i].html)), "%s",
                  cases[_i].name);
}
END_TEST

START_TEST(only_references_are_resolved)
{
    g_autoptr(GString) to = g_string_new(NULL);
    static const char text[] = "<b>Rain&nbsp;&amp; wind</b>&lt;br&gt;";
    markup_text_resolve(to, text, strlen(text));
    ck_assert_str_eq(to->str, "<b>Rain & wind</b><br>");
}
END_TEST

/* The end of the text is kept to, wherever it cuts. */
START_TEST(cuts_are_safe)
{
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        for (gsize length = 0; length <= strlen(cases[i].html); length++) {
            g_autofree char *exact = g_memdup2(cases[i].html, MAX(length, 1));
            g_autoptr(GString) to = g_string_new(NULL);
            markup_text_append(to, exact, length);
            ck_assert_msg(to->len <= 3 * length, "%s cut at %zu", cases[i].name, length);
        }
    }
}
END_TEST

/* Beginnings without an end are looked at once each. */
START_TEST(hostile_text_is_linear)
{
    static const char *const pieces[] = {"<!--", "<script>", "<a href=\"", "<a ", "&amp;", "&#", "<p>", "</"};
    for (guint i = 0; i < G_N_ELEMENTS(pieces); i++) {
        g_autoptr(GString) html = g_string_new(NULL), to = g_string_new(NULL);
        while (html->len < 2 << 20)
            g_string_append(html, pieces[i]);
        markup_text_append(to, html->str, html->len);
        ck_assert_uint_le(to->len, html->len);
    }
}
END_TEST

START_TEST(elements_are_found_by_name)
{
    ck_assert_int_eq(markup_kind("P", 1), MARKUP_PARAGRAPH);
    ck_assert_int_eq(markup_kind("wbr", 3), MARKUP_INLINE);
    ck_assert_int_eq(markup_kind("a", 1), MARKUP_INLINE);
    ck_assert_int_eq(markup_kind("titles", 5), MARKUP_LEFT_OUT);
    ck_assert_int_eq(markup_kind("titles", 6), MARKUP_UNKNOWN);
    ck_assert_int_eq(markup_kind("t", 1), MARKUP_UNKNOWN);
    ck_assert_int_eq(markup_kind("karabakh", 8), MARKUP_UNKNOWN);
    static const char *const all[] = {"abbr", "blockquote", "figcaption", "h1", "h6", "o:p", "script", "video"};
    for (guint i = 0; i < G_N_ELEMENTS(all); i++)
        ck_assert_msg(markup_kind(all[i], strlen(all[i])) != MARKUP_UNKNOWN, "%s", all[i]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("markup-text");
    TCase *texts = tcase_create("texts");
    tcase_add_loop_test(texts, markup_becomes_text, 0, G_N_ELEMENTS(cases));
    tcase_add_test(texts, only_references_are_resolved);
    tcase_add_test(texts, cuts_are_safe);
    tcase_add_test(texts, hostile_text_is_linear);
    tcase_add_test(texts, elements_are_found_by_name);
    suite_add_tcase(suite, texts);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
