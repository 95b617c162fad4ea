#include "search/output-tally.h"

#include <string.h>

#include "console/number.h"
#include "search/bar-chart.h"
#include "search/columns.h"
#include "search/csv-value.h"
#include "search/output-private.h"
#include "stemmer/json-text.h"

/* A longer run of empty periods is one line in the text. */
#define EMPTY_SHOWN 31

/* What text calls the articles without a date; to other formats it is what a query calls them. */
#define UNDATED_TEXT "undated"
#define UNDATED "none"

/* ---- JSON, CSV, TSV ---------------------------------------------------------------------------
 */

static void append_json_text(GString *out, const char *name, const char *value)
{
    g_string_append_printf(out, ",\"%s\":", name);
    if (value)
        json_text_append(out, value, strlen(value));
    else
        g_string_append(out, "null");
}

static void json_row(Output *output, const char *by, const char *label, guint32 count)
{
    GString *out = output->out;
    g_string_append_printf(out, "{\"version\":%d", OUTPUT_JSON_VERSION);
    append_json_text(out, "by", by);
    append_json_text(out, "label", label);
    g_string_append_printf(out, ",\"count\":%u", count);
    if (output->style.batch) {
        append_json_text(out, "query", output->question.text);
        append_json_text(out, "topic", output->question.topic);
    }
    output_append_missing(output->missing, output->out);
    g_string_append(out, "}\n");
}

static char separator_of(const Output *output)
{
    return output->style.format == OUTPUT_TSV ? '\t' : ',';
}

static const char *line_end_of(const Output *output)
{
    return output->style.format == OUTPUT_TSV ? "\n" : "\r\n";
}

static void table_begin(Output *output)
{
    char separator = separator_of(output);
    g_string_append_printf(output->out, "by%clabel%ccount", separator, separator);
    if (output->style.batch)
        g_string_append_printf(output->out, "%cquery%ctopic", separator, separator);
    g_string_append(output->out, line_end_of(output));
}

static void append_value(Output *output, const char *value, gboolean safe)
{
    g_string_assign(output->scratch, value ? value : "");
    csv_value_append(output->out, output->scratch, separator_of(output), safe, FALSE);
}

static void table_row(Output *output, const char *by, const char *label, guint32 count)
{
    char separator = separator_of(output);
    append_value(output, by, FALSE);
    g_string_append_c(output->out, separator);
    append_value(output, label, output->style.csv_safe);
    g_string_append_printf(output->out, "%c%u", separator, count);
    if (output->style.batch) {
        g_string_append_c(output->out, separator);
        append_value(output, output->question.text, output->style.csv_safe);
        g_string_append_c(output->out, separator);
        append_value(output, output->question.topic, output->style.csv_safe);
    }
    g_string_append(output->out, line_end_of(output));
}

/* ---- the formats ------------------------------------------------------------------------------
 */

/* One of several queries is headed as its hits would be. */
static void text_query(Output *output)
{
    if (output_text.query)
        output_text.query(output);
}

static void text_query_end(Output *output)
{
    if (output->style.batch)
        g_string_append_c(output->out, '\n');
}

static const OutputFormat text = {
    .for_terminal = TRUE, .query = text_query, .query_end = text_query_end};
static const OutputFormat json = {.row = json_row};
static const OutputFormat table = {.begin = table_begin, .row = table_row};

const OutputFormat *output_tally_format(OutputFormatName format)
{
    switch (format) {
    case OUTPUT_TEXT:
        return &text;
    case OUTPUT_JSON:
        return &json;
    case OUTPUT_CSV:
    case OUTPUT_TSV:
        return &table;
    default:
        return NULL;
    }
}

gboolean output_tally_knows(OutputFormatName format)
{
    return output_tally_format(format) != NULL;
}

/* ---- facets -----------------------------------------------------------------------------------
 */

/* Several tallies of a query stand apart. */
static void begin_tally(Output *output, const char *by)
{
    if (output->style.tallies < 2 || output->format != &text)
        return;
    const Palette *palette = display_palette(&output->style.display);
    if (output->tally_number++ % output->style.tallies > 0)
        g_string_append_c(output->out, '\n');
    if (palette)
        palette_on(palette, PALETTE_TITLE, output->out);
    g_string_append(output->out, by);
    if (palette)
        palette_off(palette, PALETTE_TITLE, output->out);
    g_string_append_c(output->out, '\n');
}

