/* sentence: where do sentences begin? Told by punctuation, blank lines and capitals, without a
 * model of any language. Texts are valid UTF-8. */
#pragma once

#include <glib.h>

#define SENTENCE_NONE ((gsize)-1)

/* The last start of a sentence in [from, to], both included; SENTENCE_NONE if there is none. */
gsize sentence_start(const char *text, gsize length, gsize from, gsize to);
