/* query-lex: cuts a query into words, phrases and signs.
 *
 * White space separates, except a no-break or thin space between digits (10 000). A phrase stands
 * in double quotes, plain or typographic. A sign (- + =) stands right before what it belongs to,
 * after a space or bracket; anywhere else it belongs to the word. AND, OR, NOT, NEAR/5, BEFORE/5 are
 * signs in capitals only. A field's name ends in a colon with something right behind it. ^2.5 and ~2
 * stand right behind a word, phrase or bracket.
 */
#pragma once

#include <glib.h>

#include "xapian-c/schema.h"

typedef enum {
    QUERY_TOKEN_WORD,
    QUERY_TOKEN_PHRASE,
    QUERY_TOKEN_MINUS,
    QUERY_TOKEN_PLUS,
    QUERY_TOKEN_EXACT,
    QUERY_TOKEN_FIELD,
    QUERY_TOKEN_OPEN,
    QUERY_TOKEN_CLOSE,
    QUERY_TOKEN_AND,
    QUERY_TOKEN_OR,
    QUERY_TOKEN_NOT,
    QUERY_TOKEN_NEAR,
    QUERY_TOKEN_BEFORE,
    QUERY_TOKEN_END /* always the last */
} QueryTokenKind;

typedef struct {
    QueryTokenKind kind;
    gsize start, end;             /* bytes of the query, quotes included */
    gsize inner_start, inner_end; /* without quotes and what stands behind them */
    guint distance;               /* of NEAR and BEFORE; of ~5 behind a phrase, ~ behind a word; else 0 */
    double weight;                /* of ^2.5 behind a word, phrase or closing bracket; else 1 */
    const Field *field;           /* of FIELD */
    const char *field_name;       /* its name, or what stands for it (after, before, on) */
} QueryToken;

/* The tokens of plain text, as an array of QueryToken to be freed with g_array_unref(); NULL and an
 * INDEX_ERROR_QUERY that names the place if a quote is not closed or a sign has no meaning. */
GArray *query_lex(const char *text, gsize length, GError **error);

/* Sets an INDEX_ERROR_QUERY: "query, character 5: " and the message. */
void query_error(GError **error, const char *text, gsize place, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* The character that such an error names, from 1; 0 if it is of another kind. */
glong query_error_character(const GError *error);

/* Whether a sign is read at the beginning of word where that stands by itself: right behind a quote or bracket it
 * belongs to the word. */
gboolean query_lex_begins_with_sign(const char *word);

/* Whether nothing in word ends it: no space, bracket or quote. */
gboolean query_lex_stays_whole(const char *word);
