#include "indexer/article-window.h"

#include "xapian-c/layout.h"

#define WINDOW_ARTICLES 256
#define WINDOW_BYTES ((gsize)8 << 20)

struct ArticleWindow {
    gboolean has_text; /* in the index */
    StoredArticles *stored;
    SourceReader *sources;
    WindowArticle articles[WINDOW_ARTICLES];
    SourceWant wants[WINDOW_ARTICLES];
    gsize count;
};

ArticleWindow *article_window_open(const char *index, GError **error)
{
    g_autoptr(IndexSettings) settings = layout_read_settings(index, error);
    StoredArticles *stored = settings != NULL ? stored_open(index, error) : NULL;
    if (stored == NULL)
        return NULL;
    ArticleWindow *window = g_new0(ArticleWindow, 1);
    window->has_text = settings->text;
    window->stored = stored;
    if (!settings->text)
        window->sources = source_reader_new();
    for (gsize i = 0; i < WINDOW_ARTICLES; i++)
        window->articles[i].article = article_new();
    return window;
}

void article_window_free(ArticleWindow *window)
{
    if (window == NULL)
        return;
    stored_free(window->stored);
    source_reader_free(window->sources);
    for (gsize i = 0; i < WINDOW_ARTICLES; i++)
        article_free(window->articles[i].article);
    g_free(window);
}

guint64 article_window_total(const ArticleWindow *window)
{
    return stored_count(window->stored);
}

static void fetch_texts(ArticleWindow *window)
{
    for (gsize i = 0; i < window->count; i++)
        window->wants[i] = (SourceWant){.stored = window->articles[i].article,
                                        .content = &window->articles[i].content};
    source_reader_fetch(window->sources, window->wants, window->count);
    for (gsize i = 0; i < window->count; i++)
        window->articles[i].state = window->wants[i].state;
}

StoredAnswer article_window_fill(ArticleWindow *window, GError **error)
{
    StoredAnswer answer = STORED_END;
    gsize bytes = 0;
    window->count = 0;
    while (window->count < WINDOW_ARTICLES && bytes < WINDOW_BYTES) {
        WindowArticle *next = &window->articles[window->count];
        answer = stored_next(window->stored, next->article, &next->content, error);
        if (answer != STORED_ARTICLE)
            break;
        next->state = SOURCE_SAME;
        bytes += next->article->field[ARTICLE_TEXT]->len;
        window->count++;
    }
    if (answer == STORED_FAILED)
        return STORED_FAILED;
    if (!window->has_text)
        fetch_texts(window);
    return window->count > 0 ? STORED_ARTICLE : STORED_END;
}

gsize article_window_count(const ArticleWindow *window)
{
    return window->count;
}

const WindowArticle *article_window_get(const ArticleWindow *window, gsize i)
{
    return &window->articles[i];
}
