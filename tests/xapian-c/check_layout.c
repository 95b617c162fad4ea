#include "tests/xapian-c/fixture-private.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static char *dir;

static void set_up(void)
{
    dir = test_tmpdir();
}

static void tear_down(void)
{
    test_remove(dir);
}

static void put(const char *name, const char *text, gssize length)
{
    g_autofree char *path = g_build_filename(dir, name, NULL);
    ck_assert(g_file_set_contents(path, text, length, NULL));
}

/* The folder's own files, so that none is left under a temporary name. */
static void check_files(const char *expected)
{
    g_autoptr(GDir) folder = g_dir_open(dir, 0, NULL);
    g_autoptr(GString) names = g_string_new(NULL);
    for (const char *name; (name = g_dir_read_name(folder)) != NULL;)
        g_string_append_printf(names, "%s%s", names->len > 0 ? " " : "", name);
    ck_assert_str_eq(names->str, expected);
}

static void check_error(const char *row, GError *error, IndexErrorCode code)
{
    ck_assert_msg(error != NULL, "%s: no error", row);
    ck_assert_msg(g_error_matches(error, INDEX_ERROR, code), "%s: code %d: %s", row, error->code,
                  error->message);
    ck_assert_msg(strchr(error->message, '\'') != NULL, "%s: no subject: %s", row, error->message);
}

/* ---- layout -----------------------------------------------------------------------------------*/

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
    g_autofree char *path = g_build_filename(dir, "file", NULL);
    ck_assert(layout_write_file(path, "first, long", 11, &error));
    ck_assert(layout_write_file(path, "a\0b", 3, &error));
    g_autofree char *text = NULL;
    gsize length;
    ck_assert(g_file_get_contents(path, &text, &length, NULL));
    ck_assert_uint_eq(length, 3);
    ck_assert_mem_eq(text, "a\0b", 3);
    check_files("file");
    ck_assert(layout_write_file(path, "", 0, &error));
    ck_assert(layout_sync(path, &error));
    ck_assert(layout_sync(dir, &error));
}
END_TEST

START_TEST(a_file_that_cannot_be_written_is_told)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_build_filename(dir, "no", "such", "folder", NULL);
    ck_assert(!layout_write_file(path, "x", 1, &error));
    check_error("write", error, INDEX_ERROR_NOT_FOUND);
    g_clear_error(&error);
    ck_assert(!layout_sync(path, &error));
    check_error("sync", error, INDEX_ERROR_NOT_FOUND);
    g_clear_error(&error);
    ck_assert(!layout_write_file("/dev/full/x", "x", 1, &error));
    check_error("not a folder", error, INDEX_ERROR_NOT_FOUND);
}
END_TEST

/* ---- stub -------------------------------------------------------------------------------------*/

START_TEST(the_stub_comes_back)
{
    g_autoptr(GError) error = NULL;
    fixture_publish(dir, "000012 000003 1000000");
    g_autoptr(GPtrArray) segments = layout_read_stub(dir, &error);
    ck_assert_no_error(error);
    ck_assert_uint_eq(segments->len, 3);
    ck_assert_str_eq(g_ptr_array_index(segments, 0), "000012");
    ck_assert_str_eq(g_ptr_array_index(segments, 1), "000003");
    ck_assert_str_eq(g_ptr_array_index(segments, 2), "1000000");
    g_autofree char *path = g_build_filename(dir, LAYOUT_STUB, NULL);
    g_autofree char *text = NULL;
    ck_assert(g_file_get_contents(path, &text, NULL, NULL));
    ck_assert_str_eq(text,
                     "auto segments/000012\nauto segments/000003\nauto segments/1000000\n");
}
END_TEST

typedef struct {
    const char *name, *text;
    int code; /* -1: read, and then it names just 000001 */
} StubRow;

static const StubRow stub_rows[] = {
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
    {"no text", "\xff\xfe\x01", INDEX_ERROR_NOT_AN_INDEX},
};

START_TEST(stubs_are_read_with_care)
{
    const StubRow *row = &stub_rows[_i];
    put(LAYOUT_STUB, row->text, -1);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) segments = layout_read_stub(dir, &error);
    if (row->code >= 0) {
        ck_assert_msg(segments == NULL, "%s: read", row->name);
        check_error(row->name, error, row->code);
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
    ck_assert_ptr_null(layout_read_stub(dir, &error));
    check_error("no stub", error, INDEX_ERROR_NOT_AN_INDEX);
    g_clear_error(&error);
    g_autofree char *missing = g_build_filename(dir, "none", NULL);
    ck_assert_ptr_null(layout_read_stub(missing, &error));
    check_error("no folder", error, INDEX_ERROR_NOT_FOUND);
    g_clear_error(&error);
    put(LAYOUT_STUB, "auto segments/000001\n\0\0\0", 24);
    ck_assert_ptr_null(layout_read_stub(dir, &error));
    check_error("zeros", error, INDEX_ERROR_DAMAGED);
}
END_TEST

