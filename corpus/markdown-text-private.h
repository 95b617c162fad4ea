/* markdown-text: what does a text in Markdown say?
 *
 * Headings, emphasis, links, lists, quotations and tables become their words; pictures, link definitions, rulers and
 * the tags of site generators ({% … %}, {{ … }}, {: … }) are left out; code stays as it is. HTML in it is read as
 * markup-text reads it. As in CommonMark (https://spec.commonmark.org) where news have it, with tables and
 * strike-through; but indented lines are no code. Linear in the length of the text.
 */
#pragma once

#include <glib.h>

/* Appends the text. title: receives the first heading of the first level, which is then left out; NULL: all headings
 * are text. */
void markdown_text_append(GString *to, const char *text, gsize length, GString *title);
