/* A writer dies after each step of its work, one run for each step. Whatever it leaves, a reader
 * sees the index as it was before or after the call that was under way, never anything between; the
 * next writer, which dies a few times itself, leaves an index at rest that shows the same. */
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "indexer/sweep.h"
#include "tests/indexer/segments-fixture-private.h"

#define STEPS_MAX 1000

/* Shared with the child. */
typedef struct {
    int countdown;  /* steps until the crash; negative: none */
    int calls;      /* of run() that have returned */
    guint greatest; /* number that was published */
    gboolean ended; /* the work came to its end, as it should */
} Shared;

static char *dir, *path;
static Shared *shared;

static void set_up(void)
{
    dir = test_tmpdir();
    path = g_build_filename(dir, "news", NULL);
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    ck_assert(shared != MAP_FAILED);
}

static void tear_down(void)
{
    munmap(shared, sizeof *shared);
    g_free(path);
    test_remove(dir);
}

static void note_greatest(void)
{
    g_autoptr(GPtrArray) live = layout_read_stub(path, NULL);
    for (guint i = 0; live != NULL && i < live->len; i++)
        shared->greatest = MAX(shared->greatest, sweep_segment_number(live->pdata[i]));
}

static void on_step(const char *step, gpointer data)
{
    (void)data;
    if (strcmp(step, "stub written") == 0)
        note_greatest();
    if (shared->countdown >= 0 && shared->countdown-- == 0)
        kill(getpid(), SIGKILL);
}

/* ---- the run ----------------------------------------------------------------------------------*/

/* The view after so many calls of run(). Before the first there is no index. */
static const char *const views[] = {
    "",
    "--------------------", /* open */
    "1111111111----------", /* ten articles */
    "2221111111----------", /* three of them again */
    "3221111111----------", /* the first a third time */
    "322111111-----------", /* the last is removed */
    "444111111-----------", /* all of the second and third segments again: those become empty */
    "444111111-----------", /* finish */
    "4441111115----------",
    "44411111155---------",
    "444111111555--------",
    "4441111115555-------",
    "44411111155555------",
    "444111111555555-----",
    "4441111115555555----", /* nine small segments by now */
    "444111111555555-----", /* one removed */
    "444111111555555-----", /* finish: delete, merge */
    "444111111555555-----", /* finish: nothing to do */
    "444111111555555-----", /* finish: another ranking */
    "444111111555555-----", /* compact */
    "--------------------", /* all removed */
    "--------------------", /* finish */
    "6-------------------",
    "6-------------------", /* finish */
    "888-----------------", /* all replaced by two segments without positions */
    "888-----------------", /* finish */
};

/* The version of articles in segments that came with settings of their own. */
#define WITHOUT_POSITIONS '8'

#define TRY(call)                                                                                  \
    do {                                                                                           \
        if (!(call))                                                                               \
            return FALSE;                                                                          \
        g_atomic_int_inc(&shared->calls);                                                          \
    } while (0)

static gboolean publish(IndexFolder *folder, const char *segment, const DocumentPlace *replaced,
                        gsize count)
{
    return segment != NULL && index_folder_publish(folder, segment, replaced, count, NULL);
}

static gboolean remove_article(IndexFolder *folder, const char *segment, guint32 docid)
{
    return index_folder_remove(folder, &(DocumentPlace){segment, docid}, 1, NULL);
}

static gboolean run_replacements(IndexFolder *folder)
{
    const char *first = fixture_segment(folder, "0 1 2 3 4 5 6 7 8 9", '1', 0);
    TRY(publish(folder, first, NULL, 0));
    const char *second = fixture_segment(folder, "0 1 2", '2', 0);
    TRY(publish(folder, second, (DocumentPlace[]){{first, 1}, {first, 2}, {first, 3}}, 3));
    const char *third = fixture_segment(folder, "0", '3', 0);
    TRY(publish(folder, third, (DocumentPlace[]){{second, 1}, {first, 1}}, 2));
    TRY(remove_article(folder, first, 10));
    const char *fourth = fixture_segment(folder, "0 1 2", '4', 0);
    TRY(publish(folder, fourth, (DocumentPlace[]){{third, 1}, {second, 2}, {second, 3}}, 3));
    TRY(index_folder_finish(folder, NULL));
    return TRUE;
}

