/* The memory of a run, and the likeness of texts. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "indexer/budget.h"
#include "indexer/likeness.h"

START_TEST(test_default)
{
    ck_assert_uint_ge(budget_default(), BUDGET_MIN);
    ck_assert_uint_le(budget_default(), (gsize)1 << 30);
}
END_TEST

static const struct {
    const char *name, *a, *b;
    gboolean unlike;
} texts[] = {
    {"the same", "Ministers met on Thursday", "Ministers met on Thursday", FALSE},
    {"edited", "Ministers met on Thursday in the capital", "Ministers will meet in the capital", FALSE},
    {"other matter", "Ministers met on Thursday in the capital",
     "Winning goals came late as rovers beat united", TRUE},
    {"cyrillic", "Министры встретились", "Сборная выиграла", TRUE},
    {"no words", "", "Ministers met on Thursday", FALSE},
};

START_TEST(test_unlike)
{
    ck_assert_msg(texts_unlike(texts[_i].a, strlen(texts[_i].a), texts[_i].b, strlen(texts[_i].b)) ==
                      texts[_i].unlike,
                  "%s", texts[_i].name);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("budget");
    TCase *tests = tcase_create("budget");
    tcase_add_test(tests, test_default);
    tcase_add_loop_test(tests, test_unlike, 0, G_N_ELEMENTS(texts));
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
