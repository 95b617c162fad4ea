/* xml-tree: one record of an XML file as a tree, and how fields are taken from it.
 *
 * Names are compared without their prefixes, since a record is read by itself, without the elements around it that
 * would say what a prefix stands for; where it matters xml_prefix() tells it as written.
 *
 * Reading is by libxml2, which mends what is broken; no network, no external entity, no entity of the document's own
 * but those of plain text that it declares.
 */
#pragma once

#include <glib.h>
#include <libxml/tree.h>

#include "corpus/format-private.h"
#include "corpus/keymap-private.h"
#include "corpus/markup-text-private.h"

/* The tree of bytes, in which references to entities are resolved by entities (name → text; may be NULL); NULL if
 * nothing can be made of them: then *why (static) says so. *why is set, too, if something was mended. To be freed
 * with xmlFreeDoc(). */
xmlDoc *xml_tree_read(const char *bytes, gsize length, GHashTable *entities, const char **why);

/* The name without its prefix, and the prefix or "". Valid as long as the node. */
const char *xml_name(const xmlNode *node);
char *xml_prefix(const xmlNode *node);
gboolean xml_is(const xmlNode *node, const char *name);

/* The first child of that name; the first descendant. NULL if there is none, or node is NULL. */
xmlNode *xml_child(const xmlNode *node, const char *name);
xmlNode *xml_find(const xmlNode *node, const char *name);
/* The next of that name in document order, within root. */
xmlNode *xml_find_next(const xmlNode *root, const xmlNode *after, const char *name);

/* The node after this one in document order, within root; NULL at the end. */
xmlNode *xml_next(const xmlNode *root, const xmlNode *node);

/* The value of an attribute; NULL if there is none, or node is NULL. Free with g_free(). */
char *xml_attribute(const xmlNode *node, const char *name);

/* What stands before the text of an element. */
MarkupKind xml_kind(const xmlNode *node);

/* Appends all text below node as it flows from element to element. */
void xml_append_flow(GString *to, const xmlNode *node);
/* Appends the text below node, elements ignored. */
void xml_append_content(GString *to, const xmlNode *node);

/* Adds what stands below node to a field, as one value; nothing if node is NULL. */
void xml_add(Article *article, ArticleField field, const xmlNode *node);
/* The same for a field of one value that has none yet. */
void xml_add_first(Article *article, ArticleField field, const xmlNode *node);
void xml_add_first_text(Article *article, ArticleField field, const char *text);
/* Sets the date, if there is none yet and text (may be NULL) is one. */
void xml_set_date(Article *article, const char *text);
void xml_set_date_of(Article *article, const xmlNode *node);
/* Is it an address of the web, rather than an id or a path? */
gboolean xml_is_address(const char *text);
/* A byline: "By Jane Doe". */
void xml_add_byline(Article *article, const xmlNode *node);

/* The texts of a record by kind; root is the record's element. */
gboolean xml_feed_take(xmlNode *root, GHashTable *feed, Article *article);
gboolean xml_nitf_take(xmlNode *root, GHashTable *unused, Article *article);
gboolean xml_newsml_take(xmlNode *root, GHashTable *unused, Article *article);
gboolean xml_g2_take(xmlNode *root, GHashTable *unused, Article *article);

/* A record of plain XML, whose elements or attributes are named as keys of other formats are. */
gboolean xml_record_take(xmlNode *root, const Keymap *keys, Article *article);

/* What a feed says of all its items, from the bytes before the first of them: title, link, language. */
void xml_feed_describe(xmlNode *root, GHashTable *feed);
