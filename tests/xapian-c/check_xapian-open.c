#include "tests/xapian-c/fixture-private.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const FixtureDocument first[] = {
    {"a", "peace talks", NULL, NULL}, {"b", "peace", NULL, NULL}, {"c", "war", NULL, NULL}, {0}};
static const FixtureDocument second[] = {
    {"b2", "peace peace", "b", NULL}, {"d", "peace", NULL, NULL}, {0}};
static const FixtureDocument third[] = {{"e", "peace", NULL, NULL}, {0}};

static char *dir, *index_dir;

static void set_up(void)
{
    dir = test_tmpdir();
    index_dir = g_build_filename(dir, "news", NULL);
    fixture_segment(index_dir, "000001", first);
    fixture_segment(index_dir, "000002", second);
    fixture_publish(index_dir, "000001 000002");
}

static void tear_down(void)
{
    g_free(index_dir);
    test_remove(dir);
}

static void check_all(XapDatabase *db, const char *name, const char *expected)
{
    g_autofree char *answer = fixture_answer(db, xap_query_all());
    ck_assert_msg(strcmp(answer, expected) == 0, "%s: found '%s', not '%s'", name, answer, expected);
}

START_TEST(every_kind_of_path_opens)
{
    g_autofree char *stub = g_build_filename(index_dir, LAYOUT_STUB, NULL);
    g_autofree char *slash = g_strconcat(index_dir, "/", NULL);
    g_autofree char *segment = fixture_segment_path(index_dir, "000001");
    g_autofree char *foreign = g_build_filename(dir, "other.stub", NULL);
    g_autofree char *foreign_text = g_strdup_printf("glass %s\n", segment);
    ck_assert(g_file_set_contents(foreign, foreign_text, -1, NULL));
    g_autofree char *stub_folder = g_build_filename(dir, "folder", NULL);
    g_autofree char *folder_stub = g_build_filename(stub_folder, LAYOUT_STUB, NULL);
    ck_assert_int_eq(g_mkdir(stub_folder, 0777), 0);
    ck_assert(g_file_set_contents(folder_stub, foreign_text, -1, NULL));
    const struct {
        const char *path, *expected;
    } rows[] = {
        {index_dir, "a b2 b c d"}, {stub, "a b2 b c d"}, {slash, "a b2 b c d"},
        {segment, "a b c"},        {foreign, "a b c"},   {stub_folder, "a b c"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(XapDatabase) db = fixture_open(rows[i].path);
        check_all(db, rows[i].path, rows[i].expected);
    }
}
END_TEST

static void check_refused(const char *path, IndexErrorCode code, const char *part)
{
    g_autoptr(GError) error = NULL;
    ck_assert_msg(xap_open(path, &error) == NULL, "'%s' opened", path);
    ck_assert_msg(g_error_matches(error, INDEX_ERROR, code), "'%s': code %d: %s", path, error->code,
                  error->message);
    ck_assert_msg(strstr(error->message, part) != NULL, "'%s': %s", path, error->message);
}

START_TEST(what_is_no_index_is_refused)
{
    g_autofree char *missing = g_build_filename(dir, "missing", NULL);
    check_refused(missing, INDEX_ERROR_NOT_FOUND, "dateline index");
    check_refused(dir, INDEX_ERROR_NOT_AN_INDEX, "holds no index");
    g_autofree char *text = g_build_filename(dir, "text", NULL);
    ck_assert(g_file_set_contents(text, "no database at all\n", -1, NULL));
    check_refused(text, INDEX_ERROR_NOT_AN_INDEX, "can't open");

    g_autofree char *stub = g_build_filename(index_dir, LAYOUT_STUB, NULL);
    ck_assert(g_file_set_contents(stub, "remote localhost:1\n", -1, NULL));
    check_refused(index_dir, INDEX_ERROR_NOT_AN_INDEX, "other databases");
    ck_assert_int_eq(unlink(stub), 0);
    check_refused(index_dir, INDEX_ERROR_NOT_AN_INDEX, "XAPIANDB");
}
END_TEST

START_TEST(a_missing_segment_is_damage)
{
    fixture_drop(index_dir, "000002");
    check_refused(index_dir, INDEX_ERROR_DAMAGED, "a segment is missing");
}
END_TEST

START_TEST(a_damaged_segment_is_told)
{
    g_autofree char *segment = fixture_segment_path(index_dir, "000002");
    g_autofree char *version = g_build_filename(segment, "iamglass", NULL);
    ck_assert(g_file_set_contents(version, "not what it was", -1, NULL));
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(xap_open(index_dir, &error));
    ck_assert_msg(error->code == INDEX_ERROR_DAMAGED || error->code == INDEX_ERROR_VERSION, "%s",
                  error->message);
}
END_TEST

START_TEST(a_server_that_is_not_there_is_a_matter_of_the_network)
{
    g_autofree char *stub = g_build_filename(dir, "remote.stub", NULL);
    ck_assert(g_file_set_contents(stub, "remote localhost:1\n", -1, NULL));
    check_refused(stub, INDEX_ERROR_NETWORK, "server");
}
END_TEST

START_TEST(no_right_to_read_is_told)
{
    if (geteuid() == 0) {
        puts("skipped: root may read everything");
        return;
    }
    ck_assert_int_eq(chmod(index_dir, 0), 0);
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(xap_open(index_dir, &error));
    chmod(index_dir, 0700);
    ck_assert_msg(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_PERMISSION), "%s",
                  error->message);
}
END_TEST

