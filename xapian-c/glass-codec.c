#include "xapian-c/glass-codec-private.h"

guint8 *glass_put_string_sort(guint8 *p, const char *text, gsize length)
{
    const char *end = text + length;
    for (;;) {
        const char *zero = text < end ? memchr(text, 0, (gsize)(end - text)) : NULL;
        gsize plain = (gsize)((zero ? zero : end) - text);
        if (plain)
            memcpy(p, text, plain);
        p += plain;
        if (!zero)
            return p;
        *p++ = 0x00;
        *p++ = 0xff;
        text = zero + 1;
    }
}

gsize glass_string_sort_length(const char *text, gsize length)
{
    const char *end = text + length;
    gsize total = length;
    while (text < end && (text = memchr(text, 0, (gsize)(end - text))) != NULL) {
        total++;
        text++;
    }
    return total;
}

/* ---- bits -------------------------------------------------------------------------------------*/

/* Bits fill each byte from its low end. Fewer than 8 wait in acc between two calls. */
typedef struct {
    guint8 *p;
    guint64 acc;
    guint bits;
} BitWriter;

/* Stores 8 bytes at p, of which those that are full count. */
static inline void bits_put(BitWriter *w, guint32 value, guint bits)
{
    w->acc |= (guint64)value << w->bits;
    w->bits += bits;
    guint64 low = GUINT64_TO_LE(w->acc);
    memcpy(w->p, &low, sizeof low);
    w->p += w->bits >> 3;
    w->acc >>= w->bits & 56;
    w->bits &= 7;
}

static inline guint8 *bits_end(BitWriter *w)
{
    *w->p = (guint8)w->acc;
    return w->p + (w->bits > 0);
}

/* Codes value, one of outof > value numbers. As 2^bits numbers would fit, `spare` of them, those in
 * the middle of the range, take a bit less. Where in the range a value lies can't be foreseen, so
 * nothing is branched on that. */
static inline void bits_code(BitWriter *w, guint32 value, guint32 outof)
{
    if (outof <= 1)
        return;
    guint bits = 32u - (guint)__builtin_clz(outof - 1);
    guint32 spare = (guint32)(((guint64)1 << bits) - outof);
    guint32 start = (outof - spare) / 2;
    guint32 above = value - start; /* of a value below, more than any spare */
    guint32 high = (above - spare) | (guint32)1 << (bits - 1);
    gboolean middle = above < spare;
    value = value >= start + spare ? high : value;
    bits_put(w, value, bits - (guint)middle);
}

/* Interpolative coding (Moffat and Stuiver, 2000): the middle one of the positions between j and k,
 * of which both ends are known, then the halves left and right of it. */
static void bits_interpolate(BitWriter *w, const guint32 *pos, gsize j, gsize k)
{
    while (j + 1 < k) {
        guint32 span = pos[k] - pos[j];
        guint32 steps = (guint32)(k - j);
        /* Without a gap between the ends nothing is left to say: every code is empty. */
        if (span == steps)
            return;
        gsize mid = j + (k - j) / 2;
        bits_code(w, pos[mid] - (pos[j] + (guint32)(mid - j)), span - steps + 1);
        if (mid > j + 1)
            bits_interpolate(w, pos, j, mid);
        j = mid;
    }
}

guint8 *glass_put_many_positions(guint8 *p, const guint32 *positions, gsize count)
{
    guint32 first = positions[0], last = positions[count - 1];
    BitWriter w = {.p = glass_put_uint(p, last)};
    bits_code(&w, first, last);
    bits_code(&w, (guint32)(count - 2), last - first);
    if (count > 2)
        bits_interpolate(&w, positions, 0, count - 1);
    return bits_end(&w);
}
