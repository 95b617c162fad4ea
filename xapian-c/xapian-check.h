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

/* ---- reading what may be damaged --------------------------------------------------------------*/

/* The data of a document, whatever else of it can't be read; empty if there are none. Free with g_free(). */
gboolean xap_salvage_data(XapDatabase *db, guint32 docid, char **data, gsize *length, GError **error);
/* A value likewise. */
gboolean xap_salvage_value(XapDatabase *db, guint32 docid, guint32 slot, char **value, gsize *length,
                           GError **error);
/* The first of its terms that begins with prefix, without that; empty if there is none. */
gboolean xap_salvage_term(XapDatabase *db, guint32 docid, const char *prefix, char **term, GError **error);
/* Whether its terms and how often it has each are those of the writer's document. FALSE if that can't be told, too. */
gboolean xap_salvage_agrees(const XapWriter *writer, XapDatabase *db, guint32 docid);

/* The whole of a document as bytes, and as another one of a writer. */
gboolean xap_salvage_pack(XapDatabase *db, guint32 docid, char **bytes, gsize *length, GError **error);
gboolean xap_writer_add_packed(XapWriter *writer, const char *bytes, gsize length, GError **error);

G_END_DECLS
