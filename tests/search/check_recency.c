#include "search/recency.h"

#include <check.h>
#include <math.h>

#include "tests/search/tally-fixture.h"

static const struct {
    const char *text;
    double days; /* 0: it is no span */
} spans[] = {
    {"7d", 7},         {"1d", 1},        {"2w", 14},
    {"3m", 91.310625}, {"1y", 365.2425}, {"999999d", 999999},
    {"0d", 0},         {"", 0},          {"d", 0},
    {"7", 0},          {"7x", 0},        {"7dd", 0},
    {"-7d", 0},        {"7 d", 0},       {"1.5y", 0},
    {"7D", 0},         {"1000000d", 0},  {"99999999999999999999y", 0},
};

START_TEST(test_spans)
{
    double days = -1;
    g_autoptr(GError) error = NULL;
    gboolean done = recency_read(spans[_i].text, &days, &error);
    ck_assert_msg(done == (spans[_i].days > 0), "%s", spans[_i].text);
    if (done)
        ck_assert_double_eq_tol(days, spans[_i].days, 1e-9);
    else
        ck_assert_msg(g_error_matches(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE) &&
                          days == -1,
                      "%s", spans[_i].text);
}
END_TEST

/* Today is the 8th of August 2014. */
static const TallyArticle articles[] = {
    {"ferry today", "2014-08-08", NULL, NULL, NULL, NULL},
    {"ferry week", "2014-08-01", NULL, NULL, NULL, NULL},
    {"ferry month", "2014-08", NULL, NULL, NULL, NULL},
    {"ferry instant", "2014-07-25T10:00:00Z", NULL, NULL, NULL, NULL},
    {"ferry year", "2014", NULL, NULL, NULL, NULL},
    {"ferry old", "1899-01-01", NULL, NULL, NULL, NULL},
    {"ferry tomorrow", "2014-08-09", NULL, NULL, NULL, NULL},
    {"ferry never", NULL, NULL, NULL, NULL, NULL},
    {0},
};

static const struct {
    const char *word;
    double half_lives; /* of seven days; infinite: nothing is added */
} ages[] = {
    {"today", 0},        {"week", 1},       {"month", 1},    {"instant", 2},
    {"year", 219.0 / 7}, {"old", INFINITY}, {"tomorrow", 0}, {"never", INFINITY},
};

static double weight_of(XapDatabase *db, XapQuery *query)
{
    XapRequest request = {.query = query, .count = 1, .k1 = 1.2, .b = 0.75};
    g_autoptr(XapHits) hits = xap_run(db, &request, NULL);
    ck_assert_uint_eq(xap_hits_count(hits), 1);
    return xap_hits_get(hits, 0)->weight;
}

START_TEST(test_weights)
{
    char *folder = test_tmpdir();
    g_autofree char *index = g_build_filename(folder, "index", NULL);
    tally_index(index, articles);
    g_autoptr(Searcher) searcher = searcher_open(index, NULL);
    GDate today;
    g_date_clear(&today, 1);
    g_date_set_dmy(&today, 8, G_DATE_AUGUST, 2014);
    for (gsize i = 0; i < G_N_ELEMENTS(ages); i++) {
        const char *word = ages[i].word;
        g_autoptr(XapQuery) plain = xap_query_term(word, strlen(word));
        g_autoptr(XapQuery) recent = recency_add(searcher->db, plain, 7, &today, NULL);
        double more = weight_of(searcher->db, recent) - weight_of(searcher->db, plain);
        double expected = ages[i].half_lives > 30 ? 0 : RECENCY_WEIGHT * exp2(-ages[i].half_lives);
        ck_assert_msg(fabs(more - expected) < 1e-9, "%s: %g, not %g", word, more, expected);
    }
    test_remove(folder);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("recency");
    TCase *tests = tcase_create("recency");
    tcase_add_loop_test(tests, test_spans, 0, G_N_ELEMENTS(spans));
    tcase_add_test(tests, test_weights);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
