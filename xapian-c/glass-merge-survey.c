#include "xapian-c/glass-merge-private.h"

/* ---- docids -----------------------------------------------------------------------------------*/

const GlassDocidRun *glass_merge_find_run(GlassMergeSource *source, guint32 docid)
{
    gsize low = 0, high = source->run_count;
    /* Mostly it is the next one. */
    gsize next = source->run + 1;
    if (next < high && docid >= source->runs[next].first) {
        low = next;
        if (docid <= source->runs[next].last)
            high = next + 1;
    }
    while (low < high) {
        gsize middle = low + (high - low) / 2;
        const GlassDocidRun *run = &source->runs[middle];
        if (docid < run->first) {
            high = middle;
        } else if (docid > run->last) {
            low = middle + 1;
        } else {
            source->run = middle;
            return run;
        }
    }
    return NULL;
}

static gboolean reserve_run(GlassMerge *merge, GlassMergeSource *source)
{
    return glass_grow(&source->runs, &source->run_capacity, source->run_count + 1,
                      sizeof(GlassDocidRun), &merge->failure);
}

/* Adds a document above the last one, as the next one of the result. */
static gboolean add_document(GlassMerge *merge, GlassMergeSource *source, guint32 docid,
                             guint32 doclen)
{
    GlassDocidRun *last = source->run_count > 0 ? &source->runs[source->run_count - 1] : NULL;
    if (merge->statistics.documents == G_MAXUINT32) {
        glass_fail(&merge->failure, INDEX_ERROR_INTERNAL,
                   "can't merge more than %u documents; merge fewer sources", G_MAXUINT32);
        return FALSE;
    }
    source->documents++;
    source->total_doclen += doclen;
    guint32 to = merge->statistics.documents + 1;
    glass_statistics_add(&merge->statistics, to, doclen);
    if (last && docid == last->last + 1) {
        last->last = docid;
        return TRUE;
    }
    if (!reserve_run(merge, source))
        return FALSE;
    source->runs[source->run_count++] = (GlassDocidRun){docid, docid, to - docid};
    return TRUE;
}

static gboolean survey_chunk(GlassMerge *merge, GlassMergeSource *source, const GlassChunk *chunk)
{
    const guint8 *p = chunk->entries;
    guint32 docid = chunk->first;
    for (;;) {
        guint32 doclen, gap;
        if (!glass_get_uint(&p, chunk->end, &doclen))
            break;
        if (!add_document(merge, source, docid, doclen))
            return FALSE;
        if (p == chunk->end)
            return docid == chunk->last ||
                   glass_cursor_damaged(&source->cursor, "document lengths are cut off");
        if (!glass_get_uint(&p, chunk->end, &gap) || gap >= G_MAXUINT32 - docid)
            break;
        docid += gap + 1;
    }
    return glass_cursor_damaged(&source->cursor, "document lengths are impossible");
}

static gboolean survey_lengths(GlassMerge *merge, GlassMergeSource *source)
{
    GlassCursor *cursor = &source->cursor;
    guint8 prefix[GLASS_KEY_HEAD];
    if (cursor->key_length != GLASS_KEY_HEAD || source->documents > 0)
        return glass_cursor_damaged(cursor, "document lengths have no beginning");
    memcpy(prefix, cursor->key, sizeof prefix);
    GlassChunk chunk;
    if (!glass_merge_first_chunk(source, &chunk) || !survey_chunk(merge, source, &chunk))
        return FALSE;
    while (!chunk.is_last) {
        if (!glass_merge_next_chunk(source, prefix, sizeof prefix, &chunk) ||
            !survey_chunk(merge, source, &chunk))
            return FALSE;
    }
    return TRUE;
}

/* ---- values -----------------------------------------------------------------------------------*/

void glass_merge_slot_free(gpointer slot)
{
    GlassSlotStatistics *statistics = slot;
    g_free(statistics->lower.bytes);
    g_free(statistics->upper.bytes);
    g_free(statistics);
}

static int compare(const GlassValueWalk *walk, const GlassMergeBytes *bytes)
{
    int order = memcmp(walk->value, bytes->bytes, MIN(walk->length, bytes->length));
    return order ? order : (walk->length > bytes->length) - (walk->length < bytes->length);
}

static gboolean assign(GlassMergeBytes *bytes, const GlassValueWalk *walk, GError **failure)
{
    if (!glass_grow(&bytes->bytes, &bytes->capacity, walk->length + 1, 1, failure))
        return FALSE;
    memcpy(bytes->bytes, walk->value, walk->length);
    bytes->length = walk->length;
    return TRUE;
}

static gboolean survey_values(GlassMerge *merge, GlassMergeSource *source)
{
    GlassValueWalk walk;
    if (!glass_merge_first_value(source, &walk))
        return FALSE;
    GlassSlotStatistics *slot = g_hash_table_lookup(merge->slots, GUINT_TO_POINTER(walk.slot));
    if (!slot) {
        slot = g_new0(GlassSlotStatistics, 1);
        slot->slot = walk.slot;
        g_hash_table_insert(merge->slots, GUINT_TO_POINTER(walk.slot), slot);
    }
    do {
        gboolean first = slot->frequency++ == 0;
        if ((first || compare(&walk, &slot->lower) < 0) &&
            !assign(&slot->lower, &walk, &merge->failure))
            return FALSE;
        if ((first || compare(&walk, &slot->upper) > 0) &&
            !assign(&slot->upper, &walk, &merge->failure))
            return FALSE;
    } while (glass_merge_next_value(source, &walk));
    return !merge->failure;
}

/* ---- a source ---------------------------------------------------------------------------------*/

gboolean glass_merge_survey(GlassMerge *merge, GlassMergeSource *source)
{
    GlassCursor *cursor = &source->cursor;
    GlassKeyKind kind = GLASS_KEY_METADATA;
    if (!glass_cursor_open(cursor, source->dir, GLASS_POSTLIST, &source->version, &merge->failure))
        return FALSE;
    while (kind != GLASS_KEY_TERM && glass_cursor_next(cursor)) {
        kind = glass_merge_key_kind(cursor);
        gboolean fine = TRUE;
        if (kind == GLASS_KEY_VALUES)
            fine = survey_values(merge, source);
        else if (kind == GLASS_KEY_LENGTHS)
            fine = survey_lengths(merge, source);
        else if (kind == GLASS_KEY_NONE)
            fine = glass_cursor_damaged(cursor, "it has a key of no known kind");
        if (!fine)
            return FALSE;
    }
    if (merge->failure)
        return FALSE;
    if (source->documents != source->version.statistics.documents)
        return glass_cursor_damaged(cursor,
                                    "it has another number of documents than it should have");
    if (source->run_count == 0) {
        if (!reserve_run(merge, source))
            return FALSE;
        source->runs[source->run_count++] = (GlassDocidRun){0, 0, 0}; /* no docid is 0 */
    }
    return TRUE;
}
