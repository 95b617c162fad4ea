/* output-template: a line of results as the user lays it out: '{rank} {date} {title}\n'.
 *
 * A field stands in braces; {{ and }} are braces; \n, \t and \\ a line feed, a tab and a backslash.
 */
#pragma once

#include "search/output-field.h"

typedef struct OutputTemplate OutputTemplate;

/* NULL and a G_OPTION_ERROR that says what is wrong in it. */
OutputTemplate *output_template_new(const char *text, GError **error);
void output_template_free(OutputTemplate *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OutputTemplate, output_template_free)

/* The HitParts that its fields need. */
guint output_template_parts(const OutputTemplate *layout);

/* Appends what it makes of hit. Values are put on one line and made safe to show. */
void output_template_append(const OutputTemplate *layout, const Hit *hit,
                            const OutputQuestion *question, GString *out);
