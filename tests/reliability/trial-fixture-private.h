/* trial-fixture-private: a folder with inputs and indexes to start from, runs of the programs that something
 * is done to, and the promises that hold after it.
 *
 *     Trial *trial = trial_new(200);
 *     trial_restore(trial, run);                        // the index as it was before the run
 *     trial_start(trial, run, NULL, …), trial_wait()    // …which something happens to
 *     View *seen = trial_look(trial, run, NULL);        // nothing lost, nothing torn
 *     trial_complete(trial, run, seen);                 // the next run does the rest, leaves nothing lying about
 *
 * A promise that does not hold fails the test with trial->where, which says how it is repeated. */
#pragma once

#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "tests/reliability/kill-fixture-private.h"

typedef enum {
    BASE_NONE,    /* no index, nor the folder above it */
    BASE_SINGLE,  /* one segment */
    BASE_SEVERAL, /* eight: a run that adds one ends with a merge */
    BASES
} Base;

typedef enum { TRIAL_LOADS, TRIAL_KEEPS, TRIAL_REMOVES } TrialEffect;

typedef struct {
    const char *name;
    Base base;
    TrialEffect effect;
    const char *argv[8];
} TrialRun;

/* What a failed promise counts as, in the table at the end. */
#define FIGURE_LOST "articles lost"
#define FIGURE_TORN "articles torn"
#define FIGURE_CRASHES "crashes"
#define FIGURE_LEAKS "leaks"
#define FIGURE_FAULTS "faults injected"
#define FIGURE_RUNS "runs"
#define FIGURE_SKIPPED "skipped"

typedef struct {
    Numbers numbers;
    char *scratch, *old_path, *new_path, *gone_path;
    char *work;  /* the folder that holds the index, and nothing else */
    char *above; /* a folder in it */
    char *index; /* in that */
    char *said;  /* a file: what the last run said on stderr */
    char *tmp;   /* the folder for temporary files that runs are told of */
    char *base[BASES];
    View *empty, *old_view, *new_view;
    GHashTable *gone; /* identities in gone_path */
    guint seed;
    char *where; /* what is being done, for the text of a failure */
} Trial;

static inline guint trial_number(const char *name, guint otherwise)
{
    const char *text = g_getenv(name);
    return text != NULL && *text != '\0' ? (guint)strtoul(text, NULL, 10) : otherwise;
}

/* Sets trial->where. */
static inline void G_GNUC_PRINTF(2, 3) trial_at(Trial *trial, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_free(trial->where);
    trial->where = g_strdup_vprintf(format, arguments);
    va_end(arguments);
}

/* Fails the test, and counts it in the table. */
static inline void trial_fail(const Trial *trial, const char *figure, const char *what)
{
    g_autofree char *said = NULL;
    g_file_get_contents(trial->said, &said, NULL, NULL);
    proof_figure(figure, 1);
    ck_abort_msg("%s: %s; the last run said: %.500s", trial->where, what, said != NULL ? said : "nothing");
}

/* ---- runs -------------------------------------------------------------------------------------*/

/* What the child does before the program: all of it is optional. */
typedef struct {
    const char *const *environment; /* name, value, …, NULL */
    int limit;                      /* a resource of setrlimit(); 0 with no most: none */
    rlim_t most;
    gboolean one_processor; /* so that threads are as many on every machine, and calls come in order */
    uid_t user;             /* 0: as it is */
} TrialChild;

static inline void trial_child(gpointer data)
{
    const TrialChild *child = data;
    if (child->one_processor) {
        cpu_set_t set;
        int cpu = sched_getcpu();
        CPU_ZERO(&set);
        CPU_SET(cpu >= 0 ? cpu : 0, &set);
        (void)sched_setaffinity(0, sizeof set, &set);
    }
    /* As in a login; whoever runs the tests may have it ignored. */
    signal(SIGXFSZ, SIG_DFL);
    if (child->most > 0)
        setrlimit((__rlimit_resource_t)child->limit, &(struct rlimit){child->most, child->most});
    if (child->user != 0 && (setgroups(0, NULL) != 0 || setgid(child->user) != 0 || setuid(child->user) != 0))
        _exit(99);
}

