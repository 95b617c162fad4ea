#include "search/eval-compare.h"

#include <check.h>
#include <math.h>

/* Counted by hand: in how many of the 2^n ways of setting signs is the sum as large, to either
 * side? */
static const struct {
    const char *name;
    double differences[6];
    guint count;
    double p;
} exact[] = {
    {"no topics", {0}, 0, 1},
    {"no difference", {0, 0, 0}, 3, 1},
    {"one topic", {0.5}, 1, 1},
    {"two alike", {0.1, 0.1}, 2, 0.5},
    {"two against each other", {0.1, -0.1}, 2, 1},
    {"three alike", {0.2, 0.2, 0.2}, 3, 0.25},
    {"three of one sign", {0.1, 0.2, 0.4}, 3, 0.25},
    {"three, the least the other way", {-0.1, 0.2, 0.4}, 3, 0.5},
    {"a sum that only rounding tells from its like", {0.1, 0.2, -0.3}, 3, 1},
    {"without a difference nothing is tossed", {0, 0.2, 0, 0.2, 0.2, 0}, 6, 0.25},
    {"worse", {-1, -2, -3, -4, -5}, 5, 0.0625},
};

START_TEST(test_exact)
{
    double p = eval_compare(exact[_i].differences, exact[_i].count);
    ck_assert_msg(fabs(p - exact[_i].p) < 1e-12, "%s: %g", exact[_i].name, p);
}
END_TEST

/* count differences of 1, of which so many are -1. Without the drawing's error, p is that of the
 * sign test: the tails of the binomial distribution. */
static double sign_test(guint count, guint negative)
{
    double tail = 0, ways = 1;
    for (guint i = 0; i <= negative; i++) {
        tail += ways;
        ways = ways * (count - i) / (i + 1);
    }
    return MIN(1, 2 * tail / pow(2, count));
}

static const struct {
    guint count, negative;
} drawn[] = {{17, 4}, {20, 5}, {40, 14}, {64, 25}, {65, 26}, {130, 55}, {225, 112}};

START_TEST(test_drawn)
{
    double differences[225];
    guint count = drawn[_i].count;
    for (guint i = 0; i < count; i++)
        differences[i] = i < drawn[_i].negative ? -1 : 1;
    double p = eval_compare(differences, count), expected = sign_test(count, drawn[_i].negative);
    /* Five standard deviations of a share of 100,000 draws. */
    double within = 5 * sqrt(expected * (1 - expected) / EVAL_PERMUTATIONS) + 1e-5;
    ck_assert_msg(fabs(p - expected) <= within, "%u of %u: %g, not %g", drawn[_i].negative, count,
                  p, expected);
    ck_assert_double_eq(p, eval_compare(differences, count));
}
END_TEST

START_TEST(test_never_zero)
{
    double differences[100];
    for (guint i = 0; i < 100; i++)
        differences[i] = 0.5;
    ck_assert_double_eq_tol(eval_compare(differences, 100), 1.0 / (EVAL_PERMUTATIONS + 1), 1e-12);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("eval-compare");
    TCase *c = tcase_create("eval-compare");
    tcase_add_loop_test(c, test_exact, 0, G_N_ELEMENTS(exact));
    tcase_add_loop_test(c, test_drawn, 0, G_N_ELEMENTS(drawn));
    tcase_add_test(c, test_never_zero);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