START_TEST(an_open_reader_keeps_its_segments)
{
    g_autoptr(XapDatabase) db = fixture_open(index_dir);
    fixture_segment(index_dir, "000003", third);
    fixture_publish(index_dir, "000003");
    fixture_drop(index_dir, "000001");
    fixture_drop(index_dir, "000002");
    check_all(db, "old state", "a b2 b c d");
    g_autoptr(XapDatabase) anew = fixture_open(index_dir);
    check_all(anew, "new state", "e");
}
END_TEST

#define CROWD 600

/* Adds many documents, so that the tables have blocks that a reader doesn't hold yet. */
static void add_crowd(XapWriter *writer, const char *word)
{
    for (int i = 0; i < CROWD; i++) {
        g_autofree char *data = g_strdup_printf("%s%d", word, i);
        g_autofree char *words = g_strdup_printf("%s own%s %s", word, data, data);
        FixtureDocument next = {data, words, NULL, NULL};
        fixture_add(writer, &next);
    }
}

/* Commits often enough for the blocks of the old revision to be overwritten. */
static void churn(const char *word)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *segment = fixture_segment_path(index_dir, "000003");
    g_autoptr(XapWriter) writer = xap_writer_open(segment, &error);
    ck_assert_no_error(error);
    for (int i = 0; i < 3; i++) {
        add_crowd(writer, word);
        ck_assert(xap_writer_commit(writer, &error));
    }
}

static void set_up_crowd(void)
{
    set_up();
    fixture_segment(index_dir, "000003", third);
    fixture_publish(index_dir, "000001 000002 000003");
    g_autofree char *segment = fixture_segment_path(index_dir, "000003");
    g_autoptr(XapWriter) writer = xap_writer_open(segment, NULL);
    add_crowd(writer, "old");
    ck_assert(xap_writer_commit(writer, NULL));
}

static guint32 count_hits(XapDatabase *db, const char *word)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(XapQuery) query = xap_query_term(word, strlen(word));
    XapRequest request = {.query = query, .count = 100000, .k1 = 1.2, .b = 0.75, .with_data = TRUE};
    g_autoptr(XapHits) hits = xap_run(db, &request, &error);
    ck_assert_no_error(error);
    for (gsize i = 0; i < xap_hits_count(hits); i++)
        ck_assert_ptr_nonnull(strstr(xap_hits_get(hits, i)->data, word));
    return xap_hits_count(hits);
}

