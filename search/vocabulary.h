/* vocabulary: which words does the index have?
 *
 * The word lists of all its segments, read when they are first asked for; where there are none, the
 * terms themselves. Words of a field are always read from the terms. Threads: one at a time.
 */
#pragma once

#include <glib.h>

#include "search/query-tree.h"
#include "xapian-c/xapian-c.h"

typedef struct Vocabulary Vocabulary;

/* db must live as long. */
Vocabulary *vocabulary_new(XapDatabase *db);
void vocabulary_free(Vocabulary *vocabulary);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Vocabulary, vocabulary_free)

typedef struct {
    char *word;
    guint32 frequency; /* articles that it is in, about: one that was replaced may count twice */
    guint distance;    /* of a spelling */
} VocabularyWord;

/* The words of a field (prefix of its terms, "" for title and text) that fit pattern: of a wildcard the
 * most frequent first; of a spelling the nearest first, and of those the most frequent. At most limit
 * of them (0: all); *total receives how many there are. An array of VocabularyWord that frees them. */
GArray *vocabulary_fit(Vocabulary *vocabulary, const char *prefix, const QueryPattern *pattern,
                       guint limit, guint *total, GError **error);

/* The same of the terms themselves: a word list is quicker, but their frequencies are exact, save for
 * articles that still wait for their deletion. */
GArray *vocabulary_fit_terms(Vocabulary *vocabulary, const char *prefix,
                             const QueryPattern *pattern, GError **error);

/* What a word may have been meant for, the likeliest first, at most limit: none for a word of fewer
 * letters than that can be told of, or if the index knows nothing better. frequency: articles that
 * have it. */
GArray *vocabulary_suggest(Vocabulary *vocabulary, const char *word, guint32 frequency, guint limit,
                           GError **error);
