#include "search/sentence.h"

#include <string.h>

#include "search/sentence-abbreviation.h"

/* No dateline is longer. */
#define DATELINE_BYTES 120

static gsize skip(const char *text, gsize at)
{
    return at + g_utf8_skip[(guchar)text[at]];
}

static gboolean is_closing(gunichar c)
{
    if (c < 0x80)
        return c == '"' || c == '\'' || c == ')' || c == ']';
    GUnicodeType type = g_unichar_type(c);
    return type == G_UNICODE_CLOSE_PUNCTUATION || type == G_UNICODE_FINAL_PUNCTUATION ||
           c == 0x201C /* “, which closes in German */;
}

/* Quotes, brackets, and what stands before speech or an item of a list. */
static gboolean is_opening(gunichar c)
{
    if (c < 0x80)
        return c == '"' || c == '\'' || c == '(' || c == '[';
    GUnicodeType type = g_unichar_type(c);
    return c == 0x201E || c == 0xBF || c == 0xA1 || c == 0x2022 ||
           type == G_UNICODE_OPEN_PUNCTUATION || type == G_UNICODE_INITIAL_PUNCTUATION ||
           c == 0xBB || c == 0x201D;
}

static gboolean is_dash(gunichar c)
{
    return c == '-' || c == 0x2013 || c == 0x2014;
}

/* Stops that need no space after them. */
static gboolean is_wide_stop(gunichar c)
{
    return c == 0x3002 /* 。 */ || c == 0xFF01 /* ！ */ || c == 0xFF1F /* ？ */ ||
           c == 0xFF61 /* ｡ */;
}

static gboolean is_stop(gunichar c)
{
    switch (c) {
    case '.':
    case '!':
    case '?':
    case 0x2026: /* … */
    case 0x203C:
    case 0x2047 ... 0x2049:
    case 0x0589: /* Armenian */
    case 0x061F: /* Arabic */
    case 0x06D4: /* Urdu */
    case 0x0964: /* Hindi */
    case 0x0965:
    case 0x104A: /* Burmese */
    case 0x104B:
    case 0x1362: /* Amharic */
    case 0x17D4: /* Khmer */
        return TRUE;
    default:
        return is_wide_stop(c);
    }
}

/* Bytes that a stop or the end of a paragraph may begin with: all others are passed over. */
static const guint8 may_end[256] = {
    ['\n'] = 1, ['.'] = 1,  ['!'] = 1,  ['?'] = 1,  [0xD6] = 1, [0xD8] = 1,
    [0xDB] = 1, [0xE0] = 1, [0xE1] = 1, [0xE2] = 1, [0xE3] = 1, [0xEF] = 1,
};

/* Whether a sentence may begin with what stands at byte at: a capital, a digit, or a letter of a
 * script without capitals, behind opening quotes or a dash. */
static gboolean can_begin(const char *text, gsize length, gsize at)
{
    gunichar c = 0;
    while (at < length &&
           (is_opening(c = g_utf8_get_char(text + at)) || is_dash(c) || g_unichar_isspace(c)))
        at = skip(text, at);
    return at < length && (g_unichar_isdigit(c) || (g_unichar_isalpha(c) && !g_unichar_islower(c)));
}

/* ---- behind a stop -------------------------------------------------------------------------- */

static gsize skip_space(const char *text, gsize length, gsize at)
{
    while (at < length && g_unichar_isspace(g_utf8_get_char(text + at)))
        at = skip(text, at);
    return at;
}

/* The start of the paragraph that the line feed at byte at stands before. */
static gsize start_of_paragraph(const char *text, gsize length, gsize at)
{
    gsize lines = 1, indent = 0, next = at + 1;
    for (; next < length && g_ascii_isspace(text[next]); next++) {
        lines += text[next] == '\n';
        indent = text[next] == '\n' ? 0 : indent + (text[next] != '\r');
    }
    if (next >= length)
        return SENTENCE_NONE;
    return lines > 1 || (indent > 1 && can_begin(text, length, next)) ? next : SENTENCE_NONE;
}

/* Behind a French closing quote, which has a space before it: `« Non. » `. */
static gsize behind_spaced_quote(const char *text, gsize length, gsize at)
{
    gsize quote = skip_space(text, length, at);
    if (quote == at || quote >= length || g_utf8_get_char(text + quote) != 0xBB)
        return at;
    gsize end = skip(text, quote);
    return end == length || g_unichar_isspace(g_utf8_get_char(text + end)) ? end : at;
}

