/* A saved page: one article, with what the page declares of it, and the text that is its own. */
#include "corpus/format-private.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#include "corpus/html-private.h"
#include "corpus/markup-cost-private.h"
#include "corpus/markup-text-private.h"
#include "corpus/utf8-text-private.h"

static const char *const extensions[] = {"html", "htm", "xhtml", "shtml", NULL};

#define META_BYTES 4096

/* ---- probing ----------------------------------------------------------------------------------*/

static gboolean begins(const char *p, const char *end, const char *with)
{
    gsize n = strlen(with);
    return (gsize)(end - p) >= n && g_ascii_strncasecmp(p, with, n) == 0;
}

static guint probe(const char *head, gsize length, G_GNUC_UNUSED gboolean whole)
{
    static const char *const elements[] = {"<html", "<head", "<body", "<title", "<meta", "<link", "<script"};
    const char *p = head, *end = head + length;
    while (p < end) {
        if (g_ascii_isspace(*p)) {
            p++;
            continue;
        }
        if (begins(p, end, "<!doctype html"))
            return PROBE_SURE;
        for (gsize i = 0; i < G_N_ELEMENTS(elements); i++)
            if (begins(p, end, elements[i]))
                return i < 3 ? PROBE_SURE : PROBE_PERHAPS;
        /* XHTML begins as XML does, and anything may begin with a comment. */
        const char *closing = begins(p, end, "<?xml") ? "?>" : begins(p, end, "<!--") ? "-->" : NULL;
        const char *stop = closing ? memmem(p, (gsize)(end - p), closing, strlen(closing)) : NULL;
        if (stop == NULL)
            break;
        p = stop + strlen(closing);
    }
    return PROBE_BY_NAME;
}

/* <meta charset="…">, <meta http-equiv="Content-Type" content="text/html; charset=…">, <?xml encoding="…"?> */
static char *declared_encoding(const char *head, gsize length)
{
    g_autofree char *beginning = g_ascii_strdown(head, (gssize)MIN(length, META_BYTES));
    static const char *const keys[] = {"charset=", "encoding="};
    for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
        char *value = strstr(beginning, keys[i]);
        if (value == NULL)
            continue;
        value += strlen(keys[i]);
        value += strspn(value, "\"' ");
        return g_strndup(value, strcspn(value, "\"' ;/>"));
    }
    return NULL;
}

/* ---- an article -------------------------------------------------------------------------------*/

/* libxml2 gives a page up where its elements stand deeper in each other than in any that a person wrote: what it says is
 * taken without regard to where it stands. */
static void take_flat(const char *bytes, gsize length, Article *article)
{
    g_autoptr(GString) text = g_string_new(NULL);
    const char *body = memmem(bytes, length, "<body", strlen("<body"));
    gsize head = body ? (gsize)(body - bytes) : 0;
    markup_text_append(text, bytes + head, length - head);
    g_string_truncate(article->field[ARTICLE_TEXT], 0);
    utf8_text_append(article->field[ARTICLE_TEXT], text->str, text->len);
    article_parser_note(article, "too much markup: read without regard to where on the page the text stands");
}

static gboolean parse(G_GNUC_UNUSED ArticleParser *parser, const char *bytes, gsize length,
                      Article *article)
{
    const char *why = markup_cost_reason(bytes, length, TRUE);
    if (why != NULL) {
        article_parser_note(article, "%s", why);
        return FALSE;
    }
    if (length > G_MAXINT / 2) {
        article_parser_note(article, "larger than a page may be");
        return FALSE;
    }
    htmlParserCtxt *context = htmlNewParserCtxt();
    xmlDoc *doc = htmlCtxtReadMemory(context, bytes, (int)length, NULL, "UTF-8",
                                      HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                          HTML_PARSE_NONET | HTML_PARSE_COMPACT);
    xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    if (root) {
        html_meta_take(root, article);
        if (article->date.precision != DATE_NONE)
            article->date_origin = DATE_ORIGIN_METADATA;
        if (context->disableSAX)
            take_flat(bytes, length, article);
        else
            html_main_take(root, article);
    } else {
        article_parser_note(article, "no page in it");
    }
    gboolean good = root != NULL;
    xmlFreeDoc(doc);
    htmlFreeParserCtxt(context);
    return good;
}

const Format format_html = {
    .name = "html",
    .help = "saved pages, one article a page",
    .told = "<!DOCTYPE html>, <html>, <head>, <body>",
    .options = "encoding",
    .extensions = extensions,
    .one_record = TRUE,
    .probe = probe,
    .cut = format_cut_whole,
    .parse = parse,
    .declared_encoding = declared_encoding,
};
