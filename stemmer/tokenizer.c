#include "stemmer/stemmer.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "stemmer/tokenizer-private.h"

/* The fast path: words of ASCII letters and digits, up to SURFACE_INLINE_BYTES long, that nothing
 * stands behind which could belong to them. A block of text is told apart into masks of a bit for
 * each byte, and the words are found in the masks; their bytes, cut off behind the word, are their
 * key in the lexicon. All else goes to tokenizer_word(). */

#define BLOCK 64
/* Bytes behind a block that are read with it: a key. */
#define BEHIND 16
G_STATIC_ASSERT(SURFACE_INLINE_BYTES < BEHIND);

/* GCC and clang make vector instructions of it. */
typedef guint8 Bytes __attribute__((vector_size(16)));

static inline Bytes load_bytes(const void *p)
{
    Bytes bytes;
    memcpy(&bytes, p, sizeof bytes);
    return bytes;
}

/* A bit for each byte, which is 0 or at least 0x80. */
static inline guint64 mask_of(Bytes bytes)
{
#ifdef __SSE2__
    return (guint64)(guint)_mm_movemask_epi8((__m128i)bytes);
#else
    guint64 half[2], mask = 0;
    memcpy(half, &bytes, sizeof half);
    for (guint i = 0; i < 2; i++) { /* the product gathers the bits in its highest byte */
        guint64 bits = GUINT64_FROM_LE(half[i]) >> 7 & G_GUINT64_CONSTANT(0x0101010101010101);
        mask |= bits * G_GUINT64_CONSTANT(0x0102040810204080) >> 56 << 8 * i;
    }
    return mask;
#endif
}

typedef struct {
    guint64 word;   /* ASCII letters and digits */
    guint64 high;   /* beyond ASCII */
    guint64 joiner; /* a word may go on behind it, if a letter or digit follows */
    guint64 suffix; /* + and # belong to a word themselves */
} Block;

static inline Block read_block(const char *p)
{
    Block block = {0};
    for (guint i = 0; i < BLOCK; i += sizeof(Bytes)) {
        Bytes b = load_bytes(p + i);
        Bytes letter = (Bytes)((b | 0x20) - 'a' < 26), digit = (Bytes)(b - '0' < 10);
        Bytes joiner = (Bytes)((b & 0xfe) == '&') | (Bytes)(b - ',' < 3); /* & ' , - . */
        Bytes suffix = (Bytes)(b == '+') | (Bytes)(b == '#');
        block.word |= mask_of(letter | digit) << i;
        block.high |= mask_of(b) << i;
        block.joiner |= mask_of(joiner) << i;
        block.suffix |= mask_of(suffix) << i;
    }
    return block;
}

/* Typographic dashes and quotes that are no apostrophe end a word. */
static inline gboolean is_end_mark(const char *p)
{
    const guchar *s = (const guchar *)p;
    return s[0] == 0xe2 && s[1] == 0x80 &&
           (s[2] == 0x93 || s[2] == 0x94 || s[2] == 0x98 || s[2] == 0x9c || s[2] == 0x9d);
}

void tokenizer_flush(Tokenizer *t)
{
    Surface surfaces[BATCH];
    if (G_UNLIKELY(t->lexicon->full)) /* whoever calls holds no Word */
        lexicon_empty(t->lexicon);
    for (guint i = 0; i < t->batched; i++) {
        surfaces[i] = lexicon_find(t->lexicon, &t->batch[i].query);
        __builtin_prefetch(surfaces[i].word, 1);
    }
    for (guint i = 0; i < t->batched; i++) {
        const BatchToken *found = &t->batch[i];
        Token token = {.word = surfaces[i].word,
                       .start = (gsize)(found->query.surface - t->text),
                       .end = (gsize)(found->end - t->text),
                       .position = found->position,
                       .flags = found->flags | (surfaces[i].capitals ? TOKEN_CAPITALS : 0)};
        t->func(&token, t->data);
    }
    t->batched = 0;
}

/* Adds a word of the fast path: p[0..length), which also stands at bytes. */
static inline void add_plain(Tokenizer *t, const char *p, const char *bytes, guint length)
{
    static const guint8 keep[2 * BEHIND] = {[0 ... BEHIND - 1] = 0xff};
    Bytes key = load_bytes(bytes) & load_bytes(keep + BEHIND - length);
    guint64 half[2];
    memcpy(half, &key, sizeof half);
    BatchToken *token = &t->batch[t->batched++];
    token->query = lexicon_query_plain(t->lexicon, p, length, GUINT64_FROM_LE(half[0]),
                                       GUINT64_FROM_LE(half[1]));
    lexicon_prefetch(t->lexicon, &token->query);
    token->end = p + length;
    token->position = t->position++;
    token->flags = 0;
    if (t->batched == BATCH)
        tokenizer_flush(t);
}

static const char *scan_slowly(Tokenizer *t, const char *p)
{
    guint bytes;
    CharClass class = tokenizer_class(t, p, &bytes);
    if (class == CHAR_UNSPACED)
        return tokenizer_unspaced(t, p);
    if (char_is_word(class) && class != CHAR_MARK)
        return tokenizer_word(t, p);
    return p + bytes;
}

/* Scans the words that begin in the block at p, which also stands at bytes with BEHIND bytes behind it; returns
 * where to go on. */
static inline const char *scan_block(Tokenizer *t, const char *p, const char *bytes)
{
    Block block = read_block(bytes);
    guint64 begins = block.word | block.high;
    guint64 slow = block.high | block.suffix | (block.joiner & begins >> 1);
    while (begins) {
        guint begin = (guint)__builtin_ctzll(begins);
        guint64 others = ~block.word & (~G_GUINT64_CONSTANT(0) << begin);
        guint end = others ? (guint)__builtin_ctzll(others) : BLOCK;
        guint length = end - begin;
        if (end >= BLOCK - 1 && begin > 0) /* what stands behind the word is in the next block */
            return p + begin;
        if (G_LIKELY(length <= SURFACE_INLINE_BYTES &&
                     (!(slow >> end & 1) || (length > 0 && is_end_mark(bytes + end))))) {
            add_plain(t, p + begin, bytes + begin, length);
        } else {
            gsize next = (gsize)(scan_slowly(t, p + begin) - p);
            if (next >= BLOCK)
                return p + next;
            end = (guint)next;
        }
        begins &= ~G_GUINT64_CONSTANT(0) << end;
    }
    return p + BLOCK;
}

guint32 tokenizer_run(Lexicon *lexicon, const char *text, gsize length, guint32 position,
                      TokenFunc func, gpointer data)
{
    Tokenizer t;
    t.lexicon = lexicon;
    t.text = text;
    t.end = text + length;
    t.position = position;
    t.func = func;
    t.data = data;
    t.batched = 0; /* and the batch stays as it is: clearing it would cost more than a title */
    const char *p = text;
    while (t.end - p >= BLOCK + BEHIND)
        p = scan_block(&t, p, p);
    while (p < t.end) { /* the last block ends in zeros, which are no part of a word */
        char padded[BLOCK + BEHIND] = {0};
        memcpy(padded, p, (gsize)(t.end - p));
        p = scan_block(&t, p, padded);
    }
    tokenizer_flush(&t);
    return t.position;
}
