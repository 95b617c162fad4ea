/* Items of RSS (all versions, RDF and WordPress exports too) and entries of Atom.
 *
 * References: https://www.rssboard.org/rss-specification, https://web.resource.org/rss/1.0/spec,
 * RFC 4287 (Atom 1.0), https://www.dublincore.org/specifications/dublin-core/dcmi-terms/. */
#include "corpus/xml-tree-private.h"

#include <string.h>

#include "corpus/markup-text-private.h"

/* What an entry of Blogger's export is: a category whose term begins so. */
#define BLOGGER_KIND "http://schemas.google.com/blogger/2008/kind#"

/* Of several that say the same, the least is taken. */
typedef enum { RANK_FULL, RANK_TEXT, RANK_SUMMARY, RANK_NONE } TextRank;

static gboolean in(const char *text, const char *const *list)
{
    return text && g_strv_contains(list, text);
}

/* ---- texts ------------------------------------------------------------------------------------*/

static gboolean has_elements(const xmlNode *node)
{
    for (const xmlNode *child = node->children; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE)
            return TRUE;
    return FALSE;
}

/* A text, a text with HTML in it (escaped or not), or the latter in base64 (Atom 0.3). */
static void append_text(GString *to, const xmlNode *node)
{
    g_autofree char *mode = xml_attribute(node, "mode"), *type = xml_attribute(node, "type");
    static const char *const plain[] = {"text", "text/plain", NULL};
    if (has_elements(node)) {
        xml_append_flow(to, node);
        return;
    }
    g_autoptr(GString) content = g_string_new(NULL);
    xml_append_content(content, node);
    if (g_strcmp0(mode, "base64") == 0 && content->len > 0) {
        gsize length = 0;
        g_base64_decode_inplace(content->str, &length);
        g_autofree char *valid = g_utf8_make_valid(content->str, (gssize)length);
        g_string_assign(content, valid);
    }
    if (in(type, plain))
        g_string_append_len(to, content->str, (gssize)content->len);
    else
        markup_text_append(to, content->str, content->len);
}

static void add_text(Article *article, ArticleField field, const xmlNode *node)
{
    if (node == NULL || (field != ARTICLE_TEXT && article->field[field]->len))
        return;
    g_autoptr(GString) text = g_string_new(NULL);
    append_text(text, node);
    article_parser_add(article, field, text->str, text->len);
}

/* ---- what RSS and Atom share ------------------------------------------------------------------*/

static TextRank text_rank(const xmlNode *child)
{
    static const char *const full[] = {"encoded", "content", "body", NULL};
    static const char *const summaries[] = {"description", "summary", "subtitle", NULL};
    g_autofree char *prefix = xml_prefix(child);
    static const char *const others[] = {"media", "itunes", "excerpt", "georss", "thr", NULL};
    if (child->type != XML_ELEMENT_NODE || in(prefix, others))
        return RANK_NONE;
    const char *name = xml_name(child);
    return in(name, full) ? RANK_FULL : in(name, summaries) ? RANK_SUMMARY : RANK_NONE;
}

static void take_text(xmlNode *item, Article *article)
{
    const xmlNode *best = NULL;
    TextRank best_rank = RANK_NONE;
    for (const xmlNode *child = item->children; child; child = child->next) {
        TextRank rank = text_rank(child);
        g_autoptr(GString) text = g_string_new(NULL);
        if (rank < best_rank)
            xml_append_content(text, child);
        if (rank < best_rank && *g_strstrip(text->str)) {
            best = child;
            best_rank = rank;
        }
    }
    add_text(article, ARTICLE_TEXT, best);
}

static void take_dates(xmlNode *item, Article *article)
{
    /* When it was published rather than changed. */
    static const char *const names[] = {"pubDate",  "published", "issued",  "date",    "post_date_gmt", "post_date",
                                        "created", "updated",   "modified", "lastBuildDate"};
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
        xml_set_date_of(article, xml_child(item, names[i]));
}

/* "jane@example.org (Jane Doe)" */
static void add_person(Article *article, const char *text)
{
    const char *open = strchr(text, '('), *close = open ? strchr(open, ')') : NULL;
    if (open && close && memchr(text, '@', (gsize)(open - text)))
        article_parser_add(article, ARTICLE_AUTHOR, open + 1, (gsize)(close - open - 1));
    else
        article_parser_add(article, ARTICLE_AUTHOR, text, strlen(text));
}

static void take_authors(xmlNode *item, Article *article)
{
    static const char *const names[] = {"author", "creator", NULL};
    for (const xmlNode *child = item->children; child; child = child->next) {
        if (child->type != XML_ELEMENT_NODE || !in(xml_name(child), names))
            continue;
        const xmlNode *name = xml_child(child, "name");
        g_autoptr(GString) text = g_string_new(NULL);
        if (name || !has_elements(child))
            xml_append_content(text, name ? name : child);
        g_strstrip(text->str);
        if (*text->str && !strstr(article->field[ARTICLE_AUTHOR]->str, text->str))
            add_person(article, text->str);
    }
}

static void take_keywords(xmlNode *item, Article *article)
{
    static const char *const names[] = {"category", "subject", "keywords", NULL};
    for (const xmlNode *child = item->children; child; child = child->next) {
        if (child->type != XML_ELEMENT_NODE || !in(xml_name(child), names))
            continue;
        g_autofree char *label = xml_attribute(child, "label"), *term = xml_attribute(child, "term");
        if (term && g_str_has_prefix(term, BLOGGER_KIND))
            continue;
        g_autoptr(GString) text = g_string_new(label ? label : term ? term : NULL);
        if (text->len == 0)
            xml_append_content(text, child);
        article_parser_add_one(article, ARTICLE_KEYWORD, text->str, text->len);
    }
}

