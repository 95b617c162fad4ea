/* html: what a saved page says of its article, and where on it the article stands. */
#pragma once

#include <glib.h>
#include <libxml/tree.h>

#include "corpus/corpus.h"

/* Fills the fields of the article from what the page declares: JSON-LD, Open Graph, <meta>, <time>, <link>, <title>, the
 * first heading. In this order of trust, field by field. The text is set where the data has one. */
void html_meta_take(xmlNode *root, Article *article);

/* Sets the text to the one that stands on the page, without menus, captions, related links, forms, banners and comments;
 * unless the text that is set already is much longer, since some pages show a beginning only. */
void html_main_take(xmlNode *root, Article *article);
