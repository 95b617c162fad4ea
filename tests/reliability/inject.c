/* inject: calls of the C library that change files, done otherwise or logged (inject-private.h). A
 * library of its own, loaded before the C library into the program under test.
 *
 * One lock is held over each call and its record, so that the log has the order in which things
 * happened. */
#include "tests/reliability/inject-private.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define FILES_MAX 4096

/* The process under test has these once; nothing else could hand them to a call of the C library.
 */
static InjectControl *control;
static int log_fd = -1;
static const char *root;
static size_t root_length;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct {
    uint32_t handle; /* 0: not below the root */
    char path[INJECT_PATH_MAX];
} files[FILES_MAX];

static struct {
    int (*open)(const char *, int, ...);
    int (*openat)(int, const char *, int, ...);
    FILE *(*fopen)(const char *, const char *);
    int (*close)(int);
    ssize_t (*write)(int, const void *, size_t);
    ssize_t (*pwrite)(int, const void *, size_t, off_t);
    int (*fsync)(int);
    int (*fdatasync)(int);
    int (*sync_file_range)(int, off_t, off_t, unsigned);
    int (*ftruncate)(int, off_t);
    int (*rename)(const char *, const char *);
    int (*unlink)(const char *);
    int (*mkdir)(const char *, mode_t);
    ssize_t (*writev)(int, const struct iovec *, int);
    ssize_t (*pwritev)(int, const struct iovec *, int, off_t);
    ssize_t (*copy_file_range)(int, off_t *, int, off_t *, size_t, unsigned);
    ssize_t (*sendfile)(int, int, off_t *, size_t);
    int (*fallocate)(int, int, off_t, off_t);
    int (*posix_fallocate)(int, off_t, off_t);
    int (*renameat)(int, const char *, int, const char *);
    int (*unlinkat)(int, const char *, int);
    int (*link)(const char *, const char *);
    void *(*mmap)(void *, size_t, int, int, int, off_t);
    int (*rmdir)(const char *); /* the last to be found */
} real;

static void *next(const char *name)
{
    void *function = dlsym(RTLD_NEXT, name);
    if (function == NULL)
        abort();
    return function;
}

/* A constructor of another library may call before ours has run. */
static void find_real(void)
{
    if (real.rmdir != NULL)
        return;
    real.open = next("open");
    real.openat = next("openat");
    real.fopen = next("fopen");
    real.close = next("close");
    real.write = next("write");
    real.pwrite = next("pwrite");
    real.fsync = next("fsync");
    real.fdatasync = next("fdatasync");
    real.sync_file_range = next("sync_file_range");
    real.ftruncate = next("ftruncate");
    real.rename = next("rename");
    real.unlink = next("unlink");
    real.mkdir = next("mkdir");
    real.writev = next("writev");
    real.pwritev = next("pwritev");
    real.copy_file_range = next("copy_file_range");
    real.sendfile = next("sendfile");
    real.fallocate = next("fallocate");
    real.posix_fallocate = next("posix_fallocate");
    real.renameat = next("renameat");
    real.unlinkat = next("unlinkat");
    real.link = next("link");
    real.mmap = next("mmap");
    real.rmdir = next("rmdir");
}

__attribute__((constructor)) static void start(void)
{
    const char *path = getenv("INJECT_CONTROL"), *log = getenv("INJECT_LOG");
    find_real();
    root = getenv("INJECT_ROOT");
    if (path == NULL || root == NULL)
        return;
    root_length = strlen(root);
    int fd = real.open(path, O_RDWR | O_CLOEXEC);
    void *map = fd < 0 ? MAP_FAILED
                       : mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (map == MAP_FAILED ||
        (log != NULL && (log_fd = real.open(log, O_WRONLY | O_APPEND | O_CLOEXEC)) < 0))
        abort();
    real.close(fd);
    control = map;
}

__attribute__((destructor)) static void end(void)
{
    for (int fd = 0; control != NULL && fd < FILES_MAX; fd++)
        if (files[fd].handle != 0) {
            control->left_open++;
            snprintf(control->open_path, sizeof control->open_path, "%s", files[fd].path);
        }
}

/* ---- which calls count ------------------------------------------------------------------------*/

/* The path relative to the root; NULL if it is not below it. */
static const char *below(const char *path)
{
    find_real();
    if (control == NULL || strncmp(path, root, root_length) != 0)
        return NULL;
    path += root_length;
    if (path[0] == '\0')
        return path;
    return path[0] == '/' ? path + 1 : NULL;
}

