/* What a page declares of its article.
 *
 * References: https://schema.org/NewsArticle, https://ogp.me/, https://www.dublincore.org/specifications/dublin-core/,
 * https://developer.parsely.com/ (parsely-*), and names that publishers use in <meta>. */
#include "corpus/html-private.h"

#include <cjson/cJSON.h>
#include <string.h>

#include "corpus/date-private.h"
#include "corpus/json-repair-private.h"
#include "corpus/markup-text-private.h"
#include "corpus/xml-tree-private.h"

#define MAX_DEPTH 12
#define TITLE_MAX_BYTES 600
/* A script larger than this is data for programs. */
#define JSON_MAX_BYTES (2 << 20)

/* Text that may hold references, or markup. */
static void add_clean(Article *article, ArticleField field, const char *text)
{
    g_autoptr(GString) clean = g_string_new(NULL);
    if (text == NULL || *text == '\0')
        return;
    markup_text_append(clean, text, strlen(text));
    g_strstrip(clean->str);
    if (field == ARTICLE_AUTHOR || field == ARTICLE_KEYWORD)
        article_parser_add_one(article, field, clean->str, strlen(clean->str));
    else if (article->field[field]->len == 0)
        article_parser_add(article, field, clean->str, strlen(clean->str));
}

/* ---- JSON-LD ----------------------------------------------------------------------------------*/

static const char *string_of(const cJSON *object, const char *name)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, name);
    if (cJSON_IsArray(value))
        value = value->child;
    return cJSON_IsString(value) && value->valuestring[0] ? value->valuestring : NULL;
}

static gboolean is_article_type(const char *type)
{
    static const char *const others[] = {"BlogPosting", "LiveBlogPosting", "SocialMediaPosting", "Report", "Review"};
    for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
        if (strcmp(type, others[i]) == 0)
            return TRUE;
    return g_str_has_suffix(type, "Article");
}

static gboolean is_article(const cJSON *object)
{
    const cJSON *type = cJSON_GetObjectItemCaseSensitive(object, "@type"), *one;
    if (cJSON_IsString(type))
        return is_article_type(type->valuestring);
    cJSON_ArrayForEach(one, type)
    {
        if (cJSON_IsString(one) && is_article_type(one->valuestring))
            return TRUE;
    }
    return FALSE;
}

/* The article with a headline or a date that a page's data describes; of several the first. */
static const cJSON *find_article(const cJSON *value, guint depth)
{
    const cJSON *child;
    if (depth == MAX_DEPTH || !(cJSON_IsObject(value) || cJSON_IsArray(value)))
        return NULL;
    if (cJSON_IsObject(value) && is_article(value) &&
        (string_of(value, "headline") || string_of(value, "datePublished")))
        return value;
    cJSON_ArrayForEach(child, value)
    {
        static const char *const lists[] = {"itemListElement", "hasPart", "relatedLink", "isPartOf", "citation", NULL};
        if (child->string && g_strv_contains(lists, child->string))
            continue;
        const cJSON *found = find_article(child, depth + 1);
        if (found)
            return found;
    }
    return NULL;
}

static void add_names(Article *article, ArticleField field, const cJSON *value, guint depth)
{
    const cJSON *child;
    if (cJSON_IsString(value)) {
        if (!xml_is_address(value->valuestring) && !strstr(article->field[field]->str, value->valuestring))
            add_clean(article, field, value->valuestring);
    } else if (cJSON_IsObject(value)) {
        const cJSON *name = cJSON_GetObjectItemCaseSensitive(value, "name");
        if (depth < MAX_DEPTH)
            add_names(article, field, name, depth + 1);
    } else if (cJSON_IsArray(value) && depth < MAX_DEPTH) {
        cJSON_ArrayForEach(child, value) add_names(article, field, child, depth + 1);
    }
}

static void add_keywords(Article *article, const cJSON *value)
{
    const cJSON *child;
    if (cJSON_IsString(value))
        article_parser_add(article, ARTICLE_KEYWORD, value->valuestring, strlen(value->valuestring));
    else if (cJSON_IsArray(value))
        cJSON_ArrayForEach(child, value) add_names(article, ARTICLE_KEYWORD, child, 1);
}

