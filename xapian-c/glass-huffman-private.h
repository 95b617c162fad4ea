/* glass-huffman: a Huffman code for deflate blocks, made from counts of what it will have to code.
 *
 *     counts.litlen[byte]++; …                  // what a sample of the streams needs
 *     glass_code_make(&code, &counts);
 *     memcpy(out, code.header, …);              // the block's header, ready made
 *     … code.literals[byte], code.lengths[length - GLASS_MATCH_MIN], code.distances[symbol] …
 *
 * A symbol that was not counted has no code. Its entry is GLASS_ENTRY_MISSING and says so when it
 * is added up, so that whoever writes need not ask for each symbol.
 *
 * Source: RFC 1951. Threads: one at a time for each object.
 */
#pragma once

#include <glib.h>

#define GLASS_LITLENS 286
#define GLASS_DISTANCES 30
#define GLASS_END_OF_BLOCK 256
#define GLASS_MATCH_MIN 3
#define GLASS_MATCH_MAX 258

/* No code is longer, so that a literal, a length and a distance with their extra bits (12 + 12 + 5
 * + 12
 * + 13) fit in 63 bits with the 7 that may be left over from before. */
#define GLASS_CODE_MAX 12

/* A code as it is written, lowest bit first, above the number of its bits. */
#define GLASS_ENTRY_SHIFT 8
#define GLASS_ENTRY_MISSING 0x80000000u
#define GLASS_ENTRY_COUNT (GLASS_ENTRY_MISSING | 0x3fu)

typedef struct {
    guint32 litlen[GLASS_LITLENS];
    guint32 distances[GLASS_DISTANCES];
} GlassCounts;

typedef struct {
    guint32 literals[256];
    guint32 end_of_block;
    guint32 lengths[GLASS_MATCH_MAX - GLASS_MATCH_MIN + 1]; /* with the extra bits */
    guint32 distances[GLASS_DISTANCES];                     /* without */
    guint header_bits;
    guint8 header[320]; /* from the block's first bit, which is 0: not the last one */
} GlassCode;

/* A code for what was counted, at least one literal, in so many blocks. For one block it is the one
 * that takes least bits. For more, the header is paid more often: it is then kept short where that
 * saves more than it costs, and symbols that lie among those counted get a code as well. */
void glass_code_make(GlassCode *code, const GlassCounts *counts, guint blocks);
/* The fixed code of the format. */
void glass_code_make_fixed(GlassCode *code);

/* The symbol of a match's length, less 257. */
extern const guint8 glass_length_symbols[GLASS_MATCH_MAX - GLASS_MATCH_MIN + 1];

/* The symbol of a distance from 1 to 32768, and how many bits of (distance - 1) follow it. */
static inline guint glass_distance_symbol(guint32 distance, guint *extra)
{
    guint32 value = distance - 1;
    if (value < 4) {
        *extra = 0;
        return value;
    }
    guint top = 31u - (guint)__builtin_clz(value);
    *extra = top - 1;
    return 2 * top + (value >> (top - 1) & 1);
}
