/* snippet-format: where the marks of a snippet, title or whole text stand, for programs.
 *
 * Places are pairs [start,end), counted in bytes of UTF-8 and in characters (code points) of the
 * text that is marked, and, where a fragment of a snippet stood, in bytes of the article's text.
 *
 *     highlights   JSON [[4,9],[18,24]]                                          text 4-9 18-24
 *     marks        JSON [{"clause":0,"bytes":[4,9],"chars":[4,9]}]               text 0:4-9
 *     fragments    JSON [{"bytes":[0,28],"chars":[0,26],"source":[310,338]}]     text 0-28@310-338
 *
 * highlights are what is to be shown lit: they don't overlap. marks may: each has the number of the
 * query's clause that it serves.
 */
#pragma once

#include "search/highlight.h"
#include "search/snippet.h"

typedef enum { SNIPPET_FORMAT_TEXT, SNIPPET_FORMAT_JSON } SnippetFormat;

void snippet_format_highlights(const Snippet *snippet, SnippetFormat format, GString *out);
void snippet_format_marks(const Snippet *snippet, SnippetFormat format, GString *out);
void snippet_format_fragments(const Snippet *snippet, SnippetFormat format, GString *out);

/* The same of a text with marks of highlighter_run(). */
void snippet_format_highlights_of(const GArray *marks, SnippetFormat format, GString *out);
void snippet_format_marks_of(const char *text, const GArray *marks, SnippetFormat format,
                             GString *out);
