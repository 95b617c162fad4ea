/* no-match: why a query found nothing, and what may have been meant. */
#pragma once

#include "search/query.h"
#include "search/searcher.h"

/* Appends how many articles each clause is in, how many would match any of them, and what words that
 * the index hardly knows may have been meant for; a line each. */
gboolean no_match_report(Searcher *searcher, const Query *query, Analysis *analysis, GString *out,
                         GError **error);
