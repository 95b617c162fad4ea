/* xapian-rebuild: what a merge must come to, made by adding every document of its sources anew. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Adds the documents of the databases in the folders sources, in order, to a new one in dest, and
 * the metadata: of duplicates the first. NULL, or what Xapian said, to be freed with g_free(). */
char *oracle_rebuild(const char *const *sources, gsize count, const char *dest);

/* Makes a database with a spelling table. The same answer. */
char *oracle_spelling(const char *dir);

G_END_DECLS
