#include "search/kwic-output.h"

#include <string.h>

#include "console/console-pager.h"
#include "search/csv-value.h"
#include "search/kwic-layout.h"
#include "search/output.h"
#include "stemmer/json-text.h"

/* So many of the first lines decide how wide the columns are. */
#define LINES_BEFORE_LAYOUT 200

/* Columns of a line where there is no terminal, and of a context where there are no columns. */
#define USUAL_WIDTH 100
#define USUAL_CONTEXT 60

#define WRITE_BYTES (64 * 1024)

struct KwicOutput {
    KwicFormat format;
    const Display *display;
    guint width;
    gboolean wants_pager, csv_safe;
    ConsolePager *pager;
    GString *out;
    gboolean laid_out;
    KwicExtent extent;
    KwicLayout layout;
    GPtrArray *first;   /* KwicLine *: those that wait for the layout */
    GPtrArray *missing; /* char *: names of servers; NULL or empty: none */
};

static void free_line(gpointer line)
{
    kwic_line_free(line);
}

KwicOutput *kwic_output_new(KwicFormat format, const Display *display, guint width, gboolean pager)
{
    KwicOutput *output = g_new0(KwicOutput, 1);
    guint usual = format != KWIC_TEXT ? USUAL_CONTEXT
                  : display->width    ? display->width
                                      : USUAL_WIDTH;
    output->format = format;
    output->display = display;
    output->width = width ? width : usual;
    output->wants_pager = pager && format == KWIC_TEXT;
    output->out = g_string_new(NULL);
    output->first = g_ptr_array_new_with_free_func(free_line);
    if (format == KWIC_CSV)
        g_string_append(output->out, "date,source,id,field,start,end,left,keyword,right\r\n");
    return output;
}

void kwic_output_free(KwicOutput *output)
{
    if (!output)
        return;
    console_pager_finish(output->pager);
    g_string_free(output->out, TRUE);
    g_ptr_array_unref(output->first);
    g_clear_pointer(&output->missing, g_ptr_array_unref);
    g_free(output);
}

void kwic_output_set_csv_safe(KwicOutput *output, gboolean csv_safe)
{
    output->csv_safe = csv_safe;
}

void kwic_output_set_missing(KwicOutput *output, GPtrArray *servers)
{
    g_clear_pointer(&output->missing, g_ptr_array_unref);
    output->missing = servers;
}

gsize kwic_output_context(const KwicOutput *output)
{
    if (output->format != KWIC_TEXT)
        return output->width;
    /* A cell, and what touches the keyword. */
    if (output->laid_out)
        return kwic_layout_context(&output->layout);
    return MAX(output->width, KWIC_NARROWEST) / 2;
}

/* ---- formats -------------------------------------------------------------------------------- */

static const char *field_of(const KwicLine *line)
{
    return line->in_title ? "title" : "text";
}

static void append_csv(const KwicLine *line, gboolean safe, GString *out)
{
    static const KwicPart origin[] = {KWIC_DATE, KWIC_SOURCE, KWIC_ID};
    for (gsize i = 0; i < G_N_ELEMENTS(origin); i++) {
        csv_value_append(out, line->part[origin[i]], ',', safe && origin[i] == KWIC_SOURCE, FALSE);
        g_string_append_c(out, ',');
    }
    g_string_append_printf(out, "%s,%" G_GSIZE_FORMAT ",%" G_GSIZE_FORMAT, field_of(line),
                           line->start, line->end);
    for (int part = KWIC_LEFT; part <= KWIC_RIGHT; part++) {
        g_string_append_c(out, ',');
        csv_value_append(out, line->part[part], ',', safe, FALSE);
    }
    g_string_append(out, "\r\n");
}

static void append_json(const KwicLine *line, const GPtrArray *missing, GString *out)
{
    static const char *const names[KWIC_PARTS] = {"id",   "date",    "source",
                                                  "left", "keyword", "right"};
    g_string_append_printf(out, "{\"version\":%d", KWIC_JSON_VERSION);
    for (int part = 0; part < KWIC_PARTS; part++) {
        const GString *value = line->part[part];
        if (part == KWIC_LEFT)
            g_string_append_printf(out,
                                   ",\"field\":\"%s\",\"start\":%" G_GSIZE_FORMAT
                                   ",\"end\":%" G_GSIZE_FORMAT ",\"clause\":%u",
                                   field_of(line), line->start, line->end, line->clause);
        g_string_append_printf(out, ",\"%s\":", names[part]);
        if (value->len || part >= KWIC_LEFT)
            json_text_append(out, value->str, value->len);
        else
            g_string_append(out, "null");
    }
    output_append_missing(missing, out);
    g_string_append(out, "}\n");
}

static void append_text(KwicOutput *output, const KwicLine *line)
{
    kwic_layout_append(&output->layout, display_palette(output->display), line, output->out);
}

/* ---- text ----------------------------------------------------------------------------------- */

static void lay_out(KwicOutput *output)
{
    output->laid_out = TRUE;
    output->layout = kwic_layout_for(&output->extent, output->width);
    for (guint i = 0; i < output->first->len; i++)
        append_text(output, output->first->pdata[i]);
    g_ptr_array_set_size(output->first, 0);
}

static void add_text(KwicOutput *output, const KwicLine *line)
{
    if (output->laid_out) {
        append_text(output, line);
        return;
    }
    g_autoptr(GString) packed = g_string_new(NULL);
    KwicLine *copy = kwic_line_new();
    kwic_line_pack(line, packed);
    kwic_line_unpack(copy, packed->str);
    g_ptr_array_add(output->first, copy);
    kwic_extent_add(&output->extent, line);
    if (output->first->len == LINES_BEFORE_LAYOUT)
        lay_out(output);
}

/* ---- writing -------------------------------------------------------------------------------- */

ConsoleAnswer kwic_output_flush(KwicOutput *output, GError **error)
{
    if (output->out->len == 0)
        return CONSOLE_WRITTEN;
    if (output->wants_pager) {
        output->wants_pager = FALSE;
        output->pager = console_pager_start(NULL);
    }
    ConsoleAnswer answer = console_write(output->out, error);
    g_string_truncate(output->out, 0);
    return answer;
}

ConsoleAnswer kwic_output_line(KwicOutput *output, const KwicLine *line, GError **error)
{
    switch (output->format) {
    case KWIC_TEXT:
        add_text(output, line);
        break;
    case KWIC_CSV:
        append_csv(line, output->csv_safe, output->out);
        break;
    case KWIC_JSON:
        append_json(line, output->missing, output->out);
        break;
    }
    return output->out->len < WRITE_BYTES ? CONSOLE_WRITTEN : kwic_output_flush(output, error);
}

ConsoleAnswer kwic_output_finish(KwicOutput *output, GError **error)
{
    if (!output->laid_out)
        lay_out(output);
    ConsoleAnswer answer = kwic_output_flush(output, error);
    g_clear_pointer(&output->pager, console_pager_finish);
    return answer;
}
