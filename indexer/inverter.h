/* inverter: turns documents into an inverted index in memory, and writes it as a glass segment.
 *
 *     Inverter *inverter = inverter_new();
 *     SegmentSink *sink = native_sink_new(inverter, dir, TRUE, &error);
 *     … documents into the sink, until inverter_memory() reaches the budget …
 *     sink->finish(sink, languages, &error);
 *     sink->free(sink);                      // the inverter is empty again and keeps its memory
 *     inverter_free(inverter);
 *
 * What is held: a form is a word of a lexicon, folded and with its stems (or a boolean term). Each form has
 * one stream of postings in append-only slices, and stems have none of their own: a stem's posting list is the
 * merger of its forms' streams, made when the segment is written. So a token costs one append, however many
 * terms come of it. A forward index (form and wdf, document by document) gives the term lists.
 *
 * The words that tokens point to must stay valid until the sink is freed: lexicons are reset after that.
 */
#pragma once

#include "indexer/sink.h"

typedef struct Inverter Inverter;

Inverter *inverter_new(void);
void inverter_free(Inverter *inverter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Inverter, inverter_free)

/* Bytes in use for the present segment, and what writing it will take on top. */
gsize inverter_memory(const Inverter *inverter);

/* A sink that inverts in inverter and writes glass into the new folder dir. At most one sink of an
 * inverter lives at a time. */
SegmentSink *native_sink_new(Inverter *inverter, const char *dir, gboolean positions, GError **error);

/* The same for a single document, of which more than words_most bytes of words (or of boolean terms) never lie in the
 * inverter at a time: it is for articles of so many different words that they would not fit (rich-article.h). The
 * segment is the same; it takes a little longer to make. */
SegmentSink *single_sink_new(Inverter *inverter, const char *dir, gboolean positions, gsize words_most,
                             GError **error);
