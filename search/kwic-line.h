/* kwic-line: a place where a query stands, with what stands around it: keyword in context.
 *
 * Contexts are on one line: white space is collapsed, and what could disturb a terminal replaced. They
 * end between words; only in a script without spaces, or in a word that is wider than the context,
 * between clusters of characters.
 */
#pragma once

#include <glib.h>

#include "search/highlight.h"
#include "search/hit.h"

typedef enum {
    KWIC_ID, /* of the article, 32 hex digits; empty in a database that is not ours */
    KWIC_DATE,
    KWIC_SOURCE,
    KWIC_LEFT, /* left and right keep the space at the keyword */
    KWIC_KEYWORD,
    KWIC_RIGHT,
    KWIC_PARTS
} KwicPart;

typedef struct {
    GString *part[KWIC_PARTS];
    gboolean in_title;
    gsize start, end; /* of the keyword: bytes of the title or text */
    guint clause;
} KwicLine;

KwicLine *kwic_line_new(void);
void kwic_line_free(KwicLine *line);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KwicLine, kwic_line_free)

/* Refills line: the mark stands in the title or text of hit. columns: of each context at most. */
void kwic_line_set(KwicLine *line, const Hit *hit, gboolean in_title, const Mark *mark,
                   gsize columns);

/* Where a context ends that begins at the other place and has so many columns at most. */
gsize kwic_context_start(const GString *text, gsize end, gsize columns);
gsize kwic_context_end(const GString *text, gsize start, gsize columns);

/* Appends bytes by which lines are put in order: the words on that side of the keyword (KWIC_LEFT,
 * KWIC_RIGHT), folded, from the keyword outwards, at most ten. They depend on no locale, and not on
 * the columns. */
void kwic_line_append_key(const Hit *hit, gboolean in_title, const Mark *mark, KwicPart side,
                          GString *key);

/* The line as bytes, and back. */
void kwic_line_pack(const KwicLine *line, GString *out);
void kwic_line_unpack(KwicLine *line, const char *packed);