static void take_linked_article(const cJSON *data, Article *article)
{
    static const char *const dates[] = {"datePublished", "dateCreated", "uploadDate", "dateModified"};
    add_clean(article, ARTICLE_TITLE, string_of(data, "headline"));
    add_clean(article, ARTICLE_TITLE, string_of(data, "name")); /* see choose_title() */
    for (gsize i = 0; i < G_N_ELEMENTS(dates); i++)
        xml_set_date(article, string_of(data, dates[i]));
    if (article->field[ARTICLE_AUTHOR]->len == 0)
        add_names(article, ARTICLE_AUTHOR, cJSON_GetObjectItemCaseSensitive(data, "author"), 0);
    if (article->field[ARTICLE_SOURCE]->len == 0)
        add_names(article, ARTICLE_SOURCE, cJSON_GetObjectItemCaseSensitive(data, "publisher"), 0);
    add_clean(article, ARTICLE_TEXT, string_of(data, "articleBody"));
    add_clean(article, ARTICLE_SECTION, string_of(data, "articleSection"));
    add_clean(article, ARTICLE_LANGUAGE, string_of(data, "inLanguage"));
    if (article->field[ARTICLE_KEYWORD]->len == 0)
        add_keywords(article, cJSON_GetObjectItemCaseSensitive(data, "keywords"));
    const char *url = string_of(data, "url");
    if (url && xml_is_address(url))
        xml_add_first_text(article, ARTICLE_URL, url);
}

static void take_linked_data(const xmlNode *script, Article *article)
{
    g_autofree char *type = xml_attribute(script, "type");
    g_autoptr(GString) text = g_string_new(NULL), repaired = g_string_new(NULL);
    if (type == NULL || !strstr(type, "ld+json"))
        return;
    xml_append_content(text, script);
    if (text->len > JSON_MAX_BYTES)
        return;
    /* Some hide it from old browsers: //<![CDATA[ */
    const char *hidden = strstr(text->str, "<![CDATA["), *json = hidden ? hidden + strlen("<![CDATA[") : text->str;
    json += strcspn(json, "{[");
    cJSON *root = cJSON_Parse(json);
    if (root == NULL && json_repair(repaired, json, strlen(json)))
        root = cJSON_Parse(repaired->str);
    const cJSON *found = root ? find_article(root, 0) : NULL;
    if (found)
        take_linked_article(found, article);
    cJSON_Delete(root);
}

/* ---- <meta> -----------------------------------------------------------------------------------*/

#define META_DATE ARTICLE_FIELDS
#define META_TITLE (META_DATE + 1) /* see choose_title() */

/* Of several for one field the first in this table counts. Authors and keywords are those of one row alone. */
static const struct {
    const char *name;
    guint field;
} metas[] = {
    {"og:title", META_TITLE},
    {"twitter:title", META_TITLE},
    {"dc.title", ARTICLE_TITLE},
    {"dcterms.title", ARTICLE_TITLE},
    {"parsely-title", ARTICLE_TITLE},
    {"sailthru.title", ARTICLE_TITLE},
    {"headline", ARTICLE_TITLE},
    {"article:published_time", META_DATE},
    {"og:article:published_time", META_DATE},
    {"article:published", META_DATE},
    {"og:published_time", META_DATE},
    {"datepublished", META_DATE},
    {"parsely-pub-date", META_DATE},
    {"sailthru.date", META_DATE},
    {"cxenseparse:recs:publishtime", META_DATE},
    {"dc.date.issued", META_DATE},
    {"dcterms.issued", META_DATE},
    {"dcterms.created", META_DATE},
    {"dcterms.date", META_DATE},
    {"dc.date.created", META_DATE},
    {"dc.date", META_DATE},
    {"publish-date", META_DATE},
    {"publish_date", META_DATE},
    {"published-date", META_DATE},
    {"publication_date", META_DATE},
    {"publicationdate", META_DATE},
    {"pubdate", META_DATE},
    {"article_date_original", META_DATE},
    {"originalpublicationdate", META_DATE},
    {"article.published", META_DATE},
    {"vr:published_time", META_DATE},
    {"iso-8601-publish-date", META_DATE},
    {"creationdatetime", META_DATE},
    {"date", META_DATE},
    {"datecreated", META_DATE},
    {"article.created", META_DATE},
    {"ptime", META_DATE},
    {"article:modified_time", META_DATE},
    {"og:updated_time", META_DATE},
    {"author", ARTICLE_AUTHOR},
    {"article:author", ARTICLE_AUTHOR},
    {"parsely-author", ARTICLE_AUTHOR},
    {"sailthru.author", ARTICLE_AUTHOR},
    {"dc.creator", ARTICLE_AUTHOR},
    {"byl", ARTICLE_AUTHOR},
    {"og:site_name", ARTICLE_SOURCE},
    {"application-name", ARTICLE_SOURCE},
    {"dc.publisher", ARTICLE_SOURCE},
    {"article:section", ARTICLE_SECTION},
    {"parsely-section", ARTICLE_SECTION},
    {"section", ARTICLE_SECTION},
    {"og:url", ARTICLE_URL},
    {"dc.language", ARTICLE_LANGUAGE},
    {"content-language", ARTICLE_LANGUAGE},
    {"article:tag", ARTICLE_KEYWORD},
    {"news_keywords", ARTICLE_KEYWORD},
    {"keywords", ARTICLE_KEYWORD},
};

