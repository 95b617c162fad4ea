#include "indexer/shard.h"

#include <string.h>

gboolean shard_parse(const char *text, Shard *shard, GError **error)
{
    g_auto(GStrv) parts = g_strsplit(text, "/", -1);
    guint64 number = 0, count = 0;
    if (g_strv_length(parts) == 2 &&
        g_ascii_string_to_unsigned(parts[1], 10, 1, SHARDS_MAX, &count, NULL) &&
        g_ascii_string_to_unsigned(parts[0], 10, 1, count, &number, NULL)) {
        *shard = (Shard){(guint32)number, (guint32)count};
        return TRUE;
    }
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                "'--shard' can't be '%s': it is K/N, the K-th of N parts, as 1/4 to 4/4, N at most %d",
                text, SHARDS_MAX);
    return FALSE;
}

gboolean shard_has(const Shard *shard, const Identity *identity)
{
    if (shard->count == 0)
        return TRUE;
    guint32 hash;
    memcpy(&hash, identity->bytes, sizeof hash);
    return ((guint64)GUINT32_FROM_BE(hash) * shard->count) >> 32 == shard->number - 1;
}
