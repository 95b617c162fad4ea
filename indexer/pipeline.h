/* pipeline: articles in, published segments out.
 *
 *     reader → bounded queue of record batches → workers (parse, tokenize, invert) → segments → publish
 *
 * With one thread, reading and working take turns; with N, the calling thread reads, and N workers share
 * nothing on the hot path. A worker writes a segment when its share of the memory is full, and at the
 * latest after PIPELINE_PUBLISH_SECONDS of work.
 */
#pragma once

#include "corpus/corpus.h"
#include "indexer/claims.h"
#include "indexer/known.h"
#include "indexer/language-choice.h"
#include "indexer/progress.h"
#include "indexer/rejects.h"
#include "indexer/segments.h"
#include "indexer/shard.h"

#define PIPELINE_PUBLISH_SECONDS 60

typedef struct {
    guint threads;          /* at least 1 */
    gsize memory;           /* bytes for all threads together */
    gboolean api_writer;    /* write through Xapian instead of natively */
    const char *collection; /* or NULL */
    gboolean folder_section; /* folders are sections */
    Shard shard;            /* of which articles are taken */
    const LanguageChoice *language; /* of articles that declare none, or NULL */
    const char *reading;    /* the options of corpus (reading.h), or NULL */
    Progress *progress;
    Rejects *rejects;       /* articles that were not indexed */
    Rejects *notes;         /* what of indexed articles could not be used */
    Claims *claims;
    const gint *stop;       /* set by a signal handler: finish what was begun, and publish it */
} PipelineOptions;

/* Every article read is counted in exactly one of the first six. */
typedef struct {
    guint64 added, replaced, unchanged;
    guint64 rejected;  /* by the reader or parser */
    guint64 repeated;  /* a later article of the same run has the same identity */
    guint64 elsewhere; /* of another shard */
    guint64 unlike;    /* of the replaced: those that share next to nothing with what they replace */
    guint64 dropped;   /* articles indexed without something that could not be used: a date, say */
} PipelineCounts;

/* Reads corpus to its end. On failure what was finished is published all the same. */
gboolean pipeline_run(IndexFolder *folder, Corpus *corpus, const PipelineOptions *options,
                      PipelineCounts *counts, GError **error);
