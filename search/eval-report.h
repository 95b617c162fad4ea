/* eval-report: the measures of one run, or of two that are compared, as they are printed. */
#pragma once

#include "search/eval-metrics.h"

typedef struct {
    const char **names; /* of the topics */
    double (*values)[EVAL_MEASURES];
    double (*others)[EVAL_MEASURES]; /* of the run that is compared; NULL: there is none */
    guint count;                     /* topics, at least one */
    gboolean per_topic;              /* their values are wanted, too */
} EvalReport;

/* Appends, in trec_eval's form, a line for each measure of all topics: its name, `all`, the value,
 * with tabs between. Of two runs, below a line of headings: the name, `all`, the one's mean, the
 * other's, the difference, and its p. Values of single topics come before that. */
void eval_report_append(const EvalReport *report, GString *out);
