/* sentence: where do sentences begin?
 *
 * Told by punctuation, blank lines, capitals and lists of abbreviations, without a model of any
 * language. What a news agency puts before its first sentence (`BAKU, Aug. 8 (Northwire) - `) ends
 * where that begins. Texts are valid UTF-8.
 */
#pragma once

#include <glib.h>

#define SENTENCE_NONE ((gsize)-1)

/* The last start of a sentence in [from, to], both included; SENTENCE_NONE if there is none. */
gsize sentence_start(const char *text, gsize length, gsize from, gsize to);

/* The first one in [from, to]. */
gsize sentence_next(const char *text, gsize length, gsize from, gsize to);
