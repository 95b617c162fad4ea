#include "console/console-pager.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "console/console.h"

/* In a command with one of these only a shell finds its words. */
#define SHELL_CHARACTERS "|&;<>()$`\\\"'*?[]#~=%\n"

struct ConsolePager {
    GPid child;
    int out, err; /* the terminal, kept; err is -1 where stderr goes elsewhere */
    struct sigaction interrupt, quit;
};

/* ---- which pager ------------------------------------------------------------------------- */

static gboolean is_less(const char *program)
{
    g_autofree char *name = g_path_get_basename(program);
    return strcmp(name, "less") == 0;
}

/* The pager's words; NULL for none. */
static GPtrArray *find_command(void)
{
    const char *term = g_getenv("TERM"), *pager = g_getenv("PAGER");
    if (!isatty(STDOUT_FILENO) || !term || strcmp(term, "dumb") == 0)
        return NULL;
    if (pager && (*pager == '\0' || strcmp(pager, "cat") == 0))
        return NULL;
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    if (!pager) {
        g_ptr_array_add(words, g_strdup("less"));
        g_ptr_array_add(words, g_strdup("-FRX"));
    } else if (strpbrk(pager, SHELL_CHARACTERS)) {
        g_ptr_array_add(words, g_strdup("sh"));
        g_ptr_array_add(words, g_strdup("-c"));
        g_ptr_array_add(words, g_strdup(pager));
    } else {
        g_auto(GStrv) split = g_strsplit_set(pager, " \t", -1);
        for (gsize i = 0; split[i]; i++)
            if (*split[i])
                g_ptr_array_add(words, g_strdup(split[i]));
    }
    return words->len ? g_steal_pointer(&words) : NULL;
}

/* Whether the first word names a program that is there. */
static gboolean is_installed(const GPtrArray *words)
{
    g_autofree char *path = g_find_program_in_path(words->pdata[0]);
    return path != NULL;
}

/* less takes what follows `+` as typed: a control character would end the pattern and begin a
 * command, and some characters mean something else at its start. Afterwards the first page is
 * shown, not that of the first match. */
static char *pattern_argument(const char *pattern)
{
    GString *argument = g_string_new("+/(");
    for (const char *p = pattern; *p; p++)
        g_string_append_c(argument, g_ascii_iscntrl(*p) ? '.' : *p);
    g_string_append(argument, ")\ng");
    return g_string_free(argument, FALSE);
}

gboolean console_pager_shows_links(void)
{
    g_autoptr(GPtrArray) words = find_command();
    return !words || !is_installed(words) || is_less(words->pdata[0]);
}

/* ---- starting ---------------------------------------------------------------------------- */

static void restore_signals(gpointer data)
{
    (void)data;
    console_restore_signals();
}

static gboolean spawn(GPtrArray *words, GPid *child, int *input)
{
    g_autoptr(GError) error = NULL;
    g_auto(GStrv) environment = g_get_environ();
    environment = g_environ_setenv(environment, "LESS", "FRX", FALSE);
    environment = g_environ_setenv(environment, "LV", "-c", FALSE);
    environment = g_environ_setenv(environment, "LESSCHARSET", "utf-8", FALSE);
    g_ptr_array_add(words, NULL);
    if (g_spawn_async_with_pipes(NULL, (char **)words->pdata, environment,
                                 G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD, restore_signals,
                                 NULL, child, input, NULL, NULL, &error))
        return TRUE;
    console_note("note: shown without a pager: %s", error->message);
    return FALSE;
}

static int keep(int fd)
{
    return fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
}

ConsolePager *console_pager_start(const char *pattern)
{
    g_autoptr(GPtrArray) words = find_command();
    if (!words)
        return NULL;
    if (!is_installed(words)) {
        if (g_getenv("PAGER"))
            console_note("note: shown without a pager: there is no program '%s' ($PAGER)",
                         (char *)words->pdata[0]);
        return NULL;
    }
    if (pattern && is_less(words->pdata[0])) {
        /* It fills the screen, be the results ever so short: with empty lines rather than tildes.
         */
        g_ptr_array_add(words, g_strdup("-~"));
        g_ptr_array_add(words, pattern_argument(pattern));
    }
    int input;
    ConsolePager *pager = g_new0(ConsolePager, 1);
    if (!spawn(words, &pager->child, &input)) {
        g_free(pager);
        return NULL;
    }
    pager->out = keep(STDOUT_FILENO);
    pager->err = isatty(STDERR_FILENO) ? keep(STDERR_FILENO) : -1;
    dup2(input, STDOUT_FILENO);
    if (pager->err >= 0)
        dup2(input, STDERR_FILENO);
    close(input);
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGINT, &ignore, &pager->interrupt);
    sigaction(SIGQUIT, &ignore, &pager->quit);
    return pager;
}

static void give_back(int kept, int fd)
{
    if (kept < 0)
        return;
    dup2(kept, fd);
    close(kept);
}

void console_pager_finish(ConsolePager *pager)
{
    if (!pager)
        return;
    give_back(pager->out, STDOUT_FILENO);
    give_back(pager->err, STDERR_FILENO);
    while (waitpid(pager->child, NULL, 0) < 0 && errno == EINTR)
        ;
    g_spawn_close_pid(pager->child);
    sigaction(SIGINT, &pager->interrupt, NULL);
    sigaction(SIGQUIT, &pager->quit, NULL);
    g_free(pager);
}
