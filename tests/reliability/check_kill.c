/* A run may be killed at any instant: the index opens, shows each article whole and once, in its
 * old or its new version, keeps what it had published, and the next run completes the work and
 * leaves nothing lying about.
 *
 * KILLS in the environment: how many; SEED: of what is drawn; ONLY: the number of the one round to
 * be run again, with the same draw (the instant that a kill meets is the clock's). */
#include <check.h>
#include <signal.h>

#include "tests/reliability/trial-fixture-private.h"
#include "tests/support/document-dump.h"

#define QUICK_KILLS 12
#define WHOLE_KILLS 300
#define QUICK_ARTICLES 400
#define WHOLE_ARTICLES 800
#define CHECK_EVERY 20 /* rounds between two looks at every term of every article */
#define KILLS_IN_A_ROW 3

/* What is killed. */
static const TrialRun runs[] = {
    {"two threads, merging", BASE_SEVERAL, TRIAL_LOADS, {"index", "-q", "-j2", "-m", "16M"}},
    {"a new index", BASE_NONE, TRIAL_LOADS, {"index", "-q", "-j2", "-m", "16M"}},
    {"remove", BASE_SEVERAL, TRIAL_REMOVES, {"remove", "-q"}},
    {"two threads", BASE_SINGLE, TRIAL_LOADS, {"index", "-q", "-j2", "-m", "16M"}},
    {"one thread, merging", BASE_SEVERAL, TRIAL_LOADS, {"index", "-q", "-j1", "-m", "16M"}},
    {"compact", BASE_SEVERAL, TRIAL_KEEPS, {"compact"}},
    {"two threads, one publication each",
     BASE_SEVERAL,
     TRIAL_LOADS,
     {"index", "-q", "-j2", "-m", "1G"}},
    {"remove from one segment", BASE_SINGLE, TRIAL_REMOVES, {"remove", "-q"}},
    {"reindex", BASE_SEVERAL, TRIAL_KEEPS, {"reindex"}},
};

typedef struct {
    Trial *trial;
    GHashTable *old_lines, *new_lines;  /* identity → the document in full; NULL: not wanted */
    double seconds[G_N_ELEMENTS(runs)]; /* that a run takes undisturbed */
    guint round;
} Kill;

static double now(void)
{
    return (double)g_get_monotonic_time() / G_USEC_PER_SEC;
}

/* TRUE if the run was still at work when it was killed. */
static gboolean kill_after(const Kill *self, const TrialRun *run, double seconds)
{
    trial_at(self->trial, "%s (repeat with SEED=%u ONLY=%u; killed after %.4f s)", run->name,
             self->trial->seed, self->round, seconds);
    double begin = now();
    pid_t pid = trial_start(self->trial, run, NULL);
    while (now() - begin < seconds)
        g_usleep(100);
    kill(pid, SIGKILL);
    int status = trial_wait(pid);
    gboolean met = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    if (!met)
        trial_no_crash(self->trial, status);
    proof_figure(FIGURE_FAULTS, met);
    return met;
}

/* ---- looking ----------------------------------------------------------------------------------*/

static GHashTable *lines_by_identity(const char *index, const View *view)
{
    g_autofree char *text =
        documents_dump(index, (const guint32 *)view->docids->data, view->docids->len);
    GHashTable *lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_auto(GStrv) split = g_strsplit(text, "\n", -1);
    for (char **line = split; **line != '\0'; line++)
        g_hash_table_insert(lines, g_strndup(*line, strcspn(*line, " ")), g_strdup(*line));
    return lines;
}

/* Every term, position and value of every article. */
static void look_closely(const Kill *self, const View *view)
{
    if (self->old_lines == NULL || g_hash_table_size(view->records) == 0)
        return;
    g_autoptr(GHashTable) lines = lines_by_identity(self->trial->index, view);
    if (g_hash_table_size(lines) != g_hash_table_size(view->records))
        trial_fail(self->trial, FIGURE_TORN,
                   g_hash_table_contains(lines, "error:")
                       ? g_hash_table_lookup(lines, "error:")
                       : "documents without an identity of their own");
    GHashTableIter iter;
    gpointer identity, line;
    g_hash_table_iter_init(&iter, lines);
    while (g_hash_table_iter_next(&iter, &identity, &line))
        if (g_strcmp0(line, g_hash_table_lookup(self->old_lines, identity)) != 0 &&
            g_strcmp0(line, g_hash_table_lookup(self->new_lines, identity)) != 0)
            trial_fail(
                self->trial, FIGURE_TORN,
                "an article's terms, positions or values are neither the old nor the new ones");
    proof_figure("indexes compared term by term", 1);
}

