/* glass-deflater: compresses many short streams that are like one another, fast.
 *
 *     GlassDeflater *d = glass_deflater_new(0);
 *     gsize packed = glass_deflater_compress(d, tag, length, out, size);   // 0: not smaller
 *     …
 *     glass_deflater_free(d);
 *
 * Each result is a raw deflate stream (RFC 1951) by itself. What the streams share is the Huffman
 * code: it is made from a sample of the streams before, its header stands ready, and a stream is
 * read and written in one pass. A stream that the code doesn't suit gets one of its own.
 *
 * A stream of more than GLASS_DEFLATER_PIECE bytes ends in an empty block, for Xapian's sake; see
 * glass-deflate-private.h.
 *
 * The same streams in the same order give the same bytes. Threads: one at a time for each
 * GlassDeflater.
 */
#pragma once

#include <glib.h>

typedef struct GlassDeflater GlassDeflater;

/* What a result may overwrite of `out` beyond its own bytes. */
#define GLASS_DEFLATER_SLACK 32u
#define GLASS_DEFLATER_PIECE 8192u

enum {
    /* No matches: three times as fast; term lists take 8 % more, text 20 % and up. */
    GLASS_DEFLATE_LITERALS = 1 << 0,
};

/* NULL if there is no memory. */
GlassDeflater *glass_deflater_new(guint flags);
void glass_deflater_free(GlassDeflater *deflater);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GlassDeflater, glass_deflater_free)

/* Bytes of memory held, always the same. */
gsize glass_deflater_memory(void);

/* Compresses in[0 .. length) into out[0 .. size). Returns the length of the result; 0 if it would
 * not be smaller than the input or not leave GLASS_DEFLATER_SLACK bytes of out. */
gsize glass_deflater_compress(GlassDeflater *deflater, const void *in, gsize length, void *out,
                              gsize size);
