#include "corpus/xml-tree-private.h"

#include <libxml/parser.h>
#include <string.h>

#include "corpus/date-private.h"
#include "corpus/markup-cost-private.h"
#include "corpus/markup-text-private.h"

/* ---- names ------------------------------------------------------------------------------------*/

const char *xml_name(const xmlNode *node)
{
    const char *name = (const char *)node->name, *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

char *xml_prefix(const xmlNode *node)
{
    const char *name = (const char *)node->name, *colon = strrchr(name, ':');
    if (colon)
        return g_strndup(name, (gsize)(colon - name));
    return g_strdup(node->ns && node->ns->prefix ? (const char *)node->ns->prefix : "");
}

gboolean xml_is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp(xml_name(node), name) == 0;
}

xmlNode *xml_child(const xmlNode *node, const char *name)
{
    for (xmlNode *child = node ? node->children : NULL; child; child = child->next)
        if (xml_is(child, name))
            return child;
    return NULL;
}

xmlNode *xml_next(const xmlNode *root, const xmlNode *node)
{
    if (node->type == XML_ELEMENT_NODE && node->children)
        return node->children;
    while (node != root && node->next == NULL)
        node = node->parent;
    return node == root ? NULL : node->next;
}

xmlNode *xml_find_next(const xmlNode *root, const xmlNode *after, const char *name)
{
    xmlNode *node = xml_next(root, after);
    while (node && !xml_is(node, name))
        node = xml_next(root, node);
    return node;
}

xmlNode *xml_find(const xmlNode *node, const char *name)
{
    return node ? xml_find_next(node, node, name) : NULL;
}

char *xml_attribute(const xmlNode *node, const char *name)
{
    for (const xmlAttr *attribute = node ? node->properties : NULL; attribute; attribute = attribute->next) {
        const char *colon = strrchr((const char *)attribute->name, ':');
        if (strcmp(colon ? colon + 1 : (const char *)attribute->name, name) != 0)
            continue;
        xmlChar *value = xmlNodeListGetString(node->doc, attribute->children, 1);
        char *copy = g_strdup(value ? (const char *)value : "");
        xmlFree(value);
        return copy;
    }
    return NULL;
}

/* ---- reading ----------------------------------------------------------------------------------*/

/* Room for a name that is declared. */
#define ENTITY_MAX_BYTES 32

/* The length of the reference at p, an ampersand, with its semicolon; 0 if it is none. */
static gsize reference_length(const char *p, const char *end)
{
    gsize length = 1 + (end - p > 1 && p[1] == '#'), most = MIN((gsize)(end - p), ENTITY_MAX_BYTES);
    while (length < most && (g_ascii_isalnum(p[length]) || p[length] == '_' || p[length] == '-'))
        length++;
    return length < most && p[length] == ';' && length > 1 ? length + 1 : 0;
}

