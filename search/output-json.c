#include "search/output.h"

#include <string.h>

#include "stemmer/json-text.h"

static void append_field(GString *out, const char *name, const char *value, gsize length)
{
    g_string_append_printf(out, ",\"%s\":", name);
    if (length)
        json_text_append(out, value, length);
    else
        g_string_append(out, "null");
}

static void append_snippet(GString *out, const Snippet *snippet)
{
    g_string_append(out, ",\"snippet\":");
    json_text_append(out, snippet->text->str, snippet->text->len);
    g_string_append(out, ",\"highlights\":[");
    for (guint i = 0; i < snippet->ranges->len; i++) {
        const SnippetRange *range = &g_array_index(snippet->ranges, SnippetRange, i);
        g_string_append_printf(out, "%s[%" G_GSIZE_FORMAT ",%" G_GSIZE_FORMAT "]", i ? "," : "",
                               range->start, range->end);
    }
    g_string_append_c(out, ']');
}

static void json_hit(const OutputStyle *style, const Hit *hit, GString *out)
{
    static const struct {
        const char *name;
        HitField field;
    } fields[] = {
        {"title", HIT_TITLE},       {"date", HIT_DATE},     {"source", HIT_SOURCE},
        {"url", HIT_URL},           {"author", HIT_AUTHOR}, {"section", HIT_SECTION},
        {"language", HIT_LANGUAGE}, {"path", HIT_PATH},     {"own_id", HIT_OWN_ID},
    };
    g_string_append_printf(out, "{\"version\":%d,\"rank\":%u,\"score\":", OUTPUT_JSON_VERSION,
                           hit->rank);
    json_text_append_number(out, hit->score);
    append_field(out, "id", hit->id, strlen(hit->id));
    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
        const GString *value = hit->field[fields[i].field];
        append_field(out, fields[i].name, value->str, value->len);
    }
    append_snippet(out, hit->snippet);
    if (style->query)
        append_field(out, "query", style->query, strlen(style->query));
    g_string_append(out, "}\n");
}

const OutputFormat output_json = {"json", FALSE, json_hit};
