/* tune-trial: how good is a ranking for each of some topics?
 *
 * Topics are understood once, and of an article that was found before it is known by which name judges call it, so that
 * trying another ranking is a search for each topic and little else. Docids must mean the same all the time: the caller
 * looks whether the index's segments are still those.
 */
#pragma once

#include "search/eval-metrics.h"
#include "search/searcher.h"
#include "search/tune-grid.h"

typedef struct TuneTrial TuneTrial;

typedef struct {
    Searcher *searcher; /* its ranking is changed */
    EvalMeasure measure;
    gboolean all; /* words of a topic must match; else any */
    gboolean quiet;
} TuneTrialSettings;

/* Of topics (Topic *) those count that eval would: judged, and with results. All are borrowed. NULL and an error if the
 * index fails. */
TuneTrial *tune_trial_new(const TuneTrialSettings *settings, const GPtrArray *topics,
                          const Qrels *qrels, GError **error);
void tune_trial_free(TuneTrial *trial);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TuneTrial, tune_trial_free)

/* How many topics count. */
guint tune_trial_topics(const TuneTrial *trial);
/* How many rankings were tried. */
guint tune_trial_count(const TuneTrial *trial);

/* A TuneValuesFunc of a TuneTrial: the measure of each topic, in the byte order of their names. */
const double *tune_trial_values(const TunePoint *point, gpointer trial, GError **error);