static void take_link(const xmlNode *link, Article *article)
{
    static const char *const other[] = {"self",    "edit", "enclosure", "replies", "via", "related",
                                        "license", "hub",  "next",      "service.edit", "service.post", NULL};
    g_autofree char *rel = xml_attribute(link, "rel"), *href = xml_attribute(link, "href");
    if (in(rel, other))
        return;
    g_autoptr(GString) text = g_string_new(href);
    if (text->len == 0)
        xml_append_content(text, link);
    xml_add_first_text(article, ARTICLE_URL, g_strstrip(text->str));
}

/* The identity: an address is the article's only if it says that it is, and there is no other. */
static void take_id(xmlNode *item, Article *article)
{
    xmlNode *id = xml_child(item, "guid");
    if (id == NULL)
        id = xml_child(item, "id");
    g_autofree char *permalink = xml_attribute(id, "isPermaLink");
    g_autofree char *about = xml_attribute(item, "about");
    g_autoptr(GString) text = g_string_new(NULL);
    if (id)
        xml_append_content(text, id);
    xml_add_first_text(article, ARTICLE_ID, g_strstrip(text->str));
    if (xml_is_address(text->str) && g_strcmp0(permalink, "false") != 0)
        xml_add_first_text(article, ARTICLE_URL, text->str);
    if (about && xml_is_address(about))
        xml_add_first_text(article, ARTICLE_URL, about);
}

/* ---- the whole --------------------------------------------------------------------------------*/

/* WordPress exports pictures and menus as items, too. */
static const char *not_an_article(xmlNode *item)
{
    static const char *const articles[] = {"post", "page", "article", "news", "story", NULL};
    static const char *const others[] = {"attachment", "nav_menu_item", "revision", "custom_css", "wp_global_styles",
                                         "oembed_cache", "customize_changeset", "wp_navigation", NULL};
    xmlNode *type = xml_child(item, "post_type");
    g_autoptr(GString) name = g_string_new(NULL);
    if (type)
        xml_append_content(name, type);
    g_strstrip(name->str);
    return in(name->str, others) && !in(name->str, articles) ? "a WordPress item that is no article" : NULL;
}

/* Blogger exports its templates, settings and comments as entries, too. */
static const char *not_a_post(xmlNode *entry)
{
    static const char *const articles[] = {"post", "page", NULL};
    for (const xmlNode *child = entry->children; child; child = child->next) {
        g_autofree char *term = xml_is(child, "category") ? xml_attribute(child, "term") : NULL;
        if (term && g_str_has_prefix(term, BLOGGER_KIND) && !in(term + strlen(BLOGGER_KIND), articles))
            return "a Blogger entry that is no article";
    }
    return NULL;
}

gboolean xml_feed_take(xmlNode *item, GHashTable *feed, Article *article)
{
    const char *other = not_an_article(item);
    if (other == NULL)
        other = not_a_post(item);
    if (other) {
        article_parser_note(article, "%s", other);
        return FALSE;
    }
    for (xmlNode *child = item->children; child; child = child->next) {
        g_autofree char *prefix = xml_prefix(child);
        if (xml_is(child, "title") && strcmp(prefix, "media") != 0)
            add_text(article, ARTICLE_TITLE, child);
        if (xml_is(child, "link"))
            take_link(child, article);
    }
    take_text(item, article);
    take_dates(item, article);
    take_authors(item, article);
    take_keywords(item, article);
    take_id(item, article);
    xmlNode *source = xml_child(item, "source"), *publisher = xml_child(item, "publisher");
    add_text(article, ARTICLE_SOURCE, xml_child(source, "title") ? xml_child(source, "title") : source);
    add_text(article, ARTICLE_SOURCE, publisher);
    add_text(article, ARTICLE_LANGUAGE, xml_child(item, "language"));
    g_autofree char *language = xml_attribute(item, "lang");
    xml_add_first_text(article, ARTICLE_LANGUAGE, language);
    xml_add_first_text(article, ARTICLE_SOURCE, g_hash_table_lookup(feed, "title"));
    xml_add_first_text(article, ARTICLE_LANGUAGE, g_hash_table_lookup(feed, "language"));
    return TRUE;
}

static void describe(GHashTable *feed, const char *name, const xmlNode *node)
{
    if (node == NULL || g_hash_table_contains(feed, name))
        return;
    GString *text = g_string_new(NULL);
    append_text(text, node);
    for (char *p = text->str; *p; p++)
        if (g_ascii_isspace(*p))
            *p = ' ';
    g_hash_table_insert(feed, g_strdup(name), g_strstrip(g_string_free(text, FALSE)));
}

void xml_feed_describe(xmlNode *root, GHashTable *feed)
{
    xmlNode *channel = xml_child(root, "channel");
    channel = channel ? channel : root;
    describe(feed, "title", xml_child(channel, "title"));
    describe(feed, "language", xml_child(channel, "language"));
    char *language = xml_attribute(root, "lang");
    if (language && !g_hash_table_contains(feed, "language"))
        g_hash_table_insert(feed, g_strdup("language"), language);
    else
        g_free(language);
}
