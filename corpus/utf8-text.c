#include "corpus/utf8-text-private.h"

#include <string.h>

#define HIGH_BITS G_GUINT64_CONSTANT(0x8080808080808080)

/* 0x80 to 0x9F. */
static const guint16 windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

gunichar utf8_text_windows_1252(guint8 byte)
{
    return byte >= 0xA0 ? byte : byte >= 0x80 ? windows_1252[byte - 0x80] : 0;
}

/* The length of the multi-byte character at p, 0 if there is none (RFC 3629; Unicode, table 3-7). */
static inline gsize sequence(const guint8 *p, const guint8 *end)
{
    guint8 lead = p[0];
    gsize left = end - p;
    if (lead < 0xC2 || left < 2)
        return 0;
    if (lead < 0xE0)
        return (p[1] & 0xC0) == 0x80 ? 2 : 0;
    guint8 low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    guint8 high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (lead > 0xF4 || left < 3 || p[1] < low || p[1] > high || (p[2] & 0xC0) != 0x80)
        return 0;
    if (lead < 0xF0)
        return 3;
    return left >= 4 && (p[3] & 0xC0) == 0x80 ? 4 : 0;
}

/* The first byte from p on that is not ASCII. */
static inline const guint8 *skip_ascii(const guint8 *p, const guint8 *end)
{
    while (end - p >= 32) {
        guint64 word[4];
        memcpy(word, p, sizeof word);
        if ((word[0] | word[1] | word[2] | word[3]) & HIGH_BITS)
            break;
        p += 32;
    }
    while (p < end && *p < 0x80)
        p++;
    return p;
}

gsize utf8_text_valid(const char *text, gsize length)
{
    const guint8 *p = (const guint8 *)text, *end = p + length;
    while ((p = skip_ascii(p, end)) < end) {
        /* Non-Latin text alternates between long words and single spaces. */
        while (p < end) {
            gsize n = *p < 0x80 ? (end - p > 1 && p[1] >= 0x80 ? 1 : 0) : sequence(p, end);
            if (n == 0)
                break;
            p += n;
        }
        if (p < end && *p >= 0x80)
            break;
    }
    return (const char *)p - text;
}

void utf8_text_count(const char *bytes, gsize length, gsize *inside, gsize *stray)
{
    const guint8 *p = (const guint8 *)bytes, *end = p + length;
    *inside = *stray = 0;
    while ((p = skip_ascii(p, end)) < end) {
        gsize n = sequence(p, end);
        *(n ? inside : stray) += n ? n : 1;
        p += n ? n : 1;
    }
}

/* The length of a character at p whose end is missing because the text ends; 0 if it is none. */
static gsize cut_off(const guint8 *p, const guint8 *end)
{
    guint8 padded[4] = {0x80, 0x80, 0x80, 0x80};
    gsize left = end - p;
    if (left > 3 || *p < 0xC2)
        return 0;
    memcpy(padded, p, left);
    /* Whatever continues some leads stands between 0x80 and 0xBF; try both ends. */
    if (sequence(padded, padded + 4) > left)
        return left;
    memset(padded + left, 0xBF, 4 - left);
    return sequence(padded, padded + 4) > left ? left : 0;
}

gsize utf8_text_append_stray(GString *to, const char *bytes, gsize length)
{
    const guint8 *p = (const guint8 *)bytes, *end = p + length;
    gsize lost = 0;
    while (p < end) {
        const guint8 *from = p;
        gsize n;
        p = skip_ascii(p, end);
        while (p < end && *p >= 0x80 && (n = sequence(p, end)) != 0)
            p += n;
        g_string_append_len(to, (const char *)from, p - from);
        if (p < end && *p >= 0x80) {
            gsize cut = cut_off(p, end);
            gunichar c = cut ? 0 : utf8_text_windows_1252(*p);
            p += MAX(cut, 1);
            lost += c == 0;
            g_string_append_unichar(to, c ? c : 0xFFFD);
        }
    }
    return lost;
}

