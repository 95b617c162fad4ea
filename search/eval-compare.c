#include "search/eval-compare.h"

#include <math.h>

#include "search/split-mix.h"

#define SEED SPLIT_MIX_STEP

/* With so many differences there are no more ways of setting signs than would be drawn. */
#define EXACT_MOST 16
G_STATIC_ASSERT(1 << EXACT_MOST <= EVAL_PERMUTATIONS);

/* The sum of up to 64 values, each with the sign that its bit says. */
static double signed_sum(const double *values, guint count, guint64 signs)
{
    double sum = 0;
    for (guint i = 0; i < count; i++)
        sum += signs >> i & 1 ? -values[i] : values[i];
    return sum;
}

static double exact(const GArray *values, double least)
{
    guint ways = 1U << values->len, extreme = 0;
    for (guint signs = 0; signs < ways; signs++)
        extreme += fabs(signed_sum((double *)values->data, values->len, signs)) >= least;
    return (double)extreme / ways;
}

static double drawn(const GArray *values, double least)
{
    guint64 state = SEED;
    guint extreme = 0;
    for (guint permutation = 0; permutation < EVAL_PERMUTATIONS; permutation++) {
        double sum = 0;
        for (guint i = 0; i < values->len; i += 64)
            sum += signed_sum((double *)values->data + i, MIN(64, values->len - i), split_mix_next(&state));
        extreme += fabs(sum) >= least;
    }
    return (extreme + 1.0) / (EVAL_PERMUTATIONS + 1.0);
}

double eval_compare(const double *differences, guint count)
{
    g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(double));
    double sum = 0, size = 0;
    /* Without a difference there is no sign. */
    for (guint i = 0; i < count; i++) {
        if (differences[i] != 0)
            g_array_append_val(values, differences[i]);
        sum += differences[i];
        size += fabs(differences[i]);
    }
    /* Sums that are the same but for rounding are as large. */
    double least = fabs(sum) - 1e-12 * size;
    return values->len <= EXACT_MOST ? exact(values, least) : drawn(values, least);
}
