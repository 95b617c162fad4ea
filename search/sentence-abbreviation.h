/* sentence-abbreviation: does a full stop belong to an abbreviation, rather than end a sentence? */
#pragma once

#include <glib.h>

/* Whether the full stop at byte stop of the text is part of an abbreviation, an initial, an acronym
 * or a German ordinal (14. Februar), with what follows at byte next, behind the space. */
gboolean sentence_is_abbreviation(const char *text, gsize length, gsize stop, gsize next);