/* The start of the sentence that follows what stands at byte at, if that ends one. */
static gsize start_behind(const char *text, gsize length, gsize at)
{
    gunichar c = g_utf8_get_char(text + at);
    if (c == '\n')
        return start_of_paragraph(text, length, at);
    if (!is_stop(c))
        return SENTENCE_NONE;
    gsize end = skip(text, at);
    gboolean wide = is_wide_stop(c), several = FALSE;
    gunichar after = 0;
    while (end < length && (is_stop(after = g_utf8_get_char(text + end)) || is_closing(after))) {
        several |= is_stop(after);
        wide |= is_wide_stop(after);
        end = skip(text, end);
    }
    end = behind_spaced_quote(text, length, end);
    gsize next = skip_space(text, length, end);
    if (next == length || (next == end && !wide))
        return SENTENCE_NONE;
    if (wide)
        return next;
    if (!can_begin(text, length, next))
        return SENTENCE_NONE;
    gboolean shortened = c == '.' && !several && sentence_is_abbreviation(text, length, at, next);
    return shortened ? SENTENCE_NONE : next;
}

/* ---- the beginning -------------------------------------------------------------------------- */

/* Where the first sentence begins behind `BAKU, Aug. 8 (Northwire) - `: a place in capitals or an
 * agency in brackets, then a dash with spaces around it. SENTENCE_NONE if there is no such thing.
 */
static gsize behind_dateline(const char *text, gsize length, gsize start)
{
    gsize end = start, capitals = 0;
    while (end < length && g_unichar_isupper(g_utf8_get_char(text + end))) {
        end = skip(text, end);
        capitals++;
    }
    gboolean place =
        capitals > 1 && !(end < length && g_unichar_isalpha(g_utf8_get_char(text + end)));
    gsize limit = MIN(length, start + DATELINE_BYTES);
    for (gsize at = start; at < limit && text[at] != '\n'; at = skip(text, at)) {
        if (text[at] != ' ' || at == start || at + 1 >= limit ||
            !is_dash(g_utf8_get_char(text + at + 1)))
            continue;
        gsize next = skip(text, at + 1);
        if (next < length && text[next] == '-')
            next++;
        gsize behind = skip_space(text, length, next);
        if (behind == next || behind >= length)
            continue;
        gboolean said = place || text[at - 1] == ')';
        return said && can_begin(text, length, behind) ? behind : SENTENCE_NONE;
    }
    return SENTENCE_NONE;
}

/* The first start and, behind a dateline, the second: those that follow nothing. */
static void starts_of_text(const char *text, gsize length, gsize starts[2])
{
    starts[0] = skip_space(text, length, 0);
    starts[1] = behind_dateline(text, length, starts[0]);
    if (starts[0] == length || !can_begin(text, length, starts[0]))
        starts[0] = SENTENCE_NONE;
}

/* ---- both ways ------------------------------------------------------------------------------ */

gsize sentence_start(const char *text, gsize length, gsize from, gsize to)
{
    gsize at = MIN(to, length);
    while (at > 0) {
        at--;
        if (may_end[(guchar)text[at]]) {
            gsize start = start_behind(text, length, at);
            if (start != SENTENCE_NONE && start <= to)
                return start >= from ? start : SENTENCE_NONE;
        }
        /* What ends a sentence before `from` may stand some signs and spaces before it. */
        if (at < from && (text[at] & 0xC0) != 0x80) {
            gunichar c = g_utf8_get_char(text + at);
            if (!is_stop(c) && !is_closing(c) && !g_unichar_isspace(c))
                break;
        }
    }
    if (from > DATELINE_BYTES + 1 && at > 0)
        return SENTENCE_NONE;
    gsize starts[2];
    starts_of_text(text, length, starts);
    for (int i = 1; i >= 0; i--)
        if (starts[i] != SENTENCE_NONE && starts[i] >= from && starts[i] <= to)
            return starts[i];
    return SENTENCE_NONE;
}

gsize sentence_next(const char *text, gsize length, gsize from, gsize to)
{
    gsize starts[2] = {SENTENCE_NONE, SENTENCE_NONE};
    if (from <= DATELINE_BYTES)
        starts_of_text(text, length, starts);
    for (int i = 0; i < 2; i++)
        if (starts[i] != SENTENCE_NONE && starts[i] >= from && starts[i] <= to)
            return starts[i];
    gsize at = from;
    while (at > 0 && from - at < 8)
        at--;
    for (; at < length && at < to; at++) {
        if (!may_end[(guchar)text[at]])
            continue;
        gsize start = start_behind(text, length, at);
        if (start != SENTENCE_NONE && start >= from)
            return start <= to ? start : SENTENCE_NONE;
    }
    return SENTENCE_NONE;
}