/* The same of an open file. */
static const char *below_fd(int fd)
{
    find_real();
    return control != NULL && fd >= 0 && fd < FILES_MAX && files[fd].handle != 0 ? files[fd].path
                                                                                 : NULL;
}

static int needs_room(InjectCall call)
{
    return call == INJECT_CREATE || call == INJECT_WRITE || call == INJECT_MKDIR;
}

/* Counts a call. 0: it is done as always; an errno: it fails; half: it takes half of its bytes. */
static int arrive(InjectCall call, const char *path, int *half)
{
    uint32_t number = ++control->calls;
    *half = 0;
    if (number <= INJECT_CALLS_MAX)
        control->kind[number - 1] = (uint8_t)call;
    if (control->nth == 0 || number < control->nth)
        return 0;
    if (number > control->nth) {
        int full = control->fault == INJECT_NO_SPACE && needs_room(call);
        control->injected += full != 0;
        return full ? ENOSPC : 0;
    }
    snprintf(control->path, sizeof control->path, "%s", path);
    control->injected++;
    switch ((InjectFault)control->fault) {
    case INJECT_NOTHING:
        break;
    case INJECT_EIO:
        return EIO;
    case INJECT_NO_SPACE:
        return ENOSPC;
    case INJECT_SHORT:
    case INJECT_TEAR:
        *half = call == INJECT_WRITE;
        control->injected -= call != INJECT_WRITE;
        return 0;
    case INJECT_DIE:
        _exit(INJECT_EXIT);
    }
    return 0;
}

/* Whether a call is to be done: -1 with errno set if not. */
static int admit(InjectCall call, const char *path)
{
    int half, failure = arrive(call, path, &half);
    errno = failure;
    return failure == 0 ? 0 : -1;
}

/* ---- the log ----------------------------------------------------------------------------------*/

static void record(InjectRecord head, const char *path, const char *to, const void *bytes,
                   size_t length)
{
    if (log_fd < 0)
        return;
    int kept = errno;
    head.path = (uint32_t)strlen(path);
    head.to = to != NULL ? (uint32_t)strlen(to) : 0;
    head.bytes = (uint32_t)length;
    struct iovec parts[] = {{&head, sizeof head},
                            {(void *)path, head.path},
                            {(void *)to, head.to},
                            {(void *)bytes, length}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].iov_len > 0 &&
            real.write(log_fd, parts[i].iov_base, parts[i].iov_len) != (ssize_t)parts[i].iov_len)
            abort();
    errno = kept;
}

/* Notes which file an fd is, or that it is none of ours. */
static void remember(int fd, const char *path)
{
    if (fd < 0 || fd >= FILES_MAX)
        return;
    files[fd].handle = path != NULL ? ++control->handles : 0;
    if (path != NULL)
        snprintf(files[fd].path, sizeof files[fd].path, "%s", path);
}

/* ---- opening ----------------------------------------------------------------------------------*/

static int open_below(const char *path, int flags, mode_t mode, const char *full)
{
    pthread_mutex_lock(&lock);
    int is_new = (flags & O_CREAT) != 0 && access(full, F_OK) != 0;
    int creates = is_new || (flags & O_TRUNC) != 0;
    int fd = creates && admit(INJECT_CREATE, path) != 0 ? -1 : real.open(full, flags, mode);
    if (fd >= 0) {
        remember(fd, path);
        record((InjectRecord){.call = creates ? INJECT_CREATE : INJECT_OPEN,
                              .handle = fd < FILES_MAX ? files[fd].handle : 0,
                              .offset = (uint64_t)is_new},
               path, NULL, NULL, 0);
    }
    pthread_mutex_unlock(&lock);
    return fd;
}

int open(const char *path, int flags, ...)
{
    mode_t mode = 0;
    if ((flags & (O_CREAT | O_TMPFILE)) != 0) {
        va_list arguments;
        va_start(arguments, flags);
        mode = va_arg(arguments, mode_t);
        va_end(arguments);
    }
    const char *ours = below(path);
    return ours != NULL ? open_below(ours, flags, mode, path) : real.open(path, flags, mode);
}

int openat(int dir, const char *path, int flags, ...)
{
    mode_t mode = 0;
    if ((flags & (O_CREAT | O_TMPFILE)) != 0) {
        va_list arguments;
        va_start(arguments, flags);
        mode = va_arg(arguments, mode_t);
        va_end(arguments);
    }
    const char *ours = path[0] == '/' ? below(path) : NULL;
    find_real();
    return ours != NULL ? open_below(ours, flags, mode, path) : real.openat(dir, path, flags, mode);
}

