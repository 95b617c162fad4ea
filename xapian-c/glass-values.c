#include "xapian-c/glass-values-private.h"

/* A chunk ends once it reaches so many bytes. */
#define CHUNK_BYTES 2000

typedef struct {
    guint32 first; /* docid */
    gsize start;   /* in the stream's bytes */
} Chunk;

typedef struct {
    guint8 *bytes;
    gsize length, capacity;
} Bytes;

/* The values of one slot. */
typedef struct {
    guint32 slot;
    guint32 last; /* docid */
    guint32 frequency;
    Bytes stream;
    Chunk *chunks; /* the last one is still growing */
    gsize chunk_count, chunk_capacity;
    Bytes lower, upper;
    guint8 key[8]; /* for sorting */
    guint8 key_length;
} Stream;

/* A value of the document to come. */
typedef struct {
    guint32 slot;
    gsize start, length; /* in pending_bytes */
} Pending;

struct GlassValues {
    GError **failure;
    GHashTable *streams; /* slot → Stream */
    Pending *pending;
    gsize pending_count, pending_capacity;
    Bytes pending_bytes;
    Bytes slots;         /* the encoded set of the document at hand */
    GHashTable *set_ids; /* GBytes → its place in sets, from 1 */
    GPtrArray *sets;     /* the same GBytes */
    guint32 last_set;
};

/* ---- memory -----------------------------------------------------------------------------------*/

static gboolean bytes_reserve(Bytes *bytes, gsize more, GError **failure)
{
    return glass_grow(&bytes->bytes, &bytes->capacity, bytes->length + more, 1, failure);
}

static gboolean bytes_assign(Bytes *bytes, const guint8 *from, gsize length, GError **failure)
{
    bytes->length = 0;
    if (!bytes_reserve(bytes, length, failure))
        return FALSE;
    memcpy(bytes->bytes, from, length);
    bytes->length = length;
    return TRUE;
}

static int bytes_compare(const guint8 *a, gsize a_length, const guint8 *b, gsize b_length)
{
    int order = memcmp(a, b, MIN(a_length, b_length));
    return order ? order : (a_length > b_length) - (a_length < b_length);
}

static void stream_free(gpointer data)
{
    Stream *stream = data;
    g_free(stream->stream.bytes);
    g_free(stream->chunks);
    g_free(stream->lower.bytes);
    g_free(stream->upper.bytes);
    g_free(stream);
}

GlassValues *glass_values_new(GError **failure)
{
    GlassValues *values = g_new0(GlassValues, 1);
    values->failure = failure;
    values->streams = g_hash_table_new_full(NULL, NULL, NULL, stream_free);
    values->set_ids = g_hash_table_new(g_bytes_hash, g_bytes_equal);
    values->sets = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    return values;
}

void glass_values_free(GlassValues *values)
{
    if (!values)
        return;
    g_hash_table_unref(values->streams);
    g_hash_table_unref(values->set_ids);
    g_ptr_array_unref(values->sets);
    g_free(values->pending);
    g_free(values->pending_bytes.bytes);
    g_free(values->slots.bytes);
    g_free(values);
}

gsize glass_values_memory(const GlassValues *values)
{
    gsize total = sizeof *values + values->pending_capacity * sizeof(Pending) +
                  values->pending_bytes.capacity + values->slots.capacity;
    GHashTableIter iter;
    gpointer data;
    g_hash_table_iter_init(&iter, values->streams);
    while (g_hash_table_iter_next(&iter, NULL, &data)) {
        const Stream *stream = data;
        total += sizeof *stream + stream->stream.capacity + stream->chunk_capacity * sizeof(Chunk) +
                 stream->lower.capacity + stream->upper.capacity;
    }
    return total;
}

/* ---- documents --------------------------------------------------------------------------------*/