/* Starts argv; its stderr goes to trial->said, its stdout nowhere. */
static inline pid_t trial_spawn(const Trial *trial, const char *const *argv, const TrialChild *child)
{
    static const TrialChild plain;
    child = child != NULL ? child : &plain;
    g_auto(GStrv) environment = g_environ_setenv(g_get_environ(), "TMPDIR", trial->tmp, TRUE);
    for (gsize i = 0; child->environment != NULL && child->environment[i] != NULL; i += 2)
        environment = g_environ_setenv(environment, child->environment[i], child->environment[i + 1], TRUE);
    int said = open(trial->said, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    ck_assert_int_ge(said, 0);
    GPid pid;
    g_autoptr(GError) error = NULL;
    gboolean started = g_spawn_async_with_fds(
        NULL, (char **)argv, environment, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL,
        child == &plain ? NULL : trial_child, (gpointer)child, &pid, -1, -1, said, &error);
    close(said);
    ck_assert_msg(started, "%s", error != NULL ? error->message : "");
    return pid;
}

static inline pid_t trial_start(const Trial *trial, const TrialRun *run, const TrialChild *child)
{
    g_autofree char *program = proof_program("dateline-index");
    const char *argv[PROOF_ARGUMENTS_MAX] = {program};
    gsize count = 1;
    for (gsize i = 0; run->argv[i] != NULL; i++)
        argv[count++] = run->argv[i];
    argv[count++] = "-i";
    argv[count++] = trial->index;
    if (run->effect == TRIAL_LOADS)
        argv[count++] = trial->new_path;
    if (run->effect == TRIAL_REMOVES) {
        argv[count++] = "--identities";
        argv[count++] = trial->gone_path;
    }
    return trial_spawn(trial, argv, child);
}

/* The status that a run ends with, as of waitpid(). */
static inline int trial_wait(pid_t pid)
{
    int status;
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    proof_figure(FIGURE_RUNS, 1);
    return status;
}

static inline gboolean trial_said(const Trial *trial, const char *words)
{
    g_autofree char *text = NULL;
    return g_file_get_contents(trial->said, &text, NULL, NULL) && strstr(text, words) != NULL;
}

/* A run that ends by a signal, other than one that was sent to it, has crashed; so has one that tells so. */
static inline void trial_no_crash(const Trial *trial, int status)
{
    if (WIFEXITED(status) && !trial_said(trial, "dateline: crashed"))
        return;
    g_autofree char *what = g_strdup_printf("ended by signal %d", WIFEXITED(status) ? 0 : WTERMSIG(status));
    trial_fail(trial, FIGURE_CRASHES, what);
}

/* The message of a run that failed: a line or a few, none of them empty, that begin with the program's name. */
static inline void trial_has_message(const Trial *trial)
{
    g_autofree char *said = NULL;
    g_file_get_contents(trial->said, &said, NULL, NULL);
    if (said == NULL || !g_str_has_prefix(said, "dateline: ") || strlen(said) < 20)
        trial_fail(trial, FIGURE_CRASHES, "failed without a message");
}

static inline void trial_restore(const Trial *trial, const TrialRun *run)
{
    if (g_file_test(trial->above, G_FILE_TEST_EXISTS))
        test_remove(g_strdup(trial->above));
    if (run->base == BASE_NONE)
        return;
    ck_assert_int_eq(g_mkdir(trial->above, 0777), 0);
    proof_copy(trial->base[run->base], trial->index);
}

/* ---- promises ---------------------------------------------------------------------------------*/

static inline Expected trial_expected(const Trial *trial, const TrialRun *run)
{
    return (Expected){run->base == BASE_NONE ? trial->empty : trial->old_view, trial->new_view,
                      run->effect == TRIAL_REMOVES ? trial->gone : NULL};
}

static inline View *view_new(void)
{
    View *view = g_new0(View, 1);
    view->records = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
    view->docids = g_array_new(FALSE, FALSE, sizeof(guint32));
    return view;
}

/* What the index shows, of which nothing is lost, torn or, beside what it showed before (may be NULL), taken
 * back. Where there was no index, there may be none yet: then the view is empty. */
static inline View *trial_look(const Trial *trial, const TrialRun *run, const View *before)
{
    g_autoptr(GError) error = NULL;
    View *view = view_of(trial->index, &error);
    gboolean absent = g_error_matches(error, INDEX_ERROR, INDEX_ERROR_NOT_FOUND) ||
                      g_error_matches(error, INDEX_ERROR, INDEX_ERROR_NOT_AN_INDEX);
    if (view == NULL && run->base == BASE_NONE && absent)
        view = view_new();
    else if (view == NULL)
        trial_fail(trial, FIGURE_LOST, error->message);
    const Expected expected = trial_expected(trial, run);
    Findings findings = view_judge(&expected, view, before);
    proof_figure(FIGURE_LOST, findings.lost + findings.undone);
    proof_figure(FIGURE_TORN, findings.torn + findings.twice + findings.partly);
    if (findings_bad(&findings) > 0) {
        g_autofree char *what = g_strdup_printf("%u lost, %u torn, %u twice, %u old again%s", findings.lost,
                                                findings.torn, findings.twice, findings.undone,
                                                findings.partly ? ", removed in part" : "");
        trial_fail(trial, FIGURE_TORN, what);
    }
    return view;
}

/* Xapian's own check of all segments. */
static inline void trial_check(const Trial *trial)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) names = layout_read_stub(trial->index, &error);
    if (names == NULL)
        return; /* no index yet: trial_look() says whether that may be */
    g_autoptr(GPtrArray) segments = proof_segments(trial->index);
    for (guint i = 0; i < segments->len; i++)
        proof_check(trial->where, segments->pdata[i]);
}

