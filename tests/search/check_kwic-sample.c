#include "search/kwic-sample.h"

#include <check.h>
#include <string.h>

#define LINES 5000

typedef struct {
    GHashTable *kept; /* keys */
    guint stop_after;
} Kept;

static gboolean keep(const GString *key, const GString *value, gpointer data)
{
    Kept *kept = data;
    ck_assert_str_eq(key->str, value->str);
    ck_assert_msg(g_hash_table_add(kept->kept, g_strdup(key->str)), "%s twice", key->str);
    return g_hash_table_size(kept->kept) != kept->stop_after;
}

/* A sample of lines 0 to LINES - 1, which come in steps of step. */
static GHashTable *sample_of(guint size, guint seed, guint lines, guint step)
{
    g_autoptr(KwicSample) sample = kwic_sample_new(size, seed);
    g_autoptr(GString) key = g_string_new(NULL);
    for (guint i = 0; i < lines; i++) {
        guint which = i * step % lines;
        g_autofree char *id = g_strdup_printf("%032x", which / 3);
        g_string_printf(key, "%u", which);
        guint64 number = kwic_sample_number(sample, id, 1, which % 3 == 0, which % 3);
        kwic_sample_add(sample, number, key, key);
    }
    Kept kept = {g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL), 0};
    ck_assert(kwic_sample_each(sample, keep, &kept));
    return kept.kept;
}

static guint common(GHashTable *a, GHashTable *b)
{
    guint count = 0;
    GHashTableIter iter;
    gpointer key;
    g_hash_table_iter_init(&iter, a);
    while (g_hash_table_iter_next(&iter, &key, NULL))
        count += g_hash_table_contains(b, key);
    return count;
}

static const struct {
    const char *name;
    guint size, lines, kept;
} sizes[] = {
    {"none", 0, 100, 0},
    {"one", 1, LINES, 1},
    {"some", 100, LINES, 100},
    {"as many as there are", 100, 100, 100},
    {"more than there are", 100, 7, 7},
};

START_TEST(keeps_so_many)
{
    g_autoptr(GHashTable) kept = sample_of(sizes[_i].size, 1, sizes[_i].lines, 1);
    ck_assert_msg(g_hash_table_size(kept) == sizes[_i].kept, "%s: %u", sizes[_i].name,
                  g_hash_table_size(kept));
}
END_TEST

START_TEST(is_the_same_in_any_order)
{
    g_autoptr(GHashTable) forwards = sample_of(100, 1, LINES, 1);
    g_autoptr(GHashTable) mixed = sample_of(100, 1, LINES, 1777);
    ck_assert_uint_eq(common(forwards, mixed), 100);
}
END_TEST

START_TEST(differs_by_seed)
{
    g_autoptr(GHashTable) one = sample_of(100, 1, LINES, 1), other = sample_of(100, 2, LINES, 1);
    /* Two are expected by chance. */
    ck_assert_uint_lt(common(one, other), 15);
}
END_TEST

START_TEST(a_smaller_one_is_part_of_a_larger)
{
    g_autoptr(GHashTable) small = sample_of(10, 1, LINES, 1), large = sample_of(100, 1, LINES, 1);
    ck_assert_uint_eq(common(small, large), 10);
}
END_TEST

START_TEST(all_lines_are_as_likely)
{
    guint first_half = 0, titles = 0;
    for (guint seed = 0; seed < 40; seed++) {
        g_autoptr(GHashTable) kept = sample_of(100, seed, 999, 1);
        GHashTableIter iter;
        gpointer key;
        g_hash_table_iter_init(&iter, kept);
        while (g_hash_table_iter_next(&iter, &key, NULL)) {
            guint64 which = g_ascii_strtoull(key, NULL, 10);
            first_half += which < 500;
            titles += which % 3 == 0;
        }
    }
    /* Of 4,000; five standard deviations. */
    ck_assert_msg(first_half > 2000 - 158 && first_half < 2000 + 158, "%u", first_half);
    ck_assert_msg(titles > 1333 - 149 && titles < 1333 + 149, "%u", titles);
}
END_TEST

START_TEST(stops_when_told)
{
    g_autoptr(KwicSample) sample = kwic_sample_new(10, 0);
    g_autoptr(GString) key = g_string_new(NULL);
    for (guint i = 0; i < 10; i++) {
        g_string_printf(key, "%u", i);
        kwic_sample_add(sample, kwic_sample_number(sample, "", i, FALSE, 0), key, key);
    }
    Kept kept = {g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL), 3};
    ck_assert(!kwic_sample_each(sample, keep, &kept));
    ck_assert_uint_eq(g_hash_table_size(kept.kept), 3);
    g_hash_table_unref(kept.kept);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("kwic-sample");
    TCase *c = tcase_create("sample");
    tcase_add_loop_test(c, keeps_so_many, 0, G_N_ELEMENTS(sizes));
    tcase_add_test(c, is_the_same_in_any_order);
    tcase_add_test(c, differs_by_seed);
    tcase_add_test(c, a_smaller_one_is_part_of_a_larger);
    tcase_add_test(c, all_lines_are_as_likely);
    tcase_add_test(c, stops_when_told);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
