/* markup: text of articles in HTML and Markdown. Whatever is in it, it stays text. */
#pragma once

#include <glib.h>

#include "search/snippet.h"

typedef enum { MARKUP_HTML, MARKUP_MARKDOWN } Markup;

/* Appends text[0..length) on one line. HTML: for an element or a quoted attribute, well-formed as
 * XML 1.0 too. Markdown: CommonMark (https://spec.commonmark.org), for the inside of a paragraph;
 * at_start: where it begins, so that it can't begin a list or heading. */
void markup_append(GString *out, Markup markup, const char *text, gsize length, gboolean at_start);

/* Appends texts (of char *) with commas between them. */
void markup_list(GString *out, Markup markup, const GPtrArray *texts);

/* Appends a snippet, its highlights as <mark> or **, each fragment on a line. */
void markup_snippet(GString *out, Markup markup, const Snippet *snippet);

/* Appends the address for an attribute, or for the <> of a Markdown link, without quotes or
 * brackets. FALSE and nothing is appended unless it is an http or https address. */
gboolean markup_address(GString *out, Markup markup, const char *url);
