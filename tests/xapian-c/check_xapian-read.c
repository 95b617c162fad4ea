#include "tests/xapian-c/fixture-private.h"

static char *dir;
static XapDatabase *db;

/* More terms than are fetched at a time, spread over two segments. */
#define MANY 5000

static void set_up(void)
{
    static const FixtureDocument first[] = {
        {"a", "peace talks", NULL, "20140801"}, {"b", "peace", NULL, NULL}, {0}};
    dir = test_tmpdir();
    fixture_segment(dir, "000001", first);
    g_autofree char *path = fixture_segment_path(dir, "000002");
    g_autoptr(XapWriter) writer = xap_writer_create(path, NULL);
    xap_document_begin(writer);
    for (int i = 0; i < MANY; i++) {
        g_autofree char *term = g_strdup_printf("m%05d", i);
        xap_document_add_term(writer, term, strlen(term), 1);
    }
    xap_document_add_word(writer, "peace", 5, 1);
    xap_document_set_data(writer, "c", 1);
    ck_assert(xap_document_end(writer, NULL, NULL));
    ck_assert(xap_writer_commit(writer, NULL));
    fixture_publish(dir, "000001 000002");
    db = fixture_open(dir);
}

static void tear_down(void)
{
    xap_close(db);
    test_remove(dir);
}

START_TEST(statistics_are_of_all_segments)
{
    XapStatistics statistics;
    ck_assert(xap_statistics(db, &statistics, NULL));
    ck_assert_uint_eq(statistics.documents, 3);
    ck_assert_uint_eq(statistics.total_length, 4 + MANY);
    guint32 termfreq;
    ck_assert(xap_termfreq(db, "peace", 5, &termfreq, NULL));
    ck_assert_uint_eq(termfreq, 3);
    ck_assert(xap_termfreq(db, "zebra", 5, &termfreq, NULL));
    ck_assert_uint_eq(termfreq, 0);
    ck_assert(xap_termfreq(db, "", 0, &termfreq, NULL));
    ck_assert_uint_eq(termfreq, 0);
}
END_TEST

typedef struct {
    GString *last;
    guint count, stop_after;
} Walk;

static gboolean walk(const char *term, gsize length, guint32 termfreq, gpointer data)
{
    Walk *state = data;
    ck_assert_uint_ge(termfreq, 1);
    ck_assert_uint_eq(strlen(term), length);
    ck_assert_msg(strcmp(state->last->str, term) < 0, "'%s' after '%s'", term, state->last->str);
    g_string_assign(state->last, term);
    return ++state->count != state->stop_after;
}

typedef struct {
    const char *prefix;
    guint stop_after, count;
    const char *last;
} WalkRow;

static const WalkRow walk_rows[] = {
    {"", 0, MANY + 2, "talks"}, {"m", 0, MANY, "m04999"},  {"m0204", 0, 10, "m02049"},
    {"m", 2048, 2048, "m02047"}, {"m", 3000, 3000, "m02999"}, {"peace", 0, 1, "peace"},
    {"peaceful", 0, 0, ""},      {"zz", 0, 0, ""},
};

START_TEST(terms_are_walked_in_order)
{
    const WalkRow *row = &walk_rows[_i];
    Walk state = {g_string_new(NULL), 0, row->stop_after};
    g_autoptr(GError) error = NULL;
    ck_assert(xap_each_term(db, row->prefix, strlen(row->prefix), walk, &state, &error));
    ck_assert_msg(state.count == row->count, "'%s': %u terms", row->prefix, state.count);
    ck_assert_msg(strcmp(state.last->str, row->last) == 0, "'%s': last is '%s'", row->prefix,
                  state.last->str);
    g_string_free(state.last, TRUE);
}
END_TEST

START_TEST(postings_are_docids_of_the_whole)
{
    g_autoptr(GArray) docids = xap_postings(db, "peace", 5, NULL);
    ck_assert_uint_eq(docids->len, 3);
    static const char *const expected[] = {"a", "c", "b"}; /* interleaved */
    for (guint i = 0; i < docids->len; i++) {
        g_autofree char *data = NULL;
        gsize length;
        ck_assert(xap_data(db, g_array_index(docids, guint32, i), &data, &length, NULL));
        ck_assert_str_eq(data, expected[i]);
    }
    g_autoptr(GArray) none = xap_postings(db, "zebra", 5, NULL);
    ck_assert_uint_eq(none->len, 0);
}
END_TEST

