#include <string.h>

#include "console/hyperlink.h"
#include "search/columns.h"
#include "search/output-private.h"
#include "search/show-date.h"
#include "search/wrap.h"
#include "stemmer/stemmer.h"

/* Lines longer than this are hard to read; shorter terminals are filled. */
#define WIDEST 100
#define NARROWEST 20
/* Of a snippet where there is no terminal: the same in all formats. */
#define UNWRAPPED 220
/* So many digits of an id are shown: `dateline show` takes any beginning that tells it from others.
 */
#define ID_DIGITS 8

#define NEXT_PART " \xC2\xB7 " /* · */
#define NEXT_PART_COLUMNS 3
#define ELLIPSIS "\xE2\x80\xA6"

static guint digits(guint number)
{
    return number < 10 ? 1 : 1 + digits(number / 10);
}

/* Below the title everything is indented by the width of a rank: `12. `. */
static guint indent_of(const Output *output)
{
    return digits(output->last_rank) + 2;
}

/* Of a whole line; 0: lines are not wrapped. */
static guint line_width(const Output *output)
{
    guint width = output->style.display.width;
    return width ? MAX(CLAMP(width, NARROWEST, WIDEST), indent_of(output) + NARROWEST / 2) : 0;
}

gsize output_snippet_columns(const Output *output)
{
    /* Wrapping at words leaves some of each line empty. */
    guint width = line_width(output);
    return width ? 3 * (width - indent_of(output)) - 12 : UNWRAPPED;
}

static void color_on(const Output *output, PalettePart part)
{
    if (output->style.display.color)
        palette_on(&output->style.display.palette, part, output->out);
}

static void color_off(const Output *output, PalettePart part)
{
    if (output->style.display.color)
        palette_off(&output->style.display.palette, part, output->out);
}

/* Writes text, indented, from so many columns behind the indent on. */
static void write_text_at(Output *output, guint column, const GString *text, const GArray *ranges,
                          PalettePart part)
{
    WrapStyle wrap = {.width = line_width(output),
                      .first_column = indent_of(output) + column,
                      .indent = indent_of(output),
                      .palette = display_palette(&output->style.display),
                      .part = part};
    wrap_text(&wrap, text, ranges, output->out);
}

static void write_text(Output *output, const GString *text, const GArray *ranges, PalettePart part)
{
    write_text_at(output, 0, text, ranges, part);
}

static void indent(const Output *output)
{
    g_string_append_printf(output->out, "%*s", (int)indent_of(output), "");
}

/* ---- the line between title and snippet -------------------------------------------------- */

static gboolean is_shown(const Output *output, OutputField field)
{
    for (guint i = 0; i < output->fields->len; i++)
        if (output_field_at(output->fields, i) == field)
            return TRUE;
    return FALSE;
}

static void append_part(const Output *output, OutputField field, const Hit *hit, GString *line)
{
    GString *value = output->scratch;
    g_string_truncate(value, 0);
    output_field_append(field, hit, &output->question, value);
    if (field == OUTPUT_FIELD_ID)
        g_string_truncate(value, MIN(value->len, ID_DIGITS));
    if (value->len == 0)
        return;
    if (line->len)
        g_string_append(line, NEXT_PART);
    if (field == OUTPUT_FIELD_DATE)
        show_date(line, value->str);
    else
        printable_append(line, value->str, value->len, TRUE);
}

/* Cuts text, wider than that, to so many columns. */
static void shorten(GString *text, gsize columns)
{
    const char *end = text->str;
    for (gsize used = 1; used + columns_of_character(g_utf8_get_char(end)) <= columns;
         end = g_utf8_next_char(end))
        used += columns_of_character(g_utf8_get_char(end));
    g_string_truncate(text, (gsize)(end - text->str));
    g_string_append(text, ELLIPSIS);
}

/* Behind so many columns of the line, or on one of its own if it has no room there. It is whole
 * where nothing else leads to it; what a link leads to may be cut to the line. */
static void append_url(Output *output, const Hit *hit, gsize column)
{
    const GString *url = hit->field[HIT_URL];
    g_autoptr(GString) shown = g_string_new(NULL);
    printable_append(shown, url->str, url->len, TRUE);
    gsize room = line_width(output) ? line_width(output) - indent_of(output) : G_MAXSIZE;
    gsize columns = columns_of_text(shown->str, shown->len);
    if (column > 0 && column + NEXT_PART_COLUMNS + columns <= room) {
        color_on(output, PALETTE_ORIGIN);
        g_string_append(output->out, NEXT_PART);
        color_off(output, PALETTE_ORIGIN);
    } else if (column > 0) {
        g_string_append_c(output->out, '\n');
        indent(output);
    }
    gboolean linked = output->style.display.links && hyperlink_begin(output->out, url->str);
    if (linked && columns > room)
        shorten(shown, room);
    color_on(output, PALETTE_URL);
    g_string_append_len(output->out, shown->str, (gssize)shown->len);
    color_off(output, PALETTE_URL);
    if (linked)
        hyperlink_end(output->out);
}

