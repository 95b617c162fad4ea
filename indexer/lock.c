#include "indexer/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* The holder writes its line just after it has the lock: so often, so many microseconds apart, an
 * empty file is read again. */
#define HOLDER_READS 20
#define HOLDER_PAUSE 5000

struct IndexLock {
    int fd;
    pid_t owner; /* who took it: a forked child releases only its own share */
};

/* Who a lock's file says that holds it. */
typedef struct {
    long pid;
    char host[256], since[64];
} Holder;

static gboolean read_holder(int fd, Holder *holder)
{
    char line[512];
    gssize length = pread(fd, line, sizeof line - 1, 0);
    line[MAX(length, 0)] = '\0';
    return g_utf8_validate(line, -1, NULL) &&
           sscanf(line, "%ld %255s %63s", &holder->pid, holder->host, holder->since) == 3;
}

static char *holder_text(const Holder *holder)
{
    return g_strdup_printf("process %ld on %s, since %s", holder->pid, holder->host, holder->since);
}

/* What the file says about its holder, as words for a message. Free with g_free(). */
static char *lock_holder(int fd)
{
    for (int i = 0; i < HOLDER_READS; i++) {
        Holder holder;
        if (read_holder(fd, &holder))
            return holder_text(&holder);
        g_usleep(HOLDER_PAUSE);
    }
    return g_strdup("another process");
}

static char *host_name(void)
{
    return g_strdelimit(g_strdup(g_get_host_name()), " \t\r\n", '_');
}

LockState index_lock_look(const char *path, char **holder)
{
    Holder found;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK);
    gboolean named = fd >= 0 && read_holder(fd, &found);
    *holder = named ? holder_text(&found) : NULL;
    if (fd >= 0)
        close(fd);
    if (!named)
        return LOCK_FREE;
    g_autofree char *here = host_name();
    gboolean alive = strcmp(here, found.host) != 0 || kill((pid_t)found.pid, 0) == 0 || errno == EPERM;
    return alive ? LOCK_HELD : LOCK_LEFT;
}

static void lock_sign(int fd)
{
    g_autoptr(GDateTime) now = g_date_time_new_now_utc();
    g_autofree char *since = g_date_time_format(now, "%Y-%m-%dT%H:%M:%SZ");
    g_autofree char *host = host_name();
    g_autofree char *line = g_strdup_printf("%ld %s %s\n", (long)getpid(), host, since);
    /* The line is for messages: a full disk is no reason to refuse the lock. */
    if (ftruncate(fd, 0) != 0 || pwrite(fd, line, strlen(line), 0) < 0)
        return;
}

/* FALSE if the file that was locked is no longer the one of that name: its index was removed
 * meanwhile, and perhaps made anew. */
static gboolean lock_is_current(int fd, const char *path)
{
    struct stat held, named;
    return fstat(fd, &held) == 0 && stat(path, &named) == 0 && held.st_ino == named.st_ino &&
           held.st_dev == named.st_dev;
}

static gboolean lock_acquire(int fd, const char *path, gboolean wait, GError **error)
{
    if (flock(fd, LOCK_EX | (wait ? 0 : LOCK_NB)) == 0)
        return TRUE;
    if (errno == EWOULDBLOCK || errno == EINTR) {
        g_autofree char *holder = lock_holder(fd);
        g_set_error(
            error, INDEX_ERROR, INDEX_ERROR_LOCKED,
            "index is being written by another process: '%s' is held by %s; wait until it has "
            "finished",
            path, holder);
    } else if (errno == ENOLCK || errno == ENOSYS || errno == EOPNOTSUPP) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_IO,
                    "can't lock '%s': %s; this storage has no locks, which writers need: write the index "
                    "on a local disk and copy it here, where it can be searched",
                    path, g_strerror(errno));
    } else {
        index_error_set(error, errno, "lock", path);
    }
    return FALSE;
}

static void report_not_open(const char *path, int errnum, GError **error)
{
    g_autoptr(GError) failure = NULL;
    index_error_set(&failure, errnum, "open", path);
    if (failure->code == INDEX_ERROR_PERMISSION)
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_PERMISSION,
                    "the index may be searched, but not changed: %s", failure->message);
    else
        g_propagate_error(error, g_steal_pointer(&failure));
}

IndexLock *index_lock_take(const char *path, gboolean wait, GError **error)
{
    for (;;) {
        int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY, 0666);
        if (fd < 0) {
            report_not_open(path, errno, error);
            return NULL;
        }
        if (!lock_acquire(fd, path, wait, error)) {
            close(fd);
            return NULL;
        }
        if (lock_is_current(fd, path)) {
            lock_sign(fd);
            IndexLock *lock = g_new(IndexLock, 1);
            *lock = (IndexLock){.fd = fd, .owner = getpid()};
            return lock;
        }
        close(fd);
    }
}

void index_lock_release(IndexLock *lock)
{
    if (lock == NULL)
        return;
    /* Closing, not LOCK_UN: that would unlock the forked parent's as well. */
    if (lock->owner == getpid() && ftruncate(lock->fd, 0) != 0)
        g_debug("the lock keeps the line of its last holder");
    close(lock->fd);
    g_free(lock);
}
