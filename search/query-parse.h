/* query-parse: from tokens to a tree.
 *
 *     level     item, item AND item, item OR item …, up to a closing bracket or the end
 *     item      near, -near, NOT near, +near
 *     near      operand NEAR/5 operand …, operand BEFORE/5 operand …
 *     operand   word, =word, "phrase", (level), field:operand
 *
 * AND, or nothing, binds before OR; with QUERY_ANY nothing means OR, and a dash or plus concerns all
 * that stands in the same brackets.
 */
#pragma once

#include "search/query.h"

/* Fills query's root, stopwords (elided articles) and wordless; root is NULL if there is no word. */
gboolean query_parse_tokens(Query *query, const GArray *tokens, const QuerySettings *settings,
                            GError **error);
