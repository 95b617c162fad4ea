/* query-forms: what a word or phrase of a query looks for. It goes through the tokenizer that the
 * articles went through, so that whatever that makes of it stands in the index in the same form.
 *
 * A phrase: its words as written (folded, not stemmed), one after the other.
 * A word: any inflection, that is any word with the same stem in one of the index's languages, with
 * or without a possessive 's. Where the tokenizer makes several words of it (user@example.org),
 * they must stand side by side, as written. A hyphenated compound is its parts side by side, or the
 * joined form. An elided article (l' of l'eau) is left out, since the next word stands in most
 * texts without it. With `exact`, the word as it stands; with `fuzzy`, what is spelt like it.
 *
 * A * at a letter stands for any letters, a ? before a letter or another such sign for one. The
 * tokenizer sees a letter in their place, so that it cuts `"the cease-fi* held"` as it cuts any text.
 */
#pragma once

#include <glib.h>

#include "search/analysis.h"
#include "search/query-tree.h"

/* Fills the alternatives of a leaf from its written text: none if there is no word in that. Elided
 * articles that were left out are appended to left_out (char *). NULL if that went well, else what is
 * wrong with it and what to write instead, to be freed with g_free(). */
char *query_forms_fill(QueryNode *leaf, Analysis *analysis, GPtrArray *left_out);

/* Adds to slot what the leaf looks for as one word that has a position: as written, not stemmed, and of
 * a compound the joined form. NULL, or what is wrong. */
char *query_forms_as_slot(const QueryNode *leaf, Analysis *analysis, QuerySlot *slot);

/* text as the tokenizer folds it, its wildcards kept: for values of fields. *wild: whether it has any.
 * Free with g_free(). */
char *query_forms_fold(const char *text, gboolean question_marks, gboolean *wild);
