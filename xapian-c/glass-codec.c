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

/* Bits fill each byte from its low end. Fewer than 32 wait in acc between two calls. */
typedef struct {
    guint8 *p;
    guint64 acc;
    guint bits;
} BitWriter;

static inline void bits_put(BitWriter *w, guint32 value, guint bits)
{
    w->acc |= (guint64)value << w->bits;
    w->bits += bits;
    if (w->bits >= 32) {
        guint32 low = GUINT32_TO_LE((guint32)w->acc);
        memcpy(w->p, &low, sizeof low);
        w->p += sizeof low;
        w->acc >>= 32;
        w->bits -= 32;
    }
}

static inline guint8 *bits_end(BitWriter *w)
{
    for (gint left = (gint)w->bits; left > 0; left -= 8) {
        *w->p++ = (guint8)w->acc;
        w->acc >>= 8;
    }
    return w->p;
}

/* Codes value, one of outof > value numbers. As 2^bits numbers would fit, `spare` of them, those in
 * the middle of the range, take a bit less. */
static inline void bits_code(BitWriter *w, guint32 value, guint32 outof)
{
    if (outof <= 1)
        return;
    guint bits = 32u - (guint)__builtin_clz(outof - 1);
    guint32 spare = (guint32)(((guint64)1 << bits) - outof);
    guint32 start = (outof - spare) / 2;
    if (value >= start && spare > 0) {
        if (value - start < spare)
            bits--;
        else
            value = (value - start - spare) | (guint32)1 << (bits - 1);
    }
    bits_put(w, value, bits);
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