static gboolean is_xml_own(const char *p, gsize length)
{
    static const char *const own[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
    for (gsize i = 0; i < G_N_ELEMENTS(own); i++)
        if (strlen(own[i]) == length && memcmp(p, own[i], length) == 0)
            return TRUE;
    return p[1] == '#';
}

static void append_escaped(GString *to, const char *text, gsize length)
{
    g_autofree char *escaped = g_markup_escape_text(text, (gssize)length);
    g_string_append(to, escaped);
}

/* What the reference means: itself, if XML knows it; the text that the document declares; the character of HTML;
 * or an ampersand that should have been escaped. Returns how many bytes it took. */
static gsize put_reference(GString *to, const char *p, const char *end, GHashTable *entities)
{
    gsize length = reference_length(p, end);
    if (length && is_xml_own(p, length)) {
        g_string_append_len(to, p, (gssize)length);
        return length;
    }
    g_autofree char *name = length ? g_strndup(p + 1, length - 2) : NULL;
    const char *declared = name && entities ? g_hash_table_lookup(entities, name) : NULL;
    g_autoptr(GString) resolved = g_string_new(NULL);
    if (declared)
        g_string_append(resolved, declared);
    else
        markup_text_resolve(resolved, p, length);
    if (length && (declared || !(resolved->len == length && *resolved->str == '&'))) {
        append_escaped(to, resolved->str, resolved->len);
        return length;
    }
    g_string_append(to, "&amp;");
    return 1;
}

/* The bytes with what libxml2 would stumble over put right: references that XML does not know, ampersands that
 * are none, control characters. CDATA sections stay. */
static GString *prepare(const char *bytes, gsize length, GHashTable *entities)
{
    GString *to = g_string_sized_new(length + 64);
    const char *p = bytes, *end = bytes + length;
    gboolean literal = FALSE;
    while (p < end) {
        if (!literal && *p == '&') {
            p += put_reference(to, p, end, entities);
            continue;
        }
        if (!literal && *p == '<' && end - p >= 9 && memcmp(p, "<![CDATA[", 9) == 0)
            literal = TRUE;
        else if (literal && *p == ']' && end - p >= 3 && memcmp(p, "]]>", 3) == 0)
            literal = FALSE;
        gboolean control = (guchar)*p < 0x20 && *p != '\n' && *p != '\t' && *p != '\r';
        g_string_append_c(to, control ? ' ' : *p);
        p++;
    }
    return to;
}

xmlDoc *xml_tree_read(const char *bytes, gsize length, GHashTable *entities, const char **why)
{
    *why = NULL;
    if (length > G_MAXINT / 2) {
        *why = "larger than XML may be";
        return NULL;
    }
    if ((*why = markup_cost_reason(bytes, length, FALSE)) != NULL)
        return NULL;
    g_autoptr(GString) prepared = prepare(bytes, length, entities);
    xmlParserCtxt *context = xmlNewParserCtxt();
    xmlDoc *doc = xmlCtxtReadMemory(context, prepared->str, (int)prepared->len, NULL, "UTF-8",
                                    XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR |
                                        XML_PARSE_NOWARNING | XML_PARSE_NOCDATA);
    if (doc && xmlDocGetRootElement(doc) == NULL)
        g_clear_pointer(&doc, xmlFreeDoc);
    if (doc == NULL)
        *why = "broken XML";
    else if (!context->wellFormed)
        *why = "broken XML, read as far as it goes";
    xmlFreeParserCtxt(context);
    return doc;
}

/* ---- text -------------------------------------------------------------------------------------*/

void xml_append_content(GString *to, const xmlNode *node)
{
    for (const xmlNode *at = node; at; at = xml_next(node, at)) {
        if (at->type == XML_TEXT_NODE || at->type == XML_CDATA_SECTION_NODE)
            g_string_append(to, (const char *)at->content);
    }
}

/* Elements that HTML does not have, of NITF and its kin. */
static MarkupKind kind_of_name(const xmlNode *node)
{
    static const char *const paragraphs[] = {"block", "hl1", "hl2", "hedline", "byline", "tagline", "abstract",
                                             "body.content", "body.end", "note", "distributor", "bibliography",
                                             "NewsLineText"};
    const char *name = xml_name(node);
    MarkupKind kind = markup_kind(name, strlen(name));
    for (gsize i = 0; kind == MARKUP_UNKNOWN && i < G_N_ELEMENTS(paragraphs); i++)
        if (strcmp(name, paragraphs[i]) == 0)
            kind = MARKUP_PARAGRAPH;
    return kind == MARKUP_UNKNOWN ? MARKUP_INLINE : kind;
}

MarkupKind xml_kind(const xmlNode *node)
{
    MarkupKind kind = kind_of_name(node);
    /* Nothing stands between it and its neighbour. */
    gboolean touches = node->prev && node->prev->type == XML_ELEMENT_NODE;
    return kind == MARKUP_INLINE && touches ? MARKUP_SPACE : kind;
}

/* Text in it is laid out as it stands. */
static gboolean is_preformatted(const xmlNode *node)
{
    return xml_is(node, "pre");
}

static gboolean is_left_out(const xmlNode *node)
{
    return kind_of_name(node) == MARKUP_LEFT_OUT || xml_is(node, "media") || xml_is(node, "body.head");
}

static void append_flow(MarkupFlow *flow, const xmlNode *node, gboolean collapse)
{
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
            markup_flow_text(flow, (const char *)child->content, strlen((const char *)child->content), collapse);
        } else if (child->type == XML_ELEMENT_NODE && !is_left_out(child)) {
            markup_flow_meet(flow, xml_kind(child));
            append_flow(flow, child, collapse && !is_preformatted(child));
            markup_flow_meet(flow, kind_of_name(child));
        }
    }
}

void xml_append_flow(GString *to, const xmlNode *node)
{
    MarkupFlow flow = {to, to->len, MARKUP_INLINE};
    append_flow(&flow, node, TRUE);
}

/* ---- fields -----------------------------------------------------------------------------------*/

void xml_add(Article *article, ArticleField field, const xmlNode *node)
{
    if (node == NULL)
        return;
    g_autoptr(GString) text = g_string_new(NULL);
    xml_append_flow(text, node);
    if (field == ARTICLE_AUTHOR || field == ARTICLE_KEYWORD)
        article_parser_add_one(article, field, text->str, text->len);
    else
        article_parser_add(article, field, text->str, text->len);
}

void xml_add_first(Article *article, ArticleField field, const xmlNode *node)
{
    if (article->field[field]->len == 0)
        xml_add(article, field, node);
}

void xml_add_first_text(Article *article, ArticleField field, const char *text)
{
    if (text && article->field[field]->len == 0)
        article_parser_add(article, field, text, strlen(text));
}

void xml_set_date(Article *article, const char *text)
{
    ArticleDate date;
    if (text && article->date.precision == DATE_NONE && date_read(text, strlen(text), &date) == DATE_READ)
        article->date = date;
}

void xml_set_date_of(Article *article, const xmlNode *node)
{
    g_autoptr(GString) text = g_string_new(NULL);
    if (node)
        xml_append_content(text, node);
    xml_set_date(article, g_strstrip(text->str));
}

gboolean xml_is_address(const char *text)
{
    return g_str_has_prefix(text, "http://") || g_str_has_prefix(text, "https://");
}

void xml_add_byline(Article *article, const xmlNode *node)
{
    if (node == NULL)
        return;
    g_autoptr(GString) text = g_string_new(NULL);
    xml_append_flow(text, node);
    article_parser_add_byline(article, text->str);
}
