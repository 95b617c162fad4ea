/* Reranking the best hits is the same as running a query that weighs both, as far as the hits go
 * that were reranked. */
#include "tests/xapian-c/fixture-private.h"

#define DOCUMENTS 60

static char *dir;
static XapDatabase *dbs[2]; /* one database, three segments of an index */

/* Words of different frequencies in each document, and lengths that differ. */
static char *text_of(guint i)
{
    g_autoptr(GString) text = g_string_new("peace");
    for (guint k = 0; k < i % 4; k++)
        g_string_append(text, " peace");
    if (i % 3 == 0)
        g_string_append(text, " talks");
    if (i % 5 == 0)
        g_string_append(text, " border border");
    for (guint k = 0; k < i % 7; k++)
        g_string_append(text, " filler");
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static void fill(FixtureDocument *documents, char (*names)[4], guint from, guint step)
{
    guint count = 0;
    for (guint i = from; i < DOCUMENTS; i += step, count++) {
        g_snprintf(names[i], 4, "%02u", i);
        documents[count] = (FixtureDocument){.data = names[i], .words = text_of(i)};
    }
    documents[count] = (FixtureDocument){0};
}

static void free_words(FixtureDocument *documents)
{
    for (; documents->words; documents++)
        g_free((char *)documents->words);
}

static void set_up(void)
{
    dir = test_tmpdir();
    g_autofree char *whole = g_build_filename(dir, "whole", NULL);
    g_autofree char *parts = g_build_filename(dir, "parts", NULL);
    static const char *const segments[] = {"000001", "000002", "000003"};
    char names[DOCUMENTS][4];
    FixtureDocument documents[DOCUMENTS + 1];
    fill(documents, names, 0, 1);
    fixture_database(whole, documents);
    free_words(documents);
    for (guint i = 0; i < 3; i++) {
        fill(documents, names, i, 3);
        fixture_segment(parts, segments[i], documents);
        free_words(documents);
    }
    fixture_publish(parts, "000001 000002 000003");
    dbs[0] = fixture_open(whole);
    dbs[1] = fixture_open(parts);
}

static void tear_down(void)
{
    xap_close(dbs[0]);
    xap_close(dbs[1]);
    test_remove(dir);
}

static XapQuery *any_of(const char *one, const char *other)
{
    g_autoptr(XapQuery) first = xap_query_term(one, strlen(one));
    g_autoptr(XapQuery) second = xap_query_term(other, strlen(other));
    XapQuery *parts[] = {first, second};
    return xap_query_combine(XAP_OR, parts, 2, 0);
}

static XapHits *run(XapDatabase *db, XapQuery *query, guint32 count)
{
    XapRequest request = {.query = query, .count = count, .k1 = 1.2, .b = 0.75};
    g_autoptr(GError) error = NULL;
    XapHits *hits = xap_run(db, &request, &error);
    ck_assert_no_error(error);
    return hits;
}

static void compare(XapHits *found, XapHits *expected, gsize from, gsize count)
{
    for (gsize i = 0; i < count; i++) {
        XapHit is = *xap_hits_get(found, i), should_be = *xap_hits_get(expected, from + i);
        ck_assert_msg(is.docid == should_be.docid, "hit %zu: %u, not %u", i, is.docid,
                      should_be.docid);
        ck_assert_double_eq_tol(is.weight, should_be.weight, 1e-9);
    }
}

START_TEST(all_reranked_as_if_asked_at_once)
{
    XapDatabase *db = dbs[_i];
    g_autoptr(XapQuery) query = xap_query_term("peace", 5), more = any_of("talks", "border");
    XapQuery *both[] = {query, more};
    g_autoptr(XapQuery) at_once = xap_query_combine(XAP_AND_MAYBE, both, 2, 0);
    g_autoptr(XapHits) hits = run(db, query, DOCUMENTS), expected = run(db, at_once, DOCUMENTS);
    ck_assert(xap_hits_rerank(db, hits, more, DOCUMENTS, NULL));
    ck_assert_uint_eq(xap_hits_count(hits), DOCUMENTS);
    compare(hits, expected, 0, DOCUMENTS);
    xap_hits_crop(hits, 10, 7);
    ck_assert_uint_eq(xap_hits_count(hits), 7);
    compare(hits, expected, 10, 7);
    ck_assert(xap_hits_load(db, hits, 0, 7, NULL));
    ck_assert_ptr_nonnull(xap_hits_get(hits, 0)->data);
}
END_TEST

START_TEST(the_best_alone_are_reranked)
{
    XapDatabase *db = dbs[_i];
    g_autoptr(XapQuery) query = xap_query_term("peace", 5), more = any_of("talks", "border");
    g_autoptr(XapHits) hits = run(db, query, DOCUMENTS), before = run(db, query, DOCUMENTS);
    ck_assert(xap_hits_rerank(db, hits, more, 20, NULL));
    gboolean other_order = FALSE;
    for (gsize i = 0; i < 20; i++) {
        const guint32 docid = xap_hits_get(hits, i)->docid;
        gboolean there = FALSE;
        for (gsize k = 0; k < 20; k++)
            there |= xap_hits_get(before, k)->docid == docid;
        ck_assert_msg(there, "%u came from further below", docid);
        other_order |= docid != xap_hits_get(before, i)->docid;
    }
    ck_assert(other_order);
    for (gsize i = 20; i < DOCUMENTS; i++)
        ck_assert_uint_eq(xap_hits_get(hits, i)->docid, xap_hits_get(before, i)->docid);
}
END_TEST

START_TEST(nothing_to_rerank)
{
    g_autoptr(XapQuery) query = xap_query_term("nowhere", 7), more = any_of("talks", "border");
    g_autoptr(XapHits) hits = run(dbs[_i], query, 10);
    ck_assert(xap_hits_rerank(dbs[_i], hits, more, 10, NULL));
    ck_assert_uint_eq(xap_hits_count(hits), 0);
    xap_hits_crop(hits, 5, 5);
    ck_assert_uint_eq(xap_hits_count(hits), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("reranking");
    TCase *tests = tcase_create("reranking");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, all_reranked_as_if_asked_at_once, 0, 2);
    tcase_add_loop_test(tests, the_best_alone_are_reranked, 0, 2);
    tcase_add_loop_test(tests, nothing_to_rerank, 0, 2);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
