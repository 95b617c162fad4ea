#include "tests/xapian-c/fixture-private.h"

#include <glib/gstdio.h>

static char *dir, *path;
static XapWriter *writer;

static void set_up(void)
{
    g_autoptr(GError) error = NULL;
    dir = test_tmpdir();
    path = g_build_filename(dir, "db", NULL);
    writer = xap_writer_create(path, &error);
    ck_assert_no_error(error);
}

static void tear_down(void)
{
    xap_writer_free(writer);
    g_free(path);
    test_remove(dir);
}

static void commit(void)
{
    g_autoptr(GError) error = NULL;
    gboolean done = xap_writer_commit(writer, &error);
    ck_assert_no_error(error);
    ck_assert(done);
}

static guint32 termfreq(XapDatabase *db, const char *term, gsize length)
{
    g_autoptr(GError) error = NULL;
    guint32 found = 0;
    ck_assert(xap_termfreq(db, term, length, &found, &error));
    return found;
}

START_TEST(what_is_written_is_read)
{
    g_autoptr(GError) error = NULL;
    guint32 docid = 0;
    xap_document_begin(writer);
    xap_document_add_word(writer, "peace", 5, 1);
    xap_document_add_word(writer, "talks", 5, 2);
    xap_document_add_word(writer, "peace", 5, 3);
    xap_document_add_term(writer, "Zpeac", 5, 2);
    xap_document_add_term(writer, "XSOURCEreuters", 14, 0);
    xap_document_set_value(writer, SLOT_IDENTITY, "\0\1\2", 3);
    xap_document_set_data(writer, "id=1\n\0x", 7);
    ck_assert(xap_document_end(writer, &docid, &error));
    ck_assert_uint_eq(docid, 1);
    ck_assert(xap_writer_set_metadata(writer, METADATA_LANGUAGES, "en\0glish", 8, &error));
    commit();

    g_autoptr(XapDatabase) db = fixture_open(path);
    XapStatistics statistics;
    ck_assert(xap_statistics(db, &statistics, &error));
    ck_assert_uint_eq(statistics.documents, 1);
    ck_assert_uint_eq(statistics.last_docid, 1);
    ck_assert_uint_eq(statistics.total_length, 5); /* 2 peace, 1 talks, 2 Zpeac */
    ck_assert_double_eq(statistics.average_length, 5);
    ck_assert(statistics.has_positions);
    ck_assert_uint_eq(termfreq(db, "XSOURCEreuters", 14), 1);
    g_autofree char *phrase = fixture_answer(db, fixture_query(XAP_PHRASE, "talks peace", 2));
    ck_assert_str_eq(phrase, "id=1\n");

    g_autofree char *value = NULL, *data = NULL, *metadata = NULL;
    gsize length;
    ck_assert(xap_value(db, 1, SLOT_IDENTITY, &value, &length, &error));
    ck_assert_uint_eq(length, 3);
    ck_assert_mem_eq(value, "\0\1\2", 4); /* and a NUL */
    ck_assert(xap_data(db, 1, &data, &length, &error));
    ck_assert_uint_eq(length, 7);
    ck_assert_mem_eq(data, "id=1\n\0x", 8);
    ck_assert(xap_metadata(db, METADATA_LANGUAGES, &metadata, &length, &error));
    ck_assert_uint_eq(length, 8);
    ck_assert_mem_eq(metadata, "en\0glish", 9);
}
END_TEST

START_TEST(what_is_not_committed_is_dropped)
{
    static const FixtureDocument kept = {"kept", "peace", NULL, NULL};
    static const FixtureDocument lost = {"lost", "peace", NULL, NULL};
    fixture_add(writer, &kept);
    commit();
    fixture_add(writer, &lost);
    ck_assert(xap_writer_delete(writer, 1, NULL));
    xap_writer_free(writer);
    writer = NULL;
    g_autoptr(XapDatabase) db = fixture_open(path);
    g_autofree char *answer = fixture_answer(db, xap_query_all());
    ck_assert_str_eq(answer, "kept");
}
END_TEST

START_TEST(a_writer_goes_on_where_it_was)
{
    static const FixtureDocument one = {"one", "peace", NULL, NULL};
    static const FixtureDocument two = {"two", "peace", NULL, NULL};
    g_autoptr(GError) error = NULL;
    fixture_add(writer, &one);
    commit();
    commit();
    xap_writer_free(writer);
    writer = xap_writer_open(path, &error);
    ck_assert_no_error(error);
    ck_assert_uint_eq(fixture_add(writer, &two), 2);
    ck_assert(xap_writer_delete(writer, 1, &error));
    commit();
    g_autoptr(XapDatabase) db = fixture_open(path);
    g_autofree char *answer = fixture_answer(db, xap_query_all());
    ck_assert_str_eq(answer, "two");
}
END_TEST

START_TEST(writers_are_refused)
{
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(xap_writer_open(path, &error));
    ck_assert_msg(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_LOCKED), "%s", error->message);
    g_clear_error(&error);
    commit();
    xap_writer_free(writer);
    writer = NULL;
    ck_assert_ptr_null(xap_writer_create(path, &error));
    ck_assert_ptr_nonnull(error);
    g_clear_error(&error);
    g_autofree char *missing = g_build_filename(dir, "none", NULL);
    ck_assert_ptr_null(xap_writer_open(missing, &error));
    ck_assert_msg(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_NOT_FOUND), "%s", error->message);
    xap_writer_free(NULL);
}
END_TEST

