#include "xapian-c/glass-file-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Writing to disk is started each time so much has gathered: the sync at the end then finds little
 * to wait for. */
#define PUSH_BYTES (8u << 20)

void glass_fail(GError **failure, IndexErrorCode code, const char *format, ...)
{
    if (*failure)
        return;
    va_list args;
    va_start(args, format);
    *failure = g_error_new_valist(INDEX_ERROR, code, format, args);
    va_end(args);
}

void glass_fail_errno(GError **failure, int error_number, const char *verb, const char *path)
{
    if (!*failure)
        index_error_set(failure, error_number, verb, path);
}

void glass_fail_memory(GError **failure, gsize bytes)
{
    glass_fail(failure, INDEX_ERROR_MEMORY,
               "no memory for %" G_GSIZE_FORMAT " more bytes; give the index a smaller share of it",
               bytes);
}

gboolean glass_file_create(GlassFile *file, const char *path, GError **failure)
{
    file->failure = failure;
    file->size = file->pushed = 0;
    file->fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file->fd < 0) {
        glass_fail_errno(failure, errno, "create", path);
        return FALSE;
    }
    file->path = g_strdup(path);
    return TRUE;
}

gboolean glass_file_append(GlassFile *file, const void *bytes, gsize length)
{
    const guint8 *next = bytes;
    while (length > 0) {
        ssize_t written = write(file->fd, next, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            glass_fail_errno(file->failure, written < 0 ? errno : EIO, "write", file->path);
            return FALSE;
        }
        next += written;
        length -= (gsize)written;
        file->size += (guint64)written;
    }
    if (file->size - file->pushed >= PUSH_BYTES)
        glass_file_push(file);
    return TRUE;
}

void glass_file_push(GlassFile *file)
{
    if (file->fd < 0 || file->pushed == file->size)
        return;
    /* Only a hint: where it is not supported, the sync does all. */
    (void)sync_file_range(file->fd, (off_t)file->pushed, (off_t)(file->size - file->pushed),
                          SYNC_FILE_RANGE_WRITE);
    file->pushed = file->size;
}

gboolean glass_file_sync(GlassFile *file)
{
    if (file->fd < 0)
        return TRUE;
    while (fsync(file->fd) < 0) {
        if (errno == EINTR)
            continue;
        glass_fail_errno(file->failure, errno, "sync", file->path);
        return FALSE;
    }
    return TRUE;
}

gboolean glass_file_close(GlassFile *file)
{
    gboolean fine = TRUE;
    if (file->fd >= 0 && close(file->fd) < 0 && errno != EINTR) {
        glass_fail_errno(file->failure, errno, "close", file->path);
        fine = FALSE;
    }
    file->fd = -1;
    g_clear_pointer(&file->path, g_free);
    return fine;
}

gboolean glass_sync_folder(const char *path, GError **failure)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        glass_fail_errno(failure, errno, "open", path);
        return FALSE;
    }
    /* Some file systems can't sync a folder and say EINVAL: they have nothing to sync. */
    int status = fsync(fd);
    int reason = errno;
    close(fd);
    if (status < 0 && reason != EINVAL) {
        glass_fail_errno(failure, reason, "sync", path);
        return FALSE;
    }
    return TRUE;
}

gboolean glass_grow(gpointer buffer, gsize *capacity, gsize wanted, gsize element, GError **failure)
{
    if (wanted <= *capacity)
        return TRUE;
    gsize larger = MAX(MAX(wanted, *capacity * 2), 64);
    gpointer *place = buffer;
    gpointer memory = g_try_realloc_n(*place, larger, element);
    if (!memory) {
        glass_fail_memory(failure, larger * element);
        return FALSE;
    }
    *place = memory;
    *capacity = larger;
    return TRUE;
}
