/* output-tally: facets and timelines, in the formats that have lines for them: bars, JSON, CSV,
 * TSV. */
#pragma once

#include "search/facet.h"
#include "search/output.h"
#include "search/timeline.h"

/* Whether the format has such lines. */
gboolean output_tally_knows(OutputFormatName format);

/* Prints it, between output_query() and output_query_end(), to an output whose style says tallies.
 * Each answers as console_write() does. */
ConsoleAnswer output_facet(Output *output, const Facet *facet, GError **error);
ConsoleAnswer output_timeline(Output *output, const Timeline *timeline, GError **error);
