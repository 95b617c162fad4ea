/* Landlock: rules say what is allowed below a folder or of a file; whatever is handled and no rule allows is denied. */
#include "indexer/fence-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The kernel's numbers, which are the same on every processor; headers that are older than the kernel lack some. */
#define CALL_CREATE_RULESET 444
#define CALL_ADD_RULE 445
#define CALL_RESTRICT_SELF 446

#define ASK_FOR_VERSION 1u
#define RULE_PATH_BENEATH 1

enum {
    ACCESS_EXECUTE = 1 << 0,
    ACCESS_WRITE_FILE = 1 << 1,
    ACCESS_READ_FILE = 1 << 2,
    ACCESS_READ_DIR = 1 << 3,
    ACCESS_REMOVE_DIR = 1 << 4,
    ACCESS_REMOVE_FILE = 1 << 5,
    ACCESS_MAKE_CHAR = 1 << 6,
    ACCESS_MAKE_DIR = 1 << 7,
    ACCESS_MAKE_REG = 1 << 8,
    ACCESS_MAKE_SOCK = 1 << 9,
    ACCESS_MAKE_FIFO = 1 << 10,
    ACCESS_MAKE_BLOCK = 1 << 11,
    ACCESS_MAKE_SYM = 1 << 12,
    ACCESS_REFER = 1 << 13,     /* from version 2 on */
    ACCESS_TRUNCATE = 1 << 14,  /* 3 */
    ACCESS_IOCTL_DEV = 1 << 15, /* 5 */
};

#define NET_BIND_AND_CONNECT 3u   /* TCP; from version 4 on */
#define SCOPE_SOCKET_AND_SIGNAL 3u /* abstract sockets and signals to others; 6 */

#define READ_RIGHTS (ACCESS_READ_FILE | ACCESS_READ_DIR)
#define WRITE_RIGHTS                                                                               \
    (READ_RIGHTS | ACCESS_WRITE_FILE | ACCESS_REMOVE_DIR | ACCESS_REMOVE_FILE | ACCESS_MAKE_DIR |  \
     ACCESS_MAKE_REG | ACCESS_TRUNCATE)
/* Those that mean something of a file. */
#define FILE_RIGHTS (ACCESS_READ_FILE | ACCESS_WRITE_FILE | ACCESS_TRUNCATE)

typedef struct {
    guint64 files, network, scope;
} Handled;

typedef struct {
    guint64 allowed;
    gint32 fd;
} __attribute__((packed)) BeneathRule;

typedef struct {
    int ruleset;
    guint64 handled;
} Rules;

/* What libraries open while they work: modules of iconv(), tables of locales and time zones, where the first ones
 * are asked for; random numbers; how many processors there are. */
static const char *const system_places[] = {
    "/lib",          "/lib64",         "/usr/lib",           "/usr/lib64",
    "/usr/local/lib", "/usr/share",    "/nix/store",         "/gnu/store",
    "/etc/ld.so.cache", "/etc/localtime", "/dev/urandom",    "/dev/zero",
    "/proc/self",    "/proc/meminfo",  "/proc/stat",         "/proc/sys/kernel",
    "/proc/sys/vm/overcommit_memory",
    "/sys/devices/system/cpu",         "/sys/fs/cgroup",
};

static Handled handled_by(guint version)
{
    Handled handled = {ACCESS_REFER - 1, 0, 0};
    if (version >= 2)
        handled.files |= ACCESS_REFER;
    if (version >= 3)
        handled.files |= ACCESS_TRUNCATE;
    if (version >= 4)
        handled.network = NET_BIND_AND_CONNECT;
    if (version >= 5)
        handled.files |= ACCESS_IOCTL_DEV;
    if (version >= 6)
        handled.scope = SCOPE_SOCKET_AND_SIGNAL;
    return handled;
}

/* Older kernels take no more of the struct than they know. */
static gsize handled_size(guint version)
{
    return version >= 6   ? sizeof(Handled)
           : version >= 4 ? G_STRUCT_OFFSET(Handled, scope)
                          : G_STRUCT_OFFSET(Handled, network);
}

/* FALSE and errno if a rule can't be made. What is not there needs none; a pipe or socket takes none, and is not
 * fenced off. */
static gboolean allow(const Rules *rules, const char *path, guint64 rights)
{
    struct stat status;
    int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd < 0)
        return TRUE;
    rights &= rules->handled;
    if (fstat(fd, &status) == 0 && !S_ISDIR(status.st_mode))
        rights &= FILE_RIGHTS;
    BeneathRule rule = {rights, fd};
    int failure =
        syscall(CALL_ADD_RULE, rules->ruleset, RULE_PATH_BENEATH, &rule, 0) == 0 ? 0 : errno;
    close(fd);
    errno = failure;
    return failure == 0 || failure == EBADFD;
}

static gboolean allow_all(const Rules *rules, const FenceBounds *bounds)
{
    gboolean done = allow(rules, "/dev/null", READ_RIGHTS | ACCESS_WRITE_FILE);
    for (gsize i = 0; done && i < G_N_ELEMENTS(system_places); i++)
        done = allow(rules, system_places[i], READ_RIGHTS);
    if (done && bounds->writes != NULL)
        done = allow(rules, bounds->writes, WRITE_RIGHTS | (bounds->moves ? ACCESS_REFER : 0));
    for (const char *const *path = bounds->reads; done && path != NULL && *path != NULL; path++)
        done = strcmp(*path, "-") == 0 || allow(rules, *path, READ_RIGHTS);
    for (guint i = 0; done && bounds->links != NULL && i < bounds->links->len; i++)
        done = allow(rules, g_ptr_array_index(bounds->links, i), READ_RIGHTS);
    return done;
}

guint fence_landlock_enter(const FenceBounds *bounds)
{
    long version = syscall(CALL_CREATE_RULESET, NULL, (gsize)0, ASK_FOR_VERSION);
    if (version <= 0)
        return 0;
    Handled handled = handled_by((guint)version);
    if (bounds->moves && (handled.files & ACCESS_REFER) == 0) {
        errno = ENOTSUP;
        return 0;
    }
    long ruleset = syscall(CALL_CREATE_RULESET, &handled, handled_size((guint)version), 0u);
    if (ruleset < 0)
        return 0;
    Rules rules = {(int)ruleset, handled.files};
    gboolean done =
        allow_all(&rules, bounds) && syscall(CALL_RESTRICT_SELF, rules.ruleset, 0u) == 0;
    int failure = errno;
    close(rules.ruleset);
    errno = failure;
    return done ? (guint)version : 0;
}
