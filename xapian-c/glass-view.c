#include "xapian-c/glass-view.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "xapian-c/glass-read-private.h"

/* What the version file says of a table begins with the number of its root and then a byte, of which the lowest bit says
 * that there is no root, the next that it was written in order; the others are the root's level. */
enum { ROOT_ABSENT = 1, ROOT_SEQUENTIAL = 2 };

/* Goes over one table's part; *how receives where that byte stands. */
static gboolean pass_root(guint8 **p, const guint8 *end, guint8 **how)
{
    const guint8 *at = *p;
    guint32 number, freelist;
    guint64 items;
    if (!glass_get_uint(&at, end, &number))
        return FALSE;
    *how = *p + (at - *p);
    if (!glass_get_uint(&at, end, &number) || !glass_get_uint64(&at, end, &items) ||
        !glass_get_uint(&at, end, &number) || !glass_get_uint(&at, end, &number) ||
        !glass_get_uint(&at, end, &freelist) || freelist > (gsize)(end - at))
        return FALSE;
    *p += at + freelist - *p;
    return TRUE;
}

static gboolean declare_empty(guint8 *bytes, gsize length, guint without)
{
    const gsize head = sizeof GLASS_VERSION_MAGIC - 1 + 2 + 16;
    if (length < head)
        return FALSE;
    const guint8 *after = bytes + head, *end = bytes + length;
    guint32 revision;
    if (!glass_get_uint(&after, end, &revision))
        return FALSE;
    guint8 *p = bytes + (after - bytes), *how;
    for (guint kind = GLASS_POSTLIST; kind < GLASS_TABLES; kind++) {
        if (!pass_root(&p, end, &how))
            return FALSE;
        if (without & 1u << kind)
            *how = (*how & ROOT_SEQUENTIAL) | ROOT_ABSENT;
    }
    return TRUE;
}

/* A table that is left out is an empty file: Xapian wants one of posting lists. */
static gboolean link_table(const char *dir, const char *dest, GlassTableKind kind, gboolean leave_out,
                           GError **error)
{
    g_autofree char *name = g_strconcat(glass_table_name(kind), ".glass", NULL);
    g_autofree char *from = g_build_filename(dir, name, NULL);
    g_autofree char *to = g_build_filename(dest, name, NULL);
    int fd = leave_out ? open(to, O_WRONLY | O_CREAT | O_CLOEXEC, 0666) : -1;
    if (fd >= 0)
        close(fd);
    if (fd >= 0 || (!leave_out && (link(from, to) == 0 || errno == ENOENT)))
        return TRUE;
    index_error_set(error, errno, "make", to);
    return FALSE;
}

static gboolean fail(const char *dest, GError **error)
{
    index_error_set(error, errno, "write", dest);
    return FALSE;
}

gboolean glass_view_make(const char *dir, const char *dest, guint without, GError **error)
{
    g_autofree char *from = g_build_filename(dir, GLASS_VERSION_FILE, NULL);
    g_autofree char *to = g_build_filename(dest, GLASS_VERSION_FILE, NULL);
    g_autofree char *bytes = NULL;
    gsize length;
    if (!g_file_get_contents(from, &bytes, &length, NULL) ||
        !declare_empty((guint8 *)bytes, length, without)) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_DAMAGED, "can't read '%s': it is no version file", from);
        return FALSE;
    }
    if (mkdir(dest, 0777) != 0)
        return fail(dest, error);
    for (guint kind = GLASS_POSTLIST; kind < GLASS_TABLES; kind++)
        if (!link_table(dir, dest, (GlassTableKind)kind, (without & 1u << kind) != 0, error))
            return FALSE;
    FILE *file = fopen(to, "w");
    if (file == NULL)
        return fail(to, error);
    gboolean written = fwrite(bytes, 1, length, file) == length;
    return (fclose(file) == 0 && written) || fail(to, error);
}
