/* telling-words: which words tell most of what articles are about?
 *
 * Those that they have often, and few others have: tf·idf (Salton and Buckley, Term-weighting approaches in automatic
 * text retrieval, 1988), the frequency saturating as in BM25. Stop words, numbers and single letters are left out.
 *
 *     TellingWords *telling = telling_words_new(searcher);
 *     telling_words_read(telling, hit, 1, 1.0);            // an article, and maybe others
 *     GPtrArray *words = telling_words_best(telling, 100, 1, &error);
 */
#pragma once

#include <glib.h>

#include "search/hit.h"

typedef struct {
    const char *term;  /* of the index */
    const char *word;  /* as it was first met, folded */
    double share;      /* how much the articles use it: the sum of its saturated frequencies, each times the article's
                          weight */
    double weight;     /* share times how rare it is in the index */
    guint articles;    /* that have it, of those read */
    guint32 frequency; /* how many articles of the index have it */
} TellingWord;

typedef struct TellingWords TellingWords;

/* searcher must outlive it. */
TellingWords *telling_words_new(Searcher *searcher);
void telling_words_free(TellingWords *telling);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TellingWords, telling_words_free)

/* Adds an article's words. A word counts in the title as often as title_times in the text; weight: how much the
 * article counts. The lexicons of the searcher's languages may not be reset between calls. */
void telling_words_read(TellingWords *telling, const Hit *hit, guint title_times, double weight);

/* Of the words that at least least_articles of the articles read have, the candidates that they use most are looked up
 * in the index, each a question to it: an array of TellingWord *, the most telling first, equals by their terms, without those that no
 * other article has; valid as long as telling, to be freed with g_ptr_array_unref(). NULL and an error if the
 * index fails. */
GPtrArray *telling_words_best(TellingWords *telling, guint candidates, guint least_articles,
                              GError **error);
