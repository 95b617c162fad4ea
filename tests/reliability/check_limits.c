/* Where there is no room, too little memory, no descriptor left or no permission, a run says so and
 * ends with status 2; the index is as it was, or holds whole articles more; and a later run with
 * room completes the work. A search says so too, or answers right.
 *
 * SEED and ONLY have no meaning here: nothing is drawn. check_fault.c has the disk full at every
 * call. */
#include <check.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include "tests/reliability/trial-fixture-private.h"

#define WHOLE_ARTICLES 300
#define QUICK_ARTICLES 100
#define NOBODY 65534
#define QUICK_EVERY 7 /* of the quick part: one of so many limits for each run */
#define KIB ((rlim_t)1024)
#define MIB (1024 * KIB)
#define ROOM "size=256m"
/* The shell's, and the dynamic loader's when it can't load a library. */
#define STATUS_NOT_STARTED 127

static const TrialRun runs[] = {
    {"a new index", BASE_NONE, TRIAL_LOADS, {"index", "-q", "-j2", "-m", "16M"}},
    {"replacements and a merge", BASE_SEVERAL, TRIAL_LOADS, {"index", "-q", "-j2", "-m", "16M"}},
    {"remove", BASE_SEVERAL, TRIAL_REMOVES, {"remove", "-q"}},
    {"compact", BASE_SEVERAL, TRIAL_KEEPS, {"compact"}},
    {"reindex", BASE_SEVERAL, TRIAL_KEEPS, {"reindex"}},
};

static Trial *trial;

static void set_up(void)
{
    trial = trial_new(proof_is_whole() ? WHOLE_ARTICLES : QUICK_ARTICLES);
}

static void tear_down(void)
{
    g_clear_pointer(&trial, trial_free);
}

static void skip(const char *why)
{
    printf("skipped: %s\n", why);
    fflush(stdout);
    proof_figure(FIGURE_SKIPPED, 1);
}

/* ---- what a run under a limit may do ----------------------------------------------------------*/

/* Whether GLib was refused memory, or a thread for lack of it: it ends the process itself. */
static gboolean ended_by_glib(int status)
{
    gboolean aborted = (WIFSIGNALED(status) && WTERMSIG(status) == SIGTRAP) ||
                       trial_said(trial, "dateline: crashed (SIGABRT)");
    return aborted &&
           (trial_said(trial, "failed to allocate") || trial_said(trial, "Error creating thread"));
}

/* The loader could not load a library. */
static gboolean was_not_started(int status)
{
    return WEXITSTATUS(status) == STATUS_NOT_STARTED && trial_said(trial, "shared librar");
}

/* TRUE if it did all; FALSE if it failed as it should: with status 2 and words that name the
 * reason. */
static gboolean judge(int status, const char *words)
{
    trial_no_crash(trial, status);
    if (WEXITSTATUS(status) == 0)
        return TRUE;
    if (was_not_started(status))
        return FALSE;
    if (WEXITSTATUS(status) != 2)
        trial_fail(trial, FIGURE_CRASHES, "ended with another status than 0 or 2");
    trial_has_message(trial);
    if (!trial_said(trial, words))
        trial_fail(trial, FIGURE_CRASHES, "the message does not give the reason");
    return FALSE;
}

/* What holds after any run that something was in the way of. Returns what the index shows. */
static View *judge_index(const TrialRun *run, gboolean done)
{
    View *view = trial_look(trial, run, NULL);
    if (done && !trial_is_done(trial, run, view))
        trial_fail(trial, FIGURE_LOST, "the run said that all was done");
    trial_check(trial);
    return view;
}

typedef struct {
    const char *name;
    __rlimit_resource_t resource;
    const char *words; /* in the message; NULL: memory, for which GLib may end the process */
    rlim_t most[16];
} Limit;

static const Limit limits[] = {
    {"size of files",
     RLIMIT_FSIZE,
     "File too large",
     {4 * KIB, 8 * KIB, 20 * KIB, 40 * KIB, 80 * KIB, 160 * KIB, 320 * KIB, 1000 * KIB}},
    {"open files",
     RLIMIT_NOFILE,
     "Too many open files",
     {4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16, 20, 24, 32, 48}},
    {"address space",
     RLIMIT_AS,
     NULL,
     {10 * MIB, 16 * MIB, 22 * MIB, 28 * MIB, 40 * MIB, 60 * MIB, 70 * MIB, 80 * MIB, 90 * MIB,
      100 * MIB, 120 * MIB, 140 * MIB, 180 * MIB, 260 * MIB}},
};

