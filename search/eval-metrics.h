/* eval-metrics: how good is a ranking, as judges see it?
 *
 *     double values[EVAL_MEASURES];
 *     eval_measure(trec_run_of(run, topic), qrels_of(qrels, topic), values);
 *
 * The measures of trec_eval 9, by its definitions: a document that nobody judged is not relevant,
 * but for bpref, which leaves it out; a level above 0 is relevant; ranks that a short ranking lacks
 * hold nothing relevant; where a topic has no relevant document, all are 0. Sources: Buckley and
 * Voorhees, Retrieval System Evaluation, in TREC: Experiment and Evaluation in Information
 * Retrieval, 2005; Järvelin and Kekäläinen, Cumulated Gain-Based Evaluation of IR Techniques, 2002,
 * with the levels as gains and log2(rank + 1) as discount; Buckley and Voorhees, Retrieval
 * Evaluation with Incomplete Information, 2004, normalized by the lesser of relevant and judged
 * nonrelevant documents.
 */
#pragma once

#include "search/trec-file.h"

/* In trec_eval's order. The first ones are counts. */
typedef enum {
    EVAL_NUM_Q,
    EVAL_NUM_RET,
    EVAL_NUM_REL,
    EVAL_NUM_REL_RET,
    EVAL_COUNTS,
    EVAL_MAP = EVAL_COUNTS,
    EVAL_RPREC,
    EVAL_BPREF,
    EVAL_RECIP_RANK,
    EVAL_P_5,
    EVAL_P_10,
    EVAL_P_20,
    EVAL_RECALL_1000,
    EVAL_NDCG_CUT_5,
    EVAL_NDCG_CUT_10,
    EVAL_NDCG_CUT_20,
    EVAL_MEASURES
} EvalMeasure;

/* "map", "P_5", …; ends in NULL. */
extern const char *const eval_measure_names[EVAL_MEASURES + 1];

/* Sets values to those of one topic. ranking: of RunResult, in its order; NULL: an empty one. */
void eval_measure(const GArray *ranking, const Judgements *judgements,
                  double values[EVAL_MEASURES]);

/* The sum of counts, the mean of all else, over count topics, at least one. */
void eval_mean(double (*topics)[EVAL_MEASURES], guint count, double values[EVAL_MEASURES]);
