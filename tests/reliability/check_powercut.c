/* The power goes at any instant of a run. Whatever of what was not synced is on disk by then, and
 * whatever is not (powercut-fixture-private.h says what may be): the index opens, has each article
 * whole and once, keeps what had been published, and the next run completes the work. When a run
 * has said that it is done, it is.
 *
 * At each sync of a run, and at its end, the steps that are pending are lost but for any prefix of
 * them, and but for random subsets of them.
 *
 * SEED in the environment: of the subsets; ONLY: one instant, as a failure names it. */
#include <check.h>

#include "tests/reliability/powercut-fixture-private.h"

#define ARTICLES 60
#define SUBSETS 50
#define QUICK_POINTS 3
#define QUICK_SUBSETS 8
/* A run's instants are looked at in so many parts, so that one that goes wrong does not hide all
 * others. */
#define PARTS 6

#define POINTS_SPAN 10000 /* ONLY is made of run and point */

/* Made once; each test works on its own part of a run. */
static Trial *trial;
static Injector *injector;
static History *histories[G_N_ELEMENTS(inject_runs)];

/* ---- one instant ------------------------------------------------------------------------------*/

typedef struct {
    const TrialRun *run;
    History *history;
    guint number, point;
    GArray *pending;
    GRand *random;
    GHashTable *seen; /* hashes of the states that were looked at since the floor changed */
    View
        *floor; /* what is shown with all that is pending lost: of that nothing may be taken back */
} Instant;

static void set_where(const Instant *instant, const char *what, guint number)
{
    trial_at(trial,
             "%s, power cut after step %u of %u, %s %u of %u pending (repeat with SEED=%u ONLY=%u)",
             instant->run->name, instant->point, instant->history->steps->len, what, number,
             instant->pending->len, trial->seed, instant->number * POINTS_SPAN + instant->point);
}

/* Makes a state and looks at it. NULL if it was looked at before. */
static View *try_state(Instant *instant, const guint8 *fates)
{
    g_autoptr(GPtrArray) state =
        state_new(instant->history, instant->point, instant->pending, fates, instant->random);
    guint64 hash = state_write(state, 0, NULL);
    if (instant->floor != NULL && !g_hash_table_add(instant->seen, g_memdup2(&hash, sizeof hash)))
        return NULL;
    if (g_file_test(trial->above, G_FILE_TEST_EXISTS))
        test_remove(g_strdup(trial->above));
    state_write(state, 0, trial->work);
    proof_figure(FIGURE_FAULTS, 1);
    proof_figure("of these, power cuts", 1);
    View *view = trial_look(trial, instant->run, instant->floor);
    if (instant->point == instant->history->steps->len && !trial_is_done(trial, instant->run, view))
        trial_fail(trial, FIGURE_LOST, "the run had said that all was done");
    return view;
}

/* A state, and perhaps what the next run makes of it. */
static void try_and_go_on(Instant *instant, const guint8 *fates, gboolean go_on)
{
    g_autoptr(View) view = try_state(instant, fates);
    if (view == NULL || !go_on)
        return;
    trial_check(trial);
    trial_complete(trial, instant->run, view);
}

static void draw_fates(Instant *instant, guint8 *fates)
{
    double kept = 0.1 + 0.2 * g_rand_int_range(instant->random, 0, 5);
    for (guint i = 0; i < instant->pending->len; i++) {
        const Step *step =
            instant->history->steps->pdata[g_array_index(instant->pending, guint, i)];
        double drawn = g_rand_double(instant->random);
        fates[i] = drawn < kept                                     ? STEP_KEPT
                   : step->kind == STEP_WRITE && drawn < kept + 0.3 ? STEP_IN_PART
                                                                    : STEP_LOST;
    }
}

/* The state without anything pending is the floor for the others. */
static void raise_floor(Instant *instant, const guint8 *none)
{
    View *floor = try_state(instant, none);
    if (floor == NULL)
        return;
    view_free(instant->floor);
    instant->floor = floor;
    g_hash_table_remove_all(instant->seen);
    trial_check(trial);
}