static gboolean run_merges(IndexFolder *folder)
{
    const char *last = NULL;
    for (guint article = 9; article < 16; article++) {
        g_autofree char *number = g_strdup_printf("%u", article);
        last = fixture_segment(folder, number, '5', 0);
        TRY(publish(folder, last, NULL, 0));
    }
    TRY(remove_article(folder, last, 1));
    TRY(index_folder_finish(folder, NULL));
    TRY(index_folder_finish(folder, NULL));
    index_folder_settings(folder)->ranking.k1 = 1.5;
    TRY(index_folder_finish(folder, NULL));
    TRY(index_folder_compact(folder, NULL));
    return TRUE;
}

static gboolean run_emptying(IndexFolder *folder)
{
    const char *only = ((Segment *)g_ptr_array_index(folder->live, 0))->name;
    guint32 last = ((Segment *)g_ptr_array_index(folder->live, 0))->size.last_docid;
    g_autofree DocumentPlace *all = g_new(DocumentPlace, last);
    for (guint32 i = 0; i < last; i++)
        all[i] = (DocumentPlace){only, i + 1};
    TRY(index_folder_remove(folder, all, last, NULL));
    TRY(index_folder_finish(folder, NULL));
    TRY(publish(folder, fixture_segment(folder, "0", '6', 0), NULL, 0));
    TRY(index_folder_finish(folder, NULL));
    return TRUE;
}

static gboolean run_replacing_all(IndexFolder *folder)
{
    const char *const segments[] = {fixture_segment(folder, "0 1", WITHOUT_POSITIONS, 0),
                                    fixture_segment(folder, "2", WITHOUT_POSITIONS, 0)};
    g_autoptr(IndexSettings) settings = index_settings_new();
    index_folder_copy_kind(settings, index_folder_settings(folder));
    settings->positions = FALSE;
    TRY(segments[0] != NULL && segments[1] != NULL &&
        index_folder_replace_all(folder, segments, 2, settings, NULL));
    TRY(index_folder_finish(folder, NULL));
    return TRUE;
}

static gboolean run(void)
{
    g_autoptr(IndexFolder) folder =
        index_folder_open_watched(path, INDEX_FOLDER_CREATE, on_step, NULL, NULL);
    TRY(folder != NULL);
    return run_replacements(folder) && run_merges(folder) && run_emptying(folder) &&
           run_replacing_all(folder);
}

static gboolean recover(void)
{
    g_autoptr(IndexFolder) folder =
        index_folder_open_watched(path, INDEX_FOLDER_CREATE, on_step, NULL, NULL);
    return folder != NULL;
}

/* Runs work in a process of its own, which dies in any case: at its end, if not before. */
static pid_t start(gboolean (*work)(void), int countdown)
{
    shared->countdown = countdown;
    shared->ended = FALSE;
    pid_t child = fork();
    if (child == 0) {
        shared->ended = work();
        kill(getpid(), SIGKILL);
    }
    return child;
}

/* TRUE if work comes to its end before countdown more steps are done. */
static gboolean survives(gboolean (*work)(void), int countdown)
{
    pid_t child = start(work, countdown);
    ck_assert(waitpid(child, NULL, 0) == child);
    ck_assert_msg(shared->ended || shared->countdown < 0,
                  "the writer that was to die after %d steps failed", countdown);
    return shared->ended;
}

/* ---- what is left -----------------------------------------------------------------------------*/

static guint count_articles(const char *view)
{
    guint count = 0;
    for (; *view != '\0'; view++)
        count += *view != '-';
    return count;
}

/* The view of a reader, which must be that before or after the call under way. "" if there is no
 * index yet. */
