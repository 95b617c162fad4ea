/* merge: which segments are merged after a run, and how?
 *
 *     GArray *chosen = merge_choose(sizes, count, added, merged);   // NULL: nothing to do
 *     merge_run(sources, chosen->len, "news/segments/000012", FALSE, 2, &error);
 *
 * What a query pays grows with the number of segments, what a run pays with the bytes that it
 * merges. Segments over a quarter of the index (three at the most) are left alone. Of the others,
 * the small ones, there may be SEGMENTS_MAX; when there are more, the smallest are merged, and with
 * them each next larger one that is at most twice as large as those before it together. So whatever
 * is merged lands in a segment half as large again at least, and the bytes merged over a series of
 * runs grow with the logarithm of their number. A run that added many segments merges just so many of
 * the smallest, for up to half of the bytes that it added, that the small runs after it find room and
 * leave its segments alone.
 *
 * Threads: no state here.
 */
#pragma once

#include <glib.h>

#include "xapian-c/index-error.h"

typedef struct {
    guint64 bytes;
    guint32 documents;
    guint32 last_docid; /* greater than documents where some were deleted */
} SegmentSize;

/* Docids of several segments opened as one interleave in 32 bits: FALSE if segments of which the
 * largest docid is last_docid are too many for that. */
gboolean merge_docids_fit(guint32 last_docid, gsize segments);

/* Chooses the next segments to be merged: their indexes (gsize), ascending, two at least; NULL if
 * none need be. added: bytes that the run added; merged: bytes that it has merged already. Free
 * with g_array_unref(). */
GArray *merge_choose(const SegmentSize *segments, gsize count, guint64 added, guint64 merged);

/* Merges the databases in the folders sources, oldest first, into a new one in dest, and their word
 * lists and languages with them. smallest: compress anew what is stored, as small as it gets. threads:
 * to share the work, at least 1. */
gboolean merge_run(const char *const *sources, gsize count, const char *dest, gboolean smallest,
                   guint threads, GError **error);
