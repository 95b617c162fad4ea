#include "search/output-private.h"

#include <string.h>

#include "stemmer/json-text.h"

static void append_field(Output *output, OutputField field, const Hit *hit)
{
    GString *out = output->out, *value = output->scratch;
    g_string_append_printf(out, ",\"%s\":", output_field_name(field));
    g_string_truncate(value, 0);
    switch (output_field_value(field)) {
    case OUTPUT_VALUE_NUMBER:
        output_field_append(field, hit, &output->question, out);
        return;
    case OUTPUT_VALUE_JSON:
        output_field_append_places(field, hit, SNIPPET_FORMAT_JSON, out);
        return;
    case OUTPUT_VALUE_TEXT:
        output_field_append(field, hit, &output->question, value);
        if (value->len || field == OUTPUT_FIELD_SNIPPET)
            json_text_append(out, value->str, value->len);
        else
            g_string_append(out, "null");
        return;
    }
    g_assert_not_reached();
}

void output_append_missing(const GPtrArray *missing, GString *out)
{
    for (guint i = 0; missing && i < missing->len; i++) {
        const char *server = missing->pdata[i];
        g_string_append(out, i ? "," : ",\"missing\":[");
        json_text_append(out, server, strlen(server));
        if (i + 1 == missing->len)
            g_string_append_c(out, ']');
    }
}

static void json_hit(Output *output, const Hit *hit)
{
    g_string_append_printf(output->out, "{\"version\":%d", OUTPUT_JSON_VERSION);
    for (guint i = 0; i < output->fields->len; i++)
        append_field(output, output_field_at(output->fields, i), hit);
    output_append_missing(output->missing, output->out);
    g_string_append(output->out, "}\n");
}

static const OutputField json_fields[] = {
    OUTPUT_FIELD_RANK,    OUTPUT_FIELD_SCORE,      OUTPUT_FIELD_ID,   OUTPUT_FIELD_TITLE,
    OUTPUT_FIELD_DATE,    OUTPUT_FIELD_SOURCE,     OUTPUT_FIELD_URL,  OUTPUT_FIELD_AUTHOR,
    OUTPUT_FIELD_SECTION, OUTPUT_FIELD_LANGUAGE,   OUTPUT_FIELD_PATH, OUTPUT_FIELD_OWN_ID,
    OUTPUT_FIELD_SNIPPET, OUTPUT_FIELD_HIGHLIGHTS, OUTPUT_FIELD_MARKS, OUTPUT_FIELD_FRAGMENTS,
    OUTPUT_FIELD_TITLE_HIGHLIGHTS, OUTPUT_FIELD_TITLE_MARKS, OUTPUT_FIELDS,
};

const OutputFormat output_json = {
    .tells_query = TRUE,
    .fields = json_fields,
    .hit = json_hit,
};
