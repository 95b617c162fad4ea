/* CSV (RFC 4180), and the same with a tab. CSV ends its lines in CR LF as the RFC has it; TSV in
 * LF, so that what cuts lines at tabs has no CR in the last field. */
#include <string.h>

#include "search/output-private.h"
#include "stemmer/stemmer.h"

/* What a spreadsheet would take for the beginning of a formula, in ASCII and full width. */
static gboolean begins_formula(const char *value)
{
    static const char *const signs[] = {
        "=", "+", "-", "@", "\t", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};
    for (gsize i = 0; i < G_N_ELEMENTS(signs); i++)
        if (g_str_has_prefix(value, signs[i]))
            return TRUE;
    return FALSE;
}

static void append_value(Output *output, const GString *value, char separator, gboolean alone)
{
    const char special[] = {separator, '"', '\n', '\r', '\0'};
    gboolean quoted = (value->len == 0 && alone) || strpbrk(value->str, special) != NULL;
    if (!quoted) {
        g_string_append_len(output->out, value->str, (gssize)value->len);
        return;
    }
    g_string_append_c(output->out, '"');
    for (const char *p = value->str; *p; p++) {
        if (*p == '"')
            g_string_append_c(output->out, '"');
        g_string_append_c(output->out, *p);
    }
    g_string_append_c(output->out, '"');
}

static void append_field(Output *output, OutputField field, const Hit *hit, char separator)
{
    g_autoptr(GString) value = g_string_new(NULL);
    GString *raw = output->scratch;
    g_string_truncate(raw, 0);
    output_field_append(field, hit, &output->question, raw);
    printable_append(value, raw->str, raw->len, FALSE);
    if (output->style.csv_safe && output_field_value(field) == OUTPUT_VALUE_TEXT &&
        begins_formula(value->str))
        g_string_prepend_c(value, '\'');
    append_value(output, value, separator, output->fields->len == 1);
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
