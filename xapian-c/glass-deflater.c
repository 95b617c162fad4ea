#include "xapian-c/glass-deflater-private.h"

#include <string.h>

#include "xapian-c/glass-huffman-private.h"

/* A block has one code, and its matches stay inside. The format lets a stored one have as many
 * bytes. */
#define BLOCK_MAX 65535u
#define WINDOW 32768u
#define HASH_BITS 12u
#define HASH_BITS_MAX 14u /* in blocks from LONG on */
#define LONG 16384u
#define SHORT 2048u
/* Matches are looked for up to here before a block's end: 8 bytes are read at a place and at the
 * next. */
#define TAIL 9
/* After so many fruitless steps of two bytes, so many are passed over in each. */
#define PATIENCE 256u
#define LEAP 8

/* A block shorter than this is tried with the fixed code too, which needs no header; one shorter
 * than half of it gets no code of its own. */
#define TINY 256u
/* One in so many blocks is counted, and after so many counted ones the code is made anew. At the
 * beginning both happen earlier. */
#define SAMPLE_EVERY 64u
#define SAMPLES_MAX 64u
#define NO_BITS G_MAXUINT64
/* Type, padding and two lengths. */
#define STORED_HEADER 5u

/* For functions that are made once for each kind of sink and finder. */
#define ALWAYS_INLINE inline __attribute__((always_inline))

struct GlassDeflater {
    guint flags;
    guint64 blocks, next_sample; /* met so far; which of them will be counted next */
    guint64 usual;               /* 1024ths of a bit that a byte takes with the shared code */
    guint samples, samples_wanted;
    GlassCounts counts; /* what `shared` is made of, samples of them since it was made */
    GlassCode shared, own, fixed;
    guint16 heads[1 << HASH_BITS_MAX]; /* where bytes with this hash were last seen in the block */
};

GlassDeflater *glass_deflater_new(guint flags)
{
    GlassDeflater *d = g_try_new0(GlassDeflater, 1);
    if (d) {
        d->flags = flags;
        d->samples_wanted = 1;
        glass_code_make_fixed(&d->fixed);
    }
    return d;
}

void glass_deflater_free(GlassDeflater *deflater)
{
    g_free(deflater);
}

gsize glass_deflater_memory(void)
{
    return sizeof(GlassDeflater);
}

/* ---- bits -------------------------------------------------------------------------------------*/

typedef struct {
    guint8 *next;
    const guint8 *limit; /* of the result; next is past it when the result doesn't fit */
    guint64 bits;
    guint64 count; /* of bits, in its low 6 bits; and GLASS_ENTRY_MISSING for each missing code */
} Writer;

/* At most 57 bits between two flushes. */
static inline void put(Writer *w, guint32 entry)
{
    w->bits |= (guint64)(entry >> GLASS_ENTRY_SHIFT) << (w->count & 63);
    w->count += entry & GLASS_ENTRY_COUNT;
}

/* Leaves less than 8 bits waiting. */
static inline void flush(Writer *w)
{
    guint64 bits = GUINT64_TO_LE(w->bits);
    guint whole = w->count & 56;
    memcpy(w->next, &bits, sizeof bits);
    w->next += whole >> 3;
    w->bits >>= whole;
    w->count -= whole;
}

static inline guint64 load64(const guint8 *p)
{
    guint64 value;
    memcpy(&value, p, sizeof value);
    return GUINT64_FROM_LE(value);
}

static void put_bits(Writer *w, guint64 bits, guint count)
{
    w->bits |= bits << w->count;
    w->count += count;
    flush(w);
}

static void put_header(Writer *w, const GlassCode *code)
{
    const guint8 *p = code->header;
    guint left = code->header_bits;
    for (; left > 56; left -= 56, p += 7)
        put_bits(w, load64(p) & (((guint64)1 << 56) - 1), 56);
    put_bits(w, load64(p) & (((guint64)1 << left) - 1), left);
}

/* ---- symbols ----------------------------------------------------------------------------------*/

/* Where the symbols of a block go. They are counted if there are counts, else written; the compiler
 * knows which and makes a function of each. */
