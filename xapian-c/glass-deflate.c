#include "xapian-c/glass-deflate-private.h"

#include <string.h>

#include "xapian-c/glass-file-private.h"

/* Xapian's piece: no shorter output can be cut in two. */
#define INFLATE_PIECE 8192
/* The walker reads 8 bytes at a time, and the empty block takes two. */
#define SLACK MAX(16, GLASS_DEFLATER_SLACK)

#define LENGTH_MAX 15
#define LITLEN_SYMBOLS 288
#define DISTANCE_SYMBOLS 32
#define PRECODE_SYMBOLS 19
#define PRECODE_LENGTH_MAX 7
#define END_OF_BLOCK 256

/* All values of the next `order` bits: the symbol whose code they begin with, above LENGTH_BITS,
 * and the length of that code; 0 if there is no such code. */
enum { LENGTH_BITS = 4, LENGTH_MASK = (1 << LENGTH_BITS) - 1 };
typedef struct {
    guint order;
    guint16 entries[1 << LENGTH_MAX];
} Code;

/* Follows a deflate stream (RFC 1951) without making its output. */
typedef struct GlassDeflateWalker {
    const guint8 *bytes; /* and SLACK more of them */
    gsize bit, bits;     /* the next one, and how many there are */
    Code precode, litlen, distance;
} Walker;

gboolean glass_deflate_open(GlassDeflate *deflate, int level, GError **failure)
{
    if (level <= 0)
        return TRUE;
    deflate->compressor = libdeflate_alloc_compressor(MIN(level, 12));
    if (!deflate->compressor)
        glass_fail_memory(failure, 1 << 20);
    return deflate->compressor != NULL;
}

gboolean glass_deflate_open_fast(GlassDeflate *deflate, guint flags, GError **failure)
{
    deflate->deflater = glass_deflater_new(flags);
    if (!deflate->deflater)
        glass_fail_memory(failure, glass_deflater_memory());
    return deflate->deflater != NULL;
}

void glass_deflate_close(GlassDeflate *deflate)
{
    glass_deflater_free(deflate->deflater);
    if (deflate->compressor)
        libdeflate_free_compressor(deflate->compressor);
    g_free(deflate->bytes);
    g_free(deflate->walker);
    memset(deflate, 0, sizeof *deflate);
}

gsize glass_deflate_memory(const GlassDeflate *deflate)
{
    return deflate->capacity + (deflate->deflater ? glass_deflater_memory() : 0) +
           (deflate->walker ? sizeof *deflate->walker : 0);
}

/* ---- walking ----------------------------------------------------------------------------------*/

static inline guint64 window(const Walker *walker)
{
    guint64 bytes;
    memcpy(&bytes, walker->bytes + (walker->bit >> 3), sizeof bytes);
    return GUINT64_FROM_LE(bytes) >> (walker->bit & 7);
}

static guint take(Walker *walker, guint count)
{
    guint value = (guint)(window(walker) & ((1u << count) - 1));
    walker->bit += count;
    return value;
}

/* Makes the canonical code of these lengths. */
static void make_code(Code *code, const guint8 *lengths, guint count)
{
    guint of_length[LENGTH_MAX + 1] = {0}, next[LENGTH_MAX + 2] = {0};
    code->order = 0;
    for (guint i = 0; i < count; i++) {
        of_length[lengths[i]]++;
        code->order = MAX(code->order, lengths[i]);
    }
    of_length[0] = 0;
    for (guint length = 1; length <= LENGTH_MAX; length++)
        next[length + 1] = (next[length] + of_length[length]) << 1;
    memset(code->entries, 0, sizeof *code->entries << code->order);
    for (guint i = 0; i < count; i++) {
        guint length = lengths[i], reversed = 0;
        if (length == 0)
            continue;
        guint value = next[length]++;
        for (guint bit = 0; bit < length; bit++)
            reversed |= (value >> bit & 1) << (length - 1 - bit);
        for (guint at = reversed; at < 1u << code->order; at += 1u << length)
            code->entries[at] = (guint16)(i << LENGTH_BITS | length);
    }
}

static inline guint16 look_up(const Code *code, guint64 bits)
{
    return code->entries[bits & ((1u << code->order) - 1)];
}

static void fixed_codes(Walker *walker)
{
    guint8 lengths[LITLEN_SYMBOLS];
    memset(lengths, 8, 144);
    memset(lengths + 144, 9, 112);
    memset(lengths + 256, 7, 24);
    memset(lengths + 280, 8, 8);
    make_code(&walker->litlen, lengths, LITLEN_SYMBOLS);
    memset(lengths, 5, DISTANCE_SYMBOLS);
    make_code(&walker->distance, lengths, DISTANCE_SYMBOLS);
}