/* A document that can't be is told at its end, and costs none but itself. */
START_TEST(a_bad_term_costs_one_document)
{
    static const FixtureDocument before = {"before", "peace", NULL, NULL};
    static const FixtureDocument after = {"after", "peace", NULL, NULL};
    g_autofree char *limit = g_strnfill(245, 'x');
    g_autofree char *longer = g_strnfill(246, 'x');
    char zeros[130] = {0};
    const struct {
        const char *term;
        gsize length;
        gboolean fine;
    } rows[] = {
        {limit, 245, TRUE}, {longer, 246, FALSE}, {zeros, 122, TRUE},
        {zeros, 123, FALSE}, {"", 0, FALSE},
    };
    fixture_add(writer, &before);
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        xap_document_begin(writer);
        xap_document_add_word(writer, rows[i].term, rows[i].length, 1);
        xap_document_add_word(writer, "peace", 5, 2);
        xap_document_set_data(writer, "row", 3);
        gboolean done = xap_document_end(writer, NULL, &error);
        ck_assert_msg(done == rows[i].fine, "row %zu: %s", i, error ? error->message : "added");
        ck_assert_msg(done || error->code == INDEX_ERROR_INTERNAL, "row %zu: %s", i,
                      error ? error->message : "");
    }
    fixture_add(writer, &after);
    commit();
    g_autoptr(XapDatabase) db = fixture_open(path);
    ck_assert_uint_eq(termfreq(db, "peace", 5), 4);
    ck_assert_uint_eq(termfreq(db, limit, 245), 1);
    ck_assert_uint_eq(termfreq(db, zeros, 122), 1);
}
END_TEST

START_TEST(deleting_what_is_not_there_harms_nothing)
{
    static const FixtureDocument one = {"one", "peace", NULL, NULL};
    g_autoptr(GError) error = NULL;
    fixture_add(writer, &one);
    ck_assert(!xap_writer_delete(writer, 5, &error));
    ck_assert_msg(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_NOT_FOUND), "%s", error->message);
    commit();
    g_autoptr(XapDatabase) db = fixture_open(path);
    ck_assert_uint_eq(termfreq(db, "peace", 5), 1);
}
END_TEST

/* Many words, in an order that is neither theirs nor their positions'. */
START_TEST(long_documents_keep_every_position)
{
    enum { WORDS = 20000, DISTINCT = 701 };
    g_autoptr(GError) error = NULL;
    xap_document_begin(writer);
    for (guint i = 0; i < WORDS; i++) {
        guint position = (i * 7919) % WORDS;
        g_autofree char *word = g_strdup_printf("w%u", position % DISTINCT);
        xap_document_add_word(writer, word, strlen(word), position + 1);
        xap_document_add_term(writer, "Zw", 2, 1);
    }
    xap_document_set_data(writer, "long", 4);
    ck_assert(xap_document_end(writer, NULL, &error));
    commit();
    g_autoptr(XapDatabase) db = fixture_open(path);
    XapStatistics statistics;
    ck_assert(xap_statistics(db, &statistics, NULL));
    ck_assert_uint_eq(statistics.total_length, 2 * WORDS);
    g_autofree char *phrase = fixture_answer(db, fixture_query(XAP_PHRASE, "w699 w700 w0 w1", 4));
    ck_assert_str_eq(phrase, "long");
    g_autofree char *none = fixture_answer(db, fixture_query(XAP_PHRASE, "w1 w0", 2));
    ck_assert_str_eq(none, "");
}
END_TEST

START_TEST(an_empty_document_counts)
{
    g_autoptr(GError) error = NULL;
    xap_document_begin(writer);
    ck_assert(xap_document_end(writer, NULL, &error));
    commit();
    g_autoptr(XapDatabase) db = fixture_open(path);
    g_autofree char *data = NULL, *value = NULL;
    gsize length = 9;
    ck_assert(xap_data(db, 1, &data, &length, &error));
    ck_assert_uint_eq(length, 0);
    ck_assert_str_eq(data, "");
    ck_assert(xap_value(db, 1, SLOT_DAY, &value, &length, &error));
    ck_assert_str_eq(value, "");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("xapian-write");
    TCase *tcase = tcase_create("writing");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, what_is_written_is_read);
    tcase_add_test(tcase, what_is_not_committed_is_dropped);
    tcase_add_test(tcase, a_writer_goes_on_where_it_was);
    tcase_add_test(tcase, writers_are_refused);
    tcase_add_test(tcase, a_bad_term_costs_one_document);
    tcase_add_test(tcase, deleting_what_is_not_there_harms_nothing);
    tcase_add_test(tcase, long_documents_keep_every_position);
    tcase_add_test(tcase, an_empty_document_counts);
    tcase_set_timeout(tcase, 60);
    suite_add_tcase(suite, tcase);
    return fixture_main(suite);
}
