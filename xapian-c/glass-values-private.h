/* glass-values: the value streams of a segment, kept encoded in memory until they are written in
 * the order of their keys; and which slots each document uses.
 *
 *     glass_values_set(values, slot, bytes, length);          // … of one document
 *     set = glass_values_end_document(values, docid);         // ascending docids
 *     glass_values_write(values, &postlist);                  // statistics, then chunks
 *     slots = glass_values_slots(values, set, &length);       // for the term list's second entry
 *
 *     statistics: uint frequency, string lower bound, upper bound (nothing if equal)
 *     chunk:      string value, then for each next document uint gap - 1, string value
 *     slots:      for each used slot uint slot - previous - 1, the previous of the first being -1
 *
 * Threads: as the segment.
 */
#pragma once

#include "xapian-c/glass-table-private.h"

typedef struct GlassValues GlassValues;

/* NULL and INDEX_ERROR_MEMORY if memory is refused. failure is where later errors are put. */
GlassValues *glass_values_new(GError **failure);
void glass_values_free(GlassValues *values);
gsize glass_values_memory(const GlassValues *values);

/* Sets a value of the document to come; the last one set for a slot counts. An empty value is none.
 */
void glass_values_set(GlassValues *values, guint32 slot, const void *bytes, gsize length);

/* Files the values that were set under docid. Returns which set of slots it uses; 0: none. */
guint32 glass_values_end_document(GlassValues *values, guint32 docid);

/* Writes everything and gives back the memory, the sets of slots excepted. */
void glass_values_write(GlassValues *values, GlassTable *postlist);

/* The encoded set of slots. Valid until glass_values_free(). */
const guint8 *glass_values_slots(const GlassValues *values, guint32 set, gsize *length);
