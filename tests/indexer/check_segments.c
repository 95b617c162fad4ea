#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/indexer/segments-fixture-private.h"

static char *dir, *path;

static void set_up(void)
{
    dir = test_tmpdir();
    path = g_build_filename(dir, "news", NULL);
}

static void tear_down(void)
{
    g_free(path);
    test_remove(dir);
}

static IndexFolder *open_index(void)
{
    g_autoptr(GError) error = NULL;
    IndexFolder *folder = index_folder_open(path, INDEX_FOLDER_CREATE, &error);
    assert_no_error(folder != NULL, error);
    return folder;
}

static void publish(IndexFolder *folder, const char *segment, const DocumentPlace *replaced,
                    gsize count)
{
    g_autoptr(GError) error = NULL;
    assert_no_error(index_folder_publish(folder, segment, replaced, count, &error), error);
}

static void finish(IndexFolder *folder)
{
    g_autoptr(GError) error = NULL;
    assert_no_error(index_folder_finish(folder, &error), error);
}

static void assert_text(char *text, const char *expected)
{
    ck_assert_str_eq(text, expected);
    g_free(text);
}

/* ---- opening ----------------------------------------------------------------------------------*/

START_TEST(a_new_index_has_an_empty_segment)
{
    IndexFolder *folder = open_index();
    ck_assert_uint_eq(index_folder_documents(folder), 0);
    ck_assert_str_eq(index_folder_path(folder), path);
    index_folder_free(folder);
    assert_text(fixture_stub(path), "000001");
    assert_text(fixture_view(path), "--------------------");
    fixture_assert_sound(path, "a new index");
    g_autoptr(IndexSettings) settings = layout_read_settings(path, NULL);
    ck_assert_int_eq(settings->schema_version, SCHEMA_VERSION);
    ck_assert_int_ge(settings->tokenizer_version, 1);
    index_folder_free(open_index());
    assert_text(fixture_stub(path), "000001");
}
END_TEST

static void put(const char *name, const char *text)
{
    g_autofree char *file = g_build_filename(path, name, NULL);
    g_autofree char *parent = g_path_get_dirname(file);
    ck_assert_int_eq(g_mkdir_with_parents(parent, 0777), 0);
    ck_assert(g_file_set_contents(file, text, -1, NULL));
}

static void put_database(const char *name, const char *articles)
{
    g_autofree char *file = g_build_filename(path, name, NULL);
    g_autofree char *parent = g_path_get_dirname(file);
    ck_assert_int_eq(g_mkdir_with_parents(parent, 0777), 0);
    ck_assert(fixture_write(file, articles, '1', 0));
}

/* What may stand where an index is to be. */
static void nothing_there(void)
{
}
static void a_file(void)
{
    ck_assert(g_file_set_contents(path, "text", -1, NULL));
}
static void an_empty_folder(void)
{
    ck_assert_int_eq(mkdir(path, 0777), 0);
}
static void a_lock(void)
{
    put("lock", "1 nowhere 2014-08-08T00:00:00Z\n");
}
static void another_file(void)
{
    put("thesis.txt", "text");
}
static void a_hidden_file(void)
{
    put(".profile", "text");
}
static void a_glass_database(void)
{
    put_database(".", "0");
}
static void a_stub_of_others(void)
{
    put("XAPIANDB", "auto somewhere/else\n");
}
static void a_new_segment(void)
{
    put_database("segments/000001", "");
}
static void half_a_segment(void)
{
    put("segments/000001/postlist.glass", "half");
}
static void a_new_stub(void)
{
    a_new_segment();
    put("XAPIANDB", "auto segments/000001\n");
    put("settings.new", "[dateline]\n");
}
static void a_segment_with_articles(void)
{
    put_database("segments/000001", "0 1");
    put("XAPIANDB", "auto segments/000001\n");
}
static void segments_of_others(void)
{
    put("segments/part-1", "text");
}
static void a_newer_format(void)
{
    put("settings", "[dateline]\nformat=99\ntokenizer=1\nschema=1\n");
}
static void settings_alone(void)
{
    put("settings", "[dateline]\nformat=1\ntokenizer=1\nschema=1\n");
    put_database("segments/000001", "0 1");
}
static void a_missing_segment(void)
{
    settings_alone();
    put("XAPIANDB", "auto segments/000001\nauto segments/000002\n");
}