typedef struct {
    GlassCounts *counts;
    const GlassCode *code;
    Writer w;
} Sink;

static ALWAYS_INLINE void put_literal(Sink *s, guint8 byte)
{
    if (s->counts)
        s->counts->litlen[byte]++;
    else
        put(&s->w, s->code->literals[byte]);
}

static ALWAYS_INLINE void put_match(Sink *s, guint32 length, guint32 distance)
{
    guint extra, symbol = glass_distance_symbol(distance, &extra);
    if (s->counts) {
        guint length_symbol = glass_length_symbols[length - GLASS_MATCH_MIN];
        s->counts->litlen[GLASS_END_OF_BLOCK + 1 + length_symbol]++;
        s->counts->distances[symbol]++;
        return;
    }
    put(&s->w, s->code->lengths[length - GLASS_MATCH_MIN]);
    put(&s->w, s->code->distances[symbol]);
    s->w.bits |= (guint64)((distance - 1) & ((1u << extra) - 1)) << (s->w.count & 63);
    s->w.count += extra;
}

static inline void sink_flush(Sink *s)
{
    if (!s->counts)
        flush(&s->w);
}

static inline gboolean sink_full(const Sink *s)
{
    return !s->counts && s->w.next > s->w.limit;
}

/* All of the block as literals, four at a time. */
static ALWAYS_INLINE void run_literals(Sink *s, const guint8 *p, const guint8 *end)
{
    for (; end - p >= 4 && !sink_full(s); p += 4) {
        put_literal(s, p[0]);
        put_literal(s, p[1]);
        put_literal(s, p[2]);
        put_literal(s, p[3]);
        sink_flush(s);
    }
    for (; p < end && !sink_full(s); p++) {
        put_literal(s, *p);
        sink_flush(s);
    }
}

/* ---- matches ----------------------------------------------------------------------------------*/

typedef struct {
    const guint8 *in, *end; /* the block */
    guint16 *heads;
    guint least, bits; /* of a match and of a hash; known to the compiler */
} Finder;

static inline guint16 *head_of(const Finder *f, guint64 bytes)
{
    return f->heads + (((bytes << (64 - 8 * f->least)) * 0x9e3779b97f4a7c15u) >> (64 - f->bits));
}

static inline void enter(const Finder *f, const guint8 *p)
{
    *head_of(f, load64(p)) = (guint16)(p - f->in);
}

/* Enters p, where `bytes` are, and gives what has the same hash. A place that was never entered is
 * the block's beginning, which is as good as any. */
static inline const guint8 *look_up(const Finder *f, const guint8 *p, guint64 bytes)
{
    guint16 *head = head_of(f, bytes);
    const guint8 *from = f->in + *head;
    *head = (guint16)(p - f->in);
    return from;
}

/* By the bits in which the next 8 bytes differ. */
static inline gboolean is_match(const Finder *f, guint64 differ)
{
    return differ << (64 - 8 * f->least) == 0;
}

/* The length of a match whose first 8 bytes are known to be the same. */
static guint32 long_match(const guint8 *p, const guint8 *from, const guint8 *end)
{
    const guint8 *begin = p;
    if (end - p > GLASS_MATCH_MAX)
        end = p + GLASS_MATCH_MAX;
    for (p += 8, from += 8; end - p >= 8; p += 8, from += 8) {
        guint64 differ = load64(p) ^ load64(from);
        if (differ)
            return (guint32)(p - begin) + ((guint32)__builtin_ctzll(differ) >> 3);
    }
    for (; p < end && *p == *from; p++)
        from++;
    return (guint32)(p - begin);
}

/* Writes a match that begins at p, and returns its end. */
static ALWAYS_INLINE const guint8 *take_match(Sink *s, const Finder *f, const guint8 *p,
                                              const guint8 *from, guint64 differ)
{
    if (G_UNLIKELY(p - from > (gssize)WINDOW)) {
        put_literal(s, *p);
        sink_flush(s);
        return p + 1;
    }
    guint32 length = differ ? (guint32)__builtin_ctzll(differ) >> 3 : long_match(p, from, f->end);
    put_match(s, length, (guint32)(p - from));
    sink_flush(s);
    if (f->end - p >= (gssize)length + TAIL) {
        enter(f, p + 1);
        enter(f, p + length - 1);
    }
    return p + length;
}

