/* query-forms: what a word or phrase of a query looks for. It goes through the tokenizer that the
 * articles went through, so that whatever that makes of it stands in the index in the same form.
 *
 * A phrase: its words as written (folded, not stemmed), one after the other.
 * A word: any inflection, that is any word with the same stem in one of the index's languages, with
 * or without a possessive 's. Where the tokenizer makes several words of it (user@example.org),
 * they must stand side by side, as written. A hyphenated compound is its parts side by side, or the
 * joined form. An elided article (l' of l'eau) is left out, since the next word stands in most
 * texts without it.
 */
#pragma once

#include <glib.h>

#include "search/analysis.h"
#include "search/query-tree.h"

/* Fills the alternatives of a leaf from its written text: none if there is no word in that. Elided
 * articles that were left out are appended to left_out (char *). FALSE and an INDEX_ERROR_QUERY if
 * it has more than QUERY_MAX_SLOTS words. */
gboolean query_forms_fill(QueryNode *leaf, Analysis *analysis, GPtrArray *left_out, GError **error);
