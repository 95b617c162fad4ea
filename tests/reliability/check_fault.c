/* The n-th call that changes a file fails, or is cut short, or is the last one of the process: for
 * every n of a few small runs. A call that failed is told (exit status 2 and a message), the index
 * keeps all its articles whole, and the next run completes the work.
 *
 * SEED in the environment: of what the quick part draws; ONLY: one fault, as a failure names it. */
#include <check.h>

#include "tests/reliability/inject-fixture-private.h"

#define ARTICLES 90
#define QUICK_FAULTS 36
#define PARTS 36

/* A fault to be put into a run: ONLY's number is made of it. */
typedef struct {
    guint run, nth;
    InjectFault fault;
} Place;

#define FAULTS_MAX 10
#define CALLS_SPAN 10000

static guint place_number(const Place *place)
{
    return (place->run * CALLS_SPAN + place->nth) * FAULTS_MAX + place->fault;
}

static Place place_of(guint number)
{
    guint call = number / FAULTS_MAX;
    return (Place){call / CALLS_SPAN, call % CALLS_SPAN, number % FAULTS_MAX};
}

/* Whether a fault is another one than doing nothing, for a call of that kind. */
static gboolean applies(InjectFault fault, InjectCall call)
{
    switch (fault) {
    case INJECT_NOTHING:
        return FALSE;
    case INJECT_SHORT:
    case INJECT_TEAR:
        return call == INJECT_WRITE;
    case INJECT_NO_SPACE:
        return call == INJECT_WRITE || call == INJECT_CREATE || call == INJECT_MKDIR ||
               call == INJECT_SYNC;
    case INJECT_EIO:
    case INJECT_DIE:
        return TRUE;
    }
    return FALSE;
}

/* Calls that may fail without the run failing: the line in the lock is for people, a hint is one,
 * what can't be swept is swept by the next run, GLib tries to make a folder again after those above
 * it, and settings that a reindex can't write are written at its end. */
static gboolean may_be_passed_over(const TrialRun *run, InjectFault fault, InjectCall call,
                                   const char *path)
{
    if (call == INJECT_HINT || call == INJECT_UNLINK || call == INJECT_RMDIR ||
        (g_str_has_suffix(path, "/" LAYOUT_LOCK) && call != INJECT_CREATE))
        return TRUE;
    if (fault != INJECT_EIO)
        return FALSE;
    return (run->base == BASE_NONE && call == INJECT_MKDIR) ||
           (strcmp(run->argv[0], "reindex") == 0 &&
            (g_str_has_suffix(path, "/" LAYOUT_SETTINGS ".new") ||
             g_str_has_suffix(path, "/" LAYOUT_SETTINGS) || g_str_has_suffix(path, "/index")));
}

/* Made once; each test works on its own part of the places. */
static Trial *trial;
static Injector *injector;
static GArray *chosen; /* Place */

/* ---- one fault --------------------------------------------------------------------------------*/

static void judge_status(const TrialRun *run, const Place *place, int status)
{
    const InjectControl *control = injector->control;
    InjectCall call = control->kind[place->nth - 1];
    trial_no_crash(trial, status);
    gboolean dies = place->fault == INJECT_DIE || place->fault == INJECT_TEAR;
    gboolean passes = place->fault == INJECT_SHORT;
    switch (WEXITSTATUS(status)) {
    case INJECT_EXIT:
        if (!dies)
            trial_fail(trial, FIGURE_CRASHES, "ended of itself");
        return;
    case 2:
        if (dies || passes)
            trial_fail(trial, FIGURE_CRASHES, "failed though nothing did");
        trial_has_message(trial);
        return;
    case 0:
        if (dies || (!passes && !may_be_passed_over(run, place->fault, call, control->path)))
            trial_fail(trial, FIGURE_LOST, "a call failed, and the run did not");
        return;
    default:
        trial_fail(trial, FIGURE_CRASHES, "ended with another status than 0 or 2");
    }
}

/* What a run that came to its end, good or bad, leaves in memory of the system. */
static void judge_open_files(void)
{
    const InjectControl *control = injector->control;
    /* Xapian forgets to close its own new version file when a commit fails. */
    if (control->left_open == 0 || g_str_has_suffix(control->open_path, "/v.tmp"))
        return;
    g_autofree char *what =
        g_strdup_printf("%u files open at the end: '%s'", control->left_open, control->open_path);
    trial_fail(trial, FIGURE_LEAKS, what);
}

