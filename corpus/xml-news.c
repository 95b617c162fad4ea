/* News as agencies exchange it: NITF, NewsML 1 and NewsML-G2.
 *
 * References: https://iptc.org/standards/nitf/ (NITF 3), NewsML 1.2 functional specification,
 * https://iptc.org/std/NewsML-G2/guidelines/ (NewsML-G2 guidelines). */
#include "corpus/xml-tree-private.h"

#include <string.h>

#include "corpus/date-private.h"
#include "corpus/markup-text-private.h"

static void add_first_attribute(Article *article, ArticleField field, const xmlNode *node, const char *name)
{
    g_autofree char *value = xml_attribute(node, name);
    xml_add_first_text(article, field, value);
}

static void set_date_of_attribute(Article *article, const xmlNode *node, const char *name)
{
    g_autofree char *value = xml_attribute(node, name);
    xml_set_date(article, value);
}

static void append_paragraph(GString *text, const char *paragraph)
{
    if (*paragraph)
        g_string_append_printf(text, "%s%s", text->len ? "\n\n" : "", paragraph);
}

/* "SALVADOR, Feb 26" in front of the text, unless it begins with it already. */
static void put_dateline(GString *text, const xmlNode *dateline)
{
    g_autoptr(GString) line = g_string_new(NULL);
    if (dateline)
        xml_append_content(line, dateline);
    g_auto(GStrv) words = g_strsplit_set(g_strstrip(line->str), " \t\r\n", -1);
    g_autoptr(GString) joined = g_string_new(NULL);
    for (char **word = words; *word; word++)
        if (**word)
            g_string_append_printf(joined, "%s%s", joined->len ? " " : "", *word);
    ArticleDate date;
    if (joined->len == 0 || g_str_has_prefix(text->str, joined->str) ||
        date_read(joined->str, joined->len, &date) == DATE_READ)
        return;
    g_autoptr(GString) body = g_string_new_len(text->str, (gssize)text->len);
    g_string_truncate(text, 0);
    if (body->len)
        article_parser_append_dateline(text, joined);
    else
        g_string_append(text, joined->str);
    g_string_append_len(text, body->str, (gssize)body->len);
}

static void add_string(Article *article, ArticleField field, const GString *text)
{
    article_parser_add(article, field, text->str, text->len);
}

/* ---- NITF -------------------------------------------------------------------------------------*/

/* The New York Times has the first paragraphs twice: in a block of their own, and in that of the full text. */
static const xmlNode *find_block(const xmlNode *content, const char *class)
{
    for (const xmlNode *child = content ? content->children : NULL; child; child = child->next) {
        g_autofree char *own = xml_is(child, "block") ? xml_attribute(child, "class") : NULL;
        if (g_strcmp0(own, class) == 0)
            return child;
    }
    return NULL;
}

/* A byline that repeats another in the form of a catalogue: "Doe, Jane". */
static gboolean is_normalized(const xmlNode *byline)
{
    g_autofree char *class = xml_attribute(byline, "class");
    return g_strcmp0(class, "normalized_byline") == 0;
}

static void append_nitf(GString *text, const xmlNode *nitf)
{
    const xmlNode *head = xml_find(nitf, "body.head"), *content = xml_find(nitf, "body.content");
    const xmlNode *body = xml_find(nitf, "body"), *full = find_block(content, "full_text");
    content = full ? full : content;
    g_autoptr(GString) main = g_string_new(NULL), abstract = g_string_new(NULL);
    const xmlNode *lead = xml_child(head, "abstract");
    if (content || body)
        xml_append_flow(main, content ? content : body);
    if (lead)
        xml_append_flow(abstract, lead);
    if (!g_str_has_prefix(main->str, abstract->str))
        append_paragraph(text, abstract->str);
    append_paragraph(text, main->str);
    put_dateline(text, xml_child(head, "dateline"));
}

