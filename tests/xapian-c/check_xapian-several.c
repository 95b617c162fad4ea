#include "tests/xapian-c/fixture-private.h"

#include <signal.h>
#include <stdio.h>

#include "tests/support/tcpsrv.h"
#include "tests/support/xapian-oracle.h"

static const FixtureDocument first[] = {
    {"a", "peace talks", NULL, NULL}, {"b", "peace", NULL, NULL}, {"c", "war", NULL, NULL}, {0}};
static const FixtureDocument second[] = {
    {"d", "peace peace", NULL, NULL}, {"b2", "peace", "b", NULL}, {0}};
static const FixtureDocument third[] = {{"e", "peace", NULL, NULL}, {"f", "war", NULL, NULL}, {0}};

static char *dir, *one, *other;

/* The index `one` of two segments, and `other` of one. */
static void set_up(void)
{
    signal(SIGPIPE, SIG_IGN);
    dir = test_tmpdir();
    one = g_build_filename(dir, "one", NULL);
    other = g_build_filename(dir, "other", NULL);
    fixture_segment(one, "000001", first);
    fixture_segment(one, "000002", second);
    fixture_publish(one, "000001 000002");
    fixture_segment(other, "000001", third);
    fixture_publish(other, "000001");
}

static void tear_down(void)
{
    g_free(one);
    g_free(other);
    test_remove(dir);
}

static XapDatabase *open_two(const char *name, const char *other_name, gboolean partial)
{
    const char *const names[] = {name, other_name};
    XapOpenOptions options = {.partial = partial};
    g_autoptr(GError) error = NULL;
    XapDatabase *db = xap_open_all(names, 2, &options, &error);
    ck_assert_no_error(error);
    return db;
}

static void check_all(XapDatabase *db, const char *name, const char *expected)
{
    g_autofree char *answer = fixture_answer(db, xap_query_all());
    ck_assert_msg(strcmp(answer, expected) == 0, "%s: found '%s', not '%s'", name, answer, expected);
}

static void journal(const char *index, const char *segment, guint32 docid, const char *successor)
{
    g_autoptr(GPtrArray) entries =
        g_ptr_array_new_with_free_func((GDestroyNotify)journal_entry_free);
    g_ptr_array_add(entries, journal_entry_new(segment, docid, successor));
    ck_assert(layout_write_journal(index, entries, NULL));
}

static char *write_stub(const char *name, const char *text)
{
    char *path = g_build_filename(dir, name, NULL);
    ck_assert(g_file_set_contents(path, text, -1, NULL));
    return path;
}

/* ---- on one machine ---------------------------------------------------------------------------*/

START_TEST(several_indexes_are_one)
{
    g_autoptr(XapDatabase) db = open_two(one, other, FALSE);
    check_all(db, "both", "a b b2 c d e f");
    XapStatistics statistics;
    ck_assert(xap_statistics(db, &statistics, NULL));
    ck_assert_uint_eq(statistics.documents, 7);
    guint32 termfreq;
    ck_assert(xap_termfreq(db, "peace", 5, &termfreq, NULL));
    ck_assert_uint_eq(termfreq, 5);

    ck_assert_uint_eq(xap_place_count(db), 2);
    XapPlace place;
    ck_assert(xap_place_get(db, 0, &place, NULL));
    ck_assert_str_eq(place.name, one);
    ck_assert(place.kind == XAP_PLACE_INDEX && place.segments == 2 && place.documents == 5 &&
              place.has_positions && place.lost == NULL);
    ck_assert(xap_place_get(db, 1, &place, NULL));
    ck_assert_str_eq(place.name, other);
    ck_assert(place.segments == 1 && place.documents == 2);
}
END_TEST

START_TEST(a_hit_tells_where_it_lies)
{
    g_autoptr(XapDatabase) db = open_two(one, other, FALSE);
    g_autoptr(XapQuery) all = xap_query_all();
    XapRequest request = {.query = all, .count = 10, .k1 = 1.2, .b = 0.75, .with_data = TRUE};
    g_autoptr(XapHits) hits = xap_run(db, &request, NULL);
    ck_assert_uint_eq(xap_hits_count(hits), 7);
    for (gsize i = 0; i < 7; i++) {
        const XapHit *hit = xap_hits_get(hits, i);
        gsize place = xap_place_of(db, hit->docid);
        ck_assert_msg(place == (hit->data[0] >= 'e'), "%.*s: place %zu", (int)hit->data_length,
                      hit->data, place);
    }
}
END_TEST

