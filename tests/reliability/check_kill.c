/* A load may be killed at any instant: the index opens, shows each article whole and once, in its old or its
 * new version, keeps what it had published, and the next run completes it and leaves nothing lying about. And
 * whoever searches meanwhile never notices.
 *
 * KILLS in the environment: how many; SEED: of what is drawn; ONLY: the number of the one round to be run
 * again, with the same draw (the instant that a kill meets is the clock's). */
#include <check.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

#include "tests/reliability/kill-fixture-private.h"
#include "tests/support/document-dump.h"

#define QUICK_KILLS 12
#define WHOLE_KILLS 200
#define CHECK_EVERY 10 /* rounds between two looks by Xapian's own check */
#define KILLS_IN_A_ROW 3

typedef enum { BASE_SINGLE, BASE_SEVERAL, BASES } Base;

/* What is killed. The base of several segments makes the end of a load merge. */
static const struct {
    const char *name;
    Base base;
    gboolean loads; /* else it compacts */
    const char *argv[8];
} runs[] = {
    {"two threads, merging", BASE_SEVERAL, TRUE, {"index", "-q", "-j2", "-m", "16M"}},
    {"two threads", BASE_SINGLE, TRUE, {"index", "-q", "-j2", "-m", "16M"}},
    {"one thread, merging", BASE_SEVERAL, TRUE, {"index", "-q", "-j1", "-m", "16M"}},
    {"two threads, one publication each", BASE_SEVERAL, TRUE, {"index", "-q", "-j2", "-m", "1G"}},
    {"compact", BASE_SEVERAL, FALSE, {"compact"}},
};

typedef struct {
    char *scratch, *old_path, *new_path, *index;
    char *base[BASES];
    Expected expected;
    GHashTable *old_lines, *new_lines; /* identity → the document in full; NULL: not wanted */
    double seconds[G_N_ELEMENTS(runs)]; /* that a run takes undisturbed */
    guint seed, round;
    const char *run_name;
    double instant; /* of the last kill, in seconds */
} Kill;

static guint from_environment(const char *name, guint otherwise)
{
    const char *text = g_getenv(name);
    return text != NULL && *text != '\0' ? (guint)strtoul(text, NULL, 10) : otherwise;
}

static double now(void)
{
    return (double)g_get_monotonic_time() / G_USEC_PER_SEC;
}

static void say_where(const Kill *self, const char *what)
{
    ck_abort_msg("%s: %s (repeat with SEED=%u ONLY=%u; killed after %.4f s)", self->run_name, what,
                 self->seed, self->round, self->instant);
}

/* ---- runs -------------------------------------------------------------------------------------*/

static pid_t start(const Kill *self, gsize run)
{
    g_autofree char *program = proof_program("dateline-index");
    const char *argv[PROOF_ARGUMENTS_MAX] = {program};
    gsize count = 1;
    for (gsize i = 0; runs[run].argv[i] != NULL; i++)
        argv[count++] = runs[run].argv[i];
    argv[count++] = "-i";
    argv[count++] = self->index;
    if (runs[run].loads)
        argv[count++] = self->new_path;
    GPid pid;
    g_autoptr(GError) error = NULL;
    gboolean started = g_spawn_async(NULL, (char **)argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid,
                                     &error);
    ck_assert_msg(started, "%s", error != NULL ? error->message : "");
    return pid;
}

/* Waits for the end of a run that nobody kills. */
static void complete(const Kill *self, gsize run)
{
    int status;
    pid_t pid = start(self, run);
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        proof_figure("kill -9: runs that failed afterwards", 1);
        say_where(self, "the next run failed");
    }
}

