/* snippet-repeat: does a passage say the same as one before? Agencies repeat whole sentences in one
 * article, with a word or two changed. */
#pragma once

#include <glib.h>

typedef struct SnippetRepeats SnippetRepeats;

SnippetRepeats *snippet_repeats_new(void);
void snippet_repeats_free(SnippetRepeats *repeats);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SnippetRepeats, snippet_repeats_free)

/* Remembers the passage, unless it shares more than half of the shorter one's text with one that
 * was added before, apart from case, white space and punctuation: then FALSE. */
gboolean snippet_repeats_add(SnippetRepeats *repeats, const char *text, gsize length);
