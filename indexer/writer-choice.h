/* writer-choice: which writer makes the segments of a run? The native one, unless the user wants
 * Xapian's, or the Xapian at hand does not read what the native one writes.
 *
 * Threads: all functions may be called from several.
 */
#pragma once

#include "indexer/inverter.h"
#include "indexer/sink.h"

typedef struct WriterChoice WriterChoice;

/* index: the index's folder. api: the user wants Xapian's writer. */
WriterChoice *writer_choice_new(const char *index, gboolean api);
/* The same with another way to find out, for tests: as glass_probe(). */
typedef gboolean (*WriterProbeFunc)(const char *index, GError **error);
WriterChoice *writer_choice_new_probed(const char *index, gboolean api, WriterProbeFunc probe);
void writer_choice_free(WriterChoice *choice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WriterChoice, writer_choice_free)

/* A sink for a new segment in the folder dir, for a single article that is rich (rich-article.h) if so; inverter is what the native writer works with. The
 * first call of a run settles which writer it is: if it can't be the native one, a line on stderr
 * says why. NULL and an INDEX_ERROR if the segment can't be made. */
SegmentSink *writer_choice_begin(WriterChoice *choice, Inverter *inverter, const char *dir,
                                 gboolean positions, gboolean rich, GError **error);
