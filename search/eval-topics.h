/* eval-topics: the topics of an evaluation, and which query each one is. */
#pragma once

#include "console/options.h"
#include "search/query.h"
#include "search/searcher.h"
#include "search/topic-file.h"
#include "search/trec-file.h"

/* The rows of a command's options that say what was judged, and how topics are searched for. type: a struct with members
 * qrels, and topic_fields and all. */
#define EVAL_QRELS_ROW(type)                                                                       \
    {                                                                                              \
        0, "qrels", "FILE", OPTION_TEXT, G_STRUCT_OFFSET(type, qrels), .fill = FILL_FILES,         \
            .help = "the judgements: lines of topic, 0, id, level; a level above 0 is relevant"    \
    }
#define EVAL_TOPIC_WORDS_ROWS(type)                                                                \
    {0,                                                                                            \
     "topic-fields",                                                                               \
     "NAMES",                                                                                      \
     OPTION_TEXT,                                                                                  \
     G_STRUCT_OFFSET(type, topic_fields),                                                          \
     .group = "How topics are searched for",                                                       \
     .help = "of topics with parts, search for the words of these: title,desc,narr (the title "    \
             "unless told)"},                                                                      \
    {                                                                                              \
        0, "all", NULL, OPTION_ON, G_STRUCT_OFFSET(type, all),                                     \
            .help = "all words of a topic must match; any will do unless told"                     \
    }

/* The topics of a file (Topic *), named as they are in the judgements. fields: as written, "title,desc"; NULL: the
 * default. */
GPtrArray *eval_topics_read(const char *path, const char *fields, const Qrels *qrels,
                            GError **error);

/* How topics are understood: any of their words will do, unless all must match. */
QuerySettings eval_topics_settings(const Searcher *searcher, gboolean all);

/* What to search for, as `dateline search --batch` would; NULL, and it is noted on stderr, if that can't be told. */
Query *eval_topics_query(Searcher *searcher, const QuerySettings *settings, const Topic *topic,
                         gboolean quiet);
