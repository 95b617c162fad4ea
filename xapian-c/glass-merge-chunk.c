#include "xapian-c/glass-merge-private.h"

GlassKeyKind glass_merge_key_kind(const GlassCursor *cursor)
{
    const guint8 *key = cursor->key;
    if (!key || cursor->key_length == 0)
        return GLASS_KEY_NONE;
    if (key[0] != 0)
        return GLASS_KEY_TERM;
    if (cursor->key_length < GLASS_KEY_HEAD)
        return GLASS_KEY_NONE;
    switch (key[1]) {
    case 0xc0:
        return GLASS_KEY_METADATA;
    case 0xd0:
        return GLASS_KEY_SLOT;
    case 0xd8:
        return GLASS_KEY_VALUES;
    case 0xe0:
        return GLASS_KEY_LENGTHS;
    case 0xff: /* a zero byte of the term */
        return GLASS_KEY_TERM;
    default:
        return GLASS_KEY_NONE;
    }
}

/* ---- postings ---------------------------------------------------------------------------------*/

static gboolean read_chunk(GlassMergeSource *source, const guint8 *p, GlassChunk *chunk)
{
    const guint8 *end = source->cursor.tag + source->cursor.tag_length;
    guint32 span;
    if (source->cursor.compressed || p == end || (*p != '0' && *p != '1'))
        return glass_cursor_damaged(&source->cursor, "a list of postings has no header");
    chunk->is_last = *p++ == '1';
    if (!glass_get_uint(&p, end, &span) || p == end ||
        __builtin_add_overflow(chunk->first, span, &chunk->last))
        return glass_cursor_damaged(&source->cursor, "a list of postings has a wrong header");
    chunk->entries = p;
    chunk->end = end;
    return TRUE;
}

gboolean glass_merge_first_chunk(GlassMergeSource *source, GlassChunk *chunk)
{
    const guint8 *p = source->cursor.tag, *end = p + source->cursor.tag_length;
    guint32 before;
    if (!glass_get_uint64(&p, end, &chunk->termfreq) ||
        !glass_get_uint64(&p, end, &chunk->collfreq) || !glass_get_uint(&p, end, &before) ||
        __builtin_add_overflow(before, 1, &chunk->first))
        return glass_cursor_damaged(&source->cursor, "a list of postings has a wrong header");
    return read_chunk(source, p, chunk);
}

gboolean glass_merge_next_chunk(GlassMergeSource *source, const guint8 *prefix, gsize prefix_length,
                                GlassChunk *chunk)
{
    GlassCursor *cursor = &source->cursor;
    if (!glass_cursor_next(cursor))
        return *cursor->failure ? FALSE
                                : glass_cursor_damaged(cursor, "a list of postings is cut off");
    if (cursor->key_length <= prefix_length || memcmp(cursor->key, prefix, prefix_length) != 0)
        return glass_cursor_damaged(cursor, "a list of postings is cut off");
    const guint8 *p = cursor->key + prefix_length, *end = cursor->key + cursor->key_length;
    if (!glass_get_docid(&p, end, &chunk->first) || p != end || chunk->first <= chunk->last)
        return glass_cursor_damaged(cursor, "a list of postings is out of order");
    return read_chunk(source, cursor->tag, chunk);
}

/* ---- values -----------------------------------------------------------------------------------*/

gsize glass_merge_slot(GlassMergeSource *source, guint32 *slot)
{
    GlassCursor *cursor = &source->cursor;
    const guint8 *begin = cursor->key + GLASS_KEY_HEAD, *p = begin;
    guint8 plain[GLASS_UINT_MAX];
    if (!glass_get_uint(&p, cursor->key + cursor->key_length, slot) ||
        glass_put_uint(plain, *slot) - plain != p - begin) {
        glass_cursor_damaged(cursor, "a value slot is impossible");
        return 0;
    }
    return (gsize)(p - cursor->key);
}

static gboolean take_value(GlassMergeSource *source, GlassValueWalk *walk)
{
    guint64 length;
    if (!glass_get_uint64(&walk->next, walk->end, &length) ||
        length > (gsize)(walk->end - walk->next))
        return glass_cursor_damaged(&source->cursor, "a value is cut off");
    walk->value = walk->next;
    walk->length = (gsize)length;
    walk->next += length;
    return TRUE;
}

gboolean glass_merge_first_value(GlassMergeSource *source, GlassValueWalk *walk)
{
    GlassCursor *cursor = &source->cursor;
    gsize at = glass_merge_slot(source, &walk->slot);
    if (at == 0)
        return FALSE;
    const guint8 *p = cursor->key + at, *end = cursor->key + cursor->key_length;
    if (!glass_get_docid(&p, end, &walk->docid) || p != end || cursor->compressed)
        return glass_cursor_damaged(cursor, "the key of values is impossible");
    walk->next = cursor->tag;
    walk->end = cursor->tag + cursor->tag_length;
    return take_value(source, walk);
}

gboolean glass_merge_next_value(GlassMergeSource *source, GlassValueWalk *walk)
{
    guint32 gap;
    if (walk->next == walk->end)
        return FALSE;
    if (!glass_get_uint(&walk->next, walk->end, &gap) || gap >= G_MAXUINT32 - walk->docid)
        return glass_cursor_damaged(&source->cursor, "values are out of order");
    walk->docid += gap + 1;
    return take_value(source, walk);
}
