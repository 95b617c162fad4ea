/* Which queries take feedback, which words it adds, and what that does to the order of results. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "search/asked.h"
#include "tests/search/search-fixture.h"
#include "tests/support/tmpdir.h"

/* The best results of `reactor leak` talk about strontium and evacuation; a late one has one of its
 * words, and those. */
#define ABOUT 12
static const char about[] = "reactor leak strontium evacuation of the villages and the milk";

#define OTHERS 80

static FixtureArticle articles[ABOUT + 3 + OTHERS + 1];
static char identities[ABOUT + 3 + OTHERS][3];
static char *folder, *path;
static Searcher *searcher;

static void set_up(void)
{
    static const char *const languages[] = {"english"};
    guint count = 0;
    for (; count < ABOUT; count++)
        articles[count] = (FixtureArticle){.title = "Reactor", .text = about};
    articles[count++] =
        (FixtureArticle){.text = "leak in the roof of a school in the long rain of autumn"};
    articles[count++] = (FixtureArticle){
        .text =
            "leak of papers strontium evacuation villages and then a very long talk about it all"};
    articles[count++] = (FixtureArticle){.text = "strontium evacuation villages milk"};
    for (guint i = 0; i < OTHERS; i++)
        articles[count++] = (FixtureArticle){.text = "football match ended without a goal"};
    for (guint i = 0; i < count; i++) {
        g_snprintf(identities[i], 3, "%02x", i + 1);
        articles[i].identity = identities[i];
    }
    articles[count] = (FixtureArticle){0};
    folder = test_tmpdir();
    path = g_build_filename(folder, "index", NULL);
    fixture_index(path, articles, languages, 1);
    searcher = searcher_open(path, NULL);
    ck_assert_ptr_nonnull(searcher);
}

static void tear_down(void)
{
    searcher_free(searcher);
    g_free(path);
    test_remove(folder);
}

static Query *parse(const char *text, guint flags)
{
    QuerySettings settings = {.analysis = searcher->analysis, .flags = flags};
    g_autoptr(GError) error = NULL;
    Query *query = query_parse(text, strlen(text), &settings, &error);
    ck_assert_msg(query != NULL, "%s: %s", text, error ? error->message : "");
    return query;
}

static const struct {
    const char *query;
    gboolean takes;
} queries[] = {
    {"reactor leak", TRUE},
    {"reactor leak source:northwire", TRUE},
    {"reactor leak -football", TRUE},
    {"reactor", FALSE},
    {"reactor -football", FALSE},
    {"\"reactor leak\" villages", FALSE},
    {"reactor NEAR/3 leak villages", FALSE},
    {"title:reactor leak villages", FALSE},
};

START_TEST(where_it_helps)
{
    g_autoptr(Query) query = parse(queries[_i].query, 0);
    ck_assert_msg(feedback_is_for(searcher, query) == queries[_i].takes, "%s", queries[_i].query);
    searcher->ranking.expand = RANKING_EXPAND_NEVER;
    ck_assert(!feedback_is_for(searcher, query));
    searcher->ranking.expand = RANKING_EXPAND_AUTO;
    searcher->ranking.sort = RANKING_NEWEST;
    ck_assert(!feedback_is_for(searcher, query));
}
END_TEST

/* The ids' first bytes, in the order of the results. */
static char *answer(const char *text, guint flags, guint32 first, guint32 count)
{
    g_autoptr(Query) query = parse(text, flags);
    g_autoptr(GError) error = NULL;
    g_autoptr(Asked) asked = asked_new(searcher, query, &(AskedSettings){0}, &error);
    ck_assert_ptr_nonnull(asked);
    g_autoptr(XapHits) hits = asked_rank(asked, searcher, query, first, count, 0, &error);
    ck_assert_ptr_nonnull(hits);
    ck_assert(xap_hits_load(searcher->db, hits, 0, count, NULL));
    g_autoptr(GString) ids = g_string_new(NULL);
    for (gsize i = 0; i < xap_hits_count(hits); i++)
        g_string_append_printf(ids, "%02x ", (guchar)xap_hits_get(hits, i)->identity[0]);
    return g_string_free(g_steal_pointer(&ids), FALSE);
}

/* 0e, which has what the others have in common, comes before the shorter 0d, which has not. */
START_TEST(what_is_in_common_orders_the_rest)
{
    searcher->ranking.expand = RANKING_EXPAND_NEVER;
    g_autofree char *before = answer("reactor leak", QUERY_ANY, ABOUT, 20);
    ck_assert_str_eq(before, "0d 0e ");
    searcher->ranking.expand = RANKING_EXPAND_AUTO;
    g_autofree char *after = answer("reactor leak", QUERY_ANY, ABOUT, 20);
    ck_assert_str_eq(after, "0e 0d ");
    searcher->ranking.expand = RANKING_EXPAND_RECALL;
    g_autofree char *more = answer("reactor leak", QUERY_ANY, ABOUT, 20);
    ck_assert_ptr_nonnull(strstr(more, "0f "));
}
END_TEST

/* What must, or must not, be there is not given up for more results. */
START_TEST(recall_keeps_to_the_query)
{
    static const char *const strict[] = {
        "reactor leak -football", "+reactor leak", "+(reactor OR leak) villages",
        "reactor leak source:northwire", "reactor leak after:2014"};
    for (gsize i = 0; i < G_N_ELEMENTS(strict); i++) {
        searcher->ranking.expand = RANKING_EXPAND_NEVER;
        g_autoptr(Query) query = parse(strict[i], QUERY_ANY);
        g_autoptr(Asked) plain = asked_new(searcher, query, &(AskedSettings){0}, NULL);
        searcher->ranking.expand = RANKING_EXPAND_RECALL;
        g_autoptr(Asked) recall = asked_new(searcher, query, &(AskedSettings){0}, NULL);
        guint32 before = 0, after = 0;
        ck_assert(searcher_count(searcher, plain->xap_query, &before, NULL));
        ck_assert(searcher_count(searcher, recall->xap_query, &after, NULL));
        ck_assert_msg(before == after, "%s: %u, not %u", strict[i], after, before);
    }
}
END_TEST

START_TEST(which_words)
{
    g_autoptr(Query) query = parse("reactor leak", QUERY_ANY);
    g_autoptr(Asked) asked = asked_new(searcher, query, &(AskedSettings){0}, NULL);
    g_autoptr(XapHits) hits = asked_rank(asked, searcher, query, 0, 5, 0, NULL);
    ck_assert_ptr_nonnull(asked->added);
    g_autoptr(GString) words = g_string_new(" ");
    double sum = 0;
    for (guint i = 0; i < asked->added->len; i++) {
        const FeedbackWord *word = asked->added->pdata[i];
        g_string_append_printf(words, "%s ", word->word);
        sum += word->weight;
        ck_assert_double_gt(word->weight, 0);
    }
    ck_assert_ptr_null(strstr(words->str, " the "));
    ck_assert_ptr_null(strstr(words->str, " football "));
    ck_assert_uint_eq(xap_hits_count(hits), 5);
    ck_assert_ptr_nonnull(strstr(words->str, " strontium "));
    /* Three times the root of two words. */
    ck_assert_double_eq_tol(sum, 4.2426, 1e-4);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("feedback");
    TCase *tests = tcase_create("feedback");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, where_it_helps, 0, G_N_ELEMENTS(queries));
    tcase_add_test(tests, what_is_in_common_orders_the_rest);
    tcase_add_test(tests, recall_keeps_to_the_query);
    tcase_add_test(tests, which_words);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
