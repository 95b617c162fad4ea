#include "search/tune-folds.h"

#include "search/eval-compare.h"
#include "search/split-mix.h"

void tune_folds_assign(guint *fold_of, guint topics, guint folds, guint32 seed)
{
    guint64 state = seed;
    g_autofree guint *order = g_new(guint, topics);
    for (guint i = 0; i < topics; i++) {
        guint place = (guint)(split_mix_next(&state) % (i + 1));
        order[i] = order[place];
        order[place] = i;
    }
    for (guint i = 0; i < topics; i++)
        fold_of[order[i]] = i % folds;
}

void tune_result_clear(TuneResult *result)
{
    g_clear_pointer(&result->folds, g_array_unref);
}

/* What is known of each topic. */
typedef struct {
    guint *fold_of;
    double *crossed; /* by what its fold chose */
    const double *present, *defaults;
} Values;

static gboolean run_fold(const TuneSettings *settings, Values *values, guint number, TuneFold *fold,
                         GError **error)
{
    TuneTopics others = {values->fold_of, settings->topics, number};
    *fold = (TuneFold){0};
    if (!tune_grid_search(settings->grid, settings->every, &others, settings->func, settings->data,
                          &fold->chosen, error))
        return FALSE;
    const double *chosen = settings->func(&fold->chosen, settings->data, error);
    if (!chosen)
        return FALSE;
    for (guint i = 0; i < settings->topics; i++) {
        if (values->fold_of[i] != number)
            continue;
        fold->topics++;
        fold->mean += chosen[i];
        fold->present += values->present[i];
        fold->defaults += values->defaults[i];
        values->crossed[i] = chosen[i];
    }
    fold->mean /= fold->topics;
    fold->present /= fold->topics;
    fold->defaults /= fold->topics;
    return TRUE;
}

static double mean(const double *values, guint count)
{
    double sum = 0;
    for (guint i = 0; i < count; i++)
        sum += values[i];
    return sum / count;
}

static double chance(const double *values, const double *others, guint count)
{
    g_autofree double *differences = g_new(double, count);
    for (guint i = 0; i < count; i++)
        differences[i] = values[i] - others[i];
    return eval_compare(differences, count);
}

static gboolean find_winner(const TuneSettings *settings, const Values *values, TuneResult *result,
                            GError **error)
{
    TuneTopics all = {values->fold_of, settings->topics, TUNE_NONE_LEFT_OUT};
    if (!tune_grid_search(settings->grid, settings->every, &all, settings->func, settings->data,
                          &result->winner, error))
        return FALSE;
    const double *best = settings->func(&result->winner, settings->data, error);
    if (best)
        result->best = mean(best, settings->topics);
    return best != NULL;
}

gboolean tune_folds_run(const TuneSettings *settings, TuneResult *result, GError **error)
{
    guint topics = settings->topics;
    g_autofree guint *fold_of = g_new(guint, topics);
    g_autofree double *crossed = g_new0(double, topics);
    TunePoint usual = tune_point_of(&RANKING_DEFAULT);
    Values values = {.fold_of = fold_of, .crossed = crossed};
    values.present = settings->func(&settings->now, settings->data, error);
    values.defaults = values.present ? settings->func(&usual, settings->data, error) : NULL;
    if (!values.defaults)
        return FALSE;
    g_auto(TuneResult) found = {.topics = topics, .now = settings->now};
    found.folds = g_array_new(FALSE, FALSE, sizeof(TuneFold));
    tune_folds_assign(fold_of, topics, settings->folds, settings->seed);
    for (guint i = 0; i < settings->folds; i++) {
        TuneFold fold;
        if (!run_fold(settings, &values, i, &fold, error))
            return FALSE;
        g_array_append_val(found.folds, fold);
    }
    if (!find_winner(settings, &values, &found, error))
        return FALSE;
    found.crossed = mean(crossed, topics);
    found.present = mean(values.present, topics);
    found.defaults = mean(values.defaults, topics);
    found.chance_present = chance(crossed, values.present, topics);
    found.chance_defaults = chance(crossed, values.defaults, topics);
    *result = found;
    found.folds = NULL;
    return TRUE;
}
