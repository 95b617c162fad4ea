/* highlight: where in a text does a query stand?
 *
 * The text goes through the tokenizer that made the index, and each token is held against the
 * leaves of the query: words by their stems, phrases only where the whole phrase stands, words near
 * each other only where they do, each by itself. What a query leaves out (-word) is never marked.
 *
 *     Highlighter *highlighter = highlighter_new(query, analysis);
 *     highlighter_run(highlighter, "english", text, length, marks);
 *
 * Threads: one at a time, together with its analysis.
 */
#pragma once

#include <glib.h>

#include "search/analysis.h"
#include "search/query.h"

typedef struct {
    gsize start, end; /* bytes of the text: a word, or a phrase from its first word to its last */
    guint clause;     /* of the leaf that stands here */
    gboolean
        other_form; /* a word that shares a stem with the one that was asked for, and differs */
} Mark;

typedef struct Highlighter Highlighter;

/* query and analysis must live as long. */
Highlighter *highlighter_new(const Query *query, Analysis *analysis);
void highlighter_free(Highlighter *highlighter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Highlighter, highlighter_free)

/* Sets marks (of Mark) to all places where a leaf stands in text[0..length), valid UTF-8 in the
 * given language (NULL: unknown), in the order of their start. Marks of different clauses may
 * overlap. */
void highlighter_run(Highlighter *highlighter, const char *language, const char *text, gsize length,
                     GArray *marks);

/* The same for a title, in which words that are asked for in titles alone are marked too. */
void highlighter_run_title(Highlighter *highlighter, const char *language, const char *text,
                           gsize length, GArray *marks);
