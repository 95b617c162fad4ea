/* front-matter: the fields that stand before a Markdown text.
 *
 * Three forms of them are in use: YAML between lines `---` (closed by `---` or `...`; https://yaml.org/spec/1.1),
 * TOML between lines `+++` (https://toml.io), of which strings, bare values and lists of them are read. Broken YAML
 * is read by lines `key: value`, since a title with a colon in it breaks it.
 *
 * Names are looked up in the keymap; of nested ones, as `a.b`, only those of --map count, but for the name of a
 * person (`author: {name: …}`). Bounded: an alias stands for nothing, and what is too deep or too much is left out.
 */
#pragma once

#include "corpus/keymap-private.h"

/* Where the front matter stands in a text; lengths of 0 where there is none. */
typedef struct {
    const char *text; /* between the two lines */
    gsize length;
    gsize behind;     /* offset in the whole text of what follows */
    gboolean toml;
} FrontMatter;

/* whole: these are all bytes. FALSE if the text does not begin with one. */
gboolean front_matter_find(const char *text, gsize length, FrontMatter *found);

/* Its values: for each row of the keymap that occurs, a GPtrArray of strings, at the row's number; else NULL.
 * To be freed with g_ptr_array_unref(). */
GPtrArray *front_matter_read(const FrontMatter *matter, const Keymap *keys);
