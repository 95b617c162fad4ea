/* feedback: what the best results have in common tells which of the others are about the same.
 *
 * Pseudo-relevance feedback (Rocchio 1971; Lavrenko and Croft, Relevance-based language models, 2001): the most
 * telling words of the best results, each result counting by its score, are added to the query's weights. They only
 * order what the query finds anyway, unless it is asked for more.
 */
#pragma once

#include "search/query.h"
#include "search/telling-words.h"

/* So many results are read. */
#define FEEDBACK_RESULTS 15

/* Whether a server is asked: each word takes a question to it. */
gboolean feedback_is_remote(const Searcher *searcher);

/* Whether it can help: several words of title and text, no phrase and no field that words are searched in, results by
 * relevance. Of servers and of texts that are not stored it takes too long, unless the ranking is to have it
 * all the same. */
gboolean feedback_is_for(const Searcher *searcher, const Query *query);

typedef struct {
    char *term;    /* of the index */
    char *word;    /* as it was first met, folded */
    double weight; /* as that of a clause of the query */
} FeedbackWord;

/* The words that are added to query, the most telling first: an array of FeedbackWord *, owned, to be freed with
 * g_ptr_array_unref(); empty if there are too few hits to learn from. hits: of the query, by relevance; their data are
 * read. NULL and an error if the index fails. */
GPtrArray *feedback_words(Searcher *searcher, const Query *query, XapHits *hits, GError **error);

/* Articles that have any of the words, weighed by them; NULL if there are none. */
XapQuery *feedback_query(const GPtrArray *words);