START_TEST(an_overtaken_search_runs_again_on_the_new_state)
{
    g_autoptr(XapDatabase) db = fixture_open(index_dir);
    churn("new");
    ck_assert_uint_eq(count_hits(db, "old"), CROWD);
    ck_assert_uint_eq(count_hits(db, "new"), 3 * CROWD);

    /* The segments were merged and are gone, and what took their place has been written to. */
    g_autoptr(XapDatabase) late = fixture_open(index_dir);
    churn("newer");
    fixture_publish(index_dir, "000003");
    fixture_drop(index_dir, "000001");
    fixture_drop(index_dir, "000002");
    ck_assert_uint_eq(count_hits(late, "newer"), 3 * CROWD);
    ck_assert_uint_eq(count_hits(late, "war"), 0);
}
END_TEST

static gboolean count_term(const char *term, gsize length, guint32 termfreq, gpointer data)
{
    (void)term;
    (void)length;
    (void)termfreq;
    (*(guint *)data)++;
    return TRUE;
}

/* Each of the functions reads what only the new state has. */
static gboolean read_new_state(XapDatabase *db, int function, GError **error)
{
    guint32 termfreq;
    g_autoptr(GArray) docids = NULL;
    g_autofree char *value = NULL;
    gsize length;
    guint terms = 0;
    switch (function) {
    case 0:
        return xap_termfreq(db, "ownnew599", 9, &termfreq, error) && termfreq == 3;
    case 1:
        docids = xap_postings(db, "ownnew599", 9, error);
        return docids != NULL && docids->len == 3;
    case 2:
        return xap_each_term(db, "own", 3, count_term, &terms, error) && terms == 2 * CROWD;
    case 3: /* document 501 of the third segment, in the state that the docid is of or a newer one */
        return xap_data(db, 1503, &value, &length, error) && strcmp(value, "old499") == 0;
    case 4:
        return xap_value(db, 1503, SLOT_IDENTITY, &value, &length, error) &&
               strcmp(value, "old499") == 0;
    default:
        return count_hits(db, "new599") == 3;
    }
}

START_TEST(every_reading_function_survives_being_overtaken)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(XapDatabase) db = fixture_open(index_dir);
    churn("new");
    gboolean done = read_new_state(db, _i, &error);
    ck_assert_msg(done, "function %d: %s", _i, error != NULL ? error->message : "old state");
}
END_TEST

/* A writer merges segments, and removes the last articles, while a reader is at the hits of a search. */
static void overtake_a_list(void)
{
    churn("newer");
    g_autofree char *segment = fixture_segment_path(index_dir, "000003");
    g_autoptr(XapWriter) writer = xap_writer_open(segment, NULL);
    for (guint32 docid = CROWD - 8; docid <= CROWD + 1; docid++)
        ck_assert(xap_writer_delete(writer, docid, NULL));
    ck_assert(xap_writer_commit(writer, NULL));
    fixture_publish(index_dir, "000003");
    fixture_drop(index_dir, "000001");
    fixture_drop(index_dir, "000002");
}

START_TEST(a_list_of_hits_goes_on_in_the_new_state)
{
    /* In descending order the first page has six of those that are removed. */
    enum { PAGE = 50, GONE = 10, SEEN_BEFORE = 6 };
    g_autoptr(GError) error = NULL;
    g_autoptr(XapDatabase) db = fixture_open(index_dir);
    g_autoptr(XapQuery) query = xap_query_term("old", 3);
    XapRequest request = {.query = query, .count = 100000, .k1 = 1.2, .b = 0.75};
    if (_i > 0) {
        request.sort = _i == 1 ? XAP_SORT_ASCENDING : XAP_SORT_DESCENDING;
        request.sort_slot = SLOT_IDENTITY;
    }
    g_autoptr(XapHits) hits = xap_run(db, &request, &error);
    ck_assert_no_error(error);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (gsize i = 0; i < xap_hits_count(hits); i++) {
        if (i == PAGE)
            overtake_a_list();
        if (i % PAGE == 0 && !xap_hits_load(db, hits, i, PAGE, &error))
            ck_abort_msg("hit %zu: %s", i, error->message);
        if (i == xap_hits_count(hits))
            break;
        const char *data = xap_hits_get(hits, i)->data;
        ck_assert_msg(g_hash_table_add(seen, g_strdup(data)), "%s comes twice", data);
    }
    guint expected = CROWD - GONE + (_i == 2 ? SEEN_BEFORE : 0);
    ck_assert_uint_eq(g_hash_table_size(seen), expected);
}
END_TEST

