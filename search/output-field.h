/* output-field: what can be printed of a hit, by name: one table for --fields, templates, JSON,
 * CSV. */
#pragma once

#include <glib.h>

#include "search/hit.h"
#include "search/snippet-format.h"

typedef enum {
    OUTPUT_FIELD_RANK,
    OUTPUT_FIELD_SCORE,
    OUTPUT_FIELD_ID,
    OUTPUT_FIELD_TITLE,
    OUTPUT_FIELD_DATE,
    OUTPUT_FIELD_SOURCE,
    OUTPUT_FIELD_URL,
    OUTPUT_FIELD_AUTHOR,
    OUTPUT_FIELD_SECTION,
    OUTPUT_FIELD_LANGUAGE,
    OUTPUT_FIELD_PATH,
    OUTPUT_FIELD_OWN_ID,
    OUTPUT_FIELD_SNIPPET,
    OUTPUT_FIELD_HIGHLIGHTS,
    OUTPUT_FIELD_MARKS,
    OUTPUT_FIELD_FRAGMENTS,
    OUTPUT_FIELD_TITLE_HIGHLIGHTS,
    OUTPUT_FIELD_TITLE_MARKS,
    OUTPUT_FIELD_QUERY,
    OUTPUT_FIELD_TOPIC,
    OUTPUT_FIELDS
} OutputField;

/* What a value is, for formats that tell these apart; JSON: more than a text or number, in that. */
typedef enum { OUTPUT_VALUE_NUMBER, OUTPUT_VALUE_TEXT, OUTPUT_VALUE_JSON } OutputValue;

/* What was asked. */
typedef struct {
    const char *text;
    const char *topic; /* its number or name, of one of several; NULL: none */
} OutputQuestion;

const char *output_field_name(OutputField field);
OutputValue output_field_value(OutputField field);

/* The field of a name; -1 and a G_OPTION_ERROR that names those that there are, and begins with
 * where ("'--fields'"). */
int output_field_find(const char *name, gsize length, const char *where, GError **error);

/* Sets fields (of OutputField) to the names in list, with commas between; FALSE and a
 * G_OPTION_ERROR if one is not known or stands twice. */
gboolean output_field_list(const char *list, GArray *fields, GError **error);

/* What it takes to have the field: HitParts. */
guint output_field_parts(OutputField field);

/* Appends the value as the index has it: any valid UTF-8; nothing where there is none. In a
 * database that is not ours an id is # and the document's number. highlights,
 * marks and fragments are written as snippet-format.h says. */
void output_field_append(OutputField field, const Hit *hit, const OutputQuestion *question,
                         GString *out);

/* The same of one whose value is OUTPUT_VALUE_JSON. */
void output_field_append_places(OutputField field, const Hit *hit, SnippetFormat format,
                                GString *out);