#define OPENS (-1)

START_TEST(where_an_index_may_be_made)
{
    static const struct {
        const char *name;
        void (*make)(void);
        int with_create, without; /* the error's code */
    } rows[] = {
        {"nothing", nothing_there, OPENS, INDEX_ERROR_NOT_FOUND},
        {"a file", a_file, INDEX_ERROR_NOT_AN_INDEX, INDEX_ERROR_NOT_AN_INDEX},
        {"an empty folder", an_empty_folder, OPENS, INDEX_ERROR_NOT_AN_INDEX},
        {"a lock", a_lock, OPENS, INDEX_ERROR_NOT_AN_INDEX},
        {"another file", another_file, INDEX_ERROR_NOT_AN_INDEX, INDEX_ERROR_NOT_AN_INDEX},
        {"a hidden file", a_hidden_file, INDEX_ERROR_NOT_AN_INDEX, INDEX_ERROR_NOT_AN_INDEX},
        {"a glass database", a_glass_database, INDEX_ERROR_NOT_AN_INDEX, INDEX_ERROR_NOT_AN_INDEX},
        {"a stub of others", a_stub_of_others, INDEX_ERROR_NOT_AN_INDEX, INDEX_ERROR_NOT_AN_INDEX},
        {"a new segment", a_new_segment, OPENS, INDEX_ERROR_NOT_AN_INDEX},
        {"half a segment", half_a_segment, OPENS, INDEX_ERROR_NOT_AN_INDEX},
        {"a new stub", a_new_stub, OPENS, INDEX_ERROR_NOT_AN_INDEX},
        {"a segment with articles", a_segment_with_articles, INDEX_ERROR_NOT_AN_INDEX,
         INDEX_ERROR_NOT_AN_INDEX},
        {"segments of others", segments_of_others, INDEX_ERROR_NOT_AN_INDEX,
         INDEX_ERROR_NOT_AN_INDEX},
        {"a newer format", a_newer_format, INDEX_ERROR_VERSION, INDEX_ERROR_VERSION},
        {"settings, and no stub", settings_alone, INDEX_ERROR_NOT_AN_INDEX,
         INDEX_ERROR_NOT_AN_INDEX},
        {"a stub, and a segment missing", a_missing_segment, INDEX_ERROR_DAMAGED,
         INDEX_ERROR_DAMAGED},
    };
    for (gsize i = 0; i < 2 * G_N_ELEMENTS(rows); i++) {
        const char *name = rows[i / 2].name;
        int expected = i % 2 == 0 ? rows[i / 2].without : rows[i / 2].with_create;
        test_remove(g_strdup(path));
        rows[i / 2].make();
        g_autofree char *before = fixture_segments(path);
        g_autoptr(GError) error = NULL;
        g_autoptr(IndexFolder) folder =
            index_folder_open(path, i % 2 == 0 ? 0 : INDEX_FOLDER_CREATE, &error);
        g_clear_pointer(&folder, index_folder_free);
        int code = error == NULL ? OPENS : error->code;
        ck_assert_msg(code == expected, "%s: code %d instead of %d: %s", name, code, expected,
                      error == NULL ? "" : error->message);
        if (error == NULL) {
            fixture_assert_sound(path, name);
            continue;
        }
        ck_assert_msg(strstr(error->message, path) != NULL, "%s: %s", name, error->message);
        g_autofree char *after = fixture_segments(path);
        ck_assert_msg(strcmp(before, after) == 0, "%s: %s became %s", name, before, after);
        g_autofree char *lock = g_build_filename(path, "lock", NULL);
        ck_assert_msg(expected != INDEX_ERROR_NOT_AN_INDEX || rows[i / 2].make == a_lock ||
                          rows[i / 2].make == settings_alone ||
                          !g_file_test(lock, G_FILE_TEST_EXISTS),
                      "%s: a lock was left", name);
    }
}
END_TEST

START_TEST(parents_are_made_too)
{
    g_autofree char *deep = g_build_filename(dir, "share", "dateline", "news", NULL);
    g_autoptr(IndexFolder) folder = index_folder_open(deep, INDEX_FOLDER_CREATE, NULL);
    ck_assert_ptr_nonnull(folder);
}
END_TEST