START_TEST(a_docid_never_comes_to_mean_another_document)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(XapDatabase) db = fixture_open(index_dir);
    g_autoptr(GArray) docids = xap_postings(db, "old", 3, &error);
    ck_assert_uint_eq(docids->len, CROWD);

    churn("new");
    fixture_publish(index_dir, "000003 000002 000001");
    guint32 termfreq;
    ck_assert(xap_termfreq(db, "ownnew599", 9, &termfreq, &error));
    ck_assert_uint_eq(termfreq, 3); /* it has moved on */

    for (guint i = 0; i < docids->len; i++) {
        gsize length;
        g_autofree char *data = NULL;
        g_autofree char *expected = g_strdup_printf("old%u", i);
        guint32 docid = g_array_index(docids, guint32, i);
        if (xap_data(db, docid, &data, &length, &error))
            ck_assert_str_eq(data, expected);
        else
            ck_assert_msg(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_OVERTAKEN), "%s",
                          error->message);
        g_clear_error(&error);
    }
}
END_TEST

/* A writer that replaces the whole index again and again, in a process of its own: every segment holds
 * the same documents and one that tells its number. */
static void replace_again_and_again(int rounds)
{
    for (int i = 4; i < 4 + rounds; i++) {
        g_autofree char *name = g_strdup_printf("%06d", i);
        g_autofree char *before = g_strdup_printf("%06d", i - 1);
        const FixtureDocument documents[] = {{"a", "peace", NULL, NULL},
                                             {"b", "peace", NULL, NULL},
                                             {name, "number", "z", NULL},
                                             {0}};
        fixture_segment(index_dir, name, documents);
        fixture_publish(index_dir, name);
        if (i > 4)
            fixture_drop(index_dir, before);
    }
}

START_TEST(a_reader_beside_a_busy_writer_sees_whole_states)
{
    fixture_publish(index_dir, "000001 000002");
    pid_t writer = fork();
    ck_assert_int_ge(writer, 0);
    if (writer == 0) {
        replace_again_and_again(25);
        _exit(0);
    }
    int status = 0;
    guint states = 0;
    g_autofree char *last = g_strdup("");
    do {
        g_autoptr(GError) error = NULL;
        g_autoptr(XapDatabase) db = xap_open(index_dir, &error);
        /* It may be slower than five publications, but must say so. */
        ck_assert_msg(db != NULL || g_error_matches(error, INDEX_ERROR, INDEX_ERROR_OVERTAKEN), "%s",
                      error != NULL ? error->message : "");
        if (db == NULL)
            continue;
        g_autofree char *answer = fixture_answer(db, xap_query_all());
        ck_assert_msg(strcmp(answer, "a b2 b c d") == 0 ||
                          (g_str_has_prefix(answer, "a b 0") && strlen(answer) == strlen("a b 000004")),
                      "'%s'", answer);
        states += strcmp(answer, last) != 0;
        g_free(last);
        last = g_steal_pointer(&answer);
    } while (waitpid(writer, &status, WNOHANG) == 0);
    ck_assert_int_eq(status, 0);
    ck_assert_uint_ge(states, 2);
}
END_TEST

/* ---- journal ----------------------------------------------------------------------------------*/

static void journal(const char *segment, guint32 docid, const char *successor)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) entries =
        g_ptr_array_new_with_free_func((GDestroyNotify)journal_entry_free);
    g_ptr_array_add(entries, journal_entry_new(segment, docid, successor));
    ck_assert(layout_write_journal(index_dir, entries, &error));
}

typedef struct {
    const char *name, *segment;
    guint32 docid;
    const char *successor, *all;
    guint32 documents;
} JournalRow;

