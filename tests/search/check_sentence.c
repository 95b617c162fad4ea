#include "search/sentence.h"

#include <check.h>
#include <string.h>

/* Starts of sentences are marked by a bar. */
static const struct {
    const char *name, *marked;
} cases[] = {
    {"the first", "|War ended."},
    {"full stops", "|War ended. |Peace came. |Now rest."},
    {"question and exclamation", "|War? |Yes! |No."},
    {"quotes", "|He said: \"It ended.\" |\"Good,\" she said."},
    {"typographic quotes", "|He said “It ended.” |“Good,” she said."},
    {"titles", "|Mr. Smith met Dr. Jones. |They talked."},
    {"months", "|On Aug. 8 it ended."},
    {"initials", "|George W. Bush spoke."},
    {"acronyms", "|The U.S. Army left."},
    {"decimals", "|It rose 3.5 percent."},
    {"lower case goes on", "|It ended. or not."},
    {"numbers begin", "|It ended. |15 died."},
    {"paragraphs", "|No stop here\n\n|Next paragraph"},
    {"indented paragraphs", "|No stop here\n    |Next paragraph"},
    {"lines do not begin", "|A line that\nGoes on"},
    {"Russian", "|Война кончилась. |Мир."},
    {"Chinese", "|战争。|和平！|好"},
};

START_TEST(finds_starts)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GString) marked = g_string_new(NULL);
    for (const char *p = cases[_i].marked; *p; p++)
        if (*p != '|')
            g_string_append_c(text, *p);
    for (gsize at = 0; at < text->len; at++) {
        if (sentence_start(text->str, text->len, at, at) == at)
            g_string_append_c(marked, '|');
        g_string_append_c(marked, text->str[at]);
    }
    ck_assert_msg(strcmp(marked->str, cases[_i].marked) == 0, "%s:\n  is     %s\n  should %s",
                  cases[_i].name, marked->str, cases[_i].marked);
}
END_TEST

START_TEST(finds_the_last_in_a_range)
{
    const char *text = "First. Second. Third.";
    ck_assert_uint_eq(sentence_start(text, strlen(text), 0, 20), 15);
    ck_assert_uint_eq(sentence_start(text, strlen(text), 0, 14), 7);
    ck_assert_uint_eq(sentence_start(text, strlen(text), 8, 14), SENTENCE_NONE);
    ck_assert_uint_eq(sentence_start(text, strlen(text), 0, 0), 0);
    ck_assert_uint_eq(sentence_start("", 0, 0, 0), SENTENCE_NONE);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("sentence");
    TCase *c = tcase_create("sentence");
    tcase_add_loop_test(c, finds_starts, 0, G_N_ELEMENTS(cases));
    tcase_add_test(c, finds_the_last_in_a_range);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