/* ---- cleaning
 * -----------------------------------------------------------------------------------*/

/* Bytes at which the cleaning has to look: controls, DEL, and the lead of U+0080 to U+00BF. Without
 * a branch, so that compilers make vector instructions of the loop over a block. */
static inline guint8 is_special(guint8 c)
{
    return (guint8)((c < 0x20) & (c != '\n') & (c != '\t')) | (c == 0x7F) | (c == 0xC2);
}

#define BLOCK 32

/* The first special byte from p on. */
static const guint8 *skip_plain(const guint8 *p, const guint8 *end)
{
    while (end - p >= BLOCK) {
        guint8 found = 0;
        for (int i = 0; i < BLOCK; i++)
            found |= is_special(p[i]);
        if (found)
            break;
        p += BLOCK;
    }
    while (p < end && !is_special(*p))
        p++;
    return p;
}

static inline gboolean is_space(guint8 c)
{
    return c <= 0x20 || c == 0x7F;
}

/* How many bytes of white space begin at p: controls of one byte, or one of two bytes that Windows-1252 has no
 * character for. */
static inline gsize space_at(const guint8 *p, const guint8 *end)
{
    if (is_space(*p))
        return 1;
    return *p == 0xC2 && end - p > 1 && p[1] < 0xA0 && utf8_text_windows_1252(p[1]) == 0 ? 2 : 0;
}

static void trim(const guint8 **p, const guint8 **end)
{
    for (gsize n; *p < *end && (n = space_at(*p, *end)) > 0;)
        *p += n;
    for (gsize n = 1; *p < *end && n > 0; *end -= n) {
        n = is_space((*end)[-1]);
        if (n == 0 && *end - *p > 1 && space_at(*end - 2, *end) == 2)
            n = 2;
    }
}

/* Appends what becomes of the special character at p; returns the byte after it. */
static const guint8 *append_special(GString *to, const guint8 *p, const guint8 *end)
{
    switch (*p) {
    case '\r':
        g_string_append_c(to, '\n');
        return p + (end - p > 1 && p[1] == '\n' ? 2 : 1);
    case '\f':
    case '\v':
        g_string_append_c(to, '\n');
        return p + 1;
    case 0xC2:
        if (p[1] >= 0xA0) {
            g_string_append_len(to, (const char *)p, 2);
        } else {
            gunichar c = utf8_text_windows_1252(p[1]);
            g_string_append_unichar(to, c ? c : ' ');
        }
        return p + 2;
    default:
        g_string_append_c(to, ' ');
        return p + 1;
    }
}

void utf8_text_append(GString *to, const char *text, gsize length)
{
    const guint8 *p = (const guint8 *)text, *end = p + length;
    trim(&p, &end);
    while (p < end) {
        const guint8 *from = p;
        p = skip_plain(p, end);
        g_string_append_len(to, (const char *)from, p - from);
        if (p < end)
            p = append_special(to, p, end);
    }
}

/* The first byte from p on that does not stay as it is in a line: white space but for one space between two words. */
static const guint8 *skip_words(const guint8 *p, const guint8 *end)
{
    while (p < end && *p != 0xC2 && (!is_space(*p) || (*p == ' ' && end - p > 1 && !is_space(p[1]) && p[1] != 0xC2)))
        p++;
    return p;
}

void utf8_text_append_line(GString *to, const char *text, gsize length)
{
    const guint8 *p = (const guint8 *)text, *end = p + length;
    trim(&p, &end);
    while (p < end) {
        const guint8 *from = p;
        p = skip_words(p, end);
        g_string_append_len(to, (const char *)from, p - from);
        if (p == end)
            break;
        gsize space = space_at(p, end);
        if (space == 0) {
            p = append_special(to, p, end);
            continue;
        }
        do
            p += space;
        while (p < end && (space = space_at(p, end)) > 0);
        g_string_append_c(to, ' ');
    }
}
