/* check-index: is an index what its writers left?
 *
 *     g_autoptr(CheckReport) report = check_index("news", &(CheckOptions){.sample = 1000}, &error);
 *     if (report != NULL && report->damages == 0) …sound
 *
 * Looks at the stub, the settings, the journal, the lock, what lies about; of each segment at the checksums of every
 * byte, at Xapian's own check, and at whether the documents are what their stored texts give. Takes no lock and
 * writes nothing; a writer may be at work. No damage can crash or hang it: whatever reads a database does so in a
 * child process. To be called by a process of one thread.
 */
#pragma once

#include "indexer/check-report.h"

typedef struct {
    gboolean full;  /* compare every document, and look into segments whose bytes are wrong */
    guint32 sample; /* else so many documents, spread evenly over the index */
} CheckOptions;

/* NULL and an INDEX_ERROR if there is no index or it may not be read. A database that is Xapian's alone is checked as
 * far as that goes. */
CheckReport *check_index(const char *index, const CheckOptions *options, GError **error);
