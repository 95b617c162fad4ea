#include "search/json-read.h"

#include <string.h>

/* Four hex digits; -1 if they are none. */
static int read_unit(const char *at, const char *end)
{
    int unit = 0;
    if (end - at < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        int digit = g_ascii_xdigit_value(at[i]);
        if (digit < 0)
            return -1;
        unit = unit << 4 | digit;
    }
    return unit;
}

/* Behind `\u`. Half a pair becomes U+FFFD. */
static gboolean read_character(const char **at, const char *end, GString *out)
{
    int unit = read_unit(*at, end);
    if (unit < 0)
        return FALSE;
    *at += 4;
    gunichar character = (gunichar)unit;
    if (unit >= 0xD800 && unit < 0xDC00 && end - *at >= 6 && (*at)[0] == '\\' && (*at)[1] == 'u') {
        int low = read_unit(*at + 2, end);
        if (low >= 0xDC00 && low < 0xE000) {
            character = 0x10000 + ((gunichar)(unit - 0xD800) << 10) + (gunichar)(low - 0xDC00);
            *at += 6;
        }
    }
    g_string_append_unichar(out, character >= 0xD800 && character < 0xE000 ? 0xFFFD : character);
    return TRUE;
}

/* Behind a backslash. */
static gboolean read_escape(const char **at, const char *end, GString *out)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    if (*at == end)
        return FALSE;
    char letter = *(*at)++;
    if (letter == 'u')
        return read_character(at, end, out);
    const char *found = letter != '\0' ? strchr(from, letter) : NULL;
    if (!found)
        return FALSE;
    g_string_append_c(out, to[found - from]);
    return TRUE;
}

gboolean json_read_string(const char **at, const char *end, GString *out)
{
    if (*at == end || **at != '"')
        return FALSE;
    for (const char *from = ++*at; *at < end;) {
        char c = **at;
        if (c != '"' && c != '\\') {
            ++*at;
            continue;
        }
        g_string_append_len(out, from, *at - from);
        ++*at;
        if (c == '"')
            return TRUE;
        if (!read_escape(at, end, out))
            return FALSE;
        from = *at;
    }
    return FALSE;
}

static gboolean skip(const char **at, const char *end, char expected)
{
    if (*at == end || **at != expected)
        return FALSE;
    ++*at;
    return TRUE;
}

gboolean json_read_member(const char **at, const char *end, GString *name, GString *value)
{
    g_string_truncate(name, 0);
    g_string_truncate(value, 0);
    return json_read_string(at, end, name) && skip(at, end, ':') &&
           json_read_string(at, end, value) && (skip(at, end, ',') || skip(at, end, '}'));
}
