#include "search/tune-grid.h"

#include <check.h>
#include <math.h>
#include <string.h>

/* ---- grids ---------------------------------------------------------------------------------- */

static const struct {
    const char *name, *list;
    guint count; /* 0: it can't be */
    double first, last;
} lists[] = {
    {"one", "0.75", 1, 0.75, 0.75},
    {"any order, each once", "0.9,0.3,0.9,0.6", 3, 0.3, 0.9},
    {"spaces", " 0.1, 0.2 ", 2, 0.1, 0.2},
    {"the bounds", "1,0", 2, 0, 1},
    {"nothing", "", 0, 0, 0},
    {"nothing between commas", "0.1,,0.2", 0, 0, 0},
    {"a word", "0.1,high", 0, 0, 0},
    {"below 0", "-0.1", 0, 0, 0},
    {"too much", "0.5,1.1", 0, 0, 0},
    {"no number", "nan", 0, 0, 0},
};

START_TEST(test_lists)
{
    const char *given[TUNE_PARAMETERS] = {[TUNE_B] = lists[_i].list};
    g_autoptr(GError) error = NULL;
    g_autoptr(TuneGrid) grid = tune_grid_new(given, &error);
    ck_assert_msg((grid != NULL) == (lists[_i].count > 0), "%s", lists[_i].name);
    if (!grid) {
        ck_assert_msg(g_error_matches(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE), "%s",
                      lists[_i].name);
        return;
    }
    const GArray *axis = grid->axes[TUNE_B];
    ck_assert_msg(axis->len == lists[_i].count, "%s: %u", lists[_i].name, axis->len);
    ck_assert_double_eq(g_array_index(axis, double, 0), lists[_i].first);
    ck_assert_double_eq(g_array_index(axis, double, axis->len - 1), lists[_i].last);
}
END_TEST

START_TEST(test_size)
{
    const char *given[TUNE_PARAMETERS] = {"1,2", "0,0.5,1", "0", "1,2,3,4"};
    g_autoptr(TuneGrid) grid = tune_grid_new(given, NULL);
    ck_assert_uint_eq(tune_grid_size(grid), 24);
}
END_TEST

START_TEST(test_the_defaults_are_on_the_grid)
{
    const char *none[TUNE_PARAMETERS] = {NULL};
    g_autoptr(TuneGrid) grid = tune_grid_new(none, NULL);
    TunePoint point = tune_point_of(&RANKING_DEFAULT);
    for (int i = 0; i < TUNE_PARAMETERS; i++) {
        gboolean found = FALSE;
        for (guint k = 0; k < grid->axes[i]->len; k++)
            found |= g_array_index(grid->axes[i], double, k) == point.at[i];
        ck_assert_msg(found, "%s", tune_parameter_names[i]);
    }
}
END_TEST

static gboolean is_same(const TunePoint *a, const TunePoint *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

START_TEST(test_points)
{
    Ranking ranking = RANKING_DEFAULT;
    TunePoint point = {{2, 0.5, 0.125, 4}};
    tune_point_apply(&point, &ranking);
    ck_assert_double_eq(ranking.k1, 2);
    ck_assert_double_eq(ranking.b, 0.5);
    ck_assert_double_eq(ranking.title_weight, 0.125);
    ck_assert_double_eq(ranking.feedback, 4);
    TunePoint again = tune_point_of(&ranking);
    ck_assert(is_same(&point, &again));
    g_autoptr(GString) text = g_string_new(NULL);
    tune_point_append(text, &point);
    ck_assert_str_eq(text->str, "k1 2, b 0.5, title-weight 0.125, feedback 4");
}
END_TEST

/* ---- searching ------------------------------------------------------------------------------ */

#define TOPICS 2

/* A hill for each topic; answers stay valid. */
typedef struct {
    TunePoint tops[TOPICS];
    GPtrArray *answers;
    gboolean fails;
} Hills;

static const double *height(const TunePoint *point, gpointer data, GError **error)
{
    Hills *hills = data;
    if (hills->fails && hills->answers->len == 3) {
        g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_IO, "no");
        return NULL;
    }
    double *values = g_new(double, TOPICS);
    for (guint topic = 0; topic < TOPICS; topic++) {
        values[topic] = 1;
        for (int i = 0; i < TUNE_PARAMETERS; i++)
            values[topic] -= 0.1 * fabs(point->at[i] - hills->tops[topic].at[i]);
    }
    g_ptr_array_add(hills->answers, values);
    return values;
}

