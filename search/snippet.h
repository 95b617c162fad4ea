/* snippet: passages of an article that show why it matched.
 *
 * The best passage is the one that holds most of the query's clauses, rare ones above all, close
 * together in one sentence, early in the article. It begins with a sentence and ends with one where
 * it can, else it is cut at a word, with an ellipsis. Further ones add other clauses, and neither
 * overlap nor repeat those before. White space is collapsed, and what could disturb a terminal is
 * replaced.
 *
 *     SnippetStyle style = {.fragments = 3, .columns = 160, .weights = weights, .clauses = n};
 *     highlighter_run(highlighter, "english", text, length, marks);
 *     snippet_make(snippet, text, length, marks, &style);
 *
 * Threads: a Snippet belongs to one thread at a time.
 */
#pragma once

#include <glib.h>

/* So many fragments a snippet has at most, however many are wanted. */
#define SNIPPET_MAX_FRAGMENTS 100

/* Bytes of a snippet's text that are to be highlighted; they don't overlap, and ascend. */
typedef struct {
    gsize start, end;
} SnippetRange;

/* A passage. */
typedef struct {
    gsize start, end; /* bytes of the snippet's text, ellipses included */
    gsize from, to;   /* bytes of the article's text that it shows */
} SnippetFragment;

typedef struct {
    GString *text;     /* the fragments, the best first, a line feed between them */
    GArray *ranges;    /* SnippetRange: the marks, those that overlap made one */
    GArray *marks;     /* Mark, in bytes of text: each with its clause, in order of start */
    GArray *fragments; /* SnippetFragment */
} Snippet;

/* What is wanted of a snippet. */
typedef struct {
    guint fragments;       /* passages at most; 0: none, the snippet is empty */
    gsize columns;         /* of each at most */
    const double *weights; /* of each clause: how much it tells (idf); NULL: all the same */
    guint clauses;         /* so many weights */
} SnippetStyle;

Snippet *snippet_new(void);
void snippet_free(Snippet *snippet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Snippet, snippet_free)

/* Fills snippet from text[0..length), valid UTF-8. marks are those of highlighter_run(); without
 * any, or with NULL, it is the opening of the text. Linear in the text. */
void snippet_make(Snippet *snippet, const char *text, gsize length, const GArray *marks,
                  const SnippetStyle *style);
