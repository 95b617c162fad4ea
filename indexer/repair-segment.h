/* repair-segment: what can still be read of a damaged segment, in new ones.
 *
 * The documents are read in child processes, so that damage which kills Xapian costs the document that it kills it
 * over; each that is proved right (its content hash, the checksums of its table, or its terms agree) is made anew of
 * its text. The damaged segment is only read.
 */
#pragma once

#include "indexer/segments.h"

typedef struct {
    const char *index;
    const IndexSettings *settings;
    const char *name;   /* of the damaged segment */
    GHashTable *hidden; /* docids that the journal leaves out; NULL: none */
    guint32 *number;    /* of the last segment that there is; goes up with each new one */
    gsize memory;       /* bytes, for a segment in the making */
} RepairSegment;

typedef struct {
    GPtrArray *names; /* char *: of the new segments, checksummed and synced */
    guint64 kept;
    guint64 held;       /* documents that the segment says it has, without those hidden; 0: it can't be opened */
    GPtrArray *lost;    /* char *: what is known of those that can't be read, the first LOST_MAX */
    guint64 lost_count; /* of those that were met */
} RepairedSegment;

/* So many lost articles of a segment are named. */
#define LOST_MAX 1000

void repaired_segment_free(RepairedSegment *repaired);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RepairedSegment, repaired_segment_free)

/* NULL and an error if the new segments can't be written; that nothing can be read is none. */
RepairedSegment *repair_segment(const RepairSegment *options, GError **error);
