#include "search/asked.h"

#include "search/like.h"
#include "search/query-xapian.h"
#include "search/recency.h"

/* So often a search is made anew before it fails, if a writer overtakes it. */
#define ATTEMPTS 5

static XapQuery *clauses(const Searcher *searcher, const Query *query,
                         const AskedSettings *settings)
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

/* Whether nothing but words was asked for: filters, and words that must or must not stand in an
 * article, leave no room for more. */
static gboolean is_words_alone(const Query *query)
{
    if (query->root->kind == QUERY_MAYBE)
        return FALSE;
    for (guint i = 0; i < query->leaves->len; i++) {
        const QueryNode *leaf = query->leaves->pdata[i];
        if (!query_node_has_words(leaf) || leaf->negated || leaf->needed)
            return FALSE;
    }
    return TRUE;
}

/* Adds the words to the query itself: to find what has only them, too, or where servers can't order
 * hits anew. */
static gboolean add_words(Asked *asked, Searcher *searcher, const Query *query, GError **error)
{
    gboolean recall = searcher->ranking.expand == RANKING_EXPAND_RECALL && is_words_alone(query);
    g_autoptr(XapHits) hits =
        searcher_rank(searcher, asked->xap_query, 0, FEEDBACK_RESULTS, 0, error);
    asked->added = hits ? feedback_words(searcher, query, hits, error) : NULL;
    if (!asked->added)
        return FALSE;
    g_autoptr(XapQuery) more = feedback_query(asked->added);
    if (!more)
        return TRUE;
    XapQuery *parts[] = {asked->xap_query, more};
    XapQuery *both = xap_query_combine(recall ? XAP_OR : XAP_AND_MAYBE, parts, 2, 0);
    xap_query_unref(asked->xap_query);
    asked->xap_query = both;
    return TRUE;
}

Asked *asked_new(Searcher *searcher, const Query *query, const AskedSettings *settings,
                 GError **error)
{
    g_autoptr(Asked) asked = g_new0(Asked, 1);
    g_autoptr(XapQuery) plain = clauses(searcher, query, settings);
    if (settings->half_life == 0)
        asked->xap_query = g_steal_pointer(&plain);
    else
        asked->xap_query =
            recency_add(searcher->db, plain, settings->half_life, &settings->today, error);
    if (!asked->xap_query)
        return NULL;
    /* The words of --like are telling ones already. */
    asked->takes_feedback = !settings->like && feedback_is_for(searcher, query);
    gboolean reranks =
        searcher->ranking.expand != RANKING_EXPAND_RECALL && !feedback_is_remote(searcher);
    if (!asked->takes_feedback || reranks)
        return g_steal_pointer(&asked);
    asked->takes_feedback = FALSE;
    return add_words(asked, searcher, query, error) ? g_steal_pointer(&asked) : NULL;
}

void asked_free(Asked *asked)
{
    if (!asked)
        return;
    g_clear_pointer(&asked->xap_query, xap_query_unref);
    g_clear_pointer(&asked->added, g_ptr_array_unref);
    g_free(asked);
}

static gboolean rerank(Asked *asked, Searcher *searcher, const Query *query, XapHits *hits,
                       GError **error)
{
    g_clear_pointer(&asked->added, g_ptr_array_unref);
    asked->added = feedback_words(searcher, query, hits, error);
    if (!asked->added)
        return FALSE;
    g_autoptr(XapQuery) more = feedback_query(asked->added);
    return !more || xap_hits_rerank(searcher->db, hits, more, ASKED_RERANKED, error);
}

XapHits *asked_rank(Asked *asked, Searcher *searcher, const Query *query, guint32 first,
                    guint32 count, guint32 check_at_least, GError **error)
{
    XapQuery *xap_query = asked->xap_query;
    if (!asked->takes_feedback)
        return searcher_rank(searcher, xap_query, first, count, check_at_least, error);
    guint32 end = first + MIN(count, G_MAXUINT32 - first);
    for (int attempt = 0;; attempt++) {
        g_autoptr(GError) failure = NULL;
        g_autoptr(XapHits) hits = searcher_rank(searcher, xap_query, 0, MAX(end, ASKED_RERANKED),
                                                check_at_least, &failure);
        if (hits && rerank(asked, searcher, query, hits, &failure)) {
            xap_hits_crop(hits, first, count);
            return g_steal_pointer(&hits);
        }
        if (attempt < ATTEMPTS && g_error_matches(failure, INDEX_ERROR, INDEX_ERROR_OVERTAKEN))
            continue;
        g_propagate_error(error, g_steal_pointer(&failure));
        return NULL;
    }
}
