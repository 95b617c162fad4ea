#include "corpus/markup-cost-private.h"
#include "tests/corpus/corpus-test.h"

#define ATTRIBUTES "more attributes than an element can have"
#define SPACES "more name spaces than an element can have"

static const struct {
    const char *name, *head, *unit, *tail;
    guint times;
    gboolean is_html;
    const char *reason;
} rows[] = {
    {"nothing", "", "", "", 0, TRUE, NULL},
    {"a page", "<p class=\"a\">", "<b id='x' title=\"a > b\">x</b>", "</p>", 10000, TRUE, NULL},
    {"10,000 attributes", "<p", " a", ">", 10000, TRUE, NULL},
    {"20,000", "<p", " a", ">", 20000, TRUE, ATTRIBUTES},
    {"with values", "<p", " a=b", ">", 20000, TRUE, ATTRIBUTES},
    {"with values in quotes", "<p", " a=\"b > c\"", ">", 20000, TRUE, ATTRIBUTES},
    {"with values in single quotes", "<p", "\na = '>'", ">", 20000, FALSE, ATTRIBUTES},
    {"that never end", "<p", " a=b", "", 20000, FALSE, ATTRIBUTES},
    {"of equals signs", "<p ", "= ", ">", 40000, TRUE, ATTRIBUTES},
    {"in many elements", "", "<p a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f g h i j k l m n o p>", "", 150000,
     TRUE, ATTRIBUTES},
    {"words of a script", "<script>if (a <b) { ", "x = 1; ", "}</script>", 20000, TRUE, NULL},
    {"of XML, which has no scripts", "<script>if (a <b ", "x = 1; ", "}</script>", 20000, FALSE, ATTRIBUTES},
    {"a script that never ends", "", "<script>", "", 100000, TRUE, NULL},
    {"words of a text", "1 < 2 ", "a ", "", 20000, TRUE, NULL},
    {"32 name spaces", "<a", " xmlns:a=\"u\"", "/>", 32, FALSE, NULL},
    {"33 name spaces", "<a", " xmlns:a=\"u\"", "/>", 33, FALSE, SPACES},
    {"one on each element", "", "<a xmlns=\"u\"/>", "", 10000, FALSE, NULL},
    {"HTML has none", "<a", " xmlns:a=\"u\"", "/>", 33, TRUE, NULL},
    {"a quote that never ends", "<a b=\"", "<p a=\"", "", 10000, TRUE, NULL},
};

START_TEST(costs)
{
    g_autoptr(GString) text = g_string_new(rows[_i].head);
    for (guint i = 0; i < rows[_i].times; i++)
        g_string_append(text, rows[_i].unit);
    g_string_append(text, rows[_i].tail);
    /* Without a byte behind it, so that a look beyond shows. */
    g_autofree char *exact = g_memdup2(text->str, text->len);
    const char *reason = markup_cost_reason(exact, text->len, rows[_i].is_html);
    ck_assert_msg(g_strcmp0(reason, rows[_i].reason) == 0, "%s: %s", rows[_i].name, reason ? reason : "none");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("markup-cost");
    TCase *tests = tcase_create("markup-cost");
    tcase_add_loop_test(tests, costs, 0, G_N_ELEMENTS(rows));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
