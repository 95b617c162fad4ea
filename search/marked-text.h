/* marked-text: text of an article made safe to show, with its marks carried along.
 *
 *     MarkedText *shown = marked_text_new();
 *     marked_text_set(shown, text, length, marks, &breaks);
 *     wrap_text(&style, shown->text, shown->ranges);
 */
#pragma once

#include <glib.h>

#include "search/line-break.h"
#include "search/snippet.h"

typedef struct {
    GString *text;  /* printable */
    GArray *ranges; /* SnippetRange: bytes of text; they don't overlap, and ascend */
} MarkedText;

MarkedText *marked_text_new(void);
void marked_text_free(MarkedText *shown);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MarkedText, marked_text_free)

/* The next place that marks (of Mark, in order) cover from the mark *at on, those that overlap taken
 * together; *at is then behind them. FALSE if there is none. */
gboolean marked_text_next_range(const GArray *marks, guint *at, SnippetRange *range);

/* Refills shown from text[0..length), valid UTF-8. marks: of highlighter_run(); NULL: none. Marks that
 * overlap are one range. breaks: line breaks that only fill a line become spaces, the others stay;
 * NULL: the text becomes one line. */
void marked_text_set(MarkedText *shown, const char *text, gsize length, const GArray *marks,
                     const LineBreaks *breaks);
