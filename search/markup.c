#include "search/markup.h"

#include <string.h>

#include "console/hyperlink.h"
#include "stemmer/stemmer.h"

#define REPLACEMENT "\xEF\xBF\xBD"

/* ---- HTML -------------------------------------------------------------------------------- */

/* Noncharacters are all that printable text may hold and XML may not (XML 1.0, 2.2). */
static gboolean is_xml_character(gunichar c)
{
    return (c & 0xFFFE) != 0xFFFE && !(c >= 0xFDD0 && c <= 0xFDEF);
}

static void append_html(GString *out, const char *text, gsize length)
{
    for (const char *p = text, *next; p < text + length; p = next) {
        next = g_utf8_next_char(p);
        switch (*p) {
        case '&':
            g_string_append(out, "&amp;");
            break;
        case '<':
            g_string_append(out, "&lt;");
            break;
        case '>':
            g_string_append(out, "&gt;");
            break;
        case '"':
            g_string_append(out, "&quot;");
            break;
        case '\'':
            g_string_append(out, "&#39;");
            break;
        default:
            if (is_xml_character(g_utf8_get_char(p)))
                g_string_append_len(out, p, next - p);
            else
                g_string_append(out, REPLACEMENT);
        }
    }
}

/* ---- Markdown ---------------------------------------------------------------------------- */

/* What begins a heading, a list or a quotation at the start of a line. A number does with the dot
 * or bracket behind it; its length is then *digits. */
static gboolean begins_block(const char *text, gsize length, gsize *digits)
{
    *digits = 0;
    while (*digits < length && g_ascii_isdigit(text[*digits]))
        (*digits)++;
    if (*digits > 0)
        return *digits < length && (text[*digits] == '.' || text[*digits] == ')');
    return length > 0 && strchr("#+-=>~:", *text) != NULL;
}

static void append_markdown(GString *out, const char *text, gsize length, gboolean at_start)
{
    gsize digits = 0;
    gsize special = at_start && begins_block(text, length, &digits) ? digits : G_MAXSIZE;
    for (gsize i = 0; i < length; i++) {
        if (i == special || strchr("\\`*_[]<>&|~$!#", text[i]))
            g_string_append_c(out, '\\');
        g_string_append_c(out, text[i]);
    }
}

/* ---- both -------------------------------------------------------------------------------- */

void markup_append(GString *out, Markup markup, const char *text, gsize length, gboolean at_start)
{
    g_autoptr(GString) shown = g_string_sized_new(length);
    printable_append(shown, text, length, TRUE);
    if (markup == MARKUP_HTML)
        append_html(out, shown->str, shown->len);
    else
        append_markdown(out, shown->str, shown->len, at_start);
}

/* text[start..end) of the snippet, its highlights from *range on. */
static void append_fragment(GString *out, Markup markup, const Snippet *snippet, gsize start,
                            gsize end, guint *range)
{
    const char *text = snippet->text->str;
    const SnippetRange *ranges = (const SnippetRange *)(gconstpointer)snippet->ranges->data;
    gboolean html = markup == MARKUP_HTML;
    gsize at = start;
    for (guint i = *range; i < snippet->ranges->len && ranges[i].end <= end; i = *range) {
        gsize stop = ranges[i].end;
        /* Those that touch are one: `****` between them would be no markup. */
        for (++*range; *range < snippet->ranges->len && ranges[*range].start == stop; ++*range)
            stop = ranges[*range].end;
        markup_append(out, markup, text + at, ranges[i].start - at, at == start);
        g_string_append(out, html ? "<mark>" : "**");
        markup_append(out, markup, text + ranges[i].start, stop - ranges[i].start, FALSE);
        g_string_append(out, html ? "</mark>" : "**");
        at = stop;
    }
    markup_append(out, markup, text + at, end - at, at == start);
}

void markup_list(GString *out, Markup markup, const GPtrArray *texts)
{
    for (guint i = 0; i < texts->len; i++) {
        const char *text = texts->pdata[i];
        g_string_append(out, i ? ", " : "");
        markup_append(out, markup, text, strlen(text), FALSE);
    }
}

void markup_snippet(GString *out, Markup markup, const Snippet *snippet)
{
    guint range = 0;
    for (guint i = 0; i < snippet->fragments->len; i++) {
        const SnippetFragment *fragment = &g_array_index(snippet->fragments, SnippetFragment, i);
        if (i > 0)
            g_string_append(out, markup == MARKUP_HTML ? "<br/>\n" : "\\\n");
        append_fragment(out, markup, snippet, fragment->start, fragment->end, &range);
    }
}

gboolean markup_address(GString *out, Markup markup, const char *url)
{
    if (!hyperlink_is_web_address(url))
        return FALSE;
    g_autoptr(GString) address = g_string_new(NULL);
    hyperlink_append_address(address, url);
    if (markup == MARKUP_HTML) {
        append_html(out, address->str, address->len);
        return TRUE;
    }
    for (const char *p = address->str; *p; p++) {
        if (strchr("<>\\", *p))
            g_string_append_printf(out, "%%%02X", (guchar)*p);
        else
            g_string_append_c(out, *p);
    }
    return TRUE;
}