static void play(const Place *place)
{
    const TrialRun *run = &inject_runs[place->run];
    trial_restore(trial, run);
    trial_at(trial, "%s, %s at call %u (repeat with ONLY=%u)", run->name,
             inject_fault_name(place->fault), place->nth, place_number(place));
    int status = injector_run(injector, run, place->fault, place->nth, FALSE);
    if (injector->control->injected == 0) {
        /* Threads took turns in another way: the n-th call was none that can be cut short. */
        proof_figure("faults that met another call", 1);
        trial_no_crash(trial, status);
        return;
    }
    trial_at(trial, "%s, %s at call %u: %s of '%s' (repeat with ONLY=%u)", run->name,
             inject_fault_name(place->fault), place->nth,
             inject_call_name(injector->control->kind[place->nth - 1]), injector->control->path,
             place_number(place));
    judge_status(run, place, status);
    judge_open_files();
    g_autoptr(View) view = trial_look(trial, run, NULL);
    if (WEXITSTATUS(status) == 0 && !trial_is_done(trial, run, view))
        trial_fail(trial, FIGURE_LOST, "the run said that all was done");
    trial_check(trial);
    trial_complete(trial, run, view);
    proof_figure(FIGURE_FAULTS, 1);
}

/* ---- all of them ------------------------------------------------------------------------------*/

/* The faults that a run can meet, appended to places; the run is done once, to see its calls. */
static void find_places(guint number, GArray *places)
{
    const TrialRun *run = &inject_runs[number];
    trial_at(trial, "%s, undisturbed", run->name);
    trial_restore(trial, run);
    int status = injector_run(injector, run, INJECT_NOTHING, 0, FALSE);
    trial_no_crash(trial, status);
    if (WEXITSTATUS(status) != 0)
        trial_fail(trial, FIGURE_CRASHES, "failed");
    judge_open_files();
    trial_finished(trial, run, NULL);
    guint calls = injector->control->calls;
    ck_assert_msg(calls > 20 && calls < MIN(CALLS_SPAN, INJECT_CALLS_MAX), "%s: %u calls",
                  run->name, calls);
    for (guint nth = 1; nth <= calls; nth++)
        for (InjectFault fault = INJECT_EIO; fault <= INJECT_DIE; fault++)
            if (applies(fault, injector->control->kind[nth - 1])) {
                Place place = {number, nth, fault};
                g_array_append_val(places, place);
            }
}

static void choose(void)
{
    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(Place));
    for (guint run = 0; run < G_N_ELEMENTS(inject_runs); run++)
        find_places(run, places);
    guint count = proof_is_whole() ? places->len : QUICK_FAULTS;
    printf("seed %u, %u of %u faults\n", trial->seed, count, places->len);
    fflush(stdout);
    g_autoptr(GRand) random = g_rand_new_with_seed(trial->seed);
    for (guint i = 0; i < count; i++) {
        guint at = proof_is_whole() ? i : (guint)g_rand_int_range(random, 0, (gint32)places->len);
        g_array_append_val(chosen, g_array_index(places, Place, at));
    }
}

static void set_up(void)
{
    trial = trial_new(ARTICLES);
    injector = injector_new(trial);
    chosen = g_array_new(FALSE, FALSE, sizeof(Place));
    guint only = trial_number("ONLY", 0);
    Place place = place_of(only);
    if (only != 0 && place.run < G_N_ELEMENTS(inject_runs) && place.nth > 0)
        g_array_append_val(chosen, place);
    else if (injector != NULL)
        choose();
}

static void tear_down(void)
{
    g_clear_pointer(&injector, injector_free);
    g_clear_pointer(&trial, trial_free);
    g_clear_pointer(&chosen, g_array_unref);
}

/* In parts, so that one fault that goes wrong does not hide all others. */
START_TEST(test_fault)
{
    for (guint i = (guint)_i; injector != NULL && i < chosen->len; i += PARTS)
        play(&g_array_index(chosen, Place, i));
}
END_TEST

int main(void)
{
    proof_use_memory();
    Suite *suite = suite_create("fault");
    TCase *tests = tcase_create("fault");
    tcase_set_timeout(tests, 3600);
    tcase_add_unchecked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, test_fault, 0, PARTS);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
