/* article-id: which article is meant by the first digits of its id?
 *
 *     ArticleId article;
 *     if (article_id_find(searcher, "3f2a91c0", &article, &error)) show(article.docid);
 */
#pragma once

#include <glib.h>

#include "search/searcher.h"

/* 32 hex digits. */
#define ARTICLE_ID_DIGITS 32
/* So many of them people are shown. */
#define ARTICLE_ID_SHOWN 8

typedef struct {
    guint32 docid;                  /* good until the next search, see xap_data() */
    char id[ARTICLE_ID_DIGITS + 1]; /* whole; empty in a database that is not ours */
} ArticleId;

/* Finds the article whose id begins with written: hex digits, in any case, as many as it takes to
 * tell it from others. In a database that dateline did not make, # and the number of a document, as
 * search prints it. *found is set on success only. INDEX_ERROR_NOT_FOUND: there is none;
 * INDEX_ERROR_QUERY: it can't be an id, or several ids begin so, which the message lists, a line
 * each. */
gboolean article_id_find(Searcher *searcher, const char *written, ArticleId *found, GError **error);

/* Appends what tells it to people: the first digits of its id, its date and its title, as they
 * stand in the index. Good as long as its docid is. */
gboolean article_id_describe(const ArticleId *article, XapDatabase *db, int digits, GString *line,
                             GError **error);
