/* glass-deflate: compresses the tags of tables, such that Xapian can read them back.
 *
 *     glass_deflate_open(&deflate, level, &failure);
 *     packed = glass_deflate_run(&deflate, tag, length, &failure);   // 0: not smaller
 *     use(deflate.bytes, packed);
 *     glass_deflate_close(&deflate);
 *
 * Xapian inflates chunk by chunk into pieces of 8192 bytes, and takes a chunk for finished once its
 * bytes are used up, even if the piece is full and zlib still holds output back. A tag whose output
 * happens to end like that can't be read ("too few chunks of compressed data"), and where the
 * pieces begin changes whenever a database is compacted. So a stream longer than one piece is given
 * an empty block at its end: as long as output waits, a byte of that is still unread, however the
 * stream is cut.
 *
 * Threads: one at a time for each GlassDeflate.
 */
#pragma once

#include <glib.h>
#include <libdeflate.h>

#include "xapian-c/glass-deflater-private.h"

typedef struct {
    GlassDeflater *deflater;                  /* the fast way; NULL: not that */
    struct libdeflate_compressor *compressor; /* NULL: not that; neither: nothing is compressed */
    guint8 *bytes;                            /* the last result */
    gsize capacity;
    struct GlassDeflateWalker *walker; /* made when it is first needed */
} GlassDeflate;

/* level is libdeflate's, 1 to 12; 0: none. *deflate must be all zero. */
gboolean glass_deflate_open(GlassDeflate *deflate, int level, GError **failure);
/* The fast way: a GlassDeflater of these flags. */
gboolean glass_deflate_open_fast(GlassDeflate *deflate, guint flags, GError **failure);
void glass_deflate_close(GlassDeflate *deflate);
gsize glass_deflate_memory(const GlassDeflate *deflate);

/* Compresses length > 0 bytes to deflate->bytes. Returns the length of the result; 0 if it would
 * not be smaller, or after a failure. */
gsize glass_deflate_run(GlassDeflate *deflate, const guint8 *tag, gsize length, GError **failure);
