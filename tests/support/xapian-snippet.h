/* xapian-snippet: what Xapian's own MSet::snippet() shows, for comparing with.
 *
 *     XapianSnippets *snippets = xapian_snippets_new();
 *     guint article = xapian_snippets_add(snippets, "english", title, text);
 *     char *shown = xapian_snippets_make(snippets, article, "ferry fire", 220);   // g_free()
 *     xapian_snippets_free(snippets);
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct XapianSnippets XapianSnippets;

XapianSnippets *xapian_snippets_new(void);
void xapian_snippets_free(XapianSnippets *snippets);
guint xapian_snippets_add(XapianSnippets *snippets, const char *language, const char *title,
                          const char *text);

/* At most so many bytes of the article's text, without marks, for the query in the syntax of
 * Xapian's own parser; any of its words will do. */
char *xapian_snippets_make(XapianSnippets *snippets, guint article, const char *query, gsize bytes);

G_END_DECLS
