#include "xapian-c/glass-merge-private.h"

/* A chunk ends once it reaches so many bytes. */
#define CHUNK_BYTES 2000

/* ---- statistics -------------------------------------------------------------------------------*/

typedef struct {
    const GlassSlotStatistics *slot;
    guint8 key[GLASS_KEY_HEAD + 4];
    guint8 key_length;
} SlotKey;

static gint compare_keys(gconstpointer a, gconstpointer b)
{
    const SlotKey *x = a, *y = b;
    int order = memcmp(x->key, y->key, MIN(x->key_length, y->key_length));
    return order ? order : x->key_length - y->key_length;
}

static void write_slot(GlassMerge *merge, const SlotKey *key)
{
    const GlassMergeBytes *lower = &key->slot->lower, *upper = &key->slot->upper;
    gsize room = 2 * GLASS_UINT_MAX + lower->length;
    g_autofree guint8 *head = g_try_malloc(room);
    if (!head) {
        glass_fail_memory(&merge->failure, room);
        return;
    }
    guint8 *p = glass_put_uint(head, key->slot->frequency);
    p = glass_put_string(p, lower->bytes, lower->length);
    gboolean equal =
        lower->length == upper->length && memcmp(lower->bytes, upper->bytes, lower->length) == 0;
    glass_table_add_parts(&merge->output->table[GLASS_POSTLIST], key->key, key->key_length, head,
                          (gsize)(p - head), upper->bytes, equal ? 0 : upper->length);
}

static void write_statistics(GlassMerge *merge)
{
    g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(SlotKey));
    GHashTableIter iter;
    gpointer slot;
    g_hash_table_iter_init(&iter, merge->slots);
    while (g_hash_table_iter_next(&iter, NULL, &slot)) {
        SlotKey key = {.slot = slot, .key = {0x00, 0xd0}};
        guint8 *end = glass_put_uint_last(key.key + GLASS_KEY_HEAD, key.slot->slot);
        key.key_length = (guint8)(end - key.key);
        g_array_append_val(keys, key);
    }
    g_array_sort(keys, compare_keys);
    for (guint i = 0; i < keys->len; i++)
        write_slot(merge, &g_array_index(keys, SlotKey, i));
}

/* ---- chunks -----------------------------------------------------------------------------------*/

/* The values of one slot on their way out. */
typedef struct {
    guint8 key[GLASS_KEY_HEAD + GLASS_UINT_MAX + GLASS_UINT_SORT_MAX];
    gsize prefix;  /* bytes of the key before the docid */
    guint8 *bytes; /* of the current chunk */
    gsize length, capacity;
    guint32 first, last; /* docids; last is 0 before the first value of the slot */
} Stream;

static void flush_chunk(Stream *stream, GlassTable *postlist)
{
    if (stream->length == 0)
        return;
    guint8 *end = glass_put_uint_sort(stream->key + stream->prefix, stream->first);
    glass_table_add_parts(postlist, stream->key, (gsize)(end - stream->key), stream->bytes,
                          stream->length, NULL, 0);
    stream->length = 0;
}

static gboolean add_value(GlassMerge *merge, Stream *stream, guint32 docid,
                          const GlassValueWalk *walk)
{
    if (stream->length >= CHUNK_BYTES)
        flush_chunk(stream, &merge->output->table[GLASS_POSTLIST]);
    if (!glass_grow(&stream->bytes, &stream->capacity,
                    stream->length + 2 * GLASS_UINT_MAX + walk->length, 1, &merge->failure))
        return FALSE;
    guint8 *p = stream->bytes + stream->length;
    if (stream->length == 0)
        stream->first = docid;
    else
        p = glass_put_uint(p, docid - stream->last - 1);
    p = glass_put_string(p, walk->value, walk->length);
    stream->length = (gsize)(p - stream->bytes);
    stream->last = docid;
    return TRUE;
}

/* Adds a source's chunks of the stream's slot. */
static gboolean add_chunks(GlassMerge *merge, GlassMergeSource *source, Stream *stream)
{
    GlassCursor *cursor = &source->cursor;
    do {
        GlassValueWalk walk;
        if (!glass_merge_first_value(source, &walk))
            return FALSE;
        do {
            guint32 docid;
            if (!glass_merge_docid(source, walk.docid, &docid))
                return glass_cursor_damaged(cursor, "it has a value of no document");
            if (docid <= stream->last)
                return glass_cursor_damaged(cursor, "values are out of order");
            if (!add_value(merge, stream, docid, &walk))
                return FALSE;
        } while (glass_merge_next_value(source, &walk));
    } while (glass_cursor_next(cursor) && cursor->key_length > stream->prefix &&
             memcmp(cursor->key, stream->key, stream->prefix) == 0);
    return !merge->failure;
}

/* Finds the slot that comes next, by the bytes of its key. FALSE if there is none, or after a
 * failure. */
static gboolean next_slot(GlassMerge *merge, Stream *stream)
{
    stream->prefix = 0;
    for (gsize i = 0; i < merge->count; i++) {
        GlassCursor *cursor = &merge->sources[i].cursor;
        guint32 slot;
        if (glass_merge_key_kind(cursor) != GLASS_KEY_VALUES)
            continue;
        gsize prefix = glass_merge_slot(&merge->sources[i], &slot);
        if (prefix == 0)
            return FALSE;
        /* No uint is the beginning of another one. */
        if (stream->prefix == 0 ||
            memcmp(cursor->key, stream->key, MIN(prefix, stream->prefix)) < 0) {
            memcpy(stream->key, cursor->key, prefix);
            stream->prefix = prefix;
        }
    }
    stream->last = 0;
    return stream->prefix > 0;
}

static gboolean write_chunks(GlassMerge *merge, Stream *stream)
{
    while (next_slot(merge, stream)) {
        for (gsize i = 0; i < merge->count; i++) {
            GlassCursor *cursor = &merge->sources[i].cursor;
            if (glass_merge_key_kind(cursor) == GLASS_KEY_VALUES &&
                cursor->key_length > stream->prefix &&
                memcmp(cursor->key, stream->key, stream->prefix) == 0 &&
                !add_chunks(merge, &merge->sources[i], stream))
                return FALSE;
        }
        flush_chunk(stream, &merge->output->table[GLASS_POSTLIST]);
    }
    return !merge->failure;
}

gboolean glass_merge_values(GlassMerge *merge)
{
    for (gsize i = 0; i < merge->count; i++) {
        GlassCursor *cursor = &merge->sources[i].cursor;
        while (glass_merge_key_kind(cursor) == GLASS_KEY_SLOT)
            glass_cursor_next(cursor);
    }
    write_statistics(merge);
    Stream stream = {.prefix = 0};
    gboolean fine = write_chunks(merge, &stream);
    g_free(stream.bytes);
    return fine;
}