static char *assert_one_of_two(int crash, int calls)
{
    g_autofree char *settings = g_build_filename(path, LAYOUT_SETTINGS, NULL);
    if (calls == 0 && !g_file_test(settings, G_FILE_TEST_EXISTS))
        return g_strdup("");
    char *view = fixture_view(path);
    const char *before = views[calls];
    const char *after = views[MIN(calls + 1, (int)G_N_ELEMENTS(views) - 1)];
    ck_assert_msg(strcmp(view, before) == 0 || strcmp(view, after) == 0,
                  "crash after %d steps, in call %d: %s is neither %s nor %s", crash, calls + 1,
                  view, before, after);
    g_autoptr(IndexSettings) found = layout_read_settings(path, NULL);
    ck_assert_msg(found != NULL && found->positions == (strchr(view, WITHOUT_POSITIONS) == NULL),
                  "crash after %d steps, in call %d: the settings are not those of %s", crash,
                  calls + 1, view);
    return view;
}

static void assert_recovers(int crash, int calls)
{
    g_autofree char *what = g_strdup_printf("crash after %d steps", crash);
    g_autofree char *seen = assert_one_of_two(crash, calls);
    for (int countdown = 0; !survives(recover, countdown); countdown++) {
        ck_assert_msg(countdown < STEPS_MAX, "%s: recovery has no end", what);
        g_autofree char *between = assert_one_of_two(crash, calls);
        ck_assert_msg(strcmp(between, seen) == 0 || seen[0] == '\0',
                      "%s: %s became %s when the recovery crashed", what, seen, between);
    }
    g_autofree char *view = assert_one_of_two(crash, calls);
    ck_assert_msg(strcmp(view, seen) == 0 || seen[0] == '\0', "%s: %s became %s by recovery", what,
                  seen, view);
    fixture_assert_sound(path, what);
    ck_assert_msg(fixture_documents(path) == count_articles(view), "%s: %u documents for %s", what,
                  fixture_documents(path), view);

    /* The index can be written, and its numbers go on. */
    g_autoptr(IndexFolder) folder = index_folder_open(path, 0, NULL);
    ck_assert_ptr_nonnull(folder);
    const char *next = fixture_segment(folder, "19", '7', 0);
    ck_assert_msg(sweep_segment_number(next) > shared->greatest, "%s: %s came again", what, next);
    ck_assert(publish(folder, next, NULL, 0) && index_folder_finish(folder, NULL));
    g_autofree char *told = fixture_rankings(path);
    g_autofree char *ranking = index_ranking_to_text(&index_folder_settings(folder)->ranking);
    ck_assert_msg(strcmp(told, ranking) == 0, "%s: the ranking is '%s', segments tell '%s'", what,
                  ranking, told);
    g_autofree char *grown = fixture_view(path);
    ck_assert_msg(grown[ARTICLES - 1] == '7', "%s: the index can't be written: %s", what, grown);
}

START_TEST(a_crash_after_each_step)
{
    for (int crash = 0;; crash++) {
        ck_assert_msg(crash < STEPS_MAX, "the run has no end");
        test_remove(g_strdup(path));
        *shared = (Shared){0};
        if (survives(run, crash)) {
            ck_assert_int_eq(shared->calls, G_N_ELEMENTS(views) - 1);
            ck_assert_msg(crash > 60, "only %d steps were watched", crash);
            g_autofree char *view = fixture_view(path);
            ck_assert_str_eq(view, views[G_N_ELEMENTS(views) - 1]);
            fixture_assert_sound(path, "without a crash");
            return;
        }
        assert_recovers(crash, shared->calls);
    }
}
END_TEST

/* How often an article is found; -1 if the reader was overtaken, which this hasty writer makes
 * happen. */
static int count_hits(const char *term)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(XapDatabase) db = xap_open(path, &error);
    g_autoptr(XapQuery) query = xap_query_term(term, strlen(term));
    XapRequest request = {.query = query, .count = 10, .k1 = 1.2, .b = 0.75};
    g_autoptr(XapHits) hits = db != NULL ? xap_run(db, &request, &error) : NULL;
    ck_assert_msg(hits != NULL || g_error_matches(error, INDEX_ERROR, INDEX_ERROR_OVERTAKEN), "%s",
                  error != NULL ? error->message : "no message");
    return hits != NULL ? (int)xap_hits_count(hits) : -1;
}

