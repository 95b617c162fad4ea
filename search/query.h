/* query: the question that a text asks, understood or refused as a whole.
 *
 *     g_autoptr(Query) query = query_parse(text, strlen(text), 0, analysis, &error);
 *     g_autoptr(XapQuery) q = query_to_xapian(query->root, TRUE);
 *
 * Words must all match (any of them with QUERY_ANY); "a phrase" stands as it is written; -word and
 * -"phrase" leave articles out. Stop words don't count unless there is nothing else.
 */
#pragma once

#include <glib.h>

#include "search/analysis.h"
#include "search/query-tree.h"

typedef enum { QUERY_ANY = 1 << 0 } QueryFlags;

typedef struct {
    QueryNode *root;
    GPtrArray *leaves;    /* QueryNode *, borrowed from the tree: leaf i has the clause i */
    GPtrArray *stopwords; /* char *: what was left out as too common, as typed */
    GPtrArray *wordless;  /* char *: what was left out because no word is in it */
} Query;

/* NULL and an INDEX_ERROR_QUERY that names the place and says what to write instead. */
Query *query_parse(const char *text, gsize length, guint flags, Analysis *analysis, GError **error);
void query_free(Query *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Query, query_free)
