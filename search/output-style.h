/* output-style: how results are to look, of what the command line and the environment say. */
#pragma once

#include "search/output.h"
#include "search/search-options.h"

/* Fills style, of zeros, for search_options. FALSE and a G_OPTION_ERROR where options can't go
 * together. Reads the environment: what the terminal can (console_wants_color(),
 * hyperlink_wanted()) and DATELINE_COLORS, whose mistakes are noted on stderr. */
gboolean output_style_set(OutputStyle *style, const SearchOptions *options, GError **error);
