/* clause-weight: how much does each clause of a query tell? Rare ones tell more than common ones.
 */
#pragma once

#include "search/query.h"
#include "xapian-c/xapian-c.h"

/* Weights of the query's clauses by their number, at least one; to be freed with g_free(). They are
 * inverse document frequencies from the terms' frequencies, which are cheap to ask for: of a phrase
 * its rarest word's, so that no posting list is read. Clauses that look for no words have 0. NULL
 * and an error if the database fails. */
double *clause_weights(XapDatabase *db, const Query *query, GError **error);