/* ---- journal ----------------------------------------------------------------------------------*/

START_TEST(the_journal_comes_back)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) entries =
        g_ptr_array_new_with_free_func((GDestroyNotify)journal_entry_free);
    g_ptr_array_add(entries, journal_entry_new("000001", 1, "000002"));
    g_ptr_array_add(entries, journal_entry_new("000002", G_MAXUINT32, NULL));
    ck_assert(layout_write_journal(dir, entries, &error));
    check_files(LAYOUT_JOURNAL);
    g_autoptr(GPtrArray) read = layout_read_journal(dir, &error);
    ck_assert_no_error(error);
    ck_assert_uint_eq(read->len, 2);
    const JournalEntry *one = g_ptr_array_index(read, 0), *other = g_ptr_array_index(read, 1);
    ck_assert_str_eq(one->segment, "000001");
    ck_assert_uint_eq(one->docid, 1);
    ck_assert_str_eq(one->successor, "000002");
    ck_assert_uint_eq(other->docid, G_MAXUINT32);
    ck_assert_ptr_null(other->successor);

    g_ptr_array_set_size(entries, 0);
    ck_assert(layout_write_journal(dir, entries, &error));
    check_files("");
    ck_assert(layout_write_journal(dir, entries, &error)); /* there is none to remove */
    g_autoptr(GPtrArray) none = layout_read_journal(dir, &error);
    ck_assert_uint_eq(none->len, 0);
}
END_TEST

static const StubRow journal_rows[] = {
    {"cut in a line", "000001 1 000002\n000001 2 0000", INDEX_ERROR_DAMAGED},
    {"cut at a line's end", "000001 1 000002\n000001 2 000002", INDEX_ERROR_DAMAGED},
    {"two words", "000001 1\n", INDEX_ERROR_DAMAGED},
    {"four words", "000001 1 000002 x\n", INDEX_ERROR_DAMAGED},
    {"docid 0", "000001 0 000002\n", INDEX_ERROR_DAMAGED},
    {"docid too great", "000001 4294967296 000002\n", INDEX_ERROR_DAMAGED},
    {"negative docid", "000001 -1 000002\n", INDEX_ERROR_DAMAGED},
    {"no segment", "segment 1 000002\n", INDEX_ERROR_DAMAGED},
    {"no successor", "000001 1 x\n", INDEX_ERROR_DAMAGED},
    {"empty line", "\n", INDEX_ERROR_DAMAGED},
};

START_TEST(damaged_journals_are_told)
{
    const StubRow *row = &journal_rows[_i];
    put(LAYOUT_JOURNAL, row->text, -1);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) entries = layout_read_journal(dir, &error);
    ck_assert_msg(entries == NULL, "%s: read", row->name);
    check_error(row->name, error, row->code);
}
END_TEST

/* ---- settings ---------------------------------------------------------------------------------*/

START_TEST(settings_come_back)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(IndexSettings) settings = index_settings_new();
    settings->tokenizer_version = 7;
    settings->schema_version = 3;
    settings->positions = FALSE;
    settings->default_language = g_strdup("french");
    g_ptr_array_add(settings->languages, g_strdup("german"));
    g_ptr_array_add(settings->languages, g_strdup("english"));
    ck_assert(layout_write_settings(dir, settings, &error));
    check_files(LAYOUT_SETTINGS);
    g_autoptr(IndexSettings) read = layout_read_settings(dir, &error);
    ck_assert_no_error(error);
    ck_assert_int_eq(read->format_version, LAYOUT_FORMAT_VERSION);
    ck_assert_int_eq(read->tokenizer_version, 7);
    ck_assert_int_eq(read->schema_version, 3);
    ck_assert(!read->positions);
    ck_assert(read->text);
    ck_assert_str_eq(read->default_language, "french");
    ck_assert_uint_eq(read->languages->len, 2);
    ck_assert_str_eq(g_ptr_array_index(read->languages, 0), "english");
    ck_assert_str_eq(g_ptr_array_index(read->languages, 1), "german");
}
END_TEST

