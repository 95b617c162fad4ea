#include "xapian-c/layout-private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

char *layout_default_index(void)
{
    const char *named = g_getenv("DATELINE_INDEX");
    if (named != NULL && named[0] != '\0')
        return g_strdup(named);
    return g_build_filename(g_get_user_data_dir(), "dateline", NULL);
}

gboolean layout_sync(const char *path, GError **error)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    gboolean done = fd >= 0 && fsync(fd) == 0;
    /* Some file systems can't sync a folder, and need not. */
    if (fd >= 0 && !done && errno == EINVAL)
        done = TRUE;
    if (!done)
        index_error_set(error, errno, "sync", path);
    if (fd >= 0)
        close(fd);
    return done;
}

static gboolean write_all(int fd, const char *bytes, gsize length)
{
    while (length > 0) {
        gssize written = write(fd, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return FALSE;
        bytes += written;
        length -= written;
    }
    return TRUE;
}

/* The temporary name is always the same, so that what a crash has left is overwritten. */
gboolean layout_write_file(const char *path, const void *bytes, gsize length, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *temporary = g_strconcat(path, ".new", NULL);
    int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    gboolean written = fd >= 0 && write_all(fd, bytes, length) && fsync(fd) == 0;
    int failure = errno;
    if (fd >= 0 && close(fd) != 0 && written) {
        written = FALSE;
        failure = errno;
    }
    if (written && rename(temporary, path) != 0) {
        written = FALSE;
        failure = errno;
    }
    if (!written) {
        index_error_set(error, failure, "write", path);
        if (fd >= 0)
            unlink(temporary);
        return FALSE;
    }
    return layout_sync(folder, error);
}

char *layout_read_file(const char *index, const char *name, gsize *length, gboolean *found,
                       GError **error)
{
    g_autofree char *path = g_build_filename(index, name, NULL);
    char *text = NULL;
    g_autoptr(GError) failure = NULL;
    *found = g_file_get_contents(path, &text, length, &failure);
    if (*found)
        return text;
    *length = 0;
    if (g_error_matches(failure, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
        g_error_matches(failure, G_FILE_ERROR, G_FILE_ERROR_NOTDIR))
        return g_strdup("");
    index_error_set_file(error, failure, "read", path);
    return NULL;
}

gboolean layout_is_segment_name(const char *text)
{
    gsize digits = strspn(text, "0123456789");
    return digits >= 6 && digits <= 9 && text[digits] == '\0';
}
