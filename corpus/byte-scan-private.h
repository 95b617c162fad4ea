/* byte-scan: the first of three signs in a run of bytes, eight bytes at a time. */
#pragma once

#include <glib.h>
#include <string.h>

#define BYTE_SCAN_EACH G_GUINT64_CONSTANT(0x0101010101010101)

/* 0x80 in the first of eight bytes that is c, and perhaps in some behind it; the first byte is the lowest. */
static inline guint64 byte_scan_mark(guint64 bytes, char c)
{
    guint64 zero = bytes ^ BYTE_SCAN_EACH * (guchar)c;
    return (zero - BYTE_SCAN_EACH) & ~zero & BYTE_SCAN_EACH * 0x80;
}

/* Marks of eight bytes as they lie in memory: 0 if none of them is a, b or c. */
static inline guint64 byte_scan_marks(guint64 bytes, char a, char b, char c)
{
    bytes = GUINT64_FROM_LE(bytes);
    return byte_scan_mark(bytes, a) | byte_scan_mark(bytes, b) | byte_scan_mark(bytes, c);
}

/* How many bytes stand before the first that is marked. */
static inline gsize byte_scan_first(guint64 marks)
{
    return (gsize)__builtin_ctzll(marks) / 8;
}

/* The first a, b or c from p on; end if there is none. */
static inline const char *byte_scan(const char *p, const char *end, char a, char b, char c)
{
    for (; end - p >= 8; p += 8) {
        guint64 bytes;
        memcpy(&bytes, p, sizeof bytes);
        guint64 marks = byte_scan_marks(bytes, a, b, c);
        if (marks)
            return p + byte_scan_first(marks);
    }
    while (p < end && *p != a && *p != b && *p != c)
        p++;
    return p;
}
