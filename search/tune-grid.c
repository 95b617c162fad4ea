#include "search/tune-grid.h"

#include <math.h>
#include <string.h>

/* Means that differ by less are the same but for rounding. */
#define BETTER 1e-9
/* So often each parameter is gone through; in most cases three times is enough. */
#define ROUNDS 10

const char *const tune_parameter_names[TUNE_PARAMETERS] = {
    [TUNE_K1] = "k1",
    [TUNE_B] = "b",
    [TUNE_TITLE_WEIGHT] = "title-weight",
    [TUNE_FEEDBACK] = "feedback",
};

static const struct {
    gsize offset; /* of a double in Ranking */
    double most;
    const char *values;
} parameters[TUNE_PARAMETERS] = {
    [TUNE_K1] = {G_STRUCT_OFFSET(Ranking, k1), 1000, "0.6,0.9,1.2,1.6,2,2.5,3"},
    [TUNE_B] = {G_STRUCT_OFFSET(Ranking, b), 1, "0.3,0.45,0.6,0.75,0.9"},
    [TUNE_TITLE_WEIGHT] = {G_STRUCT_OFFSET(Ranking, title_weight), 1000, "0,0.25,0.5,1"},
    [TUNE_FEEDBACK] = {G_STRUCT_OFFSET(Ranking, feedback), 1000, "0,1,2,3,5"},
};

/* ---- points --------------------------------------------------------------------------------- */

TunePoint tune_point_of(const Ranking *ranking)
{
    TunePoint point;
    for (int i = 0; i < TUNE_PARAMETERS; i++)
        point.at[i] = G_STRUCT_MEMBER(double, ranking, parameters[i].offset);
    return point;
}

void tune_point_apply(const TunePoint *point, Ranking *ranking)
{
    for (int i = 0; i < TUNE_PARAMETERS; i++)
        G_STRUCT_MEMBER(double, ranking, parameters[i].offset) = point->at[i];
}

void tune_point_append(GString *out, const TunePoint *point)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    for (int i = 0; i < TUNE_PARAMETERS; i++)
        g_string_append_printf(out, "%s%s %s", i ? ", " : "", tune_parameter_names[i],
                               g_ascii_formatd(digits, sizeof digits, "%.9g", point->at[i]));
}

/* ---- the grid ------------------------------------------------------------------------------- */

static int compare_numbers(gconstpointer a, gconstpointer b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static gboolean add_value(GArray *axis, const char *text, TuneParameter parameter, GError **error)
{
    char *end;
    double value = g_ascii_strtod(text, &end), most = parameters[parameter].most;
    if (end == text || *end || !(value >= 0 && value <= most)) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "'--%s' can't try '%s': its values are numbers from 0 to %g with commas between "
                    "them, such as %s",
                    tune_parameter_names[parameter], text, most, parameters[parameter].values);
        return FALSE;
    }
    for (guint i = 0; i < axis->len; i++)
        if (g_array_index(axis, double, i) == value)
            return TRUE;
    g_array_append_val(axis, value);
    return TRUE;
}

static gboolean fill_axis(GArray *axis, const char *list, TuneParameter parameter, GError **error)
{
    g_auto(GStrv) values = g_strsplit(list, ",", -1);
    for (char **value = values; *value; value++)
        if (!add_value(axis, g_strstrip(*value), parameter, error))
            return FALSE;
    g_array_sort(axis, compare_numbers);
    return axis->len || add_value(axis, "", parameter, error);
}

TuneGrid *tune_grid_new(const char *const lists[TUNE_PARAMETERS], GError **error)
{
    g_autoptr(TuneGrid) grid = g_new0(TuneGrid, 1);
    for (int i = 0; i < TUNE_PARAMETERS; i++)
        grid->axes[i] = g_array_new(FALSE, FALSE, sizeof(double));
    for (int i = 0; i < TUNE_PARAMETERS; i++)
        if (!fill_axis(grid->axes[i], lists[i] ? lists[i] : parameters[i].values, i, error))
            return NULL;
    return g_steal_pointer(&grid);
}

void tune_grid_free(TuneGrid *grid)
{
    if (!grid)
        return;
    for (int i = 0; i < TUNE_PARAMETERS; i++)
        g_array_unref(grid->axes[i]);
    g_free(grid);
}

guint64 tune_grid_size(const TuneGrid *grid)
{
    guint64 size = 1;
    for (int i = 0; i < TUNE_PARAMETERS; i++)
        size *= grid->axes[i]->len;
    return size;
}

/* ---- searching ------------------------------------------------------------------------------ */

typedef struct {
    const TuneGrid *grid;
    const TuneTopics *topics;
    TuneValuesFunc func;
    gpointer data;
    TunePoint best;
    double mean; /* of the best */
} Search;

static double mean_of(const TuneTopics *topics, const double *values)
{
    double sum = 0;
    guint count = 0;
    for (guint i = 0; i < topics->topics; i++) {
        if (topics->fold_of[i] == topics->left_out)
            continue;
        sum += values[i];
        count++;
    }
    return count ? sum / count : 0;
}

/* Takes the point if it is better than the best so far. */
static gboolean try_point(Search *search, const TunePoint *point, GError **error)
{
    const double *values = search->func(point, search->data, error);
    if (!values)
        return FALSE;
    double mean = mean_of(search->topics, values);
    if (mean > search->mean + BETTER) {
        search->mean = mean;
        search->best = *point;
    }
    return TRUE;
}

static TunePoint nearest_to_defaults(const TuneGrid *grid)
{
    TunePoint point = tune_point_of(&RANKING_DEFAULT);
    for (int i = 0; i < TUNE_PARAMETERS; i++) {
        double wanted = point.at[i], distance = INFINITY;
        for (guint k = 0; k < grid->axes[i]->len; k++) {
            double value = g_array_index(grid->axes[i], double, k);
            if (fabs(value - wanted) >= distance)
                continue;
            distance = fabs(value - wanted);
            point.at[i] = value;
        }
    }
    return point;
}

static gboolean try_axis(Search *search, TuneParameter parameter, GError **error)
{
    const GArray *axis = search->grid->axes[parameter];
    TunePoint point = search->best;
    for (guint i = 0; i < axis->len; i++) {
        point.at[parameter] = g_array_index(axis, double, i);
        if (!try_point(search, &point, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean try_axes(Search *search, GError **error)
{
    for (int round = 0; round < ROUNDS; round++) {
        double before = search->mean;
        for (int i = 0; i < TUNE_PARAMETERS; i++)
            if (!try_axis(search, i, error))
                return FALSE;
        if (search->mean == before)
            break;
    }
    return TRUE;
}

static gboolean try_every(Search *search, GError **error)
{
    for (guint64 number = 0; number < tune_grid_size(search->grid); number++) {
        guint64 rest = number;
        TunePoint point;
        for (int i = TUNE_PARAMETERS - 1; i >= 0; i--) {
            const GArray *axis = search->grid->axes[i];
            point.at[i] = g_array_index(axis, double, rest % axis->len);
            rest /= axis->len;
        }
        if (!try_point(search, &point, error))
            return FALSE;
    }
    return TRUE;
}

gboolean tune_grid_search(const TuneGrid *grid, gboolean every, const TuneTopics *topics,
                          TuneValuesFunc func, gpointer data, TunePoint *best, GError **error)
{
    Search search = {grid, topics, func, data, nearest_to_defaults(grid), -INFINITY};
    TunePoint start = search.best;
    if (!try_point(&search, &start, error) ||
        !(every ? try_every(&search, error) : try_axes(&search, error)))
        return FALSE;
    *best = search.best;
    return TRUE;
}
