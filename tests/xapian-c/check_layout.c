#include "tests/xapian-c/folder-private.h"

START_TEST(the_default_index_is_named_by_the_environment)
{
    g_setenv("DATELINE_INDEX", "/somewhere/news", TRUE);
    g_autofree char *named = layout_default_index();
    ck_assert_str_eq(named, "/somewhere/news");
    g_setenv("DATELINE_INDEX", "", TRUE);
    g_setenv("XDG_DATA_HOME", "/home/reader/data", TRUE);
    g_autofree char *usual = layout_default_index();
    ck_assert_str_eq(usual, "/home/reader/data/dateline");
}
END_TEST

START_TEST(files_are_replaced_whole)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_build_filename(folder_path, "file", NULL);
    ck_assert(layout_write_file(path, "first, long", 11, &error));
    ck_assert(layout_write_file(path, "a\0b", 3, &error));
    g_autofree char *text = NULL;
    gsize length;
    ck_assert(g_file_get_contents(path, &text, &length, NULL));
    ck_assert_uint_eq(length, 3);
    ck_assert_mem_eq(text, "a\0b", 3);
    folder_check_files("file");
    ck_assert(layout_write_file(path, "", 0, &error));
    ck_assert(layout_sync(path, &error));
    ck_assert(layout_sync(folder_path, &error));
}
END_TEST

START_TEST(a_file_that_cannot_be_written_is_told)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_build_filename(folder_path, "no", "such", "folder", NULL);
    ck_assert(!layout_write_file(path, "x", 1, &error));
    folder_check_error("write", error, INDEX_ERROR_NOT_FOUND);
    g_clear_error(&error);
    ck_assert(!layout_sync(path, &error));
    folder_check_error("sync", error, INDEX_ERROR_NOT_FOUND);
    g_clear_error(&error);
    ck_assert(!layout_write_file("/dev/full/x", "x", 1, &error));
    folder_check_error("not a folder", error, INDEX_ERROR_NOT_FOUND);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("layout");
    TCase *tcase = tcase_create("layout");
    tcase_add_checked_fixture(tcase, folder_set_up, folder_tear_down);
    tcase_add_test(tcase, the_default_index_is_named_by_the_environment);
    tcase_add_test(tcase, files_are_replaced_whole);
    tcase_add_test(tcase, a_file_that_cannot_be_written_is_told);
    suite_add_tcase(suite, tcase);
    return fixture_main(suite);
}