/* TRUE if the run was still at work when it was killed. */
static gboolean kill_after(Kill *self, gsize run, double seconds)
{
    int status;
    self->instant = seconds;
    double begin = now();
    pid_t pid = start(self, run);
    while (now() - begin < seconds)
        g_usleep(100);
    kill(pid, SIGKILL);
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

static void restore(const Kill *self, Base base)
{
    if (g_file_test(self->index, G_FILE_TEST_EXISTS))
        test_remove(g_strdup(self->index));
    proof_copy(self->base[base], self->index);
}

/* ---- looking ----------------------------------------------------------------------------------*/

static View *look(const Kill *self, const View *before)
{
    g_autoptr(GError) error = NULL;
    View *view = view_of(self->index, &error);
    if (view == NULL)
        say_where(self, error->message);
    Findings findings = view_judge(&self->expected, view, before);
    proof_figure("kill -9: articles lost", findings.lost);
    proof_figure("kill -9: articles torn or twice", findings.torn + findings.twice);
    proof_figure("kill -9: publications taken back", findings.undone);
    if (findings_bad(&findings) > 0) {
        g_autofree char *what = g_strdup_printf("%u lost, %u torn, %u twice, %u old again", findings.lost,
                                                findings.torn, findings.twice, findings.undone);
        say_where(self, what);
    }
    return view;
}

static GHashTable *lines_by_identity(const char *index, const View *view)
{
    g_autofree char *text = documents_dump(index, (const guint32 *)view->docids->data, view->docids->len);
    GHashTable *lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_auto(GStrv) split = g_strsplit(text, "\n", -1);
    for (char **line = split; **line != '\0'; line++)
        g_hash_table_insert(lines, g_strndup(*line, strcspn(*line, " ")), g_strdup(*line));
    return lines;
}

/* Xapian's own check, and every term, position and value of every article. */
static void look_closely(const Kill *self, const View *view)
{
    g_autoptr(GPtrArray) segments = proof_segments(self->index);
    for (guint i = 0; i < segments->len; i++)
        proof_check(self->run_name, segments->pdata[i]);
    if (self->old_lines == NULL)
        return;
    g_autoptr(GHashTable) lines = lines_by_identity(self->index, view);
    if (g_hash_table_size(lines) != g_hash_table_size(view->records))
        say_where(self, g_hash_table_contains(lines, "error:") ? g_hash_table_lookup(lines, "error:")
                                                               : "documents without an identity of their own");
    GHashTableIter iter;
    gpointer identity, line;
    g_hash_table_iter_init(&iter, lines);
    while (g_hash_table_iter_next(&iter, &identity, &line))
        if (g_strcmp0(line, g_hash_table_lookup(self->old_lines, identity)) != 0 &&
            g_strcmp0(line, g_hash_table_lookup(self->new_lines, identity)) != 0) {
            proof_figure("kill -9: articles torn or twice", 1);
            say_where(self, "an article's terms, positions or values are neither the old nor the new ones");
        }
    proof_figure("kill -9: indexes compared term by term", 1);
}

/* After a run that nobody killed. */
static void look_at_end(const Kill *self, gboolean loaded, const View *before)
{
    g_autoptr(View) view = look(self, before);
    Findings findings = view_judge(&self->expected, view, NULL);
    const Numbers n = kill_numbers();
    if (findings.replaced != (loaded ? n.changed : 0) ||
        findings.added != (loaded ? n.last - n.added + 1 : 0))
        say_where(self, "the next run did not complete the load");
    g_autofree char *strays = kill_strays(self->index);
    if (*strays != '\0') {
        proof_figure("kill -9: files left lying about", 1);
        say_where(self, strays);
    }
}

/* ---- rounds -----------------------------------------------------------------------------------*/

/* Kills a run once or a few times in a row, lets the last one end. Returns how many kills met it at work. */
static guint play_round(Kill *self, gsize run)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(self->seed * 10007u + self->round);
    g_autoptr(View) view = NULL;
    guint hits = 0, kills = g_rand_int_range(random, 0, 4) == 0 ? KILLS_IN_A_ROW : 1;
    self->run_name = runs[run].name;
    restore(self, runs[run].base);
    for (gboolean met = TRUE; met && kills-- > 0;) {
        met = kill_after(self, run, g_rand_double_range(random, 0, self->seconds[run]));
        hits += met;
        /* Also if the run came to its end before: then the index is another one too. */
        View *seen = look(self, view);
        view_free(view);
        view = seen;
    }
    gboolean closely = self->round % CHECK_EVERY == 0;
    if (hits > 0 && closely)
        look_closely(self, view);
    complete(self, run);
    look_at_end(self, runs[run].loads, view);
    if (closely) {
        g_autoptr(View) end = look(self, view);
        look_closely(self, end);
    }
    return hits;
}

