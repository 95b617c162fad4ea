#include "tests/support/tcpsrv.h"

#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define ATTEMPTS 20

/* A port that is free at this moment. */
static guint free_port(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    g_assert_true(bind(fd, (struct sockaddr *)&address, sizeof address) == 0 &&
                  getsockname(fd, (struct sockaddr *)&address, &length) == 0);
    close(fd);
    return ntohs(address.sin_port);
}

/* When a xapian-tcpsrv is told to end, it ends its whole process group. */
static void lead_group(gpointer data)
{
    (void)data;
    setpgid(0, 0);
}

/* Whether it says that it listens, rather than end. */
static gboolean listens(int out)
{
    GString *said = g_string_new(NULL);
    char buffer[256];
    gssize n;
    while (!strstr(said->str, "Listening") && (n = read(out, buffer, sizeof buffer)) > 0)
        g_string_append_len(said, buffer, n);
    gboolean found = strstr(said->str, "Listening") != NULL;
    g_string_free(said, TRUE);
    return found;
}

Tcpsrv *tcpsrv_start(const char *dir)
{
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *port = g_strdup_printf("%u", free_port());
        const char *argv[] = {"xapian-tcpsrv", "--interface", "127.0.0.1", "--port",
                              port,            dir,           NULL};
        GPid pid;
        int out;
        if (!g_spawn_async_with_pipes(NULL, (char **)argv, NULL,
                                      G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD |
                                          G_SPAWN_STDERR_TO_DEV_NULL,
                                      lead_group, NULL, &pid, NULL, &out, NULL, &error)) {
            puts("skipped: there is no xapian-tcpsrv");
            return NULL;
        }
        gboolean done = listens(out);
        if (done) {
            Tcpsrv *server = g_new(Tcpsrv, 1);
            *server = (Tcpsrv){g_strdup_printf("127.0.0.1:%s", port), pid, out};
            return server;
        }
        close(out);
        waitpid(pid, NULL, 0);
    }
    g_assert_not_reached();
}

void tcpsrv_kill(Tcpsrv *server)
{
    if (server->pid == 0)
        return;
    kill(-server->pid, SIGKILL);
    waitpid(server->pid, NULL, 0);
    close(server->out);
    server->pid = 0;
}

void tcpsrv_stop(Tcpsrv *server)
{
    if (server == NULL)
        return;
    tcpsrv_kill(server);
    g_free(server->name);
    g_free(server);
}
