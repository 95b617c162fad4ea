/* markup-text: a fragment of HTML as text; and the left-overs of HTML in what should be plain text.
 *
 * Feeds, exports and tables carry texts as HTML, or as text in which some of it was left: tags,
 * references (&nbsp; &#39;), references escaped twice (&amp;quot;), whole paragraphs escaped (&lt;p&gt;).
 * All of these are undone. A tag counts only if HTML has an element of its name, and a reference only if
 * it is one, so that `a < b`, `AT&T` and `<karabakh>` stay as they are.
 *
 * Paragraphs and headings are set off by a blank line; lines, list items and table rows begin a new line.
 * Words of neighbouring elements never stick together (`</td><td>`, `</a><a>`), but a word that a tag
 * stands in is not torn (`<b>B</b>AKU`). Scripts, styles and comments are left out.
 *
 * References: https://html.spec.whatwg.org/multipage/named-characters.html, of which libxml2 knows those of
 * HTML 4; https://html.spec.whatwg.org/multipage/syntax.html. Linear in the length of the text.
 */
#pragma once

#include <glib.h>

/* Could there be markup in the text? FALSE is certain. As fast as memchr(). */
gboolean markup_text_suspected(const char *text, gsize length);

/* Appends the text of a fragment (valid UTF-8; the result is too, but may hold control characters). */
void markup_text_append(GString *to, const char *html, gsize length);

/* Appends a text with its references resolved and nothing else undone. */
void markup_text_resolve(GString *to, const char *text, gsize length);

/* What HTML knows of an element. */
typedef enum {
    MARKUP_UNKNOWN,   /* HTML has no such element */
    MARKUP_INLINE,    /* part of a line, perhaps of a word */
    MARKUP_SPACE,     /* parts words: a table's cell, a picture */
    MARKUP_LINE,      /* begins a line */
    MARKUP_PARAGRAPH, /* set off by blank lines */
    MARKUP_LEFT_OUT   /* with all that is in it */
} MarkupKind;

/* name in any case. */
MarkupKind markup_kind(const char *name, gsize length);

/* Text as it flows from element to element: what must stand between two pieces of it is the strongest of what
 * was met since the first. Begin with {.to = string, .start = string->len}. */
typedef struct {
    GString *to;
    gsize start;        /* of what is appended */
    MarkupKind pending; /* what must stand before the next text */
} MarkupFlow;

/* An element of that kind begins or ends here. */
void markup_flow_meet(MarkupFlow *flow, MarkupKind kind);

/* Appends text. collapse: every run of white space is one space, as in XML and HTML; else it stays. */
void markup_flow_text(MarkupFlow *flow, const char *text, gsize length, gboolean collapse);
