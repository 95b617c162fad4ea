/* batch-crew: who reads the batches of a corpus, and who works on them? The caller's thread reads; with one worker
 * it works, too, else each worker has a thread of its own.
 *
 * Threads: work() and end() of one worker are called by one thread; different workers at the same time. stopped()
 * may be called by any, show() by the caller's.
 */
#pragma once

#include "corpus/corpus.h"

typedef struct {
    Corpus *corpus;
    guint count; /* of workers */
    gpointer data; /* of all of them */
    gpointer (*worker)(gpointer data, guint number);
    void (*work)(gpointer worker, const RecordBatch *batch);
    void (*end)(gpointer worker); /* after the last batch; may be NULL */
    gboolean (*stopped)(gpointer data); /* nothing more is read */
    void (*show)(gpointer data);        /* a little time has passed */
} BatchCrew;

/* FALSE and *error if reading failed; the workers have ended. */
gboolean batch_crew_run(const BatchCrew *crew, GError **error);
