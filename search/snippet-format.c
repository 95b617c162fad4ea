#include "search/snippet-format.h"

#include "search/marked-text.h"

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

/* A place of a text, in both ways of counting. */
typedef struct {
    const char *text;
    gsize bytes, characters;
} Cursor;

static gsize characters_at(Cursor *cursor, gsize bytes)
{
    const char *at = cursor->text + cursor->bytes;
    cursor->characters += (gsize)g_utf8_pointer_to_offset(at, cursor->text + bytes);
    cursor->bytes = bytes;
    return cursor->characters;
}

/* The same in bytes and characters, as members of an object. The cursor goes to start. */
static void append_both(Cursor *cursor, gsize start, gsize end, GString *out)
{
    gsize first = characters_at(cursor, start);
    Cursor ahead = *cursor;
    g_string_append(out, "\"bytes\":");
    append_pair(SNIPPET_FORMAT_JSON, start, end, out);
    g_string_append(out, ",\"chars\":");
    append_pair(SNIPPET_FORMAT_JSON, first, characters_at(&ahead, end), out);
}

static void append_ranges(const SnippetRange *ranges, guint count, SnippetFormat format,
                          GString *out)
{
    open_list(format, out);
    for (guint i = 0; i < count; i++) {
        separate(format, i, out);
        append_pair(format, ranges[i].start, ranges[i].end, out);
    }
    close_list(format, out);
}

void snippet_format_highlights(const Snippet *snippet, SnippetFormat format, GString *out)
{
    append_ranges((const SnippetRange *)snippet->ranges->data, snippet->ranges->len, format, out);
}

void snippet_format_highlights_of(const GArray *marks, SnippetFormat format, GString *out)
{
    g_autoptr(GArray) ranges = g_array_new(FALSE, FALSE, sizeof(SnippetRange));
    SnippetRange range;
    for (guint i = 0; marked_text_next_range(marks, &i, &range);)
        g_array_append_val(ranges, range);
    append_ranges((const SnippetRange *)ranges->data, ranges->len, format, out);
}

void snippet_format_marks_of(const char *text, const GArray *marks, SnippetFormat format,
                             GString *out)
{
    Cursor cursor = {text, 0, 0};
    open_list(format, out);
    for (guint i = 0; i < marks->len; i++) {
        const Mark *mark = &g_array_index(marks, Mark, i);
        separate(format, i, out);
        if (format == SNIPPET_FORMAT_TEXT) {
            g_string_append_printf(out, "%u:", mark->clause);
            append_pair(format, mark->start, mark->end, out);
            continue;
        }
        g_string_append_printf(out, "{\"clause\":%u,", mark->clause);
        append_both(&cursor, mark->start, mark->end, out);
        g_string_append_c(out, '}');
    }
    close_list(format, out);
}

void snippet_format_marks(const Snippet *snippet, SnippetFormat format, GString *out)
{
    snippet_format_marks_of(snippet->text->str, snippet->marks, format, out);
}

void snippet_format_fragments(const Snippet *snippet, SnippetFormat format, GString *out)
{
    Cursor cursor = {snippet->text->str, 0, 0};
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
        append_both(&cursor, fragment->start, fragment->end, out);
        g_string_append(out, ",\"source\":");
        append_pair(format, fragment->from, fragment->to, out);
        g_string_append_c(out, '}');
    }
    close_list(format, out);
}