START_TEST(each_journal_holds_for_its_index)
{
    journal(one, "000001", 2, "000002");
    journal(other, "000001", 2, NULL);
    g_autoptr(XapDatabase) db = open_two(one, other, FALSE);
    check_all(db, "both", "a b2 c d e");
    g_autoptr(XapDatabase) turned = open_two(other, one, FALSE);
    check_all(turned, "turned", "a b2 c d e");
    g_autoptr(GArray) docids = xap_postings(turned, "", 0, NULL);
    ck_assert_uint_eq(docids->len, 5);
}
END_TEST

START_TEST(a_change_of_any_index_is_seen)
{
    g_autoptr(XapDatabase) db = open_two(one, other, FALSE);
    fixture_segment(other, "000002", first);
    fixture_publish(other, "000002");
    fixture_drop(other, "000001");
    check_all(db, "as it was opened", "a b b2 c d e f");
    g_autoptr(XapDatabase) anew = open_two(one, other, FALSE);
    check_all(anew, "anew", "a a b b2 b c c d");
}
END_TEST

START_TEST(metadata_are_told_apart)
{
    g_autofree char *listed = g_build_filename(dir, "listed", NULL);
    g_autoptr(XapWriter) writer = xap_writer_create(listed, NULL);
    fixture_add(writer, &(FixtureDocument){"g", "truce", NULL, NULL});
    ck_assert(xap_writer_set_metadata(writer, "key", "value", 5, NULL));
    ck_assert(xap_writer_commit(writer, NULL));
    g_autoptr(XapDatabase) db = open_two(other, listed, FALSE);
    g_autoptr(GPtrArray) values = xap_metadata_of_each(db, "key", NULL);
    ck_assert_uint_eq(values->len, 1);
    g_autofree char *none = NULL, *value = NULL;
    ck_assert(xap_place_metadata(db, 0, "key", &none, NULL, NULL));
    ck_assert_str_eq(none, "");
    ck_assert(xap_place_metadata(db, 1, "key", &value, NULL, NULL));
    ck_assert_str_eq(value, "value");
}
END_TEST

static gboolean join_term(const char *term, gsize length, guint32 termfreq, gpointer data)
{
    g_string_append_printf(data, "%.*s %u;", (int)length, term, termfreq);
    return TRUE;
}

START_TEST(terms_of_those_without_metadata)
{
    g_autofree char *listed = g_build_filename(dir, "listed", NULL);
    g_autoptr(XapWriter) writer = xap_writer_create(listed, NULL);
    fixture_add(writer, &(FixtureDocument){"g", "truce peace", NULL, NULL});
    ck_assert(xap_writer_set_metadata(writer, "key", "value", 5, NULL));
    ck_assert(xap_writer_set_metadata(writer, "key2", "value", 5, NULL));
    ck_assert(xap_writer_commit(writer, NULL));
    g_autoptr(XapDatabase) db = open_two(other, listed, FALSE);
    static const struct {
        const char *key, *expected;
    } rows[] = {{"key", "peace 1;war 1;"}, {"ke", "peace 2;truce 1;war 1;"}};
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GString) terms = g_string_new(NULL);
        ck_assert(xap_each_term_without(db, rows[i].key, "", 0, join_term, terms, NULL));
        ck_assert_msg(strcmp(terms->str, rows[i].expected) == 0, "%s: %s", rows[i].key, terms->str);
    }
}
END_TEST

START_TEST(how_much_of_the_docids_is_taken)
{
    g_autofree char *high = g_build_filename(dir, "high", NULL);
    Oracle *oracle = oracle_new(high);
    oracle_begin(oracle);
    oracle_add_posting(oracle, "war", 3, 1, NULL, 0);
    oracle_end(oracle, 3000000000u);
    g_free(oracle_free(oracle));
    XapDocidSpace space;
    g_autoptr(XapDatabase) alone = fixture_open(high);
    ck_assert(xap_docid_space(alone, &space, NULL));
    ck_assert(space.taken == 3000000000u && space.largest == 3000000000u && space.parts == 1);
    g_autoptr(XapDatabase) both = open_two(one, high, FALSE);
    ck_assert(xap_docid_space(both, &space, NULL));
    ck_assert(space.parts == 3 && space.taken == G_GUINT64_CONSTANT(9000000000) &&
              space.taken >= XAP_DOCIDS);
}
END_TEST