START_TEST(readers_beside_a_writer_see_each_article_once)
{
    /* Article 0 has several versions one after the other, 3 has one, until all are removed. */
    static const char *const terms[] = {PREFIX_ID "0", PREFIX_ID "3"};
    enum { PUBLISHED = 2, REMOVED = 18 }; /* calls */
    g_autofree char *settings = g_build_filename(path, LAYOUT_SETTINGS, NULL);
    guint looks = 0;
    for (guint round = 0; round < 20; round++) {
        test_remove(g_strdup(path));
        *shared = (Shared){0};
        pid_t writer = start(run, -1);
        for (guint i = 0; waitpid(writer, NULL, WNOHANG) == 0; i++) {
            if (!g_file_test(settings, G_FILE_TEST_EXISTS))
                continue;
            gboolean was_there = g_atomic_int_get(&shared->calls) >= PUBLISHED;
            int found = count_hits(terms[i % 2]);
            gboolean is_there = was_there && g_atomic_int_get(&shared->calls) < REMOVED;
            ck_assert_msg(found <= 1, "round %u: %s is there %d times", round, terms[i % 2], found);
            ck_assert_msg(found != 0 || !is_there, "round %u: %s is not there", round,
                          terms[i % 2]);
            looks += found == 1;
        }
        ck_assert_msg(shared->ended, "round %u: the writer failed", round);
    }
    ck_assert_msg(looks > 0, "the reader was never there in time");
}
END_TEST

/* Files that a crash in the middle of a removal leaves. */
START_TEST(half_a_removal_is_completed)
{
    IndexFolder *folder = index_folder_open(path, INDEX_FOLDER_CREATE, NULL);
    ck_assert(publish(folder, fixture_segment(folder, "0 1", '1', 0), NULL, 0));
    ck_assert_ptr_nonnull(fixture_segment(folder, "2", '1', 0));
    index_folder_free(folder);
    g_autofree char *version = g_build_filename(path, LAYOUT_SEGMENTS, "000003", "iamglass", NULL);
    ck_assert_int_eq(unlink(version), 0);
    index_folder_free(index_folder_open(path, 0, NULL));
    fixture_assert_sound(path, "half a removal");
}
END_TEST

/* The journal names a successor that was never published, and its number comes again. */
START_TEST(a_successor_that_never_came_replaces_nothing)
{
    IndexFolder *folder = index_folder_open(path, INDEX_FOLDER_CREATE, NULL);
    const char *first = fixture_segment(folder, "0 1", '1', 0);
    ck_assert(publish(folder, first, NULL, 0));
    index_folder_free(folder);
    g_autoptr(GPtrArray) journal =
        g_ptr_array_new_with_free_func((GDestroyNotify)journal_entry_free);
    g_ptr_array_add(journal, journal_entry_new("000002", 1, "000003"));
    ck_assert(layout_write_journal(path, journal, NULL));

    folder = index_folder_open(path, 0, NULL);
    g_autofree char *view = fixture_view(path);
    ck_assert_str_eq(view, "11------------------");
    ck_assert(publish(folder, fixture_segment(folder, "5", '1', 0), NULL, 0));
    ck_assert(index_folder_finish(folder, NULL));
    index_folder_free(folder);
    g_autofree char *after = fixture_view(path);
    ck_assert_str_eq(after, "11---1--------------");
    fixture_assert_sound(path, "a successor that never came");
}
END_TEST

int main(void)
{
    fixture_use_memory();
    Suite *suite = suite_create("segments_crash");
    TCase *tests = tcase_create("segments_crash");
    tcase_set_timeout(tests, 300);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, a_crash_after_each_step);
    tcase_add_test(tests, readers_beside_a_writer_see_each_article_once);
    tcase_add_test(tests, half_a_removal_is_completed);
    tcase_add_test(tests, a_successor_that_never_came_replaces_nothing);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
