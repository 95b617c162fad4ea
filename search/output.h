/* output: the results of searches, in one of the formats that a table names.
 *
 *     Output *output = output_new(&style);
 *     output_query(output, &question, &error);    // for each query
 *     output_set_ranks(output, 1, 10);            // of those that follow
 *     output_hit(output, hit, &error);            // for each of its hits, in their order
 *     output_query_end(output, &error);
 *     output_finish(output, &error);              // after the last query
 *
 * Nothing is gathered: results go to stdout (on a terminal, through the pager) as they come, in
 * pieces of some 64 KiB. All functions that write answer as console_write() does; after anything
 * but CONSOLE_WRITTEN only output_free() may follow.
 */
#pragma once

#include <glib.h>

#include "console/console.h"
#include "search/display.h"
#include "search/output-field.h"
#include "search/output-template.h"

/* Appends `,"missing":["10.0.0.7:7001"]` for servers that were left out, as JSON says it; nothing
 * if there are none (NULL or empty). */
void output_append_missing(const GPtrArray *missing, GString *out);

/* The version of the shape of the JSON lines: raised when a field changes its meaning or goes. */
#define OUTPUT_JSON_VERSION 1

typedef enum {
    OUTPUT_TEXT,
    OUTPUT_JSON,
    OUTPUT_CSV,
    OUTPUT_TSV,
    OUTPUT_HTML,
    OUTPUT_MARKDOWN,
    OUTPUT_TREC,
    OUTPUT_IDS,
    OUTPUT_PATHS,
    OUTPUT_COUNT,    /* no hits are wanted, only their number, by output_append() */
    OUTPUT_TEMPLATE, /* has no name: it is chosen by --template */
    OUTPUT_FORMATS
} OutputFormatName;

/* The names of those before OUTPUT_TEMPLATE; ends in NULL. */
extern const char *const output_format_names[OUTPUT_TEMPLATE + 1];

/* Whether the format shows fields one by one, so that others can be asked for. */
gboolean output_format_has_fields(OutputFormatName format);

/* How results look, the same for all queries of a run. */
typedef struct {
    OutputFormatName format;
    Display display; /* of formats for a terminal */
    gboolean pager;  /* long results go through one */
    gboolean batch;  /* there are several queries */
    guint tallies;   /* so many facets and timelines are printed, see output-tally.h; 0: hits */
    GArray *fields;  /* of OutputField; NULL: the format's own */
    OutputTemplate *layout; /* of OUTPUT_TEMPLATE */
    gboolean csv_safe; /* values that a spreadsheet would take for formulas get a ' before them */
} OutputStyle;

void output_style_clear(OutputStyle *style);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OutputStyle, output_style_clear)

typedef struct Output Output;

/* Takes what style holds, and leaves it empty. */
Output *output_new(OutputStyle *style);
void output_free(Output *output);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Output, output_free)

OutputFormatName output_format(const Output *output);

/* What the format wants of each hit (HitParts); columns of a snippet that suits it. */
guint output_parts(const Output *output);
gsize output_snippet_columns(const Output *output);

/* Begins the results of a query. question is borrowed until output_query_end(). */
ConsoleAnswer output_query(Output *output, const OutputQuestion *question, GError **error);

/* The least and the greatest rank of the hits that follow. */
void output_set_ranks(Output *output, guint first, guint last);
/* The servers that were left out: names, borrowed until output_free(); takes the array. Formats
 * that can say so do. */
void output_set_missing(Output *output, GPtrArray *servers);
ConsoleAnswer output_hit(Output *output, const Hit *hit, GError **error);
ConsoleAnswer output_query_end(Output *output, GError **error);

/* Writes text as it is, at once. */
ConsoleAnswer output_append(Output *output, const GString *text, GError **error);

/* Whether it could not be written: nothing that follows can be either. */
gboolean output_failed(const Output *output);

/* Ends what was begun, and waits until the pager is left. Harmless the second time. */
ConsoleAnswer output_finish(Output *output, GError **error);
