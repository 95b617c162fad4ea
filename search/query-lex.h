/* query-lex: cuts a query into words, phrases and signs.
 *
 * White space separates, except a no-break or thin space between digits (10 000). A phrase stands
 * in double quotes, plain or typographic. A dash before a word or phrase is the sign that leaves it
 * out; anywhere else it belongs to the word. Round brackets before a word are passed over.
 */
#pragma once

#include <glib.h>

typedef enum { QUERY_TOKEN_WORD, QUERY_TOKEN_PHRASE, QUERY_TOKEN_MINUS } QueryTokenKind;

typedef struct {
    QueryTokenKind kind;
    gsize start, end;             /* bytes of the query, quotes included */
    gsize inner_start, inner_end; /* without quotes */
} QueryToken;

/* The tokens of text, as an array of QueryToken to be freed with g_array_unref(); NULL and an
 * INDEX_ERROR_QUERY that names the place if text is not valid UTF-8, a quote is not closed, or the
 * query uses a construct that is kept for later. */
GArray *query_lex(const char *text, gsize length, GError **error);

/* Sets an INDEX_ERROR_QUERY: "query: " and the message, in which the place is told by its
 * character. */
void query_error(GError **error, const char *text, gsize place, const char *format, ...)
    G_GNUC_PRINTF(4, 5);
