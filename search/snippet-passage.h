/* snippet-passage: which passages of a text show best why it matched?
 *
 * A passage may begin with any sentence that has a mark, or, where a sentence is longer than the
 * room, some words before a mark. What counts is what it would show: the clauses, weighed by their
 * rarity; how many of them stand in one sentence, and how close; whether they are the very forms
 * that were asked for; whether it is early in the text, and a whole sentence.
 */
#pragma once

#include "search/snippet-cut.h"
#include "search/snippet.h"

typedef struct {
    gsize start;
    gsize needed;       /* what it must show ends here */
    gsize needed_start; /* the last mark of that begins here */
} Passage;

typedef struct PassageFinder PassageFinder;

/* marks (of Mark), at least one, in order of start; room: columns of a passage. All must live as
 * long. */
PassageFinder *passage_finder_new(const SnippetSource *source, const GArray *marks, gsize room,
                                  const SnippetStyle *style);
void passage_finder_free(PassageFinder *finder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PassageFinder, passage_finder_free)

/* The best passage that was not given before and whose needed part overlaps none that is taken;
 * FALSE if there is none. */
gboolean passage_finder_next(PassageFinder *finder, Passage *passage);

/* text[start..end) is shown: it is not given again, and its clauses count less from now on. */
void passage_finder_take(PassageFinder *finder, gsize start, gsize end);

/* The nearest ends of what is taken around byte at: 0 and the text's length where nothing is. */
void passage_finder_bounds(const PassageFinder *finder, gsize at, gsize *floor, gsize *ceiling);
