#include "corpus/record-batch-private.h"

/* A batch that held a huge article does not keep its memory. */
#define KEEP_BYTES ((gsize)8 << 20)

static void part_clear(gpointer part)
{
    g_clear_pointer(&((RecordPart *)part)->context, g_bytes_unref);
}

RecordBatch *record_batch_new(void)
{
    RecordBatch *batch = g_new0(RecordBatch, 1);
    batch->records = g_array_new(FALSE, FALSE, sizeof(Record));
    batch->parts = g_array_new(FALSE, FALSE, sizeof(RecordPart));
    g_array_set_clear_func(batch->parts, part_clear);
    batch->strings = g_string_chunk_new(4096);
    return batch;
}

void record_batch_free(RecordBatch *batch)
{
    if (batch == NULL)
        return;
    g_free(batch->data);
    g_array_unref(batch->records);
    g_array_unref(batch->parts);
    g_string_chunk_free(batch->strings);
    g_free(batch);
}

gsize record_batch_count(const RecordBatch *batch)
{
    return batch->records->len;
}

gsize record_batch_bytes(const RecordBatch *batch)
{
    return batch->record_bytes;
}

guint64 record_batch_first(const RecordBatch *batch)
{
    return batch->first;
}

void record_batch_reset(RecordBatch *batch)
{
    if (batch->capacity > KEEP_BYTES) {
        g_free(batch->data);
        batch->data = NULL;
        batch->capacity = 0;
    }
    batch->length = batch->record_bytes = 0;
    batch->first = 0;
    g_array_set_size(batch->records, 0);
    g_array_set_size(batch->parts, 0);
    g_string_chunk_clear(batch->strings);
}

gboolean record_batch_reserve(RecordBatch *batch, gsize more)
{
    /* One byte more for the NUL that follows the last record. */
    gsize needed = batch->length + more + 1;
    if (needed <= batch->capacity)
        return TRUE;
    gsize capacity = MAX(needed, MIN(batch->capacity * 2, batch->capacity + ((gsize)64 << 20)));
    char *data = g_try_realloc(batch->data, capacity);
    if (data == NULL)
        return FALSE;
    batch->data = data;
    batch->capacity = capacity;
    return TRUE;
}

static const char *keep(RecordBatch *batch, const char *string)
{
    return string ? g_string_chunk_insert(batch->strings, string) : NULL;
}

guint record_batch_add_part(RecordBatch *batch, const RecordPart *part)
{
    RecordPart copy = *part;
    copy.path = keep(batch, part->path);
    copy.member = keep(batch, part->member);
    copy.encoding = keep(batch, part->encoding);
    copy.declared = keep(batch, part->declared);
    copy.url = keep(batch, part->url);
    if (copy.context)
        g_bytes_ref(copy.context);
    g_array_append_val(batch->parts, copy);
    return batch->parts->len - 1;
}

ArticlePlace record_batch_place(const RecordBatch *batch, gsize i)
{
    const Record *record = &g_array_index(batch->records, Record, i);
    const RecordPart *part = &g_array_index(batch->parts, RecordPart, record->part);
    return (ArticlePlace){part->path, part->member, record->number, record->line,
                          part->format ? part->format->name : NULL};
}