/* ---- stub files -------------------------------------------------------------------------------*/

typedef struct {
    const char *name, *text, *expected;
    int code; /* -1: it opens, expected are the documents; else a part of the message */
} StubRow;

static const StubRow stub_rows[] = {
    {"an index and a segment", "auto one\nglass other/segments/000001\n", "a b b2 c d e f", -1},
    {"comments and spaces", "# both\n\n  auto   one  \n\tauto other/\n", "a b b2 c d e f", -1},
    {"a stub of stubs", "auto inner\nauto other\n", "a b b2 c d e f", -1},
    {"an index by its stub", "auto one/XAPIANDB\n", "a b b2 c d", -1},
    {"no line", "# nothing\n", "lists no database", INDEX_ERROR_NOT_AN_INDEX},
    {"not a stub", "Dear reader,\n", "it is a file", INDEX_ERROR_NOT_AN_INDEX},
    {"an unknown kind", "auto one\nflint other\n", "line 2", INDEX_ERROR_NOT_AN_INDEX},
    {"no path", "auto one\nauto\n", "line 2", INDEX_ERROR_NOT_AN_INDEX},
    {"no port", "auto one\nremote host\n", "line 2", INDEX_ERROR_NOT_AN_INDEX},
    {"a port too high", "auto one\nremote host:65536\n", "line 2", INDEX_ERROR_NOT_AN_INDEX},
    {"no program", "auto one\nremote : -x\n", "line 2", INDEX_ERROR_NOT_AN_INDEX},
    {"a missing one", "auto one\nauto gone\n", "gone", INDEX_ERROR_NOT_FOUND},
    {"a host and port as a path", "auto one\nauto host:80\n", "host:80", INDEX_ERROR_NOT_FOUND},
    {"one twice", "auto one\nauto ./one/\n", "twice", INDEX_ERROR_NOT_AN_INDEX},
    {"itself", "auto stub\n", "circle", INDEX_ERROR_NOT_AN_INDEX},
    {"nobody listens", "remote 127.0.0.1:1\n", "127.0.0.1:1", INDEX_ERROR_NETWORK},
    {"no such program", "remote :/no/such/program\n", "/no/such/program", INDEX_ERROR_NETWORK},
};

START_TEST(stub_files_stand_for_what_they_list)
{
    const StubRow *row = &stub_rows[_i];
    g_autofree char *inner = write_stub("inner", "auto one\n");
    g_autofree char *path = write_stub("stub", row->text);
    g_autoptr(GError) error = NULL;
    g_autoptr(XapDatabase) db = xap_open(path, &error);
    if (row->code < 0) {
        ck_assert_msg(error == NULL, "%s: %s", row->name, error ? error->message : "");
        check_all(db, row->name, row->expected);
        return;
    }
    ck_assert_msg(db == NULL, "%s: it opens", row->name);
    ck_assert_msg(g_error_matches(error, INDEX_ERROR, row->code) &&
                      strstr(error->message, row->expected) != NULL,
                  "%s: code %d: %s", row->name, error->code, error->message);
}
END_TEST

/* ---- servers ----------------------------------------------------------------------------------*/

START_TEST(a_journal_beside_a_server)
{
    Tcpsrv *server = tcpsrv_start(other);
    if (server == NULL)
        return;
    journal(one, "000001", 2, "000002");
    g_autoptr(XapDatabase) db = open_two(one, server->name, FALSE);
    check_all(db, "both", "a b2 c d e f");
    g_autofree char *found = fixture_answer(db, fixture_query(XAP_OR, "peace talks", 0));
    ck_assert_str_eq(found, "a d b2 e");
    tcpsrv_stop(server);
}
END_TEST

