/* source-text: the texts of found articles, where the index stores none: read again from where the
 * articles came from, by dateline-index, which knows how.
 *
 *     SourceTexts *texts = source_texts_new(indexes);
 *     source_texts_fetch(texts, db, hits, 0);          // a page of them, by one child process
 *     source_texts_get(texts, hit->id, hit->text);
 *     source_texts_note(texts);
 */
#pragma once

#include <glib.h>

#include "xapian-c/xapian-c.h"

/* So many hits are fetched at a time. */
#define SOURCE_TEXTS_PAGE 200

typedef struct SourceTexts SourceTexts;

/* indexes: for each place of the database its path if it is an index that stores no texts, else NULL. */
SourceTexts *source_texts_new(const GPtrArray *indexes);
void source_texts_free(SourceTexts *texts);

/* Fetches the texts of a page of hits from first on, in place of those fetched before. What can't
 * be read is noted for source_texts_note(). FALSE only if the database fails. */
gboolean source_texts_fetch(SourceTexts *texts, XapDatabase *db, const XapHits *hits, gsize first,
                            GError **error);

/* Puts the text of the article into text; FALSE, and text stays, if it could not be read. */
gboolean source_texts_get(SourceTexts *texts, const char *id, GString *text);

/* Whether a text could not be read, or has changed, since that was last said. */
gboolean source_texts_missing(const SourceTexts *texts);

/* Says on stderr which texts were gone or had changed, if any, and forgets it. */
void source_texts_note(SourceTexts *texts);
