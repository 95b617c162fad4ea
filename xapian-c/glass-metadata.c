#include "xapian-c/glass-metadata-private.h"

typedef struct {
    guint8 key[GLASS_KEY_MAX]; /* 00 c0, then the metadata key */
    guint8 key_length;
    guint order; /* of arrival */
    gsize length;
    guint8 value[];
} Entry;

void glass_metadata_init(GlassMetadata *metadata)
{
    metadata->entries = g_ptr_array_new_with_free_func(g_free);
    metadata->bytes = 0;
}

void glass_metadata_clear(GlassMetadata *metadata)
{
    g_clear_pointer(&metadata->entries, g_ptr_array_unref);
    metadata->bytes = 0;
}

void glass_metadata_set(GlassMetadata *metadata, const char *key, const void *value, gsize length,
                        GError **failure)
{
    gsize key_length = strlen(key);
    if (key_length == 0 || key_length > GLASS_METADATA_KEY_MAX) {
        glass_fail(failure, INDEX_ERROR_INTERNAL,
                   "a metadata key of %" G_GSIZE_FORMAT " bytes: 1 to %d are allowed", key_length,
                   GLASS_METADATA_KEY_MAX);
        return;
    }
    gsize bytes = sizeof(Entry) + length;
    Entry *entry = bytes > length ? g_try_malloc(bytes) : NULL;
    if (!entry) {
        glass_fail_memory(failure, length);
        return;
    }
    memcpy(entry->key, "\x00\xc0", 2);
    memcpy(entry->key + 2, key, key_length);
    entry->key_length = (guint8)(key_length + 2);
    entry->order = metadata->entries->len;
    entry->length = length;
    if (length)
        memcpy(entry->value, value, length);
    g_ptr_array_add(metadata->entries, entry);
    metadata->bytes += bytes;
}

static int compare_keys(const Entry *a, const Entry *b)
{
    int order = memcmp(a->key, b->key, MIN(a->key_length, b->key_length));
    return order ? order : a->key_length - b->key_length;
}

static gint compare_entries(gconstpointer a, gconstpointer b)
{
    const Entry *x = *(Entry *const *)a, *y = *(Entry *const *)b;
    int order = compare_keys(x, y);
    return order ? order : (x->order > y->order) - (x->order < y->order);
}

void glass_metadata_write(GlassMetadata *metadata, GlassTable *postlist)
{
    GPtrArray *entries = metadata->entries;
    g_ptr_array_sort(entries, compare_entries);
    for (guint i = 0; i < entries->len; i++) {
        const Entry *entry = g_ptr_array_index(entries, i);
        if (i + 1 < entries->len && compare_keys(entry, g_ptr_array_index(entries, i + 1)) == 0)
            continue;
        if (entry->length > 0)
            glass_table_add(postlist, entry->key, entry->key_length, entry->value, entry->length);
    }
    g_ptr_array_set_size(entries, 0);
    metadata->bytes = 0;
}
