/* analysis: the languages of an index, each with its lexicon. Made once for a search: the query and
 * the texts of the results go through the same lexicons. Threads: one at a time. */
#pragma once

#include <glib.h>

#include "stemmer/stemmer.h"

typedef struct Analysis Analysis;

/* names: what the index's settings list. An empty list counts as English. The first is
 * the language of articles that declare none. */
Analysis *analysis_new(const char *const *names, gsize count);
void analysis_free(Analysis *analysis);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Analysis, analysis_free)

gsize analysis_count(const Analysis *analysis);
Lexicon *analysis_lexicon(Analysis *analysis, gsize i);

/* The name of the language of lexicon i. Valid as long as the analysis. */
const char *analysis_name(const Analysis *analysis, gsize i);

/* The lexicon of an article of this language (a name or code; NULL or one that the index doesn't
 * list: the first). */
Lexicon *analysis_lexicon_for(Analysis *analysis, const char *language);

/* A number that was never given before by this analysis, and is not 0: for tags of words. */
guint32 analysis_stamp(Analysis *analysis);

/* In which of the languages the folded word is a stop word: bit i for the language of lexicon i, of
 * the first 64. */
guint64 analysis_stopword_in(const Analysis *analysis, const char *folded);
