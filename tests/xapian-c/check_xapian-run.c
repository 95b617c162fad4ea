#include "tests/xapian-c/fixture-private.h"

#include <stdio.h>
#include <stdlib.h>

/* Documents in equal shape, so that they tie: identity and docid orders differ. */
static const FixtureDocument ties[] = {
    {"h", "peace", NULL, "20140803"}, {"c", "peace", NULL, "20140801"},
    {"f", "peace", NULL, "20140802"}, {"a", "peace", NULL, "20140802"},
    {"g", "peace", NULL, "20140801"}, {"b", "peace", NULL, NULL},
    {"e", "peace", NULL, "20140802"}, {"d", "peace", NULL, NULL},
    {0},
};

/* The same documents in three segments of an index. */
static const FixtureDocument part1[] = {
    {"h", "peace", NULL, "20140803"}, {"f", "peace", NULL, "20140802"}, {0}};
static const FixtureDocument part2[] = {{"g", "peace", NULL, "20140801"},
                                        {"b", "peace", NULL, NULL},
                                        {"c", "peace", NULL, "20140801"},
                                        {"e", "peace", NULL, "20140802"},
                                        {0}};
static const FixtureDocument part3[] = {
    {"a", "peace", NULL, "20140802"}, {"d", "peace", NULL, NULL}, {0}};

static char *dir;
static XapDatabase *dbs[2]; /* one database, three segments */