/* On this system off_t has 64 bits: both names of a call are one. */
int open64(const char *path, int flags, ...) __attribute__((alias("open")));
int openat64(int dir, const char *path, int flags, ...) __attribute__((alias("openat")));

int __open_2(const char *path, int flags);
int __open_2(const char *path, int flags)
{
    return open(path, flags, 0);
}
int __open64_2(const char *path, int flags) __attribute__((alias("__open_2")));

int close(int fd)
{
    find_real();
    if (below_fd(fd) != NULL) {
        pthread_mutex_lock(&lock);
        remember(fd, NULL);
        pthread_mutex_unlock(&lock);
    }
    return real.close(fd);
}

/* ---- streams ----------------------------------------------------------------------------------*/

/* A stream writes by calls within the C library that nobody else sees: so it gets functions of
 * ours. */
static ssize_t stream_write(void *cookie, const char *bytes, size_t length)
{
    size_t done = 0;
    /* The C library's own goes on after a short write, too. */
    for (ssize_t written = 1; done < length && written > 0;
         done += written > 0 ? (size_t)written : 0)
        written = write((int)(intptr_t)cookie, bytes + done, length - done);
    return done == length ? (ssize_t)done : 0;
}

static int stream_close(void *cookie)
{
    return close((int)(intptr_t)cookie);
}

FILE *fopen(const char *path, const char *mode)
{
    const char *ours = below(path);
    if (ours == NULL || mode[0] != 'w')
        return real.fopen(path, mode);
    int fd = open_below(ours, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666, path);
    if (fd < 0)
        return NULL;
    FILE *stream =
        fopencookie((void *)(intptr_t)fd, "w",
                    (cookie_io_functions_t){.write = stream_write, .close = stream_close});
    if (stream == NULL)
        close(fd);
    return stream;
}

FILE *fopen64(const char *path, const char *mode) __attribute__((alias("fopen")));

/* ---- writing ----------------------------------------------------------------------------------*/

static ssize_t write_below(int fd, const void *bytes, size_t length, off_t at, int moves)
{
    pthread_mutex_lock(&lock);
    int half, failure = arrive(INJECT_WRITE, files[fd].path, &half);
    ssize_t written = -1;
    if (failure == 0) {
        size_t taken = half && length > 1 ? length / 2 : length;
        written = moves ? real.write(fd, bytes, taken) : real.pwrite(fd, bytes, taken, at);
        if (half && control->fault == INJECT_TEAR)
            _exit(INJECT_EXIT);
        if (written > 0)
            record((InjectRecord){.call = INJECT_WRITE,
                                  .handle = files[fd].handle,
                                  .offset = (uint64_t)at},
                   "", NULL, bytes, (size_t)written);
    } else {
        errno = failure;
    }
    pthread_mutex_unlock(&lock);
    return written;
}

ssize_t write(int fd, const void *bytes, size_t length)
{
    if (below_fd(fd) == NULL)
        return real.write(fd, bytes, length);
    return write_below(fd, bytes, length, lseek(fd, 0, SEEK_CUR), 1);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at)
{
    if (below_fd(fd) == NULL)
        return real.pwrite(fd, bytes, length, at);
    return write_below(fd, bytes, length, at, 0);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t at)
    __attribute__((alias("pwrite")));

int ftruncate(int fd, off_t size)
{
    if (below_fd(fd) == NULL)
        return real.ftruncate(fd, size);
    pthread_mutex_lock(&lock);
    int done = admit(INJECT_TRUNCATE, files[fd].path) != 0 ? -1 : real.ftruncate(fd, size);
    if (done == 0)
        record((InjectRecord){.call = INJECT_TRUNCATE,
                              .handle = files[fd].handle,
                              .offset = (uint64_t)size},
               "", NULL, NULL, 0);
    pthread_mutex_unlock(&lock);
    return done;
}

int ftruncate64(int fd, off_t size) __attribute__((alias("ftruncate")));

/* ---- syncing ----------------------------------------------------------------------------------*/

static int sync_below(int fd, int (*sync)(int))
{
    pthread_mutex_lock(&lock);
    int done = admit(INJECT_SYNC, files[fd].path) != 0 ? -1 : sync(fd);
    if (done == 0)
        record((InjectRecord){.call = INJECT_SYNC, .handle = files[fd].handle}, "", NULL, NULL, 0);
    pthread_mutex_unlock(&lock);
    return done;
}

int fsync(int fd)
{
    return below_fd(fd) != NULL ? sync_below(fd, real.fsync) : real.fsync(fd);
}

