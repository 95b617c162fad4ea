#include "search/like.h"

#include <string.h>

#include "search/article-read.h"
#include "search/telling-words.h"
#include "xapian-c/schema.h"

/* A word in the title counts as so many in the text. */
#define TITLE_TIMES 4
/* Of what an article says most often so many words are looked up: each takes a question to the
 * index. */
#define CANDIDATES 120
/* A word with less of the weight of the first tells nothing. */
#define LEAST_SHARE 0.1

static char *write_query(const GPtrArray *words)
{
    const TellingWord *first = words->len ? words->pdata[0] : NULL;
    GString *text = g_string_new(NULL);
    double most = 0;
    for (guint i = 0; i < MIN(words->len, LIKE_WORDS); i++)
        most = MAX(most, ((const TellingWord *)words->pdata[i])->share);
    for (guint i = 0; i < MIN(words->len, LIKE_WORDS); i++) {
        const TellingWord *word = words->pdata[i];
        if (word->weight <= LEAST_SHARE * first->weight)
            break;
        /* How rare it is weighs in the search itself. */
        char weight[G_ASCII_DTOSTR_BUF_SIZE];
        g_ascii_formatd(weight, sizeof weight, "%.2f", word->share / most);
        g_string_append_printf(text, "%s%s^%s", text->len ? " OR " : "", word->word, weight);
    }
    return g_string_free(text, FALSE);
}

char *like_text(Searcher *searcher, const ArticleId *article, GError **error)
{
    g_autoptr(Hit) hit = hit_new();
    if (!article_read(hit, searcher, article, error))
        return NULL;
    g_autoptr(TellingWords) telling = telling_words_new(searcher);
    telling_words_read(telling, hit, TITLE_TIMES, 1);
    g_autoptr(GPtrArray) words = telling_words_best(telling, CANDIDATES, 1, error);
    if (!words)
        return NULL;
    return write_query(words);
}

XapQuery *like_query(XapQuery *query, const ArticleId *article, XapQuery *filter)
{
    g_autofree char *term = g_strconcat(PREFIX_ID, article->id, NULL);
    g_autoptr(XapQuery) itself = xap_query_term(term, strlen(term));
    XapQuery *parts[] = {query, itself};
    g_autoptr(XapQuery) others = xap_query_combine(XAP_AND_NOT, parts, 2, 0);
    XapQuery *both[] = {others, filter};
    return filter ? xap_query_combine(XAP_FILTER, both, 2, 0) : g_steal_pointer(&others);
}
