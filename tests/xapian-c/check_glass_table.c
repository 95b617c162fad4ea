/* Tables of all shapes, read back block by block. */
#include "xapian-c/glass-table-private.h"

#include <check.h>
#include <stdlib.h>

#include "tests/support/glass-reader.h"
#include "tests/support/tmpdir.h"
#include "xapian-c/glass-version-private.h"

typedef struct {
    const char *name;
    guint entries;
    guint key_min, key_max; /* lengths */
    guint tag_min, tag_max;
    guint level; /* of the root, at least */
} Shape;

static const Shape shapes[] = {
    {"no entry", 0, 0, 0, 0, 0, 0},
    {"one entry", 1, 1, 1, 10, 10, 0},
    {"empty tags", 5000, 8, 12, 0, 0, 1},
    {"short entries", 60000, 8, 14, 1, 20, 1},
    {"the longest keys", 20000, 255, 255, 0, 30, 2},
    {"tags that fill an item", 3000, 8, 40, 1980, 2060, 1},
    {"tags of some chunks", 1500, 8, 255, 0, 20000, 1},
    {"a long tag", 3, 8, 255, 3000000, 3000000, 1},
};

static GBytes *random_bytes(GRand *rand, guint min, guint max)
{
    guint length =
        min + (max > min ? (guint)g_rand_int_range(rand, 0, (gint32)(max - min + 1)) : 0);
    guint8 *bytes = g_malloc(length + 1);
    for (guint i = 0; i < length; i++)
        bytes[i] = (guint8)(g_rand_int(rand) >> 24);
    return g_bytes_new_take(bytes, length);
}

static gint by_bytes(gconstpointer a, gconstpointer b)
{
    return g_bytes_compare(*(GBytes *const *)a, *(GBytes *const *)b);
}

/* Random keys with a common beginning, ascending, without repetition. */
static GPtrArray *make_keys(GRand *rand, const Shape *shape)
{
    GPtrArray *keys = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    GPtrArray *all = g_ptr_array_new();
    for (guint i = 0; i < shape->entries; i++) {
        GBytes *key = random_bytes(rand, shape->key_min, shape->key_max);
        memset((guint8 *)g_bytes_get_data(key, NULL), 'k', g_bytes_get_size(key) * 2 / 3);
        g_ptr_array_add(all, key);
    }
    g_ptr_array_sort(all, by_bytes);
    for (guint i = 0; i < all->len; i++) {
        if (keys->len && g_bytes_equal(keys->pdata[keys->len - 1], all->pdata[i]))
            g_bytes_unref(all->pdata[i]);
        else
            g_ptr_array_add(keys, all->pdata[i]);
    }
    g_ptr_array_unref(all);
    return keys;
}

START_TEST(table_reads_back)
{
    const Shape *shape = &shapes[_i];
    GRand *rand = g_rand_new_with_seed(7);
    char *dir = test_tmpdir();
    g_autofree char *path = g_build_filename(dir, "postlist.glass", NULL);
    GError *failure = NULL;
    GlassTable table;
    glass_table_init(&table, path, 0, NULL, &failure);
    g_autoptr(GPtrArray) keys = make_keys(rand, shape);
    g_autoptr(GPtrArray) tags = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    for (guint i = 0; i < keys->len; i++) {
        gsize key_length, tag_length;
        const guint8 *key = g_bytes_get_data(keys->pdata[i], &key_length);
        GBytes *tag_bytes = random_bytes(rand, shape->tag_min, shape->tag_max);
        const guint8 *tag = g_bytes_get_data(tag_bytes, &tag_length);
        g_ptr_array_add(tags, tag_bytes);
        if (i % 2)
            glass_table_add(&table, key, key_length, tag, tag_length);
        else
            glass_table_add_parts(&table, key, key_length, tag, tag_length / 3,
                                  tag + tag_length / 3, tag_length - tag_length / 3);
    }
    glass_table_finish(&table, TRUE);
    ck_assert_msg(!failure, "%s: %s", shape->name, failure ? failure->message : "");
    ck_assert_msg(table.info.level >= shape->level, "%s: level %u", shape->name, table.info.level);

    GlassTableInfo info[GLASS_TABLES] = {[0] = table.info};
    for (guint i = 1; i < GLASS_TABLES; i++)
        info[i].absent = TRUE;
    glass_table_clear(&table);
    GlassStatistics statistics = {0};
    ck_assert(
        glass_version_write(dir, (const guint8 *)"0123456789abcdef", info, &statistics, &failure));
    g_autofree char *fault = NULL;
    g_autoptr(GPtrArray) entries = glass_read_table(dir, 0, &fault);
    ck_assert_msg(entries != NULL, "%s: %s", shape->name, fault);
    ck_assert_uint_eq(entries->len, keys->len);
    for (guint i = 0; i < entries->len; i++) {
        const GlassEntry *entry = g_ptr_array_index(entries, i);
        ck_assert_msg(g_bytes_equal(entry->key, keys->pdata[i]) &&
                          g_bytes_equal(entry->tag, tags->pdata[i]),
                      "%s: entry %u", shape->name, i);
    }
    g_rand_free(rand);
    test_remove(dir);
}
END_TEST

START_TEST(too_many_chunks_are_an_error)
{
    char *dir = test_tmpdir();
    g_autofree char *path = g_build_filename(dir, "postlist.glass", NULL);
    GError *failure = NULL;
    GlassTable table;
    glass_table_init(&table, path, 0, NULL, &failure);
    gsize length = (gsize)65536 * 2040;
    g_autofree guint8 *tag = g_malloc0(length);
    glass_table_add(&table, (const guint8 *)"key", 3, tag, length);
    ck_assert(g_error_matches(failure, INDEX_ERROR, INDEX_ERROR_INTERNAL));
    glass_table_add(&table, (const guint8 *)"kez", 3, tag, 10); /* does nothing */
    glass_table_finish(&table, TRUE);
    ck_assert_uint_eq(table.info.items, 0);
    glass_table_clear(&table);
    g_clear_error(&failure);
    test_remove(dir);
}
END_TEST

START_TEST(keys_out_of_order_are_an_error)
{
    char *dir = test_tmpdir();
    g_autofree char *path = g_build_filename(dir, "postlist.glass", NULL);
    GError *failure = NULL;
    GlassTable table;
    glass_table_init(&table, path, 0, NULL, &failure);
    static const guint8 tag[1500];
    for (guint i = 0; i < 20; i++) {
        guint8 key[2] = {(guint8)(200 - i), 1};
        glass_table_add(&table, key, sizeof key, tag, sizeof tag);
    }
    ck_assert(g_error_matches(failure, INDEX_ERROR, INDEX_ERROR_INTERNAL));
    glass_table_clear(&table);
    g_clear_error(&failure);
    test_remove(dir);
}
END_TEST

int main(void)
{
    TCase *tables = tcase_create("tables");
    tcase_set_timeout(tables, 60);
    tcase_add_loop_test(tables, table_reads_back, 0, G_N_ELEMENTS(shapes));
    tcase_add_test(tables, too_many_chunks_are_an_error);
    tcase_add_test(tables, keys_out_of_order_are_an_error);
    Suite *suite = suite_create("glass-table");
    suite_add_tcase(suite, tables);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
