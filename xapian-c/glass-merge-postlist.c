#include "xapian-c/glass-merge-private.h"

static int compare_keys(const GlassCursor *a, const GlassCursor *b)
{
    int order = memcmp(a->key, b->key, MIN(a->key_length, b->key_length));
    return order ? order : (a->key_length > b->key_length) - (a->key_length < b->key_length);
}

/* The first of the sources whose current key is the lowest, if it is of this kind; NULL if none is.
 */
static GlassMergeSource *lowest(GlassMerge *merge, GlassKeyKind kind)
{
    GlassMergeSource *found = NULL;
    for (gsize i = 0; i < merge->count; i++) {
        GlassMergeSource *source = &merge->sources[i];
        if (source->cursor.key && (!found || compare_keys(&source->cursor, &found->cursor) < 0))
            found = source;
    }
    return found && glass_merge_key_kind(&found->cursor) == kind ? found : NULL;
}

/* ---- metadata ---------------------------------------------------------------------------------*/

/* What several sources say under one key. */
typedef struct {
    const char **values;
    gsize *lengths;
    GlassMergeSource **sources;
    gsize count;
} Duplicates;

static void write_metadata(GlassMerge *merge, const guint8 *key, gsize key_length,
                           const Duplicates *same)
{
    GlassTable *postlist = &merge->output->table[GLASS_POSTLIST];
    const void *value = same->values[0];
    gsize length = same->lengths[0];
    g_autofree char *resolved = NULL;
    if (same->count > 1 && merge->resolve) {
        g_autofree char *name =
            g_strndup((const char *)key + GLASS_KEY_HEAD, key_length - GLASS_KEY_HEAD);
        length = 0;
        value = resolved = merge->resolve(name, same->values, same->lengths, same->count, &length,
                                          merge->resolve_data);
    }
    if (value && length > 0)
        glass_table_add_parts(postlist, key, key_length, value, length, NULL, 0);
}

static gboolean merge_metadata(GlassMerge *merge, Duplicates *same)
{
    GlassMergeSource *source;
    while ((source = lowest(merge, GLASS_KEY_METADATA)) != NULL) {
        guint8 key[GLASS_KEY_MAX];
        gsize key_length = source->cursor.key_length;
        memcpy(key, source->cursor.key, key_length);
        same->count = 0;
        for (gsize i = 0; i < merge->count; i++) {
            GlassMergeSource *other = &merge->sources[i];
            if (!other->cursor.key || compare_keys(&other->cursor, &source->cursor) != 0)
                continue;
            if (other->cursor.compressed)
                return glass_cursor_damaged(&other->cursor, "metadata are compressed");
            same->values[same->count] = (const char *)other->cursor.tag;
            same->lengths[same->count] = other->cursor.tag_length;
            same->sources[same->count++] = other;
        }
        write_metadata(merge, key, key_length, same);
        for (gsize i = 0; i < same->count; i++)
            glass_cursor_next(&same->sources[i]->cursor);
        if (merge->failure)
            return FALSE;
    }
    return !merge->failure;
}

/* ---- postings ---------------------------------------------------------------------------------*/

/* Appends the entries of a chunk, in one pass over its bytes. As documents only move together, no
 * gap grows: the result is at most a first gap longer. */
static gboolean append_chunk(GlassMerge *merge, GlassMergeSource *source, const GlassChunk *chunk,
                             guint32 *wdf_upper)
{
    GlassPostings *postings = &merge->postings;
    GlassCursor *cursor = &source->cursor;
    const guint8 *p = chunk->entries, *end = chunk->end;
    if (!glass_grow(&postings->bytes, &postings->capacity,
                    postings->length + (gsize)(end - p) + 4 * GLASS_UINT_MAX, 1, &merge->failure))
        return FALSE;
    guint8 *to = postings->bytes + postings->length;
    guint8 *full = postings->bytes + postings->chunk_start + GLASS_CHUNK_BYTES;
    guint32 docid = chunk->first, upper = *wdf_upper, last = postings->last, count = 0;
    guint64 total = 0;
    for (;;) {
        guint32 wdf, gap, mapped;
        if (!glass_get_uint(&p, end, &wdf))
            return glass_cursor_damaged(cursor, "a posting is cut off");
        if (!glass_merge_docid(source, docid, &mapped) || mapped <= last)
            return glass_cursor_damaged(cursor, "it has a posting of no document");
        if (G_UNLIKELY(to >= full)) {
            postings->length = (gsize)(to - postings->bytes);
            postings->last = last;
            if (!glass_postings_next_chunk(postings, &merge->failure))
                return FALSE;
            full = to + GLASS_CHUNK_BYTES;
        }
        if (G_UNLIKELY(to == postings->bytes + postings->chunk_start))
            postings->chunk_first = mapped;
        else
            to = glass_put_uint(to, mapped - last - 1);
        to = glass_put_uint(to, wdf);
        last = mapped;
        upper = MAX(upper, wdf);
        total += wdf;
        count++;
        if (p == end)
            break;
        if (!glass_get_uint(&p, end, &gap) || gap >= G_MAXUINT32 - docid)
            return glass_cursor_damaged(cursor, "a posting is cut off");
        docid += gap + 1;
    }
    if (docid != chunk->last)
        return glass_cursor_damaged(cursor, "a list of postings ends elsewhere than it says");
    postings->length = (gsize)(to - postings->bytes);
    postings->last = last;
    postings->count += count;
    postings->total += total;
    *wdf_upper = upper;
    return TRUE;
}

/* Appends the list whose first chunk the source is at, and moves on. key is that of its later
 * chunks, less the docid. */
