/* snippet-cut: how much of a text fits into so many columns, and where may it be cut? White space
 * counts as one column, however long it is. */
#pragma once

#include <glib.h>

typedef struct {
    const char *text; /* valid UTF-8 */
    gsize length;
} SnippetSource;

gboolean snippet_is_space(const char *p);

/* The character behind the one at byte at; its columns are added to *columns. */
gsize snippet_step(const SnippetSource *source, gsize at, gsize *columns);

gsize snippet_columns(const SnippetSource *source, gsize start, gsize end);

/* The first byte from at on that is no white space. */
gsize snippet_skip_space(const SnippetSource *source, gsize at);

/* The start of the cluster that byte at stands in. */
gsize snippet_cluster(const SnippetSource *source, gsize at);

/* The furthest good cut at most so many columns after start, and not behind limit; limit if that is
 * as near. A cut is good between words; in a script without spaces, or a very long word, between
 * clusters. */
gsize snippet_cut_after(const SnippetSource *source, gsize start, gsize columns, gsize limit);

/* The same backwards: the earliest good cut at most so many columns before end, and not before
 * floor. */
gsize snippet_cut_before(const SnippetSource *source, gsize end, gsize columns, gsize floor);