static int meta_row(const char *name)
{
    for (gsize i = 0; name && i < G_N_ELEMENTS(metas); i++)
        if (g_ascii_strcasecmp(name, metas[i].name) == 0)
            return (int)i;
    return -1;
}

static int row_of(const xmlNode *meta)
{
    static const char *const attributes[] = {"property", "name", "itemprop", "http-equiv"};
    for (gsize i = 0; i < G_N_ELEMENTS(attributes); i++) {
        g_autofree char *name = xml_attribute(meta, attributes[i]);
        int row = meta_row(name);
        if (row >= 0)
            return row;
    }
    return -1;
}

static void take_meta(guint field, const char *content, Article *article)
{
    if (field == META_DATE)
        xml_set_date(article, content);
    else if (field == ARTICLE_KEYWORD)
        article_parser_add(article, ARTICLE_KEYWORD, content, strlen(content));
    else if (!(field == ARTICLE_AUTHOR && xml_is_address(content)))
        add_clean(article, field, content);
}

/* values: of each row the contents of its elements, NULL for none. */
static void take_metas(GPtrArray **values, Article *article)
{
    gboolean had[META_TITLE + 1];
    for (guint i = 0; i < ARTICLE_FIELDS; i++)
        had[i] = article->field[i]->len > 0;
    had[META_DATE] = FALSE;
    had[META_TITLE] = TRUE;
    for (gsize i = 0; i < G_N_ELEMENTS(metas); i++) {
        guint field = metas[i].field;
        if (values[i] == NULL || had[field])
            continue;
        for (guint k = 0; k < values[i]->len; k++)
            take_meta(field, values[i]->pdata[k], article);
        had[field] = field != META_DATE && article->field[field]->len > 0;
    }
}

/* ---- title ------------------------------------------------------------------------------------*/

/* What calls itself the title, each as one line; empty: none. */
typedef struct {
    GString *linked;  /* of JSON-LD, or of <meta> if that has none */
    GString *shared;  /* Open Graph's */
    GString *twitter;
    GString *heading; /* the first of the first order, on the page */
    GString *page;    /* <title> */
} Titles;

static void append_words(GString *to, const char *text)
{
    g_auto(GStrv) words = g_strsplit_set(text, " \t\r\n", -1);
    for (char **word = words; *word; word++)
        if (**word)
            g_string_append_printf(to, "%s%s", to->len ? " " : "", *word);
}

static void append_line(GString *to, const xmlNode *node)
{
    g_autoptr(GString) text = g_string_new(NULL);
    xml_append_flow(text, node);
    append_words(to, text->str);
}

/* Letters and digits alone, in small letters: titles differ in their quotation marks. */
static char *skeleton(const char *text)
{
    GString *out = g_string_new(NULL);
    for (const char *p = text; *p; p = g_utf8_next_char(p))
        if (g_unichar_isalnum(g_utf8_get_char(p)))
            g_string_append_unichar(out, g_unichar_tolower(g_utf8_get_char(p)));
    return g_string_free(out, FALSE);
}

static gboolean are_alike(const GString *a, const GString *b)
{
    g_autofree char *one = skeleton(a->str), *other = skeleton(b->str);
    return *one && strcmp(one, other) == 0;
}

/* Does title begin with the other one, which is long enough to be all but the site's name? */
static gboolean begins_with(const GString *title, const GString *other)
{
    g_autofree char *whole = skeleton(title->str), *part = skeleton(other->str);
    return strlen(part) * 5 > strlen(whole) * 2 && g_str_has_prefix(whole, part);
}

/* "Fog lifts | Calder Post": the part behind the last sign is the site's, if it is named so. */
static void strip_site(GString *title, const char *site)
{
    static const char *const signs[] = {" | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xBB ", " :: ", " \xE2\x80\xA2 "};
    for (gsize i = 0; i < G_N_ELEMENTS(signs); i++) {
        char *at = g_strrstr(title->str, signs[i]);
        const char *rest = at ? at + strlen(signs[i]) : NULL;
        if (rest && (g_ascii_strcasecmp(rest, site) == 0 || strstr(rest, site) != NULL)) {
            g_string_truncate(title, (gsize)(at - title->str));
            return;
        }
    }
}

/* Publishers give an article several titles: one on the page, one for search engines, one for sharing. The last is
 * mostly the one that names it best, without the site's name behind it. But where the heading and the page's data agree
 * against two copies of it, those are the article's; and so is a title of the data that is the page's, too. (Counted on
 * pages of 86 publishers.) */
