/* did-you-mean: what may the words of a query have been meant for that the index hardly knows? */
#pragma once

#include "search/query.h"
#include "search/searcher.h"

/* Appends a line for each such word, of a few, and for each value of a field that no article has. */
gboolean did_you_mean(Searcher *searcher, const Query *query, Analysis *analysis, GString *out,
                      GError **error);
