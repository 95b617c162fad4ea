#include "xapian-c/glass-position-private.h"

void glass_positions_clear(GlassPositions *positions)
{
    g_clear_pointer(&positions->long_tag, g_free);
    positions->long_capacity = 0;
}

void glass_positions_add_long(GlassPositions *positions, GlassTable *table, guint32 docid,
                              const guint32 *values, gsize count)
{
    if (!glass_grow(&positions->long_tag, &positions->long_capacity, GLASS_POSITIONS_MAX(count), 1,
                    table->failure))
        return;
    guint8 *key = positions->item + 3;
    guint8 *key_end = glass_put_uint_sort(positions->item + positions->prefix, docid);
    guint8 *end = glass_put_positions(positions->long_tag, values, count);
    glass_table_add(table, key, (gsize)(key_end - key), positions->long_tag,
                    (gsize)(end - positions->long_tag));
}
