#include "tests/xapian-c/fixture-private.h"

#include <fcntl.h>
#include <unistd.h>

static const FixtureDocument documents[] = {
    {"a", "peace talks", NULL, NULL}, {"b", "war", NULL, NULL}, {0}};

static char *dir, *path;

static void set_up(void)
{
    dir = test_tmpdir();
    path = g_build_filename(dir, "db", NULL);
    fixture_database(path, documents);
}

static void tear_down(void)
{
    g_free(path);
    test_remove(dir);
}

/* Each of these makes Xapian fail in its own way; the message must say of what it speaks. */

static gboolean fail_locked(GError **error)
{
    g_autoptr(XapWriter) first = xap_writer_open(path, NULL);
    g_autoptr(XapWriter) second = xap_writer_open(path, error);
    return second == NULL;
}

static gboolean open_it(GError **error)
{
    g_autoptr(XapDatabase) db = xap_open(path, error);
    return db == NULL;
}

static void overwrite(const char *name, gint64 offset, const char *bytes, gsize length)
{
    g_autofree char *file = g_build_filename(path, name, NULL);
    int fd = open(file, O_WRONLY);
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(pwrite(fd, bytes, length, offset), (gssize)length);
    close(fd);
}

static gboolean fail_version(GError **error)
{
    overwrite("iamglass", 14, "\xff\xff", 2); /* after the magic: the format's date */
    return open_it(error);
}

static gboolean fail_no_magic(GError **error)
{
    overwrite("iamglass", 0, "XXXXXXXXXXXXXX", 14);
    return open_it(error);
}

static gboolean fail_gone(GError **error)
{
    g_autofree char *file = g_build_filename(path, "postlist.glass", NULL);
    ck_assert_int_eq(unlink(file), 0);
    return open_it(error);
}

static gboolean fail_block(GError **error)
{
    char junk[8192];
    memset(junk, 0x5a, sizeof junk);
    memset(junk, 0, 4); /* an old revision */
    overwrite("postlist.glass", 0, junk, sizeof junk);
    g_autoptr(XapDatabase) db = xap_open(path, error);
    g_autoptr(XapQuery) query = xap_query_term("peace", 5);
    XapRequest request = {.query = query, .count = 10, .k1 = 1.2, .b = 0.75, .with_data = TRUE};
    g_autoptr(XapHits) hits = db != NULL ? xap_run(db, &request, error) : NULL;
    return hits == NULL;
}

static gboolean fail_query(GError **error)
{
    g_autoptr(XapDatabase) db = fixture_open(path);
    g_autoptr(XapQuery) both = fixture_query(XAP_AND, "peace talks", 0);
    XapQuery *parts[] = {both, both};
    g_autoptr(XapQuery) phrase = xap_query_combine(XAP_PHRASE, parts, 2, 2);
    XapRequest request = {.query = phrase, .count = 10, .k1 = 1.2, .b = 0.75};
    g_autoptr(XapHits) hits = xap_run(db, &request, error);
    return hits == NULL;
}

static gboolean fail_scale(GError **error)
{
    g_autoptr(XapDatabase) db = fixture_open(path);
    g_autoptr(XapQuery) word = xap_query_term("peace", 5);
    g_autoptr(XapQuery) negative = xap_query_scale(word, -1);
    XapRequest request = {.query = negative, .count = 10, .k1 = 1.2, .b = 0.75};
    g_autoptr(XapHits) hits = xap_run(db, &request, error);
    return hits == NULL;
}

static gboolean fail_document(GError **error)
{
    g_autoptr(XapDatabase) db = fixture_open(path);
    g_autofree char *data = NULL;
    gsize length;
    return !xap_data(db, 3, &data, &length, error);
}

static gboolean fail_create(GError **error)
{
    g_autofree char *below = g_build_filename(path, "iamglass", "db", NULL);
    g_autoptr(XapWriter) writer = xap_writer_create(below, error);
    return writer == NULL;
}

static gboolean fail_network(GError **error)
{
    g_autofree char *stub = g_build_filename(dir, "remote.stub", NULL);
    ck_assert(g_file_set_contents(stub, "remote localhost:1\n", -1, NULL));
    g_autoptr(XapDatabase) db = xap_open(stub, error);
    return db == NULL;
}

static const struct {
    const char *name;
    gboolean (*run)(GError **error);
    IndexErrorCode code;
    const char *begins; /* the message, up to its subject */
    const char *advice; /* a part of it, or "" */
} rows[] = {
    {"locked", fail_locked, INDEX_ERROR_LOCKED, "can't open '", "other writer"},
    {"other version", fail_version, INDEX_ERROR_VERSION, "can't open '", "version that made it"},
    {"no magic", fail_no_magic, INDEX_ERROR_DAMAGED, "can't open '", "dateline check"},
    {"table is gone", fail_gone, INDEX_ERROR_IO, "can't open '", ""},
    {"damaged block", fail_block, INDEX_ERROR_DAMAGED, "can't ", "dateline check"},
    {"phrase of ANDs", fail_query, INDEX_ERROR_QUERY, "can't search '", ""},
    {"negative factor", fail_scale, INDEX_ERROR_QUERY, "can't search '", ""},
    {"no document", fail_document, INDEX_ERROR_NOT_FOUND, "can't read a document of '", ""},
    {"can't create", fail_create, INDEX_ERROR_IO, "can't create '", ""},
    {"no server", fail_network, INDEX_ERROR_NETWORK, "can't reach '", "server is running"},
};

START_TEST(each_failure_has_its_code)
{
    g_autoptr(GError) error = NULL;
    ck_assert_msg(rows[_i].run(&error), "%s: no failure", rows[_i].name);
    ck_assert_msg(error != NULL, "%s: no error", rows[_i].name);
    ck_assert_msg(g_error_matches(error, INDEX_ERROR, rows[_i].code), "%s: code %d: %s",
                  rows[_i].name, error->code, error->message);
    ck_assert_msg(g_str_has_prefix(error->message, rows[_i].begins), "%s: %s", rows[_i].name,
                  error->message);
    const char *subject = rows[_i].code == INDEX_ERROR_NETWORK ? "localhost:1" : dir;
    ck_assert_msg(strstr(error->message, subject) != NULL, "%s: %s", rows[_i].name, error->message);
    ck_assert_msg(strstr(error->message, rows[_i].advice) != NULL, "%s: %s", rows[_i].name,
                  error->message);
    ck_assert_msg(!g_str_has_suffix(error->message, "."), "%s: %s", rows[_i].name, error->message);
}
END_TEST

START_TEST(a_failure_may_go_unheard)
{
    ck_assert(rows[_i].run(NULL));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("xapian-error");
    TCase *tcase = tcase_create("errors");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_loop_test(tcase, each_failure_has_its_code, 0, G_N_ELEMENTS(rows));
    tcase_add_loop_test(tcase, a_failure_may_go_unheard, 0, G_N_ELEMENTS(rows));
    suite_add_tcase(suite, tcase);
    return fixture_main(suite);
}
