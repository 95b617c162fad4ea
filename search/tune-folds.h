/* tune-folds: how good is a ranking that is chosen by some topics, for others?
 *
 * k-fold cross-validation (Stone, Cross-validatory choice and assessment of statistical predictions, 1974): the topics
 * are divided into folds; for each, the ranking is chosen by the topics of all others, and tried on its own. What these
 * have together is what can be expected of topics that nobody knows yet.
 */
#pragma once

#include "search/tune-grid.h"

/* Divides topics into folds, whose sizes differ by one at most: fold_of[i] is that of topic i. The same for the same
 * seed. */
void tune_folds_assign(guint *fold_of, guint topics, guint folds, guint32 seed);

typedef struct {
    guint topics;     /* of the fold */
    TunePoint chosen; /* by the others */
    /* Means over the fold's topics: of that, of the present ranking, of the defaults. */
    double mean, present, defaults;
} TuneFold;

typedef struct {
    guint topics;
    GArray *folds;                       /* TuneFold */
    double crossed;                      /* the mean of all topics, each by what its fold chose */
    double present, defaults;            /* the same of these */
    double chance_present, chance_defaults; /* p of the differences, eval_compare() */
    TunePoint now, winner;               /* the present ranking; the best for all topics */
    double best;                         /* the winner's mean, over the topics that chose it */
} TuneResult;

void tune_result_clear(TuneResult *result);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(TuneResult, tune_result_clear)

typedef struct {
    const TuneGrid *grid;
    gboolean every; /* point of the grid is tried */
    guint folds;    /* at most as many as topics */
    guint32 seed;
    TunePoint now;
    guint topics;
    TuneValuesFunc func; /* how good a ranking is for these */
    gpointer data;
} TuneSettings;

/* FALSE and an error if func fails. */
gboolean tune_folds_run(const TuneSettings *settings, TuneResult *result, GError **error);
