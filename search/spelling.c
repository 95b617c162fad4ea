#include "search/spelling.h"

#include <string.h>

#define LETTERS_MAX 64

struct Speller {
    guint letters;
    guint64 ascii[128];            /* for each letter the bits of its places in the word */
    gunichar other[LETTERS_MAX];   /* letters beyond ASCII, each once */
    guint64 other_places[LETTERS_MAX];
    guint others;
};

static guint64 *places_of(Speller *speller, gunichar c)
{
    if (c < 128)
        return &speller->ascii[c];
    guint i = 0;
    while (i < speller->others && speller->other[i] != c)
        i++;
    if (i == speller->others)
        speller->other[speller->others++] = c;
    return &speller->other_places[i];
}

Speller *speller_new(const char *word)
{
    Speller *speller = g_new0(Speller, 1);
    for (const char *p = word; *p && speller->letters < LETTERS_MAX; p = g_utf8_next_char(p))
        *places_of(speller, g_utf8_get_char(p)) |= G_GUINT64_CONSTANT(1) << speller->letters++;
    return speller;
}

void speller_free(Speller *speller)
{
    g_free(speller);
}

guint speller_length(const Speller *speller)
{
    return speller->letters;
}

static inline guint64 lookup(const Speller *speller, const char **p)
{
    guchar byte = (guchar)**p;
    if (byte < 128) {
        (*p)++;
        return speller->ascii[byte];
    }
    gunichar c = g_utf8_get_char(*p);
    *p = g_utf8_next_char(*p);
    for (guint i = 0; i < speller->others; i++)
        if (speller->other[i] == c)
            return speller->other_places[i];
    return 0;
}

guint speller_distance(const Speller *speller, const char *text, gsize length, guint limit)
{
    /* A letter has one to four bytes. */
    if (length + limit < speller->letters || length > 4 * ((gsize)speller->letters + limit) ||
        speller->letters == 0)
        return limit + 1;
    guint64 last = G_GUINT64_CONSTANT(1) << (speller->letters - 1);
    guint64 positive = ~G_GUINT64_CONSTANT(0), negative = 0, diagonal = 0, before = 0;
    guint distance = speller->letters, rest = 0;
    const char *p = text, *end = text + length;
    while (p < end) {
        guint64 same = lookup(speller, &p);
        guint64 exchanged = ((~diagonal & same) << 1) & before;
        diagonal = (((same & positive) + positive) ^ positive) | same | negative | exchanged;
        guint64 up = negative | ~(diagonal | positive), down = diagonal & positive;
        distance += (up & last) != 0;
        distance -= (down & last) != 0;
        /* Each letter that is left can bring it nearer by one at most. */
        rest = (guint)(end - p);
        if (distance > limit + rest)
            return limit + 1;
        up = up << 1 | 1;
        down <<= 1;
        positive = down | ~(diagonal | up);
        negative = up & diagonal;
        before = same;
    }
    return MIN(distance, limit + 1);
}

gboolean spelling_fits(const char *pattern, const char *text, gsize length)
{
    const char *end = text + length, *star = NULL, *retry = NULL;
    while (text < end) {
        if (*pattern == '*') {
            star = ++pattern;
            retry = text;
        } else if (*pattern == '?') {
            pattern++;
            text = g_utf8_next_char(text);
        } else if (*pattern == *text) {
            pattern++;
            text++;
        } else if (star) {
            pattern = star;
            retry = g_utf8_next_char(retry);
            text = retry;
        } else {
            return FALSE;
        }
    }
    while (*pattern == '*')
        pattern++;
    return *pattern == '\0';
}
