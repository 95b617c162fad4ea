#include "tests/xapian-c/folder-private.h"

START_TEST(the_journal_comes_back)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) entries =
        g_ptr_array_new_with_free_func((GDestroyNotify)journal_entry_free);
    g_ptr_array_add(entries, journal_entry_new("000001", 1, "000002"));
    g_ptr_array_add(entries, journal_entry_new("000002", G_MAXUINT32, NULL));
    ck_assert(layout_write_journal(folder_path, entries, &error));
    folder_check_files(LAYOUT_JOURNAL);
    g_autoptr(GPtrArray) read = layout_read_journal(folder_path, &error);
    ck_assert_no_error(error);
    ck_assert_uint_eq(read->len, 2);
    const JournalEntry *one = g_ptr_array_index(read, 0), *other = g_ptr_array_index(read, 1);
    ck_assert_str_eq(one->segment, "000001");
    ck_assert_uint_eq(one->docid, 1);
    ck_assert_str_eq(one->successor, "000002");
    ck_assert_uint_eq(other->docid, G_MAXUINT32);
    ck_assert_ptr_null(other->successor);

    g_ptr_array_set_size(entries, 0);
    ck_assert(layout_write_journal(folder_path, entries, &error));
    folder_check_files("");
    ck_assert(layout_write_journal(folder_path, entries, &error)); /* there is none to remove */
    g_autoptr(GPtrArray) none = layout_read_journal(folder_path, &error);
    ck_assert_uint_eq(none->len, 0);
}
END_TEST

static const FolderRow journal_rows[] = {
    {"cut in a line", "000001 1 000002\n000001 2 0000", INDEX_ERROR_DAMAGED},
    {"cut at a line's end", "000001 1 000002\n000001 2 000002", INDEX_ERROR_DAMAGED},
    {"two words", "000001 1\n", INDEX_ERROR_DAMAGED},
    {"four words", "000001 1 000002 x\n", INDEX_ERROR_DAMAGED},
    {"docid 0", "000001 0 000002\n", INDEX_ERROR_DAMAGED},
    {"docid too great", "000001 4294967296 000002\n", INDEX_ERROR_DAMAGED},
    {"negative docid", "000001 -1 000002\n", INDEX_ERROR_DAMAGED},
    {"no segment", "segment 1 000002\n", INDEX_ERROR_DAMAGED},
    {"no successor", "000001 1 x\n", INDEX_ERROR_DAMAGED},
    {"empty", "", INDEX_ERROR_DAMAGED},
    {"another checksum", "checksum 0123456789abcdef\n000001 1 000002\n", INDEX_ERROR_DAMAGED},
    {"empty line", "\n", INDEX_ERROR_DAMAGED},
};

START_TEST(damaged_journals_are_told)
{
    const FolderRow *row = &journal_rows[_i];
    folder_put(LAYOUT_JOURNAL, row->text, -1);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) entries = layout_read_journal(folder_path, &error);
    ck_assert_msg(entries == NULL, "%s: read", row->name);
    folder_check_error(row->name, error, row->code);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("journal");
    TCase *tcase = tcase_create("journal");
    tcase_add_checked_fixture(tcase, folder_set_up, folder_tear_down);
    tcase_add_test(tcase, the_journal_comes_back);
    tcase_add_loop_test(tcase, damaged_journals_are_told, 0, G_N_ELEMENTS(journal_rows));
    suite_add_tcase(suite, tcase);
    return fixture_main(suite);
}
