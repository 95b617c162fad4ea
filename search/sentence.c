#include "search/sentence.h"

#include <string.h>

/* The character before byte at; 0 at the start. */
static gunichar before(const char *text, gsize *at)
{
    if (*at == 0)
        return 0;
    const char *p = g_utf8_prev_char(text + *at);
    *at = (gsize)(p - text);
    return g_utf8_get_char(p);
}

static gboolean is_closing(gunichar c)
{
    GUnicodeType type = g_unichar_type(c);
    return c == '"' || c == '\'' || type == G_UNICODE_CLOSE_PUNCTUATION ||
           type == G_UNICODE_FINAL_PUNCTUATION;
}

static gboolean is_opening(gunichar c)
{
    GUnicodeType type = g_unichar_type(c);
    return c == '"' || c == '\'' || c == 0x201E || type == G_UNICODE_OPEN_PUNCTUATION ||
           type == G_UNICODE_INITIAL_PUNCTUATION;
}

/* Stops that need no space after them. */
static gboolean is_wide_stop(gunichar c)
{
    return c == 0x3002 /* 。 */ || c == 0xFF01 /* ！ */ || c == 0xFF1F /* ？ */;
}

/* Whether a full stop at byte `stop` may end no sentence: after a short word with a capital (Mr.,
 * Aug., U.S.), or an initial. */
static gboolean is_abbreviation(const char *text, gsize stop)
{
    gsize at = stop, letters = 0;
    gunichar c, first = 0;
    while ((c = before(text, &at)) && g_unichar_isalpha(c) && letters < 4) {
        letters++;
        first = c;
    }
    return letters > 0 && letters < 4 && g_unichar_isupper(first);
}

/* Whether a sentence may begin with what stands at byte at: an opening quote and a capital, a
 * digit, or a letter of a script without capitals. */
static gboolean can_begin(const char *text, gsize length, gsize at)
{
    const char *p = text + at, *end = text + length;
    while (p < end && is_opening(g_utf8_get_char(p)))
        p = g_utf8_next_char(p);
    if (p == end)
        return FALSE;
    gunichar c = g_utf8_get_char(p);
    return g_unichar_isdigit(c) || (g_unichar_isalpha(c) && !g_unichar_islower(c));
}

/* White space before byte at: how much there is, and whether it ends a paragraph. *at is set to
 * where it begins. */
static gsize space_before(const char *text, gsize *at, gboolean *paragraph)
{
    gsize count = 0, lines = 0, indent = 0, here = *at;
    gunichar c;
    while ((c = before(text, &here)) && g_unichar_isspace(c)) {
        *at = here;
        count++;
        lines += c == '\n';
        indent += lines == 0 && (c == ' ' || c == '\t');
    }
    *paragraph = lines > 1 || (lines == 1 && indent > 1);
    return count;
}

static gboolean is_start(const char *text, gsize length, gsize at)
{
    if (!can_begin(text, length, at))
        return FALSE;
    gboolean paragraph;
    gsize end = at;
    gsize spaces = space_before(text, &end, &paragraph);
    if (end == 0 || paragraph)
        return TRUE;
    gunichar c;
    while ((c = before(text, &end)) && is_closing(c))
        continue;
    if (is_wide_stop(c))
        return TRUE;
    if (spaces == 0)
        return FALSE;
    return c == '!' || c == '?' || (c == '.' && !is_abbreviation(text, end));
}

gsize sentence_start(const char *text, gsize length, gsize from, gsize to)
{
    for (gsize at = MIN(to, length); at + 1 > from; at--) {
        if (at < length && (text[at] & 0xC0) != 0x80 && is_start(text, length, at))
            return at;
        if (at == 0)
            break;
    }
    return SENTENCE_NONE;
}
