#include "search/columns.h"

#define ZERO_WIDTH_SPACE 0x200B
#define ZERO_WIDTH_JOINER 0x200D

/* Beyond so many a run of them is no text. */
#define LONGEST_RUN_OF_FLAGS 64

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

/* Whether c goes with the character before it: Extend and SpacingMark of UAX #29, and the vowels
 * and finals of Hangul. */
static gboolean continues(gunichar c)
{
    return (c >= 0x300 && g_unichar_iszerowidth(c)) || g_unichar_ismark(c) || c == 0x0E33 ||
           c == 0x0EB3 || (c >= 0x1F3FB && c <= 0x1F3FF) /* skin tones */;
}

/* Whether c goes with the character after it: a joiner, an Indic linker, a sign before a number, an
 * initial of Hangul. */
static gboolean leads(gunichar c, gunichar after)
{
    switch (c) {
    case ZERO_WIDTH_JOINER:
    case 0x0600 ... 0x0605:
    case 0x06DD:
    case 0x070F:
    case 0x08E2:
    case 0x110BD:
        return TRUE;
    case 0x094D:
    case 0x09CD:
    case 0x0ACD:
    case 0x0B4D:
    case 0x0C4D:
    case 0x0D4D:
        return g_unichar_isalpha(after) && c >> 7 == after >> 7;
    case 0x1100 ... 0x115F:
        return (after >= 0x1100 && after <= 0x115F) || (after >= 0xAC00 && after <= 0xD7A3);
    default:
        return FALSE;
    }
}

/* Whether at divides a flag: an odd number of its letters stands before. */
static gboolean divides_flag(const char *text, gsize at)
{
    guint before = 0;
    while (at > 0 && before < LONGEST_RUN_OF_FLAGS) {
        const char *p = g_utf8_prev_char(text + at);
        if (!is_regional(g_utf8_get_char(p)))
            break;
        at = (gsize)(p - text);
        before++;
    }
    return before % 2 != 0;
}

gboolean columns_between_clusters(const char *text, gsize length, gsize at)
{
    if (at == 0 || at >= length || ((guchar)text[at] < 0x80 && (guchar)text[at - 1] < 0x80))
        return TRUE;
    gunichar after = g_utf8_get_char(text + at);
    if (continues(after))
        return FALSE;
    gunichar before = g_utf8_get_char(g_utf8_prev_char(text + at));
    return !leads(before, after) && !(is_regional(after) && divides_flag(text, at));
}

/* Wide characters stand without spaces, except those of Korean. */
static gboolean is_unspaced(gunichar c)
{
    return c >= 0x1100 && g_unichar_iswide(c) && g_unichar_get_script(c) != G_UNICODE_SCRIPT_HANGUL;
}

gboolean columns_between_words(const char *text, gsize length, gsize at)
{
    if (at == 0 || at >= length)
        return TRUE;
    if ((guchar)text[at] < 0x80 && (guchar)text[at - 1] < 0x80)
        return g_ascii_isspace(text[at]) || g_ascii_isspace(text[at - 1]);
    gunichar after = g_utf8_get_char(text + at);
    gunichar before = g_utf8_get_char(g_utf8_prev_char(text + at));
    if (g_unichar_isspace(before) || g_unichar_isspace(after))
        return columns_between_clusters(text, length, at);
    return (is_unspaced(before) || is_unspaced(after) || before == ZERO_WIDTH_SPACE) &&
           !g_unichar_ispunct(after) && columns_between_clusters(text, length, at);
}
