#include "stemmer/stemmer.h"

#include <string.h>

#define ESCAPE 0x1b
#define REPLACEMENT "\xef\xbf\xbd"

/* No title or command that a terminal takes is longer; an unfinished one must not eat the article.
 */
#define STRING_MAX_BYTES 256

static gboolean is_bidi_control(gunichar c)
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/* The end of a control sequence (ECMA-48, 5.4) whose parameters begin at p; NULL if it is none. */
static const char *sequence_end(const char *p, const char *end)
{
    while (p < end && *p >= 0x30 && *p <= 0x3f)
        p++;
    while (p < end && *p >= 0x20 && *p <= 0x2f)
        p++;
    return p < end && *p >= 0x40 && *p <= 0x7e ? p + 1 : NULL;
}

/* The end of a control string (ECMA-48, 5.6), behind BEL or ST; NULL if it is none. */
static const char *string_end(const char *p, const char *end)
{
    const char *limit = end - p > STRING_MAX_BYTES ? p + STRING_MAX_BYTES : end;
    for (; p < limit && *p != '\n'; p++) {
        if (*p == '\a')
            return p + 1;
        if (*p == ESCAPE)
            return p + 1 < end && p[1] == '\\' ? p + 2 : NULL;
        if (*p == '\xc2' && p + 1 < end && p[1] == '\x9c')
            return p + 2;
    }
    return NULL;
}

/* Behind the escape sequence that the introducer (an ESC's second byte, or its C1 form) begins;
 * NULL if it begins none. p stands behind the introducer. */
static const char *escape_end(char introducer, const char *p, const char *end)
{
    switch (introducer) {
    case '[':
        return sequence_end(p, end);
    case ']':
    case 'P':
    case 'X':
    case '^':
    case '_':
        return string_end(p, end);
    default:
        return NULL;
    }
}

/* Appends the character c at p, len bytes long, or what stands for it. Returns where to go on. */
static const char *append_character(GString *out, const char *p, const char *end, gboolean one_line)
{
    gunichar c = g_utf8_get_char(p);
    const char *next = g_utf8_next_char(p), *behind = NULL;
    if (c == ESCAPE && next < end)
        behind = escape_end(*next, next + 1, end);
    else if (c >= 0x80 && c < 0xa0)
        behind = escape_end((char)(c - 0x40), next, end);
    if (behind || is_bidi_control(c) || (c == '\r' && next < end && *next == '\n'))
        return behind ? behind : next;
    if (c == '\t' || c == '\n' || c == 0x2028 || c == 0x2029) {
        if (one_line)
            g_string_append_c(out, ' ');
        else
            g_string_append_len(out, p, next - p);
    } else if (c < 0x20 || (c >= 0x7f && c < 0xa0)) {
        g_string_append(out, REPLACEMENT);
    } else {
        g_string_append_len(out, p, next - p);
    }
    return next;
}

void printable_append(GString *out, const char *text, gsize length, gboolean one_line)
{
    const char *end = text + length;
    while (text < end) {
        const char *p = text;
        while (p < end && *p >= 0x20 && *p < 0x7f)
            p++;
        g_string_append_len(out, text, p - text);
        text = p;
        if (p == end)
            break;
        gunichar c = g_utf8_get_char_validated(p, end - p);
        if (c == 0 || c >= (gunichar)-2) { /* NUL, invalid, or cut off */
            g_string_append(out, REPLACEMENT);
            text = p + 1;
        } else {
            text = append_character(out, p, end, one_line);
        }
    }
}
