/* like: what else is there about this article's story?
 *
 * An article's most telling words (telling-words.h), as a query of any of them, words of the title above
 * others.
 */
#pragma once

#include "search/article-id.h"

/* So many words at most. */
#define LIKE_WORDS 25

/* The words as the text of a query, `ferry OR harbour^0.71 OR …`, the most telling first; free with
 * g_free(). Empty if no other article has a word of it; NULL and an INDEX_ERROR if it can't be
 * read. */
char *like_text(Searcher *searcher, const ArticleId *article, GError **error);

/* What query finds, by its weights, without the article itself, and of that only what filter (NULL:
 * all) finds, too. */
XapQuery *like_query(XapQuery *query, const ArticleId *article, XapQuery *filter);
