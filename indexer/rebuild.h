/* rebuild: all articles of an index once more, through today's tokenizer and layout of documents,
 * in segments that take the place of the old ones at the end. */
#pragma once

#include "indexer/segments.h"

typedef struct {
    gboolean positions, text; /* what the new segments have */
    gsize memory;             /* bytes, for a segment in the making */
    gboolean api_writer;      /* write through Xapian instead of natively */
    gboolean lossy;           /* articles whose text can't be read again are rebuilt without it */
    const gint *stop;         /* set by a signal handler: give up */
} RebuildOptions;

typedef struct {
    guint64 articles;
    guint64 gone, changed; /* texts that the index does not store, and that their sources have no
                              more, or not as they were */
} RebuildCounts;

/* Rebuilds the index. On failure, or if texts are gone and losing them was not allowed
 * (INDEX_ERROR_NOT_FOUND), or if it was stopped, it is as it was. */
gboolean rebuild_run(IndexFolder *folder, const RebuildOptions *options, RebuildCounts *counts,
                     GError **error);