/* The block as literals and matches, greedily. Every place is entered, but only each second one is
 * looked up: a match is rarely found there only, and what time goes into is looking. */
static ALWAYS_INLINE void run_matches(Sink *s, const Finder *f)
{
    const guint8 *p = f->in;
    guint misses = 0;
    put_literal(s, *p++);
    sink_flush(s);
    while (f->end - p >= TAIL && !sink_full(s)) {
        guint64 bytes = load64(p);
        const guint8 *from = look_up(f, p, bytes);
        guint64 differ = bytes ^ load64(from);
        if (is_match(f, differ)) {
            misses = 0;
            p = take_match(s, f, p, from, differ);
            continue;
        }
        put_literal(s, p[0]);
        put_literal(s, p[1]);
        sink_flush(s);
        enter(f, p + 1);
        p += 2;
        if (G_UNLIKELY(++misses > PATIENCE) && f->end - p >= LEAP) {
            run_literals(s, p, p + LEAP);
            p += LEAP;
        }
    }
    run_literals(s, p, f->end);
}

static ALWAYS_INLINE void find_and_run(GlassDeflater *d, Sink *s, const guint8 *in, guint length,
                                       guint least, guint bits)
{
    Finder f = {in, in + length, d->heads, least, bits};
    memset(d->heads, 0, sizeof *d->heads << bits);
    run_matches(s, &f);
}

/* Passes over a block of 1 to BLOCK_MAX bytes. In text of some length, short matches save few bits and
 * cost most of the time. */
static ALWAYS_INLINE void run(GlassDeflater *d, Sink *s, const guint8 *in, guint length)
{
    if (d->flags & GLASS_DEFLATE_LITERALS)
        run_literals(s, in, in + length);
    else if (length >= LONG)
        find_and_run(d, s, in, length, 6, HASH_BITS_MAX);
    else if (length < SHORT)
        find_and_run(d, s, in, length, 5, HASH_BITS);
    else
        find_and_run(d, s, in, length, 6, HASH_BITS);
}

static void count_block(GlassDeflater *d, const guint8 *in, guint length, GlassCounts *counts)
{
    Sink s = {counts, NULL, {NULL, NULL, 0, 0}};
    run(d, &s, in, length);
    counts->litlen[GLASS_END_OF_BLOCK]++;
}

/* Returns how many bits the block takes; NO_BITS if it doesn't fit or the code lacks a symbol, and
 * then what was written is of no use. */
static guint64 encode_block(GlassDeflater *d, Writer *writer, const guint8 *in, guint length,
                            const GlassCode *code)
{
    Writer w = *writer;
    guint8 *begin = w.next;
    guint64 bits = w.count;
    if (w.limit - w.next < code->header_bits / 8)
        return NO_BITS;
    put_header(&w, code);
    Sink s = {NULL, code, w};
    run(d, &s, in, length);
    put(&s.w, code->end_of_block);
    flush(&s.w);
    if (sink_full(&s) || s.w.count >= GLASS_ENTRY_MISSING)
        return NO_BITS;
    *writer = s.w;
    return 8 * (guint64)(s.w.next - begin) + s.w.count - bits;
}

/* ---- the codes --------------------------------------------------------------------------------*/

/* Adds a block's counts to those that the shared code is made of, and makes it if it is time. What
 * was before fades away. */
static void learn(GlassDeflater *d, const GlassCounts *counts)
{
    for (guint i = 0; i < GLASS_LITLENS; i++)
        d->counts.litlen[i] += counts->litlen[i];
    for (guint i = 0; i < GLASS_DISTANCES; i++)
        d->counts.distances[i] += counts->distances[i];
    if (++d->samples < d->samples_wanted)
        return;
    glass_code_make(&d->shared, &d->counts, d->counts.litlen[GLASS_END_OF_BLOCK]);
    d->samples = 0;
    if (d->samples_wanted < SAMPLES_MAX) {
        d->samples_wanted *= 4; /* 1, 4, 16, 64 */
        return;
    }
    for (guint i = 0; i < GLASS_LITLENS; i++)
        d->counts.litlen[i] /= 2;
    for (guint i = 0; i < GLASS_DISTANCES; i++)
        d->counts.distances[i] /= 2;
}

