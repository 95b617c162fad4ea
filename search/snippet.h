/* snippet: a passage of an article that shows why it matched.
 *
 * The passage is the one that holds most of the query's clauses, an early one rather than a late
 * one. It begins at the start of a sentence where one is near, and is cut between words, with an
 * ellipsis. White space is collapsed, and what could disturb a terminal is replaced.
 */
#pragma once

#include <glib.h>

/* Bytes of a snippet's text that are to be highlighted; they don't overlap, and ascend. */
typedef struct {
    gsize start, end;
} SnippetRange;

typedef struct {
    GString *text;
    GArray *ranges; /* SnippetRange */
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

/* Fills snippet from text[0..length), valid UTF-8. marks are those of highlighter_run(); without any,
 * or with NULL, it is the opening of the text. */
void snippet_make(Snippet *snippet, const char *text, gsize length, const GArray *marks,
                  const SnippetStyle *style);
