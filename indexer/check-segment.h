/* check-segment: is one segment what was written, and does it make sense? */
#pragma once

#include "indexer/check-report.h"
#include "xapian-c/layout.h"

typedef struct {
    const char *index;
    const IndexSettings *settings; /* NULL: they can't be read */
    gboolean full;                 /* every document, and all that can be looked at in damaged segments too */
    guint32 sample;                /* of documents, unless it is full */
    gboolean unsettled; /* the journal names it: a writer may be, or have died while it was, deleting from it */
} CheckSegment;

/* Adds what it finds; all that can be damaged is read in child processes. FALSE if it may not be read. */
gboolean check_segment(const CheckSegment *options, const char *name, CheckReport *report, GError **error);

/* A database that is no segment of an index, or a folder with a stub file: by checksums if there are some, and by
 * Xapian's own check. */
gboolean check_foreign(const char *path, CheckReport *report, GError **error);

/* Whether the segment's bytes are what was written, by its checksums: which tables are not. */
typedef struct {
    gboolean known;   /* it has checksums, and they are sound */
    gboolean docdata; /* that table is as it was written */
    gboolean version; /* the version file is */
    gboolean all;     /* everything is */
} SegmentBytes;
SegmentBytes check_segment_bytes(const char *dir);