/* Whether a load's list of what it did not take is there, with the one line that it has. */
static inline gboolean trial_has_rejects(const Trial *trial)
{
    g_autofree char *path = g_build_filename(trial->index, LAYOUT_REJECTS, NULL);
    g_autofree char *text = NULL;
    gsize length;
    return g_file_get_contents(path, &text, &length, NULL) && length > 0 &&
           strchr(text, '\n') == text + length - 1;
}

/* Whether a view is all that the run was to do. */
static inline gboolean trial_is_done(const Trial *trial, const TrialRun *run, const View *view)
{
    if (run->effect == TRIAL_LOADS && !trial_has_rejects(trial))
        return FALSE;
    const Expected expected = trial_expected(trial, run);
    Findings findings = view_judge(&expected, view, NULL);
    const Numbers n = trial->numbers;
    guint load = run->effect == TRIAL_LOADS ? n.last - n.added + 1 : 0;
    guint changed = run->effect == TRIAL_LOADS ? n.changed : 0;
    if (run->base == BASE_NONE)
        return findings.added == g_hash_table_size(trial->new_view->records);
    return findings.replaced == changed && findings.added == load &&
           findings.removed == (run->effect == TRIAL_REMOVES ? g_hash_table_size(trial->gone) : 0);
}

/* Fails the test unless the run's work is all done and nothing lies about: to be called after a run that
 * nobody disturbed. */
static inline void trial_finished(const Trial *trial, const TrialRun *run, const View *before)
{
    g_autoptr(View) view = trial_look(trial, run, before);
    if (!trial_is_done(trial, run, view))
        trial_fail(trial, FIGURE_LOST, "the next run did not complete the work");
    static const char *const above[] = {"above"}, *const index[] = {"index"};
    g_autoptr(GString) outside = g_string_new(NULL);
    kill_strays_in(trial->work, above, 1, outside);
    kill_strays_in(trial->above, index, 1, outside);
    kill_strays_in(trial->tmp, NULL, 0, outside);
    g_autofree char *strays = kill_strays(trial->index);
    if (*strays != '\0' || outside->len > 0)
        trial_fail(trial, FIGURE_LEAKS, outside->len > 0 ? outside->str : strays);
}