static void set_up(void)
{
    dir = test_tmpdir();
    g_autofree char *whole = g_build_filename(dir, "whole", NULL);
    g_autofree char *parts = g_build_filename(dir, "parts", NULL);
    fixture_database(whole, ties);
    fixture_segment(parts, "000001", part1);
    fixture_segment(parts, "000002", part2);
    fixture_segment(parts, "000003", part3);
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

typedef struct {
    const char *name;
    XapSort sort;
    const char *order;
} OrderRow;

static const OrderRow order_rows[] = {
    {"relevance", XAP_SORT_RELEVANCE, "a b c d e f g h"},
    {"ascending", XAP_SORT_ASCENDING, "c g a e f h b d"},
    {"descending", XAP_SORT_DESCENDING, "h a e f c g b d"},
};

/* Every page of every order, on one database and on three segments. */
START_TEST(ties_are_broken_by_identity)
{
    const OrderRow *row = &order_rows[_i / 2];
    XapDatabase *db = dbs[_i % 2];
    g_auto(GStrv) all = g_strsplit(row->order, " ", -1);
    guint total = g_strv_length(all);
    for (int weighted = 0; weighted < 2; weighted++) {
        g_autoptr(XapQuery) query = weighted ? xap_query_term("peace", 5) : xap_query_all();
        for (guint first = 0; first <= total + 1; first++) {
            for (guint count = 0; count <= total + 1; count++) {
                XapRequest request = {.query = query, .first = first, .count = count, .k1 = 1.2,
                                      .b = 0.75, .sort = row->sort, .sort_slot = SLOT_DAY};
                g_autofree char *found = fixture_hits(db, &request);
                g_autoptr(GString) expected = g_string_new(NULL);
                for (guint i = first; i < MIN(first + count, total); i++)
                    g_string_append_printf(expected, "%s%s", i > first ? " " : "", all[i]);
                ck_assert_msg(strcmp(found, expected->str) == 0,
                              "%s, from %u, %u of them: found '%s', not '%s'", row->name, first,
                              count, found, expected->str);
            }
        }
    }
}
END_TEST

START_TEST(weights_come_before_identities)
{
    static const FixtureDocument documents[] = {
        {"a", "peace and many other words of no use", NULL, "2"},
        {"b", "peace peace peace", NULL, "2"},
        {"c", "peace peace", NULL, "1"},
        {"d", "peace talks", NULL, "2"},
        {0},
    };
    g_autofree char *path = g_build_filename(dir, "weights", NULL);
    fixture_database(path, documents);
    g_autoptr(XapDatabase) db = fixture_open(path);
    g_autoptr(XapQuery) query = xap_query_term("peace", 5);
    XapRequest request = {.query = query, .count = 10, .k1 = 1.2, .b = 0.75};
    g_autofree char *relevance = fixture_hits(db, &request);
    ck_assert_str_eq(relevance, "b c d a");
    request.sort = XAP_SORT_DESCENDING;
    request.sort_slot = SLOT_DAY;
    g_autofree char *descending = fixture_hits(db, &request);
    ck_assert_str_eq(descending, "b d a c");
    for (request.count = 1; request.count < 4; request.count++) {
        g_autofree char *page = fixture_hits(db, &request);
        ck_assert_msg(g_str_has_prefix("b d a c", page), "%u: %s", request.count, page);
    }
}
END_TEST

typedef struct {
    const char *name;
    guint32 first, count, check_at_least;
    gboolean exact;
} MatchesRow;

static const MatchesRow matches_rows[] = {
    {"all asked for", 0, 100, 0, TRUE},  {"checked beyond", 0, 1, 100, TRUE},
    {"checked to the last", 0, 1, 8, TRUE}, {"only counted", 0, 0, 8, TRUE},
    {"last page", 7, 5, 8, TRUE},        {"not checked", 0, 1, 0, FALSE},
};

START_TEST(matches_lie_within_their_bounds)
{
    const MatchesRow *row = &matches_rows[_i];
    for (int i = 0; i < 2; i++) {
        /* An AND, whose number Xapian can't know before it has looked. */
        g_autoptr(XapQuery) word = xap_query_term("peace", 5);
        g_autoptr(XapQuery) range = xap_query_range(SLOT_IDENTITY, "a", "h");
        XapQuery *parts[] = {word, range};
        g_autoptr(XapQuery) query = xap_query_combine(XAP_FILTER, parts, 2, 0);
        XapRequest request = {.query = query, .first = row->first, .count = row->count,
                              .check_at_least = row->check_at_least, .k1 = 1.2, .b = 0.75};
        g_autoptr(XapHits) hits = xap_run(dbs[i], &request, NULL);
        guint32 lower, estimated, upper;
        xap_hits_matches(hits, &lower, &estimated, &upper);
        ck_assert_msg(lower <= 8 && 8 <= upper, "%s: 8 is not in %u to %u", row->name, lower, upper);
        ck_assert_msg(lower <= estimated && estimated <= upper, "%s: %u is not in %u to %u",
                      row->name, estimated, lower, upper);
        ck_assert_msg(!row->exact || (lower == 8 && upper == 8), "%s: %u to %u", row->name, lower,
                      upper);
    }
}
END_TEST

START_TEST(data_is_loaded_only_when_asked_for)
{
    g_autoptr(XapQuery) query = xap_query_all();
    XapRequest request = {.query = query, .count = 2, .k1 = 1.2, .b = 0.75};
    g_autoptr(XapHits) without = xap_run(dbs[0], &request, NULL);
    ck_assert_uint_eq(xap_hits_count(without), 2);
    ck_assert_ptr_null(xap_hits_get(without, 0)->data);
    ck_assert_uint_eq(xap_hits_get(without, 0)->docid, 4);
    request.with_data = TRUE;
    g_autoptr(XapHits) with = xap_run(dbs[0], &request, NULL);
    ck_assert_str_eq(xap_hits_get(with, 1)->data, "b");
    ck_assert_uint_eq(xap_hits_get(with, 1)->data_length, 1);
    xap_hits_free(NULL);
}
END_TEST

START_TEST(the_formula_takes_its_parameters)
{
    static const FixtureDocument documents[] = {
        {"long", "peace peace and many other words of no use at all", NULL, NULL},
        {"short", "peace", NULL, NULL},
        {"other", "war", NULL, NULL},
        {0},
    };
    g_autofree char *path = g_build_filename(dir, "formula", NULL);
    fixture_database(path, documents);
    g_autoptr(XapDatabase) db = fixture_open(path);
    g_autoptr(XapQuery) query = xap_query_term("peace", 5);
    static const struct {
        double k1, b;
        const char *order;
    } rows[] = {
        {1.2, 0.75, "short long"}, /* length counts */
        {1.2, 0, "long short"},    /* only how often it occurs */
        {0, 0.75, "long short"},   /* neither: the identity decides */
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        XapRequest request = {.query = query, .count = 3, .k1 = rows[i].k1, .b = rows[i].b};
        g_autofree char *found = fixture_hits(db, &request);
        ck_assert_msg(strcmp(found, rows[i].order) == 0, "row %zu: %s", i, found);
    }
}
END_TEST

START_TEST(a_request_without_bounds_is_answered)
{
    g_autoptr(XapQuery) query = xap_query_all();
    XapRequest request = {.query = query, .count = G_MAXUINT32, .check_at_least = G_MAXUINT32,
                          .k1 = 1.2, .b = 0.75};
    g_autofree char *found = fixture_hits(dbs[1], &request);
    ck_assert_str_eq(found, "a b c d e f g h");
    request.first = G_MAXUINT32;
    request.sort = XAP_SORT_ASCENDING;
    g_autofree char *none = fixture_hits(dbs[1], &request);
    ck_assert_str_eq(none, "");
}
END_TEST

/* Random documents: sorted by value, weight and identity as a plain sort of all would have it. */
static int by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

START_TEST(pages_of_any_size_make_up_the_whole)
{
    g_autofree char *path = g_build_filename(dir, "random", NULL);
    g_autoptr(XapWriter) writer = xap_writer_create(path, NULL);
    g_autoptr(GRand) random = g_rand_new_with_seed(11);
    for (int i = 0; i < 300; i++) {
        g_autofree char *name = g_strdup_printf("%03d", (i * 97) % 300);
        g_autofree char *day = g_strdup_printf("2014080%d", g_rand_int_range(random, 1, 4));
        FixtureDocument next = {name, g_rand_boolean(random) ? "peace talks" : "peace peace", NULL,
                                g_rand_int_range(random, 0, 4) == 0 ? NULL : day};
        fixture_add(writer, &next);
    }
    ck_assert(xap_writer_commit(writer, NULL));
    g_autoptr(XapDatabase) db = fixture_open(path);
    g_autoptr(XapQuery) query = xap_query_term("peace", 5);
    for (int sort = XAP_SORT_RELEVANCE; sort <= XAP_SORT_DESCENDING; sort++) {
        XapRequest request = {.query = query, .count = 1000, .k1 = 1.2, .b = 0.75, .sort = sort,
                              .sort_slot = SLOT_DAY};
        g_autofree char *whole = fixture_hits(db, &request);
        g_auto(GStrv) names = g_strsplit(whole, " ", -1);
        ck_assert_uint_eq(g_strv_length(names), 300);
        g_autoptr(GString) pages = g_string_new(NULL);
        for (request.count = 7; request.first < 300; request.first += request.count) {
            g_autofree char *page = fixture_hits(db, &request);
            g_string_append_printf(pages, "%s%s", pages->len > 0 ? " " : "", page);
        }
        ck_assert_msg(strcmp(pages->str, whole) == 0, "order %d:\n%s\n%s", sort, pages->str, whole);
        qsort(names, 300, sizeof *names, by_text);
        for (guint i = 1; i < 300; i++)
            ck_assert_str_ne(names[i - 1], names[i]);
    }
}
END_TEST

/* The three segments, each served by a program of its own, give what one database gives. */
START_TEST(remote_servers_answer_alike)
{
    g_autofree char *server = g_find_program_in_path("xapian-progsrv");
    if (server == NULL) {
        puts("skipped: xapian-progsrv is not installed");
        return;
    }
    g_autoptr(GString) lines = g_string_new(NULL);
    for (int i = 1; i <= 3; i++)
        g_string_append_printf(lines, "remote :%s -t5000 %s/parts/segments/00000%d\n", server, dir,
                               i);
    g_autofree char *stub = g_build_filename(dir, "remote.stub", NULL);
    ck_assert(g_file_set_contents(stub, lines->str, -1, NULL));
    g_autoptr(XapDatabase) remote = fixture_open(stub);
    for (gsize i = 0; i < G_N_ELEMENTS(order_rows); i++) {
        for (int weighted = 0; weighted < 2; weighted++) {
            g_autoptr(XapQuery) query = weighted ? xap_query_term("peace", 5) : xap_query_all();
            for (guint first = 0; first < 8; first += 3) {
                XapRequest request = {.query = query, .first = first, .count = 3, .k1 = 1.2,
                                      .b = 0.75, .check_at_least = 100,
                                      .sort = order_rows[i].sort, .sort_slot = SLOT_DAY};
                g_autofree char *here = fixture_hits(dbs[0], &request);
                g_autofree char *there = fixture_hits(remote, &request);
                ck_assert_msg(strcmp(here, there) == 0, "%s from %u: '%s', remote '%s'",
                              order_rows[i].name, first, here, there);
                g_autoptr(XapHits) hits = xap_run(remote, &request, NULL);
                guint32 lower, upper;
                xap_hits_matches(hits, &lower, NULL, &upper);
                ck_assert_msg(lower == 8 && upper == 8, "%u to %u matches", lower, upper);
            }
        }
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("xapian-run");
    TCase *tcase = tcase_create("running");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, ties_are_broken_by_identity, 0, 2 * G_N_ELEMENTS(order_rows));
    tcase_add_test(tcase, weights_come_before_identities);
    tcase_add_loop_test(tcase, matches_lie_within_their_bounds, 0, G_N_ELEMENTS(matches_rows));
    tcase_add_test(tcase, data_is_loaded_only_when_asked_for);
    tcase_add_test(tcase, the_formula_takes_its_parameters);
    tcase_add_test(tcase, a_request_without_bounds_is_answered);
    tcase_add_test(tcase, pages_of_any_size_make_up_the_whole);
    tcase_add_test(tcase, remote_servers_answer_alike);
    tcase_set_timeout(tcase, 60);
    suite_add_tcase(suite, tcase);
    return fixture_main(suite);
}
