#include "xapian-c/glass-version-private.h"

#include <errno.h>
#include <stdio.h>
#include <sys/random.h>
#include <unistd.h>

#define REVISION 1

typedef struct {
    const char *name;
    guint compress_min;
} TableKind;

static const TableKind kinds[GLASS_TABLES] = {
    [GLASS_POSTLIST] = {"postlist", 0},  [GLASS_DOCDATA] = {"docdata", 18},
    [GLASS_TERMLIST] = {"termlist", 18}, [GLASS_POSITION] = {"position", 0},
    [GLASS_SPELLING] = {"spelling", 18}, [GLASS_SYNONYM] = {"synonym", 18},
};

const char *glass_table_name(GlassTableKind kind)
{
    return kinds[kind].name;
}

guint glass_table_compress_min(GlassTableKind kind)
{
    return kinds[kind].compress_min;
}

gboolean glass_uuid_make(guint8 uuid[16], GError **failure)
{
    ssize_t got;
    do
        got = getrandom(uuid, 16, 0);
    while (got < 0 && errno == EINTR);
    if (got != 16) { /* so few bytes never come in parts */
        glass_fail(failure, INDEX_ERROR_IO, "can't get random bytes: %s", g_strerror(errno));
        return FALSE;
    }
    uuid[6] = (guint8)((uuid[6] & 0x0f) | 0x40);
    uuid[8] = (guint8)((uuid[8] & 0x3f) | 0x80);
    return TRUE;
}

static void remove_file(const char *dir, const char *name)
{
    g_autofree char *path = g_build_filename(dir, name, NULL);
    (void)unlink(path);
}

void glass_remove_unfinished(const char *dir)
{
    remove_file(dir, GLASS_VERSION_FILE); /* first: from now on it is no database */
    for (GlassTableKind kind = 0; kind < GLASS_TABLES; kind++) {
        g_autofree char *name = g_strconcat(glass_table_name(kind), ".glass", NULL);
        remove_file(dir, name);
    }
    remove_file(dir, GLASS_VERSION_TEMPORARY);
    remove_file(dir, CHECKSUMS_FILE);
    (void)rmdir(dir);
}

static guint8 *put_root(guint8 *p, const GlassTableInfo *info)
{
    enum { ROOT_ABSENT = 1, SEQUENTIAL = 2, LEVEL_SHIFT = 2 };
    guint8 freelist[6 * GLASS_UINT_MAX], *end = freelist;
    if (!info->absent) {
        end = glass_put_uint(end, REVISION);
        end = glass_put_uint(end, info->blocks);
        for (int i = 0; i < 4; i++)
            end = glass_put_uint(end, 0);
    }
    p = glass_put_uint(p, info->root);
    p = glass_put_uint(p,
                       info->level << LEVEL_SHIFT | SEQUENTIAL | (info->absent ? ROOT_ABSENT : 0));
    p = glass_put_uint(p, info->items);
    p = glass_put_uint(p, GLASS_BLOCK_SIZE >> 11);
    p = glass_put_uint(p, info->compress_min);
    return glass_put_string(p, freelist, (gsize)(end - freelist));
}

static guint8 *put_statistics(guint8 *p, const GlassStatistics *s)
{
    p = glass_put_uint(p, s->documents);
    p = glass_put_uint(p, s->last_docid - s->documents);
    p = glass_put_uint(p, s->doclen_lower);
    p = glass_put_uint(p, s->wdf_upper);
    p = glass_put_uint(p, s->doclen_upper - s->wdf_upper);
    p = glass_put_uint(p, 0); /* oldest changeset */
    p = glass_put_uint(p, s->total_doclen);
    return glass_put_uint(p, 0); /* upper bound of spelling frequencies */
}

gboolean glass_version_write(const char *dir, const guint8 uuid[16],
                             const GlassTableInfo info[GLASS_TABLES],
                             const GlassStatistics *statistics, GError **failure)
{
    guint8 bytes[sizeof GLASS_VERSION_MAGIC + 2 + 16 + GLASS_TABLES * 16 * GLASS_UINT_MAX];
    guint8 *p = bytes;
    memcpy(p, GLASS_VERSION_MAGIC, sizeof GLASS_VERSION_MAGIC - 1);
    p += sizeof GLASS_VERSION_MAGIC - 1;
    glass_put_be16(p, GLASS_VERSION_FORMAT);
    memcpy(p + 2, uuid, 16);
    p = glass_put_uint(p + 2 + 16, REVISION);
    for (guint i = 0; i < GLASS_TABLES; i++)
        p = put_root(p, &info[i]);
    p = put_statistics(p, statistics);

    g_autofree char *temporary = g_build_filename(dir, GLASS_VERSION_TEMPORARY, NULL);
    g_autofree char *path = g_build_filename(dir, GLASS_VERSION_FILE, NULL);
    GlassFile file = {.fd = -1};
    gboolean written = glass_file_create(&file, temporary, failure) &&
                       glass_file_append(&file, bytes, (gsize)(p - bytes)) &&
                       glass_file_sync(&file);
    if (!glass_file_close(&file) || !written)
        return FALSE;
    /* The folder first, so that the tables are there before the file that speaks of them. */
    if (!glass_sync_folder(dir, failure))
        return FALSE;
    if (rename(temporary, path) < 0) {
        glass_fail_errno(failure, errno, "create", path);
        return FALSE;
    }
    return glass_sync_folder(dir, failure);
}
