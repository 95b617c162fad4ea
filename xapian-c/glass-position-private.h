/* glass-position: items of the position table, one for each posting with positions: more than half
 * of a database. An item is built in place behind the term's part of its key, which is set once a
 * term.
 *
 *     I 2 | K 1 | string_sort term 00 | uint_sort docid | position list
 *
 * Threads: as the segment.
 */
#pragma once

#include "xapian-c/glass-table-private.h"

/* Lists up to this long are coded into the item itself. */
#define GLASS_INLINE_POSITIONS 384

typedef struct {
    guint8 item[GLASS_ITEM_MAX + 64]; /* with room for the coder to store ahead */
    gsize prefix;                     /* bytes in item before the docid */
    guint8 *long_tag;                 /* for longer lists */
    gsize long_capacity;
} GlassPositions;

G_STATIC_ASSERT(3 + GLASS_KEY_MAX + GLASS_POSITIONS_MAX(GLASS_INLINE_POSITIONS) < GLASS_ITEM_MAX);

void glass_positions_clear(GlassPositions *positions);

/* Sets the term by its string_sort form with terminator. */
static inline void glass_positions_begin(GlassPositions *positions, const guint8 *key, gsize length)
{
    memcpy(positions->item + 3, key, length);
    positions->prefix = 3 + length;
}

void glass_positions_add_long(GlassPositions *positions, GlassTable *table, guint32 docid,
                              const guint32 *values, gsize count);

/* Adds the count > 0 strictly ascending positions of the term in a document above the last one. */
static inline void glass_positions_add(GlassPositions *positions, GlassTable *table, guint32 docid,
                                       const guint32 *values, gsize count)
{
    if (G_UNLIKELY(count > GLASS_INLINE_POSITIONS)) {
        glass_positions_add_long(positions, table, docid, values, count);
        return;
    }
    guint8 *item = positions->item;
    guint8 *tag = glass_put_uint_sort(item + positions->prefix, docid);
    item[2] = (guint8)(tag - item - 3);
    guint8 *end = glass_put_positions(tag, values, count);
    glass_table_add_item(table, item, (gsize)(end - item));
}
