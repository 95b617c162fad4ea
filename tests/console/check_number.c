#include "console/number.h"

#include <check.h>

static const struct {
    guint64 number;
    const char *shown;
} numbers[] = {
    {0, "0"},
    {999, "999"},
    {1000, "1,000"},
    {12345, "12,345"},
    {123456, "123,456"},
    {1234567, "1,234,567"},
    {G_MAXUINT64, "18,446,744,073,709,551,615"},
};

START_TEST(groups)
{
    g_autofree char *shown = number_grouped(numbers[_i].number);
    ck_assert_str_eq(shown, numbers[_i].shown);
}
END_TEST

static const struct {
    guint64 lower, estimate, upper;
    const char *shown;
} estimates[] = {
    {0, 0, 0, "0"},
    {21578, 21578, 21578, "21,578"},
    {10000, 21578, 90000, "about 22,000"},
    {1, 99, 100, "about 99"},
    {1, 996, 2000, "about 1,000"},
    {0, 12, 50, "about 12"},
    /* Rounded it would lie outside of what is known. */
    {10010, 10012, 20000, "about 10,012"},
    {1, 996, 998, "about 996"},
};

START_TEST(rounds_what_is_estimated)
{
    g_autoptr(GString) shown = g_string_new(NULL);
    number_append_estimate(shown, estimates[_i].lower, estimates[_i].estimate, estimates[_i].upper);
    ck_assert_str_eq(shown->str, estimates[_i].shown);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("number");
    TCase *c = tcase_create("number");
    tcase_add_loop_test(c, groups, 0, G_N_ELEMENTS(numbers));
    tcase_add_loop_test(c, rounds_what_is_estimated, 0, G_N_ELEMENTS(estimates));
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
