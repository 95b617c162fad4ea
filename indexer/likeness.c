#include "indexer/likeness.h"

#include <string.h>

#define COMPARED_BYTES 4096
#define WORD_MIN_BYTES 4
#define BITS 4096 /* words are hashed into so many */

typedef struct {
    guint64 bits[BITS / 64];
} WordSet;

static gboolean is_word_byte(guint8 byte)
{
    return g_ascii_isalnum(byte) || byte >= 0x80;
}

static void collect(WordSet *set, const char *text, gsize length)
{
    memset(set, 0, sizeof *set);
    length = MIN(length, COMPARED_BYTES);
    for (gsize i = 0; i < length;) {
        guint32 hash = 5381;
        gsize start = i;
        for (; i < length && is_word_byte(text[i]); i++)
            hash = hash * 33 + (guint8)g_ascii_tolower(text[i]);
        if (i - start >= WORD_MIN_BYTES) {
            hash ^= hash >> 15;
            set->bits[hash % BITS / 64] |= G_GUINT64_CONSTANT(1) << hash % 64;
        }
        if (i == start)
            i++;
    }
}

gboolean texts_unlike(const char *a, gsize a_length, const char *b, gsize b_length)
{
    WordSet x, y;
    guint in_a = 0, in_b = 0, in_both = 0;
    collect(&x, a, a_length);
    collect(&y, b, b_length);
    for (gsize i = 0; i < BITS / 64; i++) {
        in_a += __builtin_popcountll(x.bits[i]);
        in_b += __builtin_popcountll(y.bits[i]);
        in_both += __builtin_popcountll(x.bits[i] & y.bits[i]);
    }
    return MIN(in_a, in_b) > 0 && in_both * 5 < MIN(in_a, in_b);
}
