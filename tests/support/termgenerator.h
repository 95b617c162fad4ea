/* termgenerator: what Xapian's own tokenizer makes of a text, to compare ours with. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The terms of text[0..length) by TermGenerator with Stem(language) and STEM_SOME, in byte order,
 * one a line: term, wdf and positions, between spaces. Free with g_free(). */
char *termgenerator_list(const char *language, const char *text, gsize length);

G_END_DECLS
