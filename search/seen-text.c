#include "search/seen-text.h"

#include <string.h>

struct SeenTexts {
    GHashTable *digests;
};

SeenTexts *seen_texts_new(void)
{
    SeenTexts *seen = g_new(SeenTexts, 1);
    seen->digests = g_hash_table_new(NULL, NULL);
    return seen;
}

void seen_texts_free(SeenTexts *seen)
{
    if (!seen)
        return;
    g_hash_table_unref(seen->digests);
    g_free(seen);
}

/* 64 bits of SHA-256, so that none can be made to hide another. */
static gpointer digest(const GString *text)
{
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    guint8 bytes[32];
    gsize length = sizeof bytes;
    gpointer first;
    g_checksum_update(checksum, (const guchar *)text->str, (gssize)text->len);
    g_checksum_get_digest(checksum, bytes, &length);
    memcpy(&first, bytes, sizeof first);
    return first;
}

gboolean seen_texts_add(SeenTexts *seen, const GString *text)
{
    return g_hash_table_add(seen->digests, digest(text));
}
