#include "stemmer/json-text.h"

#include <math.h>
#include <string.h>

static gboolean is_unsafe(gunichar c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x2028 || c == 0x2029;
}

static void append_escape(GString *out, gunichar c)
{
    static const char named[] = "\bb\ff\nn\rr\tt";
    for (const char *p = named; *p; p += 2) {
        if (c == (guchar)*p) {
            g_string_append_c(out, '\\');
            g_string_append_c(out, p[1]);
            return;
        }
    }
    g_string_append_printf(out, "\\u%04x", c);
}

/* ASCII that stands for itself: passed on in runs. */
static gboolean is_plain(guchar c)
{
    return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

void json_text_append(GString *out, const char *text, gsize length)
{
    const char *p = text, *end = text + length;
    g_string_append_c(out, '"');
    while (p < end) {
        const char *run = p;
        while (p < end && is_plain((guchar)*p))
            p++;
        g_string_append_len(out, run, p - run);
        if (p == end)
            break;
        if (*p == '"' || *p == '\\') {
            g_string_append_c(out, '\\');
            g_string_append_c(out, *p++);
            continue;
        }
        /* A NUL is -2 or -1 to g_utf8_get_char_validated() in some versions. */
        gunichar c = *p == '\0' ? 0 : g_utf8_get_char_validated(p, end - p);
        if (c == (gunichar)-1 || c == (gunichar)-2) {
            g_string_append(out, "\xEF\xBF\xBD");
            p++;
            continue;
        }
        const char *next = p + (c == 0 ? 1 : g_utf8_skip[(guchar)*p]);
        if (is_unsafe(c))
            append_escape(out, c);
        else
            g_string_append_len(out, p, next - p);
        p = next;
    }
    g_string_append_c(out, '"');
}

void json_text_append_number(GString *out, double number)
{
    if (!isfinite(number)) {
        g_string_append(out, "null");
        return;
    }
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append(out, g_ascii_formatd(digits, sizeof digits, "%.12g", number));
}
