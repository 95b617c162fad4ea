#include "search/query-text.h"

#include <string.h>

#include "stemmer/stemmer.h"
#include "xapian-c/index-error.h"
#include "xapian-c/schema.h"

/* ---- names of fields ------------------------------------------------------------------------ */

static const char *const date_words[] = {"after", "before", "on", NULL};

const char *const *query_text_date_words(void)
{
    return date_words;
}

const char *query_text_field_name(const char *name, gsize length)
{
    const Field *field = schema_field(name, length);
    for (gsize i = 0; !field && date_words[i]; i++)
        if (strlen(date_words[i]) == length &&
            g_ascii_strncasecmp(name, date_words[i], length) == 0)
            return date_words[i];
    return field ? field->name : NULL;
}

/* ---- quotes --------------------------------------------------------------------------------- */

int query_text_quote_group(gunichar c)
{
    switch (c) {
    case '"':
    case 0x201C: /* “ */
    case 0x201D: /* ” */
    case 0x201E: /* „ */
    case 0x201F: /* ‟ */
    case 0x301D: /* 〝 */
    case 0x301E: /* 〞 */
    case 0xFF02: /* ＂ */
        return 1;
    case 0x00AB: /* « */
    case 0x00BB: /* » */
        return 2;
    case 0x300C: /* 「 */
    case 0x300D: /* 」 */
        return 3;
    case 0x300E: /* 『 */
    case 0x300F: /* 』 */
        return 4;
    default:
        return 0;
    }
}

static gboolean is_hebrew(const char *p)
{
    gunichar c = g_utf8_get_char(p);
    return g_unichar_get_script(c) == G_UNICODE_SCRIPT_HEBREW && g_unichar_isalpha(c);
}

/* Whether the quote at `at` stands in a Hebrew abbreviation, as in צה"ל: before the last letter, or behind several
 * letters; a single letter is a preposition that a quoted name is written to, ב"הארץ". */
static gboolean is_gershayim(const char *text, gsize length, gsize at)
{
    const char *p = text + at, *end = text + length, *after = g_utf8_next_char(p);
    if (p == text || after >= end || !is_hebrew(g_utf8_prev_char(p)) || !is_hebrew(after))
        return FALSE;
    const char *rest = g_utf8_next_char(after);
    if (rest >= end || !is_hebrew(rest))
        return TRUE;
    while (rest < end && is_hebrew(rest))
        rest = g_utf8_next_char(rest);
    const char *before = g_utf8_prev_char(p);
    return (rest >= end || !query_text_quote_group(g_utf8_get_char(rest))) && before > text &&
           is_hebrew(g_utf8_prev_char(before));
}

int query_text_quote_at(const char *text, gsize length, gsize at)
{
    int group = at < length ? query_text_quote_group(g_utf8_get_char(text + at)) : 0;
    return group == 1 && is_gershayim(text, length, at) ? 0 : group;
}

/* ---- full-width forms ----------------------------------------------------------------------- */

static gboolean is_full_width_letter(gunichar c)
{
    return (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A);
}

/* The twin on the keyboard of a full-width form; other characters are their own. */
static gunichar twin_of(gunichar c)
{
    return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFF01 + 0x21 : c;
}

/* Whether what ends in plain is the name of a field that a colon may stand behind. */
static gboolean ends_in_field(const GString *plain)
{
    gsize start = plain->len;
    while (start > 0 && (g_ascii_isalpha(plain->str[start - 1]) || plain->str[start - 1] == '_'))
        start--;
    gunichar before = start ? g_utf8_get_char(g_utf8_prev_char(plain->str + start)) : ' ';
    return start < plain->len && !g_unichar_isalnum(before) &&
           query_text_field_name(plain->str + start, plain->len - start) != NULL;
}

/* Whether the full-width form at p, in the text from start to end, stands for its twin. In East Asian prose
 * ？ ends a question, ： begins a speech and ～ is a range; they are signs only where a query wants one. */
static gboolean has_twin(const char *start, const char *p, const char *end, gboolean quoted,
                         const GString *plain)
{
    gunichar c = g_utf8_get_char(p);
    gunichar before = p > start ? g_utf8_get_char(g_utf8_prev_char(p)) : 0;
    const char *next = g_utf8_next_char(p);
    gunichar after = next < end ? g_utf8_get_char(next) : 0;
    gboolean worded = g_unichar_isalpha(before) && !tokenizer_is_unspaced(before);
    gboolean closed = query_text_quote_group(before) == 1 || before == ')' || before == 0xFF09;
    switch (twin_of(c)) {
    case '"':
        return TRUE;
    case '?':
        return !quoted && (is_full_width_letter(before) || is_full_width_letter(after));
    case '~':
    case '^':
        return !quoted && ((worded && !g_unichar_isalpha(after)) ||
                           (closed && g_unichar_isdigit(after)));
    case ':':
        return !quoted && ends_in_field(plain);
    case '.':
    case ',': /* 1，2 is no number in a text */
        return FALSE;
    default:
        return g_unichar_isalnum(c) || !quoted;
    }
}

GString *query_text_plain(const char *text, gsize length, GError **error)
{
    const char *bad;
    if (!g_utf8_validate(text, (gssize)length, &bad)) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_QUERY,
                    "query, byte %" G_GSIZE_FORMAT ": not valid UTF-8", (gsize)(bad - text) + 1);
        return NULL;
    }
    GString *plain = g_string_sized_new(length);
    int quoted = 0; /* the group of the quote that is open */
    for (const char *p = text, *end = text + length; p < end; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        int group = query_text_quote_at(text, length, (gsize)(p - text));
        if (group && (!quoted || quoted == group))
            quoted = quoted ? 0 : group;
        gboolean full_width = c >= 0xFF01 && c <= 0xFF5E;
        if (full_width && has_twin(text, p, end, quoted != 0, plain))
            c = twin_of(c);
        g_string_append_unichar(plain, c);
    }
    return plain;
}