static const JournalRow journal_rows[] = {
    {"successor is live", "000001", 2, "000002", "a b2 c d", 4},
    {"successor is not live yet", "000001", 2, "000003", "a b2 b c d", 5},
    {"no successor", "000002", 2, NULL, "a b2 b c", 4},
    {"deleted already", "000001", 9, "000002", "a b2 b c d", 5},
    {"segment is gone", "000009", 1, "000002", "a b2 b c d", 5},
};

START_TEST(journalled_documents_are_left_out)
{
    const JournalRow *row = &journal_rows[_i];
    journal(row->segment, row->docid, row->successor);
    g_autoptr(XapDatabase) db = fixture_open(index_dir);
    check_all(db, row->name, row->all);

    XapStatistics statistics;
    ck_assert(xap_statistics(db, &statistics, NULL));
    ck_assert_msg(statistics.documents == row->documents, "%s: %u documents", row->name,
                  statistics.documents);
    g_autoptr(GArray) docids = xap_postings(db, "", 0, NULL);
    ck_assert_msg(docids->len == row->documents, "%s: %u postings", row->name, docids->len);

    g_autoptr(XapQuery) all = xap_query_all();
    XapRequest request = {.query = all, .count = 1, .check_at_least = 100, .k1 = 1.2, .b = 0.75};
    g_autoptr(XapHits) hits = xap_run(db, &request, NULL);
    guint32 lower, upper;
    xap_hits_matches(hits, &lower, NULL, &upper);
    ck_assert_msg(lower == row->documents && upper == row->documents, "%s: %u to %u matches",
                  row->name, lower, upper);
}
END_TEST

START_TEST(a_journalled_document_is_not_found)
{
    journal("000001", 2, "000002");
    g_autoptr(XapDatabase) db = fixture_open(index_dir);
    g_autofree char *data = NULL;
    gsize length;
    g_autoptr(GError) error = NULL;
    /* Document 2 of the first of two segments. */
    ck_assert(!xap_data(db, 3, &data, &length, &error));
    ck_assert(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_NOT_FOUND));
    ck_assert_ptr_null(data);
    ck_assert(xap_data(db, 4, &data, &length, NULL));
    ck_assert_str_eq(data, "d");
}
END_TEST

START_TEST(a_damaged_journal_is_told)
{
    g_autofree char *path = g_build_filename(index_dir, LAYOUT_JOURNAL, NULL);
    ck_assert(g_file_set_contents(path, "000001 2\n", -1, NULL));
    check_refused(index_dir, INDEX_ERROR_DAMAGED, "line 1");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("xapian-open");
    TCase *tcase = tcase_create("opening");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, every_kind_of_path_opens);
    tcase_add_test(tcase, what_is_no_index_is_refused);
    tcase_add_test(tcase, a_missing_segment_is_damage);
    tcase_add_test(tcase, a_damaged_segment_is_told);
    tcase_add_test(tcase, a_server_that_is_not_there_is_a_matter_of_the_network);
    tcase_add_test(tcase, no_right_to_read_is_told);
    tcase_add_test(tcase, an_open_reader_keeps_its_segments);
    tcase_add_test(tcase, a_reader_beside_a_busy_writer_sees_whole_states);
    tcase_add_loop_test(tcase, journalled_documents_are_left_out, 0, G_N_ELEMENTS(journal_rows));
    tcase_add_test(tcase, a_journalled_document_is_not_found);
    tcase_add_test(tcase, a_damaged_journal_is_told);
    tcase_set_timeout(tcase, 60);
    suite_add_tcase(suite, tcase);

    TCase *crowd = tcase_create("being overtaken");
    tcase_add_checked_fixture(crowd, set_up_crowd, tear_down);
    tcase_add_test(crowd, an_overtaken_search_runs_again_on_the_new_state);
    tcase_add_loop_test(crowd, every_reading_function_survives_being_overtaken, 0, 6);
    tcase_add_loop_test(crowd, a_list_of_hits_goes_on_in_the_new_state, 0, 3);
    tcase_add_test(crowd, a_docid_never_comes_to_mean_another_document);
    tcase_set_timeout(crowd, 60);
    suite_add_tcase(suite, crowd);
    return fixture_main(suite);
}
