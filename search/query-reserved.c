#include "search/query-reserved.h"

#include <string.h>

#include "search/query-lex.h"
#include "xapian-c/schema.h"

static gboolean is_letter(const char *text, gsize length, gsize at)
{
    return at < length && g_unichar_isalnum(g_utf8_get_char(text + at));
}

static gboolean letter_before(const char *text, gsize start, gsize at)
{
    return at > start && g_unichar_isalnum(g_utf8_get_char(g_utf8_prev_char(text + at)));
}

/* A star at a word, or a question mark within one. */
static gboolean wildcard(const char *text, gsize start, gsize end, GError **error)
{
    for (gsize at = start; at < end; at++) {
        gboolean star =
            text[at] == '*' && (letter_before(text, start, at) || is_letter(text, end, at + 1));
        gboolean one =
            text[at] == '?' && letter_before(text, start, at) && is_letter(text, end, at + 1);
        if (!star && !one)
            continue;
        query_error(
            error, text, at,
            "'%c' can't stand for other letters: write the whole word (all its inflections are "
            "found)",
            text[at]);
        return FALSE;
    }
    return TRUE;
}

/* Only digits and, of weights, a point from at to end. */
static gboolean is_number(const char *text, gsize at, gsize end)
{
    for (; at < end; at++)
        if (!g_ascii_isdigit(text[at]) && text[at] != '.')
            return FALSE;
    return TRUE;
}

static gboolean operator_word(const char *text, gsize start, gsize end, GError **error)
{
    static const struct {
        const char *word, *advice;
        gboolean takes_number;
    } table[] = {
        {"AND", "all words must match as it is: leave it out", FALSE},
        {"OR", "for articles with any of the words use --any", FALSE},
        {"NOT", "to leave out articles with a word write a dash before it: -word", FALSE},
        {"NEAR", "for words side by side write a \"phrase\"", TRUE},
        {"BEFORE", "for words side by side write a \"phrase\"", TRUE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
        gsize length = strlen(table[i].word);
        if (end - start < length || memcmp(text + start, table[i].word, length) != 0)
            continue;
        gboolean numbered = table[i].takes_number && end - start > length + 1 &&
                            text[start + length] == '/' && is_number(text, start + length + 1, end);
        if (numbered || (end - start == length && !table[i].takes_number)) {
            query_error(error, text, start,
                        "'%.*s' in capitals is no word of a query: %s (in quotes it is a word)",
                        (int)(end - start), text + start, table[i].advice);
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean field_name(const char *text, gsize length, gsize start, gsize end, GError **error)
{
    const char *colon = memchr(text + start, ':', end - start);
    if (!colon)
        return TRUE;
    gsize at = (gsize)(colon - text), name = at - start;
    gsize after = at + 1;
    if (name == 0 || after == length || g_ascii_isspace(text[after]) || text[after] == '/')
        return TRUE;
    static const char *const dates[] = {"date", "after", "before", "on"};
    gboolean known = schema_field(text + start, name) != NULL;
    for (gsize i = 0; i < G_N_ELEMENTS(dates); i++)
        known |= strlen(dates[i]) == name && memcmp(dates[i], text + start, name) == 0;
    if (!known)
        return TRUE;
    query_error(error, text, start,
                "fields can't be searched apart: leave out '%.*s:' (in quotes it is text)",
                (int)name, text + start);
    return FALSE;
}

/* `~`, `~2` or `^1.5` at the end. */
static gboolean suffix(const char *text, gsize start, gsize end, GError **error)
{
    for (gsize at = end; at > start; at--) {
        char c = text[at - 1];
        if (c == '~' && at - 1 > start) {
            query_error(error, text, at - 1, "'~' has no meaning here: leave it out");
            return FALSE;
        }
        if (c == '^' && at < end && at - 1 > start) {
            query_error(error, text, at - 1, "clauses can't be weighed: leave out '%.*s'",
                        (int)(end - at + 1), text + at - 1);
            return FALSE;
        }
        if (!g_ascii_isdigit(c) && c != '.')
            break;
    }
    return TRUE;
}

static gboolean prefix(const char *text, gsize start, gsize end, GError **error)
{
    char c = text[start];
    if ((c != '=' && c != '+') || !is_letter(text, end, start + 1))
        return TRUE;
    if (c == '+' && g_ascii_isdigit(text[start + 1]))
        return TRUE;
    query_error(error, text, start,
                "'%c' before a word has no meaning: for exactly this word write \"%.*s\"", c,
                (int)(end - start - 1), text + start + 1);
    return FALSE;
}

gboolean query_reserved_word(const char *text, gsize length, gsize start, gsize end, GError **error)
{
    return operator_word(text, start, end, error) && field_name(text, length, start, end, error) &&
           prefix(text, start, end, error) && wildcard(text, start, end, error) &&
           suffix(text, start, end, error);
}

gboolean query_reserved_phrase(const char *text, gsize length, gsize start, gsize end, gsize after,
                               GError **error)
{
    if (!wildcard(text, start, end, error))
        return FALSE;
    if (after < length && (text[after] == '~' || text[after] == '^')) {
        query_error(error, text, after, "'%c' after a phrase has no meaning: leave it out",
                    text[after]);
        return FALSE;
    }
    return TRUE;
}