static const char *const grid_lists[TUNE_PARAMETERS] = {"0.5,1.2,2,3", "0.25,0.5,0.75,1",
                                                        "0,0.25,0.5", "0,1,3,5"};

static const struct {
    const char *name;
    gboolean every;
    guint left_out;
    TunePoint best;
} searches[] = {
    {"one after the other, the first topic", FALSE, 1, {{3, 0.25, 0.5, 1}}},
    {"every, the first topic", TRUE, 1, {{3, 0.25, 0.5, 1}}},
    {"one after the other, the second topic", FALSE, 0, {{0.5, 1, 0, 5}}},
    {"every, the second topic", TRUE, 0, {{0.5, 1, 0, 5}}},
};

START_TEST(test_searches)
{
    g_autoptr(TuneGrid) grid = tune_grid_new(grid_lists, NULL);
    g_autoptr(GPtrArray) answers = g_ptr_array_new_with_free_func(g_free);
    Hills hills = {{{{3, 0.25, 0.5, 1}}, {{0.5, 1, 0, 5}}}, answers, FALSE};
    guint fold_of[TOPICS] = {0, 1};
    TuneTopics topics = {fold_of, TOPICS, searches[_i].left_out};
    TunePoint best;
    ck_assert(tune_grid_search(grid, searches[_i].every, &topics, height, &hills, &best, NULL));
    g_autoptr(GString) found = g_string_new(NULL);
    tune_point_append(found, &best);
    ck_assert_msg(is_same(&best, &searches[_i].best), "%s: %s", searches[_i].name,
                  found->str);
    ck_assert_msg((answers->len == 4 * 4 * 3 * 4 + 1) == searches[_i].every, "%s: %u tried",
                  searches[_i].name, answers->len);
}
END_TEST

static const double *flat(const TunePoint *point, gpointer data, GError **error)
{
    (void)point, (void)error;
    return data;
}

/* Where nothing is better, what is near the defaults stays. */
START_TEST(test_ties)
{
    g_autoptr(TuneGrid) grid = tune_grid_new(grid_lists, NULL);
    double values[TOPICS] = {0.5, 0.5};
    guint fold_of[TOPICS] = {0, 1};
    TuneTopics topics = {fold_of, TOPICS, TUNE_NONE_LEFT_OUT};
    TunePoint best, expected = {{1.2, 0.75, 0.25, 3}};
    ck_assert(tune_grid_search(grid, _i, &topics, flat, values, &best, NULL));
    ck_assert(is_same(&best, &expected));
}
END_TEST

START_TEST(test_failures)
{
    g_autoptr(TuneGrid) grid = tune_grid_new(grid_lists, NULL);
    g_autoptr(GPtrArray) answers = g_ptr_array_new_with_free_func(g_free);
    Hills hills = {.answers = answers, .fails = TRUE};
    guint fold_of[TOPICS] = {0, 1};
    TuneTopics topics = {fold_of, TOPICS, TUNE_NONE_LEFT_OUT};
    TunePoint best;
    g_autoptr(GError) error = NULL;
    ck_assert(!tune_grid_search(grid, _i, &topics, height, &hills, &best, &error));
    ck_assert_ptr_nonnull(error);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("tune-grid");
    TCase *c = tcase_create("tune-grid");
    tcase_add_loop_test(c, test_lists, 0, G_N_ELEMENTS(lists));
    tcase_add_test(c, test_size);
    tcase_add_test(c, test_the_defaults_are_on_the_grid);
    tcase_add_test(c, test_points);
    tcase_add_loop_test(c, test_searches, 0, G_N_ELEMENTS(searches));
    tcase_add_loop_test(c, test_ties, 0, 2);
    tcase_add_loop_test(c, test_failures, 0, 2);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
