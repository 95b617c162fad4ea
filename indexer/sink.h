/* sink: where documents go: a segment in the making, whichever way it is written.
 *
 * Three kinds write the same documents: native-sink (fast, indexer/inverter), single-sink (the same for one document
 * of more words than fit into memory) and api-sink (Xapian's own writer, the oracle that the others are tested against).
 *
 *     sink->begin(sink);
 *     tokenizer_run(lexicon, title, …, sink->title_token, sink);   // words and stems, twice over
 *     tokenizer_run(lexicon, body, …, sink->body_token, sink);
 *     sink->boolean(sink, "XSOURCEreuters", 14);
 *     sink->value(sink, SLOT_DAY, "20140808", 8);
 *     sink->end(sink, data, data_length, &error);                  // it has docid sink->documents now
 *     …
 *     sink->finish(sink, languages, &error);                       // a complete, synced database
 *     sink->free(sink);
 *
 * Threads: a sink belongs to one thread at a time.
 */
#pragma once

#include <glib.h>

#include "stemmer/stemmer.h"
#include "xapian-c/layout.h"
#include "xapian-c/xapian-c.h"

typedef struct SegmentSink SegmentSink;
struct SegmentSink {
    TokenFunc title_token, body_token; /* their data is the sink */
    void (*begin)(SegmentSink *sink);
    void (*boolean)(SegmentSink *sink, const char *term, gsize length);
    void (*value)(SegmentSink *sink, guint32 slot, const void *value, gsize length);
    gboolean (*end)(SegmentSink *sink, const char *data, gsize length, GError **error);
    /* Bytes held in memory at present, for the budget. */
    gsize (*memory)(const SegmentSink *sink);
    /* languages: names separated by ';', for the segment's metadata. */
    gboolean (*finish)(SegmentSink *sink, const char *languages, GError **error);
    /* A segment that was not finished is never published, and swept by the next writer. */
    void (*free)(SegmentSink *sink);
    /* Of a sink for one document (single_sink_new()), else NULL: takes in what the tokens so far said, after which
     * their words are not needed any more; to be called when these have grown to words_most bytes. Its data is the
     * sink. */
    LexiconFullFunc put_away;
    gsize words_most;
    guint32 documents; /* ended so far: the docid of the last one */
    /* The index's, for the segment's metadata; set by the owner, NULL: none. */
    const char *default_language;
    const IndexRanking *ranking;
};

/* A sink that writes through Xapian's WritableDatabase into the new folder dir. positions: whether
 * words get them. NULL and an INDEX_ERROR on failure. */
SegmentSink *api_sink_new(const char *dir, gboolean positions, GError **error);

/* The same into a writer that is there, which the sink takes over; dir: of its database, NULL if it has none (such a
 * sink is never finished). */
SegmentSink *api_sink_new_into(XapWriter *writer, const char *dir, gboolean positions);

/* Sets the metadata that every segment has, by the sink's own way of setting one. */
typedef void (*MetadataFunc)(const char *key, const char *value, gsize length, gpointer data);
void sink_each_metadata(const SegmentSink *sink, const char *languages, MetadataFunc func, gpointer data);
