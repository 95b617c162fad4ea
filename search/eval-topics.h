/* eval-topics: the topics of an evaluation, and which query each one is. */
#pragma once

#include "search/query.h"
#include "search/searcher.h"
#include "search/topic-file.h"
#include "search/trec-file.h"

/* The topics of a file (Topic *), named as they are in the judgements. fields: as written, "title,desc"; NULL: the
 * default. */
GPtrArray *eval_topics_read(const char *path, const char *fields, const Qrels *qrels,
                            GError **error);

/* How topics are understood: any of their words will do, unless all must match. */
QuerySettings eval_topics_settings(const Searcher *searcher, gboolean all);

/* What to search for, as `dateline search --batch` would; NULL, and it is noted on stderr, if that can't be told. */
Query *eval_topics_query(Searcher *searcher, const QuerySettings *settings, const Topic *topic,
                         gboolean quiet);