START_TEST(a_server_that_dies_is_named)
{
    Tcpsrv *server = tcpsrv_start(other);
    if (server == NULL)
        return;
    g_autoptr(XapDatabase) db = open_two(one, server->name, FALSE);
    check_all(db, "both", "a b b2 c d e f");
    tcpsrv_kill(server);
    g_autoptr(XapQuery) all = xap_query_all();
    XapRequest request = {.query = all, .count = 10, .k1 = 1.2, .b = 0.75};
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(xap_run(db, &request, &error));
    ck_assert_msg(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_NETWORK) &&
                      strstr(error->message, server->name) != NULL,
                  "code %d: %s", error->code, error->message);
    tcpsrv_stop(server);
}
END_TEST

START_TEST(or_is_done_without)
{
    Tcpsrv *server = tcpsrv_start(other);
    if (server == NULL)
        return;
    g_autoptr(XapDatabase) db = open_two(one, server->name, TRUE);
    check_all(db, "both", "a b b2 c d e f");
    tcpsrv_kill(server);
    check_all(db, "one", "a b b2 c d");
    check_all(db, "again", "a b b2 c d");
    XapPlace place;
    ck_assert(xap_place_get(db, 1, &place, NULL));
    ck_assert_str_eq(place.name, server->name);
    ck_assert_uint_eq(place.segments, 0);
    ck_assert_msg(place.lost != NULL && strstr(place.lost, server->name) != NULL, "%s", place.lost);
    tcpsrv_stop(server);
}
END_TEST

START_TEST(a_mistake_in_the_query_costs_no_server)
{
    Tcpsrv *server = tcpsrv_start(other);
    if (server == NULL)
        return;
    g_autoptr(XapDatabase) db = open_two(one, server->name, TRUE);
    g_autoptr(XapQuery) inner = fixture_query(XAP_AND, "peace talks", 0);
    XapQuery *parts[] = {inner, inner};
    g_autofree char *answer = fixture_answer(db, xap_query_combine(XAP_PHRASE, parts, 2, 2));
    ck_assert_msg(g_str_has_prefix(answer, "error"), "%s", answer);
    check_all(db, "afterwards", "a b b2 c d e f");
    tcpsrv_stop(server);
}
END_TEST

START_TEST(a_server_of_several_segments_answers_for_none)
{
    g_autofree char *path = fixture_segment_path(one, "000001");
    g_autoptr(XapWriter) writer = xap_writer_open(path, NULL);
    ck_assert(xap_writer_set_metadata(writer, "key", "of the first", 12, NULL));
    ck_assert(xap_writer_commit(writer, NULL));
    Tcpsrv *server = tcpsrv_start(one);
    if (server == NULL)
        return;
    const char *names[] = {server->name};
    g_autoptr(XapDatabase) db = xap_open_all(names, 1, NULL, NULL);
    check_all(db, "served", "a b b2 c d");
    XapPlace place;
    ck_assert(xap_place_get(db, 0, &place, NULL));
    ck_assert_uint_eq(place.segments, 2);
    g_autoptr(GPtrArray) values = xap_metadata_of_each(db, "key", NULL);
    ck_assert_uint_eq(values->len, 0);
    g_autoptr(GString) terms = g_string_new(NULL);
    ck_assert(xap_each_term_without(db, "key", "", 0, join_term, terms, NULL));
    ck_assert_str_eq(terms->str, "peace 4;talks 1;war 1;");
    tcpsrv_stop(server);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("xapian-several");
    TCase *tcase = tcase_create("several");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, several_indexes_are_one);
    tcase_add_test(tcase, a_hit_tells_where_it_lies);
    tcase_add_test(tcase, each_journal_holds_for_its_index);
    tcase_add_test(tcase, a_change_of_any_index_is_seen);
    tcase_add_test(tcase, metadata_are_told_apart);
    tcase_add_test(tcase, terms_of_those_without_metadata);
    tcase_add_test(tcase, how_much_of_the_docids_is_taken);
    tcase_add_loop_test(tcase, stub_files_stand_for_what_they_list, 0, G_N_ELEMENTS(stub_rows));
    tcase_add_test(tcase, a_journal_beside_a_server);
    tcase_add_test(tcase, a_server_that_dies_is_named);
    tcase_add_test(tcase, or_is_done_without);
    tcase_add_test(tcase, a_mistake_in_the_query_costs_no_server);
    tcase_add_test(tcase, a_server_of_several_segments_answers_for_none);
    tcase_set_timeout(tcase, 60);
    suite_add_tcase(suite, tcase);
    return fixture_main(suite);
}
