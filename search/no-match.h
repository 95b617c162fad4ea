/* no-match: why has no article all of this? */
#pragma once

#include <glib.h>

#include "search/query.h"
#include "search/searcher.h"

/* Appends lines that say how many articles each word or phrase is in, and, where all of them had to
 * match (that is, without any), how many articles have any of them. FALSE and an INDEX_ERROR if
 * that can't be counted. */
gboolean no_match_report(Searcher *searcher, const Query *query, gboolean any, GString *out,
                         GError **error);
