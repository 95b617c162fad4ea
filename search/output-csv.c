/* CSV (RFC 4180), and the same with a tab. CSV ends its lines in CR LF as the RFC has it; TSV in
 * LF, so that what cuts lines at tabs has no CR in the last field. */
#include "search/csv-value.h"
#include "search/output-private.h"

static void append_field(Output *output, OutputField field, const Hit *hit, char separator)
{
    GString *raw = output->scratch;
    g_string_truncate(raw, 0);
    output_field_append(field, hit, &output->question, raw);
    csv_value_append(output->out, raw, separator,
                     output->style.csv_safe && output_field_value(field) == OUTPUT_VALUE_TEXT,
                     output->fields->len == 1);
}

static void append_end(Output *output, char separator)
{
    g_string_append(output->out, separator == ',' ? "\r\n" : "\n");
}

static void append_header(Output *output, char separator)
{
    for (guint i = 0; i < output->fields->len; i++) {
        if (i)
            g_string_append_c(output->out, separator);
        g_string_append(output->out, output_field_name(output_field_at(output->fields, i)));
    }
    append_end(output, separator);
}

static void append_row(Output *output, const Hit *hit, char separator)
{
    for (guint i = 0; i < output->fields->len; i++) {
        if (i)
            g_string_append_c(output->out, separator);
        append_field(output, output_field_at(output->fields, i), hit, separator);
    }
    append_end(output, separator);
}

static void csv_begin(Output *output)
{
    append_header(output, ',');
}

static void csv_hit(Output *output, const Hit *hit)
{
    append_row(output, hit, ',');
}

static void tsv_begin(Output *output)
{
    append_header(output, '\t');
}

static void tsv_hit(Output *output, const Hit *hit)
{
    append_row(output, hit, '\t');
}

static const OutputField own_fields[] = {
    OUTPUT_FIELD_RANK,    OUTPUT_FIELD_SCORE,    OUTPUT_FIELD_ID,   OUTPUT_FIELD_TITLE,
    OUTPUT_FIELD_DATE,    OUTPUT_FIELD_SOURCE,   OUTPUT_FIELD_URL,  OUTPUT_FIELD_AUTHOR,
    OUTPUT_FIELD_SECTION, OUTPUT_FIELD_LANGUAGE, OUTPUT_FIELD_PATH, OUTPUT_FIELD_OWN_ID,
    OUTPUT_FIELD_SNIPPET, OUTPUT_FIELDS,
};

const OutputFormat output_csv = {
    .tells_query = TRUE, .fields = own_fields, .begin = csv_begin, .hit = csv_hit};

const OutputFormat output_tsv = {
    .tells_query = TRUE, .fields = own_fields, .begin = tsv_begin, .hit = tsv_hit};