/* The sanitizers take terabytes of address space, and a descriptor now and then. */
static gboolean is_possible(const Limit *limit)
{
#if defined(__SANITIZE_ADDRESS__)
    if (limit->resource != RLIMIT_FSIZE) {
        skip("limits of address space and open files under the sanitizers");
        return FALSE;
    }
#endif
    return limit->resource != RLIMIT_NLIMITS;
}

static gboolean judge_limited(const Limit *limit, int status)
{
    if (limit->words == NULL && ended_by_glib(status))
        return FALSE;
    return judge(status, limit->words != NULL ? limit->words : "emory");
}

static guint play_limit(const TrialRun *run, const Limit *limit, rlim_t most)
{
    const TrialChild child = {.limit = (int)limit->resource, .most = most};
    trial_at(trial, "%s, limit of %s: %" G_GUINT64_FORMAT, run->name, limit->name, (guint64)most);
    trial_restore(trial, run);
    gboolean done = judge_limited(limit, trial_wait(trial_start(trial, run, &child)));
    g_autoptr(View) view = judge_index(run, done);
    trial_complete(trial, run, view);
    return !done;
}

START_TEST(a_limit)
{
    const Limit *limit = &limits[_i];
    guint failed = 0, every = proof_is_whole() ? 1 : QUICK_EVERY;
    if (!is_possible(limit))
        return;
    for (gsize run = 0; run < G_N_ELEMENTS(runs); run++)
        for (gsize i = run % every; i < G_N_ELEMENTS(limit->most) && limit->most[i] > 0; i += every)
            failed += play_limit(&runs[run], limit, limit->most[i]);
    ck_assert_msg(failed > 0, "no limit of %s was in the way of any run", limit->name);
    proof_figure(FIGURE_FAULTS, failed);
}
END_TEST

/* ---- searching under a limit ------------------------------------------------------------------*/

static const char *const searches[][6] = {
    {"search", "-q", "-n", "3", PROOF_WORD},
    {"kwic", "-q", "-n", "3", PROOF_WORD},
    {"search", "-q", "-n", "3", "rep* OR \"in version\""},
};

/* 0 and the right answer, or 2 and why there is none. */
static guint play_search(const char *const *words, const Limit *limit, rlim_t most,
                         const char *right)
{
    g_autofree char *program = proof_program("dateline");
    g_autofree char *answer = NULL, *complaint = NULL;
    const char *argv[PROOF_ARGUMENTS_MAX] = {program};
    gsize count = 1;
    for (gsize i = 0; i < G_N_ELEMENTS(searches[0]) && words[i] != NULL; i++)
        argv[count++] = words[i];
    argv[count++] = "-i";
    argv[count++] = trial->base[BASE_SEVERAL];
    const TrialChild child = {.limit = (int)limit->resource, .most = most};
    int status;
    trial_at(trial, "search for %s, limit of %s: %" G_GUINT64_FORMAT, argv[count - 3], limit->name,
             (guint64)most);
    ck_assert(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, trial_child,
                           (gpointer)&child, &answer, &complaint, &status, NULL));
    ck_assert(g_file_set_contents(trial->said, complaint, -1, NULL));
    proof_figure(FIGURE_RUNS, 1);
    if (!judge_limited(limit, status))
        return 1;
    if (right != NULL && strcmp(answer, right) != 0) {
        proof_figure("silently wrong answers", 1);
        trial_fail(trial, FIGURE_TORN, "another answer than without the limit");
    }
    return 0;
}

static char *ask(const char *const *words)
{
    g_autofree char *program = proof_program("dateline");
    const char *argv[PROOF_ARGUMENTS_MAX] = {program};
    char *answer = NULL;
    gsize count = 1;
    for (gsize i = 0; i < G_N_ELEMENTS(searches[0]) && words[i] != NULL; i++)
        argv[count++] = words[i];
    argv[count++] = "-i";
    argv[count++] = trial->base[BASE_SEVERAL];
    proof_spawn(argv, &answer, NULL);
    return answer;
}

