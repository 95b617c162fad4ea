#include "tests/xapian-c/fixture-private.h"
#include "xapian-c/xapian-values.h"

/* More values than are fetched at a time, over two segments. */
#define MANY 5000

static char *dir;

static void set_up(void)
{
    static const FixtureDocument first[] = {
        {"a", "peace", NULL, "20140801"}, {"b", "war", NULL, NULL}, {0}};
    dir = test_tmpdir();
    fixture_segment(dir, "000001", first);
    g_autofree char *path = fixture_segment_path(dir, "000002");
    g_autoptr(XapWriter) writer = xap_writer_create(path, NULL);
    for (int i = 0; i < MANY; i++) {
        g_autofree char *name = g_strdup_printf("n%05d", i);
        FixtureDocument next = {name, "news", NULL, i % 2 == 0 ? "20140802" : NULL};
        fixture_add(writer, &next);
    }
    ck_assert(xap_writer_commit(writer, NULL));
    fixture_publish(dir, "000001 000002");
}

static void tear_down(void)
{
    test_remove(dir);
}

typedef struct {
    guint count;
    guint32 last;
    GString *sample; /* the first values */
} Sweep;

static void note(guint32 docid, const char *value, gsize length, gpointer data)
{
    Sweep *sweep = data;
    ck_assert_uint_gt(docid, sweep->last);
    sweep->last = docid;
    if (sweep->count++ < 4)
        g_string_append_printf(sweep->sample, "%u=%.*s ", docid, (int)length, value);
}

static void check_sweep(guint32 slot, guint count, const char *sample)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(XapDatabase) db = fixture_open(dir);
    Sweep sweep = {0, 0, g_string_new(NULL)};
    ck_assert(xap_each_value(db, slot, note, &sweep, &error));
    ck_assert_msg(sweep.count == count, "slot %u: %u values", slot, sweep.count);
    ck_assert_str_eq(sweep.sample->str, sample);
    g_string_free(sweep.sample, TRUE);
}

START_TEST(all_values_of_a_slot_are_swept)
{
    check_sweep(SLOT_IDENTITY, MANY + 2, "1=a 2=n00000 3=b 4=n00001 ");
    check_sweep(SLOT_DAY, MANY / 2 + 1, "1=20140801 2=20140802 6=20140802 10=20140802 ");
    check_sweep(SLOT_TITLE, 0, "");
}
END_TEST

START_TEST(journalled_documents_are_left_out)
{
    g_autoptr(GPtrArray) entries =
        g_ptr_array_new_with_free_func((GDestroyNotify)journal_entry_free);
    g_ptr_array_add(entries, journal_entry_new("000001", 2, "000002"));
    ck_assert(layout_write_journal(dir, entries, NULL));
    check_sweep(SLOT_IDENTITY, MANY + 1, "1=a 2=n00000 4=n00001 6=n00002 ");
}
END_TEST

START_TEST(sortable_numbers_sort_as_numbers)
{
    static const double numbers[] = {-1e300, -86400, -1, -0.5, 0, 0.5, 1, 2, 1407456000, 1e300};
    char before[XAP_SORTABLE_BYTES], now[XAP_SORTABLE_BYTES];
    gsize before_length = xap_sortable(numbers[0], before);
    for (gsize i = 1; i < G_N_ELEMENTS(numbers); i++) {
        gsize length = xap_sortable(numbers[i], now);
        ck_assert_uint_le(length, XAP_SORTABLE_BYTES);
        int order = memcmp(before, now, MIN(before_length, length));
        ck_assert_msg(order < 0 || (order == 0 && before_length < length), "%g", numbers[i]);
        memcpy(before, now, length);
        before_length = length;
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("xapian-values");
    TCase *tcase = tcase_create("values");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, all_values_of_a_slot_are_swept);
    tcase_add_test(tcase, journalled_documents_are_left_out);
    tcase_add_test(tcase, sortable_numbers_sort_as_numbers);
    tcase_set_timeout(tcase, 60);
    suite_add_tcase(suite, tcase);
    return fixture_main(suite);
}
