/* dateline lock: a command runs while no writer changes the index. */
#include "indexer/commands.h"

#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "console/command-line.h"
#include "console/console.h"
#include "indexer/lock.h"
#include "indexer/report.h"
#include "xapian-c/layout.h"

typedef struct {
    const char *index;
    gboolean wait;
} Options;

#define PLACE(member) G_STRUCT_OFFSET(Options, member)

static const Option rows[] = {
    OPTION_INDEX_ROW(PLACE(index)),
    OPTION_WAIT_ROW(PLACE(wait)),
    OPTION_HELP_ROW,
};

static const OptionTable usage = {
    .command = "dateline lock",
    .usage = "[OPTION]... -- COMMAND [ARGUMENT]...",
    .about = "Run a command while no writer may change the index, so that it can be copied to\n"
             "other machines. Searching goes on. Options of the command are told from those\n"
             "of dateline by '--'.\n",
    .options = rows,
    .count = G_N_ELEMENTS(rows),
    .words = WORDS_ANY,
    .examples = "dateline lock -i news -- cp -a news news.copy\n"
                "dateline lock -i news -- tar -czf news.tar.gz news\n",
    .status = "that of the command; 128 + N if signal N ended it, 127 if there is\n"
              "no such command, 126 if it can't be run, 2 if the index is not there or another\n"
              "writer has the lock",
};

#define STATUS_ERROR 2
#define STATUS_NOT_RUN 126
#define STATUS_NOT_FOUND 127
#define STATUS_SIGNAL 128

/* Ctrl-C is for the command; the lock is held until that has ended. */
static void ignore_interrupts(struct sigaction *interrupt, struct sigaction *quit)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGINT, &ignore, interrupt);
    sigaction(SIGQUIT, &ignore, quit);
}

/* What the child had from its parent before. */
typedef struct {
    struct sigaction interrupt, quit;
} Handlers;

static void restore(gpointer data)
{
    const Handlers *handlers = data;
    sigaction(SIGINT, &handlers->interrupt, NULL);
    sigaction(SIGQUIT, &handlers->quit, NULL);
    console_restore_signals();
    /* The lock goes with this program: the command must not go on without it. */
    prctl(PR_SET_PDEATHSIG, SIGTERM);
}

static int report_not_run(const char *program, const GError *error)
{
    gboolean missing = g_error_matches(error, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT);
    gboolean denied = g_error_matches(error, G_SPAWN_ERROR, G_SPAWN_ERROR_ACCES);
    report_line("can't run '%s': %s", program,
                missing  ? g_strerror(ENOENT)
                : denied ? g_strerror(EACCES)
                         : error->message);
    return missing ? STATUS_NOT_FOUND : STATUS_NOT_RUN;
}

/* The command's exit status, as a shell gives it. */
static int run(char **command)
{
    g_autoptr(GError) error = NULL;
    Handlers handlers;
    GPid pid;
    int status;
    ignore_interrupts(&handlers.interrupt, &handlers.quit);
    if (!g_spawn_async(NULL, command, NULL,
                       G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_CHILD_INHERITS_STDIN,
                       restore, &handlers, &pid, &error)) {
        return report_not_run(command[0], error);
    }
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return STATUS_ERROR;
    return WIFEXITED(status) ? WEXITSTATUS(status) : STATUS_SIGNAL + WTERMSIG(status);
}

static int run_locked(const char *index, gboolean wait, char **command)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(IndexSettings) settings = layout_read_settings(index, &error);
    g_autofree char *path = g_build_filename(index, LAYOUT_LOCK, NULL);
    g_autoptr(IndexLock) lock = settings != NULL ? index_lock_take(path, wait, &error) : NULL;
    if (lock == NULL) {
        report_error(error->message);
        return STATUS_ERROR;
    }
    return run(command);
}

int command_lock(int argc, char **argv)
{
    Options options = {0};
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    int status;
    if (!command_line_read(&usage, argc, argv, &options, words, &status))
        return status;
    if (words->len == 0) {
        report_line("lock the index for which command? For example: dateline lock -- rsync -a news/ "
                    "replica:news/ (see 'dateline lock --help')");
        return STATUS_ERROR;
    }
    g_ptr_array_add(words, NULL);
    g_autofree char *index = command_index_path(options.index);
    return run_locked(index, options.wait, (char **)words->pdata);
}
