#include "console/palette.h"

#include <check.h>

/* Part by part, in their order: title match rank origin url. */
static const struct {
    const char *name, *setting, *sgr, *complaint;
} cases[] = {
    {"nothing said", NULL, "36|1||2|2", ""},
    {"empty", "", "36|1||2|2", ""},
    {"one", "match=1;31", "36|1;31||2|2", ""},
    {"all", "title=1:match=2:rank=3:origin=4:url=5", "1|2|3|4|5", ""},
    {"none", "title=:match=:rank=:origin=:url=", "||||", ""},
    {"empty pieces", "::match=7::", "36|7||2|2", ""},
    {"the last counts", "match=7:match=4", "36|4||2|2", ""},
    {"misspelt", "titel=1:match=7", "36|7||2|2",
     "DATELINE_COLORS: there is no part 'titel', did you mean 'title'?"},
    {"a prefix is no name", "mat=7", "36|1||2|2",
     "DATELINE_COLORS: there is no part 'mat', did you mean 'match'?"},
    {"unknown", "background=7", "36|1||2|2",
     "DATELINE_COLORS: there is no part 'background': the parts are title, match, rank, origin, "
     "url"},
    {"no value", "match", "36|1||2|2",
     "DATELINE_COLORS: 'match' is no colour: write numbers, as in match=1;31"},
    {"a name for a colour", "match=red", "36|1||2|2",
     "DATELINE_COLORS: 'match=red' is no colour: write numbers, as in match=1;31"},
    {"an escape sequence", "match=1m\033[2J", "36|1||2|2",
     "DATELINE_COLORS: 'match=1m\033[2J' is no colour: write numbers, as in match=1;31"},
    {"too long", "match=1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1", "36|1||2|2",
     "DATELINE_COLORS: 'match=1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1' is no colour: write numbers, as in "
     "match=1;31"},
    {"two mistakes", "a=1:b=2", "36|1||2|2",
     "DATELINE_COLORS: there is no part 'a': the parts are title, match, rank, origin, url; "
     "there is no part 'b': the parts are title, match, rank, origin, url"},
};

START_TEST(sets)
{
    Palette palette;
    g_autoptr(GString) complaint = g_string_new(NULL), sgr = g_string_new(NULL);
    palette_set(&palette, cases[_i].setting, complaint);
    for (int i = 0; i < PALETTE_PARTS; i++)
        g_string_append_printf(sgr, "%s%s", i ? "|" : "", palette.sgr[i]);
    ck_assert_msg(g_str_equal(sgr->str, cases[_i].sgr), "%s: %s", cases[_i].name, sgr->str);
    ck_assert_msg(g_str_equal(complaint->str, cases[_i].complaint), "%s: %s", cases[_i].name,
                  complaint->str);
}
END_TEST

START_TEST(writes)
{
    Palette palette;
    g_autoptr(GString) complaint = g_string_new(NULL), out = g_string_new(NULL);
    palette_set(&palette, "match=1;31", complaint);
    palette_on(&palette, PALETTE_MATCH, out);
    g_string_append(out, "storm");
    palette_off(&palette, PALETTE_MATCH, out);
    palette_on(&palette, PALETTE_RANK, out);
    palette_off(&palette, PALETTE_RANK, out);
    ck_assert_str_eq(out->str, "\033[1;31mstorm\033[0m");
}
END_TEST

int main(void)
{
    Suite *s = suite_create("palette");
    TCase *c = tcase_create("palette");
    tcase_add_loop_test(c, sets, 0, G_N_ELEMENTS(cases));
    tcase_add_test(c, writes);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
