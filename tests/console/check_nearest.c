#include "console/nearest.h"

#include <check.h>
#include <string.h>

static const struct {
    const char *a, *b;
    guint distance;
} distances[] = {
    {"", "", 0},
    {"index", "index", 0},
    {"index", "indx", 1},
    {"index", "indexx", 1},
    {"search", "serach", 1},
    {"search", "sarch", 1},
    {"check", "stats", 5},
    {"", "ab", 2},
    {"a very long name that is none of ours at all", "check", 44},
};

START_TEST(measures)
{
    ck_assert_msg(nearest_distance(distances[_i].a, distances[_i].b) == distances[_i].distance,
                  "%s to %s", distances[_i].a, distances[_i].b);
}
END_TEST

static const struct {
    const char *name, *nearest; /* NULL: none */
} names[] = {
    {"serach", "search"}, {"indx", "index"}, {"chek", "check"}, {"stat", "stats"},
    {"xyzzy", NULL},      {"x", NULL},       {"", NULL},        {"searching", "search"},
};

START_TEST(finds_the_nearest)
{
    static const char *const known[] = {"index", "search", "check", "stats", "ls"};
    int i = nearest_name(names[_i].name, known, G_N_ELEMENTS(known));
    ck_assert_msg(g_strcmp0(i < 0 ? NULL : known[i], names[_i].nearest) == 0, "'%s' is near '%s'",
                  names[_i].name, i < 0 ? "nothing" : known[i]);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("nearest");
    TCase *c = tcase_create("nearest");
    tcase_add_loop_test(c, measures, 0, G_N_ELEMENTS(distances));
    tcase_add_loop_test(c, finds_the_nearest, 0, G_N_ELEMENTS(names));
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
