/* explain: how a query was understood, and what each of its clauses matches. */
#pragma once

#include "search/asked.h"
#include "search/query.h"
#include "search/searcher.h"

/* Microseconds spent. */
typedef struct {
    gint64 parse, expand, search;
} ExplainTimes;

/* Appends: the tree; each clause, as a query by itself, with the number of articles that it alone
 * matches; what patterns stand for; what was left out and why; what was added; Xapian's query; times. */
gboolean explain_query(Searcher *searcher, const Query *query, const Asked *asked,
                       const ExplainTimes *times, GString *out, GError **error);
