#include "tests/xapian-c/fixture-private.h"

#include <stdio.h>

static const FixtureDocument part1[] = {
    {"a", "peace talks", NULL, "20140801"}, {"b", "peace", NULL, NULL}, {0}};
static const FixtureDocument part2[] = {{"c", "peace", NULL, "20140802"},
                                        {"d", "war", NULL, "20140802"},
                                        {"e", "peace", NULL, "20140801"},
                                        {"f", "peace", NULL, "20140731"},
                                        {0}};

static char *dir;

static void set_up(void)
{
    dir = test_tmpdir();
    fixture_segment(dir, "000001", part1);
    fixture_segment(dir, "000002", part2);
    fixture_publish(dir, "000001 000002");
}

static void tear_down(void)
{
    test_remove(dir);
}

/* "5: 20140731 1, 20140801 2, …" */
static char *counted(XapDatabase *db, XapQuery *query)
{
    const guint32 slots[] = {SLOT_DAY, SLOT_IDENTITY};
    g_autoptr(GError) error = NULL;
    g_autoptr(XapCounts) counts = xap_count(db, query, slots, G_N_ELEMENTS(slots), &error);
    if (counts == NULL)
        return g_strdup_printf("error %d", error->code);
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, "%u", xap_counts_matches(counts));
    for (gsize slot = 0; slot < G_N_ELEMENTS(slots); slot++)
        for (gsize i = 0; i < xap_counts_size(counts, slot); i++) {
            XapValueCount value = xap_counts_get(counts, slot, i);
            ck_assert_uint_eq(strlen(value.value), value.length);
            g_string_append_printf(text, "%s %s %u", i > 0 ? "," : ":", value.value, value.count);
        }
    return g_string_free(text, FALSE);
}

static XapQuery *words_query(const char *words)
{
    return *words == '\0' ? xap_query_all() : fixture_query(XAP_AND, words, 0);
}

static const struct {
    const char *name, *words, *counts;
} rows[] = {
    {"all", "", "6: 20140731 1, 20140801 2, 20140802 2: a 1, b 1, c 1, d 1, e 1, f 1"},
    {"a word", "peace", "5: 20140731 1, 20140801 2, 20140802 1: a 1, b 1, c 1, e 1, f 1"},
    {"one without a value", "talks peace", "1: 20140801 1: a 1"},
    {"none", "nowhere", "0"},
};

START_TEST(values_are_counted)
{
    g_autoptr(XapDatabase) db = fixture_open(dir);
    g_autoptr(XapQuery) query = words_query(rows[_i].words);
    g_autofree char *found = counted(db, query);
    ck_assert_msg(strcmp(found, rows[_i].counts) == 0, "%s: %s", rows[_i].name, found);
}
END_TEST

START_TEST(servers_count_alike)
{
    g_autofree char *server = g_find_program_in_path("xapian-progsrv");
    if (server == NULL) {
        puts("skipped: xapian-progsrv is not installed");
        return;
    }
    g_autofree char *stub = g_build_filename(dir, "remote.stub", NULL);
    g_autofree char *lines = g_strdup_printf("remote :%s -t5000 %s/segments/000001\n"
                                             "remote :%s -t5000 %s/segments/000002\n",
                                             server, dir, server, dir);
    ck_assert(g_file_set_contents(stub, lines, -1, NULL));
    g_autoptr(XapDatabase) remote = fixture_open(stub);
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(XapQuery) query = words_query(rows[i].words);
        g_autofree char *found = counted(remote, query);
        ck_assert_msg(strcmp(found, rows[i].counts) == 0, "%s: %s", rows[i].name, found);
    }
    /* So do weights by value. */
    static const XapValueWeight weights[] = {{"20140802", 2}, {"20140731", 3}};
    g_autoptr(XapQuery) peace = fixture_query(XAP_OR, "peace", 0);
    g_autoptr(XapQuery) plain = xap_query_scale(peace, 0);
    g_autoptr(XapQuery) days = xap_query_value_weights(SLOT_DAY, weights, 2);
    XapQuery *parts[] = {plain, days};
    g_autofree char *order = fixture_answer(remote, xap_query_combine(XAP_AND_MAYBE, parts, 2, 0));
    ck_assert_str_eq(order, "f c a b e");
}
END_TEST

START_TEST(what_the_journal_names_is_not_counted)
{
    g_autoptr(GPtrArray) journal =
        g_ptr_array_new_with_free_func((GDestroyNotify)journal_entry_free);
    g_ptr_array_add(journal, journal_entry_new("000002", 1, NULL));
    ck_assert(layout_write_journal(dir, journal, NULL));
    g_autoptr(XapDatabase) db = fixture_open(dir);
    g_autoptr(XapQuery) query = xap_query_all();
    g_autofree char *found = counted(db, query);
    ck_assert_str_eq(found, "5: 20140731 1, 20140801 2, 20140802 1: a 1, b 1, d 1, e 1, f 1");
}
END_TEST

START_TEST(a_query_that_cant_be_run_is_an_error)
{
    g_autoptr(XapDatabase) db = fixture_open(dir);
    g_autoptr(XapQuery) word = xap_query_term("peace", 5);
    g_autoptr(XapQuery) negative = xap_query_scale(word, -1);
    g_autofree char *found = counted(db, negative);
    g_autofree char *expected = g_strdup_printf("error %d", INDEX_ERROR_QUERY);
    ck_assert_str_eq(found, expected);
    xap_counts_free(NULL);
}
END_TEST

START_TEST(values_weigh)
{
    static const XapValueWeight weights[] = {{"20140802", 2.5}};
    g_autoptr(XapDatabase) db = fixture_open(dir);
    g_autoptr(XapQuery) query = xap_query_value_weights(SLOT_DAY, weights, 1);
    XapRequest request = {.query = query, .count = 10, .k1 = 1.2, .b = 0.75};
    g_autofree char *order = fixture_hits(db, &request);
    ck_assert_str_eq(order, "c d a e f");
    g_autoptr(XapHits) hits = xap_run(db, &request, NULL);
    ck_assert_double_eq(xap_hits_get(hits, 0)->weight, 2.5);
    ck_assert_double_eq(xap_hits_get(hits, 2)->weight, 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("xapian-counts");
    TCase *tcase = tcase_create("counting");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, values_are_counted, 0, G_N_ELEMENTS(rows));
    tcase_add_test(tcase, servers_count_alike);
    tcase_add_test(tcase, what_the_journal_names_is_not_counted);
    tcase_add_test(tcase, a_query_that_cant_be_run_is_an_error);
    tcase_add_test(tcase, values_weigh);
    suite_add_tcase(suite, tcase);
    return fixture_main(suite);
}
