/* tune-grid: which rankings are tried, and which of them is the best for some topics?
 *
 * Each parameter of the ranking has some values; a point of the grid is one of each. All points can be tried, or, unless
 * told, one parameter after the other, each with the best of the others so far, until a round changes nothing
 * (coordinate ascent: Metzler and Croft, Linear feature-based models for information retrieval, 2007). That finds the
 * same in most cases, in a tenth of the time.
 */
#pragma once

#include "search/ranking.h"

typedef enum {
    TUNE_K1,
    TUNE_B,
    TUNE_TITLE_WEIGHT,
    TUNE_FEEDBACK,
    TUNE_PARAMETERS
} TuneParameter;

/* "k1", "b", "title-weight", "feedback" */
extern const char *const tune_parameter_names[TUNE_PARAMETERS];

typedef struct {
    double at[TUNE_PARAMETERS];
} TunePoint;

TunePoint tune_point_of(const Ranking *ranking);
void tune_point_apply(const TunePoint *point, Ranking *ranking);
/* "k1 1.2, b 0.75, title-weight 0.25, feedback 3" */
void tune_point_append(GString *out, const TunePoint *point);

typedef struct {
    GArray *axes[TUNE_PARAMETERS]; /* double, each once, ascending */
} TuneGrid;

/* lists: the values of each parameter, as written, with commas between; NULL: some around the default. NULL and a
 * G_OPTION_ERROR if one can't be. */
TuneGrid *tune_grid_new(const char *const lists[TUNE_PARAMETERS], GError **error);
void tune_grid_free(TuneGrid *grid);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TuneGrid, tune_grid_free)

/* How many points it has. */
guint64 tune_grid_size(const TuneGrid *grid);

/* How good a ranking is for each topic; valid as long as data. Asked for the same point again, it answers at once. NULL
 * and an error if it can't tell. */
typedef const double *(*TuneValuesFunc)(const TunePoint *point, gpointer data, GError **error);

/* Those topics whose entry in fold_of, of so many, is another than left_out. */
typedef struct {
    const guint *fold_of;
    guint topics, left_out;
} TuneTopics;
#define TUNE_NONE_LEFT_OUT G_MAXUINT

/* The point with the greatest mean over the topics; of several the first that is met, beginning near the defaults.
 * every: try all points. FALSE and an error if func fails. */
gboolean tune_grid_search(const TuneGrid *grid, gboolean every, const TuneTopics *topics,
                          TuneValuesFunc func, gpointer data, TunePoint *best, GError **error);
