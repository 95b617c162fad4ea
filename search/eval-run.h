/* eval-run: the run that an index makes of topics. */
#pragma once

#include <stdio.h>

#include "search/query.h"
#include "search/searcher.h"
#include "search/trec-file.h"

typedef struct {
    Searcher *searcher;
    gboolean all;  /* words of a topic must match; else any */
    guint32 depth; /* results for each topic at most */
    gboolean quiet;
    FILE *out; /* receives the run too; NULL: none */
} EvalRunSettings;

/* Searches for each of topics (Topic *), as `dateline search --batch` would. A topic that can't be
 * searched for is noted on stderr, and has no results. NULL and an error if the index, or writing,
 * fails. */
TrecRun *eval_run_make(const EvalRunSettings *settings, const GPtrArray *topics, GError **error);

/* What is found for one topic's query, the best depth of it. */
XapHits *eval_run_search(Searcher *searcher, const Query *query, guint32 depth, GError **error);
