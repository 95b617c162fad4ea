/* asked: what is Xapian asked, to answer a query?
 *
 * Its clauses, weighed in the title, too; with --like others than the article itself; the words that feedback
 * adds; and how new an article is.
 */
#pragma once

#include "search/article-id.h"
#include "search/feedback.h"

typedef struct {
    const ArticleId *like; /* what is asked for is like this one, and not itself; NULL: nothing */
    const Query *filter;   /* with like: what must match besides; NULL: anything */
    double half_life;      /* in days: newer articles weigh more; 0: they don't */
    GDate today;           /* for that */
    gboolean order_matters; /* else only what matches */
} AskedSettings;

/* The query for Xapian. words (may be NULL) receives what feedback added, as of feedback_words(), or NULL. NULL and an
 * error if the index fails. */
XapQuery *asked_of_xapian(Searcher *searcher, const Query *query, const AskedSettings *settings,
                          GPtrArray **words, GError **error);
