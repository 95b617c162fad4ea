#include "search/ranking.h"

#include <check.h>
#include <string.h>

#include "tests/support/tmpdir.h"
#include "xapian-c/schema.h"

static char *folder;

static void set_up(void)
{
    folder = test_tmpdir();
}

static void tear_down(void)
{
    test_remove(folder);
}

/* What metadata says, and what comes of it. */
static const struct {
    const char *name, *metadata;
    Ranking ranking;
} cases[] = {
    {"none", NULL, {.k1 = 1.2, .b = 0.75, .title_weight = 0.25, .feedback = 3}},
    {"all", "1.5;0.5;1;2", {.k1 = 1.5, .b = 0.5, .title_weight = 1, .feedback = 2}},
    {"some", ";0.5", {.k1 = 1.2, .b = 0.5, .title_weight = 0.25, .feedback = 3}},
    {"zeros", "0;0;0;0", {.k1 = 0}},
    {"nonsense", "much;-1;0.5x;7", {.k1 = 1.2, .b = 0.75, .title_weight = 0.25, .feedback = 7}},
    {"out of bounds", "1e9;7;nan;1e9", {.k1 = 1000, .b = 1, .title_weight = 0.25, .feedback = 1000}},
};

START_TEST(test_metadata)
{
    g_autofree char *path = g_build_filename(folder, "database", NULL);
    XapWriter *writer = xap_writer_create(path, NULL);
    const char *metadata = cases[_i].metadata;
    if (metadata)
        ck_assert(
            xap_writer_set_metadata(writer, METADATA_RANKING, metadata, strlen(metadata), NULL));
    ck_assert(xap_writer_commit(writer, NULL));
    xap_writer_free(writer);
    g_autoptr(XapDatabase) db = xap_open(path, NULL);
    Ranking found;
    ck_assert(ranking_of_index(&found, db, NULL, NULL));
    const Ranking *expected = &cases[_i].ranking;
    ck_assert_msg(found.k1 == expected->k1 && found.b == expected->b &&
                      found.title_weight == expected->title_weight &&
                      found.feedback == expected->feedback && found.sort == expected->sort,
                  "%s: %g, %g, %g, %g", cases[_i].name, found.k1, found.b, found.title_weight,
                  found.feedback);
}
END_TEST

START_TEST(test_settings)
{
    g_autoptr(IndexSettings) settings = index_settings_new();
    settings->ranking.b = 0.5;
    Ranking found;
    ck_assert(ranking_of_index(&found, NULL, settings, NULL));
    ck_assert_double_eq(found.k1, 1.2);
    ck_assert_double_eq(found.b, 0.5);
    /* Options go before them. */
    RankingOptions options = {.k1 = "2", .title_weight = "0", .no_expand = TRUE};
    ck_assert(ranking_set(&found, &options, NULL));
    ck_assert_double_eq(found.k1, 2);
    ck_assert_double_eq(found.b, 0.5);
    ck_assert_double_eq(found.title_weight, 0);
    ck_assert_int_eq(found.expand, RANKING_EXPAND_NEVER);
}
END_TEST

START_TEST(test_numbers_that_cant_be)
{
    static const char *const none[] = {"", "x", "1x", "-1", "nan", "inf", "1,5", "1001"};
    for (gsize i = 0; i < G_N_ELEMENTS(none); i++) {
        Ranking ranking = RANKING_DEFAULT;
        g_autoptr(GError) error = NULL;
        ck_assert_msg(!ranking_set(&ranking, &(RankingOptions){.k1 = none[i]}, &error), "%s", none[i]);
        ck_assert(g_error_matches(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE));
        ck_assert_double_eq(ranking.k1, 1.2);
    }
    Ranking ranking = RANKING_DEFAULT;
    ck_assert(!ranking_set(&ranking, &(RankingOptions){.b = "1.01"}, NULL));
}
END_TEST

START_TEST(test_orders)
{
    static const struct {
        const char *name;
        XapSort sort;
        guint32 slot;
    } orders[RANKING_SORTS] = {
        {"relevance", XAP_SORT_RELEVANCE, SLOT_NONE}, {"date", XAP_SORT_ASCENDING, SLOT_INSTANT},
        {"-date", XAP_SORT_DESCENDING, SLOT_INSTANT}, {"title", XAP_SORT_ASCENDING, SLOT_TITLE},
        {"source", XAP_SORT_ASCENDING, SLOT_SOURCE},
    };
    for (int i = 0; i < RANKING_SORTS; i++) {
        Ranking ranking = RANKING_DEFAULT;
        XapRequest request = {0};
        ranking.sort = (RankingSort)i;
        ranking_apply(&ranking, &request);
        ck_assert_str_eq(ranking_sort_names[i], orders[i].name);
        ck_assert_int_eq(request.sort, orders[i].sort);
        ck_assert_uint_eq(request.sort_slot, orders[i].slot);
        ck_assert_double_eq(request.k1, 1.2);
    }
    ck_assert_ptr_null(ranking_sort_names[RANKING_SORTS]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("ranking");
    TCase *tests = tcase_create("ranking");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, test_metadata, 0, G_N_ELEMENTS(cases));
    tcase_add_test(tests, test_settings);
    tcase_add_test(tests, test_numbers_that_cant_be);
    tcase_add_test(tests, test_orders);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
