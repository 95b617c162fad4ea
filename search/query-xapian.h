/* query-xapian: the tree of a query as Xapian runs it. */
#pragma once

#include <glib.h>

#include "search/query-tree.h"
#include "xapian-c/xapian-c.h"

/* positions: whether the index has them. Without, words that must stand side by side must only
 * stand in the same article; the caller refuses phrases then. title_weight: so much of a word's weight
 * in the title is added to its weight in the whole article; of no use where matches are only counted. */
XapQuery *query_to_xapian(const QueryNode *node, gboolean positions, double title_weight);