START_TEST(there_is_one_writer)
{
    g_autoptr(IndexFolder) folder = open_index();
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(index_folder_open(path, INDEX_FOLDER_CREATE, &error));
    ck_assert(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_LOCKED));
    g_autofree char *pid = g_strdup_printf("process %ld ", (long)getpid());
    ck_assert_msg(strstr(error->message, pid) != NULL, "%s", error->message);
    g_clear_pointer(&folder, index_folder_free);
    index_folder_free(open_index());
}
END_TEST

/* ---- publishing -------------------------------------------------------------------------------*/

START_TEST(the_first_segment_replaces_the_empty_one)
{
    IndexFolder *folder = open_index();
    publish(folder, fixture_segment(folder, "0 1 2", '1', 0), NULL, 0);
    assert_text(fixture_stub(path), "000002");
    assert_text(fixture_view(path), "111-----------------");
    publish(folder, fixture_segment(folder, "3", '1', 0), NULL, 0);
    assert_text(fixture_stub(path), "000002 000003");
    index_folder_free(folder);
    fixture_assert_sound(path, "after two publications");
    folder = open_index();
    ck_assert_uint_eq(index_folder_documents(folder), 4);
    index_folder_free(folder);
}
END_TEST

START_TEST(what_is_no_database_is_not_published)
{
    g_autoptr(IndexFolder) folder = open_index();
    publish(folder, fixture_segment(folder, "0", '1', 0), NULL, 0);
    g_autofree char *name = index_folder_new_segment(folder);
    g_autoptr(GError) error = NULL;
    ck_assert(!index_folder_publish(folder, name, NULL, 0, &error));
    ck_assert_ptr_nonnull(error);
    g_clear_error(&error);
    g_autofree char *segment = index_folder_segment_path(folder, name);
    g_autofree char *table = g_build_filename(segment, "postlist.glass", NULL);
    ck_assert_int_eq(mkdir(segment, 0777), 0);
    ck_assert(g_file_set_contents(table, "half", -1, NULL));
    ck_assert(!index_folder_publish(folder, name, NULL, 0, &error));
    publish(folder, fixture_segment(folder, "1", '1', 0), NULL, 0);
    assert_text(fixture_view(path), "11------------------");
    finish(folder);
    g_clear_pointer(&folder, index_folder_free);
    index_folder_free(open_index());
    fixture_assert_sound(path, "after failed publications");
}
END_TEST

START_TEST(a_replaced_article_is_there_once)
{
    IndexFolder *folder = open_index();
    const char *first = fixture_segment(folder, "0 1 2 3", '1', 0);
    publish(folder, first, NULL, 0);
    const char *second = fixture_segment(folder, "1 2", '2', 0);
    publish(folder, second, (DocumentPlace[]){{first, 2}, {first, 3}, {first, 2}}, 3);
    assert_text(fixture_view(path), "1221----------------");
    /* The successor has a successor in the same run; the first version is listed once more. */
    const char *third = fixture_segment(folder, "2", '3', 0);
    publish(folder, third, (DocumentPlace[]){{second, 2}, {first, 3}}, 2);
    assert_text(fixture_view(path), "1231----------------");
    finish(folder);
    assert_text(fixture_view(path), "1231----------------");
    index_folder_free(folder);
    fixture_assert_sound(path, "after replacements");
    ck_assert_uint_eq(fixture_documents(path), 4);
}
END_TEST

START_TEST(a_removed_article_is_gone)
{
    IndexFolder *folder = open_index();
    const char *first = fixture_segment(folder, "0 1 2 3", '1', 0);
    /* Noted before it is published: overtaken in the same run. */
    ck_assert(index_folder_remove(folder, &(DocumentPlace){first, 4}, 1, NULL));
    publish(folder, first, NULL, 0);
    assert_text(fixture_view(path), "111-----------------");
    ck_assert(index_folder_remove(folder, &(DocumentPlace){first, 1}, 1, NULL));
    assert_text(fixture_view(path), "-11-----------------");
    /* Of a segment that never came. */
    g_autofree char *never = index_folder_new_segment(folder);
    ck_assert(index_folder_remove(folder, &(DocumentPlace){index_folder_intern(folder, never), 1},
                                  1, NULL));
    ck_assert(index_folder_remove(folder, NULL, 0, NULL));
    finish(folder);
    index_folder_free(folder);
    assert_text(fixture_view(path), "-11-----------------");
    fixture_assert_sound(path, "after removals");
    ck_assert_uint_eq(fixture_documents(path), 2);
}
END_TEST

