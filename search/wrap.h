/* wrap: text laid out in lines, with highlighted ranges.
 *
 * Lines are broken between words, and inside of one only if it is wider than a line; never inside a
 * cluster of characters. What is wide, what has no width, tabs and line feeds are measured as a
 * terminal shows them.
 */
#pragma once

#include <glib.h>

#include "console/palette.h"

/* Called for each highlighted piece of a line. Where a range is broken over several lines each piece
 * is a call: begun: the range began before; ended: FALSE if it goes on. text is valid during the call. */
typedef void (*WrapRangeFunc)(const char *text, gsize length, gboolean begun, gboolean ended,
                              gpointer data);

typedef struct {
    guint width;            /* columns of a line; 0: they end only where the text has line feeds */
    guint first_column;     /* so much of the first line is taken */
    guint indent;           /* spaces before every other line */
    const Palette *palette; /* NULL: no colours */
    PalettePart part;       /* of the whole text; PALETTE_PARTS: none. Ranges are PALETTE_MATCH. */
    WrapRangeFunc on_range; /* NULL: not wanted */
    gpointer data;
} WrapStyle;

/* Appends text, printable and valid UTF-8. ranges (of SnippetRange, NULL: none) ascend and don't
 * overlap. White space at the ends of lines goes; that at their beginning stays, as far as it leaves
 * room. No line feed is appended at the end. */
void wrap_text(const WrapStyle *style, const GString *text, const GArray *ranges, GString *out);
