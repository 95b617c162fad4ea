#include "search/article-read.h"

#include <string.h>

#include "xapian-c/schema.h"

static gboolean read_number(Hit *hit, Searcher *searcher, guint32 docid, GError **error)
{
    g_autofree char *data = NULL;
    XapHit found = {.docid = docid};
    if (!xap_data(searcher->db, docid, &data, &found.data_length, error))
        return FALSE;
    found.data = data;
    return hit_read_article(hit, searcher, &found, error);
}

gboolean article_read(Hit *hit, Searcher *searcher, const ArticleId *article, GError **error)
{
    if (!*article->id)
        return read_number(hit, searcher, article->docid, error);
    g_autofree char *term = g_strconcat(PREFIX_ID, article->id, NULL);
    g_autoptr(XapQuery) query = xap_query_term(term, strlen(term));
    g_autoptr(XapHits) hits = searcher_run(searcher, query, 1, 1, error);
    if (!hits)
        return FALSE;
    if (xap_hits_count(hits) == 0) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_NOT_FOUND,
                    "the article '%s' has just been removed", article->id);
        return FALSE;
    }
    SourceTexts *texts = searcher->texts;
    if (texts && !source_texts_fetch(texts, searcher->db, hits, 0, error))
        return FALSE;
    return hit_read_article(hit, searcher, xap_hits_get(hits, 0), error);
}
