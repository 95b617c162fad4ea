#include "search/eval-metrics.h"

#include <math.h>

const char *const eval_measure_names[EVAL_MEASURES + 1] = {
    [EVAL_NUM_Q] = "num_q",
    [EVAL_NUM_RET] = "num_ret",
    [EVAL_NUM_REL] = "num_rel",
    [EVAL_NUM_REL_RET] = "num_rel_ret",
    [EVAL_MAP] = "map",
    [EVAL_RPREC] = "Rprec",
    [EVAL_BPREF] = "bpref",
    [EVAL_RECIP_RANK] = "recip_rank",
    [EVAL_P_5] = "P_5",
    [EVAL_P_10] = "P_10",
    [EVAL_P_20] = "P_20",
    [EVAL_RECALL_1000] = "recall_1000",
    [EVAL_NDCG_CUT_5] = "ndcg_cut_5",
    [EVAL_NDCG_CUT_10] = "ndcg_cut_10",
    [EVAL_NDCG_CUT_20] = "ndcg_cut_20",
};

/* The depths of the measures that have one. */
static const struct {
    EvalMeasure precision, ndcg;
    guint depth;
} cuts[] = {
    {EVAL_P_5, EVAL_NDCG_CUT_5, 5},
    {EVAL_P_10, EVAL_NDCG_CUT_10, 10},
    {EVAL_P_20, EVAL_NDCG_CUT_20, 20},
};
#define RECALL_DEPTH 1000

/* Whoever was not judged has a level below 0, too. */
#define UNJUDGED (-1)

static int level_at(const GArray *ranking, const Judgements *judgements, guint i)
{
    gpointer level;
    const char *document = g_array_index(ranking, RunResult, i).document;
    return g_hash_table_lookup_extended(judgements->levels, document, NULL, &level)
               ? GPOINTER_TO_INT(level)
               : UNJUDGED;
}

/* The gain of a document at rank, from 1. */
static double discounted(int level, guint rank)
{
    return level / log2(rank + 1.0);
}

/* Sets what a rank ends: those measures that look so deep. */
static void cut_at(guint rank, double relevant, double gain, const Judgements *judgements,
                   double *values)
{
    if (rank == judgements->relevant)
        values[EVAL_RPREC] = relevant / judgements->relevant;
    if (rank == RECALL_DEPTH)
        values[EVAL_RECALL_1000] = relevant / judgements->relevant;
    for (gsize i = 0; i < G_N_ELEMENTS(cuts); i++) {
        if (rank == cuts[i].depth) {
            values[cuts[i].precision] = relevant / rank;
            values[cuts[i].ndcg] = gain;
        }
    }
}

/* The gain of the best ranking there is, to a depth. */
static double ideal_gain(const Judgements *judgements, guint depth)
{
    double gain = 0;
    for (guint i = 0; i < MIN(depth, judgements->gains->len); i++)
        gain += discounted(g_array_index(judgements->gains, int, i), i + 1);
    return gain;
}

/* How much of what is preferred to the nonrelevant documents above a relevant one is still held;
 * above: how many of these there are. */
static double preference(guint above, const Judgements *judgements)
{
    guint most = MIN(judgements->nonrelevant, judgements->relevant);
    return above ? 1 - (double)MIN(above, judgements->relevant) / most : 1;
}

/* Sums up over the ranks; what is nowhere near the end of a short ranking is set at ranks behind
 * it. */
static void walk(const GArray *ranking, const Judgements *judgements, double *values)
{
    guint retrieved = ranking ? ranking->len : 0, relevant = 0, nonrelevant = 0;
    guint deepest = MAX(MAX(retrieved, judgements->relevant), RECALL_DEPTH);
    double gain = 0;
    for (guint rank = 1; rank <= deepest; rank++) {
        int level = rank <= retrieved ? level_at(ranking, judgements, rank - 1) : UNJUDGED;
        nonrelevant += level == 0;
        if (level > 0) {
            relevant++;
            gain += discounted(level, rank);
            values[EVAL_MAP] += (double)relevant / rank;
            values[EVAL_BPREF] += preference(nonrelevant, judgements);
            if (relevant == 1)
                values[EVAL_RECIP_RANK] = 1.0 / rank;
        }
        cut_at(rank, relevant, gain, judgements, values);
    }
    values[EVAL_NUM_REL_RET] = relevant;
}

void eval_measure(const GArray *ranking, const Judgements *judgements, double values[EVAL_MEASURES])
{
    for (int i = 0; i < EVAL_MEASURES; i++)
        values[i] = 0;
    values[EVAL_NUM_Q] = 1;
    values[EVAL_NUM_RET] = ranking ? ranking->len : 0;
    values[EVAL_NUM_REL] = judgements->relevant;
    if (judgements->relevant == 0)
        return;
    walk(ranking, judgements, values);
    values[EVAL_MAP] /= judgements->relevant;
    values[EVAL_BPREF] /= judgements->relevant;
    for (gsize i = 0; i < G_N_ELEMENTS(cuts); i++)
        values[cuts[i].ndcg] /= ideal_gain(judgements, cuts[i].depth);
}

void eval_mean(double (*topics)[EVAL_MEASURES], guint count, double values[EVAL_MEASURES])
{
    g_assert(count > 0);
    for (int measure = 0; measure < EVAL_MEASURES; measure++) {
        values[measure] = 0;
        for (guint i = 0; i < count; i++)
            values[measure] += topics[i][measure];
        if (measure >= EVAL_COUNTS)
            values[measure] /= count;
    }
}