START_TEST(a_segment_without_articles_is_dropped)
{
    IndexFolder *folder = open_index();
    const char *first = fixture_segment(folder, "0 1", '1', 0);
    publish(folder, first, NULL, 0);
    const char *second = fixture_segment(folder, "0 1 2", '2', 0);
    publish(folder, second, (DocumentPlace[]){{first, 1}, {first, 2}}, 2);
    finish(folder);
    assert_text(fixture_stub(path), "000003");
    assert_text(fixture_view(path), "222-----------------");
    index_folder_free(folder);
    fixture_assert_sound(path, "after the first segment was dropped");
}
END_TEST

START_TEST(replaced_chains_are_dropped_whole)
{
    IndexFolder *folder = open_index();
    const char *first = fixture_segment(folder, "0 1 2", '1', 0);
    publish(folder, first, NULL, 0);
    const char *second = fixture_segment(folder, "1 2", '2', 0);
    publish(folder, second, (DocumentPlace[]){{first, 2}, {first, 3}}, 2);
    const char *third = fixture_segment(folder, "1 2", '3', 0);
    publish(folder, third, (DocumentPlace[]){{second, 1}, {second, 2}}, 2);
    finish(folder);
    assert_text(fixture_stub(path), "000002 000004");
    assert_text(fixture_view(path), "133-----------------");
    index_folder_free(folder);
    fixture_assert_sound(path, "after a chain of replacements");
}
END_TEST

START_TEST(numbers_never_come_again)
{
    IndexFolder *folder = open_index();
    const char *first = fixture_segment(folder, "0 1", '1', 0);
    publish(folder, first, NULL, 0);
    const char *second = fixture_segment(folder, "2", '1', 0);
    publish(folder, second, NULL, 0);
    ck_assert_str_eq(second, "000003");
    /* The greatest number leaves: an empty segment of a greater one keeps count. */
    ck_assert(index_folder_remove(folder, &(DocumentPlace){second, 1}, 1, NULL));
    finish(folder);
    assert_text(fixture_stub(path), "000002 000004");
    finish(folder);
    assert_text(fixture_stub(path), "000002 000004");
    index_folder_free(folder);
    fixture_assert_sound(path, "without the second segment");

    folder = open_index();
    first = index_folder_intern(folder, "000002");
    ck_assert(index_folder_remove(folder, (DocumentPlace[]){{first, 1}, {first, 2}}, 2, NULL));
    finish(folder);
    assert_text(fixture_stub(path), "000004");
    assert_text(fixture_view(path), "--------------------");
    index_folder_free(folder);
    fixture_assert_sound(path, "without articles");

    folder = open_index();
    publish(folder, fixture_segment(folder, "5", '1', 0), NULL, 0);
    assert_text(fixture_stub(path), "000005");
    const char *last = index_folder_intern(folder, "000005");
    ck_assert(index_folder_remove(folder, &(DocumentPlace){last, 1}, 1, NULL));
    finish(folder);
    assert_text(fixture_stub(path), "000006");
    index_folder_free(folder);
    fixture_assert_sound(path, "without articles again");
}
END_TEST

START_TEST(settings_are_written_by_the_next_publication)
{
    IndexFolder *folder = open_index();
    IndexSettings *settings = index_folder_settings(folder);
    settings->positions = FALSE;
    g_ptr_array_add(settings->languages, g_strdup("english"));
    publish(folder, fixture_segment(folder, "0", '1', 0), NULL, 0);
    g_autoptr(IndexSettings) published = layout_read_settings(path, NULL);
    ck_assert(!published->positions);
    ck_assert_uint_eq(published->languages->len, 1);
    settings->default_language = g_strdup("english");
    finish(folder);
    g_autoptr(IndexSettings) finished = layout_read_settings(path, NULL);
    ck_assert_str_eq(finished->default_language, "english");
    index_folder_free(folder);
    folder = open_index();
    ck_assert(!index_folder_settings(folder)->positions);
    index_folder_free(folder);
}
END_TEST

