#include "tests/xapian-c/folder-private.h"

START_TEST(the_stub_comes_back)
{
    g_autoptr(GError) error = NULL;
    fixture_publish(folder_path, "000012 000003 1000000");
    g_autoptr(GPtrArray) segments = layout_read_stub(folder_path, &error);
    ck_assert_no_error(error);
    ck_assert_uint_eq(segments->len, 3);
    ck_assert_str_eq(g_ptr_array_index(segments, 0), "000012");
    ck_assert_str_eq(g_ptr_array_index(segments, 1), "000003");
    ck_assert_str_eq(g_ptr_array_index(segments, 2), "1000000");
    g_autofree char *path = g_build_filename(folder_path, LAYOUT_STUB, NULL);
    g_autofree char *text = NULL;
    ck_assert(g_file_get_contents(path, &text, NULL, NULL));
    ck_assert_msg(g_str_has_prefix(text, "# dateline checksum "), "%s", text);
    ck_assert_str_eq(strchr(text, '\n') + 1,
                     "auto segments/000012\nauto segments/000003\nauto segments/1000000\n");
}
END_TEST

/* Those that are read name just 000001. */
static const FolderRow stub_rows[] = {
    {"comments and empty lines", "# made by hand\n\nauto segments/000001\n", -1},
    {"no line feed at the end", "auto segments/000001", -1},
    {"carriage returns", "auto segments/000001\r\n", -1},
    {"empty", "", INDEX_ERROR_DAMAGED},
    {"only comments", "# nothing\n", INDEX_ERROR_DAMAGED},
    {"remote", "auto segments/000001\nremote host:9000\n", INDEX_ERROR_NOT_AN_INDEX},
    {"other folder", "auto ../000001\n", INDEX_ERROR_NOT_AN_INDEX},
    {"name with more in it", "auto segments/000001/..\n", INDEX_ERROR_NOT_AN_INDEX},
    {"short name", "auto segments/1\n", INDEX_ERROR_NOT_AN_INDEX},
    {"other type", "glass segments/000001\n", INDEX_ERROR_NOT_AN_INDEX},
    {"another checksum", "# dateline checksum 0123456789abcdef\nauto segments/000001\n",
     INDEX_ERROR_DAMAGED},
    {"half a checksum", "# dateline checksum 01\nauto segments/000001\n", INDEX_ERROR_DAMAGED},
    {"no text", "\xff\xfe\x01", INDEX_ERROR_NOT_AN_INDEX},
};

START_TEST(stubs_are_read_with_care)
{
    const FolderRow *row = &stub_rows[_i];
    folder_put(LAYOUT_STUB, row->text, -1);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) segments = layout_read_stub(folder_path, &error);
    if (row->code >= 0) {
        ck_assert_msg(segments == NULL, "%s: read", row->name);
        folder_check_error(row->name, error, row->code);
        return;
    }
    ck_assert_msg(error == NULL, "%s: %s", row->name, error ? error->message : "");
    ck_assert_uint_eq(segments->len, 1);
    ck_assert_str_eq(g_ptr_array_index(segments, 0), "000001");
}
END_TEST

START_TEST(a_stub_that_is_not_there_or_holds_zeros_is_told)
{
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(layout_read_stub(folder_path, &error));
    folder_check_error("no stub", error, INDEX_ERROR_NOT_AN_INDEX);
    g_clear_error(&error);
    g_autofree char *missing = g_build_filename(folder_path, "none", NULL);
    ck_assert_ptr_null(layout_read_stub(missing, &error));
    folder_check_error("no folder", error, INDEX_ERROR_NOT_FOUND);
    g_clear_error(&error);
    folder_put(LAYOUT_STUB, "auto segments/000001\n\0\0\0", 24);
    ck_assert_ptr_null(layout_read_stub(folder_path, &error));
    folder_check_error("zeros", error, INDEX_ERROR_DAMAGED);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("stub");
    TCase *tcase = tcase_create("stub");
    tcase_add_checked_fixture(tcase, folder_set_up, folder_tear_down);
    tcase_add_test(tcase, the_stub_comes_back);
    tcase_add_loop_test(tcase, stubs_are_read_with_care, 0, G_N_ELEMENTS(stub_rows));
    tcase_add_test(tcase, a_stub_that_is_not_there_or_holds_zeros_is_told);
    suite_add_tcase(suite, tcase);
    return fixture_main(suite);
}
