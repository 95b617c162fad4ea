/* query: the question that a text asks, understood or refused as a whole.
 *
 *     QuerySettings settings = {.analysis = analysis};
 *     g_autoptr(Query) query = query_parse(text, strlen(text), &settings, &error);
 *     if (query && query_expand(query, vocabulary, &error))
 *         xap_query = query_to_xapian(query->root, TRUE, 0.25);
 *
 * docs/query-language.md says what can be asked. Stop words don't count unless there is nothing else.
 */
#pragma once

#include <glib.h>

#include "search/analysis.h"
#include "search/query-tree.h"

typedef enum {
    QUERY_ANY = 1 << 0,          /* any of the words will do */
    QUERY_ALL_IF_EMPTY = 1 << 1, /* a text of white space asks for all articles, and is no mistake */
} QueryFlags;

typedef struct {
    Analysis *analysis; /* the languages that words are stemmed in */
    guint flags;
    QueryCalendar calendar;
} QuerySettings;

typedef struct {
    char *text; /* as the nodes' places count: full-width forms made plain */
    guint flags;
    QueryNode *root;
    GPtrArray *leaves;    /* QueryNode *, borrowed from the tree: leaf i has the clause i */
    GPtrArray *stopwords; /* char *: what was left out as too common, as typed */
    GPtrArray *wordless;  /* char *: what was left out because no word is in it */
} Query;

/* NULL and an INDEX_ERROR_QUERY that names the place and says what to write instead. */
Query *query_parse(const char *text, gsize length, const QuerySettings *settings, GError **error);
void query_free(Query *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Query, query_free)

/* Whether the text is all in capitals, of so many words or more: then they tell nothing. */
#define QUERY_SHOUTED_WORDS 4
gboolean query_is_shouted(const char *text);

/* Whether only articles that match the node can match the whole, not counting NOT: what a filter is. */
gboolean query_is_filter(const QueryNode *node);