START_TEST(each_segment_tells_the_ranking)
{
    IndexFolder *folder = open_index();
    const char *first = fixture_segment(folder, "0 1", '1', 0);
    publish(folder, first, NULL, 0);
    publish(folder, fixture_segment(folder, "2", '1', 0), NULL, 0);
    finish(folder);
    assert_text(fixture_rankings(path), "");
    index_folder_settings(folder)->ranking =
        (IndexRanking){.k1 = 1.6, .b = 0.3, .title_weight = -1, .feedback = 0};
    ck_assert(index_folder_remove(folder, &(DocumentPlace){first, 1}, 1, NULL));
    finish(folder);
    assert_text(fixture_rankings(path), "1.6;0.3;;0");
    assert_text(fixture_stub(path), "000002 000003");
    assert_text(fixture_view(path), "-11-----------------");
    fixture_assert_sound(path, "with a ranking");
    index_folder_free(folder);
    /* One that was made without it; a merger; an empty one. */
    folder = open_index();
    publish(folder, fixture_segment(folder, "3", '1', 0), NULL, 0);
    finish(folder);
    assert_text(fixture_rankings(path), "1.6;0.3;;0");
    ck_assert(index_folder_compact(folder, NULL));
    assert_text(fixture_rankings(path), "1.6;0.3;;0");
    const char *only = index_folder_intern(folder, "000005");
    DocumentPlace all[] = {{only, 1}, {only, 2}, {only, 3}};
    ck_assert(index_folder_remove(folder, all, 3, NULL));
    finish(folder);
    assert_text(fixture_stub(path), "000006");
    assert_text(fixture_rankings(path), "1.6;0.3;;0");
    index_folder_settings(folder)->ranking = INDEX_RANKING_UNSET;
    finish(folder);
    assert_text(fixture_rankings(path), "");
    index_folder_free(folder);
    fixture_assert_sound(path, "with the default ranking again");
}
END_TEST

static gpointer publish_some(gpointer data)
{
    IndexFolder *folder = data;
    for (guint i = 0; i < 5; i++) {
        const char *segment = fixture_segment(folder, "", '1', 3);
        if (segment == NULL || !index_folder_publish(folder, segment, NULL, 0, NULL))
            return GINT_TO_POINTER(FALSE);
    }
    return GINT_TO_POINTER(TRUE);
}

START_TEST(several_threads_publish)
{
    IndexFolder *folder = open_index();
    GThread *threads[4];
    for (gsize i = 0; i < G_N_ELEMENTS(threads); i++)
        threads[i] = g_thread_new(NULL, publish_some, folder);
    for (gsize i = 0; i < G_N_ELEMENTS(threads); i++)
        ck_assert(GPOINTER_TO_INT(g_thread_join(threads[i])));
    g_autoptr(GPtrArray) live = layout_read_stub(path, NULL);
    ck_assert_uint_eq(live->len, 20);
    ck_assert_uint_eq(fixture_documents(path), 60);
    finish(folder);
    index_folder_free(folder);
    ck_assert_uint_eq(fixture_documents(path), 60);
    fixture_assert_sound(path, "after twenty publications");
}
END_TEST

/* ---- what is swept, and what not --------------------------------------------------------------*/

START_TEST(only_our_leftovers_are_swept)
{
    index_folder_free(open_index());
    put("segments/000009/iamglass", "half");
    put("segments/000009/docdata.glass", "half");
    put("segments/000001/checksums.new", "half");
    put("XAPIANDB.new", "half");
    put("journal.new", "half");
    put("notes.txt", "kept");
    put("notes.new", "kept");
    put("segments/backup/iamglass", "kept");
    put("segments/12345/iamglass", "kept");
    put("segments/0000012/iamglass", "kept");
    put("segments/000010/sub/file", "kept");
    g_autofree char *link = g_build_filename(path, "segments", "000011", NULL);
    g_autofree char *target = g_build_filename(path, "segments", "backup", NULL);
    ck_assert_int_eq(symlink(target, link), 0);

    IndexFolder *folder = open_index();
    assert_text(fixture_segments(path), "000001 0000012 000010 000011 12345 backup");
    assert_text(fixture_entries(path), "XAPIANDB lock notes.new notes.txt segments settings");
    assert_text(fixture_entries(target), "iamglass");
    g_autofree char *first = g_build_filename(path, "segments", "000001", NULL);
    g_autofree char *entries = fixture_entries(first);
    ck_assert_msg(strstr(entries, "checksums.new") == NULL, "%s", entries);
    /* A number that lies about is not taken. */
    g_autofree char *next = index_folder_new_segment(folder);
    ck_assert_str_eq(next, "000012");
    index_folder_free(folder);
}
END_TEST

