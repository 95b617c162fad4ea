/* article-read: an article that is known by its id, with all its fields and its text. */
#pragma once

#include "search/article-id.h"
#include "search/hit.h"

/* Refills hit with the article; a text that the index doesn't store is read from its source. FALSE
 * and an INDEX_ERROR if it can't be read, or has been removed since it was found. */
gboolean article_read(Hit *hit, Searcher *searcher, const ArticleId *article, GError **error);
