/* query-expand: what do the patterns of a query stand for in this index? */
#pragma once

#include "search/query.h"
#include "search/vocabulary.h"

/* So many forms a wildcard or spelling may stand for, the most frequent ones; inside a phrase or beside
 * NEAR, fewer. */
#define QUERY_MAX_FORMS 500
#define QUERY_MAX_FORMS_IN_PHRASE 64

/* So many patterns a query may have. */
#define QUERY_MAX_PATTERNS 40

/* Fills the forms of all patterns of the query. INDEX_ERROR_QUERY if it has too many. */
gboolean query_expand(Query *query, Vocabulary *vocabulary, GError **error);

/* Calls func for each pattern of the query that has been filled, in its order. */
typedef void (*QueryPatternFunc)(const QueryNode *leaf, const QueryPattern *pattern, gpointer data);
void query_each_pattern(const Query *query, QueryPatternFunc func, gpointer data);
