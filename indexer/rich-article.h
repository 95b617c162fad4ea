/* rich-article: does an article have more different words than fit into memory beside others?
 *
 * While it is inverted, a word that is met for the first time takes about 50 times its bytes, whatever the memory
 * that a run is given; of sane articles few words are new, of a file of random letters each one is. An article that
 * is found rich goes into a segment of its own (single_sink_new()).
 */
#pragma once

#include "corpus/corpus.h"

/* What a single_sink_new() of a rich article is given for words at a time. */
#define RICH_ARTICLE_WORDS ((gsize)8 << 20)

/* Bytes of all its fields. */
gsize article_bytes(const Article *article);

/* Whether it is rich. An article of up to 1 MiB never is, and costs nothing to ask about; the words of a larger one are counted,
 * which takes about a fifth of the time that indexing it does. */
gboolean article_is_rich(const Article *article);