/* ---- the choice -------------------------------------------------------------------------------*/

/* A block that is tried with several codes in turn. */
typedef struct {
    GlassDeflater *d;
    const guint8 *in;
    guint length;
    Writer before, after; /* the block; after the last one tried */
    const GlassCode *best, *last;
    guint64 bits; /* with the best */
} Trial;

static void try_code(Trial *t, const GlassCode *code)
{
    t->after = t->before;
    t->last = code;
    guint64 bits = encode_block(t->d, &t->after, t->in, t->length, code);
    if (bits < t->bits) {
        t->bits = bits;
        t->best = code;
    }
}

/* Whether the block took with the shared code, or would have taken, much more than others do. */
static gboolean is_misfit(GlassDeflater *d, const Trial *t)
{
    if (t->best != &d->shared)
        return TRUE;
    guint64 rate = (t->bits - d->shared.header_bits) * 1024 / t->length;
    if (d->usual == 0)
        d->usual = rate;
    gboolean misfit = rate > d->usual + d->usual / 4;
    d->usual = (31 * d->usual + rate) / 32;
    return misfit;
}

/* FALSE if there is no room. */
static gboolean put_stored(Writer *w, const guint8 *in, guint length)
{
    if (w->limit - w->next < (gssize)(length + STORED_HEADER))
        return FALSE;
    put_bits(w, 0, 3);
    put_bits(w, 0, (8 - w->count) & 7);
    put_bits(w, length | (guint64)(~length & 0xffff) << 16, 32);
    memcpy(w->next, in, length);
    w->next += length;
    return TRUE;
}

/* FALSE if it doesn't fit. */
static gboolean write_block(GlassDeflater *d, Writer *w, const guint8 *in, guint length)
{
    Trial t = {d, in, length, *w, *w, NULL, NULL, NO_BITS};
    GlassCounts counts;
    if (d->shared.header_bits > 0)
        try_code(&t, &d->shared);
    gboolean misfit = is_misfit(d, &t);
    if (length < TINY)
        try_code(&t, &d->fixed);
    gboolean sample = d->blocks++ >= d->next_sample;
    if (sample)
        d->next_sample = d->blocks + MIN(d->blocks / 8, SAMPLE_EVERY - 1);
    if (misfit || sample) {
        memset(&counts, 0, sizeof counts);
        count_block(d, in, length, &counts);
    }
    if (misfit && length >= TINY / 2) {
        glass_code_make(&d->own, &counts, 1);
        try_code(&t, &d->own);
    }
    if (t.last != t.best && t.best)
        try_code(&t, t.best);
    if (misfit || sample)
        learn(d, &counts);
    if (t.bits > 8 * (guint64)(length + STORED_HEADER))
        return put_stored(w, in, length);
    *w = t.after;
    return TRUE;
}

gsize glass_deflater_compress(GlassDeflater *deflater, const void *in, gsize length, void *out,
                              gsize size)
{
    if (length == 0 || size <= GLASS_DEFLATER_SLACK)
        return 0;
    const guint8 *bytes = in;
    guint8 *begin = out;
    gsize room = MIN(size - GLASS_DEFLATER_SLACK, length - 1);
    Writer w = {begin, begin + room, 0, 0};
    for (gsize at = 0; at < length;) {
        guint block = (guint)MIN(length - at, BLOCK_MAX);
        if (!write_block(deflater, &w, bytes + at, block))
            return 0;
        at += block;
    }
    if (length > GLASS_DEFLATER_PIECE)
        put_bits(&w, 1 | 1 << 1, 10); /* last block; fixed code; seven zero bits for its end */
    else
        begin[0] |= 1;  /* the only block is the last */
    put_bits(&w, 0, 7); /* the rest of the last byte */
    gsize packed = (gsize)(w.next - begin);
    return packed <= room ? packed : 0;
}
