#include "search/spill-sort.h"

#include <check.h>
#include <string.h>

#include "tests/support/tmpdir.h"

typedef struct {
    guint8 key[6];
    gsize key_length;
    char value[40];
    gsize length;
} Record;

static const struct {
    const char *name;
    guint records;
    gsize memory;
    guint keys;  /* different ones at most */
    guint files; /* at least so many are written, if any is */
} cases[] = {
    {"none", 0, 1 << 20, 10, 0},
    {"one", 1, 1 << 20, 10, 0},
    {"all in memory", 5000, 1 << 20, 100000, 0},
    {"equal keys in memory", 5000, 1 << 20, 3, 0},
    {"a few files", 5000, 1 << 14, 100000, 2},
    {"equal keys in files", 5000, 1 << 14, 3, 2},
    {"a file for each record", SPILL_SORT_FAN - 1, 1, 100000, SPILL_SORT_FAN - 2},
    {"files merged once", 3 * SPILL_SORT_FAN, 1, 1000, 2},
    {"files merged twice", SPILL_SORT_FAN *SPILL_SORT_FAN + 70, 1, 50, 2},
};

static char *folder;

static void set_up(void)
{
    folder = test_tmpdir();
}

static void tear_down(void)
{
    test_remove(folder);
}

/* Of places of records: equals stay in the order in which they were added. */
static int compare_places(gconstpointer a, gconstpointer b)
{
    const Record *one = *(const Record *const *)a, *other = *(const Record *const *)b;
    int order = memcmp(one->key, other->key, MIN(one->key_length, other->key_length));
    if (order == 0 && one->key_length != other->key_length)
        order = one->key_length < other->key_length ? -1 : 1;
    return order ? order : one < other ? -1 : 1;
}

static Record make(GRand *random, guint keys, guint number)
{
    guint32 which = (guint32)g_rand_int_range(random, 0, (gint32)keys);
    Record record = {.key_length = which % 7};
    for (gsize i = 0; i < record.key_length; i++)
        record.key[i] = (guint8)(which * 2654435761u >> (8 * (i % 4)));
    record.length = (gsize)g_snprintf(record.value, sizeof record.value, "%u", number);
    if (number % 5 == 0)
        record.length = 0;
    return record;
}

START_TEST(gives_back_in_order)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GRand) random = g_rand_new_with_seed(7);
    g_autoptr(GArray) records = g_array_new(FALSE, FALSE, sizeof(Record));
    g_autoptr(GPtrArray) order = g_ptr_array_new();
    g_autoptr(SpillSort) sort = spill_sort_new(cases[_i].memory, folder);
    for (guint i = 0; i < cases[_i].records; i++) {
        Record record = make(random, cases[_i].keys, i);
        g_array_append_val(records, record);
        ck_assert_msg(spill_sort_add(sort, record.key, record.key_length, record.value,
                                     record.length, &error),
                      "%s", cases[_i].name);
    }
    ck_assert_msg(cases[_i].files == 0 ? spill_sort_files(sort) == 0
                                       : spill_sort_files(sort) >= cases[_i].files,
                  "%s: %u files", cases[_i].name, spill_sort_files(sort));
    for (guint i = 0; i < records->len; i++)
        g_ptr_array_add(order, &g_array_index(records, Record, i));
    g_ptr_array_sort(order, compare_places);
    gsize length = 0;
    for (guint i = 0; i < order->len; i++) {
        const Record *next = order->pdata[i];
        const char *value = spill_sort_next(sort, &length, &error);
        ck_assert_msg(value && length == next->length && memcmp(value, next->value, length) == 0,
                      "%s: record %u is not %s", cases[_i].name, i, next->value);
    }
    ck_assert_msg(!spill_sort_next(sort, &length, &error) && !error, "%s: more", cases[_i].name);
    g_autoptr(GDir) left = g_dir_open(folder, 0, NULL);
    ck_assert_msg(!g_dir_read_name(left), "%s: a file is left", cases[_i].name);
}
END_TEST

START_TEST(tells_which_folder_can_not_be_written)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *missing = g_build_filename(folder, "missing", NULL);
    g_autoptr(SpillSort) sort = spill_sort_new(1, missing);
    ck_assert(spill_sort_add(sort, "a", 1, "x", 1, &error));
    ck_assert(!spill_sort_add(sort, "b", 1, "y", 1, &error));
    ck_assert_msg(error->domain == G_FILE_ERROR && strstr(error->message, missing) &&
                      strstr(error->message, "$TMPDIR"),
                  "%s", error->message);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("spill-sort");
    TCase *c = tcase_create("order");
    tcase_add_unchecked_fixture(c, set_up, tear_down);
    tcase_add_loop_test(c, gives_back_in_order, 0, G_N_ELEMENTS(cases));
    tcase_add_test(c, tells_which_folder_can_not_be_written);
    suite_add_tcase(s, c);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failures = srunner_ntests_failed(r);
    srunner_free(r);
    return failures != 0;
}