/* source · date · id · address. FALSE if there is nothing to say. */
static gboolean write_origin(Output *output, const Hit *hit)
{
    g_autoptr(GString) line = g_string_new(NULL);
    for (guint i = 0; i < output->fields->len; i++) {
        OutputField field = output_field_at(output->fields, i);
        if (field != OUTPUT_FIELD_RANK && field != OUTPUT_FIELD_TITLE &&
            field != OUTPUT_FIELD_SNIPPET && field != OUTPUT_FIELD_URL)
            append_part(output, field, hit, line);
    }
    if (line->len)
        write_text(output, line, NULL, PALETTE_ORIGIN);
    gboolean url = hit->field[HIT_URL]->len && is_shown(output, OUTPUT_FIELD_URL);
    if (url)
        append_url(output, hit, columns_of_text(line->str, line->len));
    return url || line->len;
}

/* ---- one hit ----------------------------------------------------------------------------- */

/* The next line of the hit. */
static void begin_line(Output *output)
{
    g_string_append_c(output->out, '\n');
    indent(output);
}

static void write_title(Output *output, const Hit *hit)
{
    if (hit->heading->text->len)
        write_text(output, hit->heading->text, hit->heading->ranges, PALETTE_TITLE);
    else
        g_string_append(output->out, "(no text)");
}

/* Of several fragments each is on lines of its own, and an ellipsis before it parts it from the one
 * before. */
static void write_fragment(Output *output, const Snippet *snippet, guint number)
{
    const SnippetFragment *fragment = &g_array_index(snippet->fragments, SnippetFragment, number);
    g_autoptr(GString) text = g_string_new_len(snippet->text->str + fragment->start,
                                               (gssize)(fragment->end - fragment->start));
    g_autoptr(GArray) ranges = g_array_new(FALSE, FALSE, sizeof(SnippetRange));
    for (guint i = 0; i < snippet->ranges->len; i++) {
        SnippetRange range = g_array_index(snippet->ranges, SnippetRange, i);
        if (range.start < fragment->start || range.end > fragment->end)
            continue;
        range.start -= fragment->start;
        range.end -= fragment->start;
        g_array_append_val(ranges, range);
    }
    gboolean parted = number > 0 && !g_str_has_prefix(text->str, ELLIPSIS);
    if (parted)
        g_string_append(output->out, ELLIPSIS " ");
    write_text_at(output, parted ? 2 : 0, text, ranges, PALETTE_PARTS);
}

static void write_snippet(Output *output, const Snippet *snippet)
{
    for (guint i = 0; i < snippet->fragments->len; i++) {
        if (i > 0)
            begin_line(output);
        write_fragment(output, snippet, i);
    }
}

static void text_hit(Output *output, const Hit *hit)
{
    GString *out = output->out;
    if (hit->rank > output->first_rank)
        g_string_append_c(out, '\n');
    color_on(output, PALETTE_RANK);
    g_string_append_printf(out, "%*u.", (int)digits(output->last_rank), hit->rank);
    color_off(output, PALETTE_RANK);
    g_string_append_c(out, ' ');
    gsize start = out->len;
    if (is_shown(output, OUTPUT_FIELD_TITLE)) {
        write_title(output, hit);
        begin_line(output);
    }
    gsize before = out->len;
    gboolean origin = write_origin(output, hit);
    if (is_shown(output, OUTPUT_FIELD_SNIPPET) && hit->snippet->text->len) {
        if (origin)
            begin_line(output);
        write_snippet(output, hit->snippet);
    } else if (!origin && before > start) {
        g_string_truncate(out, before - indent_of(output) - 1);
    }
    /* Where there is nothing to show. */
    if (out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
    g_string_append_c(out, '\n');
}

static void text_query(Output *output)
{
    if (!output->style.batch)
        return;
    g_string_append(output->out, "# ");
    if (output->question.topic) {
        printable_append(output->out, output->question.topic, strlen(output->question.topic), TRUE);
        g_string_append(output->out, ": ");
    }
    printable_append(output->out, output->question.text, strlen(output->question.text), TRUE);
    g_string_append_c(output->out, '\n');
}

static void text_query_end(Output *output)
{
    if (output->style.batch)
        g_string_append_c(output->out, '\n');
}

static const OutputField text_fields[] = {
    OUTPUT_FIELD_TITLE, OUTPUT_FIELD_SOURCE,  OUTPUT_FIELD_DATE, OUTPUT_FIELD_ID,
    OUTPUT_FIELD_URL,   OUTPUT_FIELD_SNIPPET, OUTPUT_FIELDS,
};

const OutputFormat output_text = {
    .parts = HIT_WITH_HEADING,
    .for_terminal = TRUE,
    .fields = text_fields,
    .query = text_query,
    .hit = text_hit,
    .query_end = text_query_end,
};
