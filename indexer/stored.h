/* stored: the articles of an index, read back from what it holds.
 *
 *     StoredArticles *stored = stored_open("news", &error);
 *     while (stored_next(stored, article, &content, &error) == STORED_ARTICLE) use(article);
 *     stored_free(stored);
 *
 * Segment by segment in the order of the stub, in each by docid. All is of the state that was live
 * at stored_open(); if a writer takes that away meanwhile, INDEX_ERROR_OVERTAKEN says so rather
 * than that articles are missing. Memory is that of one article. Threads: one at a time.
 */
#pragma once

#include "indexer/identity.h"
#include "xapian-c/xapian-c.h"

typedef struct StoredArticles StoredArticles;

/* Takes no lock. An INDEX_ERROR if there is no index. */
StoredArticles *stored_open(const char *index, GError **error);
void stored_free(StoredArticles *stored);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StoredArticles, stored_free)

/* How many articles there are. */
guint64 stored_count(const StoredArticles *stored);

typedef enum { STORED_ARTICLE, STORED_END, STORED_FAILED } StoredAnswer;

/* The next article, its origin set; its text is empty if the index has none. *content (may be NULL)
 * is the hash of the content that was indexed. */
StoredAnswer stored_next(StoredArticles *stored, Article *article, Identity *content,
                         GError **error);

/* Adds what a document's data say to an article that is empty; all but its identity. */
void stored_parse(Article *article, const char *data, gsize length);

/* One document of an open database; docid as xap_data() takes it. */
gboolean stored_read(XapDatabase *db, guint32 docid, Article *article, Identity *content,
                     GError **error);
