/* progress: how far the run is: a bar on a terminal, else a line now and then, on stderr.
 *
 * Threads: progress_count() may be called from several, the rest from one.
 */
#pragma once

#include "corpus/corpus.h"

typedef struct Progress Progress;

/* quiet: say nothing. */
Progress *progress_new(gboolean quiet);
/* Takes the bar off the screen. */
void progress_free(Progress *progress);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Progress, progress_free)

/* Counts articles done. */
void progress_count(Progress *progress, guint articles);

/* Shows the state, if it is time to. Cheap if it is not. */
void progress_show(Progress *progress, Corpus *corpus);

/* Takes the bar off the screen until the next progress_show(), so that something else can be printed. */
void progress_clear(Progress *progress);
