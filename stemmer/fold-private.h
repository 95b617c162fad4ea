/* fold: from a surface form to its lower-case and its folded word. */
#pragma once

#include <glib.h>

/* How the surface form is read. */
typedef enum {
    SURFACE_PLAIN,   /* as it stands */
    SURFACE_JOINED,  /* without its hyphens, dots, commas and spaces: compounds, acronyms, thousands
                      */
    SURFACE_DECIMAL, /* so too, but the last of them is a decimal point */
} SurfaceKind;

/* Sets out to the lower-case word, in NFC, that stems are made from: apostrophes made one,
 * invisible characters left out, compatibility forms (full-width letters, ligatures) made plain.
 * turkish: I is the capital of ı. */
void fold_lower(GString *out, const char *surface, gsize length, SurfaceKind kind,
                gboolean turkish);

/* Sets out to the folded form of a lower-case text. */
void fold_lowered(GString *out, const char *lower, gsize length);

/* Cuts a word at WORD_MAX_CHARACTERS or WORD_MAX_BYTES. */
void fold_cut(GString *word);
