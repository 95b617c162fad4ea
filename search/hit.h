/* hit: an article that a search found, as the formats of output print it. */
#pragma once

#include <glib.h>

#include "search/highlight.h"
#include "search/searcher.h"
#include "search/snippet.h"

typedef enum {
    HIT_TITLE,
    HIT_DATE,
    HIT_SOURCE,
    HIT_URL,
    HIT_AUTHOR,
    HIT_SECTION,
    HIT_LANGUAGE,
    HIT_PATH,
    HIT_OWN_ID, /* the article's own, as the input had it */
    HIT_FIELDS
} HitField;

/* What takes time to read or to make, and not every format shows. All come with the fields, and a
 * heading with the marks of the title. */
typedef enum {
    HIT_WITH_FIELDS = 1 << 0,
    HIT_WITH_HEADING = 1 << 1,
    HIT_WITH_SNIPPET = 1 << 2,
    HIT_WITH_TITLE_MARKS = 1 << 3
} HitParts;

typedef struct {
    guint rank; /* from 1 */
    double score;
    guint32 docid;
    char id[33];                /* 32 hex digits; empty in a database that is not ours */
    GString *field[HIT_FIELDS]; /* as the index has them; empty: none */
    GArray *title_marks;        /* Mark: of the title */
    Snippet *heading;           /* the title; where there is none, the opening words */
    Snippet *snippet;
    GString *text;              /* valid UTF-8 */
    /* private */
    GArray *marks;
} Hit;

Hit *hit_new(void);
void hit_free(Hit *hit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Hit, hit_free)

/* Refills hit with what Xapian found, but for heading and snippet. */
gboolean hit_read_article(Hit *hit, Searcher *searcher, const XapHit *found, GError **error);

/* Of the article; NULL: unknown. */
const char *hit_language(const Hit *hit);

/* Refills hit with what Xapian found, as much of it as parts (HitParts) says; without any, its id.
 * style: of the snippet. */
gboolean hit_read(Hit *hit, Searcher *searcher, Highlighter *highlighter, const XapHit *found,
                  guint parts, const SnippetStyle *style, GError **error);