/* Reads the codes that a block brings along. */
static gboolean read_codes(Walker *walker)
{
    static const guint8 order[PRECODE_SYMBOLS] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                  11, 4,  12, 3, 13, 2, 14, 1, 15};
    guint8 lengths[LITLEN_SYMBOLS + DISTANCE_SYMBOLS + 138], precode[PRECODE_SYMBOLS] = {0};
    guint litlens = take(walker, 5) + 257, distances = take(walker, 5) + 1;
    guint sent = take(walker, 4) + 4;
    for (guint i = 0; i < sent; i++)
        precode[order[i]] = (guint8)take(walker, 3);
    make_code(&walker->precode, precode, PRECODE_SYMBOLS);
    for (guint i = 0; i < litlens + distances;) {
        guint16 entry = look_up(&walker->precode, window(walker));
        if (entry == 0 || walker->bit >= walker->bits)
            return FALSE;
        walker->bit += entry & LENGTH_MASK;
        guint symbol = entry >> LENGTH_BITS, repeat = 1;
        guint8 length = 0;
        if (symbol < 16)
            length = (guint8)symbol;
        else if (symbol == 16 && i == 0)
            return FALSE;
        else if (symbol == 16)
            length = lengths[i - 1], repeat = 3 + take(walker, 2);
        else
            repeat = symbol == 17 ? 3 + take(walker, 3) : 11 + take(walker, 7);
        memset(lengths + i, length, repeat);
        i += repeat;
    }
    make_code(&walker->litlen, lengths, litlens);
    make_code(&walker->distance, lengths + litlens, distances);
    return TRUE;
}

/* Passes over the symbols of a block. */
static gboolean pass_symbols(Walker *walker)
{
    while (walker->bit < walker->bits) {
        guint64 bits = window(walker);
        guint16 entry = look_up(&walker->litlen, bits);
        guint symbol = entry >> LENGTH_BITS;
        guint length = entry & LENGTH_MASK;
        if (entry == 0)
            return FALSE;
        if (symbol >= END_OF_BLOCK) {
            if (symbol == END_OF_BLOCK) {
                walker->bit += length;
                return TRUE;
            }
            length += symbol < 265 || symbol == 285 ? 0 : (symbol - 261) / 4;
            entry = look_up(&walker->distance, bits >> length);
            if (entry == 0)
                return FALSE;
            symbol = entry >> LENGTH_BITS;
            length += entry & LENGTH_MASK;
            length += symbol < 4 ? 0 : symbol / 2 - 1;
        }
        walker->bit += length;
    }
    return FALSE;
}

/* Passes over one block after its header. */
static gboolean pass_block(Walker *walker, guint type)
{
    if (type == 0) {
        walker->bit = (walker->bit + 7) & ~(gsize)7;
        guint length = take(walker, 16);
        walker->bit += 16 + 8 * (gsize)length;
        return walker->bit <= walker->bits;
    }
    if (type == 1)
        fixed_codes(walker);
    else if (type != 2 || !read_codes(walker))
        return FALSE;
    return pass_symbols(walker);
}

/* Gives the stream an empty last block. bytes have room for SLACK more. Returns the new length; 0
 * if the stream is not understood. */
static gsize end_in_empty_block(Walker *walker, guint8 *bytes, gsize length)
{
    walker->bytes = bytes;
    walker->bit = 0;
    walker->bits = 8 * length;
    memset(bytes + length, 0, SLACK);
    gsize header;
    guint final;
    do {
        header = walker->bit;
        final = take(walker, 1);
        if (walker->bit >= walker->bits || !pass_block(walker, take(walker, 2)))
            return 0;
    } while (!final);
    bytes[header >> 3] &= (guint8) ~(1u << (header & 7));
    /* Final; fixed codes; end of block, seven zero bits. What lies behind the stream is zero. */
    gsize end = walker->bit;
    guint value = (1u | 1u << 1) << (end & 7);
    bytes[end >> 3] |= (guint8)value;
    bytes[(end >> 3) + 1] |= (guint8)(value >> 8);
    return (end + 10 + 7) >> 3;
}

gsize glass_deflate_run(GlassDeflate *deflate, const guint8 *tag, gsize length, GError **failure)
{
    if (!(deflate->deflater || deflate->compressor) ||
        !glass_grow(&deflate->bytes, &deflate->capacity, length + SLACK, 1, failure))
        return 0;
    if (deflate->deflater)
        return glass_deflater_compress(deflate->deflater, tag, length, deflate->bytes,
                                       length + SLACK);
    /* 0 where there is not room enough. */
    gsize packed =
        libdeflate_deflate_compress(deflate->compressor, tag, length, deflate->bytes, length - 1);
    if (packed == 0 || length <= INFLATE_PIECE)
        return packed;
    if (!deflate->walker && !(deflate->walker = g_try_malloc(sizeof *deflate->walker))) {
        glass_fail_memory(failure, sizeof *deflate->walker);
        return 0;
    }
    packed = end_in_empty_block(deflate->walker, deflate->bytes, packed);
    return packed < length ? packed : 0;
}
