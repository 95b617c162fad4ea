#include "search/feedback.h"

#include <math.h>
#include <string.h>

/* Fewer results tell nothing of the rest, which are as few. */
#define RESULTS_LEAST 8
/* A result counts by its share of the best one's score to this power: one of 90 % counts for 43 %.
 */
#define SHARPNESS 8
/* Of the words so many are looked up in the index, and so many added; each is in two results or
 * more. */
#define CANDIDATES 150
#define WORDS_MOST 30
#define ARTICLES_LEAST 2
/* One that so many of the index's articles have tells little, and takes long to find in all of
 * them. */
#define FREQUENT 0.2
/* A word in the title counts as often as in the text. */
#define TITLE_TIMES 1

/* ---- when ----------------------------------------------------------------------------------- */

gboolean feedback_is_remote(const Searcher *searcher)
{
    for (gsize i = 0; i < xap_place_count(searcher->db); i++) {
        XapPlace place;
        if (!xap_place_get(searcher->db, i, &place, NULL) || place.kind == XAP_PLACE_SERVER)
            return TRUE;
    }
    return FALSE;
}

/* How many words the query has; 0 if it is one that says just what it looks for. */
static guint count_words(const Query *query)
{
    guint words = 0;
    for (guint i = 0; i < query->leaves->len; i++) {
        const QueryNode *leaf = query->leaves->pdata[i];
        if (!query_node_has_words(leaf) || leaf->negated)
            continue;
        if (leaf->kind != QUERY_WORD || leaf->field)
            return 0;
        words++;
    }
    return words;
}

gboolean feedback_is_for(const Searcher *searcher, const Query *query)
{
    const Ranking *ranking = &searcher->ranking;
    if (ranking->expand == RANKING_EXPAND_NEVER || ranking->feedback == 0 ||
        ranking->sort != RANKING_RELEVANCE || count_words(query) < 2)
        return FALSE;
    return ranking->expand != RANKING_EXPAND_AUTO ||
           (!searcher->texts && !feedback_is_remote(searcher));
}

/* ---- which words ---------------------------------------------------------------------------- */

static void free_word(gpointer data)
{
    FeedbackWord *word = data;
    g_free(word->term);
    g_free(word->word);
    g_free(word);
}

static gboolean read_results(TellingWords *telling, Searcher *searcher, XapHits *hits,
                             GError **error)
{
    g_autoptr(Hit) hit = hit_new();
    if (!xap_hits_load(searcher->db, hits, 0, FEEDBACK_RESULTS, error) ||
        (searcher->texts && !source_texts_fetch(searcher->texts, searcher->db, hits, 0, error)))
        return FALSE;
    double best = xap_hits_get(hits, 0)->weight;
    for (gsize i = 0; i < MIN(xap_hits_count(hits), FEEDBACK_RESULTS); i++) {
        const XapHit *found = xap_hits_get(hits, i);
        if (!hit_read_article(hit, searcher, found, error))
            return FALSE;
        telling_words_read(telling, hit, TITLE_TIMES, pow(found->weight / best, SHARPNESS));
    }
    return TRUE;
}

/* All of them together weigh as much as the root of the number of the query's words, times what the
 * ranking says: a long query needs less help. */
static GPtrArray *choose(const GPtrArray *best, guint32 documents, double total)
{
    GPtrArray *words = g_ptr_array_new_with_free_func(free_word);
    double sum = 0;
    for (guint i = 0; i < best->len && words->len < WORDS_MOST; i++) {
        const TellingWord *telling = best->pdata[i];
        if (telling->frequency > FREQUENT * documents)
            continue;
        FeedbackWord *word = g_new0(FeedbackWord, 1);
        word->term = g_strdup(telling->term);
        word->word = g_strdup(telling->word);
        word->weight = total * telling->share;
        sum += telling->share;
        g_ptr_array_add(words, word);
    }
    for (guint i = 0; i < words->len; i++)
        ((FeedbackWord *)words->pdata[i])->weight /= sum;
    return words;
}

GPtrArray *feedback_words(Searcher *searcher, const Query *query, XapHits *hits, GError **error)
{
    g_autoptr(TellingWords) telling = telling_words_new(searcher);
    if (xap_hits_count(hits) < RESULTS_LEAST || xap_hits_get(hits, 0)->weight <= 0)
        return g_ptr_array_new_with_free_func(free_word);
    if (!read_results(telling, searcher, hits, error))
        return NULL;
    g_autoptr(GPtrArray) best = telling_words_best(telling, CANDIDATES, ARTICLES_LEAST, error);
    double total = searcher->ranking.feedback * sqrt(count_words(query));
    return best ? choose(best, searcher->documents, total) : NULL;
}

/* ---- the query ------------------------------------------------------------------------------ */

static void unref_query(gpointer query)
{
    xap_query_unref(query);
}

XapQuery *feedback_query(const GPtrArray *words)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(unref_query);
    for (guint i = 0; i < words->len; i++) {
        const FeedbackWord *word = words->pdata[i];
        g_autoptr(XapQuery) term = xap_query_term(word->term, strlen(word->term));
        g_ptr_array_add(parts, xap_query_scale(term, word->weight));
    }
    XapQuery *const *each = (XapQuery *const *)parts->pdata;
    return parts->len ? xap_query_combine(XAP_OR, each, parts->len, 0) : NULL;
}
