#include "corpus/corpus.h"

#include <string.h>

static const char *const field_names[ARTICLE_FIELDS] = {
    [ARTICLE_ID] = "id",           [ARTICLE_URL] = "url",           [ARTICLE_TITLE] = "title",
    [ARTICLE_TEXT] = "text",       [ARTICLE_SOURCE] = "source",     [ARTICLE_AUTHOR] = "author",
    [ARTICLE_SECTION] = "section", [ARTICLE_LANGUAGE] = "language", [ARTICLE_KEYWORD] = "keyword",
    [ARTICLE_DATELINE] = "place",  [ARTICLE_AGENCY] = "agency",
};

Article *article_new(void)
{
    Article *article = g_new0(Article, 1);
    for (guint i = 0; i < ARTICLE_FIELDS; i++)
        article->field[i] = g_string_new(NULL);
    article->origin.identity = g_string_new(NULL);
    article->origin.path = g_string_new(NULL);
    article->origin.member = g_string_new(NULL);
    article->origin.reading = g_string_new(NULL);
    article->notes = g_string_new(NULL);
    return article;
}

void article_free(Article *article)
{
    if (article == NULL)
        return;
    for (guint i = 0; i < ARTICLE_FIELDS; i++)
        g_string_free(article->field[i], TRUE);
    g_string_free(article->origin.identity, TRUE);
    g_string_free(article->origin.path, TRUE);
    g_string_free(article->origin.member, TRUE);
    g_string_free(article->origin.reading, TRUE);
    g_string_free(article->notes, TRUE);
    g_free(article);
}

/* One huge article does not hold its memory for the rest of the run. */
#define KEEP_BYTES ((gsize)8 << 20)

static void empty(GString **string)
{
    if ((*string)->allocated_len > KEEP_BYTES) {
        g_string_free(*string, TRUE);
        *string = g_string_new(NULL);
    }
    g_string_truncate(*string, 0);
}

void article_reset(Article *article)
{
    for (guint i = 0; i < ARTICLE_FIELDS; i++)
        empty(&article->field[i]);
    empty(&article->origin.identity);
    empty(&article->origin.path);
    empty(&article->origin.member);
    empty(&article->origin.reading);
    article->origin.record = 0;
    empty(&article->notes);
    article->date = (ArticleDate){0};
    article->date_origin = DATE_ORIGIN_NONE;
    article->place = (ArticlePlace){0};
}

static const char *const origin_names[] = {
    [DATE_ORIGIN_NONE] = "",         [DATE_ORIGIN_DECLARED] = "declared", [DATE_ORIGIN_METADATA] = "metadata",
    [DATE_ORIGIN_URL] = "url",       [DATE_ORIGIN_DATELINE] = "dateline", [DATE_ORIGIN_FILE_NAME] = "file",
};

const char *date_origin_name(DateOrigin origin)
{
    return origin_names[origin];
}

DateOrigin date_origin_of_name(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(origin_names); i++)
        if (strcmp(origin_names[i], name) == 0)
            return i;
    return DATE_ORIGIN_NONE;
}

const char *article_field_name(ArticleField field)
{
    return field < ARTICLE_FIELDS ? field_names[field] : NULL;
}

ArticleField article_field_of_name(const char *name, gsize length)
{
    for (guint i = 0; i < ARTICLE_FIELDS; i++) {
        if (strlen(field_names[i]) == length && memcmp(field_names[i], name, length) == 0)
            return i;
    }
    return ARTICLE_FIELDS;
}