int fdatasync(int fd)
{
    return below_fd(fd) != NULL ? sync_below(fd, real.fdatasync) : real.fdatasync(fd);
}

int sync_file_range(int fd, off_t from, off_t length, unsigned flags)
{
    if (below_fd(fd) == NULL)
        return real.sync_file_range(fd, from, length, flags);
    pthread_mutex_lock(&lock);
    int done = admit(INJECT_HINT, files[fd].path) != 0
                   ? -1
                   : real.sync_file_range(fd, from, length, flags);
    pthread_mutex_unlock(&lock);
    return done;
}

/* ---- names ------------------------------------------------------------------------------------*/

int rename(const char *from, const char *to)
{
    const char *ours = below(from), *there = below(to);
    if (ours == NULL || there == NULL)
        return real.rename(from, to);
    pthread_mutex_lock(&lock);
    int done = admit(INJECT_RENAME, there) != 0 ? -1 : real.rename(from, to);
    if (done == 0)
        record((InjectRecord){.call = INJECT_RENAME}, ours, there, NULL, 0);
    pthread_mutex_unlock(&lock);
    return done;
}

/* What takes a path alone. */
static int name_below(InjectCall call, const char *ours, const char *path,
                      int (*remove_name)(const char *), mode_t mode)
{
    pthread_mutex_lock(&lock);
    int done = admit(call, ours) != 0 ? -1
               : remove_name != NULL  ? remove_name(path)
                                      : real.mkdir(path, mode);
    if (done == 0)
        record((InjectRecord){.call = call}, ours, NULL, NULL, 0);
    pthread_mutex_unlock(&lock);
    return done;
}

int unlink(const char *path)
{
    const char *ours = below(path);
    return ours != NULL ? name_below(INJECT_UNLINK, ours, path, real.unlink, 0) : real.unlink(path);
}

int rmdir(const char *path)
{
    const char *ours = below(path);
    return ours != NULL ? name_below(INJECT_RMDIR, ours, path, real.rmdir, 0) : real.rmdir(path);
}

int mkdir(const char *path, mode_t mode)
{
    const char *ours = below(path);
    return ours != NULL ? name_below(INJECT_MKDIR, ours, path, NULL, mode) : real.mkdir(path, mode);
}

/* ---- what nothing here uses, and would go unseen ----------------------------------------------*/

/* A program that comes to use one of these below the root gets an end that no test can overlook. */
static void refuse(const char *ours, const char *name)
{
    if (ours == NULL)
        return;
    fprintf(stderr, "inject: %s() is not watched; see tests/reliability/inject.c\n", name);
    abort();
}

ssize_t writev(int fd, const struct iovec *parts, int count)
{
    refuse(below_fd(fd), "writev");
    return real.writev(fd, parts, count);
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at)
{
    refuse(below_fd(fd), "pwritev");
    return real.pwritev(fd, parts, count, at);
}

ssize_t copy_file_range(int in, off_t *from, int out, off_t *to, size_t length, unsigned flags)
{
    refuse(below_fd(out), "copy_file_range");
    return real.copy_file_range(in, from, out, to, length, flags);
}

ssize_t sendfile(int out, int in, off_t *from, size_t length)
{
    refuse(below_fd(out), "sendfile");
    return real.sendfile(out, in, from, length);
}

int fallocate(int fd, int mode, off_t at, off_t length)
{
    refuse(below_fd(fd), "fallocate");
    return real.fallocate(fd, mode, at, length);
}

int posix_fallocate(int fd, off_t at, off_t length)
{
    refuse(below_fd(fd), "posix_fallocate");
    return real.posix_fallocate(fd, at, length);
}

int renameat(int from_dir, const char *from, int to_dir, const char *to)
{
    refuse(below(from), "renameat");
    return real.renameat(from_dir, from, to_dir, to);
}

int unlinkat(int dir, const char *path, int flags)
{
    refuse(below(path) != NULL ? path : below_fd(dir), "unlinkat");
    return real.unlinkat(dir, path, flags);
}

int link(const char *from, const char *to)
{
    refuse(below(to), "link");
    return real.link(from, to);
}

/* A file that is written through memory. */
void *mmap(void *at, size_t length, int protection, int flags, int fd, off_t offset)
{
    if ((protection & PROT_WRITE) != 0 && (flags & MAP_SHARED) != 0)
        refuse(below_fd(fd), "mmap");
    find_real();
    return real.mmap(at, length, protection, flags, fd, offset);
}
