/* report: what a run says on stderr. */
#pragma once

#include <glib.h>

#include "indexer/fence.h"
#include "indexer/pipeline.h"

/* "dateline: MESSAGE" on stderr, the message made safe to print. */
void report_error(const char *message);
void report_line(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* The line at the end of a run. */
void report_counts(const PipelineCounts *counts, guint64 removed, double seconds, guint64 bytes);

/* What was skipped: the first few, how many more, and where they are listed. what: "skipped", "used in
 * part". */
void report_rejects(Rejects *rejects, const char *what, const char *list_path);

/* Fences the process in, and says how far if it is told to. */
void report_fence(const FenceBounds *bounds, gboolean verbose);

/* Files that hold no articles, by kind, on one line with a hint. */
void report_passed(const Corpus *corpus);