START_TEST(a_search_under_a_limit)
{
    const Limit *limit = &limits[_i];
    guint failed = 0, every = proof_is_whole() ? 1 : 3;
    if (limit->resource == RLIMIT_FSIZE || !is_possible(limit))
        return;
    for (gsize search = 0; search < G_N_ELEMENTS(searches); search++) {
        g_autofree char *right = ask(searches[search]);
        for (gsize i = 0; i < G_N_ELEMENTS(limit->most) && limit->most[i] > 0; i += every)
            failed += play_search(searches[search], limit, limit->most[i], right);
    }
    ck_assert_msg(failed > 0, "no limit of %s was in the way of any search", limit->name);
    proof_figure(FIGURE_FAULTS, failed);
}
END_TEST

/* ---- a full disk ------------------------------------------------------------------------------*/

static gboolean tell_kernel(const char *path, const char *text)
{
    return g_file_set_contents_full(path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL);
}

/* Makes this process root in a world of its own, where the system has that. */
static gboolean become_root(void)
{
    g_autofree char *users = g_strdup_printf("0 %u 1\n", (guint)geteuid());
    g_autofree char *groups = g_strdup_printf("0 %u 1\n", (guint)getegid());
    return unshare(CLONE_NEWUSER) == 0 && tell_kernel("/proc/self/uid_map", users) &&
           tell_kernel("/proc/self/setgroups", "deny") && tell_kernel("/proc/self/gid_map", groups);
}

/* TRUE if this process may mount file systems; they go away with it. */
static gboolean may_mount(void)
{
    if ((geteuid() != 0 && !become_root()) || unshare(CLONE_NEWNS) != 0)
        return FALSE;
    return mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount("none", trial->work, "tmpfs", 0, ROOM) == 0;
}

static guint64 bytes_below(const char *path)
{
    guint64 sum = 0;
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
        g_autofree char *below = g_build_filename(path, name, NULL);
        struct stat info;
        if (lstat(below, &info) == 0 && S_ISDIR(info.st_mode))
            sum += bytes_below(below);
        else
            sum += (guint64)info.st_blocks * 512;
    }
    return sum;
}

static void set_room(guint64 bytes)
{
    g_autofree char *size = g_strdup_printf("size=%" G_GUINT64_FORMAT, bytes);
    ck_assert_int_eq(mount("none", trial->work, "tmpfs", MS_REMOUNT, bytes > 0 ? size : ROOM), 0);
}

/* The disk has room for so many KiB more than the index takes before the run. */
static guint play_full(const TrialRun *run, guint64 more)
{
    trial_at(trial, "%s, room for %" G_GUINT64_FORMAT " KiB more", run->name, more);
    set_room(0);
    trial_restore(trial, run);
    set_room(bytes_below(trial->work) + more * 1024);
    gboolean done = judge(trial_wait(trial_start(trial, run, NULL)), "No space left");
    g_autoptr(View) view = judge_index(run, done);
    set_room(0);
    trial_complete(trial, run, view);
    return !done;
}

START_TEST(a_full_disk)
{
    static const guint64 rooms[] = {4, 8, 20, 40, 80, 120, 200, 300, 500, 800, 1200, 1700, 2500};
    guint failed = 0, every = proof_is_whole() ? 1 : QUICK_EVERY;
    if (!may_mount()) {
        skip("no small disk: a tmpfs can't be mounted here");
        return;
    }
    for (gsize run = 0; run < G_N_ELEMENTS(runs); run++)
        for (gsize i = run % every; i < G_N_ELEMENTS(rooms); i += every)
            failed += play_full(&runs[run], rooms[i]);
    ck_assert_msg(failed > 0, "no disk was full");
    proof_figure(FIGURE_FAULTS, failed);
}
END_TEST

/* ---- permissions ------------------------------------------------------------------------------*/

/* Who is refused things: nobody where this is root, else this user himself. FALSE if he can't run
 * the program. */
static gboolean find_nobody(TrialChild *child)
{
    *child = (TrialChild){.user = geteuid() == 0 ? NOBODY : 0};
    if (child->user == 0)
        return TRUE;
    ck_assert(chmod(trial->scratch, 0755) == 0 && chmod(trial->work, 0777) == 0);
    g_autofree char *program = proof_program("dateline-index");
    const char *const argv[] = {program, "--version", NULL};
    int status;
    g_autoptr(GError) error = NULL;
    if (g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, trial_child, child,
                     NULL, NULL, &status, &error) &&
        WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return TRUE;
    skip("permissions: nobody can't run the program where it lies");
    return FALSE;
}