void glass_values_set(GlassValues *values, guint32 slot, const void *bytes, gsize length)
{
    if (!bytes_reserve(&values->pending_bytes, length, values->failure) ||
        !glass_grow(&values->pending, &values->pending_capacity, values->pending_count + 1,
                    sizeof(Pending), values->failure))
        return;
    /* Kept in order of their slots; most arrive so. */
    gsize i = values->pending_count;
    while (i > 0 && values->pending[i - 1].slot > slot)
        i--;
    gboolean replace = i > 0 && values->pending[i - 1].slot == slot;
    if (!replace) {
        memmove(values->pending + i + 1, values->pending + i,
                (values->pending_count - i) * sizeof(Pending));
        values->pending_count++;
        i++;
    }
    values->pending[i - 1] = (Pending){slot, values->pending_bytes.length, length};
    if (length)
        memcpy(values->pending_bytes.bytes + values->pending_bytes.length, bytes, length);
    values->pending_bytes.length += length;
}

static gboolean stream_bounds(Stream *stream, const guint8 *bytes, gsize length, GError **failure)
{
    gboolean first = stream->frequency == 0;
    if (first || bytes_compare(bytes, length, stream->lower.bytes, stream->lower.length) < 0) {
        if (!bytes_assign(&stream->lower, bytes, length, failure))
            return FALSE;
    }
    if (first || bytes_compare(bytes, length, stream->upper.bytes, stream->upper.length) > 0)
        return bytes_assign(&stream->upper, bytes, length, failure);
    return TRUE;
}

static gboolean stream_add(Stream *stream, guint32 docid, const guint8 *bytes, gsize length,
                           GError **failure)
{
    if (!bytes_reserve(&stream->stream, 2 * GLASS_UINT_MAX + length, failure) ||
        !stream_bounds(stream, bytes, length, failure))
        return FALSE;
    gsize at = stream->stream.length;
    guint8 *p = stream->stream.bytes + at;
    if (stream->chunk_count == 0 ||
        at - stream->chunks[stream->chunk_count - 1].start >= CHUNK_BYTES) {
        if (!glass_grow(&stream->chunks, &stream->chunk_capacity, stream->chunk_count + 1,
                        sizeof(Chunk), failure))
            return FALSE;
        stream->chunks[stream->chunk_count++] = (Chunk){docid, at};
    } else {
        p = glass_put_uint(p, docid - stream->last - 1);
    }
    p = glass_put_string(p, bytes, length);
    stream->stream.length = (gsize)(p - stream->stream.bytes);
    stream->last = docid;
    stream->frequency++;
    return TRUE;
}

static Stream *find_stream(GlassValues *values, guint32 slot)
{
    Stream *stream = g_hash_table_lookup(values->streams, GUINT_TO_POINTER(slot));
    if (!stream) {
        stream = g_new0(Stream, 1);
        stream->slot = slot;
        g_hash_table_insert(values->streams, GUINT_TO_POINTER(slot), stream);
    }
    return stream;
}

/* The number of the encoded set in values->slots; sets repeat from document to document. */
static guint32 intern_slots(GlassValues *values)
{
    const Bytes *slots = &values->slots;
    if (slots->length == 0)
        return 0;
    if (values->last_set) {
        gsize length;
        const guint8 *last = glass_values_slots(values, values->last_set, &length);
        if (length == slots->length && memcmp(last, slots->bytes, length) == 0)
            return values->last_set;
    }
    g_autoptr(GBytes) set = g_bytes_new(slots->bytes, slots->length);
    gpointer found = g_hash_table_lookup(values->set_ids, set);
    if (!found) {
        g_ptr_array_add(values->sets, g_bytes_ref(set));
        found = GUINT_TO_POINTER(values->sets->len);
        g_hash_table_insert(values->set_ids, set, found);
    }
    return values->last_set = GPOINTER_TO_UINT(found);
}

