/* kwic-layout: lines of a concordance in columns.
 *
 *     2014-08-08  Northwire    kept to the tenuous  ceasefire  on Friday. A third
 *     2014-08-09  Kestan Day T       Officials say  cease-fire will hold
 *
 * Date, source, the first digits of the id, a T for titles, left context, keyword, right context. The
 * keywords stand below each other, and so do the words behind them; what touches a keyword, such as
 * punctuation, is not moved away from it; date, source and id are left out where contexts would have too little
 * room. Right-to-left text keeps the same columns, what stands before the keyword on the left: each cell
 * that has any is isolated (Unicode Standard Annex 9, 2.4), so that it moves nothing else.
 */
#pragma once

#include <glib.h>

#include "console/palette.h"
#include "search/kwic-line.h"

/* Columns of each cell, 0 for one that is left out. */
typedef struct {
    guint date, source, id, flag, left, keyword, right;
} KwicLayout;

/* What is known of the lines: the most columns that date, source and keyword take. */
typedef struct {
    guint date, source, keyword;
    gboolean ids;
} KwicExtent;

void kwic_extent_add(KwicExtent *extent, const KwicLine *line);

/* The layout for lines of so many columns, at least KWIC_NARROWEST. */
#define KWIC_NARROWEST 20
KwicLayout kwic_layout_for(const KwicExtent *extent, guint width);

/* So many columns of a context are shown at the most. */
gsize kwic_layout_context(const KwicLayout *layout);

/* Appends the line and a line feed. palette: NULL for no colours. */
void kwic_layout_append(const KwicLayout *layout, const Palette *palette, const KwicLine *line,
                        GString *out);