static void allow_all(const char *path, mode_t mode)
{
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
        g_autofree char *below = g_build_filename(path, name, NULL);
        allow_all(below, mode);
    }
    ck_assert_int_eq(chmod(path, dir != NULL ? mode | 0111 : mode), 0);
}

/* An index that may be read and not written. */
START_TEST(an_index_that_may_not_be_written)
{
    TrialChild nobody;
    if (!find_nobody(&nobody))
        return;
    for (gsize i = 0; i < G_N_ELEMENTS(runs); i++) {
        const TrialRun *run = &runs[i];
        trial_at(trial, "%s, as one who may not write", run->name);
        trial_restore(trial, run);
        if (run->base == BASE_NONE)
            ck_assert_int_eq(g_mkdir(trial->above, 0555), 0);
        allow_all(trial->above, 0444);
        allow_all(trial->old_path, 0644);
        int status = trial_wait(trial_start(trial, run, &nobody));
        allow_all(trial->above, 0644);
        ck_assert_msg(!judge(status, "Permission denied"), "%s: nobody could write", run->name);
        View *view = judge_index(run, FALSE);
        trial_complete(trial, run, view);
        view_free(view);
        proof_figure(FIGURE_FAULTS, 1);
    }
}
END_TEST

/* An input that is named and can't be read fails the run; one in a folder costs itself, and is
 * listed. */
START_TEST(an_input_that_may_not_be_read)
{
    TrialChild nobody;
    if (!find_nobody(&nobody))
        return;
    const TrialRun *run = &runs[0];
    trial_at(trial, "an input that may not be read");
    trial_restore(trial, run);
    ck_assert_int_eq(chmod(trial->new_path, 0), 0);
    ck_assert_msg(!judge(trial_wait(trial_start(trial, run, &nobody)), "Permission denied"),
                  "it was read");
    ck_assert_int_eq(chmod(trial->new_path, 0644), 0);
    trial_complete(trial, run, NULL);

    g_autofree char *folder = g_build_filename(trial->scratch, "folder", NULL);
    g_autofree char *closed = g_build_filename(folder, "closed.jsonl", NULL);
    g_autofree char *open_one = g_build_filename(folder, "open.jsonl", NULL);
    g_autofree char *rejects = g_build_filename(trial->index, LAYOUT_REJECTS, NULL);
    g_autofree char *listed = NULL, *program = proof_program("dateline-index");
    const char *const argv[] = {program, "index", "-q", "-i", trial->index, folder, NULL};
    ck_assert_int_eq(g_mkdir(folder, 0755), 0);
    proof_copy(trial->new_path, open_one);
    proof_copy(trial->old_path, closed);
    ck_assert(chmod(closed, 0) == 0 && chmod(open_one, 0644) == 0);
    test_remove(g_strdup(trial->above));
    ck_assert(g_mkdir(trial->above, 0777) == 0 && chmod(trial->above, 0777) == 0);
    int status = trial_wait(trial_spawn(trial, argv, &nobody));
    ck_assert(chmod(closed, 0644) == 0);
    ck_assert_msg(judge(status, ""), "a file in a folder failed the run");
    ck_assert_msg(g_file_get_contents(rejects, &listed, NULL, NULL) &&
                      strstr(listed, "closed.jsonl") != NULL,
                  "what could not be read is not listed");
    g_autoptr(View) view = view_of(trial->index, NULL);
    ck_assert_uint_eq(g_hash_table_size(view->records),
                      g_hash_table_size(trial->new_view->records));
    proof_figure(FIGURE_FAULTS, 2);
}
END_TEST

int main(void)
{
    proof_use_memory();
    Suite *suite = suite_create("limits");
    TCase *tests = tcase_create("limits");
    tcase_set_timeout(tests, 3600);
    tcase_add_unchecked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, a_limit, 0, G_N_ELEMENTS(limits));
    tcase_add_loop_test(tests, a_search_under_a_limit, 0, G_N_ELEMENTS(limits));
    tcase_add_test(tests, a_full_disk);
    tcase_add_test(tests, an_index_that_may_not_be_written);
    tcase_add_test(tests, an_input_that_may_not_be_read);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failures = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failures != 0;
}
