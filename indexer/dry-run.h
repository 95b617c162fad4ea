/* dry-run: what would be indexed? All articles are read as for an index, but only counted: nothing is written, and
 * no index is needed. Whether an article is known already, or comes twice, is not asked.
 */
#pragma once

#include "indexer/progress.h"
#include "indexer/shard.h"

typedef struct {
    guint threads;
    guint shown; /* articles whose fields are shown, the first ones */
    gboolean folder_section;
    Shard shard;
    const char *collection; /* may be NULL */
    Progress *progress;
    const gint *stop; /* set by a signal */
} DryRunOptions;

/* Reads all of corpus and appends an account of it, for people: at most 80 columns, safe on a terminal. *rejected
 * receives how many were no articles. FALSE and *error if reading failed. */
gboolean dry_run(Corpus *corpus, const DryRunOptions *options, GString *out, guint64 *rejected, GError **error);
