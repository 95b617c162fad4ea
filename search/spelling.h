/* spelling: how far is one word from another, quickly, for many words?
 *
 * The distance is the number of letters to insert, delete, replace, or exchange with a neighbour
 * (optimal string alignment), computed for all letters of a column at once in the bits of a machine
 * word: H. Hyyrö, A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances (2003).
 */
#pragma once

#include <glib.h>

typedef struct Speller Speller;

/* For the distances from word, valid UTF-8; letters beyond 64 don't count. */
Speller *speller_new(const char *word);
void speller_free(Speller *speller);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Speller, speller_free)

/* Letters of the word. */
guint speller_length(const Speller *speller);

/* The distance of text[0..length), valid UTF-8; limit + 1 if it is greater than limit. */
guint speller_distance(const Speller *speller, const char *text, gsize length, guint limit);

/* Whether text[0..length) fits pattern, in which * stands for any letters and ? for one; both are
 * valid UTF-8. */
gboolean spelling_fits(const char *pattern, const char *text, gsize length);
