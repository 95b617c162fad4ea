/* xapian-check: is a database sound, is a document what it should be?
 *
 * Damage can kill or hang whatever reads it: let a child process run these where there may be some.
 *
 * Errors are of INDEX_ERROR. Threads: as xapian-c.h says.
 */
#pragma once

#include "xapian-c/xapian-c.h"

G_BEGIN_DECLS

/* Xapian's own check of all tables of a database, or of those that a stub names. *complaints, to be freed with
 * g_free(), receives what it says about those that are damaged; NULL: none is. */
gboolean xap_check(const char *path, char **complaints, GError **error);

/* A writer without a database: xap_document_end() adds its document nowhere, and xap_document_compare() says in
 * what the document docid of db differs from it, terms, positions, postings, values and data: *difference, to be
 * freed with g_free(); NULL: in nothing. */
XapWriter *xap_writer_for_comparing(void);
gboolean xap_document_compare(const XapWriter *writer, XapDatabase *db, guint32 docid,
                              char **difference, GError **error);

G_END_DECLS