static void take_nitf_fields(const xmlNode *nitf, Article *article)
{
    const xmlNode *head = xml_child(nitf, "head"), *body_head = xml_find(nitf, "body.head");
    const xmlNode *docdata = xml_find(nitf, "docdata"), *pubdata = xml_find(nitf, "pubdata");
    xml_add_first(article, ARTICLE_TITLE, xml_find(body_head, "hl1"));
    xml_add_first(article, ARTICLE_TITLE, xml_find(body_head, "hedline"));
    xml_add_first(article, ARTICLE_TITLE, xml_child(head, "title"));
    static const char *const dates[] = {"date.issue", "date.release", "story.date"};
    for (gsize i = 0; i < G_N_ELEMENTS(dates); i++)
        set_date_of_attribute(article, xml_find(nitf, dates[i]), "norm");
    set_date_of_attribute(article, pubdata, "date.publication");
    if (article->field[ARTICLE_AUTHOR]->len == 0)
        for (const xmlNode *by = xml_find(body_head, "byline"); by; by = xml_find_next(body_head, by, "byline"))
            if (!is_normalized(by) || article->field[ARTICLE_AUTHOR]->len == 0)
                xml_add_byline(article, xml_child(by, "person") ? xml_child(by, "person") : by);
    add_first_attribute(article, ARTICLE_ID, xml_find(docdata, "doc-id"), "id-string");
    add_first_attribute(article, ARTICLE_URL, pubdata, "ex-ref");
    add_first_attribute(article, ARTICLE_SOURCE, pubdata, "name");
    xml_add_first(article, ARTICLE_SOURCE, xml_find(body_head, "distributor"));
    add_first_attribute(article, ARTICLE_SOURCE, xml_find(docdata, "doc.copyright"), "holder");
    add_first_attribute(article, ARTICLE_SECTION, pubdata, "position.section");
    add_first_attribute(article, ARTICLE_LANGUAGE, nitf, "baselang");
    add_first_attribute(article, ARTICLE_LANGUAGE, nitf, "lang");
    const xmlNode *keys = xml_find(docdata, "key-list");
    for (const xmlNode *key = xml_find(keys, "keyword"); key; key = xml_find_next(keys, key, "keyword")) {
        g_autofree char *value = xml_attribute(key, "key");
        if (value)
            article_parser_add_one(article, ARTICLE_KEYWORD, value, strlen(value));
    }
}

gboolean xml_nitf_take(xmlNode *root, G_GNUC_UNUSED GHashTable *unused, Article *article)
{
    g_autoptr(GString) text = g_string_new(NULL);
    take_nitf_fields(root, article);
    append_nitf(text, root);
    add_string(article, ARTICLE_TEXT, text);
    return TRUE;
}

/* ---- what the two NewsMLs carry ---------------------------------------------------------------*/

/* A text that is itself NITF, a page, or paragraphs. */
static void append_carried(GString *text, xmlNode *carrier, Article *article)
{
    const xmlNode *nitf = xml_find(carrier, "nitf"), *body = xml_find(carrier, "body");
    if (nitf) {
        append_nitf(text, nitf);
        take_nitf_fields(nitf, article);
        return;
    }
    g_autoptr(GString) carried = g_string_new(NULL), whole = g_string_new(NULL);
    xml_append_flow(carried, body ? body : carrier);
    /* Some escape the page that they carry, some escape what they escaped. */
    if (markup_text_suspected(carried->str, carried->len))
        markup_text_append(whole, carried->str, carried->len);
    else
        g_string_append(whole, carried->str);
    append_paragraph(text, whole->str);
}

/* ---- NewsML 1 ---------------------------------------------------------------------------------*/

static void take_newsml_keywords(const xmlNode *item, Article *article)
{
    for (const xmlNode *line = xml_find(item, "KeywordLine"); line; line = xml_find_next(item, line, "KeywordLine"))
        xml_add(article, ARTICLE_KEYWORD, line);
    for (const xmlNode *p = xml_find(item, "Property"); p; p = xml_find_next(item, p, "Property")) {
        g_autofree char *name = xml_attribute(p, "FormalName"), *value = xml_attribute(p, "Value");
        if (g_strcmp0(name, "Keyword") == 0 && value)
            article_parser_add_one(article, ARTICLE_KEYWORD, value, strlen(value));
    }
}

