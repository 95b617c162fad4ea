#include "xapian-c/glass-merge-private.h"

#include <errno.h>
#include <stdio.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean random_uuid(guint8 uuid[16], GError **failure)
{
    ssize_t got;
    do
        got = getrandom(uuid, 16, 0);
    while (got < 0 && errno == EINTR);
    if (got != 16) { /* so few bytes never come in parts */
        glass_fail(failure, INDEX_ERROR_IO, "can't get random bytes: %s", g_strerror(errno));
        return FALSE;
    }
    uuid[6] = (guint8)((uuid[6] & 0x0f) | 0x40); /* RFC 4122, version 4 */
    uuid[8] = (guint8)((uuid[8] & 0x3f) | 0x80);
    return TRUE;
}

gboolean glass_merge_output_open(GlassMergeOutput *output, const char *dir, const guint8 *uuid,
                                 GError **failure)
{
    output->dir = dir;
    output->failure = failure;
    for (GlassTableKind kind = 0; kind < GLASS_TABLES; kind++) {
        g_autofree char *name = g_strconcat(glass_table_name(kind), ".glass", NULL);
        g_autofree char *path = g_build_filename(dir, name, NULL);
        glass_table_init(&output->table[kind], path, glass_table_compress_min(kind), NULL, failure);
    }
    if (uuid)
        memcpy(output->uuid, uuid, sizeof output->uuid);
    else if (!random_uuid(output->uuid, failure))
        return FALSE;
    if (mkdir(dir, 0777) < 0) {
        glass_fail_errno(failure, errno, "create", dir);
        return FALSE;
    }
    output->created = TRUE;
    return TRUE;
}

gboolean glass_merge_output_finish(GlassMergeOutput *output, const GlassStatistics *statistics)
{
    GlassTableInfo info[GLASS_TABLES];
    for (GlassTableKind kind = 0; kind < GLASS_TABLES; kind++)
        glass_table_sync(&output->table[kind]);
    for (GlassTableKind kind = 0; kind < GLASS_TABLES; kind++) {
        glass_table_close(&output->table[kind]);
        info[kind] = output->table[kind].info;
    }
    if (*output->failure)
        return FALSE;
    ChecksumTrail *trails[GLASS_TABLES];
    for (GlassTableKind kind = 0; kind < GLASS_TABLES; kind++)
        trails[kind] = &output->table[kind].checksums;
    output->finished =
        glass_version_write(output->dir, output->uuid, info, statistics, output->failure) &&
        checksums_write_trails(output->dir, trails, GLASS_TABLES, output->failure);
    return output->finished;
}

void glass_merge_output_clear(GlassMergeOutput *output)
{
    if (!output->dir)
        return;
    for (GlassTableKind kind = 0; kind < GLASS_TABLES; kind++) {
        GlassTable *table = &output->table[kind];
        if (output->created && !output->finished)
            (void)unlink(table->path);
        glass_table_clear(table);
    }
    if (!output->created || output->finished)
        return;
    g_autofree char *temporary = g_build_filename(output->dir, GLASS_VERSION_TEMPORARY, NULL);
    g_autofree char *version = g_build_filename(output->dir, GLASS_VERSION_FILE, NULL);
    (void)unlink(temporary);
    (void)unlink(version);
    g_autofree char *checksums = g_build_filename(output->dir, CHECKSUMS_FILE, NULL);
    (void)unlink(checksums);
    (void)rmdir(output->dir);
}
