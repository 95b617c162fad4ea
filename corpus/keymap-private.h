/* keymap: which key of a record is which field of an article.
 *
 * The rows are in order of preference: of two keys for one field that both have a value, the
 * earlier row counts. The rows of --map come first. Names are compared without regard to ASCII
 * case; a known one may have spaces or hyphens in place of underscores.
 */
#pragma once

#include "corpus/corpus.h"

/* Stands for the date, which is no ArticleField. */
#define KEYMAP_DATE ARTICLE_FIELDS
#define KEYMAP_MAX_ROWS 192

typedef struct {
    const char *name; /* of a map: as given, perhaps a path with dots */
    guint field;      /* ArticleField or KEYMAP_DATE */
} KeymapRow;

typedef struct Keymap Keymap;

/* G_OPTION_ERROR if one of maps ("field=key", may be NULL) is not of that form. */
Keymap *keymap_new(const char *const *maps, GError **error);
Keymap *keymap_ref(Keymap *map);
void keymap_unref(Keymap *map);

/* Rows 0 to *mapped - 1 are those of --map. */
const KeymapRow *keymap_rows(const Keymap *map, guint *mapped, guint *count);

/* The row of a name, not those of maps; -1 if there is none. */
int keymap_find(const Keymap *map, const char *name, gsize length);

/* Does the article have a value for the field of a row? */
gboolean keymap_has_field(const Article *article, guint field);

/* The first row of a name, those of maps included; -1 if there is none. */
int keymap_find_mapped(const Keymap *map, const char *name, gsize length);
