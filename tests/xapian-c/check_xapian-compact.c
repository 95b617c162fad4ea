#include "tests/xapian-c/fixture-private.h"


static char *dir;

static const FixtureDocument first[] = {
    {"a", "peace talks", NULL, "20140801"}, {"b", "war", NULL, NULL}, {0}};
static const FixtureDocument second[] = {{"c", "peace", NULL, NULL}, {0}};
static const FixtureDocument none[] = {{0}};

static char *make(const char *name, const FixtureDocument *documents)
{
    char *path = g_build_filename(dir, name, NULL);
    fixture_database(path, documents);
    return path;
}

static void set_metadata(const char *path, const char *key, const char *value)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(XapWriter) writer = xap_writer_open(path, &error);
    ck_assert_no_error(error);
    ck_assert(xap_writer_set_metadata(writer, key, value, strlen(value), &error));
    ck_assert(xap_writer_commit(writer, &error));
}

static void delete_document(const char *path, guint32 docid)
{
    g_autoptr(XapWriter) writer = xap_writer_open(path, NULL);
    ck_assert(xap_writer_delete(writer, docid, NULL));
    ck_assert(xap_writer_commit(writer, NULL));
}

static void set_up(void)
{
    dir = test_tmpdir();
}

static void tear_down(void)
{
    test_remove(dir);
}

static void check_merged(const char *path, const char *expected, guint32 last_docid)
{
    g_autoptr(XapDatabase) db = fixture_open(path);
    g_autofree char *answer = fixture_answer(db, xap_query_all());
    ck_assert_str_eq(answer, expected);
    XapStatistics statistics;
    ck_assert(xap_statistics(db, &statistics, NULL));
    ck_assert_uint_eq(statistics.last_docid, last_docid);
    g_autofree char *phrase = fixture_answer(db, fixture_query(XAP_PHRASE, "peace talks", 2));
    ck_assert_str_eq(phrase, "a");
}

START_TEST(databases_are_merged)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *one = make("one", first), *empty = make("empty", none);
    g_autofree char *two = make("two", second);
    g_autofree char *merged = g_build_filename(dir, "merged", NULL);
    const char *sources[] = {one, empty, two};
    guint flags = XAP_COMPACT_RENUMBER | (_i ? XAP_COMPACT_FULL : 0);
    ck_assert(xap_compact(sources, 3, merged, flags, NULL, NULL, &error));
    ck_assert_no_error(error);
    check_merged(merged, "a b c", 3);
}
END_TEST

START_TEST(docids_are_kept_or_renumbered)
{
    static const FixtureDocument gaps[] = {{"x", "war", NULL, NULL},
                                           {"a", "peace talks", NULL, NULL},
                                           {"y", "war", NULL, NULL},
                                           {"c", "war", NULL, NULL},
                                           {0}};
    g_autoptr(GError) error = NULL;
    g_autofree char *one = make("one", gaps);
    delete_document(one, 1);
    delete_document(one, 3);
    g_autofree char *kept = g_build_filename(dir, "kept", NULL);
    g_autofree char *renumbered = g_build_filename(dir, "renumbered", NULL);
    const char *sources[] = {one};
    ck_assert(xap_compact(sources, 1, kept, 0, NULL, NULL, &error));
    check_merged(kept, "a c", 4);
    /* Xapian renumbers whole databases; gaps before the first document are closed. */
    ck_assert(xap_compact(sources, 1, renumbered, XAP_COMPACT_RENUMBER, NULL, NULL, &error));
    check_merged(renumbered, "a c", 3);
}
END_TEST

static char *join(const char *key, const char *const *values, const gsize *lengths, gsize count,
                  gsize *length, gpointer data)
{
    GString *all = g_string_new(NULL);
    for (gsize i = 0; i < count; i++) {
        if (i > 0)
            g_string_append_c(all, ';');
        g_string_append_len(all, values[i], lengths[i]);
    }
    g_string_append_printf(data, "%s ", key);
    *length = all->len;
    return g_string_free(all, FALSE);
}

static void check_metadata(const char *path, const char *key, const char *expected)
{
    g_autoptr(XapDatabase) db = fixture_open(path);
    g_autofree char *value = NULL;
    gsize length;
    ck_assert(xap_metadata(db, key, &value, &length, NULL));
    ck_assert_str_eq(value, expected);
}

START_TEST(metadata_are_resolved)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *one = make("one", first), *two = make("two", second);
    set_metadata(one, METADATA_LANGUAGES, "english");
    set_metadata(two, METADATA_LANGUAGES, "german");
    set_metadata(two, "only.here", "x");
    const char *sources[] = {one, two};
    g_autofree char *joined = g_build_filename(dir, "joined", NULL);
    g_autofree char *plain = g_build_filename(dir, "plain", NULL);
    g_autoptr(GString) keys = g_string_new(NULL);
    ck_assert(xap_compact(sources, 2, joined, XAP_COMPACT_RENUMBER, join, keys, &error));
    ck_assert_str_eq(keys->str, METADATA_LANGUAGES " ");
    check_metadata(joined, METADATA_LANGUAGES, "english;german");
    check_metadata(joined, "only.here", "x");
    ck_assert(xap_compact(sources, 2, plain, XAP_COMPACT_RENUMBER, NULL, NULL, &error));
    check_metadata(plain, METADATA_LANGUAGES, "english");
}
END_TEST

/* A merge that can't be done leaves nothing behind. */
START_TEST(a_failed_merge_leaves_nothing)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *one = make("one", first), *missing = g_build_filename(dir, "none", NULL);
    g_autofree char *merged = g_build_filename(dir, "merged", NULL);
    const char *absent[] = {one, missing}, *overlapping[] = {one, one};
    ck_assert(!xap_compact(absent, 2, merged, 0, NULL, NULL, &error));
    ck_assert_msg(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_NOT_FOUND), "%s", error->message);
    ck_assert(!g_file_test(merged, G_FILE_TEST_EXISTS));
    g_clear_error(&error);
    ck_assert(!xap_compact(overlapping, 2, merged, 0, NULL, NULL, &error)); /* docids kept */
    ck_assert_ptr_nonnull(error);
    ck_assert(!g_file_test(merged, G_FILE_TEST_EXISTS));
    g_clear_error(&error);
    const char *source[] = {one};
    ck_assert(!xap_compact(source, 1, one, 0, NULL, NULL, &error)); /* something is there */
    ck_assert_ptr_nonnull(error);
    check_merged(one, "a b", 2);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("xapian-compact");
    TCase *tcase = tcase_create("merging");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, databases_are_merged, 0, 2);
    tcase_add_test(tcase, docids_are_kept_or_renumbered);
    tcase_add_test(tcase, metadata_are_resolved);
    tcase_add_test(tcase, a_failed_merge_leaves_nothing);
    tcase_set_timeout(tcase, 60);
    suite_add_tcase(suite, tcase);
    return fixture_main(suite);
}
