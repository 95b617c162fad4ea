/* query-understand: a query against an open index, from its text to all that its patterns stand for;
 * what every command that takes a query says about it. */
#pragma once

#include "search/explain.h"
#include "search/query.h"
#include "search/searcher.h"

/* Parses text, and looks its patterns up in the index. Phrases are refused where the index has no
 * positions. times (may be NULL) receives how long it took. On a mistake, NULL, and it is reported on
 * stderr. */
Query *query_understand(Searcher *searcher, const QuerySettings *settings, const char *text,
                        ExplainTimes *times);

/* Sets *zone to the time zone of that name, to be freed with g_time_zone_unref(); NULL: UTC, which is
 * NULL. FALSE and an INDEX_ERROR if there is none. */
gboolean query_zone_find(const char *name, GTimeZone **zone, GError **error);

/* Notes on stderr what was left out or cut, and quotes that the shell took from words: the arguments
 * that the query came as, or NULL. */
void query_understand_notes(const Query *query, const GPtrArray *words);
