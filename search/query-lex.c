#include "search/query-lex.h"

#include <stdarg.h>
#include <string.h>

#include "search/query-reserved.h"
#include "xapian-c/index-error.h"

typedef struct {
    const char *text;
    gsize length;
    gsize at;
    GArray *tokens;
} Lexer;

void query_error(GError **error, const char *text, gsize place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    glong character = g_utf8_strlen(text, (gssize)place) + 1;
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_QUERY, "query, character %ld: %s", character,
                message);
}

static gunichar peek(const Lexer *lexer, gsize at)
{
    return at < lexer->length ? g_utf8_get_char(lexer->text + at) : 0;
}

static gsize next(const Lexer *lexer, gsize at)
{
    return (gsize)(g_utf8_next_char(lexer->text + at) - lexer->text);
}

/* Double quotes in groups: whatever opens is closed by any of the same group, since half of what is
 * pasted from pages has one plain and one typographic quote. 0: not a quote. */
static int quote_group(gunichar c)
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

/* The dash of the keyboard, and what word processors and input methods make of it. */
static gboolean is_minus(gunichar c)
{
    return c == '-' || c == 0x2212 /* − */ || c == 0x2013 /* – */ || c == 0xFF0D /* － */;
}

static gboolean is_bracket(gunichar c)
{
    return c == '(' || c == ')' || c == 0xFF08 || c == 0xFF09;
}

/* Whether the space c at `at` groups the digits of a number. */
static gboolean groups_digits(const Lexer *lexer, gsize at, gunichar c)
{
    if (c != 0x00A0 && c != 0x202F && c != 0x2009)
        return FALSE;
    return at > 0 && g_ascii_isdigit(lexer->text[at - 1]) &&
           g_ascii_isdigit(peek(lexer, next(lexer, at)));
}

static gboolean is_space(const Lexer *lexer, gsize at, gunichar c)
{
    return (g_unichar_isspace(c) || c == 0x200B || c == 0xFEFF || g_unichar_iscntrl(c)) &&
           !groups_digits(lexer, at, c);
}

static void add(Lexer *lexer, QueryTokenKind kind, gsize start, gsize end, gsize inner_start,
                gsize inner_end)
{
    QueryToken token = {kind, start, end, inner_start, inner_end};
    g_array_append_val(lexer->tokens, token);
}

static gboolean lex_phrase(Lexer *lexer, GError **error)
{
    gsize start = lexer->at;
    int group = quote_group(peek(lexer, start));
    gsize inner = next(lexer, start), at = inner;
    while (at < lexer->length && quote_group(peek(lexer, at)) != group)
        at = next(lexer, at);
    if (at == lexer->length) {
        query_error(error, lexer->text, start, "the quote that opens here is never closed");
        return FALSE;
    }
    lexer->at = next(lexer, at);
    add(lexer, QUERY_TOKEN_PHRASE, start, lexer->at, inner, at);
    return query_reserved_phrase(lexer->text, lexer->length, inner, at, lexer->at, error);
}

static gboolean lex_word(Lexer *lexer, GError **error)
{
    gsize start = lexer->at, at = start;
    while (at < lexer->length) {
        gunichar c = peek(lexer, at);
        if (is_space(lexer, at, c) || quote_group(c))
            break;
        at = next(lexer, at);
    }
    lexer->at = at;
    add(lexer, QUERY_TOKEN_WORD, start, at, start, at);
    return query_reserved_word(lexer->text, lexer->length, start, at, error);
}

/* Whether an item could begin here: not in "Karabakh"-based. */
static gboolean stands_apart(const Lexer *lexer)
{
    if (lexer->at == 0)
        return TRUE;
    gsize before = (gsize)(g_utf8_prev_char(lexer->text + lexer->at) - lexer->text);
    gunichar c = peek(lexer, before);
    return is_bracket(c) || is_space(lexer, before, c);
}

/* A sign is a dash with something right after it. */
static gboolean lex_minus(Lexer *lexer, gboolean *found, GError **error)
{
    gsize start = lexer->at, after = next(lexer, start);
    gunichar c = peek(lexer, after);
    *found = after < lexer->length && !is_space(lexer, after, c) && !is_minus(c);
    if (!*found)
        return TRUE;
    if (is_bracket(c)) {
        query_error(error, lexer->text, start,
                    "brackets are not part of the query language: put a dash before each word");
        return FALSE;
    }
    add(lexer, QUERY_TOKEN_MINUS, start, after, start, after);
    lexer->at = after;
    return TRUE;
}

/* One word or phrase, with its sign; lexer->at stands on something other than space. */
static gboolean lex_item(Lexer *lexer, GError **error)
{
    gunichar c = peek(lexer, lexer->at);
    if (is_bracket(c)) {
        lexer->at = next(lexer, lexer->at);
        return TRUE;
    }
    gboolean signed_item = FALSE;
    if (is_minus(c) && stands_apart(lexer) && !lex_minus(lexer, &signed_item, error))
        return FALSE;
    if (signed_item)
        c = peek(lexer, lexer->at);
    return quote_group(c) ? lex_phrase(lexer, error) : lex_word(lexer, error);
}

GArray *query_lex(const char *text, gsize length, GError **error)
{
    const char *bad;
    if (!g_utf8_validate(text, (gssize)length, &bad)) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_QUERY,
                    "query, byte %" G_GSIZE_FORMAT ": not valid UTF-8", (gsize)(bad - text) + 1);
        return NULL;
    }
    g_autoptr(GArray) tokens = g_array_new(FALSE, FALSE, sizeof(QueryToken));
    Lexer lexer = {.text = text, .length = length, .tokens = tokens};
    while (lexer.at < length) {
        if (is_space(&lexer, lexer.at, peek(&lexer, lexer.at)))
            lexer.at = next(&lexer, lexer.at);
        else if (!lex_item(&lexer, error))
            return NULL;
    }
    return g_steal_pointer(&tokens);
}
