#include <string.h>

#include "console/hyperlink.h"
#include "search/columns.h"
#include "search/output-private.h"
#include "search/show-date.h"
#include "stemmer/stemmer.h"

/* Lines longer than this are hard to read; shorter terminals are filled. */
#define WIDEST 100
#define NARROWEST 20
/* Of a snippet where there is no terminal: the same in all formats. */
#define UNWRAPPED 146
/* So many digits of an id are shown: `dateline show` takes any beginning that tells it from others.
 */
#define ID_DIGITS 8

#define NEXT_PART " \xC2\xB7 " /* · */
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

static guint line_width(const Output *output)
{
    guint width = CLAMP(output->style.width, NARROWEST, WIDEST);
    return width - MIN(indent_of(output), width - 10);
}

gsize output_snippet_columns(const Output *output)
{
    /* Wrapping at words leaves some of each line empty. */
    return output->style.width ? 2 * line_width(output) - 8 : UNWRAPPED;
}

static void color_on(const Output *output, PalettePart part, GString *out)
{
    if (output->style.color)
        palette_on(&output->style.palette, part, out);
}

static void color_off(const Output *output, PalettePart part, GString *out)
{
    if (output->style.color)
        palette_off(&output->style.palette, part, out);
}

/* ---- wrapping ------------------------------------------------------------------------------- */

typedef struct {
    const Output *output;
    GString *out;
    PalettePart base; /* the colour around highlights; PALETTE_PARTS: none */
    guint width;      /* of a line; 0: not wrapped */
    guint indent;     /* before each line but the first */
    guint column;
    gboolean lit; /* a highlight is on */
} Wrapper;

static void base_on(const Wrapper *wrapper)
{
    if (wrapper->base != PALETTE_PARTS)
        color_on(wrapper->output, wrapper->base, wrapper->out);
}

static void base_off(const Wrapper *wrapper)
{
    if (wrapper->base != PALETTE_PARTS)
        color_off(wrapper->output, wrapper->base, wrapper->out);
}

static void light(Wrapper *wrapper, gboolean on)
{
    if (wrapper->lit == on)
        return;
    wrapper->lit = on;
    if (on) {
        color_on(wrapper->output, PALETTE_MATCH, wrapper->out);
    } else {
        color_off(wrapper->output, PALETTE_MATCH, wrapper->out);
        base_on(wrapper);
    }
}

static void indent(const Output *output, GString *out)
{
    g_string_append_printf(out, "%*s", (int)indent_of(output), "");
}

static void break_line(Wrapper *wrapper)
{
    gboolean lit = wrapper->lit;
    light(wrapper, FALSE);
    base_off(wrapper);
    g_string_append_c(wrapper->out, '\n');
    indent(wrapper->output, wrapper->out);
    base_on(wrapper);
    light(wrapper, lit);
    wrapper->column = 0;
}

/* The end of what is kept on one line if possible: the next place where it may be cut. */
static gsize next_cut(const GString *text, gsize at)
{
    do
        at = (gsize)(g_utf8_next_char(text->str + at) - text->str);
    while (at < text->len && !columns_between_words(text->str, text->len, at));
    return at;
}

static gboolean in_range(const Snippet *snippet, guint *range, gsize at)
{
    while (*range < snippet->ranges->len &&
           g_array_index(snippet->ranges, SnippetRange, *range).end <= at)
        (*range)++;
    return *range < snippet->ranges->len &&
           g_array_index(snippet->ranges, SnippetRange, *range).start <= at;
}

static void write_run(Wrapper *wrapper, const Snippet *snippet, guint *range, gsize start,
                      gsize end)
{
    const char *text = snippet->text->str;
    for (gsize at = start; at < end;) {
        gsize next = (gsize)(g_utf8_next_char(text + at) - text);
        guint width = columns_of_character(g_utf8_get_char(text + at));
        light(wrapper, in_range(snippet, range, at));
        if (wrapper->width && wrapper->column + width > wrapper->width &&
            columns_between_clusters(text, snippet->text->len, at))
            break_line(wrapper);
        g_string_append_len(wrapper->out, text + at, (gssize)(next - at));
        wrapper->column += width;
        at = next;
    }
}

