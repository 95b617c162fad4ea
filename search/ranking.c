#include "search/ranking.h"

#include <string.h>

#include "xapian-c/schema.h"

/* Greater ones order as these do. */
#define MOST_K1 1000.0
#define MOST_WEIGHT 1000.0

const char *const ranking_sort_names[RANKING_SORTS + 1] = {
    [RANKING_RELEVANCE] = "relevance", [RANKING_OLDEST] = "date",   [RANKING_NEWEST] = "-date",
    [RANKING_TITLE] = "title",         [RANKING_SOURCE] = "source",
};

const char *const ranking_expand_names[RANKING_EXPANDS + 1] = {
    [RANKING_EXPAND_AUTO] = "auto",
    [RANKING_EXPAND_NEVER] = "never",
    [RANKING_EXPAND_ALWAYS] = "always",
    [RANKING_EXPAND_RECALL] = "recall",
};

const char *const ranking_scheme_names[XAP_SCHEMES + 1] = {
    [XAP_BM25] = "bm25", [XAP_PL2] = "pl2", [XAP_DPH] = "dph", [XAP_INL2] = "inl2"};

static const struct {
    XapSort sort;
    guint32 slot;
} orders[RANKING_SORTS] = {
    [RANKING_RELEVANCE] = {XAP_SORT_RELEVANCE, SLOT_NONE},
    [RANKING_OLDEST] = {XAP_SORT_ASCENDING, SLOT_INSTANT},
    [RANKING_NEWEST] = {XAP_SORT_DESCENDING, SLOT_INSTANT},
    [RANKING_TITLE] = {XAP_SORT_ASCENDING, SLOT_TITLE},
    [RANKING_SOURCE] = {XAP_SORT_ASCENDING, SLOT_SOURCE},
};

static gboolean read_number(const char *text, double most, double *number)
{
    char *end;
    double found = g_ascii_strtod(text, &end);
    if (end == text || *end != '\0' || !(found >= 0 && found <= most))
        return FALSE;
    *number = found;
    return TRUE;
}

/* ---- of the index --------------------------------------------------------------------------- */

static void take(double *place, double value, double most)
{
    if (value >= 0)
        *place = MIN(value, most);
}

static void take_all(Ranking *ranking, const IndexRanking *of_index)
{
    take(&ranking->k1, of_index->k1, MOST_K1);
    take(&ranking->b, of_index->b, 1);
    take(&ranking->title_weight, of_index->title_weight, MOST_WEIGHT);
    take(&ranking->feedback, of_index->feedback, MOST_WEIGHT);
}

gboolean ranking_of_index(Ranking *ranking, XapDatabase *db, const IndexSettings *settings,
                          GError **error)
{
    *ranking = RANKING_DEFAULT;
    if (settings) {
        take_all(ranking, &settings->ranking);
        return TRUE;
    }
    g_autofree char *text = NULL;
    if (!xap_metadata(db, METADATA_RANKING, &text, NULL, error))
        return FALSE;
    IndexRanking found;
    index_ranking_read(&found, text);
    take_all(ranking, &found);
    return TRUE;
}

/* ---- of the options ------------------------------------------------------------------------- */

static gboolean set_number(double *place, const char *text, const char *option, double most,
                           GError **error)
{
    if (!text || read_number(text, most, place))
        return TRUE;
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                "'--%s' can't be '%s': it is a number from 0 to %g, such as 0.75", option, text,
                most);
    return FALSE;
}

gboolean ranking_set(Ranking *ranking, const RankingOptions *options, GError **error)
{
    ranking->scheme = (XapScheme)options->scheme;
    ranking->expand = options->no_expand ? RANKING_EXPAND_NEVER : (RankingExpand)options->expand;
    return set_number(&ranking->k1, options->k1, "k1", MOST_K1, error) &&
           set_number(&ranking->b, options->b, "b", 1, error) &&
           set_number(&ranking->title_weight, options->title_weight, "title-weight", MOST_WEIGHT,
                      error);
}

void ranking_apply(const Ranking *ranking, XapRequest *request)
{
    request->scheme = ranking->scheme;
    request->k1 = ranking->k1;
    request->b = ranking->b;
    request->sort = orders[ranking->sort].sort;
    request->sort_slot = orders[ranking->sort].slot;
}
