/* xapian-oracle: a database as Xapian itself writes, reads, changes and checks it, for comparing
 * with.
 *
 *     Oracle *oracle = oracle_new(dir);
 *     oracle_begin(oracle);
 *     oracle_add_posting(oracle, "azeri", 5, 2, positions, 2);
 *     oracle_end(oracle, 7);                         // as document 7
 *     oracle_free(oracle);                           // commits
 *     char *text = oracle_dump(dir);                 // all that the API tells; g_free()
 *
 * Each function that can fail returns NULL, or what Xapian said, to be freed with g_free().
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct Oracle Oracle;

Oracle *oracle_new(const char *dir);
void oracle_begin(Oracle *oracle);
void oracle_add_posting(Oracle *oracle, const char *term, gsize length, guint32 wdf,
                        const guint32 *positions, gsize count);
void oracle_add_value(Oracle *oracle, guint32 slot, const void *value, gsize length);
void oracle_set_data(Oracle *oracle, const void *data, gsize length);
void oracle_set_metadata(Oracle *oracle, const char *key, const void *value, gsize length);
void oracle_end(Oracle *oracle, guint32 docid);
char *oracle_free(Oracle *oracle);

/* Statistics, metadata, terms with postings, document lengths, positions, term lists, values with
 * their bounds, data: as text. "error: …" if Xapian can't read it. */
char *oracle_dump(const char *dir);

/* Xapian's own check of every table. */
char *oracle_check(const char *dir);

/* Compacts dir into dest, as xapian-compact does. */
char *oracle_compact(const char *dir, const char *dest);

/* Deletes every third document, replaces every fifth by a changed copy, adds three. */
char *oracle_modify(const char *dir);

G_END_DECLS
