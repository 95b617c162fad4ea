/* tune-options: the options of `dateline tune`. */
#pragma once

#include "console/options.h"
#include "search/eval-metrics.h"
#include "search/tune-grid.h"

typedef struct {
    const char *index;
    const char *topics, *qrels;         /* files; NULL: not given */
    const char *topic_fields;           /* as written; NULL: not given */
    const char *lists[TUNE_PARAMETERS]; /* values to try, as written; NULL: not given */
    int measure;                        /* from EVAL_MAP on, which is 0 here */
    guint32 folds, seed;
    gboolean all;   /* of a topic's words must match */
    gboolean every; /* point of the grid is tried */
    gboolean dry_run, force, reset, wait, quiet;
} TuneOptions;

extern const OptionTable tune_options;
