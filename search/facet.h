/* facet: which sources, sections, authors, languages, years or months do the articles that match
 * have, and how many have each?
 *
 * Each row has as many as `source:"LABEL"` (and so on; date:LABEL) beside the query finds.
 */
#pragma once

#include <glib.h>

#include "search/searcher.h"

typedef enum {
    FACET_SOURCE,
    FACET_SECTION,
    FACET_AUTHOR, /* an article of several counts with each */
    FACET_LANGUAGE,
    FACET_YEAR,
    FACET_MONTH,
    FACETS
} FacetKind;

/* source, section, author, lang, year, month; ends in NULL. */
extern const char *const facet_names[FACETS + 1];

/* The kind of that name, or of another name that queries have for its field (language, publisher).
 * FALSE and a G_OPTION_ERROR that names those that there are. */
gboolean facet_find(const char *name, FacetKind *kind, GError **error);

typedef struct {
    char *label; /* as an article has it, valid UTF-8; the language's name */
    guint32 count;
} FacetRow;

typedef struct {
    FacetKind kind;
    GArray *rows;    /* FacetRow: the most frequent first, then by folded name */
    guint distinct;  /* so many there are in all */
    guint32 matches; /* all articles that match */
    guint32 without; /* of these, those that have none */
} Facet;

/* Counts all matches, exactly. limit: of rows; 0: all. zone: as of timeline_count(). */
Facet *facet_count(Searcher *searcher, XapQuery *query, FacetKind kind, guint limit,
                   GTimeZone *zone, GError **error);
void facet_free(Facet *facet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Facet, facet_free)