static BarChart chart_of_facet(const Output *output, const Facet *facet)
{
    guint widest = 0, most = 0;
    g_autoptr(GString) shown = g_string_new(NULL);
    for (guint i = 0; i < facet->rows->len; i++) {
        const FacetRow *row = &g_array_index(facet->rows, FacetRow, i);
        g_string_truncate(shown, 0);
        printable_append(shown, row->label, strlen(row->label), TRUE);
        widest = MAX(widest, (guint)columns_of_text(shown->str, shown->len));
        most = MAX(most, row->count);
    }
    return bar_chart_make(&output->style.display, widest, most);
}

ConsoleAnswer output_facet(Output *output, const Facet *facet, GError **error)
{
    const char *by = facet_names[facet->kind];
    begin_tally(output, by);
    BarChart chart = chart_of_facet(output, facet);
    for (guint i = 0; i < facet->rows->len; i++) {
        const FacetRow *row = &g_array_index(facet->rows, FacetRow, i);
        if (output->format == &text)
            bar_chart_append(&chart, row->label, row->count, output->out);
        else
            output->format->row(output, by, row->label, row->count);
        ConsoleAnswer answer = output_row_end(output, error);
        if (answer != CONSOLE_WRITTEN)
            return answer;
    }
    return CONSOLE_WRITTEN;
}

/* ---- timelines --------------------------------------------------------------------------------
 */

static guint32 count_at(const Timeline *timeline, guint i)
{
    return g_array_index(timeline->counts, guint32, i);
}

static BarChart chart_of_timeline(const Output *output, const Timeline *timeline)
{
    g_autoptr(GString) label = g_string_new(timeline->undated ? UNDATED_TEXT : "");
    guint widest = (guint)label->len, most = timeline->undated;
    g_string_truncate(label, 0);
    if (timeline->counts->len)
        period_append_label(timeline->unit, timeline->first, label);
    for (guint i = 0; i < timeline->counts->len; i++)
        most = MAX(most, count_at(timeline, i));
    return bar_chart_make(&output->style.display, MAX(widest, (guint)label->len), most);
}

/* How many periods from i on are empty, where that is more than are shown one by one; else 0. */
static guint empty_run(const Timeline *timeline, guint i)
{
    guint end = i;
    while (end < timeline->counts->len && count_at(timeline, end) == 0)
        end++;
    return end - i > EMPTY_SHOWN ? end - i : 0;
}

static void append_fold(Output *output, const BarChart *chart, PeriodUnit unit, guint run)
{
    g_autofree char *number = number_grouped(run);
    g_string_append_printf(output->out, "%-*s(%s %ss without any)\n",
                           (int)chart->label_columns + 2 + 2, /* an ellipsis of three bytes */
                           "\xE2\x80\xA6", number, period_unit_names[unit]);
}

static void timeline_row(Output *output, const BarChart *chart, const Timeline *timeline, guint i)
{
    g_autoptr(GString) label = g_string_new(NULL);
    period_append_label(timeline->unit, timeline->first + i, label);
    if (output->format == &text)
        bar_chart_append(chart, label->str, count_at(timeline, i), output->out);
    else
        output->format->row(output, period_unit_names[timeline->unit], label->str,
                            count_at(timeline, i));
}

ConsoleAnswer output_timeline(Output *output, const Timeline *timeline, GError **error)
{
    const char *by = period_unit_names[timeline->unit];
    begin_tally(output, by);
    BarChart chart = chart_of_timeline(output, timeline);
    for (guint i = 0; i < timeline->counts->len;) {
        guint run = output->format == &text ? empty_run(timeline, i) : 0;
        if (run)
            append_fold(output, &chart, timeline->unit, run);
        else
            timeline_row(output, &chart, timeline, i);
        i += MAX(run, 1);
        ConsoleAnswer answer = output_row_end(output, error);
        if (answer != CONSOLE_WRITTEN)
            return answer;
    }
    if (timeline->undated && output->format == &text)
        bar_chart_append(&chart, UNDATED_TEXT, timeline->undated, output->out);
    else if (timeline->undated)
        output->format->row(output, by, UNDATED, timeline->undated);
    return CONSOLE_WRITTEN;
}