/* ---- rounds -----------------------------------------------------------------------------------*/

/* Kills a run once or a few times in a row, lets the last one end. Returns how many kills met it at
 * work. */
static guint play_round(Kill *self, gsize number)
{
    const TrialRun *run = &runs[number];
    g_autoptr(GRand) random = g_rand_new_with_seed(self->trial->seed * 10007u + self->round);
    g_autoptr(View) view = NULL;
    guint hits = 0, kills = g_rand_int_range(random, 0, 4) == 0 ? KILLS_IN_A_ROW : 1;
    gboolean closely = self->round % CHECK_EVERY == 0;
    trial_restore(self->trial, run);
    for (gboolean met = TRUE; met && kills-- > 0;) {
        met = kill_after(self, run, g_rand_double_range(random, 0, self->seconds[number]));
        hits += met;
        /* Also if the run came to its end before: then the index is another one too. */
        View *seen = trial_look(self->trial, run, view);
        view_free(view);
        view = seen;
        trial_check(self->trial);
    }
    if (hits > 0 && closely)
        look_closely(self, view);
    trial_complete(self->trial, run, view);
    trial_check(self->trial);
    if (closely) {
        g_autoptr(View) end = trial_look(self->trial, run, view);
        look_closely(self, end);
    }
    return hits;
}

/* ---- set-up -----------------------------------------------------------------------------------*/

static void measure(Kill *self)
{
    for (gsize run = 0; run < G_N_ELEMENTS(runs); run++) {
        trial_at(self->trial, "%s", runs[run].name);
        trial_restore(self->trial, &runs[run]);
        double begin = now();
        int status = trial_wait(trial_start(self->trial, &runs[run], NULL));
        self->seconds[run] = now() - begin;
        trial_no_crash(self->trial, status);
        trial_finished(self->trial, &runs[run], NULL);
    }
}

/* The documents in full of an index made of input alone. */
static GHashTable *lines_of(const Trial *trial, const char *input)
{
    g_autofree char *index = g_build_filename(trial->scratch, "alone", NULL);
    proof_index("index", "-q", "-j1", "-i", index, input, NULL);
    g_autoptr(View) view = view_of(index, NULL);
    GHashTable *lines = lines_by_identity(index, view);
    test_remove(g_steal_pointer(&index));
    return lines;
}

static Kill *shared; /* the test works on its own copy */

static void set_up(void)
{
    shared = g_new0(Kill, 1);
    shared->trial = trial_new(proof_is_whole() ? WHOLE_ARTICLES : QUICK_ARTICLES);
    /* Looking at documents in full takes long. */
    if (proof_is_whole()) {
        shared->old_lines = lines_of(shared->trial, shared->trial->old_path);
        shared->new_lines = lines_of(shared->trial, shared->trial->new_path);
    }
}

static void tear_down(void)
{
    trial_free(shared->trial);
    g_clear_pointer(&shared->old_lines, g_hash_table_unref);
    g_clear_pointer(&shared->new_lines, g_hash_table_unref);
    g_clear_pointer(&shared, g_free);
}

START_TEST(test_kill)
{
    Kill *self = shared;
    guint wanted = trial_number("KILLS", proof_is_whole() ? WHOLE_KILLS : QUICK_KILLS);
    guint only = trial_number("ONLY", G_MAXUINT), hits = 0;
    printf("seed %u, %u kills\n", self->trial->seed, wanted);
    fflush(stdout);
    measure(self);
    if (only != G_MAXUINT) {
        self->round = only;
        play_round(self, only % G_N_ELEMENTS(runs));
    }
    for (; only == G_MAXUINT && hits < wanted; self->round++) {
        hits += play_round(self, self->round % G_N_ELEMENTS(runs));
        ck_assert_msg(self->round < 20 + 5 * wanted, "no kill meets a run at work");
    }
    proof_figure("of these, kill -9", hits);
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
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
