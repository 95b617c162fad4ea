/* What the formats of output share: the functions of a format, and the run that they write in. */
#pragma once

#include "console/console-pager.h"
#include "search/output.h"
#include "search/seen-text.h"
#include "search/trec-line.h"

typedef struct {
    guint parts;           /* HitParts that it needs besides those of its fields */
    gboolean for_terminal; /* colours, links, and lines of the terminal's width */
    gboolean tells_query;  /* of several queries: each hit says which */
    /* Its own choice, ended by OUTPUT_FIELDS; NULL: it has none. */
    const OutputField *fields;
    /* Each may be NULL. They append to output->out. */
    void (*begin)(Output *output); /* before the first query */
    void (*query)(Output *output);
    void (*hit)(Output *output, const Hit *hit);
    /* Of a tally: a label and how many articles have it. */
    void (*row)(Output *output, const char *by, const char *label, guint32 count);
    void (*query_end)(Output *output);
    void (*end)(Output *output); /* after the last */
} OutputFormat;

struct Output {
    const OutputFormat *format;
    OutputStyle style;
    OutputQuestion question; /* the present one */
    guint number;            /* its, from 1 */
    guint first_rank, last_rank;
    GPtrArray *missing; /* char *: names of servers; NULL or empty: none */
    GString *out;
    GArray *fields; /* of OutputField: what --fields says, else the format's own */
    guint tally_number; /* of the facets and timelines, over all queries */
    gboolean begun, ended, failed;
    gboolean paged; /* it was tried to start the pager */
    ConsolePager *pager;
    GString *scratch; /* for a value before it is escaped */
    SeenTexts *seen; /* of paths */
    TrecTopic trec;
};

extern const OutputFormat output_text;
extern const OutputFormat output_json;
extern const OutputFormat output_csv;
extern const OutputFormat output_tsv;
extern const OutputFormat output_html;
extern const OutputFormat output_markdown;
extern const OutputFormat output_trec;
extern const OutputFormat output_ids;
extern const OutputFormat output_paths;
extern const OutputFormat output_template;

/* How the format prints facets and timelines; NULL if it doesn't. */
const OutputFormat *output_tally_format(OutputFormatName format);


/* Writes what has come together, if that is much. */
ConsoleAnswer output_row_end(Output *output, GError **error);

static inline OutputField output_field_at(const GArray *fields, guint i)
{
    return g_array_index(fields, OutputField, i);
}
