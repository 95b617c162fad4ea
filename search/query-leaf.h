/* query-leaf: a word, phrase, value or date of a query, from its token. */
#pragma once

#include "search/query-lex.h"
#include "search/query.h"

/* Where a token stands. */
typedef struct {
    const Field *field; /* NULL: in none */
    const char *field_name;
    gboolean exact, negated, needed; /* what sign stands before it */
} QueryScope;

/* The leaf; *leaf is NULL if no word is in it, which query->wordless then has. FALSE and an
 * INDEX_ERROR_QUERY if it can't be. */
gboolean query_leaf_make(Query *query, const QueryToken *token, const QueryScope *scope,
                         const QuerySettings *settings, QueryNode **leaf, GError **error);
