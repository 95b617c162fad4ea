/* native-sink-private: what native-sink.c and single-sink.c share. */
#pragma once

#include "indexer/inverter-private.h"
#include "indexer/term-run.h"
#include "xapian-c/glass-segment.h"

typedef struct {
    SegmentSink sink;
    Inverter *inverter;
    GlassSegment *segment;
    TermRuns *runs; /* of single_sink_new(), else NULL */
    guint32 doclen; /* of what is in the runs */
} NativeSink;

/* A sink of the inverter that has all of its functions but memory, end and finish. */
NativeSink *native_sink_open(Inverter *inverter, const char *dir, gboolean positions, GError **error);

/* Sets the metadata that every segment has, the word list among it, which is taken over. */
void native_sink_set_metadata(const NativeSink *self, const char *languages, GBytes *words);