START_TEST(new_settings_come_back)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(IndexSettings) settings = index_settings_new();
    settings->tokenizer_version = settings->schema_version = 1;
    ck_assert(layout_write_settings(dir, settings, &error));
    g_autoptr(IndexSettings) read = layout_read_settings(dir, &error);
    ck_assert_no_error(error);
    ck_assert(read->positions && read->text);
    ck_assert_ptr_null(read->default_language);
    ck_assert_uint_eq(read->languages->len, 0);
    index_settings_free(NULL);
}
END_TEST

static const StubRow settings_rows[] = {
    {"newer", "[dateline]\nformat=2\nsomething=new\n", INDEX_ERROR_VERSION},
    {"empty", "", INDEX_ERROR_DAMAGED},
    {"no key file", "what is this", INDEX_ERROR_DAMAGED},
    {"no version", "[dateline]\ntokenizer=1\nschema=1\n", INDEX_ERROR_DAMAGED},
    {"no tokenizer", "[dateline]\nformat=1\nschema=1\n", INDEX_ERROR_DAMAGED},
    {"version 0", "[dateline]\nformat=0\ntokenizer=1\nschema=1\n", INDEX_ERROR_DAMAGED},
    {"version is a word", "[dateline]\nformat=one\ntokenizer=1\nschema=1\n", INDEX_ERROR_DAMAGED},
    {"flag is a word", "[dateline]\nformat=1\ntokenizer=1\nschema=1\ntext=maybe\n",
     INDEX_ERROR_DAMAGED},
};

START_TEST(settings_are_read_with_care)
{
    const StubRow *row = &settings_rows[_i];
    put(LAYOUT_SETTINGS, row->text, -1);
    g_autoptr(GError) error = NULL;
    g_autoptr(IndexSettings) settings = layout_read_settings(dir, &error);
    ck_assert_msg(settings == NULL, "%s: read", row->name);
    check_error(row->name, error, row->code);
}
END_TEST

START_TEST(what_has_no_settings_is_told_apart)
{
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(layout_read_settings(dir, &error));
    check_error("empty folder", error, INDEX_ERROR_NOT_AN_INDEX);
    ck_assert_ptr_nonnull(strstr(error->message, "holds no index"));
    g_clear_error(&error);
    put("iamglass", "x", -1);
    ck_assert_ptr_null(layout_read_settings(dir, &error));
    check_error("glass", error, INDEX_ERROR_NOT_AN_INDEX);
    ck_assert_ptr_nonnull(strstr(error->message, "Xapian database"));
    g_clear_error(&error);
    g_autofree char *file = g_build_filename(dir, "iamglass", NULL);
    ck_assert_ptr_null(layout_read_settings(file, &error));
    check_error("file", error, INDEX_ERROR_NOT_AN_INDEX);
    g_clear_error(&error);
    g_autofree char *missing = g_build_filename(dir, "none", NULL);
    ck_assert_ptr_null(layout_read_settings(missing, &error));
    check_error("nothing", error, INDEX_ERROR_NOT_FOUND);
    g_clear_error(&error);
    if (geteuid() == 0) {
        puts("skipped: root may read everything");
        return;
    }
    put(LAYOUT_SETTINGS, "[dateline]\n", -1);
    g_autofree char *settings = g_build_filename(dir, LAYOUT_SETTINGS, NULL);
    ck_assert_int_eq(chmod(settings, 0), 0);
    ck_assert_ptr_null(layout_read_settings(dir, &error));
    check_error("no right", error, INDEX_ERROR_PERMISSION);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("layout");
    TCase *tcase = tcase_create("layout");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, the_default_index_is_named_by_the_environment);
    tcase_add_test(tcase, files_are_replaced_whole);
    tcase_add_test(tcase, a_file_that_cannot_be_written_is_told);
    tcase_add_test(tcase, the_stub_comes_back);
    tcase_add_loop_test(tcase, stubs_are_read_with_care, 0, G_N_ELEMENTS(stub_rows));
    tcase_add_test(tcase, a_stub_that_is_not_there_or_holds_zeros_is_told);
    tcase_add_test(tcase, the_journal_comes_back);
    tcase_add_loop_test(tcase, damaged_journals_are_told, 0, G_N_ELEMENTS(journal_rows));
    tcase_add_test(tcase, settings_come_back);
    tcase_add_test(tcase, new_settings_come_back);
    tcase_add_loop_test(tcase, settings_are_read_with_care, 0, G_N_ELEMENTS(settings_rows));
    tcase_add_test(tcase, what_has_no_settings_is_told_apart);
    suite_add_tcase(suite, tcase);
    return fixture_main(suite);
}
