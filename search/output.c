#include "search/output.h"

#include "search/output-private.h"

/* Results are written when so many bytes have come together. */
#define WRITE_BYTES (64 * 1024)

const char *const output_format_names[OUTPUT_TEMPLATE + 1] = {
    [OUTPUT_TEXT] = "text",   [OUTPUT_JSON] = "json", [OUTPUT_CSV] = "csv",
    [OUTPUT_TSV] = "tsv",     [OUTPUT_HTML] = "html", [OUTPUT_MARKDOWN] = "markdown",
    [OUTPUT_TREC] = "trec",   [OUTPUT_IDS] = "ids",   [OUTPUT_PATHS] = "paths",
    [OUTPUT_COUNT] = "count",
};

static const OutputFormat output_count = {0};

static const OutputFormat *const formats[OUTPUT_FORMATS] = {
    [OUTPUT_TEXT] = &output_text,         [OUTPUT_JSON] = &output_json,
    [OUTPUT_CSV] = &output_csv,           [OUTPUT_TSV] = &output_tsv,
    [OUTPUT_HTML] = &output_html,         [OUTPUT_MARKDOWN] = &output_markdown,
    [OUTPUT_TREC] = &output_trec,         [OUTPUT_IDS] = &output_ids,
    [OUTPUT_PATHS] = &output_paths,       [OUTPUT_COUNT] = &output_count,
    [OUTPUT_TEMPLATE] = &output_template,
};

void output_style_clear(OutputStyle *style)
{
    g_clear_pointer(&style->fields, g_array_unref);
    g_clear_pointer(&style->layout, output_template_free);
}

/* What the format shows where nothing else was asked for. */
static GArray *own_fields(const OutputFormat *format, gboolean batch)
{
    static const OutputField of_query[] = {OUTPUT_FIELD_QUERY, OUTPUT_FIELD_TOPIC};
    GArray *fields = g_array_new(FALSE, FALSE, sizeof(OutputField));
    for (gsize i = 0; format->fields && format->fields[i] != OUTPUT_FIELDS; i++)
        g_array_append_val(fields, format->fields[i]);
    if (batch && format->tells_query)
        g_array_append_vals(fields, of_query, G_N_ELEMENTS(of_query));
    return fields;
}

gboolean output_format_has_fields(OutputFormatName format)
{
    return formats[format]->fields != NULL;
}

Output *output_new(OutputStyle *style)
{
    Output *output = g_new0(Output, 1);
    output->format = style->tallies ? output_tally_format(style->format) : formats[style->format];
    output->style = *style;
    *style = (OutputStyle){0};
    output->fields = output->style.fields ? g_steal_pointer(&output->style.fields)
                                          : own_fields(output->format, output->style.batch);
    if (!output->format->for_terminal)
        output->style.display = (Display){0};
    output->out = g_string_new(NULL);
    output->scratch = g_string_new(NULL);
    return output;
}

void output_free(Output *output)
{
    if (!output)
        return;
    console_pager_finish(output->pager);
    output_style_clear(&output->style);
    g_array_unref(output->fields);
    g_clear_pointer(&output->missing, g_ptr_array_unref);
    g_clear_pointer(&output->seen, seen_texts_free);
    trec_topic_clear(&output->trec);
    g_string_free(output->out, TRUE);
    g_string_free(output->scratch, TRUE);
    g_free(output);
}

OutputFormatName output_format(const Output *output)
{
    return output->style.format;
}

guint output_parts(const Output *output)
{
    guint parts = output->format->parts;
    if (output->style.layout)
        parts |= output_template_parts(output->style.layout);
    for (guint i = 0; i < output->fields->len; i++)
        parts |= output_field_parts(output_field_at(output->fields, i));
    return parts;
}

/* ---- writing ----------------------------------------------------------------------------- */

static ConsoleAnswer flush(Output *output, GError **error)
{
    if (output->out->len == 0)
        return CONSOLE_WRITTEN;
    if (output->style.pager && !output->paged)
        output->pager = console_pager_start(NULL);
    output->paged = TRUE;
    ConsoleAnswer answer = console_write(output->out, error);
    g_string_truncate(output->out, 0);
    output->failed |= answer == CONSOLE_FAILED;
    return answer;
}

gboolean output_failed(const Output *output)
{
    return output->failed;
}

static void call(Output *output, void (*func)(Output *output))
{
    if (func)
        func(output);
}

ConsoleAnswer output_query(Output *output, const OutputQuestion *question, GError **error)
{
    output->question = *question;
    output->number++;
    if (!output->begun)
        call(output, output->format->begin);
    output->begun = TRUE;
    call(output, output->format->query);
    /* What is said of one of several queries on stderr stands after its heading. */
    return output->style.batch ? flush(output, error) : CONSOLE_WRITTEN;
}

void output_set_ranks(Output *output, guint first, guint last)
{
    output->first_rank = first;
    output->last_rank = last;
}

void output_set_missing(Output *output, GPtrArray *servers)
{
    g_clear_pointer(&output->missing, g_ptr_array_unref);
    output->missing = servers;
}

ConsoleAnswer output_hit(Output *output, const Hit *hit, GError **error)
{
    output->format->hit(output, hit);
    return output_row_end(output, error);
}

ConsoleAnswer output_row_end(Output *output, GError **error)
{
    return output->out->len < WRITE_BYTES ? CONSOLE_WRITTEN : flush(output, error);
}

ConsoleAnswer output_query_end(Output *output, GError **error)
{
    call(output, output->format->query_end);
    return flush(output, error);
}

ConsoleAnswer output_append(Output *output, const GString *text, GError **error)
{
    g_string_append_len(output->out, text->str, (gssize)text->len);
    return flush(output, error);
}

ConsoleAnswer output_finish(Output *output, GError **error)
{
    if (output->begun && !output->ended)
        call(output, output->format->end);
    output->ended = TRUE;
    ConsoleAnswer answer = flush(output, error);
    g_clear_pointer(&output->pager, console_pager_finish);
    return answer;
}
