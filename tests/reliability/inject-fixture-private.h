/* inject-fixture-private: a run of the program under inject.so, as a test sees it.
 *
 *     Injector *injector = injector_new(trial);        // NULL: not where the sanitizers are
 *     injector_run(injector, run, INJECT_EIO, 17);     // the 17th call fails
 *     injector->control->path, ->calls, …
 */
#pragma once

#include <sys/mman.h>

#include "tests/reliability/inject-private.h"
#include "tests/reliability/trial-fixture-private.h"

#if defined(__SANITIZE_ADDRESS__)
#define INJECTOR_WORKS FALSE /* their library insists on being the first one */
#else
#define INJECTOR_WORKS TRUE
#endif

typedef struct {
    Trial *trial;
    char *library, *control_path, *log_path;
    InjectControl *control;
} Injector;

static inline Injector *injector_new(Trial *trial)
{
    if (!INJECTOR_WORKS) {
        printf("skipped: calls can't be made to fail under the address sanitizer\n");
        proof_figure(FIGURE_SKIPPED, 1);
        return NULL;
    }
    Injector *injector = g_new0(Injector, 1);
    injector->trial = trial;
    injector->library = proof_program("tests/reliability/inject.so");
    injector->control_path = g_build_filename(trial->scratch, "control", NULL);
    injector->log_path = g_build_filename(trial->scratch, "log", NULL);
    int fd = open(injector->control_path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    ck_assert(fd >= 0 && ftruncate(fd, sizeof *injector->control) == 0);
    injector->control =
        mmap(NULL, sizeof *injector->control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    ck_assert(injector->control != MAP_FAILED);
    close(fd);
    return injector;
}

static inline void injector_free(Injector *injector)
{
    if (injector == NULL)
        return;
    munmap(injector->control, sizeof *injector->control);
    g_free(injector->library);
    g_free(injector->control_path);
    g_free(injector->log_path);
    g_free(injector);
}

static inline const char *inject_fault_name(InjectFault fault)
{
    static const char *const names[] = {
        "nothing", "EIO", "ENOSPC from here on", "a short write", "a torn write and the end",
        "the end"};
    return names[fault];
}

static inline const char *inject_call_name(guint call)
{
    static const char *const names[] = {"none",   "create", "write", "truncate", "sync", "hint",
                                        "rename", "unlink", "mkdir", "rmdir",    "open"};
    return names[MIN(call, G_N_ELEMENTS(names) - 1)];
}

/* Runs it with the nth call (0: none) done in another way; logs the calls if told so. The status is
 * as of waitpid(). */
static inline int injector_run(Injector *injector, const TrialRun *run, InjectFault fault,
                               guint nth, gboolean log)
{
    const char *const environment[] = {
        "LD_PRELOAD",  injector->library,     "INJECT_CONTROL",          injector->control_path,
        "INJECT_ROOT", injector->trial->work, log ? "INJECT_LOG" : NULL, injector->log_path,
        NULL};
    memset(injector->control, 0, sizeof *injector->control);
    injector->control->fault = fault;
    injector->control->nth = nth;
    if (log)
        ck_assert(g_file_set_contents(injector->log_path, "", 0, NULL));
    const TrialChild child = {.environment = environment, .one_processor = TRUE};
    return trial_wait(trial_start(injector->trial, run, &child));
}

/* The runs that faults are put into: of one thread, so that calls come in the same order each time.
 */
static const TrialRun inject_runs[] = {
    {"a new index", BASE_NONE, TRIAL_LOADS, {"index", "-q", "-j1", "-m", "16M"}},
    {"replacements and a merge", BASE_SEVERAL, TRIAL_LOADS, {"index", "-q", "-j1", "-m", "16M"}},
    {"replacements in one segment", BASE_SINGLE, TRIAL_LOADS, {"index", "-q", "-j1", "-m", "16M"}},
    {"remove", BASE_SEVERAL, TRIAL_REMOVES, {"remove", "-q"}},
    {"compact", BASE_SEVERAL, TRIAL_KEEPS, {"compact"}},
    {"reindex", BASE_SEVERAL, TRIAL_KEEPS, {"reindex"}},
};
