/* glass-metadata: a segment's metadata, kept until they are written in the order of their keys.
 *
 * Threads: as the segment.
 */
#pragma once

#include "xapian-c/glass-table-private.h"

/* A key of the postlist table less the two bytes before it. */
#define GLASS_METADATA_KEY_MAX (GLASS_KEY_MAX - 2)

typedef struct {
    GPtrArray *entries;
    gsize bytes;
} GlassMetadata;

void glass_metadata_init(GlassMetadata *metadata);
void glass_metadata_clear(GlassMetadata *metadata);

/* The last value set for a key counts; an empty one is none. */
void glass_metadata_set(GlassMetadata *metadata, const char *key, const void *value, gsize length,
                        GError **failure);

/* Writes all and gives back the memory. */
void glass_metadata_write(GlassMetadata *metadata, GlassTable *postlist);
