/* glass-codec: the integers, strings and position lists of the glass format as bytes.
 *
 * Each function writes at p and returns the byte after what it wrote; the caller has made room.
 * What runs once for each posting is inline.
 */
#pragma once

#include <glib.h>
#include <string.h>

/* The greatest number of bytes of each. */
#define GLASS_UINT_MAX 10 /* 5 for a guint32 */
#define GLASS_UINT_SORT_MAX 5
#define GLASS_KEY_MAX 255

/* uint: little-endian base 128; the top bit says that more follow. */
static inline guint8 *glass_put_uint(guint8 *p, guint64 value)
{
    while (value >= 0x80) {
        *p++ = (guint8)(value | 0x80);
        value >>= 7;
    }
    *p++ = (guint8)value;
    return p;
}

/* uint_last: little-endian bytes without trailing zeros; only at the end of a key. */
static inline guint8 *glass_put_uint_last(guint8 *p, guint32 value)
{
    for (; value; value >>= 8)
        *p++ = (guint8)value;
    return p;
}

/* uint_sort: bytes that sort as the numbers do. Below 0x8000 two bytes big-endian; above, the
 * number of leading one bits of the first byte tells how many more than two there are. */
static inline guint8 *glass_put_uint_sort(guint8 *p, guint32 value)
{
    if (value < 0x8000) {
        p[0] = (guint8)(value >> 8);
        p[1] = (guint8)value;
        return p + 2;
    }
    guint length = (37u - (guint)__builtin_clz(value)) / 7;
    for (guint i = length; i-- > 0; value >>= 8)
        p[i] = (guint8)value;
    p[0] |= (guint8)(0xff << (10 - length));
    return p + length;
}

/* string_sort without its terminator: each byte 00 becomes 00 ff. At most 2 * length bytes. */
guint8 *glass_put_string_sort(guint8 *p, const char *text, gsize length);

/* How many bytes that gives. */
gsize glass_string_sort_length(const char *text, gsize length);

/* string: uint length, then the bytes. */
static inline guint8 *glass_put_string(guint8 *p, const void *bytes, gsize length)
{
    p = glass_put_uint(p, length);
    if (length)
        memcpy(p, bytes, length);
    return p + length;
}

static inline void glass_put_be16(guint8 *p, guint32 value)
{
    guint16 swapped = GUINT16_TO_BE((guint16)value);
    memcpy(p, &swapped, sizeof swapped);
}

static inline void glass_put_be32(guint8 *p, guint32 value)
{
    guint32 swapped = GUINT32_TO_BE(value);
    memcpy(p, &swapped, sizeof swapped);
}

/* Room for the list of count positions: a code is at most 32 bits, and the writer stores 4 bytes at
 * a time. */
#define GLASS_POSITIONS_MAX(count) (GLASS_UINT_MAX + 8 + 4 * (gsize)(count))

/* A position list of count > 1 strictly ascending positions; glass_put_positions() is the way in.
 */
guint8 *glass_put_many_positions(guint8 *p, const guint32 *positions, gsize count);

/* The tag of a position item: count > 0 strictly ascending positions. */
static inline guint8 *glass_put_positions(guint8 *p, const guint32 *positions, gsize count)
{
    if (count == 1)
        return glass_put_uint(p, positions[0]);
    return glass_put_many_positions(p, positions, count);
}
