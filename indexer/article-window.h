/* article-window: the articles of an index with their texts, some at a time, whether the index
 * stores texts or they have to be read again from their sources.
 *
 *     ArticleWindow *window = article_window_open("news", &error);
 *     while (article_window_fill(window, &error) == STORED_ARTICLE)
 *         for (gsize i = 0; i < article_window_count(window); i++) use(article_window_get(window,
 * i)); article_window_free(window);
 *
 * Memory is bounded: a window is some hundred articles, or some megabytes. Threads: one at a time.
 */
#pragma once

#include "indexer/source-reader.h"
#include "indexer/stored.h"

typedef struct ArticleWindow ArticleWindow;

ArticleWindow *article_window_open(const char *index, GError **error);
void article_window_free(ArticleWindow *window);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ArticleWindow, article_window_free)

/* How many articles there are in all. */
guint64 article_window_total(const ArticleWindow *window);

/* The next articles: STORED_ARTICLE if there are any. */
StoredAnswer article_window_fill(ArticleWindow *window, GError **error);
gsize article_window_count(const ArticleWindow *window);

typedef struct {
    Article *article;  /* valid until the next article_window_fill() */
    Identity content;  /* the hash of what was indexed */
    SourceState state; /* of its text */
} WindowArticle;
const WindowArticle *article_window_get(const ArticleWindow *window, gsize i);
