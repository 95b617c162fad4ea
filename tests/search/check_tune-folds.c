#include "search/tune-folds.h"

#include <check.h>
#include <math.h>
#include <string.h>

/* ---- folds ---------------------------------------------------------------------------------- */

static const struct {
    guint topics, folds;
} sizes[] = {{2, 2}, {5, 5}, {7, 2}, {10, 3}, {52, 5}, {225, 10}};

START_TEST(test_folds_are_even)
{
    guint topics = sizes[_i].topics, folds = sizes[_i].folds, counts[10] = {0};
    guint fold_of[225];
    tune_folds_assign(fold_of, topics, folds, 1);
    for (guint i = 0; i < topics; i++) {
        ck_assert_uint_lt(fold_of[i], folds);
        counts[fold_of[i]]++;
    }
    for (guint i = 0; i < folds; i++)
        ck_assert_msg(counts[i] == topics / folds || counts[i] == topics / folds + 1,
                      "%u topics in %u folds: %u in fold %u", topics, folds, counts[i], i);
}
END_TEST

START_TEST(test_folds_go_by_the_seed)
{
    guint one[50], again[50], other[50];
    tune_folds_assign(one, 50, 5, 7);
    tune_folds_assign(again, 50, 5, 7);
    tune_folds_assign(other, 50, 5, 8);
    ck_assert(memcmp(one, again, sizeof one) == 0);
    ck_assert(memcmp(one, other, sizeof one) != 0);
}
END_TEST

/* ---- cross-validation ----------------------------------------------------------------------- */

#define TOPICS 6

/* Each topic likes one k1, and nothing else. */
typedef struct {
    double liked[TOPICS];
    double kept[1000][TOPICS]; /* answers stay valid, as they must */
    guint count;
} Likes;

static const double *like(const TunePoint *point, gpointer data, GError **error)
{
    Likes *likes = data;
    ck_assert(!error || !*error);
    ck_assert_uint_lt(likes->count, G_N_ELEMENTS(likes->kept));
    double *values = likes->kept[likes->count++];
    for (guint i = 0; i < TOPICS; i++)
        values[i] = point->at[TUNE_K1] == likes->liked[i] ? 1 : 0.25;
    return values;
}

static TuneGrid *k1_grid(const char *values)
{
    const char *lists[TUNE_PARAMETERS] = {
        [TUNE_K1] = values, [TUNE_B] = "0.75", [TUNE_TITLE_WEIGHT] = "0", [TUNE_FEEDBACK] = "0"};
    TuneGrid *grid = tune_grid_new(lists, NULL);
    ck_assert_ptr_nonnull(grid);
    return grid;
}

static TuneSettings settings_of(const TuneGrid *grid, guint folds, Likes *likes)
{
    TunePoint now = {{1, 0.75, 0, 0}};
    return (TuneSettings){.grid = grid, .folds = folds, .seed = 1, .now = now, .topics = TOPICS,
                          .func = like, .data = likes};
}

START_TEST(test_what_all_like_is_found)
{
    g_autoptr(TuneGrid) grid = k1_grid("1,2,3");
    Likes likes = {.liked = {2, 2, 2, 2, 2, 2}};
    TuneSettings settings = settings_of(grid, 3, &likes);
    g_auto(TuneResult) result = {0};
    ck_assert(tune_folds_run(&settings, &result, NULL));
    ck_assert_uint_eq(result.folds->len, 3);
    for (guint i = 0; i < 3; i++) {
        const TuneFold *fold = &g_array_index(result.folds, TuneFold, i);
        ck_assert_uint_eq(fold->topics, 2);
        ck_assert_double_eq(fold->chosen.at[TUNE_K1], 2);
        ck_assert_double_eq(fold->mean, 1);
        ck_assert_double_eq(fold->present, 0.25);
    }
    ck_assert_double_eq(result.winner.at[TUNE_K1], 2);
    ck_assert_double_eq(result.crossed, 1);
    ck_assert_double_eq(result.present, 0.25);
    ck_assert_double_eq(result.defaults, 0.25);
    ck_assert_double_eq(result.best, 1);
    /* Six differences of one sign: 2 of 64 ways of setting them. */
    ck_assert_double_eq_tol(result.chance_present, 2.0 / 64, 1e-12);
}
END_TEST

/* Each topic by itself in its fold: what it likes alone is never chosen for it. */
START_TEST(test_what_one_topic_likes_is_not_expected_of_others)
{
    g_autoptr(TuneGrid) grid = k1_grid("1,2,3,4,5,6");
    Likes likes = {.liked = {1, 2, 3, 4, 5, 6}};
    TuneSettings settings = settings_of(grid, TOPICS, &likes);
    g_auto(TuneResult) result = {0};
    ck_assert(tune_folds_run(&settings, &result, NULL));
    ck_assert_double_eq(result.crossed, 0.25);
    ck_assert_double_eq_tol(result.best, (1 + 5 * 0.25) / 6, 1e-12);
    ck_assert_double_eq_tol(result.present, result.best, 1e-12);
    ck_assert(result.crossed < result.present);
}
END_TEST

static const double *refuse(const TunePoint *point, gpointer data, GError **error)
{
    (void)point, (void)data;
    g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_IO, "no");
    return NULL;
}

START_TEST(test_failures_are_told)
{
    g_autoptr(TuneGrid) grid = k1_grid("1,2");
    TuneSettings settings = settings_of(grid, 2, NULL);
    settings.func = refuse;
    g_auto(TuneResult) result = {0};
    g_autoptr(GError) error = NULL;
    ck_assert(!tune_folds_run(&settings, &result, &error));
    ck_assert_ptr_nonnull(error);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("tune-folds");
    TCase *c = tcase_create("tune-folds");
    tcase_add_loop_test(c, test_folds_are_even, 0, G_N_ELEMENTS(sizes));
    tcase_add_test(c, test_folds_go_by_the_seed);
    tcase_add_test(c, test_what_all_like_is_found);
    tcase_add_test(c, test_what_one_topic_likes_is_not_expected_of_others);
    tcase_add_test(c, test_failures_are_told);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
