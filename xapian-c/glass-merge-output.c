#include "xapian-c/glass-merge-private.h"

#include <errno.h>
#include <sys/stat.h>

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
    else if (!glass_uuid_make(output->uuid, failure))
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
    if (output->created && !output->finished)
        glass_remove_unfinished(output->dir);
    for (GlassTableKind kind = 0; kind < GLASS_TABLES; kind++)
        glass_table_clear(&output->table[kind]);
}
