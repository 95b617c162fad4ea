#include "stemmer/stemmer.h"

#include <string.h>

#include "stemmer/tokenizer-private.h"

/* The fast path: words of ASCII letters and digits, up to SURFACE_INLINE_BYTES long, that nothing
 * stands behind which could belong to them. Eight bytes at a time are told apart by arithmetic on
 * a 64-bit integer; the same bytes, cut off behind the word, are its key in the lexicon. All else
 * goes to tokenizer_word(). */

/* How far a word of the fast path is read ahead. */
#define LOOKAHEAD 24

#define EACH_BYTE G_GUINT64_CONSTANT(0x0101010101010101)
#define HIGH_BITS (EACH_BYTE * 0x80)

static inline guint64 load_bytes(const char *p)
{
    guint64 bytes;
    memcpy(&bytes, p, sizeof bytes);
    return GUINT64_FROM_LE(bytes);
}

/* 0x80 in each byte that is an ASCII letter or digit. */
static inline guint64 mark_word_bytes(guint64 bytes)
{
    guint64 low = bytes & ~HIGH_BITS;
    guint64 lower = low | EACH_BYTE * 0x20;
    guint64 letter = (lower + EACH_BYTE * (0x80 - 'a')) & ~(lower + EACH_BYTE * (0x7f - 'z'));
    guint64 digit = (low + EACH_BYTE * (0x80 - '0')) & ~(low + EACH_BYTE * (0x7f - '9'));
    return (letter | digit) & ~bytes & HIGH_BITS;
}

/* How many of the bytes, from the front, belong to the word: 0 to 8. */
static inline guint count_word_bytes(guint64 bytes)
{
    guint64 others = ~mark_word_bytes(bytes) & HIGH_BITS;
    return others ? (guint)__builtin_ctzll(others) / 8 : 8;
}

static inline guint64 keep_bytes(guint64 bytes, guint count)
{
    return count >= 8 ? bytes : bytes & ((G_GUINT64_CONSTANT(1) << 8 * count) - 1);
}

/* What may follow a word on the fast path. */
enum { FOLLOW_ENDS, FOLLOW_IF_WORD, FOLLOW_ALWAYS };
static const guint8 follow[256] = {
    ['\''] = FOLLOW_IF_WORD, ['-'] = FOLLOW_IF_WORD,          ['&'] = FOLLOW_IF_WORD,
    ['.'] = FOLLOW_IF_WORD,  [','] = FOLLOW_IF_WORD,          ['+'] = FOLLOW_ALWAYS,
    ['#'] = FOLLOW_ALWAYS,   [0x80 ... 0xff] = FOLLOW_ALWAYS,
};

/* Whether a word may go on at p, at least three bytes before the end. */
static inline gboolean may_go_on(const char *p)
{
    const guchar *s = (const guchar *)p;
    switch (follow[s[0]]) {
    case FOLLOW_ENDS:
        return FALSE;
    case FOLLOW_IF_WORD:
        return s[1] >= 0x80 || char_class_ascii[s[1]] >= CHAR_LETTER;
    default: /* the typographic dashes and quotes that are no apostrophe */
        return !(s[0] == 0xe2 && s[1] == 0x80 &&
                 (s[2] == 0x93 || s[2] == 0x94 || s[2] == 0x98 || s[2] == 0x9c || s[2] == 0x9d));
    }
}

/* Where the next word begins or may begin: at a letter, a digit or a byte beyond ASCII. */
static inline const char *skip_separators(const char *p, const char *end)
{
    while (end - p >= 8) {
        guint64 bytes = load_bytes(p);
        guint64 stops = mark_word_bytes(bytes) | (bytes & HIGH_BITS);
        if (stops)
            return p + __builtin_ctzll(stops) / 8;
        p += 8;
    }
    while (p < end && (guchar)*p < 0x80 && !char_is_word(char_class_ascii[(guchar)*p]))
        p++;
    return p;
}

void tokenizer_flush(Tokenizer *t)
{
    Surface surfaces[BATCH];
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

/* Adds a word of the fast path: p[0..length), the front of first and second. */
static inline void add_plain(Tokenizer *t, const char *p, guint length, guint64 first,
                             guint64 second)
{
    first = keep_bytes(first, length);
    second = length > 8 ? keep_bytes(second, length - 8) : 0;
    BatchToken *token = &t->batch[t->batched++];
    token->query = lexicon_query_plain(t->lexicon, p, length, first, second);
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
    const char *p = skip_separators(text, t.end);
    while (t.end - p >= LOOKAHEAD) {
        guint64 first = load_bytes(p), second = 0;
        guint count = count_word_bytes(first);
        if (count == 8) {
            second = load_bytes(p + 8);
            count += count_word_bytes(second);
        }
        if (G_LIKELY(count > 0 && count <= SURFACE_INLINE_BYTES && !may_go_on(p + count))) {
            add_plain(&t, p, count, first, second);
            p += count;
        } else {
            p = scan_slowly(&t, p);
        }
        p = skip_separators(p, t.end);
    }
    while (p < t.end)
        p = skip_separators(scan_slowly(&t, p), t.end);
    tokenizer_flush(&t);
    return t.position;
}
