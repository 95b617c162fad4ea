#include "search/snippet-format.h"

#include "search/highlight.h"

/* Appends what stands between two things of a list. */
static void separate(SnippetFormat format, guint i, GString *out)
{
    if (i > 0)
        g_string_append_c(out, format == SNIPPET_FORMAT_JSON ? ',' : ' ');
}

static void open_list(SnippetFormat format, GString *out)
{
    if (format == SNIPPET_FORMAT_JSON)
        g_string_append_c(out, '[');
}

static void close_list(SnippetFormat format, GString *out)
{
    if (format == SNIPPET_FORMAT_JSON)
        g_string_append_c(out, ']');
}

static void append_pair(SnippetFormat format, gsize start, gsize end, GString *out)
{
    const char *pattern = format == SNIPPET_FORMAT_JSON ? "[%" G_GSIZE_FORMAT ",%" G_GSIZE_FORMAT
                                                          "]"
                                                        : "%" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT;
    g_string_append_printf(out, pattern, start, end);
}

/* The same in bytes and characters, as members of an object. */
static void append_both(const Snippet *snippet, gsize start, gsize end, GString *out)
{
    const char *text = snippet->text->str;
    gsize characters = (gsize)g_utf8_pointer_to_offset(text, text + start);
    gsize more = (gsize)g_utf8_pointer_to_offset(text + start, text + end);
    g_string_append(out, "\"bytes\":");
    append_pair(SNIPPET_FORMAT_JSON, start, end, out);
    g_string_append(out, ",\"chars\":");
    append_pair(SNIPPET_FORMAT_JSON, characters, characters + more, out);
}

void snippet_format_highlights(const Snippet *snippet, SnippetFormat format, GString *out)
{
    open_list(format, out);
    for (guint i = 0; i < snippet->ranges->len; i++) {
        const SnippetRange *range = &g_array_index(snippet->ranges, SnippetRange, i);
        separate(format, i, out);
        append_pair(format, range->start, range->end, out);
    }
    close_list(format, out);
}

void snippet_format_marks(const Snippet *snippet, SnippetFormat format, GString *out)
{
    open_list(format, out);
    for (guint i = 0; i < snippet->marks->len; i++) {
        const Mark *mark = &g_array_index(snippet->marks, Mark, i);
        separate(format, i, out);
        if (format == SNIPPET_FORMAT_TEXT) {
            g_string_append_printf(out, "%u:", mark->clause);
            append_pair(format, mark->start, mark->end, out);
            continue;
        }
        g_string_append_printf(out, "{\"clause\":%u,", mark->clause);
        append_both(snippet, mark->start, mark->end, out);
        g_string_append_c(out, '}');
    }
    close_list(format, out);
}

void snippet_format_fragments(const Snippet *snippet, SnippetFormat format, GString *out)
{
    open_list(format, out);
    for (guint i = 0; i < snippet->fragments->len; i++) {
        const SnippetFragment *fragment = &g_array_index(snippet->fragments, SnippetFragment, i);
        separate(format, i, out);
        if (format == SNIPPET_FORMAT_TEXT) {
            append_pair(format, fragment->start, fragment->end, out);
            g_string_append_c(out, '@');
            append_pair(format, fragment->from, fragment->to, out);
            continue;
        }
        g_string_append_c(out, '{');
        append_both(snippet, fragment->start, fragment->end, out);
        g_string_append(out, ",\"source\":");
        append_pair(format, fragment->from, fragment->to, out);
        g_string_append_c(out, '}');
    }
    close_list(format, out);
}