gboolean xml_newsml_take(xmlNode *root, G_GNUC_UNUSED GHashTable *unused, Article *article)
{
    g_autoptr(GString) text = g_string_new(NULL);
    xml_add_first(article, ARTICLE_TITLE, xml_find(root, "HeadLine"));
    xml_set_date_of(article, xml_find(root, "FirstCreated"));
    xml_set_date_of(article, xml_find(root, "ThisRevisionCreated"));
    xml_set_date_of(article, xml_find(root, "DateId"));
    xml_add_first(article, ARTICLE_ID, xml_find(root, "PublicIdentifier"));
    xml_add_first(article, ARTICLE_ID, xml_find(root, "NewsItemId"));
    xml_add_byline(article, xml_find(root, "ByLine"));
    add_first_attribute(article, ARTICLE_SOURCE, xml_find(xml_find(root, "Provider"), "Party"), "FormalName");
    add_first_attribute(article, ARTICLE_SOURCE, xml_find(xml_find(root, "Source"), "Party"), "FormalName");
    xml_add_first(article, ARTICLE_SOURCE, xml_find(root, "CreditLine"));
    xml_add_first(article, ARTICLE_SOURCE, xml_find(root, "ProviderId"));
    add_first_attribute(article, ARTICLE_LANGUAGE, xml_find(root, "Language"), "FormalName");
    add_first_attribute(article, ARTICLE_LANGUAGE, root, "lang");
    take_newsml_keywords(root, article);
    for (xmlNode *content = xml_find(root, "DataContent"); content;
         content = xml_find_next(root, content, "DataContent"))
        append_carried(text, content, article);
    put_dateline(text, xml_find(root, "DateLine"));
    add_string(article, ARTICLE_TEXT, text);
    return TRUE;
}

/* ---- NewsML-G2 --------------------------------------------------------------------------------*/

static void add_g2_name(Article *article, ArticleField field, const xmlNode *node)
{
    g_autofree char *literal = xml_attribute(node, "literal");
    const xmlNode *name = xml_find(node, "name");
    if (name)
        xml_add(article, field, name);
    else if (literal)
        article_parser_add(article, field, literal, strlen(literal));
}

static void add_first_g2_name(Article *article, ArticleField field, const xmlNode *node)
{
    if (article->field[field]->len == 0)
        add_g2_name(article, field, node);
}

static void take_g2_people(const xmlNode *meta, Article *article)
{
    const xmlNode *by = xml_child(meta, "by");
    xml_add_byline(article, by);
    if (article->field[ARTICLE_AUTHOR]->len > 0)
        return;
    for (const xmlNode *child = meta ? meta->children : NULL; child; child = child->next)
        if (xml_is(child, "creator"))
            add_g2_name(article, ARTICLE_AUTHOR, child);
}

static void take_g2_keywords(const xmlNode *meta, Article *article)
{
    for (const xmlNode *child = meta ? meta->children : NULL; child; child = child->next) {
        if (xml_is(child, "keyword"))
            xml_add(article, ARTICLE_KEYWORD, child);
        /* The first name of a subject: others are the same in other languages. */
        if (xml_is(child, "subject") && xml_child(child, "name"))
            xml_add(article, ARTICLE_KEYWORD, xml_child(child, "name"));
    }
}

static void append_descriptions(GString *text, const xmlNode *meta)
{
    for (const xmlNode *child = meta ? meta->children : NULL; child; child = child->next) {
        g_autoptr(GString) description = g_string_new(NULL);
        if (xml_is(child, "description"))
            xml_append_flow(description, child);
        append_paragraph(text, description->str);
    }
}

gboolean xml_g2_take(xmlNode *root, G_GNUC_UNUSED GHashTable *unused, Article *article)
{
    const xmlNode *item = xml_child(root, "itemMeta"), *meta = xml_child(root, "contentMeta");
    g_autoptr(GString) text = g_string_new(NULL);
    xml_add_first(article, ARTICLE_TITLE, xml_child(meta, "headline"));
    xml_add_first(article, ARTICLE_TITLE, xml_child(item, "title"));
    xml_set_date_of(article, xml_child(meta, "contentCreated"));
    xml_set_date_of(article, xml_child(item, "firstCreated"));
    xml_set_date_of(article, xml_child(item, "versionCreated"));
    add_first_attribute(article, ARTICLE_ID, root, "guid");
    take_g2_people(meta, article);
    add_first_g2_name(article, ARTICLE_SOURCE, xml_child(meta, "infoSource"));
    add_first_g2_name(article, ARTICLE_SOURCE, xml_child(item, "provider"));
    add_first_attribute(article, ARTICLE_LANGUAGE, xml_child(meta, "language"), "tag");
    take_g2_keywords(meta, article);
    const xmlNode *set = xml_child(root, "contentSet");
    for (xmlNode *content = set ? set->children : NULL; content; content = content->next)
        if (xml_is(content, "inlineXML") || xml_is(content, "inlineData"))
            append_carried(text, content, article);
    if (text->len == 0)
        append_descriptions(text, meta);
    add_first_attribute(article, ARTICLE_LANGUAGE, root, "lang");
    put_dateline(text, xml_child(meta, "dateline"));
    add_string(article, ARTICLE_TEXT, text);
    return TRUE;
}
