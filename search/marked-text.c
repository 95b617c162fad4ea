#include "search/marked-text.h"

#include <string.h>

#include "search/highlight.h"
#include "stemmer/stemmer.h"

typedef struct {
    MarkedText *shown;
    const char *text;
    gsize length;
    const LineBreaks *breaks;
} Source;

MarkedText *marked_text_new(void)
{
    MarkedText *shown = g_new0(MarkedText, 1);
    shown->text = g_string_new(NULL);
    shown->ranges = g_array_new(FALSE, FALSE, sizeof(SnippetRange));
    return shown;
}

void marked_text_free(MarkedText *shown)
{
    if (!shown)
        return;
    g_string_free(shown->text, TRUE);
    g_array_unref(shown->ranges);
    g_free(shown);
}

/* Scripts without spaces have none where a line was broken. */
static gboolean needs_space(const Source *source, gsize feed)
{
    const GString *out = source->shown->text;
    if (out->len == 0 || out->str[out->len - 1] == ' ')
        return FALSE;
    return !g_unichar_iswide(g_utf8_get_char(g_utf8_prev_char(out->str + out->len))) ||
           !g_unichar_iswide(g_utf8_get_char(source->text + feed + 1));
}

static void append_break(const Source *source, gsize feed)
{
    GString *out = source->shown->text;
    if (!line_break_fills(source->breaks, source->text, source->length, feed))
        g_string_append_c(out, '\n');
    else if (needs_space(source, feed))
        g_string_append_c(out, ' ');
}

static void append(const Source *source, gsize start, gsize end)
{
    GString *out = source->shown->text;
    if (!source->breaks) {
        printable_append(out, source->text + start, end - start, TRUE);
        return;
    }
    while (start < end) {
        const char *feed = memchr(source->text + start, '\n', end - start);
        gsize stop = feed ? (gsize)(feed - source->text) : end;
        /* A carriage return goes with its line feed. */
        gsize shown = feed && stop > start && feed[-1] == '\r' ? stop - 1 : stop;
        printable_append(out, source->text + start, shown - start, FALSE);
        if (feed)
            append_break(source, stop);
        start = feed ? stop + 1 : stop;
    }
}

gboolean marked_text_next_range(const GArray *marks, guint *at, SnippetRange *range)
{
    if (*at >= marks->len)
        return FALSE;
    const Mark *mark = &g_array_index(marks, Mark, *at);
    *range = (SnippetRange){mark->start, mark->end};
    for ((*at)++; *at < marks->len; (*at)++) {
        mark = &g_array_index(marks, Mark, *at);
        if (mark->start >= range->end)
            break;
        range->end = MAX(range->end, mark->end);
    }
    return TRUE;
}

void marked_text_set(MarkedText *shown, const char *text, gsize length, const GArray *marks,
                     const LineBreaks *breaks)
{
    Source source = {shown, text, length, breaks};
    SnippetRange marked;
    gsize at = 0;
    g_string_truncate(shown->text, 0);
    g_array_set_size(shown->ranges, 0);
    for (guint i = 0; marks && marked_text_next_range(marks, &i, &marked);) {
        append(&source, at, marked.start);
        SnippetRange range = {shown->text->len, 0};
        append(&source, marked.start, marked.end);
        range.end = shown->text->len;
        if (range.end > range.start)
            g_array_append_val(shown->ranges, range);
        at = marked.end;
    }
    append(&source, at, length);
}
