#include "search/topic.h"

#include <check.h>

static const struct {
    const char *name, *text, *words;
} cases[] = {
    {"words", "ceasefire in Mirzan", "ceasefire in Mirzan"},
    {"brackets and quotes", "all on EL1 (EL1 as \"EL/1; ECL", "all on EL1 EL1 as EL 1 ECL"},
    {"operators in capitals", "BEFORE THE U.S . AND NOT NEAR/5 OR", "before THE U.S and not near 5 or"},
    {"inside a word", "zero-one don’t 10,000 U.S. it's", "zero-one don’t 10,000 U.S it's"},
    {"signs at words", "-a +b =c d* e~2 f^3 title:g", "a b c d e 2 f 3 title g"},
    {"full width", "（平和 AND", "平和 and"},
    {"marks", "e\xCC\x81t\xC3\xA9", "e\xCC\x81t\xC3\xA9"},
    {"not UTF-8", "a\xFF" "b", "a b"},
    {"no words", "?! ...", ""},
    {"nothing", "", ""},
};

START_TEST(keeps_the_words)
{
    g_autofree char *words = topic_words(cases[_i].text);
    ck_assert_msg(g_str_equal(words, cases[_i].words), "%s: %s", cases[_i].name, words);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("topic");
    TCase *c = tcase_create("topic");
    tcase_add_loop_test(c, keeps_the_words, 0, G_N_ELEMENTS(cases));
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
