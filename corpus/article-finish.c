#include "corpus/article-finish-private.h"

#include <string.h>

#include "corpus/dateline-private.h"
#include "corpus/markup-text-private.h"

static void clean(Article *article, ArticleField which)
{
    GString *field = article->field[which];
    if (!markup_text_suspected(field->str, field->len))
        return;
    g_autoptr(GString) text = g_string_sized_new(field->len);
    markup_text_append(text, field->str, field->len);
    if (text->len == field->len && memcmp(text->str, field->str, text->len) == 0)
        return;
    g_string_truncate(field, 0);
    if (which == ARTICLE_AUTHOR || which == ARTICLE_KEYWORD)
        article_parser_add_lines(article, which, text->str, text->len);
    else
        article_parser_add(article, which, text->str, text->len);
}

static void take_dateline(Article *article, ArticleDate *date)
{
    const GString *text = article->field[ARTICLE_TEXT];
    Dateline line;
    dateline_read(text->str, text->len, &line);
    if (line.length == 0)
        return;
    if (line.place && article->field[ARTICLE_DATELINE]->len == 0)
        article_parser_add(article, ARTICLE_DATELINE, line.place, line.place_length);
    if (line.agency && article->field[ARTICLE_AGENCY]->len == 0)
        article_parser_add(article, ARTICLE_AGENCY, line.agency, line.agency_length);
    *date = line.date;
}

static gboolean date_in_address(const GString *url, ArticleDate *date)
{
    /* Not in its query, which may name any day. */
    return url->len > 0 && date_in_name(url->str, strcspn(url->str, "?#"), TRUE, date);
}

void article_finish(const Format *format, const char *file_name, Article *article)
{
    static const ArticleField texts[] = {ARTICLE_TITLE,   ARTICLE_TEXT,    ARTICLE_SOURCE,
                                         ARTICLE_SECTION, ARTICLE_AUTHOR,  ARTICLE_KEYWORD};
    ArticleDate date = {0}, line = {0};
    /* What an index said of its article was cleaned when it came there: what looks like markup in it is text. */
    gboolean clean_already = article->origin.identity->len > 0;
    for (gsize i = 0; format->may_hold_markup && !clean_already && i < G_N_ELEMENTS(texts); i++)
        clean(article, texts[i]);
    take_dateline(article, &line);
    if (article->date.precision != DATE_NONE)
        return;
    if (date_in_address(article->field[ARTICLE_URL], &date) && date.precision >= line.precision)
        article->date_origin = DATE_ORIGIN_URL;
    else if (line.precision != DATE_NONE)
        article->date_origin = DATE_ORIGIN_DATELINE;
    /* A file of many records is named after another day than theirs. */
    else if (format->one_record && file_name && date_in_name(file_name, strlen(file_name), FALSE, &date))
        article->date_origin = DATE_ORIGIN_FILE_NAME;
    else
        return;
    article->date = article->date_origin == DATE_ORIGIN_DATELINE ? line : date;
}
