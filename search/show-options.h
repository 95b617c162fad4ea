/* show-options: the options of `dateline show`. */
#pragma once

#include "search/search-options.h"

typedef struct {
    IndexList indexes;
    const char *query; /* what is highlighted; NULL: nothing */
    gboolean json, raw;
    guint32 width; /* columns of a line; 0: as fits the terminal */
    int color;     /* ColorWhen */
    int hyperlink; /* ColorWhen */
    gboolean no_pager;
    gboolean quiet;
} ShowOptions;

extern const OptionTable show_options;