/* ---- set-up -----------------------------------------------------------------------------------*/

/* The base in several segments: the articles come in eight runs. */
static void make_several(const char *index, const char *old_path)
{
    enum { PARTS = 8 };
    g_autofree char *text = NULL;
    gsize length;
    ck_assert(g_file_get_contents(old_path, &text, &length, NULL));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    guint count = g_strv_length(lines), done = 0;
    g_autoptr(GString) part = g_string_new(NULL);
    for (guint i = 1; i <= PARTS; i++) {
        for (; done < count * i / PARTS; done++)
            g_string_append_printf(part, "%s\n", lines[done]);
        /* Each run reads the whole so far, under one path: so every article has the record that it ends with. */
        ck_assert(g_file_set_contents(old_path, part->str, part->len, NULL));
        proof_index("index", "-q", "-j1", "-i", index, old_path, NULL);
    }
    ck_assert(g_file_set_contents(old_path, text, length, NULL));
}

static GHashTable *lines_of(const char *index)
{
    g_autoptr(View) view = view_of(index, NULL);
    return lines_by_identity(index, view);
}

static void measure(Kill *self)
{
    for (gsize run = 0; run < G_N_ELEMENTS(runs); run++) {
        self->run_name = runs[run].name;
        restore(self, runs[run].base);
        double begin = now();
        complete(self, run);
        self->seconds[run] = now() - begin;
        look_at_end(self, runs[run].loads, NULL);
    }
}

/* in_full: for looking at documents in full too, which takes long. */
static Kill *kill_new(gboolean in_full)
{
    Kill *self = g_new0(Kill, 1);
    self->scratch = test_tmpdir();
    self->old_path = g_build_filename(self->scratch, "old.jsonl", NULL);
    self->new_path = g_build_filename(self->scratch, "new.jsonl", NULL);
    self->index = g_build_filename(self->scratch, "index", NULL);
    self->base[BASE_SINGLE] = g_build_filename(self->scratch, "single", NULL);
    self->base[BASE_SEVERAL] = g_build_filename(self->scratch, "several", NULL);
    self->run_name = "set-up";
    kill_write_inputs(self->old_path, self->new_path);
    make_several(self->base[BASE_SEVERAL], self->old_path);
    proof_index("index", "-q", "-j1", "-i", self->base[BASE_SINGLE], self->old_path, NULL);
    g_autofree char *fresh = g_build_filename(self->scratch, "fresh", NULL);
    proof_index("index", "-q", "-j1", "-i", fresh, self->new_path, NULL);
    self->expected.old_view = view_of(self->base[BASE_SINGLE], NULL);
    self->expected.new_view = view_of(fresh, NULL);
    const Numbers n = kill_numbers();
    ck_assert_uint_eq(g_hash_table_size(self->expected.old_view->records), n.old_last);
    ck_assert_uint_eq(g_hash_table_size(self->expected.new_view->records), n.same + n.last - n.added + 1);
    if (in_full) {
        self->old_lines = lines_of(self->base[BASE_SINGLE]);
        self->new_lines = lines_of(fresh);
    }
    return self;
}