guint32 glass_values_end_document(GlassValues *values, guint32 docid)
{
    guint32 next = 0; /* the slot after the one before */
    values->slots.length = 0;
    for (gsize i = 0; i < values->pending_count; i++) {
        const Pending *pending = &values->pending[i];
        if (pending->length == 0)
            continue;
        if (!bytes_reserve(&values->slots, GLASS_UINT_MAX, values->failure) ||
            !stream_add(find_stream(values, pending->slot), docid,
                        values->pending_bytes.bytes + pending->start, pending->length,
                        values->failure))
            return 0;
        guint8 *p = values->slots.bytes + values->slots.length;
        p = glass_put_uint(p, pending->slot - next);
        values->slots.length = (gsize)(p - values->slots.bytes);
        next = pending->slot + 1;
    }
    values->pending_count = 0;
    values->pending_bytes.length = 0;
    return intern_slots(values);
}

const guint8 *glass_values_slots(const GlassValues *values, guint32 set, gsize *length)
{
    return g_bytes_get_data(g_ptr_array_index(values->sets, set - 1), length);
}

/* ---- writing ----------------------------------------------------------------------------------*/

static gint compare_keys(gconstpointer a, gconstpointer b)
{
    const Stream *x = *(Stream *const *)a, *y = *(Stream *const *)b;
    return bytes_compare(x->key, x->key_length, y->key, y->key_length);
}

static void write_statistics(const Stream *stream, GlassTable *postlist, GError **failure)
{
    gsize length = 2 * GLASS_UINT_MAX + stream->lower.length + stream->upper.length;
    g_autofree guint8 *tag = g_try_malloc(length);
    if (!tag) {
        glass_fail_memory(failure, length);
        return;
    }
    guint8 *p = glass_put_uint(tag, stream->frequency);
    p = glass_put_string(p, stream->lower.bytes, stream->lower.length);
    if (bytes_compare(stream->lower.bytes, stream->lower.length, stream->upper.bytes,
                      stream->upper.length) != 0) {
        memcpy(p, stream->upper.bytes, stream->upper.length);
        p += stream->upper.length;
    }
    glass_table_add(postlist, stream->key, stream->key_length, tag, (gsize)(p - tag));
}

static void write_chunks(const Stream *stream, GlassTable *postlist)
{
    guint8 key[sizeof stream->key + GLASS_UINT_SORT_MAX];
    memcpy(key, stream->key, stream->key_length);
    for (gsize i = 0; i < stream->chunk_count; i++) {
        const Chunk *chunk = &stream->chunks[i];
        gsize end = i + 1 < stream->chunk_count ? chunk[1].start : stream->stream.length;
        guint8 *key_end = glass_put_uint_sort(key + stream->key_length, chunk->first);
        glass_table_add(postlist, key, (gsize)(key_end - key), stream->stream.bytes + chunk->start,
                        end - chunk->start);
    }
}

void glass_values_write(GlassValues *values, GlassTable *postlist)
{
    g_autoptr(GPtrArray) streams = g_ptr_array_new();
    GHashTableIter iter;
    gpointer data;
    g_hash_table_iter_init(&iter, values->streams);
    while (g_hash_table_iter_next(&iter, NULL, &data))
        g_ptr_array_add(streams, data);

    for (guint i = 0; i < streams->len; i++) {
        Stream *stream = g_ptr_array_index(streams, i);
        memcpy(stream->key, "\x00\xd0", 2);
        stream->key_length =
            (guint8)(glass_put_uint_last(stream->key + 2, stream->slot) - stream->key);
    }
    g_ptr_array_sort(streams, compare_keys);
    for (guint i = 0; i < streams->len; i++)
        write_statistics(g_ptr_array_index(streams, i), postlist, values->failure);

    for (guint i = 0; i < streams->len; i++) {
        Stream *stream = g_ptr_array_index(streams, i);
        memcpy(stream->key, "\x00\xd8", 2);
        stream->key_length = (guint8)(glass_put_uint(stream->key + 2, stream->slot) - stream->key);
    }
    g_ptr_array_sort(streams, compare_keys);
    for (guint i = 0; i < streams->len; i++)
        write_chunks(g_ptr_array_index(streams, i), postlist);
    g_hash_table_remove_all(values->streams);
}
