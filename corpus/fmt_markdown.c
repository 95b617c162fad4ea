/* Markdown, one article a file: what its front matter says of it, and the text. Without a title there the first
 * heading is it. */
#include "corpus/format-private.h"

#include <string.h>

#include "corpus/front-matter-private.h"
#include "corpus/markdown-text-private.h"
#include "corpus/markup-text-private.h"

static const char *const extensions[] = {"md", "markdown", "mdown", "mkd", NULL};

#define PROBE_FRONT_MATTER 80

static guint probe(const char *head, gsize length, G_GNUC_UNUSED gboolean whole)
{
    FrontMatter matter;
    return front_matter_find(head, length, &matter) ? PROBE_FRONT_MATTER : PROBE_BY_NAME;
}

/* ---- fields -----------------------------------------------------------------------------------*/

/* Adds one value, as HTML may have been written into it. */
static void add(Article *article, ArticleField field, const char *value, gboolean one)
{
    g_autoptr(GString) text = g_string_new(NULL);
    markup_text_append(text, value, strlen(value));
    if (one)
        article_parser_add_one(article, field, text->str, text->len);
    else
        article_parser_add(article, field, text->str, text->len);
}

static void take_values(Article *article, guint field, const GPtrArray *values, gboolean mapped)
{
    const char *first = values->pdata[0];
    gboolean several = field == ARTICLE_AUTHOR || field == ARTICLE_KEYWORD;
    if (field == KEYMAP_DATE) {
        if (article->date.precision == DATE_NONE)
            article_parser_set_date(article, first, strlen(first));
        return;
    }
    if (!several && article->field[field]->len > 0)
        return;
    /* An address within its site tells nothing without it. */
    if (field == ARTICLE_URL && !mapped && strstr(first, "://") == NULL)
        return;
    for (guint i = 0; i < (several ? values->len : 1); i++)
        add(article, field, values->pdata[i], several && values->len > 1);
}

/* Takes the fields of the front matter, or of the text alone. */
static void take_fields(ArticleParser *parser, const GPtrArray *values, gboolean text, Article *article)
{
    guint mapped, count;
    const KeymapRow *rows = keymap_rows(parser->keys, &mapped, &count);
    for (guint i = 0; i < count; i++)
        if (values->pdata[i] && (rows[i].field == ARTICLE_TEXT) == text)
            take_values(article, rows[i].field, values->pdata[i], i < mapped);
}

static gboolean parse(ArticleParser *parser, const char *bytes, gsize length, Article *article)
{
    FrontMatter matter;
    g_autoptr(GPtrArray) values = NULL;
    g_autoptr(GString) text = g_string_sized_new(length);
    g_autoptr(GString) title = g_string_new(NULL);
    gsize behind = 0;
    if (front_matter_find(bytes, length, &matter)) {
        values = front_matter_read(&matter, parser->keys);
        take_fields(parser, values, FALSE, article);
        behind = matter.behind;
    }
    gboolean titled = article->field[ARTICLE_TITLE]->len > 0;
    markdown_text_append(text, bytes + behind, length - behind, titled ? NULL : title);
    article_parser_add(article, ARTICLE_TEXT, text->str, text->len);
    if (!titled)
        article_parser_add(article, ARTICLE_TITLE, title->str, title->len);
    if (values && article->field[ARTICLE_TEXT]->len == 0)
        take_fields(parser, values, TRUE, article);
    return TRUE;
}

const Format format_markdown = {
    .name = "markdown",
    .help = "Markdown, with YAML or TOML front matter, one article a file",
    .told = "front matter with a key, between lines --- or +++",
    .options = "map, encoding",
    .extensions = extensions,
    .one_record = TRUE,
    .probe = probe,
    .cut = format_cut_whole,
    .parse = parse,
};
