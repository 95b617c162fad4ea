#include "search/output-field.h"

#include <string.h>

#include "console/nearest.h"
#include "stemmer/json-text.h"

static const struct {
    const char *name;
    OutputValue value;
    int of_hit; /* the HitField that it is; -1: none */
} table[OUTPUT_FIELDS] = {
    [OUTPUT_FIELD_RANK] = {"rank", OUTPUT_VALUE_NUMBER, -1},
    [OUTPUT_FIELD_SCORE] = {"score", OUTPUT_VALUE_NUMBER, -1},
    [OUTPUT_FIELD_ID] = {"id", OUTPUT_VALUE_TEXT, -1},
    [OUTPUT_FIELD_TITLE] = {"title", OUTPUT_VALUE_TEXT, HIT_TITLE},
    [OUTPUT_FIELD_DATE] = {"date", OUTPUT_VALUE_TEXT, HIT_DATE},
    [OUTPUT_FIELD_SOURCE] = {"source", OUTPUT_VALUE_TEXT, HIT_SOURCE},
    [OUTPUT_FIELD_URL] = {"url", OUTPUT_VALUE_TEXT, HIT_URL},
    [OUTPUT_FIELD_AUTHOR] = {"author", OUTPUT_VALUE_TEXT, HIT_AUTHOR},
    [OUTPUT_FIELD_SECTION] = {"section", OUTPUT_VALUE_TEXT, HIT_SECTION},
    [OUTPUT_FIELD_LANGUAGE] = {"language", OUTPUT_VALUE_TEXT, HIT_LANGUAGE},
    [OUTPUT_FIELD_PATH] = {"path", OUTPUT_VALUE_TEXT, HIT_PATH},
    [OUTPUT_FIELD_OWN_ID] = {"own_id", OUTPUT_VALUE_TEXT, HIT_OWN_ID},
    [OUTPUT_FIELD_SNIPPET] = {"snippet", OUTPUT_VALUE_TEXT, -1},
    [OUTPUT_FIELD_HIGHLIGHTS] = {"highlights", OUTPUT_VALUE_JSON, -1},
    [OUTPUT_FIELD_MARKS] = {"marks", OUTPUT_VALUE_JSON, -1},
    [OUTPUT_FIELD_FRAGMENTS] = {"fragments", OUTPUT_VALUE_JSON, -1},
    [OUTPUT_FIELD_TITLE_HIGHLIGHTS] = {"title_highlights", OUTPUT_VALUE_JSON, -1},
    [OUTPUT_FIELD_TITLE_MARKS] = {"title_marks", OUTPUT_VALUE_JSON, -1},
    [OUTPUT_FIELD_QUERY] = {"query", OUTPUT_VALUE_TEXT, -1},
    [OUTPUT_FIELD_TOPIC] = {"topic", OUTPUT_VALUE_TEXT, -1},
};

const char *output_field_name(OutputField field)
{
    return table[field].name;
}

OutputValue output_field_value(OutputField field)
{
    return table[field].value;
}

/* ---- by name ----------------------------------------------------------------------------- */

static void set_unknown(const char *name, const char *where, GError **error)
{
    const char *names[OUTPUT_FIELDS + 1] = {NULL};
    for (int i = 0; i < OUTPUT_FIELDS; i++)
        names[i] = table[i].name;
    int nearest = nearest_name(name, names, OUTPUT_FIELDS);
    g_autofree char *known = g_strjoinv(", ", (char **)names);
    g_autofree char *hint =
        nearest >= 0 ? g_strdup_printf("did you mean '%s'? ", names[nearest]) : g_strdup("");
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                "%s: there is no field '%s'; %sthe fields are %s", where, name, hint, known);
}

int output_field_find(const char *name, gsize length, const char *where, GError **error)
{
    for (int i = 0; i < OUTPUT_FIELDS; i++)
        if (strncmp(table[i].name, name, length) == 0 && table[i].name[length] == '\0')
            return i;
    g_autofree char *unknown = g_strndup(name, length);
    set_unknown(unknown, where, error);
    return -1;
}

static gboolean is_among(const GArray *fields, OutputField field)
{
    for (guint i = 0; i < fields->len; i++)
        if (g_array_index(fields, OutputField, i) == field)
            return TRUE;
    return FALSE;
}

gboolean output_field_list(const char *list, GArray *fields, GError **error)
{
    g_auto(GStrv) names = g_strsplit(list, ",", -1);
    g_array_set_size(fields, 0);
    for (gsize i = 0; i == 0 || names[i]; i++) {
        const char *name = names[i] ? g_strstrip(names[i]) : "";
        int found = output_field_find(name, strlen(name), "'--fields'", error);
        if (found < 0)
            return FALSE;
        OutputField field = (OutputField)found;
        if (is_among(fields, field)) {
            g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                        "'--fields': '%s' stands twice", name);
            return FALSE;
        }
        g_array_append_val(fields, field);
    }
    return TRUE;
}

/* ---- values ------------------------------------------------------------------------------ */

guint output_field_parts(OutputField field)
{
    if (field >= OUTPUT_FIELD_SNIPPET && field <= OUTPUT_FIELD_FRAGMENTS)
        return HIT_WITH_SNIPPET;
    if (field == OUTPUT_FIELD_TITLE_HIGHLIGHTS || field == OUTPUT_FIELD_TITLE_MARKS)
        return HIT_WITH_TITLE_MARKS;
    return table[field].of_hit >= 0 ? HIT_WITH_FIELDS : 0;
}

void output_field_append_places(OutputField field, const Hit *hit, SnippetFormat format,
                                GString *out)
{
    if (field == OUTPUT_FIELD_HIGHLIGHTS)
        snippet_format_highlights(hit->snippet, format, out);
    else if (field == OUTPUT_FIELD_MARKS)
        snippet_format_marks(hit->snippet, format, out);
    else if (field == OUTPUT_FIELD_FRAGMENTS)
        snippet_format_fragments(hit->snippet, format, out);
    else if (field == OUTPUT_FIELD_TITLE_HIGHLIGHTS)
        snippet_format_highlights_of(hit->title_marks, format, out);
    else if (field == OUTPUT_FIELD_TITLE_MARKS)
        snippet_format_marks_of(hit->field[HIT_TITLE]->str, hit->title_marks, format, out);
}

void output_field_append(OutputField field, const Hit *hit, const OutputQuestion *question,
                         GString *out)
{
    int of_hit = table[field].of_hit;
    if (of_hit >= 0)
        g_string_append_len(out, hit->field[of_hit]->str, (gssize)hit->field[of_hit]->len);
    else if (field == OUTPUT_FIELD_RANK)
        g_string_append_printf(out, "%u", hit->rank);
    else if (field == OUTPUT_FIELD_SCORE)
        json_text_append_number(out, hit->score);
    else if (field == OUTPUT_FIELD_ID && hit->id[0])
        g_string_append(out, hit->id);
    else if (field == OUTPUT_FIELD_ID)
        g_string_append_printf(out, "#%u", hit->docid);
    else if (field == OUTPUT_FIELD_SNIPPET)
        g_string_append_len(out, hit->snippet->text->str, (gssize)hit->snippet->text->len);
    else if (table[field].value == OUTPUT_VALUE_JSON)
        output_field_append_places(field, hit, SNIPPET_FORMAT_TEXT, out);
    else if (field == OUTPUT_FIELD_QUERY)
        g_string_append(out, question->text);
    else if (field == OUTPUT_FIELD_TOPIC && question->topic)
        g_string_append(out, question->topic);
}
