/* analysis: the languages of an index, each with its lexicon. Made once for a search: the query and the
 * texts of the results go through the same lexicons. Threads: one at a time. */
#pragma once

#include <glib.h>

#include "stemmer/stemmer.h"

typedef struct Analysis Analysis;

/* names: what the index's settings list. An empty list counts as English. */
Analysis *analysis_new(const char *const *names, gsize count);
void analysis_free(Analysis *analysis);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Analysis, analysis_free)

gsize analysis_count(const Analysis *analysis);
Lexicon *analysis_lexicon(Analysis *analysis, gsize i);

/* The lexicon of an article of this language (a name or code; NULL or one that the index doesn't list:
 * the first). */
Lexicon *analysis_lexicon_for(Analysis *analysis, const char *language);

/* A number that was never given before by this analysis, and is not 0: for tags of words. */
guint32 analysis_stamp(Analysis *analysis);

/* Whether the folded word is a stop word in any of the languages. */
gboolean analysis_is_stopword(const Analysis *analysis, const char *folded);