START_TEST(what_cannot_be_read_is_left_alone)
{
    IndexFolder *folder = open_index();
    publish(folder, fixture_segment(folder, "0", '1', 0), NULL, 0);
    index_folder_free(folder);
    put("journal", "no line of ours\n");
    put("segments/000007/iamglass", "half");
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(index_folder_open(path, INDEX_FOLDER_CREATE, &error));
    ck_assert(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_DAMAGED));
    assert_text(fixture_segments(path), "000002 000007");
}
END_TEST

/* ---- merges -----------------------------------------------------------------------------------*/

static guint64 size_of(const IndexFolder *folder)
{
    guint64 bytes = 0;
    for (guint i = 0; i < folder->live->len; i++)
        bytes += ((Segment *)g_ptr_array_index(folder->live, i))->size.bytes;
    return bytes;
}

/* Live segments that are not over a quarter of the index. */
static guint small_segments(const IndexFolder *folder)
{
    guint small = 0;
    guint64 total = size_of(folder);
    for (guint i = 0; i < folder->live->len; i++)
        small += ((Segment *)g_ptr_array_index(folder->live, i))->size.bytes <= total / 4;
    return small;
}

START_TEST(many_small_runs_leave_few_segments_and_a_large_one_alone)
{
    enum { RUNS = 60, BASE = 60000 };
    IndexFolder *folder = open_index();
    const char *base = fixture_segment(folder, "0 1", '1', BASE);
    publish(folder, base, NULL, 0);
    finish(folder);
    g_autofree char *table = g_build_filename(path, "segments", "000002", "postlist.glass", NULL);
    index_folder_free(folder);

    guint64 added = 0, merged = 0;
    for (guint run = 0; run < RUNS; run++) {
        folder = open_index();
        publish(folder, fixture_segment(folder, "", '1', 10), NULL, 0);
        added += folder->added_bytes;
        finish(folder);
        merged += index_folder_merged_bytes(folder);
        ck_assert_msg(small_segments(folder) <= SEGMENTS_MAX, "run %u: %u segments", run,
                      folder->live->len);
        ck_assert_msg(g_file_test(table, G_FILE_TEST_EXISTS), "run %u merged the large segment",
                      run);
        index_folder_free(folder);
    }
    ck_assert_msg(merged > 0, "nothing was merged");
    ck_assert_msg(merged <= 6 * added, "each byte was merged %.1f times",
                  (double)merged / (double)added);
    ck_assert_uint_eq(fixture_documents(path), BASE + 2 + 10 * RUNS);
    assert_text(fixture_view(path), "11------------------");
    fixture_assert_sound(path, "after many runs");
}
END_TEST

START_TEST(the_order_is_from_old_to_new)
{
    IndexFolder *folder = open_index();
    publish(folder, fixture_segment(folder, "0", '1', 6000), NULL, 0);
    publish(folder, fixture_segment(folder, "1", '1', 6000), NULL, 0);
    finish(folder);
    for (char article = 2; article <= 10; article++) {
        char text[] = {'0' + article / 10, '0' + article % 10, '\0'};
        publish(folder, fixture_segment(folder, article < 10 ? text + 1 : text, '1', 0), NULL, 0);
    }
    finish(folder);
    /* Of the nine small ones, the oldest four make room for more. */
    assert_text(fixture_stub(path), "000002 000003 000013 000008 000009 000010 000011 000012");
    assert_text(fixture_view(path), "11111111111---------");
    g_autofree char *merged = index_folder_segment_path(folder, "000013");
    g_autoptr(XapDatabase) db = xap_open(merged, NULL);
    for (guint32 article = 2; article <= 5; article++) {
        g_autofree char *term = g_strdup_printf(PREFIX_ID "%u", article);
        g_autoptr(GArray) docids = xap_postings(db, term, strlen(term), NULL);
        ck_assert_uint_eq(docids->len, 1);
        ck_assert_uint_eq(g_array_index(docids, guint32, 0), article - 1);
    }
    index_folder_free(folder);
}
END_TEST