/* The same run again, undisturbed: it must do what is left, and leave nothing lying about. */
static inline void trial_complete(const Trial *trial, const TrialRun *run, const View *before)
{
    int status = trial_wait(trial_start(trial, run, NULL));
    trial_no_crash(trial, status);
    if (WEXITSTATUS(status) != 0)
        trial_fail(trial, FIGURE_CRASHES, "the next run failed");
    trial_finished(trial, run, before);
}

/* ---- set-up -----------------------------------------------------------------------------------*/

/* An index in several segments: the articles come in eight runs. */
static inline void trial_make_several(const char *index, const char *old_path)
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

/* Every seventh article is to go: some of each segment. */
static inline void trial_choose_gone(Trial *trial)
{
    g_autoptr(GList) identities = g_hash_table_get_keys(trial->old_view->records);
    g_autoptr(GString) text = g_string_new(NULL);
    identities = g_list_sort(g_steal_pointer(&identities), (GCompareFunc)strcmp);
    guint number = 0;
    for (const GList *at = identities; at != NULL; at = at->next)
        if (number++ % 7 == 3) {
            g_hash_table_add(trial->gone, g_strdup(at->data));
            g_string_append_printf(text, "%s\n", (const char *)at->data);
        }
    ck_assert(g_file_set_contents(trial->gone_path, text->str, (gssize)text->len, NULL));
}

/* count: of the articles that there are before a run. */
static inline Trial *trial_new(guint count)
{
    Trial *trial = g_new0(Trial, 1);
    trial->numbers = kill_numbers(count);
    trial->scratch = test_tmpdir();
    trial->old_path = g_build_filename(trial->scratch, "old.jsonl", NULL);
    trial->new_path = g_build_filename(trial->scratch, "new.jsonl", NULL);
    trial->gone_path = g_build_filename(trial->scratch, "gone", NULL);
    trial->said = g_build_filename(trial->scratch, "said", NULL);
    trial->tmp = g_build_filename(trial->scratch, "tmp", NULL);
    trial->work = g_build_filename(trial->scratch, "work", NULL);
    trial->above = g_build_filename(trial->work, "above", NULL);
    trial->index = g_build_filename(trial->above, "index", NULL);
    trial->base[BASE_SINGLE] = g_build_filename(trial->scratch, "single", NULL);
    trial->base[BASE_SEVERAL] = g_build_filename(trial->scratch, "several", NULL);
    trial->gone = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    trial->seed = trial_number("SEED", 20140808);
    trial_at(trial, "set-up");
    ck_assert(g_mkdir(trial->work, 0777) == 0 && g_mkdir(trial->tmp, 0777) == 0);
    kill_write_inputs(trial->numbers, trial->old_path, trial->new_path);
    trial_make_several(trial->base[BASE_SEVERAL], trial->old_path);
    proof_index("index", "-q", "-j1", "-i", trial->base[BASE_SINGLE], trial->old_path, NULL);
    g_autofree char *fresh = g_build_filename(trial->scratch, "fresh", NULL);
    proof_index("index", "-q", "-j1", "-i", fresh, trial->new_path, NULL);
    trial->empty = view_new();
    trial->old_view = view_of(trial->base[BASE_SINGLE], NULL);
    trial->new_view = view_of(fresh, NULL);
    ck_assert(trial->old_view != NULL && trial->new_view != NULL);
    const Numbers n = trial->numbers;
    ck_assert_uint_eq(g_hash_table_size(trial->old_view->records), n.old_last);
    ck_assert_uint_eq(g_hash_table_size(trial->new_view->records), n.same + n.last - n.added + 1);
    trial_choose_gone(trial);
    return trial;
}

static inline void trial_free(Trial *trial)
{
    test_remove(trial->scratch);
    g_free(trial->old_path);
    g_free(trial->new_path);
    g_free(trial->gone_path);
    g_free(trial->said);
    g_free(trial->tmp);
    g_free(trial->work);
    g_free(trial->above);
    g_free(trial->index);
    for (int i = 0; i < BASES; i++)
        g_free(trial->base[i]);
    view_free(trial->empty);
    view_free(trial->old_view);
    view_free(trial->new_view);
    g_hash_table_unref(trial->gone);
    g_free(trial->where);
    g_free(trial);
}
