/* asked: what is Xapian asked, to answer a query, and what comes of it?
 *
 * The query's clauses, weighed in the title, too; with --like others than the article itself; how new an article is;
 * and the words that the best results have in common (feedback.h).
 */
#pragma once

#include "search/article-id.h"
#include "search/feedback.h"

typedef struct {
    const ArticleId *like; /* what is asked for is like this one, and not itself; NULL: nothing */
    const Query *filter;   /* with like: what must match besides; NULL: anything */
    double half_life;      /* in days: newer articles weigh more; 0: they don't */
    GDate today;           /* for that */
} AskedSettings;

typedef struct {
    XapQuery *xap_query; /* what matches */
    GPtrArray *added;    /* FeedbackWord *: words that were added, the most telling first; NULL: none yet */
    gboolean takes_feedback;
} Asked;

/* With RANKING_EXPAND_RECALL, and of servers, the query is run for its first results here. NULL and an error if the index fails. */
Asked *asked_new(Searcher *searcher, const Query *query, const AskedSettings *settings,
                 GError **error);
void asked_free(Asked *asked);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Asked, asked_free)

/* As searcher_rank(); if feedback helps, the best ASKED_RERANKED results are ordered by it, too. */
#define ASKED_RERANKED 500
XapHits *asked_rank(Asked *asked, Searcher *searcher, const Query *query, guint32 first,
                    guint32 count, guint32 check_at_least, GError **error);