/* Writes text from column 0 of the indented part of a line on. Returns the column behind it. */
static guint write_snippet(Output *output, const Snippet *snippet, PalettePart base)
{
    Wrapper wrapper = {.output = output,
                       .out = output->out,
                       .base = base,
                       .width = output->style.width ? line_width(output) : 0,
                       .indent = indent_of(output)};
    guint range = 0;
    base_on(&wrapper);
    for (gsize at = 0; at < snippet->text->len;) {
        gsize end = next_cut(snippet->text, at);
        gsize columns = columns_of_text(snippet->text->str + at, end - at);
        gboolean full =
            wrapper.width && wrapper.column > 0 && wrapper.column + columns > wrapper.width;
        /* The space at which a line is broken goes. */
        if (full && snippet->text->str[at] == ' ') {
            light(&wrapper, in_range(snippet, &range, at + 1) && wrapper.lit);
            break_line(&wrapper);
            at++;
            continue;
        }
        if (full)
            break_line(&wrapper);
        write_run(&wrapper, snippet, &range, at, end);
        at = end;
    }
    light(&wrapper, FALSE);
    base_off(&wrapper);
    return wrapper.column;
}

/* ---- the line between title and snippet -------------------------------------------------------
 */

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

/* The address, whole where nothing else leads to it; what a link leads to may be cut to the line.
 */
static void append_url(Output *output, const Hit *hit, guint column)
{
    const GString *url = hit->field[HIT_URL];
    g_autoptr(GString) shown = g_string_new(NULL);
    printable_append(shown, url->str, url->len, TRUE);
    guint width = output->style.width ? line_width(output) : G_MAXUINT;
    gsize columns = columns_of_text(shown->str, shown->len);
    if (column > 0 && column + strlen(" - ") + columns <= width) {
        color_on(output, PALETTE_ORIGIN, output->out);
        g_string_append(output->out, NEXT_PART);
        color_off(output, PALETTE_ORIGIN, output->out);
    } else if (column > 0) {
        g_string_append_c(output->out, '\n');
        indent(output, output->out);
    }
    gboolean linked = output->style.links && hyperlink_begin(output->out, url->str);
    if (linked && columns > width) {
        const char *end = shown->str;
        for (gsize used = 0; used + columns_of_character(g_utf8_get_char(end)) < width;
             end = g_utf8_next_char(end))
            used += columns_of_character(g_utf8_get_char(end));
        g_string_truncate(shown, (gsize)(end - shown->str));
        g_string_append(shown, ELLIPSIS);
    }
    color_on(output, PALETTE_URL, output->out);
    g_string_append_len(output->out, shown->str, (gssize)shown->len);
    color_off(output, PALETTE_URL, output->out);
    if (linked)
        hyperlink_end(output->out);
}

/* source · date · id · address. FALSE if there is nothing to say. */
static gboolean write_origin(Output *output, const Hit *hit)
{
    g_autoptr(Snippet) line = snippet_new();
    for (guint i = 0; i < output->fields->len; i++) {
        OutputField field = output_field_at(output->fields, i);
        if (field != OUTPUT_FIELD_RANK && field != OUTPUT_FIELD_TITLE &&
            field != OUTPUT_FIELD_SNIPPET && field != OUTPUT_FIELD_URL)
            append_part(output, field, hit, line->text);
    }
    guint column = line->text->len ? write_snippet(output, line, PALETTE_ORIGIN) : 0;
    gboolean url = hit->field[HIT_URL]->len && is_shown(output, OUTPUT_FIELD_URL);
    if (url)
        append_url(output, hit, column);
    return url || line->text->len;
}

/* ---- one hit -------------------------------------------------------------------------------- */

static void write_heading(Output *output, const Hit *hit)
{
    gboolean linked = output->style.links && hit->field[HIT_URL]->len &&
                      hyperlink_begin(output->out, hit->field[HIT_URL]->str);
    if (hit->heading->text->len)
        write_snippet(output, hit->heading, PALETTE_TITLE);
    else
        g_string_append(output->out, "(no text)");
    if (linked)
        hyperlink_end(output->out);
}

static void text_hit(Output *output, const Hit *hit)
{
    GString *out = output->out;
    gboolean title = is_shown(output, OUTPUT_FIELD_TITLE);
    gboolean snippet = is_shown(output, OUTPUT_FIELD_SNIPPET) && hit->snippet->text->len;
    if (hit->rank > output->first_rank)
        g_string_append_c(out, '\n');
    color_on(output, PALETTE_RANK, out);
    g_string_append_printf(out, "%*u.", (int)digits(output->last_rank), hit->rank);
    color_off(output, PALETTE_RANK, out);
    g_string_append_c(out, ' ');
    if (title) {
        write_heading(output, hit);
        g_string_append_c(out, '\n');
        indent(output, out);
    }
    if (write_origin(output, hit) && snippet) {
        g_string_append_c(out, '\n');
        indent(output, out);
    }
    if (snippet)
        write_snippet(output, hit->snippet, PALETTE_PARTS);
    while (out->len && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
    if (out->str[out->len - 1] != '\n')
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
