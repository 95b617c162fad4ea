/* document-dump: the documents of a database, each in full under its identity, whatever segment it lies
 * in and whatever its number is.
 *
 *     char *text = documents_dump(index, NULL, 0);    // the same for any number of threads and segments
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A line for each document of path (an index folder, a glass database or a stub file): its term that begins
 * with Q, its length, its terms with wdf as its term list has them, its terms with wdf and positions as
 * the posting lists and the table of positions have them, its values, its data; in byte order. docids: of
 * those count documents only, as the whole is numbered; NULL: of all. "error: …" if Xapian can't read it.
 * Free with g_free(). */
char *documents_dump(const char *path, const guint32 *docids, gsize count);

G_END_DECLS
