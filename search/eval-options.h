/* eval-options: the options of `dateline eval`. */
#pragma once

#include "search/index-list.h"
#include "search/ranking.h"

typedef struct {
    IndexList indexes;
    const char *topics, *qrels, *run, *vs, *run_out; /* files; NULL: not given */
    const char *topic_fields;                        /* as written; NULL: not given */
    RankingOptions ranking;
    guint32 depth;                                   /* results for each topic */
    gboolean all;                                    /* of a topic's words must match */
    gboolean per_topic;
    gboolean complete; /* topics without results count, as 0 */
    gboolean quiet;
} EvalOptions;

extern const OptionTable eval_options;
