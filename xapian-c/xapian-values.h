/* xapian-values: value slots, as the indexer needs them: in sortable form, and all of a slot at once.
 *
 * Errors are of INDEX_ERROR. Threads: as xapian-c.h says.
 */
#pragma once

#include "xapian-c/xapian-c.h"

G_BEGIN_DECLS

/* Bytes that xap_sortable() writes at most. */
#define XAP_SORTABLE_BYTES 9

/* number as bytes that sort as numbers do (Xapian's sortable_serialise). Returns how many. */
gsize xap_sortable(double number, char bytes[XAP_SORTABLE_BYTES]);

/* The number that such bytes stand for. */
double xap_unsortable(const char *bytes, gsize length);

/* Calls func for each document that has a value in slot, docids ascending. value is valid during the
 * call. Reads the slot in one sweep: for many values far cheaper than xap_value() for each. If the
 * segments change on the way, INDEX_ERROR_OVERTAKEN: the docids of one sweep are of one state. */
typedef void (*XapValueFunc)(guint32 docid, const char *value, gsize length, gpointer data);
gboolean xap_each_value(XapDatabase *db, guint32 slot, XapValueFunc func, gpointer data,
                        GError **error);

G_END_DECLS
