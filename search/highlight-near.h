/* highlight-near: which words of a text stand near each other, as NEAR, BEFORE and loose phrases
 * want it? */
#pragma once

#include <glib.h>

/* A word of a text that may be this slot of that sequence. */
typedef struct {
    guint sequence, slot;
    guint32 position;
    gsize start, end;
    gboolean matched; /* set by near_match() */
} NearPlace;

/* Orders by sequence, position, slot. */
void near_sort(GArray *places);

/* Sets matched in the places, of one sequence and in order, that are part of a match: a place for
 * each of the slots, each at a position of its own, none further than `within` from another;
 * in_order: at rising positions. */
void near_match(NearPlace *places, guint count, guint slots, guint within, gboolean in_order);
