/* Over half of a database: an item is copied from block to block, and its docid written over. */
#include "xapian-c/glass-merge-private.h"

/* A term, as it stands in the keys before the docid. */
typedef struct {
    guint8 key[GLASS_KEY_MAX + GLASS_UINT_SORT_MAX];
    gsize length; /* of the term with its terminator */
} Prefix;

/* Of the cursor's key; 0 if it has no terminator. */
static gsize prefix_length(const GlassCursor *cursor)
{
    const guint8 *end = cursor->key + cursor->key_length, *zero = cursor->key;
    while ((zero = memchr(zero, 0, (gsize)(end - zero))) != NULL) {
        if (++zero == end)
            return 0;
        if (*zero != 0xff)
            return (gsize)(zero - cursor->key);
    }
    return 0;
}

/* What follows the terminator is a docid, which never begins with ff; a term that goes on does. */
static inline gboolean has_prefix(const GlassCursor *cursor, const Prefix *prefix)
{
    return cursor->key && cursor->key_length > prefix->length &&
           memcmp(cursor->key, prefix->key, prefix->length) == 0 &&
           cursor->key[prefix->length] != 0xff;
}

static gboolean add_item(GlassMerge *merge, const GlassCursor *cursor, Prefix *prefix,
                         guint32 docid)
{
    GlassTable *table = &merge->output->table[GLASS_POSITION];
    guint8 *key_end = glass_put_uint_sort(prefix->key + prefix->length, docid);
    gsize key_length = (gsize)(key_end - prefix->key), size = 3 + key_length + cursor->tag_length;
    if (G_UNLIKELY(key_length > GLASS_KEY_MAX)) {
        glass_fail(&merge->failure, INDEX_ERROR_INTERNAL,
                   "can't merge into '%s': a term of %" G_GSIZE_FORMAT
                   " bytes is in too many documents",
                   merge->output->dir, prefix->length - 1);
        return FALSE;
    }
    if (G_UNLIKELY(size > GLASS_ITEM_MAX)) {
        glass_table_add_parts(table, prefix->key, key_length, cursor->tag, cursor->tag_length, NULL,
                              0);
        return !merge->failure;
    }
    if (G_UNLIKELY(!table->leaf.bytes || glass_block_free(&table->leaf) < size + 2)) {
        if (!glass_table_next_leaf(table, prefix->key, key_length, 1))
            return FALSE;
    }
    guint8 *item = glass_block_take(&table->leaf, size);
    if (G_LIKELY(cursor->item && cursor->key_length == key_length)) {
        glass_copy_item(item, cursor->item, size);
        memcpy(item + 3 + prefix->length, prefix->key + prefix->length,
               key_length - prefix->length);
    } else {
        glass_put_be16(item, (guint32)(size - 3) | GLASS_ITEM_FIRST | GLASS_ITEM_LAST);
        item[2] = (guint8)key_length;
        memcpy(item + 3, prefix->key, key_length);
        memcpy(item + 3 + key_length, cursor->tag, cursor->tag_length);
    }
    table->info.items++;
    return TRUE;
}

/* Adds a source's items of the term that it is at, and moves on. */
static gboolean add_items(GlassMerge *merge, GlassMergeSource *source, Prefix *prefix)
{
    GlassCursor *cursor = &source->cursor;
    do {
        const guint8 *p = cursor->key + prefix->length, *end = cursor->key + cursor->key_length;
        guint32 docid;
        if (!glass_get_docid(&p, end, &docid) || p != end || cursor->compressed)
            return glass_cursor_damaged(cursor, "a key of positions is impossible");
        if (!glass_merge_docid(source, docid, &docid))
            return glass_cursor_damaged(cursor, "it has positions of no document");
        if (!add_item(merge, cursor, prefix, docid))
            return FALSE;
    } while (glass_cursor_next(cursor) && has_prefix(cursor, prefix));
    return !merge->failure;
}

/* Finds the term that comes next. FALSE at the end, or after a failure. */
static gboolean next_prefix(GlassMerge *merge, Prefix *prefix)
{
    prefix->length = 0;
    for (gsize i = 0; i < merge->count; i++) {
        GlassCursor *cursor = &merge->sources[i].cursor;
        if (!cursor->key)
            continue;
        gsize length = prefix_length(cursor);
        if (length == 0)
            return glass_cursor_damaged(cursor, "a key of positions is impossible");
        int order = prefix->length == 0
                        ? -1
                        : memcmp(cursor->key, prefix->key, MIN(length, prefix->length));
        /* One is the other's beginning only where zero bytes follow that one's term: after its 00
         * there is an ff, so that it is the greater one. */
        if (order < 0 || (order == 0 && length < prefix->length)) {
            memcpy(prefix->key, cursor->key, length);
            prefix->length = length;
        }
    }
    return prefix->length > 0;
}

gboolean glass_merge_positions(GlassMerge *merge)
{
    Prefix prefix;
    gboolean fine = glass_merge_open_table(merge, GLASS_POSITION);
    while (fine && next_prefix(merge, &prefix)) {
        for (gsize i = 0; fine && i < merge->count; i++) {
            GlassMergeSource *source = &merge->sources[i];
            if (has_prefix(&source->cursor, &prefix))
                fine = add_items(merge, source, &prefix);
        }
    }
    glass_merge_close_table(merge);
    glass_table_finish(&merge->output->table[GLASS_POSITION], FALSE);
    return fine && !merge->failure;
}