static gboolean append_list(GlassMerge *merge, GlassMergeSource *source, const guint8 *key,
                            gsize key_length, GlassChunk *first, guint32 *wdf_upper)
{
    GlassChunk chunk;
    if (!glass_merge_first_chunk(source, &chunk) || !append_chunk(merge, source, &chunk, wdf_upper))
        return FALSE;
    *first = chunk;
    while (!chunk.is_last) {
        if (!glass_merge_next_chunk(source, key, key_length, &chunk) ||
            !append_chunk(merge, source, &chunk, wdf_upper))
            return FALSE;
    }
    glass_cursor_next(&source->cursor);
    return !merge->failure;
}

static gboolean merge_lengths(GlassMerge *merge)
{
    static const guint8 key[GLASS_KEY_HEAD] = {0x00, 0xe0};
    GlassPostings *postings = &merge->postings;
    guint32 doclen_upper = 0;
    glass_postings_begin(postings);
    for (gsize i = 0; i < merge->count; i++) {
        GlassMergeSource *source = &merge->sources[i];
        GlassChunk first;
        if (glass_merge_key_kind(&source->cursor) == GLASS_KEY_LENGTHS &&
            !append_list(merge, source, key, sizeof key, &first, &doclen_upper))
            return FALSE;
    }
    if (postings->count > 0)
        glass_postings_write(postings, &merge->output->table[GLASS_POSTLIST], key, sizeof key,
                             sizeof key, 0, 0);
    return !merge->failure;
}

/* ---- terms ------------------------------------------------------------------------------------*/

/* The key of a term's first chunk: each zero byte in it is followed by ff. */
static gboolean is_whole_term(const guint8 *key, gsize length)
{
    const guint8 *end = key + length, *zero = key;
    while (zero < end && (zero = memchr(zero, 0, (gsize)(end - zero))) != NULL) {
        if (++zero == end || *zero != 0xff)
            return FALSE;
    }
    return TRUE;
}

/* Adds a source's postings of the term whose key it is at. */
static gboolean add_postings(GlassMerge *merge, GlassMergeSource *source, const guint8 *key,
                             gsize key_length)
{
    guint32 count = merge->postings.count;
    guint64 total = merge->postings.total;
    GlassChunk first;
    if (!append_list(merge, source, key, key_length, &first, &merge->statistics.wdf_upper))
        return FALSE;
    total = merge->postings.total - total;
    if (merge->statistics.wdf_upper > merge->statistics.doclen_upper)
        return glass_cursor_damaged(&source->cursor,
                                    "a term is in a document more often than fits");
    if (first.termfreq != merge->postings.count - count || first.collfreq != total)
        return glass_cursor_damaged(&source->cursor,
                                    "a term has other postings than it should have");
    source->total_wdf += total;
    return TRUE;
}

/* Merges the term of the lowest key, which source is the first to have. */
static gboolean merge_term(GlassMerge *merge, GlassMergeSource *source)
{
    guint8 key[GLASS_KEY_MAX + 1]; /* with terminator */
    gsize length = source->cursor.key_length;
    memcpy(key, source->cursor.key, length);
    key[length] = 0;
    if (!is_whole_term(key, length))
        return glass_cursor_damaged(&source->cursor, "a list of postings has no beginning");
    glass_postings_begin(&merge->postings);
    for (; source < merge->sources + merge->count; source++) {
        const GlassCursor *cursor = &source->cursor;
        if (cursor->key && cursor->key_length == length && memcmp(cursor->key, key, length) == 0 &&
            !add_postings(merge, source, key, length + 1))
            return FALSE;
    }
    const GlassPostings *postings = &merge->postings;
    if (postings->chunk_count > 0 && length + 1 + GLASS_UINT_SORT_MAX > GLASS_KEY_MAX) {
        glass_fail(&merge->failure, INDEX_ERROR_INTERNAL,
                   "can't merge into '%s': a term of %" G_GSIZE_FORMAT
                   " bytes is in too many documents",
                   merge->output->dir, length);
        return FALSE;
    }
    glass_postings_write(postings, &merge->output->table[GLASS_POSTLIST], key, length, length + 1,
                         postings->count, postings->total);
    return !merge->failure;
}

static gboolean check_totals(GlassMerge *merge)
{
    for (gsize i = 0; i < merge->count; i++) {
        GlassMergeSource *source = &merge->sources[i];
        if (source->cursor.key)
            return glass_cursor_damaged(&source->cursor, "it has a key of no known kind");
        if (source->total_wdf != source->total_doclen)
            return glass_cursor_damaged(&source->cursor, "postings and document lengths differ");
    }
    return TRUE;
}

static gboolean merge_entries(GlassMerge *merge)
{
    g_autofree const char **values = g_new(const char *, merge->count + 1);
    g_autofree gsize *lengths = g_new(gsize, merge->count + 1);
    g_autofree GlassMergeSource **sources = g_new(GlassMergeSource *, merge->count + 1);
    Duplicates same = {values, lengths, sources, 0};
    if (!merge_metadata(merge, &same) || !glass_merge_values(merge) || !merge_lengths(merge))
        return FALSE;
    GlassMergeSource *source;
    while ((source = lowest(merge, GLASS_KEY_TERM)) != NULL) {
        if (!merge_term(merge, source))
            return FALSE;
    }
    if (merge->failure || !check_totals(merge))
        return FALSE;
    glass_table_finish(&merge->output->table[GLASS_POSTLIST], TRUE);
    return !merge->failure;
}

gboolean glass_merge_postlist(GlassMerge *merge)
{
    gboolean fine = glass_merge_open_table(merge, GLASS_POSTLIST) && merge_entries(merge);
    glass_merge_close_table(merge);
    return fine;
}