static const GString *choose_title(const Titles *titles)
{
    const GString *shared = titles->shared->len ? titles->shared : titles->twitter;
    if (shared->len == 0)
        return titles->linked->len ? titles->linked : titles->heading->len ? titles->heading : titles->page;
    if (begins_with(shared, titles->heading))
        return titles->heading;
    if (begins_with(shared, titles->linked))
        return titles->linked;
    if (!are_alike(titles->twitter, shared))
        return shared;
    if (are_alike(titles->heading, titles->linked) || begins_with(titles->page, titles->linked))
        return titles->linked;
    return shared;
}

/* The heading that is most likely the article's: of several the first is often the site's name. */
static void find_heading(xmlNode *root, Titles *titles)
{
    for (xmlNode *node = xml_find(root, "h1"); node; node = xml_find_next(root, node, "h1")) {
        g_autoptr(GString) line = g_string_new(NULL);
        append_line(line, node);
        gboolean named = begins_with(titles->shared, line) || are_alike(titles->linked, line);
        if (named || titles->heading->len == 0)
            g_string_assign(titles->heading, line->str);
        if (named)
            return;
    }
}

static void take_title(xmlNode *root, const char *shared, const char *twitter, Article *article)
{
    GString *title = article->field[ARTICLE_TITLE];
    Titles titles = {g_string_new(title->str), g_string_new(NULL), g_string_new(NULL), g_string_new(NULL),
                     g_string_new(NULL)};
    xmlNode *page = xml_find(root, "title");
    append_words(titles.shared, shared ? shared : "");
    append_words(titles.twitter, twitter ? twitter : "");
    if (page)
        append_line(titles.page, page);
    find_heading(root, &titles);
    const GString *best = choose_title(&titles);
    g_string_truncate(title, 0);
    add_clean(article, ARTICLE_TITLE, best->str);
    if (article->field[ARTICLE_SOURCE]->len)
        strip_site(title, article->field[ARTICLE_SOURCE]->str);
    GString *const all[] = {titles.linked, titles.shared, titles.twitter, titles.heading, titles.page};
    for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
        g_string_free(all[i], TRUE);
}

/* ---- the whole --------------------------------------------------------------------------------*/

static void take_link(const xmlNode *link, Article *article)
{
    g_autofree char *rel = xml_attribute(link, "rel"), *href = xml_attribute(link, "href");
    if (g_strcmp0(rel, "canonical") != 0 || href == NULL || !xml_is_address(href))
        return;
    g_string_truncate(article->field[ARTICLE_URL], 0);
    article_parser_add(article, ARTICLE_URL, href, strlen(href));
}

static void take_time(const xmlNode *time, Article *article)
{
    g_autofree char *moment = xml_attribute(time, "datetime");
    xml_set_date(article, moment);
}

/* What stands on the page itself, where its head says nothing. */
static void take_body(xmlNode *root, Article *article)
{
    for (xmlNode *node = root; node; node = xml_next(root, node)) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        g_autofree char *property = xml_attribute(node, "itemprop");
        if (g_strcmp0(property, "datePublished") == 0) {
            g_autofree char *content = xml_attribute(node, "content");
            xml_set_date(article, content);
            take_time(node, article);
        }
    }
    for (xmlNode *time = xml_find(root, "time"); time; time = xml_find_next(root, time, "time"))
        take_time(time, article);
}

static char *first_of(GPtrArray *const *values, const char *name)
{
    GPtrArray *found = values[meta_row(name)];
    return found ? g_strdup(found->pdata[0]) : NULL;
}

void html_meta_take(xmlNode *root, Article *article)
{
    GPtrArray *values[G_N_ELEMENTS(metas)] = {0};
    for (xmlNode *node = root; node; node = xml_next(root, node)) {
        if (xml_is(node, "script"))
            take_linked_data(node, article);
        int row = xml_is(node, "meta") ? row_of(node) : -1;
        char *content = row >= 0 ? xml_attribute(node, "content") : NULL;
        if (content && values[row] == NULL)
            values[row] = g_ptr_array_new_with_free_func(g_free);
        if (content)
            g_ptr_array_add(values[row], content);
    }
    g_autofree char *shared = first_of(values, "og:title"), *twitter = first_of(values, "twitter:title");
    take_metas(values, article);
    for (gsize i = 0; i < G_N_ELEMENTS(values); i++)
        if (values[i])
            g_ptr_array_unref(values[i]);
    for (xmlNode *link = xml_find(root, "link"); link; link = xml_find_next(root, link, "link"))
        take_link(link, article);
    g_autofree char *language = xml_attribute(root, "lang");
    xml_add_first_text(article, ARTICLE_LANGUAGE, language);
    if (article->date.precision == DATE_NONE)
        take_body(root, article);
    take_title(root, shared, twitter, article);
}