START_TEST(compacting_leaves_one_segment)
{
    IndexFolder *folder = open_index();
    const char *first = fixture_segment(folder, "0 1 2", '1', 0);
    publish(folder, first, NULL, 0);
    const char *second = fixture_segment(folder, "1 3", '2', 0);
    publish(folder, second, &(DocumentPlace){first, 2}, 1);
    ck_assert(index_folder_compact(folder, NULL));
    assert_text(fixture_stub(path), "000004");
    assert_text(fixture_view(path), "1212----------------");
    g_autofree char *compacted = index_folder_segment_path(folder, "000004");
    index_folder_free(folder);
    fixture_assert_sound(path, "compacted");
    g_autoptr(XapDatabase) db = xap_open(compacted, NULL);
    XapStatistics statistics;
    ck_assert(xap_statistics(db, &statistics, NULL));
    ck_assert_uint_eq(statistics.documents, 4);
}
END_TEST

START_TEST(an_empty_index_compacts_to_itself)
{
    IndexFolder *folder = open_index();
    ck_assert(index_folder_compact(folder, NULL));
    assert_text(fixture_stub(path), "000001");
    const char *first = fixture_segment(folder, "0", '1', 0);
    publish(folder, first, NULL, 0);
    ck_assert(index_folder_remove(folder, &(DocumentPlace){first, 1}, 1, NULL));
    ck_assert(index_folder_compact(folder, NULL));
    assert_text(fixture_stub(path), "000003");
    index_folder_free(folder);
    fixture_assert_sound(path, "compacted and empty");
}
END_TEST

START_TEST(a_damaged_segment_is_not_merged_away)
{
    IndexFolder *folder = open_index();
    publish(folder, fixture_segment(folder, "0", '1', 0), NULL, 0);
    publish(folder, fixture_segment(folder, "1", '1', 0), NULL, 0);
    g_autofree char *table = g_build_filename(path, "segments", "000002", "postlist.glass", NULL);
    ck_assert(truncate(table, 100) == 0);
    g_autoptr(GError) error = NULL;
    ck_assert(!index_folder_compact(folder, &error));
    ck_assert_ptr_nonnull(error);
    index_folder_free(folder);
    assert_text(fixture_stub(path), "000002 000003");
    assert_text(fixture_segments(path), "000002 000003");
}
END_TEST

int main(void)
{
    fixture_use_memory();
    Suite *suite = suite_create("segments");
    TCase *tests = tcase_create("segments");
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, a_new_index_has_an_empty_segment);
    tcase_add_test(tests, where_an_index_may_be_made);
    tcase_add_test(tests, parents_are_made_too);
    tcase_add_test(tests, there_is_one_writer);
    tcase_add_test(tests, the_first_segment_replaces_the_empty_one);
    tcase_add_test(tests, what_is_no_database_is_not_published);
    tcase_add_test(tests, a_replaced_article_is_there_once);
    tcase_add_test(tests, a_removed_article_is_gone);
    tcase_add_test(tests, a_segment_without_articles_is_dropped);
    tcase_add_test(tests, replaced_chains_are_dropped_whole);
    tcase_add_test(tests, numbers_never_come_again);
    tcase_add_test(tests, settings_are_written_by_the_next_publication);
    tcase_add_test(tests, each_segment_tells_the_ranking);
    tcase_add_test(tests, several_threads_publish);
    tcase_add_test(tests, only_our_leftovers_are_swept);
    tcase_add_test(tests, what_cannot_be_read_is_left_alone);
    tcase_add_test(tests, many_small_runs_leave_few_segments_and_a_large_one_alone);
    tcase_add_test(tests, the_order_is_from_old_to_new);
    tcase_add_test(tests, compacting_leaves_one_segment);
    tcase_add_test(tests, an_empty_index_compacts_to_itself);
    tcase_add_test(tests, a_damaged_segment_is_not_merged_away);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
