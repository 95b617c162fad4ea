/* reading: with which options was a file read? An index without texts remembers them with each
 * article, so that its text can be read again.
 *
 *     format=jsonl
 *     encoding=koi8-r
 *     map=title=head
 *     warc-url=/news/
 *     max-article=1073741824
 *     section=folder
 */
#pragma once

#include "corpus/corpus.h"

/* The options that tell how a record becomes an article, a line each; NULL for none. Free with
 * g_free(). folder_section: folder_section_fill() is among them. */
char *reading_make(const CorpusOptions *options, gboolean folder_section);

gboolean reading_has_folder_section(const char *reading);

/* Fills options from such lines; what it points to is freed with *lines, a list that g_strfreev()
 * frees. Lines that are not known are passed over. */
void reading_parse(const char *reading, CorpusOptions *options, char ***lines, GPtrArray *maps);
