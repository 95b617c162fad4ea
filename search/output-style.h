/* output-style: how results are to look, of what the command line and the environment say. */
#pragma once

#include "search/output.h"
#include "search/search-options.h"

/* Fills style, of zeros, for search_options. FALSE and a G_OPTION_ERROR where options can't go
 * together. Reads the environment, as display_set() does. */
gboolean output_style_set(OutputStyle *style, const SearchOptions *options, GError **error);
