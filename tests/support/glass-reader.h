/* glass-reader: reads a table of a glass database entry by entry, straight from its blocks, and
 * checks what it passes. Written apart from the writer, so that neither can hide the other's
 * mistakes.
 *
 *     GPtrArray *entries = glass_read_table(dir, 0, &fault);   // postlist; GlassEntry
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
    GBytes *key, *tag; /* the tag inflated */
    guint chunks;
    gboolean compressed;
} GlassEntry;

/* The entries of table 0 postlist, 1 docdata, 2 termlist, 3 position in key order; none if it is
 * absent. NULL and *fault (to be freed) if a block is not as it should be: header, order, dividing
 * keys, chunk numbers, the number of entries. Leaves must also stand in key order in the file if
 * the table says that they do. Free with g_ptr_array_unref(). */
GPtrArray *glass_read_table(const char *dir, guint table, char **fault);

G_END_DECLS