static void play(Instant *instant, guint point)
{
    instant->point = point;
    instant->pending = history_pending(instant->history, point);
    g_rand_set_seed(instant->random, trial->seed + point);
    guint count = instant->pending->len;
    g_autofree guint8 *fates = g_malloc0(count + 1);
    /* More is promised at the end: what was looked at before is looked at again. */
    if (point == instant->history->steps->len)
        g_hash_table_remove_all(instant->seen);
    set_where(instant, "none", 0);
    raise_floor(instant, fates);
    for (guint prefix = 1; prefix <= count; prefix++) {
        fates[prefix - 1] = STEP_KEPT;
        set_where(instant, "the first", prefix);
        try_and_go_on(instant, fates, prefix == count);
    }
    guint subsets = count < 2 ? 0 : proof_is_whole() ? SUBSETS : QUICK_SUBSETS;
    for (guint subset = 1; subset <= subsets; subset++) {
        draw_fates(instant, fates);
        set_where(instant, "subset", subset);
        try_and_go_on(instant, fates, subset == subsets);
    }
    g_clear_pointer(&instant->pending, g_array_unref);
}

/* ---- all of them ------------------------------------------------------------------------------*/

/* The steps before each sync, which has most to lose, and all of them. */
static GArray *find_points(const History *history)
{
    GArray *points = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < history->steps->len; i++)
        if (((const Step *)history->steps->pdata[i])->kind == STEP_SYNC)
            g_array_append_val(points, i);
    g_array_append_val(points, history->steps->len);
    return points;
}

/* Which points belong to a part: in a row, and with the last one of the part before, for the floor.
 */
static void play_part(Instant *instant, guint part)
{
    g_autoptr(GArray) points = find_points(instant->history);
    guint only = trial_number("ONLY", G_MAXUINT);
    if (only != G_MAXUINT) {
        if (part == 0 && only / POINTS_SPAN == instant->number)
            play(instant, only % POINTS_SPAN);
        return;
    }
    g_autoptr(GRand) random = g_rand_new_with_seed(trial->seed + instant->number);
    guint from = points->len * part / PARTS, to = points->len * (part + 1) / PARTS;
    for (guint i = from > 0 ? from - 1 : 0; proof_is_whole() && i < to; i++)
        play(instant, g_array_index(points, guint, i));
    for (guint i = 0; !proof_is_whole() && part == 0 && i < QUICK_POINTS; i++) {
        guint drawn = (guint)g_rand_int_range(random, 0, (gint32)(points->len / QUICK_POINTS));
        play(instant, g_array_index(points, guint, points->len * i / QUICK_POINTS + drawn));
    }
}

START_TEST(test_powercut)
{
    if (injector == NULL)
        return;
    guint number = (guint)_i / PARTS;
    Instant instant = {.run = &inject_runs[number], .history = histories[number], .number = number};
    instant.random = g_rand_new();
    instant.seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    play_part(&instant, (guint)_i % PARTS);
    g_rand_free(instant.random);
    g_hash_table_unref(instant.seen);
    view_free(instant.floor);
}
END_TEST

static void set_up(void)
{
    trial = trial_new(ARTICLES);
    injector = injector_new(trial);
    for (guint i = 0; injector != NULL && i < G_N_ELEMENTS(inject_runs); i++) {
        const TrialRun *run = &inject_runs[i];
        trial_at(trial, "%s, undisturbed", run->name);
        trial_restore(trial, run);
        histories[i] = history_new(trial->work);
        int status = injector_run(injector, run, INJECT_NOTHING, 0, TRUE);
        trial_no_crash(trial, status);
        if (WEXITSTATUS(status) != 0)
            trial_fail(trial, FIGURE_CRASHES, "failed");
        trial_finished(trial, run, NULL);
        history_read(histories[i], injector->log_path);
    }
    printf("seed %u\n", trial->seed);
    fflush(stdout);
}

static void tear_down(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(inject_runs); i++)
        g_clear_pointer(&histories[i], history_free);
    g_clear_pointer(&injector, injector_free);
    g_clear_pointer(&trial, trial_free);
}

int main(void)
{
    proof_use_memory();
    Suite *suite = suite_create("powercut");
    TCase *tests = tcase_create("powercut");
    tcase_set_timeout(tests, 3600);
    tcase_add_unchecked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, test_powercut, 0, (int)G_N_ELEMENTS(inject_runs) * PARTS);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
