#include "search/columns.h"

#define ZERO_WIDTH_JOINER 0x200D

guint columns_of_character(gunichar c)
{
    if (c < 0x300)
        return 1;
    if (g_unichar_iszerowidth(c))
        return 0;
    return g_unichar_iswide(c) ? 2 : 1;
}

gsize columns_of_text(const char *text, gsize length)
{
    gsize columns = 0;
    for (const char *p = text; p < text + length; p = g_utf8_next_char(p))
        columns += columns_of_character(g_utf8_get_char(p));
    return columns;
}

static gboolean is_regional(gunichar c)
{
    return c >= 0x1F1E6 && c <= 0x1F1FF;
}

/* Whether c goes with the character before it. */
static gboolean continues(gunichar c)
{
    return (c >= 0x300 && g_unichar_iszerowidth(c)) || g_unichar_ismark(c) ||
           (c >= 0x1F3FB && c <= 0x1F3FF) /* skin tones */;
}

gboolean columns_between_clusters(const char *text, gsize length, gsize at)
{
    if (at == 0 || at >= length)
        return TRUE;
    gunichar after = g_utf8_get_char(text + at);
    if (continues(after))
        return FALSE;
    gunichar before = g_utf8_get_char(g_utf8_prev_char(text + at));
    return before != ZERO_WIDTH_JOINER && !(is_regional(before) && is_regional(after));
}

gboolean columns_between_words(const char *text, gsize length, gsize at)
{
    if (at == 0 || at >= length)
        return TRUE;
    gunichar after = g_utf8_get_char(text + at);
    gunichar before = g_utf8_get_char(g_utf8_prev_char(text + at));
    if (g_unichar_isspace(before) || g_unichar_isspace(after))
        return TRUE;
    return (g_unichar_iswide(before) || g_unichar_iswide(after)) && !g_unichar_ispunct(after) &&
           columns_between_clusters(text, length, at);
}
