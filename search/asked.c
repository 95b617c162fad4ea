#include "search/asked.h"

#include "search/like.h"
#include "search/query-xapian.h"
#include "search/recency.h"

static XapQuery *clauses(const Searcher *searcher, const Query *query, const AskedSettings *settings)
{
    g_autoptr(XapQuery) asked =
        query_to_xapian(query->root, searcher->positions, searcher->ranking.title_weight);
    if (!settings->like)
        return g_steal_pointer(&asked);
    const Query *filter = settings->filter;
    g_autoptr(XapQuery) among =
        filter ? query_to_xapian(filter->root, searcher->positions, 0) : NULL;
    return like_query(asked, settings->like, among);
}

/* Replaces *asked by what feedback makes of it. */
static gboolean take_feedback(Searcher *searcher, const Query *query, XapQuery **asked,
                              GPtrArray **words, GError **error)
{
    *words = feedback_words(searcher, query, *asked, error);
    if (!*words)
        return FALSE;
    gboolean recall = searcher->ranking.expand == RANKING_EXPAND_RECALL;
    XapQuery *more = feedback_add(*asked, *words, recall);
    xap_query_unref(*asked);
    *asked = more;
    return TRUE;
}

XapQuery *asked_of_xapian(Searcher *searcher, const Query *query, const AskedSettings *settings,
                          GPtrArray **words, GError **error)
{
    g_autoptr(XapQuery) asked = clauses(searcher, query, settings);
    g_autoptr(GPtrArray) added = NULL;
    /* The words of --like are telling ones already. */
    gboolean feedback = !settings->like && feedback_is_for(searcher, query);
    if (!settings->order_matters && searcher->ranking.expand != RANKING_EXPAND_RECALL)
        feedback = FALSE;
    if (feedback && !take_feedback(searcher, query, &asked, &added, error))
        return NULL;
    if (words)
        *words = g_steal_pointer(&added);
    if (settings->half_life == 0 || !settings->order_matters)
        return g_steal_pointer(&asked);
    return recency_add(searcher->db, asked, settings->half_life, &settings->today, error);
}