START_TEST(outputs_are_untouched_on_failure)
{
    g_autoptr(GError) error = NULL;
    char *data = (char *)"mine";
    gsize length = 7;
    ck_assert(!xap_data(db, 999, &data, &length, &error));
    ck_assert_msg(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_NOT_FOUND), "%s", error->message);
    ck_assert_ptr_nonnull(strstr(error->message, dir));
    g_clear_error(&error);
    ck_assert(!xap_value(db, 0, SLOT_DAY, &data, &length, &error));
    ck_assert(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_NOT_FOUND));
    ck_assert_str_eq(data, "mine");
    ck_assert_uint_eq(length, 7);
}
END_TEST

START_TEST(missing_metadata_are_empty)
{
    g_autofree char *value = NULL;
    gsize length = 7;
    ck_assert(xap_metadata(db, "dateline.none", &value, &length, NULL));
    ck_assert_str_eq(value, "");
    ck_assert_uint_eq(length, 0);
    g_autoptr(GError) error = NULL;
    char *untouched = NULL;
    ck_assert(!xap_metadata(db, "", &untouched, &length, &error)); /* Xapian wants a key */
    ck_assert(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_INTERNAL));
    ck_assert_ptr_null(untouched);
}
END_TEST

static void set_words(const char *segment, const char *value)
{
    g_autofree char *path = fixture_segment_path(dir, segment);
    g_autoptr(XapWriter) writer = xap_writer_open(path, NULL);
    ck_assert(xap_writer_set_metadata(writer, METADATA_WORDS, value, strlen(value), NULL));
    ck_assert(xap_writer_commit(writer, NULL));
}

static void check_each(const char *path, const char *expected)
{
    g_autoptr(XapDatabase) opened = fixture_open(path);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) values = xap_metadata_of_each(opened, METADATA_WORDS, &error);
    ck_assert_no_error(error);
    g_autoptr(GString) found = g_string_new(NULL);
    for (guint i = 0; i < values->len; i++) {
        gsize length;
        const char *bytes = g_bytes_get_data(values->pdata[i], &length);
        g_string_append_printf(found, "%.*s;", (int)length, bytes);
    }
    ck_assert_msg(strcmp(found->str, expected) == 0, "%s: found '%s'", path, found->str);
}

/* An index folder, a segment alone, and stub files of Xapian's, with what they may hold. */
START_TEST(metadata_of_each_database)
{
    g_autofree char *segment = fixture_segment_path(dir, "000002");
    g_autofree char *stub = g_build_filename(dir, "stub", NULL);
    g_autofree char *text = g_strdup_printf("# both\n\nauto %s\nglass segments/000001\n", segment);
    ck_assert(g_file_set_contents(stub, text, -1, NULL));
    check_each(dir, "");
    set_words("000002", "two");
    check_each(dir, "two;");
    set_words("000001", "one");
    check_each(dir, "one;two;");
    check_each(segment, "two;");
    check_each(stub, "two;one;");
}
END_TEST

START_TEST(the_version_is_told)
{
    ck_assert(g_str_has_prefix(xap_version(), "1.") || g_str_has_prefix(xap_version(), "2."));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("xapian-read");
    TCase *tcase = tcase_create("reading");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, statistics_are_of_all_segments);
    tcase_add_loop_test(tcase, terms_are_walked_in_order, 0, G_N_ELEMENTS(walk_rows));
    tcase_add_test(tcase, postings_are_docids_of_the_whole);
    tcase_add_test(tcase, outputs_are_untouched_on_failure);
    tcase_add_test(tcase, missing_metadata_are_empty);
    tcase_add_test(tcase, metadata_of_each_database);
    tcase_add_test(tcase, the_version_is_told);
    suite_add_tcase(suite, tcase);
    return fixture_main(suite);
}