static void kill_free(Kill *self)
{
    test_remove(self->scratch);
    g_free(self->old_path);
    g_free(self->new_path);
    g_free(self->index);
    for (int i = 0; i < BASES; i++)
        g_free(self->base[i]);
    view_free(self->expected.old_view);
    view_free(self->expected.new_view);
    g_clear_pointer(&self->old_lines, g_hash_table_unref);
    g_clear_pointer(&self->new_lines, g_hash_table_unref);
    g_free(self);
}

static Kill *shared; /* set up once for all tests, each of which works on its own copy */

static void set_up(void)
{
    shared = kill_new(proof_is_whole());
}

static void tear_down(void)
{
    g_clear_pointer(&shared, kill_free);
}

START_TEST(test_kill)
{
    Kill *self = shared;
    guint wanted = from_environment("KILLS", proof_is_whole() ? WHOLE_KILLS : QUICK_KILLS);
    guint only = from_environment("ONLY", G_MAXUINT), hits = 0;
    self->seed = from_environment("SEED", 20140808);
    printf("seed %u, %u kills\n", self->seed, wanted);
    fflush(stdout);
    measure(self);
    if (only != G_MAXUINT) {
        self->round = only;
        play_round(self, only % G_N_ELEMENTS(runs));
    }
    for (; only == G_MAXUINT && hits < wanted; self->round++) {
        guint met = play_round(self, self->round % G_N_ELEMENTS(runs));
        hits += met;
        proof_figure("kill -9: kills", met);
        proof_figure("kill -9: rounds, each completed by a next run", 1);
        ck_assert_msg(self->round < 20 + 5 * wanted, "no kill meets a run at work");
    }
}
END_TEST

/* ---- readers beside the writer ----------------------------------------------------------------*/

/* A search by a process of its own must find something and say nothing. */
static void search_once(const char *index)
{
    g_autofree char *program = proof_program("dateline");
    const char *const argv[] = {program, "search", "-q", "-n", "3", "-i", index, PROOF_WORD, NULL};
    g_autofree char *printed = NULL, *complaint = NULL;
    int status;
    ck_assert(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &printed, &complaint, &status,
                           NULL));
    gboolean good = WIFEXITED(status) && WEXITSTATUS(status) == 0 && *printed != '\0' && *complaint == '\0';
    proof_figure("searches beside a writer", 1);
    if (!good)
        proof_figure("searches that failed", 1);
    ck_assert_msg(good, "a search beside a writer: status %d, said: %s", status, complaint);
}

/* What one open database shows must be whole, unless a writer was faster. */
static guint view_once(const Kill *self)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(View) view = view_of(self->index, &error);
    if (view == NULL) {
        ck_assert_msg(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_OVERTAKEN), "%s", error->message);
        return 0;
    }
    Findings findings = view_judge(&self->expected, view, NULL);
    ck_assert_msg(findings_bad(&findings) == 0, "beside a writer: %u lost, %u torn, %u twice", findings.lost,
                  findings.torn, findings.twice);
    return 1;
}

START_TEST(test_readers)
{
    Kill *self = shared;
    guint loads = proof_is_whole() ? 20 : 2, views = 0;
    for (guint load = 0; load < loads; load++) {
        gsize run = load % G_N_ELEMENTS(runs);
        int status;
        self->run_name = runs[run].name;
        restore(self, runs[run].base);
        pid_t pid = start(self, run);
        while (waitpid(pid, &status, WNOHANG) == 0) {
            search_once(self->index);
            views += view_once(self);
        }
        ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%s: the writer failed", self->run_name);
        look_at_end(self, runs[run].loads, NULL);
    }
    ck_assert_uint_gt(views, 0);
    proof_figure("views beside a writer", views);
}
END_TEST

int main(void)
{
    proof_use_memory();
    Suite *suite = suite_create("kill");
    TCase *tests = tcase_create("kill");
    tcase_set_timeout(tests, 3600);
    tcase_add_unchecked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, test_kill);
    tcase_add_test(tests, test_readers);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
