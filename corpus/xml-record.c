/* Records of plain XML: each element, or attribute, is a field, and named as a key of JSON would be. So are the answers
 * and updates of Solr, where the name is an attribute (<str name="title">), and the stories of Reuters (RCV1).
 *
 * References: the response writers and the update format in Solr's reference guide; the DTD of Reuters Corpus, volume 1. */
#include "corpus/xml-tree-private.h"

#include <string.h>

/* How many elements of one name, which are the values of one field. */
#define VALUES_MOST 10000

/* The element of one name, the first of perhaps several. */
typedef struct {
    const xmlNode *node;
    const xmlAttr *attribute; /* of the record, where no element has the name */
} Found;

/* In Solr's XML what an element is called says only its type. */
static char *key_of(const xmlNode *node)
{
    char *name = xml_attribute(node, "name");
    return name ? name : g_strdup(xml_name(node));
}

/* Without its prefix. */
static const char *name_of(const xmlAttr *attribute)
{
    const char *colon = strrchr((const char *)attribute->name, ':');
    return colon ? colon + 1 : (const char *)attribute->name;
}

static void find_fields(const xmlNode *record, const Keymap *keys, Found *found)
{
    for (const xmlNode *child = record->children; child; child = child->next) {
        g_autofree char *key = child->type == XML_ELEMENT_NODE ? key_of(child) : NULL;
        int row = key ? keymap_find_mapped(keys, key, strlen(key)) : -1;
        if (row >= 0 && found[row].node == NULL)
            found[row].node = child;
    }
    for (const xmlAttr *attribute = record->properties; attribute; attribute = attribute->next) {
        const char *name = name_of(attribute);
        int row = keymap_find_mapped(keys, name, strlen(name));
        if (row >= 0 && found[row].node == NULL)
            found[row].attribute = attribute;
    }
}

static void add(Article *article, guint field, const xmlNode *node)
{
    g_autoptr(GString) text = g_string_new(NULL);
    if (field == KEYMAP_DATE) {
        xml_set_date_of(article, node);
        return;
    }
    xml_append_flow(text, node);
    g_strstrip(text->str);
    article_parser_add(article, field, text->str, strlen(text->str));
}

/* Adds the element and all of its name behind it; of a list each value by itself. */
static void add_all(Article *article, guint field, const xmlNode *first)
{
    g_autofree char *key = key_of(first);
    guint values = 0;
    for (const xmlNode *node = first; node && values < VALUES_MOST; node = node->next) {
        g_autofree char *own = node->type == XML_ELEMENT_NODE ? key_of(node) : NULL;
        if (g_strcmp0(own, key) != 0)
            continue;
        values++;
        if (!xml_is(node, "arr"))
            add(article, field, node);
        for (const xmlNode *value = xml_is(node, "arr") ? node->children : NULL; value; value = value->next)
            if (value->type == XML_ELEMENT_NODE)
                add(article, field, value);
    }
}

static void add_attribute(Article *article, guint field, const xmlNode *record, const xmlAttr *attribute)
{
    g_autofree char *value = xml_attribute(record, name_of(attribute));
    if (value && field == KEYMAP_DATE)
        xml_set_date(article, value);
    else if (value)
        article_parser_add(article, field, value, strlen(value));
}

gboolean xml_record_take(xmlNode *root, const Keymap *keys, Article *article)
{
    Found found[KEYMAP_MAX_ROWS] = {0};
    guint mapped, count;
    const KeymapRow *rows = keymap_rows(keys, &mapped, &count);
    find_fields(root, keys, found);
    for (guint i = 0; i < count; i++) {
        if (keymap_has_field(article, rows[i].field))
            continue;
        if (found[i].node)
            add_all(article, rows[i].field, found[i].node);
        else if (found[i].attribute)
            add_attribute(article, rows[i].field, root, found[i].attribute);
    }
    return TRUE;
}
