#include "indexer/check-child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Of memory; a check needs 4 bytes for each document. */
#define MEMORY_LEAST (G_GUINT64_CONSTANT(1) << 30)

void check_child_say(int fd, const void *bytes, gsize length)
{
    const char *next = bytes;
    while (length > 0) {
        gssize written = write(fd, next, length);
        if (written < 0 && errno != EINTR)
            return;
        if (written > 0) {
            next += written;
            length -= (gsize)written;
        }
    }
}

/* Half of the machine's memory. The address sanitizer maps more than any limit would allow. */
static void limit_memory(void)
{
#ifndef __SANITIZE_ADDRESS__
    guint64 half = (guint64)sysconf(_SC_PHYS_PAGES) * (guint64)sysconf(_SC_PAGESIZE) / 2;
    rlim_t bytes = (rlim_t)MAX(half, MEMORY_LEAST);
    setrlimit(RLIMIT_AS, &(struct rlimit){bytes, bytes});
#endif
}

/* What a crash would print, or do otherwise, is nobody's business. */
static void fence_in(guint seconds)
{
    static const int deadly[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGXCPU};
    for (gsize i = 0; i < G_N_ELEMENTS(deadly); i++)
        signal(deadly[i], SIG_DFL);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    limit_memory();
    if (seconds > 0)
        setrlimit(RLIMIT_CPU, &(struct rlimit){seconds, seconds + 1});
    int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (null >= 0)
        (void)dup2(null, STDERR_FILENO);
}

gboolean check_child_start(Child *child, ChildFunc func, gpointer data, guint seconds)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return FALSE;
    child->pid = fork();
    if (child->pid == 0) {
        close(ends[0]);
        fence_in(seconds);
        func(ends[1], data);
        _exit(0);
    }
    close(ends[1]);
    child->fd = ends[0];
    if (child->pid < 0)
        close(ends[0]);
    return child->pid > 0;
}

ChildEnd check_child_end(Child *child, gboolean kill_it, int *signal)
{
    int status;
    close(child->fd);
    if (kill_it)
        kill(child->pid, SIGKILL);
    while (waitpid(child->pid, &status, 0) < 0)
        if (errno != EINTR)
            return CHILD_NOT_RUN;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return CHILD_DONE;
    *signal = WIFSIGNALED(status) ? WTERMSIG(status) : SIGABRT;
    return kill_it || *signal == SIGXCPU || *signal == SIGKILL ? CHILD_STUCK : CHILD_DIED;
}

ChildEnd check_child_run(ChildFunc func, gpointer data, guint seconds, GString *out, int *signal)
{
    Child child;
    char buffer[4096];
    gssize got;
    if (!check_child_start(&child, func, data, seconds))
        return CHILD_NOT_RUN;
    while ((got = read(child.fd, buffer, sizeof buffer)) != 0) {
        if (got > 0)
            g_string_append_len(out, buffer, got);
        else if (errno != EINTR)
            break;
    }
    return check_child_end(&child, FALSE, signal);
}
