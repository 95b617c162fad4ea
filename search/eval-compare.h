/* eval-compare: is one run better than another, or is it chance?
 *
 * Fisher's paired randomization test: if the two were alike, each topic's difference could as well
 * have the other sign. p is how often signs drawn at random make a mean difference at least as
 * large, to either side, as the one that is there. Source: Smucker, Allan and Carterette, A
 * Comparison of Statistical Significance Tests for Information Retrieval Evaluation, 2007.
 */
#pragma once

#include <glib.h>

/* So many ways of setting signs are drawn; all are tried where there are no more of them. */
#define EVAL_PERMUTATIONS 100000

/* The two-sided p of the differences of count topics. The draws begin at the same seed each time,
 * so that the same differences have the same p; what is there counts as one of them, so that p is
 * never 0 (Phipson and Smyth, Permutation P-values Should Never Be Zero, 2010). */
double eval_compare(const double *differences, guint count);
